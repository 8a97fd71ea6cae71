// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QImage>

#include <span>

namespace omv::ui {

/// A curve over the columns of an image, for plots that change with every frame.
struct CurveStyle {
    QColor color;
    double width = 1.75;  ///< pixels of the image
    double fill = 0.17;  ///< opacity of the area below
};

/// `heights`: for each column the curve's y in pixels of the image, from the top; everything
/// down to `bottom` is filled. `image`: Format_RGB32. Edges are smooth: each pixel is covered
/// by its distance to the curve.
/// Any thread.
void paintCurve(QImage& image, std::span<const float> heights, int bottom, const CurveStyle& style);

}  // namespace omv::ui
