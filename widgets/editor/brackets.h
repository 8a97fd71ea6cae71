// SPDX-License-Identifier: MIT
#pragma once

#include <QTextBlock>

#include <optional>

class QTextDocument;

namespace omv::ui {

struct BracketPair {
    int at = 0;  ///< the one beside the caret
    int partner = -1;  ///< -1: it has none

    friend bool operator==(const BracketPair&, const BracketPair&) = default;
};

/// The bracket left or right of the caret and its partner; those in strings and comments do not
/// count. Looks at most `mostLines` lines far; beyond, nothing is said.
std::optional<BracketPair> bracketsAt(const QTextDocument* document, int position,
                                      int mostLines = 3000);

}  // namespace omv::ui
