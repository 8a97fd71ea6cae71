// SPDX-License-Identifier: MIT
#include "widgets/editor/code_editor.h"

#include "widgets/editor/block_data.h"
#include "widgets/editor/code_editor_state.h"
#include "widgets/editor/folding.h"
#include "widgets/editor/indent.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

// More marks than pixels say nothing.
constexpr qsizetype kMostMarks = 2000;

bool blank(const QTextBlock& block)
{
    return startOf(block).trimmed().isEmpty();
}

/// How deep guides go in a line; a blank line takes the deeper one of its neighbours' guides
/// that both have.
int guideDepth(const QTextBlock& block, int width)
{
    if (!blank(block))
        return indentColumns(startOf(block), width);
    QTextBlock above = block.previous();
    QTextBlock below = block.next();
    for (int i = 0; above.isValid() && blank(above) && i < 50; ++i)
        above = above.previous();
    for (int i = 0; below.isValid() && blank(below) && i < 50; ++i)
        below = below.next();
    const int up = above.isValid() ? indentColumns(startOf(above), width) : 0;
    const int down = below.isValid() ? indentColumns(startOf(below), width) : 0;
    return up > 0 && down > up ? up + 1 : std::min(up, down);
}

}  // namespace

void CodeEditor::paintEvent(QPaintEvent* event)
{
    int last = firstVisibleBlock().blockNumber();
    eachLineInSight([&](const QTextBlock& block, qreal) { last = block.blockNumber(); });
    m_state->highlighter->setInSight(firstVisibleBlock().blockNumber(), last);
    {
        QPainter painter(viewport());
        // Not by the viewport's palette, which a style sheet may hold on to.
        painter.fillRect(event->rect(), m_theme.colors().editor);
        paintBackground(painter, event->rect());
    }
    QPlainTextEdit::paintEvent(event);
}

void CodeEditor::paintBackground(QPainter& painter, const QRect& clip) const
{
    const int row = rowHeight();
    eachLineInSight([&](const QTextBlock& block, qreal top) {
        const int rows = block.layout()->lineCount();
        if (top > clip.bottom() + row || top + (rows + 1) * row < clip.top())
            return;
        paintRows(painter, block, top);
        if (m_options.whitespace)
            paintWhitespace(painter, block, top);
        if (isFolded(block))
            paintFoldMark(painter, block, top);
    });
}

/// The characters of a line that are in sight, and one more on each side: of a line of megabytes
/// these are few.
TextRange CodeEditor::columnsInSight(const QTextBlock& block, qreal top) const
{
    const QTextLayout* layout = block.layout();
    const int rows = layout->lineCount();
    if (rows == 0 || rowHeight() <= 0)
        return {0, block.length()};
    const auto rowAt = [&](qreal y) {
        return std::clamp(static_cast<int>((y - top) / rowHeight()), 0, rows - 1);
    };
    const QTextLine first = layout->lineAt(rowAt(0));
    const QTextLine last = layout->lineAt(rowAt(viewport()->height()));
    if (rows > 1)
        return {first.textStart(), last.textStart() + last.textLength() + 1 - first.textStart()};
    const qreal left = contentOffset().x();
    const int from = std::max(0, first.xToCursor(-left) - 1);
    return {from, first.xToCursor(viewport()->width() - left) + 2 - from};
}

