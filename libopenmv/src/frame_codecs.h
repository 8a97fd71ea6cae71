// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/frame.h>

#include <cstdint>
#include <span>
#include <vector>

// One function per way of storing pixels. toRgb() has checked the frame: width and
// height are 1..32767, and data() of an uncompressed frame has exactly the size
// that format, width and height imply.

namespace omv {

inline constexpr std::uint32_t kMaxFrameSide = 32767;
/// Largest JPEG or PNG that is decoded: a few bytes could otherwise ask for gigabytes.
inline constexpr std::uint64_t kMaxCompressedPixels = std::uint64_t{1} << 26;

RgbImage decodeBinary(const Frame& frame);
RgbImage decodeGrayscale(const Frame& frame);
RgbImage decodeRgb565(const Frame& frame);
RgbImage decodeArgb8(const Frame& frame);
RgbImage decodeBayer(const Frame& frame);
RgbImage decodeYuv422(const Frame& frame);
/// Errors: Malformed (damaged; other size than the frame says; too many pixels).
Result<RgbImage> decodeJpeg(const Frame& frame);
Result<RgbImage> decodePng(const Frame& frame);

/// An image of the frame's size, all black.
RgbImage blankImage(const Frame& frame);

/// Pixels as encoders take them: rows without padding.
struct PixelView {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    unsigned channels = 3;  ///< 3: RGB, 1: gray
    std::span<const std::uint8_t> pixels;
};
/// `quality`: 1..100.
Result<std::vector<std::uint8_t>> encodeJpeg(const PixelView& image, int quality);
Result<std::vector<std::uint8_t>> encodePng(const PixelView& image);

/// Luminance with the firmware's integer weights.
constexpr std::uint8_t luminance(unsigned red, unsigned green, unsigned blue)
{
    return static_cast<std::uint8_t>((38 * red + 75 * green + 15 * blue) >> 7);
}

}  // namespace omv
