// SPDX-License-Identifier: MIT
#include "widgets/terminal/marked_scroll_bar.h"
#include "widgets/terminal/terminal_view.h"

#include <QPainter>

#include <algorithm>
#include <limits>

namespace omv::ui {

namespace {

constexpr int kMarginX = 12;
constexpr int kMarginY = 6;
constexpr int kTimeGap = 14;

int toInt(std::uint64_t rows)
{
    return static_cast<int>(std::min<std::uint64_t>(rows, std::numeric_limits<int>::max()));
}

}  // namespace

int TerminalView::textLeft() const
{
    const int time = m_timestamps ? qRound(m_painter.timeWidth()) + m_theme.px(kTimeGap) : 0;
    return m_theme.px(kMarginX) + time;
}

int TerminalView::columnsPerRow() const
{
    const int room = viewport()->width() - textLeft() - m_theme.px(kMarginX);
    return std::max(1, static_cast<int>(room / m_painter.cellWidth()));
}

int TerminalView::rowsPerPage() const
{
    const int room = viewport()->height() - 2 * m_theme.px(kMarginY);
    return std::max(1, room / m_painter.rowHeight());
}

void TerminalView::updateScrollBars()
{
    m_adjusting = true;
    const int rows = toInt(m_index.rowCount());
    const int page = rowsPerPage();
    const int last = std::max(0, rows - page);
    m_bar->setPageStep(page);
    m_bar->setSingleStep(1);
    m_bar->setRange(0, last);
    const std::uint64_t top = m_index.rowOf(m_topLine) + m_topSub;
    m_bar->setValue(m_follow ? last : toInt(top));
    QScrollBar* const across = horizontalScrollBar();
    for (const Row& row : visibleRows())
        m_widest = std::max(m_widest, m_buffer.columns(row.line));
    across->setPageStep(columnsPerRow());
    across->setRange(0, m_wrap ? 0 : std::max(0, m_widest + 1 - columnsPerRow()));
    m_adjusting = false;
}

/// Remembers what the user looks at: lines that leave at the front must not move it.
void TerminalView::scrolled()
{
    const auto row = static_cast<std::uint64_t>(m_bar->value());
    if (row >= m_index.rowCount())
        return;
    const LineIndex::Row top = m_index.at(row);
    m_topLine = top.line;
    m_topSub = top.sub;
}

void TerminalView::scrollContentsBy(int /*dx*/, int dy)
{
    viewport()->update();
    if (m_adjusting || dy == 0)
        return;
    scrolled();
    const bool atEnd = m_bar->value() == m_bar->maximum();
    if (atEnd != m_follow) {
        m_follow = atEnd;
        emit followingChanged(atEnd);
    }
}

std::vector<TerminalView::Row> TerminalView::visibleRows() const
{
    std::vector<Row> rows;
    const std::uint64_t count = m_index.rowCount();
    const int height = m_painter.rowHeight();
    const int margin = m_theme.px(kMarginY);
    auto row = static_cast<std::uint64_t>(m_bar->value());
    int top = margin;
    // At the end the last row stands at the lower edge; above, only whole rows.
    if (m_bar->maximum() > 0 && m_bar->value() == m_bar->maximum() && count > row) {
        top = viewport()->height() - margin - toInt(count - row) * height;
        for (; top >= height && row > 0; --row)
            top -= height;
        for (; top < 0 && row + 1 < count; ++row)
            top += height;
    }
    for (; row < count && top < viewport()->height(); ++row, top += height) {
        const LineIndex::Row at = m_index.at(row);
        rows.push_back({at.line, toInt(at.sub) * m_index.wrap(), top});
    }
    return rows;
}

RowPaint TerminalView::rowPaint(const Row& row, const LineView& line) const
{
    RowPaint paint;
    paint.line = line;
    const int scrolledBy = m_wrap ? 0 : horizontalScrollBar()->value();
    paint.firstColumn = row.first + scrolledBy;
    paint.columns = m_wrap ? columnsPerRow() : columnsPerRow() + 2;
    paint.at = QPointF(textLeft(), row.top);
    if (const auto link = findSourceLink(line.text)) {
        paint.linkBegin = link->begin;
        paint.linkEnd = link->end;
    }
    addMarks(paint, row.line);
    return paint;
}

void TerminalView::addMarks(RowPaint& paint, std::uint64_t line) const
{
    const std::string_view text = paint.line.text;
    if (!m_find.empty()) {
        for (auto hit = m_find.find(text, 0); hit; hit = m_find.find(text, hit->end))
            paint.marks.push_back({hit->begin, hit->end, m_theme.colors().findHit});
    }
    const Place begin = std::min(m_anchor, m_cursor);
    const Place end = std::max(m_anchor, m_cursor);
    if (begin == end || line < begin.line || line > end.line)
        return;
    const std::size_t from = line == begin.line ? begin.byte : 0;
    const std::size_t to = line == end.line ? std::min(end.byte, text.size()) : text.size();
    paint.marks.push_back({from, to, m_theme.colors().editorSel});
}

void TerminalView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.colors().panel);
    const int left = textLeft();
    for (const Row& row : visibleRows()) {
        const LineView line = m_buffer.line(row.line);
        if (m_timestamps && row.first == 0)
            m_painter.paintTime(painter, QPointF(m_theme.px(kMarginX), row.top), line.time);
        painter.setClipRect(left, 0, viewport()->width() - left, viewport()->height());
        m_painter.paint(painter, rowPaint(row, line), m_buffer);
        painter.setClipping(false);
    }
    if (!hasFocus())
        return;
    painter.setPen(QPen(m_theme.colors().focus, m_theme.px(2)));
    const int inset = m_theme.px(1);
    painter.drawRect(viewport()->rect().adjusted(inset, inset, -inset, -inset));
}

void TerminalView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    reindex();
}

QRect TerminalView::linkRect(std::uint64_t lineId) const
{
    for (const Row& row : visibleRows()) {
        if (row.line != lineId)
            continue;
        const LineView line = m_buffer.line(lineId);
        const auto link = findSourceLink(line.text);
        if (!link)
            return {};
        const RowPaint paint = rowPaint(row, line);
        const int from = columnAtByte(line.text, link->begin) - paint.firstColumn;
        const int to = columnAtByte(line.text, link->end) - paint.firstColumn;
        const qreal cell = m_painter.cellWidth();
        return {textLeft() + qRound(from * cell), row.top, qRound((to - from) * cell),
                m_painter.rowHeight()};
    }
    return {};
}

TerminalView::Place TerminalView::placeAt(const QPoint& position) const
{
    const std::vector<Row> rows = visibleRows();
    if (rows.empty())
        return {m_buffer.firstId(), 0};
    const int height = m_painter.rowHeight();
    const int n = (position.y() - rows.front().top) / height;
    const bool above = position.y() < rows.front().top;
    const auto last = static_cast<int>(rows.size()) - 1;
    const Row& row = rows[static_cast<std::size_t>(above ? 0 : std::min(n, last))];
    const std::string_view text = m_buffer.line(row.line).text;
    if (!above && n > last)
        return {row.line, text.size()};
    const qreal x = position.x() - textLeft();
    const int scrolledBy = m_wrap ? 0 : horizontalScrollBar()->value();
    const int column = std::max(0, qRound(x / m_painter.cellWidth())) + row.first + scrolledBy;
    return {row.line, byteAtColumn(text, column)};
}

}  // namespace omv::ui
