// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/editor_types.h"

#include <QTextBlock>

#include <algorithm>
#include <iterator>

namespace omv::ui {

/// Lines of more characters are plain text: what takes time for each word, colours above all,
/// is left out.
constexpr int kLongLine = 20000;
inline bool isLong(const QTextBlock& block)
{
    return block.length() > kLongLine;
}

/// The line; of a long one only its start, which has all that indentation needs.
QString startOf(const QTextBlock& block);

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
    const auto& all = data->strings;  // in order
    const auto next =
        std::upper_bound(all.begin(), all.end(), column,
                         [](int at, const TextRange& range) { return at < range.position; });
    return next != all.begin() && column < std::prev(next)->end();
}

}  // namespace omv::ui
