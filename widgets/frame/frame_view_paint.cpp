// SPDX-License-Identifier: MIT
#include "widgets/frame/frame_view_p.h"

#include <QLocale>
#include <QPaintEvent>
#include <QPainter>

#include <array>
#include <cmath>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPageWidth = 360;
constexpr int kPageIcon = 40;

QString pageIcon(FrameState state)
{
    switch (state) {
    case FrameState::StreamOff: return u"eye-off"_s;
    case FrameState::Error: return u"error"_s;
    default: return u"camera"_s;
    }
}

/// "12 s", "3 min", "2 h"
QString ageText(qint64 milliseconds)
{
    const qint64 seconds = milliseconds / 1000;
    if (seconds < 60)
        return FrameView::tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return FrameView::tr("%1 min").arg(seconds / 60);
    return FrameView::tr("%1 h").arg(seconds / 3600);
}

QString decimal(double number, int places)
{
    return QLocale().toString(number, 'f', places);
}

/// White over a wider dark line: to be seen on any picture.
template<typename Draw>
void drawVisibly(QPainter& painter, const Theme& theme, Draw&& draw)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const auto& [color, width] :
         {std::pair(theme.colors().scrim, 4.0), std::pair(QColor(Qt::white), 1.75)}) {
        QPen pen(color, width * theme.options().scale);
        pen.setCapStyle(Qt::FlatCap);
        pen.setJoinStyle(Qt::MiterJoin);
        painter.setPen(pen);
        draw();
    }
}

/// Seen on any picture too, but behind what is chosen on it.
template<typename Draw>
void drawFaintly(QPainter& painter, const Theme& theme, Draw&& draw)
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto& [color, width] :
         {std::pair(QColor(0, 0, 0, 80), 3.0), std::pair(QColor(255, 255, 255, 130), 1.0)}) {
        QPen pen(color, width * theme.options().scale);
        pen.setCapStyle(Qt::FlatCap);
        painter.setPen(pen);
        draw();
    }
}

/// The hairlines between pixels, once they are large enough to be counted.
void paintPixelGrid(QPainter& painter, const FrameGeometry& geometry, const QRectF& visible)
{
    constexpr double kLeast = 8;
    const double scale = geometry.scale();
    if (scale < kLeast)
        return;
    const QRectF target = geometry.target();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(QColor(128, 128, 128, 110), 0));
    const double firstX = std::ceil((visible.left() - target.left()) / scale);
    for (double x = target.left() + firstX * scale; x < visible.right(); x += scale)
        painter.drawLine(QPointF(x, visible.top()), QPointF(x, visible.bottom()));
    const double firstY = std::ceil((visible.top() - target.top()) / scale);
    for (double y = target.top() + firstY * scale; y < visible.bottom(); y += scale)
        painter.drawLine(QPointF(visible.left(), y), QPointF(visible.right(), y));
}

void drawQuarters(QPainter& painter, const QRectF& picture)
{
    for (int i = 1; i < 4; ++i) {
        const double x = picture.left() + picture.width() * i / 4;
        const double y = picture.top() + picture.height() * i / 4;
        painter.drawLine(QPointF(x, picture.top()), QPointF(x, picture.bottom()));
        painter.drawLine(QPointF(picture.left(), y), QPointF(picture.right(), y));
    }
}

void drawCross(QPainter& painter, const QRectF& picture)
{
    const QPointF middle = picture.center();
    painter.drawLine(QPointF(middle.x(), picture.top()), QPointF(middle.x(), picture.bottom()));
    painter.drawLine(QPointF(picture.left(), middle.y()), QPointF(picture.right(), middle.y()));
}

}  // namespace

void FrameView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    if (d->geometry.deviceRatio() != devicePixelRatioF())
        d->updateGeometry();
    if (d->showsPage()) {
        painter.fillRect(rect(), d->theme.colors().well);
        d->paintPage(painter);
    } else {
        d->paintSurroundings(painter);
        d->picture.paint(painter, d->geometry, size());
        d->paintOverlays(painter);
        if (!std::exchange(d->painted, true)) {
            ++d->shown;
            d->rate.add();
        }
        if (d->badgesOn)
            d->paintBadges(painter);
    }
    if (d->keyboardFocus) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(Qt::NoPen);
        painter.setBrush(d->theme.colors().focus);
        const int ring = d->theme.px(2);
        painter.setClipRegion(QRegion(rect()) - rect().adjusted(ring, ring, -ring, -ring));
        painter.drawRect(rect());
    }
}

