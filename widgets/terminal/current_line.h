// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/terminal/ansi_parser.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace omv::ui {

/// Text of one look within a line.
struct TextRun {
    std::uint32_t begin = 0;  ///< byte offset in the line's text
    std::uint16_t style = 0;  ///< for TerminalBuffer::style()
};

/// The line being written. As long as text is only added it is text; from the first
/// overwriting on it is an array of cells.
class CurrentLine {
public:
    static constexpr int kColumns = 16 * 1024;  ///< a line has no more
    static constexpr int kTab = 8;

    void clear();
    /// Writes the beginning of `utf8` at the cursor; what did not fit any more is left in it.
    void write(std::string_view& utf8, std::uint16_t style);
    void tab(std::uint16_t style);
    /// `column` is brought within the line's limits.
    void moveTo(int column);
    void erase(AnsiSink::Erase what);

    int cursor() const { return m_cursor; }
    int columns() const;
    std::string_view text() const;
    const std::vector<TextRun>& runs() const;

private:
    struct Cell {
        char32_t character = U' ';
        char32_t mark = 0;  ///< one combining character
        std::uint16_t style = 0;
        bool second = false;  ///< right half of the wide character before it
    };

    void append(std::string_view& utf8, std::uint16_t style);
    void overwrite(std::string_view& utf8, std::uint16_t style);
    void put(char32_t character, std::uint16_t style);
    void toCells();
    void flatten() const;

    bool m_cellMode = false;
    int m_cursor = 0;
    std::vector<Cell> m_cells;
    // Of the text; in cell mode made when asked for.
    mutable std::string m_text;
    mutable std::vector<TextRun> m_runs;
    mutable bool m_stale = false;
    int m_columns = 0;
};

}  // namespace omv::ui
