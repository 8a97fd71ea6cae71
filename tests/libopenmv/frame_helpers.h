// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/frame.h>

#include <array>
#include <vector>

namespace omv::test {

inline Frame makeFrame(PixelFormat format, std::uint32_t width, std::uint32_t height,
                       std::vector<std::uint8_t> bytes)
{
    Frame frame;
    frame.width = width;
    frame.height = height;
    frame.format = format;
    const std::size_t size = bytes.size();
    frame.setData(std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes)), 0, size);
    return frame;
}

using Rgb = std::array<int, 3>;

inline Rgb pixel(const RgbImage& image, std::uint32_t x, std::uint32_t y)
{
    const std::size_t at = (std::size_t{y} * image.width + x) * 3;
    return {image.pixels.at(at), image.pixels.at(at + 1), image.pixels.at(at + 2)};
}

/// A smooth colour picture, which JPEG keeps well.
inline RgbImage gradient(std::uint32_t width, std::uint32_t height)
{
    RgbImage image{width, height, {}};
    for (std::uint32_t y = 0; y < height; ++y) {
        for (std::uint32_t x = 0; x < width; ++x) {
            image.pixels.push_back(static_cast<std::uint8_t>(x * 255 / width));
            image.pixels.push_back(static_cast<std::uint8_t>(y * 255 / height));
            image.pixels.push_back(static_cast<std::uint8_t>(255 - x * 255 / width));
        }
    }
    return image;
}

/// One row of colour.csv: an RGB565 value and what the firmware makes of it.
struct ColorRow {
    unsigned rgb565 = 0;
    int r = 0, g = 0, b = 0, y = 0, u = 0, v = 0;
};
std::vector<ColorRow> colorRows();

}  // namespace omv::test
