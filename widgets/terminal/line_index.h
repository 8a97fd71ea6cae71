// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/terminal/line_matcher.h"
#include "widgets/terminal/terminal_buffer.h"

#include <cstdint>
#include <deque>

namespace omv::ui {

/// Which lines of a buffer are shown, and in which rows: all or those that a filter lets
/// through, one row each or wrapped. Follows the buffer by update(), a bounded amount at a time.
class LineIndex {
public:
    /// A row of the screen: a line, and which of its rows.
    struct Row {
        std::uint64_t line = 0;
        std::uint64_t sub = 0;
    };

    explicit LineIndex(const TerminalBuffer& buffer);

    void setFilter(const LineMatcher& filter);
    bool filtered() const { return !m_filter.empty(); }
    /// Columns of a row; 0: lines are not wrapped.
    void setWrap(int columns);
    int wrap() const { return m_wrap; }
    /// After clear() of the buffer.
    void reset();

    /// Takes in what is new, at most about `lines` lines. False when it is up to date.
    bool update(std::uint64_t lines);

    std::uint64_t lineCount() const;
    std::uint64_t rowCount() const;
    /// `row` < rowCount().
    Row at(std::uint64_t row) const;
    /// The first row of a line, or of the next one that is shown.
    std::uint64_t rowOf(std::uint64_t line) const;
    std::uint64_t rowsOf(std::uint64_t line) const;

private:
    struct Entry {
        std::uint64_t line = 0;
        std::uint64_t rowsBefore = 0;  ///< of all entries ever, for searching
    };

    void add(std::uint64_t line);
    void dropEvicted();
    std::uint64_t tailRows() const;
    bool tailShown() const;

    const TerminalBuffer& m_buffer;
    LineMatcher m_filter;
    int m_wrap = 0;
    std::uint64_t m_taken;  ///< finished lines below it are taken in
    // With a filter or wrapping: each line shown. Else ids are rows.
    std::deque<Entry> m_entries;
    std::uint64_t m_rows = 0;  ///< of all entries ever
};

}  // namespace omv::ui
