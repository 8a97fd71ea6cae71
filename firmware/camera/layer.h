// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/blit.h"
#include "firmware/camera/canvas.h"

#include <vector>

namespace omv::firmware {

/// Pixels on their way from one picture to another: 8-bit gray, or 24-bit RGB.
struct Layer {
    int width = 0;
    int height = 0;
    bool color = false;
    std::vector<std::uint8_t> pixels;

    bool isEmpty() const { return pixels.empty(); }
    std::size_t channels() const { return color ? 3 : 1; }
    const std::uint8_t* at(int x, int y) const
    {
        return &pixels[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                        static_cast<std::size_t>(x)) *
                       channels()];
    }
};

/// The part `roi` of any raw picture; empty when the format is not raw.
Layer layerOf(const Canvas& picture, const Rect& roi);
void scaleLayer(Layer& layer, Size size, Interpolation interpolation);
void turnLayer(Layer& layer, bool mirror, bool flip, bool transpose);
/// Keeps one channel of a coloured layer as gray.
void extractChannel(Layer& layer, int channel);
/// Gray level to colour; a coloured layer is made gray first.
void applyPalette(Layer& layer, const ColorPalette& palette);
/// Makes a coloured layer gray by its luma.
void makeGray(Layer& layer);

}  // namespace omv::firmware
