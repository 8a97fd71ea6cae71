// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/frame/color_convert.h"
#include "widgets/frame/frame_geometry.h"

#include <QImage>
#include <QRect>

class QPainter;

namespace omv::ui {

/// The picture of the frame view, and what of it was made for painting: converted, turned,
/// stretched. Each is made when first needed, so a picture that is never painted costs nothing.
class FramePicture {
public:
    void setImage(const QImage& image);
    const QImage& image() const { return m_image; }
    bool isNull() const { return m_image.isNull(); }
    /// `pixel` must lie inside.
    color::Rgb pixel(const QPoint& pixel) const;

    /// Paints what lies in the view of `viewSize` (logical pixels).
    void paint(QPainter& painter, const FrameGeometry& geometry, const QSize& viewSize);

private:
    void turn(const Orientation& orientation);

    QImage m_image;
    QImage m_turned;  ///< as seen, Format_RGB32
    Orientation m_turnedBy;
    QImage m_scaled;
    QRect m_scaledTarget;  ///< null: m_scaled is of another picture
    QRect m_scaledVisible;
};

}  // namespace omv::ui
