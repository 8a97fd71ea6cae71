// SPDX-License-Identifier: MIT
#include "widgets/window/pane_splitter.h"

#include <QMouseEvent>
#include <QPainter>

namespace omv::ui {

namespace {

/// Seven pixels to grab, one to see.
class Handle final : public QSplitterHandle {
public:
    Handle(Qt::Orientation orientation, PaneSplitter* splitter)
        : QSplitterHandle(orientation, splitter)
        , m_splitter(splitter)
    {
        setAttribute(Qt::WA_Hover);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Colors& colors = m_splitter->theme().colors();
        painter.fillRect(rect(), colors.window);
        const QColor color = underMouse() || m_pressed ? colors.accent : colors.line;
        if (orientation() == Qt::Horizontal)
            painter.fillRect(width() / 2, 0, 1, height(), color);
        else
            painter.fillRect(0, height() / 2, width(), 1, color);
    }
    void mousePressEvent(QMouseEvent* event) override
    {
        m_pressed = true;
        QSplitterHandle::mousePressEvent(event);
    }
    void mouseReleaseEvent(QMouseEvent* event) override
    {
        m_pressed = false;
        QSplitterHandle::mouseReleaseEvent(event);
    }
    void mouseDoubleClickEvent(QMouseEvent*) override { emit m_splitter->resetWanted(); }

private:
    PaneSplitter* m_splitter;
    bool m_pressed = false;
};

}  // namespace

PaneSplitter::PaneSplitter(Qt::Orientation orientation, QWidget* parent)
    : QSplitter(orientation, parent)
{
    setChildrenCollapsible(false);
    setTheme(m_theme);
}

void PaneSplitter::setTheme(const Theme& theme)
{
    m_theme = theme;
    setHandleWidth(theme.px(5));
    update();
}

QSplitterHandle* PaneSplitter::createHandle()
{
    return new Handle(orientation(), this);
}

}  // namespace omv::ui