void CodeEditor::paintRows(QPainter& painter, const QTextBlock& block, qreal top) const
{
    const Colors& colors = m_theme.colors();
    const QTextCursor cursor = textCursor();
    const QRectF all(0, top, viewport()->width(), block.layout()->lineCount() * rowHeight());
    if (block.blockNumber() == errorLine() - 1)
        painter.fillRect(all, colors.errorSoft);
    else if (m_options.currentLine && block == cursor.block() && !cursor.hasSelection())
        painter.fillRect(all, colors.editorLine);
    if (m_options.indentGuides)
        paintGuides(painter, block, top);
    const TextRange sight = columnsInSight(block, top);
    const int start = block.position() + sight.position;
    const int end = start + sight.length;
    const auto& hits = m_state->hits;
    auto hit = std::lower_bound(hits.begin(), hits.end(), start,
                                [](const TextRange& r, int at) { return r.end() <= at; });
    for (; hit != hits.end() && hit->position < end; ++hit)
        paintRange(painter, block, top, *hit, colors.findHit, true);
    if (cursor.hasSelection())
        paintRange(painter, block, top,
                   {cursor.selectionStart(), cursor.selectionEnd() - cursor.selectionStart()},
                   colors.editorSel);
    if (!m_state->brackets)
        return;
    const bool single = m_state->brackets->partner < 0;
    const QColor mark = single ? colors.errorSoft : colors.bracket;
    paintRange(painter, block, top, {m_state->brackets->at, 1}, mark, true);
    if (!single)
        paintRange(painter, block, top, {m_state->brackets->partner, 1}, mark, true);
}

