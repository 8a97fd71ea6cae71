// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/editor_types.h"

#include <QTextCursor>

namespace omv::ui {

// What editing commands do to a text. Each is one undo step, and leaves the cursor (with its
// selection) where a person expects it. A selection that ends at the start of a line does not
// include that line.

void indentLines(QTextCursor& cursor, const EditorOptions& options);
void unindentLines(QTextCursor& cursor, const EditorOptions& options);
/// Comments all lines out, or in when all that are not blank are out. `mark`: "#".
void toggleComment(QTextCursor& cursor, const QString& mark);
void moveLines(QTextCursor& cursor, bool up);
void duplicateLines(QTextCursor& cursor);  ///< the selection, when it is within a line
void deleteLines(QTextCursor& cursor);
void joinLines(QTextCursor& cursor);
void selectLine(QTextCursor& cursor);  ///< or one more, when it is selected already
void trimTrailingSpace(QTextCursor& cursor);  ///< of the whole text
void changeCase(QTextCursor& cursor, bool upper);  ///< of the selection, or the word

/// Tab without a selection over lines: to the next stop.
void insertIndent(QTextCursor& cursor, const EditorOptions& options);
/// Enter, with the indentation of newLineIndent(). `startState`: see there.
void insertNewLine(QTextCursor& cursor, const EditorOptions& options, int startState, bool python);
/// Backspace: in the white space at the start of a line to the stop before; between brackets
/// that were opened empty, both.
void backspace(QTextCursor& cursor, const EditorOptions& options);
/// Home: to the first character that is no space, or to the start of the line when it is there.
void smartHome(QTextCursor& cursor, QTextCursor::MoveMode mode);

/// Types a bracket or quote with its partner, around the selection or at the caret, or steps over
/// the one that is there. False: nothing was done, type it as it is. `inText`: the caret is in a
/// string or a comment.
bool typePair(QTextCursor& cursor, QChar typed, bool inText);

/// After a colon was typed: an else, except and so on goes one level back when it is still level
/// with the block that it closes.
void unindentClosing(QTextCursor& cursor, const EditorOptions& options);

}  // namespace omv::ui
