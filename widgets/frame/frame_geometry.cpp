// SPDX-License-Identifier: MIT
#include "widgets/frame/frame_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace omv::ui {

namespace {

constexpr std::array kSteps{1.0 / 16, 1.0 / 8, 1.0 / 6, 1.0 / 4, 1.0 / 3, 1.0 / 2, 2.0 / 3,
                            1.0,      1.5,     2.0,     3.0,     4.0,     6.0,     8.0,
                            12.0,     16.0,    24.0,    32.0,    48.0,    64.0};

/// One way: where the view's middle may be so that no edge of a picture of `length` comes
/// inside a view that shows `visible` of it.
double clampedCenter(double center, double length, double visible)
{
    if (length <= visible)
        return length / 2;
    return std::clamp(center, visible / 2, length - visible / 2);
}

}  // namespace

Orientation Orientation::turned(int quarters) const
{
    return {(quarterTurns + quarters % 4 + 4) % 4, mirrored};
}

// Mirroring what is seen is mirroring the image and turning the other way round.
Orientation Orientation::flippedHorizontally() const
{
    return {(4 - quarterTurns) % 4, !mirrored};
}

Orientation Orientation::flippedVertically() const
{
    return flippedHorizontally().turned(2);
}

QSize Orientation::map(const QSize& imageSize) const
{
    return quarterTurns % 2 == 0 ? imageSize : imageSize.transposed();
}

QPointF Orientation::toSeen(const QPointF& imagePoint, const QSize& imageSize) const
{
    const double w = imageSize.width();
    const double h = imageSize.height();
    const double x = mirrored ? w - imagePoint.x() : imagePoint.x();
    const double y = imagePoint.y();
    switch (quarterTurns) {
    case 1: return {h - y, x};
    case 2: return {w - x, h - y};
    case 3: return {y, w - x};
    default: return {x, y};
    }
}

QPointF Orientation::toImage(const QPointF& seenPoint, const QSize& imageSize) const
{
    const double w = imageSize.width();
    const double h = imageSize.height();
    QPointF p = seenPoint;
    switch (quarterTurns) {
    case 1: p = {seenPoint.y(), h - seenPoint.x()}; break;
    case 2: p = {w - seenPoint.x(), h - seenPoint.y()}; break;
    case 3: p = {w - seenPoint.y(), seenPoint.x()}; break;
    default: break;
    }
    return mirrored ? QPointF(w - p.x(), p.y()) : p;
}

void FrameGeometry::setImageSize(const QSize& size)
{
    if (size == m_image)
        return;
    const QSize before = seenSize();
    m_image = size;
    const QSize after = seenSize();
    // The same part of the picture stays in the middle.
    m_center = before.isEmpty() ? QPointF(after.width() / 2.0, after.height() / 2.0)
                                : QPointF(m_center.x() * after.width() / before.width(),
                                          m_center.y() * after.height() / before.height());
    clampCenter();
}

void FrameGeometry::setViewSize(const QSize& size, double deviceRatio)
{
    m_view = size;
    m_ratio = deviceRatio;
    clampCenter();
}

void FrameGeometry::setOrientation(const Orientation& orientation)
{
    const QPointF center = m_orientation.toImage(m_center, m_image);
    m_orientation = orientation;
    m_center = m_orientation.toSeen(center, m_image);
    clampCenter();
}

void FrameGeometry::setFitBorder(double border)
{
    m_fitBorder = border;
    clampCenter();
}

void FrameGeometry::setFit()
{
    m_fit = true;
    clampCenter();
}

void FrameGeometry::setScale(double scale, const QPointF& anchor)
{
    const QRectF before = target();
    const double old = this->scale();
    m_fit = false;
    m_scale = std::clamp(scale, kMinScale, kMaxScale);
    const QPointF seen = (anchor - before.topLeft()) / old;
    const QPointF middle(m_view.width() / 2.0, m_view.height() / 2.0);
    m_center = seen + (middle - anchor) / m_scale;
    clampCenter();
}

