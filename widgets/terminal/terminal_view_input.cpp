// SPDX-License-Identifier: MIT
#include "widgets/terminal/marked_scroll_bar.h"
#include "widgets/terminal/terminal_view.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>

namespace omv::ui {

namespace {

bool isWordByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
        (byte >= 'a' && byte <= 'z') || byte == '_';
}

/// Keys that are ours while we have the focus, whatever the window does with them elsewhere.
bool isOurs(const QKeyEvent& key)
{
    for (const auto each : {QKeySequence::Copy, QKeySequence::SelectAll, QKeySequence::Find,
                            QKeySequence::ZoomIn, QKeySequence::ZoomOut}) {
        if (key.matches(each))
            return true;
    }
    return key.modifiers() == Qt::ControlModifier && key.key() == Qt::Key_0;
}

}  // namespace

bool TerminalView::hasSelection() const
{
    return m_anchor != m_cursor;
}

void TerminalView::select(const Place& anchor, const Place& cursor)
{
    m_anchor = anchor;
    m_cursor = cursor;
    viewport()->update();
}

QString TerminalView::selectedText() const
{
    if (!hasSelection())
        return {};
    return textOf(std::min(m_anchor, m_cursor), std::max(m_anchor, m_cursor));
}

void TerminalView::selectAll()
{
    if (m_buffer.lineCount() == 0)
        return;
    const std::uint64_t last = m_buffer.endId() - 1;
    select({m_buffer.firstId(), 0}, {last, m_buffer.line(last).text.size()});
}

void TerminalView::copy() const
{
    if (hasSelection())
        QApplication::clipboard()->setText(selectedText());
}

void TerminalView::selectWord(const Place& at)
{
    const std::string_view text = m_buffer.line(at.line).text;
    std::size_t begin = std::min(at.byte, text.size());
    std::size_t end = begin;
    while (begin > 0 && isWordByte(text[begin - 1]))
        --begin;
    while (end < text.size() && isWordByte(text[end]))
        ++end;
    select({at.line, begin}, {at.line, end});
}

void TerminalView::showPlace(const Place& place)
{
    const int column = columnAtByte(m_buffer.line(place.line).text, place.byte);
    const int sub = m_index.wrap() > 0 ? column / m_index.wrap() : 0;
    const int row = static_cast<int>(m_index.rowOf(place.line)) + sub;
    const int page = rowsPerPage();
    updateScrollBars();
    if (row < m_bar->value() || row >= m_bar->value() + page)
        m_bar->setValue(row - page / 2);
    QScrollBar* const across = horizontalScrollBar();
    if (column < across->value() || column > across->value() + columnsPerRow())
        across->setValue(column - columnsPerRow() / 2);
}

std::optional<TerminalView::LinkHit> TerminalView::linkAt(const QPoint& position) const
{
    for (const Row& row : visibleRows()) {
        if (position.y() < row.top || position.y() >= row.top + m_painter.rowHeight())
            continue;
        const auto link = findSourceLink(m_buffer.line(row.line).text);
        if (link && linkRect(row.line).contains(position))
            return LinkHit{*link, row.line};
    }
    return {};
}

bool TerminalView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        if (isOurs(*static_cast<QKeyEvent*>(event))) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

void TerminalView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPoint at = event->position().toPoint();
    m_pressedLink = linkAt(at).has_value();
    const Place place = placeAt(at);
    select(event->modifiers().testFlag(Qt::ShiftModifier) ? m_anchor : place, place);
    m_selecting = true;
}

void TerminalView::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint at = event->position().toPoint();
    if (m_selecting)
        return extendTo(at);
    viewport()->setCursor(linkAt(at) ? Qt::PointingHandCursor : Qt::IBeamCursor);
}

/// Moves the end of the selection; beyond the edges the text scrolls by itself.
void TerminalView::extendTo(const QPoint& position)
{
    const int above = position.y();
    const int below = position.y() - viewport()->height();
    m_autoScrollStep = above < 0 ? -1 + above / 20 : below > 0 ? 1 + below / 20 : 0;
    if (m_autoScrollStep == 0)
        m_autoScroll.stop();
    else if (!m_autoScroll.isActive())
        m_autoScroll.start();
    select(m_anchor, placeAt(position));
}

void TerminalView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_selecting = false;
    m_autoScroll.stop();
    QClipboard* const clipboard = QApplication::clipboard();
    if (hasSelection() && clipboard->supportsSelection())
        clipboard->setText(selectedText(), QClipboard::Selection);
    const auto link = linkAt(event->position().toPoint());
    if (m_pressedLink && link && !hasSelection())
        emit errorLinkActivated(QString::fromStdString(link->link.file), link->link.line,
                                m_buffer.runOf(link->line));
    m_pressedLink = false;
}

void TerminalView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && m_buffer.lineCount() > 0)
        selectWord(placeAt(event->position().toPoint()));
}

bool TerminalView::zoomKey(const QKeyEvent& event)
{
    if (event.matches(QKeySequence::ZoomIn))
        setZoom(m_zoom + 1);
    else if (event.matches(QKeySequence::ZoomOut))
        setZoom(m_zoom - 1);
    else if (event.modifiers() == Qt::ControlModifier && event.key() == Qt::Key_0)
        setZoom(0);
    else
        return false;
    return true;
}

bool TerminalView::scrollKey(const QKeyEvent& event)
{
    const int page = m_bar->pageStep();
    switch (event.key()) {
    case Qt::Key_PageUp: m_bar->setValue(m_bar->value() - page); return true;
    case Qt::Key_PageDown: m_bar->setValue(m_bar->value() + page); return true;
    case Qt::Key_Up: m_bar->setValue(m_bar->value() - 1); return true;
    case Qt::Key_Down: m_bar->setValue(m_bar->value() + 1); return true;
    case Qt::Key_Home: m_bar->setValue(0); return true;
    case Qt::Key_End: m_bar->setValue(m_bar->maximum()); return true;
    case Qt::Key_Escape:
        if (!hasSelection())
            return false;
        select(m_cursor, m_cursor);
        return true;
    default: return false;
    }
}

void TerminalView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->matches(QKeySequence::SelectAll))
        selectAll();
    else if (event->matches(QKeySequence::Find))
        emit findWanted();
    else if (!zoomKey(*event) && !scrollKey(*event))
        event->ignore();
}

void TerminalView::wheelEvent(QWheelEvent* event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier))
        return QAbstractScrollArea::wheelEvent(event);
    const int turned = event->angleDelta().y();
    if (turned != 0)
        setZoom(m_zoom + (turned > 0 ? 1 : -1));
    event->accept();
}

void TerminalView::contextMenuEvent(QContextMenuEvent* event)
{
    auto* const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* const copyAction = menu->addAction(tr("Copy"), this, &TerminalView::copy);
    copyAction->setEnabled(hasSelection());
    menu->addAction(tr("Select all"), this, &TerminalView::selectAll);
    menu->addAction(tr("Find…"), this, &TerminalView::findWanted);
    menu->addSeparator();
    menu->addAction(tr("Clear the terminal"), this, &TerminalView::clear);
    menu->popup(event->globalPos());
}

void TerminalView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TerminalView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

}  // namespace omv::ui
