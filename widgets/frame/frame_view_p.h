// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/frame/frame_badges.h"
#include "widgets/frame/frame_picture.h"
#include "widgets/frame/frame_view.h"

#include <QElapsedTimer>
#include <QPushButton>
#include <QTimer>

#include <deque>
#include <optional>

namespace omv::ui {

/// Frames a second over about the last one.
class ShownRate {
public:
    void add();
    double perSecond() const;
    void clear() { m_times.clear(); }

private:
    std::deque<qint64> m_times;  ///< milliseconds
    QElapsedTimer m_clock;
};

/// Rows of badges, above and below the picture or on it.
struct BadgePlaces {
    QRectF top;
    QRectF bottom;
    bool topIsBeside = false;
    bool bottomIsBeside = false;
};

struct FrameView::Private {
    explicit Private(FrameView* view);

    FrameView* q;
    Theme theme;
    BadgePainter badgePainter;
    QPushButton* button;
    QTimer ageTimer;

    FramePicture picture;
    FrameFacts facts;
    bool painted = true;  ///< the picture was on the screen
    std::optional<QImage> waiting;  ///< the newest frame while frozen
    FrameFacts waitingFacts;
    FrameGeometry geometry;

    FrameState state = FrameState::Empty;
    QString message;
    QString runText;
    QElapsedTimer sinceFrame;
    int staleAfter = 2000;
    QElapsedTimer sinceDrop;  ///< valid: since `dropped` grew

    std::uint64_t shown = 0;
    ShownRate rate;
    QElapsedTimer sinceAnnounced;  ///< to assistive tools

    bool frozen = false;
    bool crosshair = false;
    bool grid = false;
    bool badgesOn = true;
    bool keyboardFocus = false;

    QRect region;
    std::optional<QPoint> pointer;  ///< in the view
    std::optional<QPoint> probe;  ///< of the keyboard, a pixel
    std::optional<QPoint> keyAnchor;  ///< first corner of the keyboard's region
    QPoint reported{-1, -1};
    enum class Drag { None, Press, Region, Pan } drag = Drag::None;
    QPoint pressed;  ///< in the view
    QPoint lastPan;
    QRect regionBefore;
    bool space = false;
    int wheel = 0;

    // frame_view.cpp
    void show(const QImage& image, const FrameFacts& newFacts);
    void updateGeometry();
    void updateStatePage();
    void updateCursor();
    void changeRegion(const QRect& wanted);
    void changeZoom(double before);
    void reportPixel();
    void announce();
    bool showsPage() const;
    /// The pixel whose values are read out.
    std::optional<QPoint> readPixel() const;

    // frame_view_input.cpp
    void dragRegion(const QPoint& to);
    void pan(const QPoint& delta);
    void zoomAt(int steps, const QPointF& anchor);
    bool pressKey(int key, Qt::KeyboardModifiers modifiers);
    bool pressArrow(const QPoint& direction, Qt::KeyboardModifiers modifiers);
    void moveProbe(const QPoint& seenDelta);
    void toggleKeyRegion();
    void escape();

    // frame_view_paint.cpp
    void paintSurroundings(QPainter& painter) const;
    void paintPage(QPainter& painter) const;
    void paintOverlays(QPainter& painter) const;
    double pageWidth() const;
    double pageBody() const;
    double pageHead() const;
    QRectF pageRect() const;
    QString pageText() const;
    QList<Badge> factBadges(bool longWords) const;
    QList<Badge> stateBadges(double room) const;
    QList<Badge> readOutBadges(double room) const;
    QList<Badge> cornerBadges() const;
    Badge readOut(const QPoint& pixel, int detail) const;

    // frame_view_badges.cpp
    void paintBadges(QPainter& painter);
    void paintTopBadges(QPainter& painter, const BadgePlaces& places);
    void paintBottomBadges(QPainter& painter, const BadgePlaces& places);
    bool paintColumn(QPainter& painter, const QList<Badge>& badges, bool left);
    double borderForBadges() const;
    QRectF badgeArea() const;
    std::optional<double> rowBeside(double room) const;
    BadgePlaces badgePlaces() const;
    bool pointsAt(const QRectF& row) const;
};

/// "Frame, 640 by 480, 61.7 frames per second" for assistive tools.
QString accessibleValue(const FrameView& view);
/// Once; makes FrameView known to them.
void installFrameAccessibility();

}  // namespace omv::ui
