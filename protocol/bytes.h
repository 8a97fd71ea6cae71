// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace omv::protocol {

/// Borrowed bytes. Whoever hands them out says how long they stay valid.
using Bytes = std::span<const std::uint8_t>;
using MutableBytes = std::span<std::uint8_t>;

// Little-endian loads and stores. The fixed extents are the bounds check.

constexpr std::uint16_t loadU16(std::span<const std::uint8_t, 2> in) noexcept
{
    return static_cast<std::uint16_t>(in[0] | (in[1] << 8));
}

constexpr std::uint32_t loadU32(std::span<const std::uint8_t, 4> in) noexcept
{
    return static_cast<std::uint32_t>(in[0]) | (static_cast<std::uint32_t>(in[1]) << 8) |
        (static_cast<std::uint32_t>(in[2]) << 16) | (static_cast<std::uint32_t>(in[3]) << 24);
}

constexpr void storeU16(std::span<std::uint8_t, 2> out, std::uint16_t value) noexcept
{
    out[0] = static_cast<std::uint8_t>(value);
    out[1] = static_cast<std::uint8_t>(value >> 8);
}

constexpr void storeU32(std::span<std::uint8_t, 4> out, std::uint32_t value) noexcept
{
    out[0] = static_cast<std::uint8_t>(value);
    out[1] = static_cast<std::uint8_t>(value >> 8);
    out[2] = static_cast<std::uint8_t>(value >> 16);
    out[3] = static_cast<std::uint8_t>(value >> 24);
}

}  // namespace omv::protocol
