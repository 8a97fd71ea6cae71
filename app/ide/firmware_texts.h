// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

#include <QString>

#include <string>

namespace omv::ide {

/// What the flasher says, for this window: translated where the sentence is known, and where it
/// names commands of a terminal, what to do here instead. Other sentences stay English.
QString windowText(const std::string& text);

/// The same of all parts of an error.
Error windowError(const Error& error);

}  // namespace omv::ide
