// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/panels/led_legend.h"

#include <string>

namespace omv::ide {

/// What the LED of a board says, from `led_signals` of its entry. `any`: the colour of a lamp
/// whose own is not told. Empty: nothing is known.
QList<ui::LedRow> ledSignals(const std::string& boardJson, const QColor& any);

}  // namespace omv::ide
