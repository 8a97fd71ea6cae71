// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace omv::protocol {

/// Pixel formats as numbers on the wire:
/// bit 28 YUV, 27 mutable, 26 colour, 25 compressed, 24 raw (Bayer);
/// bits 23..16 format, 15..8 variant, 7..0 bytes per pixel.
/// Source: firmware 5.0, imlib.
enum class PixelFormat : std::uint32_t {
    Invalid = 0,
    Binary = 0x08010000,  ///< 1 bit, least significant first, rows padded to 32 bits
    Grayscale = 0x08020001,
    Rgb565 = 0x0C030002,  ///< little-endian, red in bits 15..11
    BayerBggr = 0x05040001,
    BayerGbrg = 0x05040101,
    BayerGrbg = 0x05040201,
    BayerRggb = 0x05040301,
    Yuv422 = 0x14050002,
    Yvu422 = 0x14050102,
    Jpeg = 0x06060000,
    Png = 0x06070000,
    Argb8 = 0x0C080004,
};

constexpr std::uint32_t value(PixelFormat format) noexcept
{
    return static_cast<std::uint32_t>(format);
}
constexpr bool isCompressed(PixelFormat format) noexcept
{
    return value(format) & (1u << 25);
}
constexpr bool isColor(PixelFormat format) noexcept
{
    return value(format) & (1u << 26);
}
constexpr bool isMutable(PixelFormat format) noexcept
{
    return value(format) & (1u << 27);
}
constexpr bool isBayer(PixelFormat format) noexcept
{
    return value(format) & (1u << 24);
}
constexpr bool isYuv(PixelFormat format) noexcept
{
    return value(format) & (1u << 28);
}
constexpr bool isBinary(PixelFormat format) noexcept
{
    return format == PixelFormat::Binary;
}

/// True for the formats listed in PixelFormat (Invalid excepted).
bool isKnown(PixelFormat format) noexcept;

/// Bytes of one row; 0 for compressed and unknown formats.
std::uint64_t rowBytes(PixelFormat format, std::uint32_t width) noexcept;

/// Bytes of a whole uncompressed image; 0 for compressed and unknown formats.
/// 64 bits wide, so that hostile sizes do not wrap.
std::uint64_t imageBytes(PixelFormat format, std::uint32_t width, std::uint32_t height) noexcept;

/// A short name: "RGB565", "JPEG", ...; "unknown" otherwise. Static storage.
const char* name(PixelFormat format) noexcept;

}  // namespace omv::protocol
