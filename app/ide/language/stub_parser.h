// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/language/stub_index.h"

#include <QHash>
#include <QString>

namespace omv::ide {

/// Reads the text of a stub file line by line: enough for files written as ours are (one line a
/// signature, docstrings of one line, a comment behind each constant). Gives the module under
/// `module` and its classes under "module.Class".
QHash<QString, StubIndex::Scope> parseStub(const QString& module, const QString& text);

}  // namespace omv::ide
