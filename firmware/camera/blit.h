// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"
#include "firmware/camera/palette.h"

#include <optional>

namespace omv::firmware {

enum class Interpolation { Nearest, Area, Bilinear, Bicubic };

/// Scales `from` to the size of `to`, same format: Binary, Grayscale or Rgb565.
bool resize(const Canvas& from, const Canvas& to, Interpolation interpolation);

/// What a pixel of the source does to a pixel of the target.
enum class PixelOp {
    Assign,
    And,
    Nand,
    Or,
    Nor,
    Xor,
    Xnor,
    Add,
    Sub,
    ReverseSub,
    Min,
    Max,
    Difference
};

enum class Aspect { None, Keep, Expand, Ignore };

/// How blit() places and changes the source.
struct BlitOptions {
    int x = 0;
    int y = 0;
    double xScale = 1;  ///< negative mirrors
    double yScale = 1;
    Rect roi;  ///< part of the source; must be inside and not empty
    int channel = -1;  ///< 0 red, 1 green, 2 blue, -1 all
    int alpha = 255;
    const ColorPalette* palette = nullptr;  ///< gray level to colour
    const std::uint8_t* alphaPalette = nullptr;  ///< 256 alphas by gray level
    Interpolation interpolation = Interpolation::Nearest;
    bool mirror = false;
    bool flip = false;
    bool transpose = false;
    bool center = false;
    bool channelFirst = false;  ///< take the channel before scaling
    bool paletteFirst = false;  ///< apply the palette before scaling
    Aspect aspect = Aspect::None;
    bool blackBackground = false;  ///< alpha mixes with black instead of the target
    const Canvas* mask = nullptr;  ///< of the target's pixels, see maskPasses()
    PixelOp op = PixelOp::Assign;
};

/// Size of the picture that `options` make of its roi, before placing it.
/// `target`: for the aspect options.
struct Size {
    int width = 0;
    int height = 0;
};
Size scaledSize(const BlitOptions& options, Size target);
/// The part of `to` that blit() draws on.
Rect drawnArea(const BlitOptions& options, const Canvas& to);

/// Except for Assign, alpha fades the source to black before it meets the target.
/// Draws any raw source into a Binary, Grayscale or Rgb565 target. False when a
/// format is not one of these, or the scaled picture would be absurdly large.
bool blit(const Canvas& from, const Canvas& to, const BlitOptions& options);

}  // namespace omv::firmware
