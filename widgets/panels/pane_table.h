// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

class QTableView;

namespace omv::ui {

/// Gives a table the look of all tables: no grid, rows of one height, a line between them.
void setUpTable(QTableView* table);
/// Sizes and colours of it; after setUpTable().
void themeTable(QTableView* table, const Theme& theme);

}  // namespace omv::ui
