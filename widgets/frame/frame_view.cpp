// SPDX-License-Identifier: MIT
#include "widgets/frame/frame_view.h"

#include "widgets/frame/frame_view_p.h"
#include "widgets/theme/language.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>

namespace omv::ui {

using namespace Qt::StringLiterals;

void ShownRate::add()
{
    constexpr qint64 kSpan = 1000;
    if (!m_clock.isValid())
        m_clock.start();
    const qint64 now = m_clock.elapsed();
    m_times.push_back(now);
    while (m_times.size() > 2 && now - m_times.front() > kSpan)
        m_times.pop_front();
}

double ShownRate::perSecond() const
{
    constexpr qint64 kForgotten = 2000;
    if (m_times.size() < 2 || m_clock.elapsed() - m_times.back() > kForgotten)
        return 0;
    const qint64 span = std::max<qint64>(1, m_times.back() - m_times.front());
    return 1000.0 * static_cast<double>(m_times.size() - 1) / static_cast<double>(span);
}

FrameView::Private::Private(FrameView* view)
    : q(view)
    , button(new QPushButton(view))
{
    button->setObjectName(u"frameStateButton"_s);
    button->hide();
    QObject::connect(button, &QPushButton::clicked, q, [this] {
        emit(state == FrameState::StreamOff ? q->streamWanted() : q->runWanted());
    });
    // Only an age on the picture changes without a frame.
    QObject::connect(&ageTimer, &QTimer::timeout, q, [this] {
        if (!picture.isNull() && sinceFrame.hasExpired(staleAfter))
            q->update();
    });
}

void FrameView::Private::show(const QImage& image, const FrameFacts& newFacts)
{
    if (newFacts.dropped > facts.dropped && !picture.isNull())
        sinceDrop.start();
    facts = newFacts;
    const bool otherSize = image.size() != picture.image().size();
    picture.setImage(image);
    painted = false;
    if (otherSize) {
        updateGeometry();
        changeRegion(region);
        probe.reset();
        keyAnchor.reset();
    }
    reportPixel();
    announce();
    q->update();
}

void FrameView::Private::updateGeometry()
{
    const double before = geometry.scale();
    geometry.setImageSize(picture.image().size());
    geometry.setViewSize(q->size(), q->devicePixelRatioF());
    geometry.setFitBorder(borderForBadges());
    changeZoom(before);
    updateCursor();
}

bool FrameView::Private::showsPage() const
{
    return picture.isNull() || state == FrameState::StreamOff;
}

void FrameView::Private::updateStatePage()
{
    const bool off = state == FrameState::StreamOff;
    button->setText(off ? FrameView::tr("Turn the stream on") : runText);
    button->setVisible(off || (state == FrameState::Empty && !runText.isEmpty()));
    if (!button->isHidden()) {
        const QRectF page = pageRect();
        button->adjustSize();
        button->move(static_cast<int>(page.center().x()) - button->width() / 2,
                     static_cast<int>(page.bottom()) - button->height());
    }
    updateCursor();
    q->update();
}

void FrameView::Private::updateCursor()
{
    const bool panning = space || drag == Drag::Pan;
    if (showsPage())
        q->unsetCursor();
    else if (panning)
        q->setCursor(drag == Drag::Pan ? Qt::ClosedHandCursor : Qt::OpenHandCursor);
    else
        q->setCursor(Qt::CrossCursor);
}

void FrameView::Private::changeRegion(const QRect& wanted)
{
    const QRect inside = wanted & picture.image().rect();
    const QRect cut = inside.isEmpty() ? QRect() : inside;
    if (cut == region)
        return;
    region = cut;
    q->update();
    reportPixel();
    emit q->regionChanged(region);
}

void FrameView::Private::changeZoom(double before)
{
    reportPixel();
    q->update();
    if (geometry.scale() != before)
        emit q->zoomChanged(geometry.scale());
}

std::optional<QPoint> FrameView::Private::readPixel() const
{
    if (showsPage())
        return {};
    if (pointer) {
        const QPoint pixel = geometry.pixelAt(*pointer);
        if (pixel.x() >= 0)
            return pixel;
    }
    if (probe)
        return probe;
    if (region.size() == QSize(1, 1))
        return region.topLeft();
    return {};
}

void FrameView::Private::reportPixel()
{
    const QPoint pixel = readPixel().value_or(QPoint(-1, -1));
    if (pixel == reported)
        return;
    reported = pixel;
    emit q->pixelChanged(pixel);
}

void FrameView::Private::announce()
{
    constexpr int kOnce = 1000;
    if (!QAccessible::isActive() || (sinceAnnounced.isValid() && !sinceAnnounced.hasExpired(kOnce)))
        return;
    sinceAnnounced.start();
    QAccessibleValueChangeEvent event(q, accessibleValue(*q));
    QAccessible::updateAccessibility(&event);
}

FrameView::FrameView(QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
    installFrameAccessibility();
    setObjectName(u"frameView"_s);
    followLanguage(this, [this] { setAccessibleName(tr("Frame")); });
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setStaleAfter(d->staleAfter);
    d->updateStatePage();
}

FrameView::~FrameView() = default;

void FrameView::setTheme(const Theme& theme)
{
    d->theme = theme;
    d->badgePainter.setTheme(theme);
    d->updateGeometry();
    d->updateStatePage();
}

void FrameView::setFrame(const QImage& image, const FrameFacts& facts)
{
    if (image.isNull())
        return;
    d->sinceFrame.start();
    const FrameState before = std::exchange(
        d->state, d->state == FrameState::StreamOff ? FrameState::StreamOff : FrameState::Live);
    const bool first = d->picture.isNull();
    if (d->frozen && !first) {
        d->waiting = image;
        d->waitingFacts = facts;
    } else {
        d->show(image, facts);
    }
    if (first || before != d->state)
        d->updateStatePage();
}

void FrameView::clear()
{
    setFrozen(false);
    d->waiting.reset();
    d->picture.setImage({});
    d->facts = {};
    d->rate.clear();
    d->probe.reset();
    d->keyAnchor.reset();
    d->state = FrameState::Empty;
    d->changeRegion({});
    d->updateGeometry();
    d->updateStatePage();
}

void FrameView::setState(FrameState state, const QString& message)
{
    if (state == d->state && message == d->message)
        return;
    d->state = state;
    d->message = message;
    d->updateStatePage();
    d->reportPixel();
}

FrameState FrameView::state() const
{
    return d->state;
}

void FrameView::setStaleAfter(int milliseconds)
{
    d->staleAfter = milliseconds;
    d->ageTimer.start(std::clamp(milliseconds / 2, 20, 1000));
}

void FrameView::setRunText(const QString& text)
{
    d->runText = text;
    d->updateStatePage();
}

QImage FrameView::image() const
{
    return d->picture.image();
}

QImage FrameView::image(const QRect& region) const
{
    return region.isNull() ? image() : image().copy(region & image().rect());
}

const FrameFacts& FrameView::facts() const
{
    return d->facts;
}

std::uint64_t FrameView::framesShown() const
{
    return d->shown;
}

double FrameView::shownFps() const
{
    return d->rate.perSecond();
}

QRect FrameView::region() const
{
    return d->region;
}

void FrameView::setRegion(const QRect& region)
{
    d->changeRegion(region);
}

bool FrameView::frozen() const
{
    return d->frozen;
}

void FrameView::setFrozen(bool frozen)
{
    if (frozen == d->frozen)
        return;
    d->frozen = frozen;
    if (!frozen && d->waiting) {
        d->show(*d->waiting, d->waitingFacts);
        d->waiting.reset();
    }
    update();
    emit frozenChanged(frozen);
}

double FrameView::zoom() const
{
    return d->geometry.scale();
}

bool FrameView::fitsToView() const
{
    return d->geometry.fits();
}

const FrameGeometry& FrameView::geometryOfFrame() const
{
    return d->geometry;
}

void FrameView::setCrosshair(bool on)
{
    d->crosshair = on;
    update();
}

void FrameView::setGrid(bool on)
{
    d->grid = on;
    update();
}

void FrameView::setBadges(bool on)
{
    if (on == d->badgesOn)
        return;
    d->badgesOn = on;
    d->updateGeometry();
    emit badgesChanged(on);
}

void FrameView::setOrientation(const Orientation& orientation)
{
    const double before = zoom();
    d->geometry.setOrientation(orientation);
    d->geometry.setFitBorder(d->borderForBadges());
    d->changeZoom(before);
}

bool FrameView::crosshair() const
{
    return d->crosshair;
}

bool FrameView::grid() const
{
    return d->grid;
}

bool FrameView::badges() const
{
    return d->badgesOn;
}

Orientation FrameView::orientation() const
{
    return d->geometry.orientation();
}

QSize FrameView::sizeHint() const
{
    return {640, 480};
}

QSize FrameView::minimumSizeHint() const
{
    return {160, 120};
}

void FrameView::fit()
{
    const double before = zoom();
    d->geometry.setFit();
    d->changeZoom(before);
    emit zoomChanged(zoom());
}

void FrameView::actualSize()
{
    const double before = zoom();
    d->geometry.setScale(1, QRectF(rect()).center());
    d->changeZoom(before);
    if (before == 1)
        emit zoomChanged(1);  // fitsToView() may have changed
}

void FrameView::zoomIn()
{
    d->zoomAt(1, QRectF(rect()).center());
}

void FrameView::zoomOut()
{
    d->zoomAt(-1, QRectF(rect()).center());
}

void FrameView::clearRegion()
{
    d->keyAnchor.reset();
    d->changeRegion({});
}

void FrameView::copy()
{
    if (!d->picture.isNull())
        QGuiApplication::clipboard()->setImage(image(d->region));
}

void FrameView::resizeEvent(QResizeEvent* /*event*/)
{
    d->updateGeometry();
    d->updateStatePage();
}

}  // namespace omv::ui
