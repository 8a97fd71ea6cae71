// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/frame/pixel_view.h"

#include <QImage>

namespace omv {
struct RgbImage;
}

namespace omv::ui {

/// The picture in the layout that paints fastest (Format_RGB32), into storage of its own.
/// For the thread that decodes; 640x480 takes about 0.1 ms. Null when `image` is empty or its
/// sizes do not fit.
QImage displayImage(const RgbImage& image);

/// To count and measure without copying. Empty for formats other than RGB32, ARGB32 and
/// RGB888. Valid as long as `image` and unchanged.
PixelView pixelView(const QImage& image);
/// Of the part inside `region`; of all when that is null.
PixelView pixelView(const QImage& image, const QRect& region);

}  // namespace omv::ui
