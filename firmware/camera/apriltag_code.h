// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace omv::firmware {

/// Tags of the family TAG36H11 that the synthetic scene can show: ids 0 and up.
constexpr unsigned kTagCount = 10;
/// Cells of a side: six of data, one black and one white on each side of them.
constexpr unsigned kTagCells = 10;

/// Colour of one cell, counted from the top left corner. `id` < kTagCount.
bool isTagCellWhite(unsigned id, unsigned column, unsigned row);

}  // namespace omv::firmware