void FrameView::Private::paintSurroundings(QPainter& painter) const
{
    const QRectF all = q->rect();
    const QRectF seen = geometry.target();
    const QColor& well = theme.colors().well;
    // A pixel more where a fraction of one may stay: the picture is painted over it.
    const QRectF inner = seen.adjusted(1, 1, -1, -1) & all;
    painter.fillRect(QRectF(all.topLeft(), QPointF(all.right(), inner.top())), well);
    painter.fillRect(QRectF(QPointF(all.left(), inner.bottom()), all.bottomRight()), well);
    painter.fillRect(QRectF(QPointF(all.left(), inner.top()), inner.bottomLeft()), well);
    painter.fillRect(QRectF(inner.topRight(), QPointF(all.right(), inner.bottom())), well);
}

QString FrameView::Private::pageText() const
{
    switch (state) {
    case FrameState::StreamOff:
        return FrameView::tr("Streaming is off. The camera keeps running without sending frames.");
    case FrameState::Error:
        return message.isEmpty() ? FrameView::tr("The script ended with an error.") : message;
    default: return FrameView::tr("No frames yet. Run a script that calls snapshot().");
    }
}

double FrameView::Private::pageWidth() const
{
    return std::min<double>(theme.px(kPageWidth), q->width() - theme.px(24));
}

/// Of text and button.
double FrameView::Private::pageBody() const
{
    const QFontMetricsF metrics(theme.font(TextSize::Body));
    const QRectF text = metrics.boundingRect(QRectF(0, 0, pageWidth(), 10000),
                                             Qt::AlignHCenter | Qt::TextWordWrap, pageText());
    return std::ceil(text.height()) +
        (button->isHidden() ? 0 : theme.px(16) + button->sizeHint().height());
}

/// Of the icon and the space below it; none where there is hardly room for the words.
double FrameView::Private::pageHead() const
{
    const int head = theme.px(kPageIcon + 12);
    return pageBody() + head + theme.px(8) <= q->height() ? head : 0;
}

QRectF FrameView::Private::pageRect() const
{
    const QSizeF size(pageWidth(), pageHead() + pageBody());
    const QPointF corner(std::round((q->width() - size.width()) / 2),
                         std::round((q->height() - size.height()) / 2));
    return {corner, size};
}

void FrameView::Private::paintPage(QPainter& painter) const
{
    const QRectF page = pageRect();
    const bool wrong = state == FrameState::Error;
    const Colors& colors = theme.colors();
    const int side = theme.px(kPageIcon);
    const double head = pageHead();
    if (head > 0)
        painter.drawPixmap(QPointF(std::round(page.center().x() - side / 2.0), page.top()),
                           theme.pixmap(pageIcon(state), wrong ? colors.error : colors.text2, side,
                                        q->devicePixelRatioF()));
    painter.setFont(theme.font(TextSize::Body));
    painter.setPen(colors.text);
    painter.drawText(page.adjusted(0, head, 0, 0),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, pageText());
}

void FrameView::Private::paintOverlays(QPainter& painter) const
{
    const QRectF target = geometry.target();
    if (grid) {
        paintPixelGrid(painter, geometry, target & QRectF(q->rect()));
        drawFaintly(painter, theme, [&] { drawQuarters(painter, target); });
    }
    if (crosshair)
        drawVisibly(painter, theme, [&] { drawCross(painter, target); });
    if (!region.isNull()) {
        // QRect counts pixels, QRectF edges.
        const QRectF edges(region.x(), region.y(), region.width(), region.height());
        drawVisibly(painter, theme, [&] { painter.drawRect(geometry.toView(edges)); });
    }
    if (probe && !pointer) {
        const QRectF pixel = geometry.toView(QRectF(*probe, QSizeF(1, 1)));
        const double arm = theme.px(6);
        drawVisibly(painter, theme,
                    [&] { painter.drawRect(pixel.adjusted(-arm, -arm, arm, arm)); });
    }
}

QList<Badge> FrameView::Private::factBadges(bool longWords) const
{
    const QSize size = picture.image().size();
    const int width = facts.width > 0 ? facts.width : size.width();
    const int height = facts.height > 0 ? facts.height : size.height();
    QList<Badge> badges{{.pieces = {{FrameView::tr("%1 × %2").arg(width).arg(height)}}}};
    if (!facts.format.isEmpty())
        badges.append({.pieces = {{facts.format}}, .expendable = 3});
    if (facts.cameraFps > 0) {
        const QString words = longWords ? FrameView::tr("fps camera") : FrameView::tr("fps");
        badges.append(
            {.pieces = {{FixedDigits::padded(decimal(facts.cameraFps, 1), 4)}, {words, true}},
             .expendable = 1});
    }
    const auto fps = static_cast<qint64>(std::lround(facts.shownFps.value_or(rate.perSecond())));
    badges.append({.pieces = {{FixedDigits::padded(fps, 2)}, {FrameView::tr("shown"), true}},
                   .expendable = 2});
    constexpr int kAlarmFor = 1500;
    const bool grows = sinceDrop.isValid() && !sinceDrop.hasExpired(kAlarmFor);
    badges.append({.pieces = {{QLocale().toString(static_cast<qulonglong>(facts.dropped))},
                              {FrameView::tr("dropped"), true}},
                   .alarm = grows,
                   .expendable = grows ? 0 : 4});
    return badges;
}

