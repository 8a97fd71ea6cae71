// SPDX-License-Identifier: MIT
#include "widgets/editor/editor_layout.h"

#include "widgets/editor/block_data.h"

#include <QTextDocument>
#include <QTextLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace omv::ui {

namespace {

// Characters in a row of a long line.
constexpr int kRowColumns = 200;
// Of a long line whose glyphs are kept, about 25 bytes for each character.
constexpr int kMostCached = 5'000'000;

/// Puts each line into the middle of its row. The base class lays lines out one below the other
/// when it needs them; this is done once after that.
void placeLines(QTextLayout* layout, qreal rowHeight)
{
    const int last = layout->lineCount() - 1;
    const auto wanted = [&](int i) {
        return i * rowHeight + std::floor((rowHeight - layout->lineAt(i).height()) / 2);
    };
    if (last < 0 || std::abs(layout->lineAt(last).y() - wanted(last)) < 0.01)
        return;
    for (int i = 0; i <= last; ++i) {
        QTextLine line = layout->lineAt(i);
        line.setPosition(QPointF(line.x(), wanted(i)));
    }
}

}  // namespace

EditorLayout::EditorLayout(QTextDocument* document)
    : QPlainTextDocumentLayout(document)
    , m_blocks(document->blockCount())
{
}

bool EditorLayout::inRows(const QTextBlock& block) const
{
    return block.isValid() && block.isVisible() && isLong(block);
}

/// As layoutBlock() of the base class does it, but for the width of the rows.
void EditorLayout::layoutRows(QTextBlock block)
{
    QTextLayout* layout = block.layout();
    const qreal margin = document()->documentMargin();
    qreal height = 0;
    QTextOption option = document()->defaultTextOption();
    option.setWrapMode(QTextOption::WrapAnywhere);
    layout->setTextOption(option);
    // Else each draw, also that of a blinking caret, looks at all of the line anew.
    layout->setCacheEnabled(block.length() < kMostCached);
    layout->beginLayout();
    for (QTextLine line = layout->createLine(); line.isValid(); line = layout->createLine()) {
        line.setLeadingIncluded(true);
        if (m_wrapWidth > 0)
            line.setLineWidth(std::max(1.0, m_wrapWidth - 2 * margin));
        else
            line.setNumColumns(kRowColumns);
        line.setPosition(QPointF(margin, height));
        height += line.height();
        m_rowWidth = std::max(m_rowWidth, line.naturalTextWidth() + 2 * margin);
    }
    layout->endLayout();
    const int before = document()->lineCount();
    block.setLineCount(layout->lineCount());
    if (document()->lineCount() != before)
        emit documentSizeChanged(documentSize());
}

QSizeF EditorLayout::documentSize() const
{
    const QSizeF size = QPlainTextDocumentLayout::documentSize();
    return {std::max(size.width(), m_wrapWidth > 0 ? 0 : m_rowWidth), size.height()};
}

void EditorLayout::setRowHeight(qreal height)
{
    if (height == m_rowHeight)
        return;
    m_rowHeight = height;
    m_rowWidth = 0;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        block.clearLayout();
    announceSize();
}

void EditorLayout::setRoom(const QTextBlock& block, qreal height)
{
    const qreal room = block.isValid() ? height : 0;
    if (block == m_roomBelow && room == m_room)
        return;
    m_roomBelow = block;
    m_room = room;
    announceSize();
}

QRectF EditorLayout::blockBoundingRect(const QTextBlock& block) const
{
    // The base class lays lines out here too, when they are needed.
    if (inRows(block) && block.layout()->lineCount() == 0)
        const_cast<EditorLayout*>(this)->layoutRows(block);
    QRectF rect = QPlainTextDocumentLayout::blockBoundingRect(block);
    if (!block.isValid() || !block.isVisible() || m_rowHeight <= 0)
        return rect;
    QTextLayout* layout = block.layout();
    placeLines(layout, m_rowHeight);
    qreal height = layout->lineCount() * m_rowHeight;
    if (m_room > 0 && block == m_roomBelow)
        height += m_room;
    if (!block.next().isValid())
        height += document()->documentMargin();
    rect.setHeight(height);
    return rect;
}

void EditorLayout::formatsChanged(QTextBlock block)
{
    // QTextLayout::setFormats() notes the block as changed; unless that is taken here, the next
    // key would be told as a change of everything that was noted by then.
    m_onlyFormats = true;
    document()->markContentsDirty(block.position(), block.length());
    m_onlyFormats = false;
    block.clearLayout();
}

void EditorLayout::documentChanged(int from, int charsRemoved, int charsAdded)
{
    const bool sameBlocks = std::exchange(m_blocks, document()->blockCount()) == m_blocks;
    if (m_onlyFormats)
        return;
    QTextBlock block = document()->findBlock(from);
    const QTextBlock last = document()->findBlock(std::max(from, from + charsAdded - 1));
    if (sameBlocks && block == last && inRows(block)) {
        block.clearLayout();
        layoutRows(block);
        requestUpdate();
        return;
    }
    QPlainTextDocumentLayout::documentChanged(from, charsRemoved, charsAdded);
}

void EditorLayout::announceSize()
{
    emit documentSizeChanged(documentSize());
    requestUpdate();
}

}  // namespace omv::ui
