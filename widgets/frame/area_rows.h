// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

// The inner loops of boxScale(). Pixels are four bytes: blue, green, red and one that does not
// count.

namespace omv::ui {

/// Rows of the source that make one row of the result. Their weights add up to 256.
struct SourceRows {
    const std::uint8_t* first = nullptr;
    std::ptrdiff_t stride = 0;  ///< bytes
    int count = 0;
    const std::uint16_t* weights = nullptr;
    int bytes = 0;  ///< of each that count
};

/// Columns that make each pixel of a row, all with the same number of pairs of neighbours (the
/// last of them may weigh nothing), so that the loop over them has no branches.
struct Columns {
    std::vector<int> first;  ///< where to begin in the row, in bytes of the source
    std::vector<std::uint32_t> pairs;  ///< two weights each: low and high half; in all 256
    int pairsEach = 1;
};

/// One row of the result. `sums`: room for `rows.bytes` and 8 * columns.pairsEach more.
void averageRow(const SourceRows& rows, const Columns& columns, std::uint16_t* sums,
                std::uint32_t* out);

}  // namespace omv::ui