/// `range`: positions in the document; what of it lies in the block is filled.
void CodeEditor::paintRange(QPainter& painter, const QTextBlock& block, qreal top, TextRange range,
                            const QColor& color, bool rounded) const
{
    int from = std::max(0, range.position - block.position());
    int to = std::min(block.length(), range.end() - block.position());
    if (from >= to)
        return;
    if (isLong(block)) {
        const TextRange sight = columnsInSight(block, top);
        from = std::max(from, sight.position);
        to = std::min(to, sight.end());
    }
    const QTextLayout* layout = block.layout();
    const qreal left = contentOffset().x();
    const int row = rowHeight();
    for (int i = 0; i < layout->lineCount(); ++i) {
        const QTextLine line = layout->lineAt(i);
        const int lineEnd = line.textStart() + line.textLength();
        if (from > lineEnd || to <= line.textStart())
            continue;
        const qreal x1 = line.cursorToX(std::max(from, line.textStart()));
        qreal x2 = line.cursorToX(std::min(to, lineEnd));
        // The line's end is part of it: show a bit of it.
        if (to >= block.length() && i == layout->lineCount() - 1)
            x2 += m_theme.px(6);
        const QRectF box(left + x1, top + i * row, x2 - x1, row);
        if (!rounded) {
            painter.fillRect(box, color);
            continue;
        }
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(box.adjusted(0, m_theme.px(1), 0, -m_theme.px(1)), m_theme.px(3),
                                m_theme.px(3));
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
}

void CodeEditor::paintGuides(QPainter& painter, const QTextBlock& block, qreal top) const
{
    const int width = std::max(1, m_options.indentWidth);
    const int depth = guideDepth(block, width);
    const qreal advance = QFontMetricsF(font()).horizontalAdvance(u' ');
    const qreal left = contentOffset().x() + document()->documentMargin();
    // With room for a box below, the guides go on beside it.
    const qreal height = block.layout()->lineCount() * rowHeight();
    for (int column = 0; column < depth; column += width)
        painter.fillRect(QRectF(std::floor(left + column * advance), top, 1, height),
                         m_theme.colors().guide);
}

void CodeEditor::paintWhitespace(QPainter& painter, const QTextBlock& block, qreal top) const
{
    painter.setPen(m_theme.colors().gutter);
    painter.setFont(font());
    const QString text = block.text();
    const QTextLayout* layout = block.layout();
    const qreal left = contentOffset().x();
    const TextRange sight = columnsInSight(block, top);
    for (int i = 0; i < layout->lineCount(); ++i) {
        const QTextLine line = layout->lineAt(i);
        const qreal middle = top + (i + 0.5) * rowHeight();
        const int end = std::min(line.textStart() + line.textLength(), sight.end());
        for (int at = std::max(line.textStart(), sight.position); at < end; ++at) {
            if (text[at] != u' ' && text[at] != u'\t')
                continue;
            const qreal x1 = left + line.cursorToX(at);
            const qreal x2 = left + line.cursorToX(at + 1);
            const QRectF box(x1, middle - rowHeight() / 2.0, x2 - x1, rowHeight());
            const bool space = text[at] == u' ';
            const Qt::Alignment align = space ? Qt::AlignCenter : Qt::AlignLeft | Qt::AlignVCenter;
            painter.drawText(box, space ? u"·"_s : u"→"_s, QTextOption(align));
        }
    }
}

void CodeEditor::paintFoldMark(QPainter& painter, const QTextBlock& block, qreal top) const
{
    const QTextLayout* layout = block.layout();
    if (layout->lineCount() == 0)
        return;
    const QTextLine line = layout->lineAt(layout->lineCount() - 1);
    const qreal x = contentOffset().x() + line.naturalTextRect().right() + m_theme.px(8);
    const QRectF box(x, top + (layout->lineCount() - 1) * rowHeight() + m_theme.px(4),
                     m_theme.px(24), rowHeight() - 2 * m_theme.px(4));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colors().pressed);
    painter.drawRoundedRect(box, m_theme.px(3), m_theme.px(3));
    painter.setBrush(m_theme.colors().text2);
    for (const int i : {-1, 0, 1})
        painter.drawEllipse(box.center() + QPointF(i * m_theme.px(5), 0), m_theme.px(3) / 2.0,
                            m_theme.px(3) / 2.0);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void CodeEditor::showError(const ErrorNote& note)
{
    const int line = std::clamp(note.line, 1, blockCount());
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    m_state->errorAt = QTextCursor(block);
    m_state->errorBox->setNote(note);
    m_state->errorBox->show();
    placeErrorBox();
    goTo({line, static_cast<int>(block.text().size()) + 1});
    layoutChanged();
    // The box is part of what is to be seen; where there is no room for both, the line is.
    const int hidden =
        m_state->errorBox->geometry().bottom() + m_theme.px(6) - viewport()->height();
    if (hidden <= 0 || rowHeight() <= 0)
        return;
    const double top = blockBoundingGeometry(block).translated(contentOffset()).top();
    const int above = std::max(0, static_cast<int>(top) / rowHeight());
    verticalScrollBar()->setValue(verticalScrollBar()->value() +
                                  std::min(hidden / rowHeight() + 1, above));
}

void CodeEditor::clearError()
{
    if (m_state->errorAt.isNull())
        return;
    m_state->errorAt = QTextCursor();
    m_state->errorBox->hide();
    if (m_state->layout)
        m_state->layout->setRoom({}, 0);
    layoutChanged();
    emit errorCleared();
}

int CodeEditor::errorLine() const
{
    return m_state->errorAt.isNull() ? 0 : m_state->errorAt.blockNumber() + 1;
}

void CodeEditor::placeErrorBox()
{
    if (m_state->errorAt.isNull() || !m_state->layout)
        return;
    ErrorBox* box = m_state->errorBox;
    const int left = static_cast<int>(document()->documentMargin());
    const int width = std::min(m_theme.px(1050), viewport()->width() - left - m_theme.px(16));
    const int height =
        box->hasHeightForWidth() ? box->heightForWidth(width) : box->sizeHint().height();
    const QTextBlock block = m_state->errorAt.block();
    m_state->layout->setRoom(block, height + m_theme.px(6));
    const QRectF rect = blockBoundingGeometry(block).translated(contentOffset());
    const int rows = block.layout()->lineCount() * rowHeight();
    box->setGeometry(left, static_cast<int>(rect.top()) + rows + m_theme.px(2), width, height);
    box->setVisible(block.isVisible());
}

void CodeEditor::setSearchHits(const QList<TextRange>& hits)
{
    m_state->hits = hits;
    updateMarks();
    viewport()->update();
}

void CodeEditor::updateMarks()
{
    QList<MarkedScrollBar::Mark> marks;
    const qsizetype step = std::max<qsizetype>(1, m_state->hits.size() / kMostMarks);
    for (qsizetype i = 0; i < m_state->hits.size(); i += step) {
        const int line = document()->findBlock(m_state->hits[i].position).firstLineNumber();
        if (marks.isEmpty() || marks.last().line != line)
            marks.append({line, m_theme.colors().warning});
    }
    if (!m_state->errorAt.isNull())
        marks.append({m_state->errorAt.block().firstLineNumber(), m_theme.colors().error});
    m_state->scrollBar->setMarks(marks);
}

}  // namespace omv::ui
