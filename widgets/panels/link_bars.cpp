// SPDX-License-Identifier: MIT
#include "widgets/panels/link_bars.h"

#include "widgets/theme/language.h"

#include <QPainter>

namespace omv::ui {

namespace {

constexpr int kBars = 4;
constexpr int kBarWidth = 3;
constexpr int kGap = 2;
constexpr int kPadding = 6;

}  // namespace

LinkBars::LinkBars(QWidget* parent)
    : QAbstractButton(parent)
{
    setObjectName(QStringLiteral("linkBars"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    followLanguage(this, [this] { setQuality(m_quality); });
    setTheme(m_theme);
}

void LinkBars::setTheme(const Theme& theme)
{
    m_theme = theme;
    setFont(theme.font(TextSize::Caption));
    updateGeometry();
    update();
}

void LinkBars::setQuality(const LinkQuality& quality)
{
    m_quality = quality;
    setAccessibleName(shown());
    QString tip = quality.detail;
    if (!quality.hint.isEmpty())
        tip += u'\n' + quality.hint;
    setToolTip(tip.isEmpty() ? tr("No camera is connected.") : tip);
    setAccessibleDescription(toolTip());
    updateGeometry();
    update();
}

QString LinkBars::shown() const
{
    switch (m_quality.level) {
    case LinkQuality::Level::None: return tr("No link");
    case LinkQuality::Level::Good: return tr("Link good");
    case LinkQuality::Level::Slow: return tr("Link slow");
    case LinkQuality::Level::Repeating: return tr("Link repeating");
    case LinkQuality::Level::Lost: return tr("Link lost");
    }
    return {};
}

QColor LinkBars::color() const
{
    const Colors& c = m_theme.colors();
    switch (m_quality.level) {
    case LinkQuality::Level::Good: return c.success;
    case LinkQuality::Level::Slow:
    case LinkQuality::Level::Repeating: return c.warning;
    case LinkQuality::Level::Lost: return c.error;
    case LinkQuality::Level::None: break;
    }
    return c.disabled;
}

QSize LinkBars::sizeHint() const
{
    const QFontMetrics metrics(font());
    const int bars = m_theme.px(kBars * kBarWidth + (kBars - 1) * kGap);
    return {2 * m_theme.px(kPadding) + bars + m_theme.px(6) + metrics.horizontalAdvance(shown()),
            m_theme.px(24)};
}

void LinkBars::paintEvent(QPaintEvent* /*event*/)
{
    const Colors& c = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.hover);
        painter.drawRoundedRect(rect(), m_theme.px(4), m_theme.px(4));
    }
    painter.setPen(Qt::NoPen);
    const int tallest = m_theme.px(11);
    const int bottom = (height() + tallest) / 2;
    int x = m_theme.px(kPadding);
    for (int i = 0; i < kBars; ++i) {
        const int tall = tallest * (i + 1) / kBars + (i == 0 ? m_theme.px(1) : 0);
        painter.setBrush(i < m_quality.bars ? color() : c.pressed);
        painter.drawRoundedRect(x, bottom - tall, m_theme.px(kBarWidth), tall, 1, 1);
        x += m_theme.px(kBarWidth) + m_theme.px(kGap);
    }
    painter.setPen(m_quality.level == LinkQuality::Level::None ? c.text2 : c.text);
    painter.setFont(font());
    const QRect text = rect().adjusted(x - m_theme.px(kGap) + m_theme.px(6), 0, 0, 0);
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, shown());
    if (!hasFocus())
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(c.focus, m_theme.px(2)));
    painter.drawRoundedRect(rect().adjusted(1, 1, -1, -1), m_theme.px(4), m_theme.px(4));
}

}  // namespace omv::ui
