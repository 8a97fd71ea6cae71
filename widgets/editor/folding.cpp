// SPDX-License-Identifier: MIT
#include "widgets/editor/folding.h"

#include "widgets/editor/block_data.h"
#include "widgets/editor/indent.h"

#include <QTextDocument>

namespace omv::ui {

namespace {

/// Columns, or -1 for a line that has no say: blank, or within a string from the line before.
int depthOf(const QTextBlock& block, int width)
{
    const QString text = startOf(block);
    if (text.trimmed().isEmpty())
        return -1;
    if (stringStateBefore(block) != 0)
        return -1;
    return indentColumns(text, width);
}

void setVisible(QTextBlock block, bool visible)
{
    block.setVisible(visible);
    block.setLineCount(visible ? std::max(1, block.layout()->lineCount()) : 0);
}

}  // namespace

QTextBlock foldEnd(const QTextBlock& header, int indentWidth)
{
    const int depth = depthOf(header, indentWidth);
    QTextBlock end;
    if (depth < 0)
        return end;
    for (QTextBlock block = header.next(); block.isValid(); block = block.next()) {
        const int inner = depthOf(block, indentWidth);
        if (inner >= 0 && inner <= depth)
            break;
        if (inner > depth)
            end = block;
    }
    return end;
}

bool canFold(const QTextBlock& header, int indentWidth)
{
    const int depth = depthOf(header, indentWidth);
    if (depth < 0)
        return false;
    QTextBlock next = header.next();
    // Only so far: a file of blank lines is no reason to read all of it for one chevron.
    for (int blanks = 0; next.isValid() && depthOf(next, indentWidth) < 0 && blanks < 100; ++blanks)
        next = next.next();
    return next.isValid() && depthOf(next, indentWidth) > depth;
}

QTextBlock foldAround(const QTextBlock& block, int indentWidth)
{
    if (canFold(block, indentWidth))
        return block;
    int depth = depthOf(block, indentWidth);
    for (QTextBlock above = block.previous(); above.isValid(); above = above.previous()) {
        const int outer = depthOf(above, indentWidth);
        if (outer < 0)
            continue;
        if (depth < 0)
            depth = outer + 1;
        if (outer < depth)
            return above;
    }
    return {};
}

bool isFolded(const QTextBlock& header)
{
    const BlockData* data = BlockData::find(header);
    return data && data->folded;
}

void setFolded(const QTextBlock& header, bool folded, int indentWidth)
{
    const QTextBlock end = foldEnd(header, indentWidth);
    BlockData::of(header).folded = folded && end.isValid();
    if (!end.isValid())
        return;
    const int last = end.blockNumber();
    for (QTextBlock block = header.next(); block.isValid() && block.blockNumber() <= last;) {
        setVisible(block, !folded);
        // What is folded within stays so.
        if (!folded && isFolded(block)) {
            const QTextBlock inner = foldEnd(block, indentWidth);
            block = inner.isValid() ? inner.next() : block.next();
        } else {
            block = block.next();
        }
    }
}

bool unfoldTo(const QTextBlock& block, int indentWidth)
{
    if (!block.isValid() || block.isVisible())
        return false;
    const int number = block.blockNumber();
    for (QTextBlock above = block.previous(); above.isValid(); above = above.previous()) {
        if (!isFolded(above))
            continue;
        const QTextBlock end = foldEnd(above, indentWidth);
        if (end.isValid() && end.blockNumber() < number)
            continue;
        setFolded(above, false, indentWidth);
        if (above.isVisible() && block.isVisible())
            return true;
    }
    // Edits can leave a hidden line without a header: show its run of hidden lines.
    for (QTextBlock above = block; above.isValid() && !above.isVisible(); above = above.previous())
        setVisible(above, true);
    for (QTextBlock below = block.next(); below.isValid() && !below.isVisible();
         below = below.next())
        setVisible(below, true);
    return true;
}

}  // namespace omv::ui
