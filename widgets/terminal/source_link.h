// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace omv::ui {

/// `File "main.py", line 25` in a line of a traceback.
struct SourceLink {
    std::size_t begin = 0;  ///< bytes in the line
    std::size_t end = 0;
    std::string file;
    int line = 0;  ///< from 1
};

/// The first of a line.
std::optional<SourceLink> findSourceLink(std::string_view line);

}  // namespace omv::ui
