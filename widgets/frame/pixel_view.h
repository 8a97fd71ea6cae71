// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace omv::ui {

/// How a pixel lies in memory.
enum class PixelLayout {
    Rgb888,  ///< R G B
    Rgb32,  ///< B G R and one that means nothing: QImage::Format_RGB32 on little-endian
};

/// Somebody else's picture, to look at. Valid as long as those pixels are.
struct PixelView {
    const std::uint8_t* data = nullptr;
    int width = 0;  ///< pixels
    int height = 0;  ///< pixels
    std::ptrdiff_t stride = 0;  ///< bytes from one row to the next
    PixelLayout layout = PixelLayout::Rgb888;

    bool empty() const { return data == nullptr || width <= 0 || height <= 0; }
    int pixelSize() const { return layout == PixelLayout::Rgb888 ? 3 : 4; }
    const std::uint8_t* row(int y) const { return data + y * stride; }
    /// What of the rectangle lies inside the picture; empty when nothing does.
    PixelView part(int x, int y, int partWidth, int partHeight) const;
};

}  // namespace omv::ui
