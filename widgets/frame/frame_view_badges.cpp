// SPDX-License-Identifier: MIT
// Where the badges go: beside the picture while there is room, else on it and out of the way.
#include "widgets/frame/frame_view_p.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace omv::ui {

namespace {

constexpr double kMargin = 8;
constexpr double kLeastMargin = 2;  ///< above and below a row beside the picture
constexpr double kGap = 4;
constexpr double kLeastWidth = 200;  ///< of a picture that carries badges
constexpr double kLeastHeight = 100;
constexpr double kColumn = 140;  ///< room for a column of badges beside the picture
/// Of the size that a picture has without badges: so far it gives way to them.
constexpr double kGivesWay = 0.8;
/// Of badges under the pointer: who points there wants to see what they lie on.
constexpr double kSeenThrough = 0.12;

/// Whole pixels: the images of the badges must not blur.
QRectF rounded(const QRectF& area)
{
    return {QPointF(std::round(area.left()), std::round(area.top())),
            QPointF(std::round(area.right()), std::round(area.bottom()))};
}

}  // namespace

/// Free above and below a picture that fits, so that the badges lie on nothing. None where they
/// have room beside it anyway, nor where the picture would become much smaller. It must not
/// depend on what the badges say: a live number would move the picture.
double FrameView::Private::borderForBadges() const
{
    const QSizeF seen = geometry.seenSize();
    const QSizeF view = q->size();
    if (!badgesOn || seen.isEmpty() || view.isEmpty())
        return 0;
    const QSizeF whole = seen.scaled(view, Qt::KeepAspectRatio);
    if (view.width() - whole.width() >= 2 * theme.px(kColumn))
        return 0;
    // A pixel more, since the picture lies on whole ones.
    const double border = badgePainter.height() + 2 * theme.px(kLeastMargin) + 1;
    const QSizeF left = seen.scaled(view - QSizeF(0, 2 * border), Qt::KeepAspectRatio);
    return left.height() < kGivesWay * whole.height() ? 0 : border;
}

/// On the picture; on all of the view when the picture is small or larger than it.
QRectF FrameView::Private::badgeArea() const
{
    QRectF area = geometry.target() & QRectF(q->rect());
    if (area.width() < theme.px(kLeastWidth) || area.height() < theme.px(kLeastHeight))
        area = q->rect();
    const double margin = theme.px(kMargin);
    return rounded(area.adjusted(margin, margin, -margin, -margin));
}

/// The top left corner of a row that lies beside the picture, in `room` pixels of free height.
std::optional<double> FrameView::Private::rowBeside(double room) const
{
    const double height = badgePainter.height();
    if (room < height + 2 * theme.px(kLeastMargin))
        return std::nullopt;
    return std::min<double>(theme.px(kMargin), std::floor((room - height) / 2));
}

BadgePlaces FrameView::Private::badgePlaces() const
{
    const QRectF target = geometry.target();
    const QRectF view = q->rect();
    const double height = badgePainter.height();
    const QRectF on = badgeArea();
    BadgePlaces places{QRectF(on.left(), on.top(), on.width(), height),
                       QRectF(on.left(), on.bottom() - height, on.width(), height), false, false};
    // Beside it a row may be as wide as the view.
    const double margin = theme.px(kMargin);
    const bool small = target.width() < theme.px(kLeastWidth);
    const double left =
        small ? view.left() + margin : std::max(view.left() + margin, target.left());
    const double right =
        small ? view.right() - margin : std::min(view.right() - margin, target.right());
    if (const auto off = rowBeside(target.top() - view.top())) {
        places.top =
            rounded({left, target.top() - *off - height, view.right() - margin - left, height});
        places.topIsBeside = true;
    }
    if (const auto off = rowBeside(view.bottom() - target.bottom())) {
        places.bottom = rounded({left, target.bottom() + *off, right - left, height});
        places.bottomIsBeside = true;
    }
    return places;
}

bool FrameView::Private::pointsAt(const QRectF& row) const
{
    const double near = theme.px(kMargin);
    return pointer && row.adjusted(-near, -near, near, near).contains(QPointF(*pointer));
}

