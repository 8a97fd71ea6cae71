// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/editor_types.h"

#include <QString>

namespace omv::ui {

/// Columns of white space at the start of a line; a tab goes to the next multiple of `width`.
int indentColumns(QStringView line, int width);
/// Column (from 0) at which the character at `index` is shown.
int displayColumn(QStringView line, qsizetype index, int width);
/// White space of that many columns, as the options want it.
QString indentText(int columns, const EditorOptions& options);

/// The white space of a new line of Python after `before` (what stands left of the caret):
/// deeper after a colon or an opening bracket, level with what follows an open bracket, and one
/// level back after return, pass, break, continue and raise. `startState`: the state of
/// pythonTokens() at the start of the line. Not `python`: only brackets count. `statement`: the
/// line that the statement began on, when that is another one.
QString newLineIndent(const QString& before, const EditorOptions& options, int startState = 0,
                      bool python = true, const QString& statement = {});

/// The last bracket of `before` that closes one of a line above; -1: there is none.
qsizetype closingBracket(const QString& before, int startState);

/// Columns of one level that the text already uses; `otherwise` when it says nothing clear.
int guessIndentWidth(const QString& text, int otherwise);

/// True when the line is one that closes the block above once its colon is typed: else, elif,
/// except, finally, case.
bool closesBlock(QStringView line);

}  // namespace omv::ui
