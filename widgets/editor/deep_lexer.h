// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/line_lexer.h"

namespace omv::ui {

/// By KSyntaxHighlighting, in the look's themes; null when it does not know the file's kind.
/// `pythonNames`: tell calls, constants and modules apart, which its Python does not.
std::unique_ptr<LineLexer> deepLexerFor(const QString& fileName);
QString deepLanguageFor(const QString& fileName);

}  // namespace omv::ui
