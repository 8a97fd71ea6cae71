// SPDX-License-Identifier: MIT
#include "widgets/terminal/marked_scroll_bar.h"

#include <QPainter>

namespace omv::ui {

TerminalScrollBar::TerminalScrollBar(QWidget* parent)
    : QScrollBar(Qt::Vertical, parent)
{
}

void TerminalScrollBar::setMarks(const QList<double>& places, const QColor& color)
{
    if (places == m_places && color == m_color)
        return;
    m_places = places;
    m_color = color;
    update();
}

void TerminalScrollBar::paintEvent(QPaintEvent* event)
{
    QScrollBar::paintEvent(event);
    if (m_places.isEmpty())
        return;
    QPainter painter(this);
    const int span = height() - 2;
    for (const double place : m_places)
        painter.fillRect(QRect(1, static_cast<int>(place * span), width() - 2, 2), m_color);
}

}  // namespace omv::ui
