// SPDX-License-Identifier: MIT
#include "widgets/frame/frame_view_p.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QWheelEvent>

#include <array>
#include <cmath>
#include <cstdlib>

namespace omv::ui {

namespace {

QRect spanned(const QPoint& a, const QPoint& b)
{
    return QRect(QPoint(std::min(a.x(), b.x()), std::min(a.y(), b.y())),
                 QPoint(std::max(a.x(), b.x()), std::max(a.y(), b.y())));
}

std::optional<QPoint> arrowDirection(int key)
{
    switch (key) {
    case Qt::Key_Left: return QPoint(-1, 0);
    case Qt::Key_Right: return QPoint(1, 0);
    case Qt::Key_Up: return QPoint(0, -1);
    case Qt::Key_Down: return QPoint(0, 1);
    default: return {};
    }
}

/// Keys that are ours although the window may have them as shortcuts.
bool isOwnKey(const QKeyEvent& event)
{
    static constexpr std::array kKeys{Qt::Key_B,     Qt::Key_0,     Qt::Key_1,     Qt::Key_Plus,
                                      Qt::Key_Equal, Qt::Key_Minus, Qt::Key_Escape};
    if (event.matches(QKeySequence::Copy))
        return true;
    return (event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier &&
        std::find(kKeys.begin(), kKeys.end(), event.key()) != kKeys.end();
}

}  // namespace

void FrameView::Private::dragRegion(const QPoint& to)
{
    changeRegion(spanned(geometry.nearestPixel(pressed), geometry.nearestPixel(to)));
}

void FrameView::Private::pan(const QPoint& delta)
{
    geometry.panBy(delta);
    reportPixel();
    q->update();
}

void FrameView::Private::zoomAt(int steps, const QPointF& anchor)
{
    const double before = geometry.scale();
    for (int i = 0; i < std::abs(steps); ++i)
        geometry.step(steps > 0 ? 1 : -1, anchor);
    changeZoom(before);
}

void FrameView::Private::moveProbe(const QPoint& seenDelta)
{
    const QRect all = picture.image().rect();
    if (all.isEmpty())
        return;
    if (!probe) {
        probe = region.isNull() ? all.center() : region.center();
    } else {
        const QSize size = all.size();
        const Orientation turn = geometry.orientation();
        const QPointF seen = turn.toSeen(QPointF(*probe) + QPointF(0.5, 0.5), size) + seenDelta;
        const QPointF moved = turn.toImage(seen, size);
        probe = QPoint(std::clamp(static_cast<int>(std::floor(moved.x())), 0, all.right()),
                       std::clamp(static_cast<int>(std::floor(moved.y())), 0, all.bottom()));
    }
    pointer.reset();
    if (keyAnchor)
        changeRegion(spanned(*keyAnchor, *probe));
    reportPixel();
    q->update();
}

void FrameView::Private::toggleKeyRegion()
{
    if (!probe)
        return;
    if (keyAnchor) {
        keyAnchor.reset();
        return;
    }
    keyAnchor = probe;
    changeRegion(QRect(*probe, QSize(1, 1)));
}

void FrameView::Private::escape()
{
    keyAnchor.reset();
    probe.reset();
    if (drag == Drag::Region)
        drag = Drag::None;
    changeRegion({});
    reportPixel();
    q->update();
}

bool FrameView::Private::pressArrow(const QPoint& direction, Qt::KeyboardModifiers modifiers)
{
    if (modifiers & Qt::ShiftModifier) {
        moveProbe(direction * (modifiers & Qt::ControlModifier ? 10 : 1));
        return true;
    }
    constexpr int kPart = 10;
    pan(QPoint(-direction.x() * q->width() / kPart, -direction.y() * q->height() / kPart));
    return true;
}

bool FrameView::Private::pressKey(int key, Qt::KeyboardModifiers modifiers)
{
    if (const auto direction = arrowDirection(key))
        return pressArrow(*direction, modifiers);
    switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: q->zoomIn(); return true;
    case Qt::Key_Minus: q->zoomOut(); return true;
    case Qt::Key_0: q->fit(); return true;
    case Qt::Key_1: q->actualSize(); return true;
    case Qt::Key_B: q->setBadges(!badgesOn); return true;
    case Qt::Key_Escape: escape(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: toggleKeyRegion(); return true;
    case Qt::Key_Space:
        space = true;
        updateCursor();
        return true;
    default: return false;
    }
}

bool FrameView::event(QEvent* event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        if (isOwnKey(static_cast<QKeyEvent&>(*event)))
            event->accept();
        break;
    case QEvent::NativeGesture: {
        const auto& gesture = static_cast<QNativeGestureEvent&>(*event);
        if (gesture.gestureType() != Qt::ZoomNativeGesture)
            break;
        const double before = zoom();
        d->geometry.setScale(before * (1 + gesture.value()), gesture.position());
        d->changeZoom(before);
        return true;
    }
    case QEvent::LanguageChange: d->updateStatePage(); break;
    case QEvent::ScreenChangeInternal: d->updateGeometry(); break;
    default: break;
    }
    return QWidget::event(event);
}

void FrameView::mousePressEvent(QMouseEvent* event)
{
    if (d->showsPage())
        return;
    d->pressed = event->position().toPoint();
    d->lastPan = d->pressed;
    const bool left = event->button() == Qt::LeftButton;
    if (event->button() == Qt::MiddleButton || (left && d->space)) {
        d->drag = Private::Drag::Pan;
    } else if (left && d->geometry.pixelAt(d->pressed).x() >= 0) {
        d->drag = Private::Drag::Press;
        d->regionBefore = d->region;
    }
    d->updateCursor();
}

void FrameView::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint at = event->position().toPoint();
    d->pointer = at;
    if (d->drag == Private::Drag::Press &&
        (at - d->pressed).manhattanLength() >= QApplication::startDragDistance())
        d->drag = Private::Drag::Region;
    if (d->drag == Private::Drag::Region)
        d->dragRegion(at);
    if (d->drag == Private::Drag::Pan)
        d->pan(at - std::exchange(d->lastPan, at));
    const QPoint before = d->reported;
    d->reportPixel();
    if (d->reported != before)
        update();
}

