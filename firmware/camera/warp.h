// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"

#include <array>
#include <optional>

// Geometry in place: each pixel becomes the nearest one of another place, or black where
// that lies outside. Binary, Grayscale and Rgb565.

namespace omv::firmware {

/// To polar coordinates around `center`: the column is the angle, from up to the left, down
/// and right; the row is the distance, up to the farthest corner. `logarithmic`: of the
/// distance's logarithm. `reverse`: back again.
struct PolarOptions {
    Point center{};
    bool logarithmic = false;
    bool reverse = false;
};
void polarWarp(const Canvas& picture, const PolarOptions& options);

/// Straightens what a wide lens bends. `strength` and `zoom` above 0; the corrections move
/// the middle by shares of width and height. Even sizes.
struct LensOptions {
    double strength = 1.8;
    double zoom = 1;
    double xCorrection = 0;
    double yCorrection = 0;
};
void correctLens(const Canvas& picture, const LensOptions& options);

/// The picture as a plane in space, turned, moved and looked at by a camera.
struct RotationOptions {
    double x = 0;  ///< turns, in radians
    double y = 0;
    double z = 0;
    double xTranslation = 0;  ///< pixels
    double yTranslation = 0;
    double zoom = 1;
    double fieldOfView = 1.0471975512;  ///< radians, more than 0 and less than pi
    /// x and y of the four points that become the corners: upper left, upper right, lower
    /// right, lower left.
    std::optional<std::array<float, 8>> corners{};
};
void rotatePlane(const Canvas& picture, const RotationOptions& options);

}  // namespace omv::firmware