/// One below the other, in the free place left or right of the picture. Nothing is drawn when
/// that is too narrow.
bool FrameView::Private::paintColumn(QPainter& painter, const QList<Badge>& badges, bool left)
{
    const double margin = theme.px(kGap);
    const QRectF target = geometry.target();
    const double room = left ? target.left() : q->width() - target.right();
    double widest = 0;
    for (const Badge& each : badges)
        widest = std::max(widest, badgePainter.width(each));
    const double step = badgePainter.height() + margin;
    const double height = step * static_cast<double>(badges.size()) + margin;
    if (badges.isEmpty() || room < widest + 2 * margin || height > q->height())
        return false;
    double y = left ? margin : q->height() - height + margin;
    const double edge = std::round(left ? target.left() - margin : target.right() + margin);
    for (const Badge& each : badges) {
        if (left)
            badgePainter.drawLeftwards(painter, {edge, y}, {each});
        else
            badgePainter.draw(painter, {edge, y}, {each});
        y += step;
    }
    return true;
}

/// Size, format and rates, and below them what is to be said of the picture's age.
void FrameView::Private::paintTopBadges(QPainter& painter, const BadgePlaces& places)
{
    const QRectF& row = places.top;
    const QList<Badge> states = stateBadges(row.width());
    if (!places.topIsBeside && paintColumn(painter, factBadges(false) + states, true))
        return;
    // Beside the picture both are in one row: a second one would lie on it.
    double room = row.width();
    if (places.topIsBeside && !states.isEmpty())
        room -= badgePainter.width(states) + theme.px(kGap);
    QList<Badge> told = factBadges(true);
    if (badgePainter.width(told) > room)
        told = badgePainter.fitted(factBadges(false), room);
    const double wide = badgePainter.width(told);
    const QPointF next = places.topIsBeside && wide <= room
        ? QPointF(wide + theme.px(kGap), 0)
        : QPointF(0, badgePainter.height() + theme.px(kGap));
    painter.setOpacity(pointsAt({row.topLeft(), QSizeF(wide, row.height())}) ? kSeenThrough : 1);
    badgePainter.draw(painter, row.topLeft(), told);
    const QRectF second(row.topLeft() + next, QSizeF(badgePainter.width(states), row.height()));
    painter.setOpacity(pointsAt(second) ? kSeenThrough : 1);
    badgePainter.draw(painter, second.topLeft(), states);
    painter.setOpacity(1);
}

/// The pixel's values left, focus, latency and zoom right.
void FrameView::Private::paintBottomBadges(QPainter& painter, const BadgePlaces& places)
{
    const QRectF& row = places.bottom;
    const QList<Badge> corner = cornerBadges();
    const bool column = !places.bottomIsBeside && paintColumn(painter, corner, false);
    const double zoomRoom = column ? 0 : badgePainter.width(corner.last()) + theme.px(kGap);
    const QList<Badge> left = readOutBadges(row.width() - zoomRoom);
    const double wide = badgePainter.width(left);
    QPointF place = row.topLeft();
    // The values of a pixel must not lie on that pixel.
    if (pointsAt({place, QSizeF(wide, row.height())}))
        place.ry() -= 2 * badgePainter.height() + 2 * theme.px(kMargin);
    badgePainter.draw(painter, place, left);
    if (column)
        return;
    const QList<Badge> right = badgePainter.fitted(corner, row.width() - wide - theme.px(kGap));
    const double width = badgePainter.width(right);
    painter.setOpacity(
        pointsAt({QPointF(row.right() - width, row.top()), QSizeF(width, row.height())})
            ? kSeenThrough
            : 1);
    badgePainter.drawLeftwards(painter, row.topRight(), right);
    painter.setOpacity(1);
}

void FrameView::Private::paintBadges(QPainter& painter)
{
    const BadgePlaces places = badgePlaces();
    paintTopBadges(painter, places);
    paintBottomBadges(painter, places);
    badgePainter.forgetUnused();
}

}  // namespace omv::ui
