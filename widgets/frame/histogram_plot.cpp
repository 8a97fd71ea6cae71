// SPDX-License-Identifier: MIT
#include "widgets/frame/histogram_plot.h"

#include "widgets/frame/curve_painter.h"
#include "widgets/frame/histogram_model.h"
#include "widgets/theme/language.h"

#include <QFocusEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace omv::ui {

namespace {

constexpr int kLeft = 50;
constexpr int kRight = 14;
constexpr int kTop = 10;
constexpr int kBottom = 22;
constexpr int kLaneGap = 16;
constexpr int kLeastLane = 12;
constexpr double kHeadRoom = 1.1;
constexpr int kRgbSteps = 32;
/// The axis follows a falling maximum only when this much of it is empty: it must not tremble.
constexpr double kShrinkBelow = 0.6;

/// 0..1 to 0..1 with level ends: a curve through all points that overshoots none.
double ease(double t)
{
    return t * t * (3 - 2 * t);
}

QString percent(double share, int places)
{
    return HistogramPlot::tr("%1 %").arg(QLocale().toString(share * 100, 'f', places));
}

/// Of a part of a whole; says when it is too small for its places.
QString smallPercent(double share)
{
    constexpr double kLeast = 0.0001;
    if (share > 0 && share < kLeast)
        return HistogramPlot::tr("< %1 %").arg(QLocale().toString(kLeast * 100, 'f', 2));
    return percent(share, 2);
}

}  // namespace

HistogramPlot::HistogramPlot(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("histogramPlot"));
    followLanguage(this, [this] {
        setAccessibleName(tr("Histogram"));
        setAccessibleDescription(tr("The table below it has the numbers."));
    });
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setTheme(Theme());
}

void HistogramPlot::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_label = FixedDigits(theme.font(TextSize::RailLabel));
    m_image = {};
    updateGeometry();
    update();
}

void HistogramPlot::setData(const HistogramData& data)
{
    if (data.space != m_data.space) {
        m_top = 0;
        m_cursor.reset();
    }
    m_data = data;
    countShares();
    updateTop();
    m_image = {};
    update();
}

void HistogramPlot::setEmptyText(const QString& text)
{
    m_emptyText = text;
    update();
}

void HistogramPlot::setLogarithmic(bool on)
{
    m_logarithmic = on;
    m_image = {};
    update();
}

void HistogramPlot::setLanes(bool on)
{
    m_lanes = on;
    m_image = {};
    update();
}

void HistogramPlot::setCursor(std::optional<int> value)
{
    if (value && m_data.channels > 0)
        value = std::clamp(*value, firstValue(), lastValue());
    if (value == m_cursor)
        return;
    m_cursor = value;
    update();
    emit cursorChanged();
}

QSize HistogramPlot::sizeHint() const
{
    return {m_theme.px(464), m_theme.px(180)};
}

QSize HistogramPlot::minimumSizeHint() const
{
    return {m_theme.px(160), m_theme.px(40)};
}

QRect HistogramPlot::plotArea() const
{
    return rect().adjusted(m_theme.px(kLeft), m_theme.px(kTop), -m_theme.px(kRight),
                           -m_theme.px(kBottom));
}

std::vector<HistogramPlot::Lane> HistogramPlot::laneList() const
{
    const QRect area = plotArea();
    const int gap = m_theme.px(kLaneGap);
    const auto heightOfEach = [&](int lanes) {
        return (area.height() - gap * (lanes - 1)) / lanes;
    };
    int count = m_lanes ? std::max(1, m_data.channels) : 1;
    if (heightOfEach(count) < m_theme.px(kLeastLane))
        count = 1;
    const int height = heightOfEach(count);
    std::vector<Lane> made;
    for (int i = 0; i < count; ++i) {
        const QRect rect(area.left(), area.top() + i * (height + gap), area.width(), height);
        made.push_back(count > 1 ? Lane{rect, i, 1} : Lane{rect, 0, m_data.channels});
    }
    return made;
}

int HistogramPlot::firstValue() const
{
    int first = m_data.channels > 0 ? m_data.channel[0].first : 0;
    for (int i = 1; i < m_data.channels; ++i)
        first = std::min(first, m_data.channel[static_cast<std::size_t>(i)].first);
    return first;
}

