// SPDX-License-Identifier: MIT
#include "widgets/frame/frame_image.h"

#include <openmv/frame.h>

namespace omv::ui {

namespace {

bool sizesFit(const RgbImage& image)
{
    return image.width > 0 && image.height > 0 && image.width <= 32767 && image.height <= 32767 &&
        image.pixels.size() == std::size_t{image.width} * image.height * 3;
}

/// `image` without its pixels' owner.
QImage borrowed(const RgbImage& image)
{
    return QImage(image.pixels.data(), static_cast<int>(image.width),
                  static_cast<int>(image.height), static_cast<qsizetype>(image.width) * 3,
                  QImage::Format_RGB888);
}

}  // namespace

QImage displayImage(const RgbImage& image)
{
    return sizesFit(image) ? borrowed(image).convertToFormat(QImage::Format_RGB32) : QImage();
}

PixelView pixelView(const QImage& image)
{
    PixelView view{image.constBits(), image.width(), image.height(), image.bytesPerLine(),
                   PixelLayout::Rgb32};
    switch (image.format()) {
    case QImage::Format_RGB888: view.layout = PixelLayout::Rgb888; return view;
    case QImage::Format_RGB32:
    case QImage::Format_ARGB32: return view;
    default: return {};
    }
}

PixelView pixelView(const QImage& image, const QRect& region)
{
    const PixelView all = pixelView(image);
    if (region.isNull())
        return all;
    return all.part(region.x(), region.y(), region.width(), region.height());
}

}  // namespace omv::ui
