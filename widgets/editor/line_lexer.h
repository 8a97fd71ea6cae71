// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/editor_types.h"
#include "widgets/theme/theme.h"

#include <QTextLayout>

#include <memory>

namespace omv::ui {

/// What a lexer finds in one line.
struct LexedLine {
    QList<QTextLayout::FormatRange> formats;
    QList<TextRange> strings;  ///< strings and comments
    int after = 0;  ///< state at the end of the line
    int stringState = 0;  ///< of pythonTokens() there; 0 in other languages
};

/// Colours text line by line. Keeps no text: the state at the end of one line is what goes into
/// the next; equal states and equal text give equal results. State 0 is that of the first line.
class LineLexer {
public:
    virtual ~LineLexer() = default;
    virtual void setTheme(const Theme& theme) = 0;
    virtual LexedLine lex(const QString& text, int before) = 0;
    virtual QString language() const = 0;
    /// What starts a comment that ends with the line; empty: there is none.
    virtual QString lineComment() const = 0;
};

/// The lexer for a file of that name; null when nothing fits: plain text. A name without an
/// ending is a script: Python.
std::unique_ptr<LineLexer> lexerFor(const QString& fileName);
/// What its language() would be, without making it; empty: plain text.
QString languageFor(const QString& fileName);

}  // namespace omv::ui
