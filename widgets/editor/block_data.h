// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/editor_types.h"

#include <QTextBlock>

namespace omv::ui {

/// What the editor knows of a line, kept with its QTextBlock.
struct BlockData final : QTextBlockUserData {
    static constexpr int kUnknown = -1;

    int before = kUnknown;  ///< the lexer's state at the start of the line
    int after = kUnknown;  ///< and at its end
    int stringState = 0;  ///< of pythonTokens() at its end
    bool dirty = true;  ///< changed since it was lexed
    bool folded = false;  ///< the lines of its body are hidden
    QList<TextRange> strings;  ///< strings and comments, as far as known; positions in the line

    static BlockData* find(const QTextBlock& block)
    {
        return static_cast<BlockData*>(block.userData());
    }
    static BlockData& of(QTextBlock block)
    {
        if (!block.userData())
            block.setUserData(new BlockData);
        return *static_cast<BlockData*>(block.userData());
    }
};

/// The state of pythonTokens() at the start of the line; not 0: it starts within a string.
inline int stringStateBefore(const QTextBlock& block)
{
    const BlockData* data = BlockData::find(block.previous());
    return data ? data->stringState : 0;
}

/// True when the character is in a string or a comment (as far as the line is known).
inline bool inStringOrComment(const QTextBlock& block, int column)
{
    const BlockData* data = BlockData::find(block);
    if (!data)
        return false;
    for (const TextRange& range : data->strings) {
        if (column >= range.position && column < range.end())
            return true;
    }
    return false;
}

}  // namespace omv::ui
