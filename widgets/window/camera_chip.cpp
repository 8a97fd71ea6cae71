// SPDX-License-Identifier: MIT
#include "widgets/window/camera_chip.h"

#include "widgets/theme/language.h"

#include <QPainter>

namespace omv::ui {

using namespace Qt::StringLiterals;

CameraChip::CameraChip(QWidget* parent)
    : QAbstractButton(parent)
{
    setObjectName(u"cameraChip"_s);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    followLanguage(this, [this] {
        setToolTip(tr("Choose a camera"));
        showName();
    });
}

void CameraChip::setTheme(const Theme& theme)
{
    m_theme = theme;
    setFixedHeight(theme.px(28));
    updateGeometry();
    update();
}

void CameraChip::setState(const CameraChipState& state)
{
    m_state = state;
    showName();
}

void CameraChip::showName()
{
    m_name = m_state.name.isEmpty() ? tr("Choose a camera") : m_state.name;
    setAccessibleName(tr("Camera: %1").arg((m_name + u' ' + m_state.detail).trimmed()));
    updateGeometry();
    update();
}

QColor CameraChip::dotColor() const
{
    const Colors& colors = m_theme.colors();
    switch (m_state.dot) {
    case CameraChipState::Dot::None: return colors.disabled;
    case CameraChipState::Dot::Connected: return colors.success;
    case CameraChipState::Dot::Busy: return colors.accent;
    case CameraChipState::Dot::Attention: return colors.warning;
    }
    return colors.disabled;
}

QSize CameraChip::sizeHint() const
{
    const QFontMetrics name(m_theme.font(TextSize::Body, QFont::Medium));
    const QFontMetrics detail(m_theme.font(TextSize::Caption));
    int width =
        m_theme.px(12 + 8 + 8 + 4) + name.horizontalAdvance(m_name) + m_theme.px(8 + 16 + 8);
    if (!m_state.icon.isEmpty())
        width += m_theme.px(16 + 8);
    if (!m_state.detail.isEmpty())
        width += detail.horizontalAdvance(m_state.detail) + m_theme.px(8);
    return {std::min(width, m_theme.px(360)), m_theme.px(28)};
}

QSize CameraChip::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), m_theme.px(120)), m_theme.px(28)};
}

void CameraChip::paintEvent(QPaintEvent*)
{
    const Colors& colors = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool hovered = underMouse() && isEnabled();
    painter.setPen(hasFocus() ? QPen(colors.focus, m_theme.px(2)) : QPen(colors.outline, 1));
    painter.setBrush(isDown() ? colors.pressed : hovered ? colors.hover : colors.raised);
    const double inset = hasFocus() ? m_theme.px(2) / 2.0 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), m_theme.px(5),
                            m_theme.px(5));

    int x = m_theme.px(12);
    const int middle = height() / 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(dotColor());
    painter.drawEllipse(QRectF(x, middle - m_theme.px(4), m_theme.px(8), m_theme.px(8)));
    x += m_theme.px(16);

    const int icon = m_theme.px(16);
    if (!m_state.icon.isEmpty()) {
        painter.drawPixmap(x, middle - icon / 2,
                           m_theme.pixmap(m_state.icon, colors.text, icon, devicePixelRatioF()));
        x += icon + m_theme.px(8);
    }
    const int right = width() - m_theme.px(8) - icon;
    painter.drawPixmap(right, middle - icon / 2,
                       m_theme.pixmap(u"chevron-down"_s, colors.text2, icon, devicePixelRatioF()));

    const auto draw = [&](const QString& text, const QFont& font, const QColor& color) {
        painter.setFont(font);
        painter.setPen(color);
        const QFontMetrics metrics(font);
        const int room = right - m_theme.px(8) - x;
        const QString shown = metrics.elidedText(text, Qt::ElideRight, room);
        painter.drawText(QRect(x, 0, room, height()), Qt::AlignVCenter | Qt::AlignLeft, shown);
        x += metrics.horizontalAdvance(shown) + m_theme.px(8);
    };
    draw(m_name, m_theme.font(TextSize::Body, QFont::Medium), colors.text);
    if (!m_state.detail.isEmpty())
        draw(m_state.detail, m_theme.font(TextSize::Caption), colors.text2);
}

void CameraChip::enterEvent(QEnterEvent*)
{
    update();
}

void CameraChip::leaveEvent(QEvent*)
{
    update();
}

}  // namespace omv::ui
