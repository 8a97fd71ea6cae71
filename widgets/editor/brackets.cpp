// SPDX-License-Identifier: MIT
#include "widgets/editor/brackets.h"

#include "widgets/editor/block_data.h"

#include <QTextDocument>

namespace omv::ui {

namespace {

constexpr QStringView kOpening = u"([{";
constexpr QStringView kClosing = u")]}";

// Characters that are looked at; there may be lines of millions.
constexpr int kMostCharacters = 500000;

bool isBracket(const QTextBlock& block, QStringView text, int column)
{
    if (column < 0 || column >= text.size())
        return false;
    return (kOpening.contains(text[column]) || kClosing.contains(text[column])) &&
        !inStringOrComment(block, column);
}

/// -1: none; nothing: too far.
std::optional<int> partnerOf(QTextBlock block, int column, int lines)
{
    const QChar bracket = block.document()->characterAt(block.position() + column);
    const bool forward = kOpening.contains(bracket);
    const int step = forward ? 1 : -1;
    const QStringView deeper = forward ? kOpening : kClosing;
    int depth = 0;
    int left = kMostCharacters;
    for (; block.isValid(); block = forward ? block.next() : block.previous()) {
        if (lines-- <= 0)
            return std::nullopt;
        const QString text = block.text();
        if (column < 0)  // a line after the first
            column = forward ? 0 : static_cast<int>(text.size()) - 1;
        for (; column >= 0 && column < text.size(); column += step) {
            if (--left < 0)
                return std::nullopt;
            if (!isBracket(block, text, column))
                continue;
            depth += deeper.contains(text[column]) ? 1 : -1;
            if (depth > 0)
                continue;
            const QStringView other = forward ? kClosing : kOpening;
            const bool fits = deeper.indexOf(bracket) == other.indexOf(text[column]);
            return fits ? block.position() + column : -1;
        }
        column = -1;
    }
    return -1;
}

}  // namespace

std::optional<BracketPair> bracketsAt(const QTextDocument* document, int position, int mostLines)
{
    const QTextBlock block = document->findBlock(position);
    const int column = position - block.position();
    const QString text = block.text();
    for (const int at : {column, column - 1}) {
        if (!isBracket(block, text, at))
            continue;
        const auto partner = partnerOf(block, at, mostLines);
        if (!partner)
            return std::nullopt;
        return BracketPair{block.position() + at, *partner};
    }
    return std::nullopt;
}

}  // namespace omv::ui
