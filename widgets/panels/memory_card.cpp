// SPDX-License-Identifier: MIT
#include "widgets/panels/memory_card.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

namespace omv::ui {

namespace {

constexpr int kTitle = 22;
constexpr int kBar = 10;
constexpr int kFigures = 20;
constexpr int kGraph = 56;
constexpr int kGap = 6;
constexpr int kFigureGap = 16;
constexpr int kFigureColumns = 400;  // from this width on

QString bytesText(std::uint32_t bytes)
{
    const QLocale locale;
    if (bytes >= 10u * 1024 * 1024)
        return MemoryCard::tr("%1 MB").arg(locale.toString(bytes / 1048576.0, 'f', 1));
    if (bytes >= 10u * 1024)
        return MemoryCard::tr("%1 KB").arg(locale.toString(bytes / 1024));
    return MemoryCard::tr("%1 bytes").arg(locale.toString(bytes));
}

double shareOf(std::uint32_t part, std::uint32_t total)
{
    return total == 0 ? 0 : std::min(1.0, static_cast<double>(part) / total);
}

}  // namespace

MemoryCard::MemoryCard(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setTheme(m_theme);
}

void MemoryCard::setTheme(const Theme& theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

void MemoryCard::show(const MemoryHistory& history, int index)
{
    m_history = history;
    const omv::MemoryPool& pool = history.latest();
    m_name = poolName(pool, index);
    m_flags = poolFlags(pool.flags);
    setAccessibleName(
        tr("%1, %2 of %3 used").arg(m_name, bytesText(pool.used), bytesText(pool.total)));
    update();
}

void MemoryCard::setAlert(const QString& text)
{
    if (text == m_alert)
        return;
    m_alert = text;
    update();
}

QSize MemoryCard::sizeHint() const
{
    return {m_theme.px(240), m_theme.px(kTitle + kGap + kBar + kGap + kFigures + kGap + kGraph)};
}

void MemoryCard::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    int y = 0;
    const auto next = [&](int height) {
        const QRect row(0, y, width(), m_theme.px(height));
        y += m_theme.px(height) + m_theme.px(kGap);
        return row;
    };
    paintTitle(painter, next(kTitle));
    paintBar(painter, next(kBar));
    paintFigures(painter, next(kFigures));
    paintGraph(painter, next(kGraph));
}

int MemoryCard::paintPill(QPainter& painter, int x, const QRect& row, const QString& text,
                          const QColor& fill, const QColor& color) const
{
    painter.setFont(m_theme.font(TextSize::Caption, QFont::Medium));
    const int wide = painter.fontMetrics().horizontalAdvance(text) + m_theme.px(16);
    const int high = m_theme.px(20);
    const QRect pill(x, row.top() + (row.height() - high) / 2, wide, high);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(pill, high / 2.0, high / 2.0);
    painter.setPen(color);
    painter.drawText(pill, Qt::AlignCenter, text);
    return x + wide + m_theme.px(6);
}

void MemoryCard::paintTitle(QPainter& painter, const QRect& row) const
{
    const Colors& c = m_theme.colors();
    const omv::MemoryPool& pool = m_history.latest();
    painter.setFont(m_theme.font(TextSize::Body, QFont::DemiBold));
    painter.setPen(c.text);
    painter.drawText(row, Qt::AlignVCenter | Qt::AlignLeft, m_name);
    int x = painter.fontMetrics().horizontalAdvance(m_name) + m_theme.px(8);

    const std::uint32_t held = pool.used + pool.persistent;
    const int percent = qRound(100 * shareOf(held, pool.total));
    const QString right = tr("%1 of %2").arg(bytesText(held), bytesText(pool.total));
    painter.setFont(m_theme.font(TextSize::Caption));
    painter.setPen(c.text2);
    const int digits = painter.fontMetrics().horizontalAdvance(tr("100 %")) + m_theme.px(10);
    painter.drawText(row, Qt::AlignVCenter | Qt::AlignRight, tr("%1 %").arg(percent));
    const int end = row.right() - digits - painter.fontMetrics().horizontalAdvance(right);
    if (end > x)
        painter.drawText(row.adjusted(0, 0, -digits, 0), Qt::AlignVCenter | Qt::AlignRight, right);

    if (!m_alert.isEmpty())
        x = paintPill(painter, x, row, m_alert, c.errorSoft, c.error);
    for (const QString& flag : m_flags) {
        painter.setFont(m_theme.font(TextSize::Caption, QFont::Medium));
        if (x + painter.fontMetrics().horizontalAdvance(flag) + m_theme.px(24) > end)
            break;
        x = paintPill(painter, x, row, flag, c.hover, c.text2);
    }
}

/// Used, then persistent in another shade; a mark stands at the peak.
void MemoryCard::paintBar(QPainter& painter, const QRect& bar) const
{
    const Colors& c = m_theme.colors();
    const omv::MemoryPool& pool = m_history.latest();
    const qreal radius = m_theme.px(3);
    QPainterPath shape;
    shape.addRoundedRect(bar, radius, radius);
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(bar, c.pressed);
    const double used = bar.width() * shareOf(pool.used, pool.total);
    const double held = bar.width() * shareOf(pool.used + pool.persistent, pool.total);
    const bool full = shareOf(pool.used + pool.persistent, pool.total) > 0.9;
    painter.fillRect(QRectF(bar.left(), bar.top(), held, bar.height()), c.info);
    painter.fillRect(QRectF(bar.left(), bar.top(), used, bar.height()),
                     full ? c.warning : c.accent);
    painter.restore();
    const double peak = bar.width() * shareOf(m_history.peak(), pool.total);
    const int thick = m_theme.px(2);
    painter.fillRect(QRectF(std::min<double>(peak, bar.right() - thick + 1), bar.top() - thick,
                            thick, bar.height() + 2 * thick),
                     c.text);
}

void MemoryCard::paintFigures(QPainter& painter, const QRect& row) const
{
    const omv::MemoryPool& pool = m_history.latest();
    struct Figure {
        QString name;
        QString value;
        int percent;  ///< of the width, where it begins
        bool expendable;
    };
    QList<Figure> figures{
        {tr("Used"), bytesText(pool.used), 0, false},
        {tr("Free"), bytesText(pool.free), 24, true},
        {tr("Persistent"), bytesText(pool.persistent), 48, true},
        {tr("Peak"), bytesText(m_history.peak()), 77, false},
    };
    painter.setFont(m_theme.font(TextSize::Caption));
    const QFontMetrics metrics = painter.fontMetrics();
    const int space = m_theme.px(6);
    const auto widthOf = [&](const Figure& each) {
        return metrics.horizontalAdvance(each.name) + space + metrics.horizontalAdvance(each.value);
    };
    const auto needed = [&] {
        int sum = -m_theme.px(kFigureGap);
        for (const Figure& each : figures)
            sum += widthOf(each) + m_theme.px(kFigureGap);
        return sum;
    };
    // In columns, the same for all pools; closer together where those have no room.
    const bool columns = row.width() >= m_theme.px(kFigureColumns);
    for (qsizetype i = figures.size() - 1; i >= 0 && needed() > row.width(); --i) {
        if (figures[i].expendable)
            figures.removeAt(i);
    }
    int x = row.left();
    for (const Figure& each : figures) {
        const int begin = columns ? row.left() + row.width() * each.percent / 100 : x;
        const QRect cell = row.adjusted(begin - row.left(), 0, 0, 0);
        painter.setPen(m_theme.colors().text2);
        painter.drawText(cell, Qt::AlignVCenter | Qt::AlignLeft, each.name);
        const int after = metrics.horizontalAdvance(each.name) + space;
        painter.setPen(m_theme.colors().text);
        painter.drawText(cell.adjusted(after, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                         each.value);
        x = begin + widthOf(each) + m_theme.px(kFigureGap);
    }
}

/// The last 60 seconds, now at the right edge, the whole pool from bottom to top.
void MemoryCard::paintGraph(QPainter& painter, const QRect& graph) const
{
    const Colors& c = m_theme.colors();
    for (int i = 0; i <= 2; ++i)
        painter.fillRect(graph.left(), graph.top() + (graph.height() - 1) * i / 2, graph.width(), 1,
                         c.line);
    const auto& samples = m_history.samples();
    if (samples.size() < 2)
        return;
    const std::int64_t end = samples.back().time;
    const omv::MemoryPool& pool = m_history.latest();
    QPainterPath curve;
    for (const MemoryHistory::Sample& sample : samples) {
        const double ago = static_cast<double>(end - sample.time) / MemoryHistory::kSpan;
        const QPointF point(graph.right() - ago * graph.width(),
                            graph.bottom() - shareOf(sample.used, pool.total) * graph.height());
        if (curve.elementCount() == 0)
            curve.moveTo(point);
        else
            curve.lineTo(point);
    }
    QPainterPath area = curve;
    area.lineTo(graph.right(), graph.bottom());
    area.lineTo(curve.elementAt(0).x, graph.bottom());
    QColor fill = c.accent;
    fill.setAlphaF(0.17F);
    painter.fillPath(area, fill);
    painter.strokePath(curve, QPen(c.accent, m_theme.px(1) * 1.75));
    const double peak = graph.bottom() - shareOf(m_history.peak(), pool.total) * graph.height();
    QPen dashed(c.text2, 1, Qt::DashLine);
    painter.setPen(dashed);
    painter.drawLine(QPointF(graph.left(), peak), QPointF(graph.right(), peak));
}

}  // namespace omv::ui
