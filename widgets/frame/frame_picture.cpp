// SPDX-License-Identifier: MIT
#include "widgets/frame/frame_picture.h"

#include "widgets/frame/box_scale.h"

#include <QPainter>
#include <QTransform>

#include <cmath>

namespace omv::ui {

void FramePicture::setImage(const QImage& image)
{
    m_image = image;
    m_turned = {};
    m_scaledTarget = {};
}

color::Rgb FramePicture::pixel(const QPoint& pixel) const
{
    const QRgb value = m_image.pixel(pixel);
    return {static_cast<std::uint8_t>(qRed(value)), static_cast<std::uint8_t>(qGreen(value)),
            static_cast<std::uint8_t>(qBlue(value))};
}

void FramePicture::turn(const Orientation& orientation)
{
    if (!m_turned.isNull() && orientation == m_turnedBy)
        return;
    m_turned = m_image.convertToFormat(QImage::Format_RGB32);
    m_turned.setDevicePixelRatio(1);
    if (orientation.mirrored)
        m_turned.mirror(true, false);
    if (orientation.quarterTurns != 0)
        m_turned = m_turned.transformed(QTransform().rotate(90 * orientation.quarterTurns));
    m_turnedBy = orientation;
    m_scaledTarget = {};
}

void FramePicture::paint(QPainter& painter, const FrameGeometry& geometry, const QSize& viewSize)
{
    if (m_image.isNull())
        return;
    turn(geometry.orientation());
    const double ratio = geometry.deviceRatio();
    const QRect view(0, 0, static_cast<int>(std::ceil(viewSize.width() * ratio)),
                     static_cast<int>(std::ceil(viewSize.height() * ratio)));
    const QRect target = geometry.deviceTarget();
    const QRect visible = target & view;
    if (visible.isEmpty())
        return;
    painter.save();
    painter.scale(1 / ratio, 1 / ratio);
    if (target.size() == m_turned.size()) {
        painter.drawImage(visible.topLeft(), m_turned, visible.translated(-target.topLeft()));
    } else {
        if (target != m_scaledTarget || visible != m_scaledVisible)
            boxScale(m_turned, target, visible, m_scaled);
        m_scaledTarget = target;
        m_scaledVisible = visible;
        painter.drawImage(visible.topLeft(), m_scaled);
    }
    painter.restore();
}

}  // namespace omv::ui
