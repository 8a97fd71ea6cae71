// SPDX-License-Identifier: MIT
#include "widgets/editor/marked_scroll_bar.h"

#include <QPainter>

namespace omv::ui {

MarkedScrollBar::MarkedScrollBar(QWidget* parent)
    : QScrollBar(Qt::Vertical, parent)
{
}

void MarkedScrollBar::setTheme(const Theme& theme)
{
    m_theme = theme;
    update();
}

void MarkedScrollBar::setMarks(const QList<Mark>& marks)
{
    if (marks == m_marks)
        return;
    m_marks = marks;
    update();
}

void MarkedScrollBar::paintEvent(QPaintEvent* event)
{
    QScrollBar::paintEvent(event);
    QPainter painter(this);
    const double lines = maximum() - minimum() + pageStep();
    const int thick = m_theme.px(3);
    const int length = m_theme.px(8);
    for (const Mark& mark : m_marks) {
        const double share = lines > 0 ? (mark.line + 0.5) / lines : 0;
        const int y = static_cast<int>(share * (height() - thick));
        painter.fillRect(width() - length, y, length, thick, mark.color);
    }
}

}  // namespace omv::ui
