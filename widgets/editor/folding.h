// SPDX-License-Identifier: MIT
#pragma once

#include <QTextBlock>

class QTextDocument;

namespace omv::ui {

// Folding by indentation: the body of a line are the deeper lines below it.

/// The last line of the body, without blank lines at its end; invalid when there is none.
QTextBlock foldEnd(const QTextBlock& header, int indentWidth);
bool canFold(const QTextBlock& header, int indentWidth);
/// The nearest line at or above `block` whose body holds it.
QTextBlock foldAround(const QTextBlock& block, int indentWidth);

bool isFolded(const QTextBlock& header);
/// Hides or shows the body; bodies folded within it stay folded. The caller lays out anew.
void setFolded(const QTextBlock& header, bool folded, int indentWidth);
/// Shows the line, whatever hides it. True when something changed.
bool unfoldTo(const QTextBlock& block, int indentWidth);

}  // namespace omv::ui