QList<Badge> FrameView::Private::stateBadges(double room) const
{
    QList<Badge> badges;
    const QString age = sinceFrame.isValid() ? ageText(sinceFrame.elapsed()) : QString();
    if (state == FrameState::Error) {
        Badge badge{.icon = u"error"_s, .alarm = true};
        const QFontMetricsF metrics(theme.font(TextSize::Caption, QFont::Medium));
        badge.pieces = {{metrics.elidedText(pageText(), Qt::ElideRight, room - theme.px(40))}};
        badges.append(badge);
    } else if (state == FrameState::Stopped) {
        badges.append(
            {.pieces = {{FrameView::tr("Last frame, %1 ago").arg(age)}}, .icon = u"clock"_s});
    } else if (sinceFrame.isValid() && sinceFrame.hasExpired(staleAfter)) {
        badges.append(
            {.pieces = {{FrameView::tr("No frame for %1").arg(age)}}, .icon = u"clock"_s});
    }
    if (frozen)
        badges.append({.pieces = {{FrameView::tr("Frozen")}}, .icon = u"freeze"_s});
    return badges;
}

Badge FrameView::Private::readOut(const QPoint& pixel, int detail) const
{
    const auto digits = [](int number) { return static_cast<int>(QString::number(number).size()); };
    const auto three = [](int a, int b, int c) {
        return FixedDigits::padded(a, 3) + u' ' + FixedDigits::padded(b, 3) + u' ' +
            FixedDigits::padded(c, 3);
    };
    const color::Rgb rgb = picture.pixel(pixel);
    const QSize size = picture.image().size();
    Badge badge{.swatch = QColor(rgb.r, rgb.g, rgb.b)};
    badge.pieces = {
        {FrameView::tr("x %1").arg(FixedDigits::padded(pixel.x(), digits(size.width())))},
        {FrameView::tr("y %1").arg(FixedDigits::padded(pixel.y(), digits(size.height())))},
        {FrameView::tr("RGB"), true},
        {three(rgb.r, rgb.g, rgb.b)}};
    if (detail >= 2) {
        badge.pieces.append({FrameView::tr("Gray"), true});
        badge.pieces.append({FixedDigits::padded(color::toGray(rgb), 3)});
    }
    if (detail >= 1) {
        const color::Lab lab = color::toLab(rgb);
        badge.pieces.append({FrameView::tr("LAB"), true});
        badge.pieces.append({three(lab.l, lab.a, lab.b)});
    }
    return badge;
}

QList<Badge> FrameView::Private::readOutBadges(double room) const
{
    QList<Badge> badges;
    if (const auto pixel = readPixel()) {
        int detail = 2;
        while (detail > 0 && badgePainter.width(readOut(*pixel, detail)) > room)
            --detail;
        badges.append(readOut(*pixel, detail));
    }
    if (!region.isNull() && region.size() != QSize(1, 1)) {
        const QString text = FrameView::tr("%1 × %2 at %3, %4")
                                 .arg(region.width())
                                 .arg(region.height())
                                 .arg(region.x())
                                 .arg(region.y());
        badges.append({.pieces = {{text}}, .icon = u"region"_s, .expendable = 1});
    }
    return badgePainter.fitted(badges, room);
}

QList<Badge> FrameView::Private::cornerBadges() const
{
    QList<Badge> badges;
    if (facts.focus) {
        const auto focus = static_cast<qint64>(std::lround(*facts.focus));
        badges.append({.pieces = {{FrameView::tr("Focus %1").arg(FixedDigits::padded(focus, 2))}},
                       .expendable = 3});
    }
    if (facts.latencyMs) {
        const auto latency = static_cast<qint64>(std::lround(*facts.latencyMs));
        badges.append({.pieces = {{FrameView::tr("%1 ms").arg(FixedDigits::padded(latency, 2))},
                                  {FrameView::tr("latency"), true}},
                       .expendable = 2});
    }
    const auto percent = static_cast<qint64>(std::lround(geometry.scale() * 100));
    badges.append({.pieces = {{FrameView::tr("%1 %").arg(percent)}}, .expendable = 1});
    return badges;
}

}  // namespace omv::ui
