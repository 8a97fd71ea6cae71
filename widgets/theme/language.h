// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

class QWidget;

namespace omv::ui {

/// Runs `setTexts` now, and again whenever the language changes, as long as `owner` lives and
/// before the children of `owner` hear of it.
void followLanguage(QWidget* owner, std::function<void()> setTexts);

}  // namespace omv::ui
