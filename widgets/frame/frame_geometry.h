// SPDX-License-Identifier: MIT
#pragma once

#include <QPoint>
#include <QPointF>
#include <QRect>
#include <QRectF>
#include <QSize>
#include <QSizeF>

namespace omv::ui {

/// How a picture is turned for looking at: first mirrored, then rotated. Pixels keep their
/// coordinates in the image.
struct Orientation {
    int quarterTurns = 0;  ///< clockwise, 0..3
    bool mirrored = false;  ///< left and right swapped before turning

    bool identity() const { return quarterTurns == 0 && !mirrored; }
    Orientation turned(int quarters) const;
    /// As seen, whatever the turn is.
    Orientation flippedHorizontally() const;
    Orientation flippedVertically() const;

    QSize map(const QSize& imageSize) const;
    QPointF toSeen(const QPointF& imagePoint, const QSize& imageSize) const;
    QPointF toImage(const QPointF& seenPoint, const QSize& imageSize) const;

    friend bool operator==(const Orientation&, const Orientation&) = default;
};

/// Where the picture lies in the view. Pure. Lengths of the view are logical pixels; the
/// picture's corner is kept on whole device pixels, so that nothing blurs.
class FrameGeometry {
public:
    static constexpr double kMinScale = 1.0 / 16;
    static constexpr double kMaxScale = 64;

    void setImageSize(const QSize& size);
    void setViewSize(const QSize& size, double deviceRatio);
    void setOrientation(const Orientation& orientation);
    /// View pixels that a picture that fits leaves free above it, and as many below.
    void setFitBorder(double border);

    void setFit();
    /// View pixels for one image pixel. `anchor`: the point of the view that stays in place.
    void setScale(double scale, const QPointF& anchor);
    /// To the next of the usual steps up (+1) or down (-1).
    void step(int direction, const QPointF& anchor);
    void panBy(const QPointF& viewDelta);

    bool fits() const { return m_fit; }
    double scale() const;
    QSize imageSize() const { return m_image; }
    /// As it is turned.
    QSize seenSize() const { return m_orientation.map(m_image); }
    Orientation orientation() const { return m_orientation; }
    double deviceRatio() const { return m_ratio; }
    /// The picture in the view; may be larger than the view.
    QRectF target() const;
    /// The same in device pixels, whole.
    QRect deviceTarget() const;

    QPointF toImage(const QPointF& viewPoint) const;
    QPointF toView(const QPointF& imagePoint) const;
    QRectF toView(const QRectF& imageRect) const;
    /// The pixel under a point of the view; nothing outside the picture: (-1, -1).
    QPoint pixelAt(const QPointF& viewPoint) const;
    /// The pixel under a point of the view, or the nearest to it.
    QPoint nearestPixel(const QPointF& viewPoint) const;

private:
    void clampCenter();

    QSize m_image;
    QSize m_view;
    double m_ratio = 1;
    Orientation m_orientation;
    bool m_fit = true;
    double m_fitBorder = 0;
    double m_scale = 1;
    QPointF m_center;  ///< of the view, in the picture as seen
};

}  // namespace omv::ui
