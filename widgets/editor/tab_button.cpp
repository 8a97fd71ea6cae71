// SPDX-License-Identifier: MIT
#include "widgets/editor/tab_button.h"

#include "widgets/theme/language.h"

#include <QPainter>

namespace omv::ui {

using namespace Qt::StringLiterals;

TabButton::TabButton(QWidget* parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::NoFocus);
    setCursor(Qt::ArrowCursor);
    followLanguage(this, [this] {
        setToolTip(tr("Close"));
        setAccessibleName(m_modified ? tr("Close, not saved") : tr("Close"));
    });
}

void TabButton::setTheme(const Theme& theme)
{
    m_theme = theme;
    setFixedSize(sizeHint());
    update();
}

void TabButton::setModified(bool modified)
{
    if (modified == m_modified)
        return;
    m_modified = modified;
    setAccessibleName(modified ? tr("Close, not saved") : tr("Close"));
    update();
}

QSize TabButton::sizeHint() const
{
    return {m_theme.px(20), m_theme.px(20)};
}

void TabButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const Colors& colors = m_theme.colors();
    if (m_modified && !underMouse()) {
        const double size = m_theme.px(8);
        painter.setBrush(colors.text2);
        painter.drawEllipse(QRectF(rect()).center(), size / 2, size / 2);
        return;
    }
    if (underMouse()) {
        painter.setBrush(isDown() ? colors.pressed : colors.hover);
        painter.drawRoundedRect(rect(), m_theme.px(4), m_theme.px(4));
    }
    const int icon = m_theme.px(16);
    painter.drawPixmap((width() - icon) / 2, (height() - icon) / 2,
                       m_theme.pixmap(u"close"_s, underMouse() ? colors.text : colors.text2, icon,
                                      devicePixelRatioF()));
}

void TabButton::enterEvent(QEnterEvent*)
{
    update();
}
void TabButton::leaveEvent(QEvent*)
{
    update();
}

}  // namespace omv::ui
