// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/crc.h"

// The ways in which crc32() does it, for itself, for tests and for benchmarks.

#if defined(__x86_64__) && defined(__GNUC__) && __STDC_HOSTED__
#define OMV_CRC_CARRYLESS 1
#else
#define OMV_CRC_CARRYLESS 0
#endif

namespace omv::protocol {

/// Shortest data for which crc32Carryless() may be called: one vector register.
inline constexpr std::size_t kCarrylessFrom = 16;

/// Whether this machine can run crc32Carryless(). A flag is looked at; no CPUID.
inline bool hasCarryless() noexcept
{
#if OMV_CRC_CARRYLESS
    return __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("ssse3");
#else
    return false;
#endif
}

/// By tables, eight bytes at a step. Any machine, any length.
std::uint32_t crc32Sliced(Bytes data, std::uint32_t seed) noexcept;

#if OMV_CRC_CARRYLESS
/// By carry-less multiplication. Needs hasCarryless() and at least kCarrylessFrom bytes.
std::uint32_t crc32Carryless(Bytes data, std::uint32_t seed) noexcept;
#endif

}  // namespace omv::protocol
