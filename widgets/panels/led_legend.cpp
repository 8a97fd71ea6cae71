// SPDX-License-Identifier: MIT
#include "widgets/panels/led_legend.h"

#include "widgets/theme/language.h"

#include <QPainter>
#include <QResizeEvent>

#include <algorithm>

namespace omv::ui {

namespace {

constexpr int kPadding = 12;
constexpr int kTitle = 26;
constexpr int kRow = 23;
constexpr int kLampWidth = 6;
constexpr int kLampHeight = 11;

}  // namespace

LedLegend::LedLegend(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("ledLegend"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    followLanguage(this, [this] { setRows(m_rows); });
}

void LedLegend::setTheme(const Theme& theme)
{
    m_theme = theme;
    fit();
}

void LedLegend::setRows(const QList<LedRow>& rows)
{
    m_rows = rows;
    QStringList spoken;
    for (const LedRow& row : rows)
        spoken.append(tr("%1: %2").arg(row.title, row.meaning));
    setAccessibleName(tr("What the LED says"));
    setAccessibleDescription(spoken.join(u'\n'));
    fit();
}

QSize LedLegend::sizeHint() const
{
    int height = m_theme.px(2 * kPadding + kTitle);
    for (const LedRow& row : m_rows)
        height += m_theme.px(kRow) + (m_below ? belowHeight(row) : 0);
    return {m_theme.px(240), height};
}

/// Of a meaning that stands below its title, in as many lines as it needs.
int LedLegend::belowHeight(const LedRow& row) const
{
    const QFontMetrics metrics(m_theme.font(TextSize::Body));
    const int room = std::max(m_theme.px(80), width() - textLeft() - m_theme.px(kPadding));
    return metrics.boundingRect(QRect(0, 0, room, 1000), Qt::TextWordWrap, row.meaning).height() +
        m_theme.px(3);
}

int LedLegend::textLeft() const
{
    qsizetype most = 1;
    for (const LedRow& row : m_rows)
        most = std::max(most, row.lamps.size());
    return m_theme.px(kPadding) + static_cast<int>(most) * m_theme.px(kLampWidth + 2) +
        m_theme.px(8);
}

/// Meanings go below their titles where there is no room beside them.
void LedLegend::fit()
{
    const QFontMetrics strong(m_theme.font(TextSize::Body, QFont::Medium));
    const QFontMetrics plain(m_theme.font(TextSize::Body));
    const int room = width() - textLeft() - m_theme.px(kPadding + 6);
    const bool below = std::any_of(m_rows.begin(), m_rows.end(), [&](const LedRow& row) {
        return strong.horizontalAdvance(row.title) + plain.horizontalAdvance(row.meaning) > room;
    });
    m_below = below;
    updateGeometry();
    update();
}

void LedLegend::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fit();
}

void LedLegend::paintEvent(QPaintEvent* /*event*/)
{
    const Colors& c = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(0, 0, width(), 1, c.line);
    const int left = m_theme.px(kPadding);
    int y = m_theme.px(kPadding);
    painter.setPen(c.text);
    painter.setFont(m_theme.font(TextSize::Body, QFont::DemiBold));
    painter.drawText(QRect(left, y, width() - 2 * left, m_theme.px(kTitle)), Qt::AlignVCenter,
                     tr("What the LED says"));
    y += m_theme.px(kTitle);
    const int step = m_theme.px(kLampWidth + 2);
    const int text = textLeft();
    for (const LedRow& row : m_rows) {
        const QRect line(text, y, width() - text - left, m_theme.px(kRow));
        int x = text - m_theme.px(8) - static_cast<int>(row.lamps.size()) * step;
        for (const QColor& lamp : row.lamps) {
            const QRectF shape(x, line.center().y() - m_theme.px(kLampHeight) / 2.0,
                               m_theme.px(kLampWidth), m_theme.px(kLampHeight));
            painter.setPen(QPen(c.border, 1));
            painter.setBrush(lamp.isValid() ? lamp : c.pressed);
            painter.drawRoundedRect(shape, 1.5, 1.5);
            x += step;
        }
        painter.setPen(c.text);
        painter.setFont(m_theme.font(TextSize::Body, QFont::Medium));
        painter.drawText(line, Qt::AlignVCenter, row.title);
        const int after = painter.fontMetrics().horizontalAdvance(row.title) + m_theme.px(6);
        painter.setPen(c.text2);
        painter.setFont(m_theme.font(TextSize::Body));
        if (m_below)
            painter.drawText(QRect(text, line.bottom() - 1, line.width(), belowHeight(row)),
                             Qt::TextWordWrap, row.meaning);
        else
            painter.drawText(line.adjusted(after, 0, 0, 0), Qt::AlignVCenter, row.meaning);
        y += m_theme.px(kRow) + (m_below ? belowHeight(row) : 0);
    }
}

}  // namespace omv::ui
