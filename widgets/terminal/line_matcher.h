// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace omv::ui {

/// Finds a text in lines of UTF-8, fast enough for a million of them.
class LineMatcher {
public:
    struct Hit {
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    LineMatcher() = default;
    LineMatcher(std::string_view utf8, bool matchCase);

    bool empty() const { return m_needle.empty(); }
    bool matches(std::string_view line) const { return find(line, 0).has_value(); }
    /// The first hit at or behind byte `from`. None for an empty search.
    std::optional<Hit> find(std::string_view line, std::size_t from) const;

private:
    std::optional<Hit> findFolded(std::string_view line, std::size_t from) const;

    std::string m_needle;
    std::u32string m_folded;  ///< for what is not ASCII
    bool m_matchCase = true;
    bool m_ascii = true;
};

}  // namespace omv::ui