int HistogramPlot::lastValue() const
{
    int last = m_data.channels > 0 ? m_data.channel[0].last : 255;
    for (int i = 1; i < m_data.channels; ++i)
        last = std::max(last, m_data.channel[static_cast<std::size_t>(i)].last);
    return last;
}

double HistogramPlot::xOf(double value) const
{
    const QRect area = plotArea();
    return area.left() +
        (value - firstValue()) * area.width() / static_cast<double>(lastValue() - firstValue());
}

/// Two of green's 64 values are as wide as one of red's 32.
void HistogramPlot::countShares()
{
    const auto pixels = static_cast<double>(std::max<std::uint64_t>(1, m_data.pixels));
    for (std::size_t i = 0; i < m_shares.size(); ++i) {
        const HistogramChannel& channel = m_data.channel[i];
        const int steps = m_data.space == ColorSpace::Rgb ? kRgbSteps : channel.bins;
        const int group = steps > 0 ? std::max(1, channel.bins / steps) : 1;
        m_shares[i].assign(static_cast<std::size_t>(steps), 0);
        for (int bin = 0; bin < channel.bins; ++bin)
            m_shares[i][static_cast<std::size_t>(bin / group)] +=
                channel.counts[static_cast<std::size_t>(bin)] / pixels;
    }
}

void HistogramPlot::updateTop()
{
    double most = 0;
    for (int i = 0; i < m_data.channels; ++i)
        for (const double share : m_shares[static_cast<std::size_t>(i)])
            most = std::max(most, share);
    const double wanted = std::min(1.0, most * kHeadRoom);
    if (most > m_top || wanted < m_top * kShrinkBelow)
        m_top = wanted;
}

double HistogramPlot::heightOf(double share) const
{
    if (m_top <= 0 || share <= 0)
        return 0;
    if (!m_logarithmic)
        return std::min(1.0, share / m_top);
    // From half a pixel up, so that a single one still shows.
    const double least = 0.5 / static_cast<double>(std::max<std::uint64_t>(1, m_data.pixels));
    return std::clamp(std::log(share / least) / std::log(m_top / least), 0.0, 1.0);
}

QList<HistogramPlot::Tick> HistogramPlot::ticks() const
{
    if (m_top <= 0)
        return {{0, percent(0, 0)}};
    if (!m_logarithmic) {
        const int places = m_top < 0.01 ? 2 : 1;
        return {{0, percent(0, 0)},
                {0.25, {}},
                {0.5, percent(m_top / 2, places)},
                {0.75, {}},
                {1, percent(m_top, places)}};
    }
    QList<Tick> made;
    const double lowest = 0.5 / static_cast<double>(std::max<std::uint64_t>(1, m_data.pixels));
    for (int places = -2; places <= 3 && made.size() < 5; ++places) {
        const double share = std::pow(10.0, -places - 2);
        if (share <= m_top && share > lowest)
            made.append({heightOf(share), percent(share, std::max(0, places))});
    }
    return made;
}

QList<int> HistogramPlot::valueTicks() const
{
    if (firstValue() == 0)
        return {0, 64, 128, 192, 255};
    return lastValue() == 127 ? QList<int>{-128, -64, 0, 64, 127} : QList<int>{-128, 0, 128, 255};
}

QColor HistogramPlot::colorOf(int channel) const
{
    const std::string_view key = channelKey(m_data.space, channel);
    return m_theme.colors().histogram.value(
        QString::fromLatin1(key.data(), static_cast<qsizetype>(key.size())));
}

