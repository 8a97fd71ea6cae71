// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QPair>
#include <QString>

namespace omv::ui {

/// How a CodeEditor shows and indents text. A value.
struct EditorOptions {
    int indentWidth = 4;  ///< columns of one level, and of a tab
    bool insertSpaces = true;  ///< false: Tab inserts a tab character
    bool wordWrap = false;
    bool whitespace = false;  ///< show spaces and tabs
    bool lineNumbers = true;
    bool indentGuides = true;
    bool folding = true;
    bool currentLine = true;  ///< mark the line of the caret
    bool closeBrackets = true;  ///< typing an opening bracket or quote adds its partner

    friend bool operator==(const EditorOptions&, const EditorOptions&) = default;
};

/// A place in a text as people count: both from 1; column counts characters.
struct TextPosition {
    int line = 1;
    int column = 1;

    friend bool operator==(const TextPosition&, const TextPosition&) = default;
};

/// What a session remembers of a view of a text. A value.
struct ViewState {
    int caret = 0;  ///< characters from the start
    int anchor = 0;
    int topLine = 0;  ///< first line in sight, from 0
    QList<int> folded;  ///< lines whose bodies are folded, from 0

    friend bool operator==(const ViewState&, const ViewState&) = default;
};

/// A message of a script that failed, to be shown at its line.
struct ErrorNote {
    int line = 0;  ///< from 1
    QString type;  ///< "MemoryError"
    QString message;
    QString help;  ///< a plain sentence; parts in `backticks` are code. May be empty
    QList<QPair<QString, QString>> links;  ///< id and text, in order
};

/// Commands of the editor that menus and shortcuts trigger.
enum class EditCommand {
    Indent,
    Unindent,
    ToggleComment,
    MoveLinesUp,
    MoveLinesDown,
    DuplicateLines,
    DeleteLines,
    JoinLines,
    SelectLine,
    JumpToBracket,
    ToggleFold,
    FoldAll,
    UnfoldAll,
    TrimTrailingSpace,
    UpperCase,
    LowerCase,
};

/// What to look for.
struct SearchQuery {
    QString text;
    bool regex = false;
    bool caseSensitive = false;
    bool wholeWord = false;

    friend bool operator==(const SearchQuery&, const SearchQuery&) = default;
};

/// Characters of a text: [position, position + length).
struct TextRange {
    int position = 0;
    int length = 0;

    int end() const { return position + length; }
    friend bool operator==(const TextRange&, const TextRange&) = default;
};

}  // namespace omv::ui