void FrameGeometry::step(int direction, const QPointF& anchor)
{
    const double now = scale();
    // A hair aside, so that the step where we are does not count.
    const double* wanted = direction > 0
        ? std::upper_bound(kSteps.begin(), kSteps.end(), now * 1.001)
        : std::lower_bound(kSteps.begin(), kSteps.end(), now * 0.999);
    if (direction > 0)
        wanted = std::min(wanted, kSteps.end() - 1);
    else
        wanted = std::max(wanted - 1, kSteps.begin());
    setScale(*wanted, anchor);
}

void FrameGeometry::panBy(const QPointF& viewDelta)
{
    m_center -= viewDelta / scale();
    clampCenter();
}

double FrameGeometry::scale() const
{
    if (!m_fit)
        return m_scale;
    const QSize seen = seenSize();
    if (seen.isEmpty() || m_view.isEmpty())
        return 1;
    const double height = std::max(1.0, m_view.height() - 2 * m_fitBorder);
    const double fit =
        std::min(static_cast<double>(m_view.width()) / seen.width(), height / seen.height());
    return std::min(fit, kMaxScale);
}

QRect FrameGeometry::deviceTarget() const
{
    const double factor = scale() * m_ratio;
    const QSize seen = seenSize();
    const int width = std::max(1, static_cast<int>(std::lround(seen.width() * factor)));
    const int height = std::max(1, static_cast<int>(std::lround(seen.height() * factor)));
    const double left = m_view.width() * m_ratio / 2 - m_center.x() * factor;
    const double top = m_view.height() * m_ratio / 2 - m_center.y() * factor;
    // Down, not to the nearest: halves must not jump when the pane grows by a pixel.
    return {static_cast<int>(std::floor(left + 0.001)), static_cast<int>(std::floor(top + 0.001)),
            width, height};
}

QRectF FrameGeometry::target() const
{
    const QRect device = deviceTarget();
    return {device.x() / m_ratio, device.y() / m_ratio, device.width() / m_ratio,
            device.height() / m_ratio};
}

QPointF FrameGeometry::toImage(const QPointF& viewPoint) const
{
    const QRectF rect = target();
    const QSize seen = seenSize();
    const QPointF p((viewPoint.x() - rect.x()) * seen.width() / rect.width(),
                    (viewPoint.y() - rect.y()) * seen.height() / rect.height());
    return m_orientation.toImage(p, m_image);
}

QPointF FrameGeometry::toView(const QPointF& imagePoint) const
{
    const QRectF rect = target();
    const QSize seen = seenSize();
    const QPointF p = m_orientation.toSeen(imagePoint, m_image);
    return {rect.x() + p.x() * rect.width() / seen.width(),
            rect.y() + p.y() * rect.height() / seen.height()};
}

QRectF FrameGeometry::toView(const QRectF& imageRect) const
{
    return QRectF(toView(imageRect.topLeft()), toView(imageRect.bottomRight())).normalized();
}

QPoint FrameGeometry::pixelAt(const QPointF& viewPoint) const
{
    if (m_image.isEmpty() || !target().contains(viewPoint))
        return {-1, -1};
    return nearestPixel(viewPoint);
}

QPoint FrameGeometry::nearestPixel(const QPointF& viewPoint) const
{
    if (m_image.isEmpty())
        return {-1, -1};
    const QRectF rect = target();
    const QSize seen = seenSize();
    const double x = std::floor((viewPoint.x() - rect.x()) * seen.width() / rect.width());
    const double y = std::floor((viewPoint.y() - rect.y()) * seen.height() / rect.height());
    // The middle of the pixel seen: its edges belong to another when mirrored.
    const QPointF middle(std::clamp(x, 0.0, seen.width() - 1.0) + 0.5,
                         std::clamp(y, 0.0, seen.height() - 1.0) + 0.5);
    const QPointF p = m_orientation.toImage(middle, m_image);
    return {static_cast<int>(p.x()), static_cast<int>(p.y())};
}

void FrameGeometry::clampCenter()
{
    const QSize seen = seenSize();
    const double factor = scale();
    m_center = {clampedCenter(m_center.x(), seen.width(), m_view.width() / factor),
                clampedCenter(m_center.y(), seen.height(), m_view.height() / factor)};
}

}  // namespace omv::ui