std::vector<float> HistogramPlot::curve(int index, const Lane& lane, double ratio) const
{
    const HistogramChannel& channel = m_data.channel[static_cast<std::size_t>(index)];
    const QRect area = plotArea();
    const auto columns = static_cast<int>(area.width() * ratio);
    const double height = lane.rect.height() * ratio;
    const double bottom = (lane.rect.bottom() + 1 - area.top()) * ratio;
    const double perColumn = (lastValue() - firstValue()) / static_cast<double>(columns);
    const std::vector<double>& shares = m_shares[static_cast<std::size_t>(index)];
    const auto bins = static_cast<int>(shares.size());
    const double binsPerValue = (bins - 1) / static_cast<double>(channel.last - channel.first);
    const auto shareAt = [&](double place) {
        const int bin = std::clamp(static_cast<int>(std::floor(place)), 0, bins - 1);
        const int next = std::min(bin + 1, bins - 1);
        const double t = ease(std::clamp(place - bin, 0.0, 1.0));
        return shares[static_cast<std::size_t>(bin)] * (1 - t) +
            shares[static_cast<std::size_t>(next)] * t;
    };
    std::vector<float> heights(static_cast<std::size_t>(columns));
    for (int x = 0; x < columns; ++x) {
        const double value = firstValue() + (x + 0.5) * perColumn;
        const double place = (value - channel.first) * binsPerValue;
        double share = place < -0.5 || place > bins - 0.5 ? 0 : shareAt(place);
        // Narrower than the bins: the highest of those in this column.
        const double half = perColumn * binsPerValue / 2;
        for (double near = std::ceil(place - half); near < place + half; ++near) {
            if (near >= 0 && near < bins)
                share = std::max(share, shares[static_cast<std::size_t>(near)]);
        }
        heights[static_cast<std::size_t>(x)] =
            static_cast<float>(bottom - heightOf(share) * height);
    }
    return heights;
}

void HistogramPlot::renderCurves(double ratio)
{
    const QRect area = plotArea();
    m_image = {};
    if (area.isEmpty())
        return;
    m_image = QImage((QSizeF(area.size()) * ratio).toSize(), QImage::Format_RGB32);
    m_image.setDevicePixelRatio(ratio);
    m_image.fill(m_theme.colors().panel);
    for (const Lane& lane : laneList()) {
        QPainter painter(&m_image);
        const QRect rect = lane.rect.translated(-area.topLeft());
        for (const Tick& tick : ticks()) {
            const double y = rect.bottom() - std::round(tick.share * (rect.height() - 1));
            painter.fillRect(QRectF(0, y, area.width(), 1 / ratio), m_theme.colors().line);
        }
        painter.end();
        const auto bottom = static_cast<int>((rect.bottom() + 1) * ratio);
        for (int i = lane.firstChannel; i < lane.firstChannel + lane.channels; ++i) {
            CurveStyle style{.color = colorOf(i)};
            style.width *= ratio * m_theme.options().scale;
            paintCurve(m_image, curve(i, lane, ratio), bottom, style);
        }
    }
}

void HistogramPlot::paintEvent(QPaintEvent* /*event*/)
{
    const double ratio = devicePixelRatioF();
    if (m_image.isNull() || m_image.devicePixelRatio() != ratio)
        renderCurves(ratio);
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colors().panel);
    if (m_image.isNull())
        return;
    painter.drawImage(plotArea().topLeft(), m_image);
    paintLabels(painter);
    if (m_cursor && m_data.channels > 0)
        paintCursor(painter);
    if (m_data.channels == 0) {
        painter.setFont(m_theme.font(TextSize::Body));
        painter.setPen(m_theme.colors().text2);
        painter.drawText(plotArea(), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
    }
    if (m_keyboardFocus) {
        const int ring = m_theme.px(2);
        painter.setClipRegion(QRegion(rect()) - rect().adjusted(ring, ring, -ring, -ring));
        painter.fillRect(rect(), m_theme.colors().focus);
    }
}

void HistogramPlot::paintLabels(QPainter& painter) const
{
    painter.setPen(m_theme.colors().text2);
    const QRect area = plotArea();
    const double line = m_label.ascent() + m_label.descent();
    for (const Lane& lane : laneList()) {
        const bool small = lane.rect.height() < 3 * line;
        for (const Tick& tick : ticks()) {
            if (tick.text.isEmpty() || (small && tick.share > 0 && tick.share < 1))
                continue;
            const double y = lane.rect.bottom() - tick.share * (lane.rect.height() - 1);
            m_label.draw(painter, QRectF(0, y - line / 2, area.left() - m_theme.px(6), line),
                         Qt::AlignRight, tick.text);
        }
    }
    for (const int value : valueTicks()) {
        const QString text = QString::number(value);
        const double wide = m_label.width(text);
        const double x = std::clamp(xOf(value) - wide / 2, static_cast<double>(area.left()),
                                    area.right() + m_theme.px(kRight - 8) - wide);
        m_label.draw(painter,
                     QRectF(x, area.bottom() + m_theme.px(4), wide, m_theme.px(kBottom - 6)),
                     Qt::AlignLeft, text);
    }
}

