// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/language/completion_item.h"

#include <QString>
#include <QStringList>

namespace omv::ide {

/// The parts of `text` between commas that stand outside of brackets and quotes, trimmed.
QStringList splitArguments(const QString& text);

/// "def f(self, roi: Roi | None = None, *, n: int = 2) -> Line" as people read it:
/// "f(roi=None, *, n=2) -> Line". Text without brackets is returned as it is.
QString plainSignature(const QString& signature);

/// The first sentence or line of a docstring.
QString firstSentence(const QString& documentation);

/// `signature` with the parameter marked that argument number `index` (from 0) goes to, or the
/// one called `keyword` if that is not empty. Positions behind a bare '*' are not counted.
ui::SignatureInfo markParameter(const QString& signature, int index, const QString& keyword);

}  // namespace omv::ide
