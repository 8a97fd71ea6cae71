// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/brackets.h"
#include "widgets/editor/code_editor.h"
#include "widgets/editor/editor_gutter.h"
#include "widgets/editor/editor_layout.h"
#include "widgets/editor/error_box.h"
#include "widgets/editor/highlighter.h"
#include "widgets/editor/marked_scroll_bar.h"

#include <QPointer>
#include <QTextCursor>

namespace omv::ui {

/// The parts of a CodeEditor; shared by its source files only.
struct CodeEditor::State {
    Highlighter* highlighter = nullptr;
    EditorGutter* gutter = nullptr;
    MarkedScrollBar* scrollBar = nullptr;
    ErrorBox* errorBox = nullptr;
    QPointer<EditorLayout> layout;
    QPointer<QTextDocument> document;  ///< whose signals are connected
    QTextCursor errorAt;  ///< start of the marked line; null: none
    QList<TextRange> hits;
    std::optional<BracketPair> brackets;
    int pendingTop = -1;  ///< line to scroll to when shown first
};

}  // namespace omv::ui
