// SPDX-License-Identifier: MIT
#include "widgets/editor/editor_layout.h"

#include <QTextDocument>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace omv::ui {

namespace {

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
{
}

void EditorLayout::setRowHeight(qreal height)
{
    if (height == m_rowHeight)
        return;
    m_rowHeight = height;
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
    if (!m_onlyFormats)
        QPlainTextDocumentLayout::documentChanged(from, charsRemoved, charsAdded);
}

void EditorLayout::announceSize()
{
    emit documentSizeChanged(documentSize());
    requestUpdate();
}

}  // namespace omv::ui
