// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/language/stub_index.h"

#include <QString>

namespace omv::ide {

/// Reads all *.pyi and micropython.json of `folder` (resources/stubs).
StubIndex readStubs(const QString& folder);

/// Lays the stubs out as jedi wants them to go before the host's own modules: NAME.pyi becomes
/// `target`/NAME-stubs/__init__.pyi. Files that are right already are left alone. False: could not.
bool writeStubPackages(const QString& folder, const QString& target);

}  // namespace omv::ide