void FrameView::mouseReleaseEvent(QMouseEvent* event)
{
    const auto drag = std::exchange(d->drag, Private::Drag::None);
    d->updateCursor();
    if (event->button() != Qt::LeftButton)
        return;
    d->keyAnchor.reset();
    if (drag == Private::Drag::Press)
        d->dragRegion(d->pressed);
    if (drag == Private::Drag::Region)
        d->dragRegion(event->position().toPoint());
}

void FrameView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || d->showsPage())
        return;
    // The first of the two clicks made a region of a pixel, which nobody meant.
    d->changeRegion(d->regionBefore);
    const double before = zoom();
    if (fitsToView())
        d->geometry.setScale(1, event->position());
    else
        d->geometry.setFit();
    d->changeZoom(before);
    emit zoomChanged(zoom());
}

void FrameView::wheelEvent(QWheelEvent* event)
{
    constexpr int kNotch = 120;
    if (d->showsPage())
        return;
    if (event->modifiers() & Qt::ShiftModifier) {
        const QPoint delta = event->angleDelta();
        d->pan(QPoint(delta.x() != 0 ? delta.x() : delta.y(), 0));
        return;
    }
    d->wheel += event->angleDelta().y();
    const int steps = d->wheel / kNotch;
    d->wheel -= steps * kNotch;
    d->zoomAt(steps, event->position());
    event->accept();
}

void FrameView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (d->showsPage() || !d->pressKey(event->key(), event->modifiers()))
        QWidget::keyPressEvent(event);
}

void FrameView::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Space || event->isAutoRepeat())
        return QWidget::keyReleaseEvent(event);
    d->space = false;
    d->updateCursor();
}

void FrameView::leaveEvent(QEvent* /*event*/)
{
    d->pointer.reset();
    d->reportPixel();
    update();
}

void FrameView::focusInEvent(QFocusEvent* event)
{
    const Qt::FocusReason reason = event->reason();
    d->keyboardFocus = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason ||
        reason == Qt::ShortcutFocusReason;
    update();
}

void FrameView::focusOutEvent(QFocusEvent* /*event*/)
{
    d->keyboardFocus = false;
    d->space = false;
    d->updateCursor();
    update();
}

void FrameView::contextMenuEvent(QContextMenuEvent* event)
{
    emit menuWanted(event->globalPos());
}

}  // namespace omv::ui