void HistogramPlot::paintCursor(QPainter& painter) const
{
    const QRect area = plotArea();
    const Colors& colors = m_theme.colors();
    const double x = std::round(xOf(*m_cursor)) + 0.5;
    QPen dashes(colors.text2, 1, Qt::CustomDashLine);
    dashes.setDashPattern({3, 3});
    painter.setPen(dashes);
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));

    const int row = m_theme.px(15);
    const QSize size(m_theme.px(112), m_theme.px(10) + row * (m_data.channels + 1));
    const double left = x + m_theme.px(8) + size.width() > area.right()
        ? x - m_theme.px(8) - size.width()
        : x + m_theme.px(8);
    const QRectF card(std::floor(left) + 0.5, area.top() + m_theme.px(4) + 0.5, size.width(),
                      size.height());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.line);
    painter.setBrush(colors.raised);
    painter.drawRoundedRect(card, m_theme.px(4), m_theme.px(4));
    painter.setRenderHint(QPainter::Antialiasing, false);

    const double pad = m_theme.px(9);
    QRectF line(card.left() + pad, card.top() + m_theme.px(5), card.width() - 2 * pad, row);
    painter.setPen(colors.text2);
    m_label.draw(painter, line, Qt::AlignLeft, tr("value %1").arg(*m_cursor));
    for (int i = 0; i < m_data.channels; ++i) {
        line.translate(0, row);
        const HistogramChannel& channel = m_data.channel[static_cast<std::size_t>(i)];
        painter.fillRect(QRectF(line.left(), line.center().y() - 1, m_theme.px(8), 2), colorOf(i));
        painter.setPen(colors.text);
        const QRectF words = line.adjusted(m_theme.px(14), 0, 0, 0);
        m_label.draw(painter, words, Qt::AlignLeft, channelText(m_data.space, i));
        const bool known = *m_cursor >= channel.first && *m_cursor <= channel.last;
        const auto bin = static_cast<std::size_t>(channel.binOf(*m_cursor));
        const double share = channel.counts[bin] / static_cast<double>(m_data.pixels);
        m_label.draw(painter, words, Qt::AlignRight, known ? smallPercent(share) : tr("none"));
    }
}

void HistogramPlot::mouseMoveEvent(QMouseEvent* event)
{
    const QRect area = plotArea();
    if (!area.contains(event->position().toPoint()))
        return setCursor(std::nullopt);
    const double share = (event->position().x() - area.left()) / area.width();
    setCursor(firstValue() + static_cast<int>(std::lround(share * (lastValue() - firstValue()))));
}

void HistogramPlot::leaveEvent(QEvent* /*event*/)
{
    setCursor(std::nullopt);
}

void HistogramPlot::keyPressEvent(QKeyEvent* event)
{
    const int step = event->modifiers() & Qt::ControlModifier ? 10 : 1;
    const int now = m_cursor.value_or((firstValue() + lastValue()) / 2);
    switch (event->key()) {
    case Qt::Key_Left: return setCursor(now - step);
    case Qt::Key_Right: return setCursor(now + step);
    case Qt::Key_Home: return setCursor(firstValue());
    case Qt::Key_End: return setCursor(lastValue());
    case Qt::Key_Escape:
        if (m_cursor)
            return setCursor(std::nullopt);
        break;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

void HistogramPlot::resizeEvent(QResizeEvent* /*event*/)
{
    m_image = {};
}

void HistogramPlot::focusInEvent(QFocusEvent* event)
{
    m_keyboardFocus =
        event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
}

void HistogramPlot::focusOutEvent(QFocusEvent* /*event*/)
{
    m_keyboardFocus = false;
    update();
}

}  // namespace omv::ui
