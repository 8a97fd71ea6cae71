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

// Each sets all of `image`, whose storage is used again where it suffices.

void decodeBinary(const Frame& frame, RgbImage& image);
void decodeGrayscale(const Frame& frame, RgbImage& image);
void decodeRgb565(const Frame& frame, RgbImage& image);
void decodeArgb8(const Frame& frame, RgbImage& image);
void decodeBayer(const Frame& frame, RgbImage& image);
void decodeYuv422(const Frame& frame, RgbImage& image);
/// Errors: Malformed (damaged; other size than the frame says; too many pixels). Then
/// `image` holds anything.
Status decodeJpeg(const Frame& frame, RgbImage& image);
Status decodePng(const Frame& frame, RgbImage& image);

/// Gives `image` the frame's size; its pixels are anything.
void resizeTo(const Frame& frame, RgbImage& image);

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
