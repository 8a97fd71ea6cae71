// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace omv::cli {

using Row = std::vector<std::string>;

/// Rows as lines with aligned columns, two spaces apart; columns that hold only
/// digits below their first row are set to the right. No blanks at line ends.
std::string alignColumns(const std::vector<Row>& rows);

/// "00000000  68 65 6c 6c 6f                                    |hello|" lines.
std::string hexDump(std::span<const std::uint8_t> data);

std::string base64(std::string_view data);

/// "1.5 MB"; decimal units.
std::string humanSize(std::uint64_t bytes);

/// The candidate that was probably meant by `typed`; empty when none is near.
std::string nearest(std::string_view typed, const std::vector<std::string>& candidates);

bool isUtf8(std::string_view text);

/// Cuts a stream of bytes so that no UTF-8 character is torn between two pieces.
class Utf8Cutter {
public:
    /// What can be passed on now; an unfinished last character waits for the next call.
    std::string feed(std::string_view bytes);
    /// What is left at the end: the start of a character that never came whole.
    std::string rest();

private:
    std::string m_waiting;  ///< at most 3 bytes
};

}  // namespace omv::cli
