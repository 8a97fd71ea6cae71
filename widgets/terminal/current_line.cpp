// SPDX-License-Identifier: MIT
#include "widgets/terminal/current_line.h"

#include "widgets/terminal/utf8.h"

#include <algorithm>

namespace omv::ui {

void CurrentLine::clear()
{
    m_cellMode = false;
    m_cursor = 0;
    m_cells.clear();
    m_text.clear();
    m_runs.clear();
    m_stale = false;
    m_columns = 0;
}

int CurrentLine::columns() const
{
    return m_cellMode ? static_cast<int>(m_cells.size()) : m_columns;
}

std::string_view CurrentLine::text() const
{
    flatten();
    return m_text;
}

const std::vector<TextRun>& CurrentLine::runs() const
{
    flatten();
    return m_runs;
}

void CurrentLine::write(std::string_view& utf8, std::uint16_t style)
{
    if (!m_cellMode && m_cursor == m_columns)
        return append(utf8, style);
    toCells();
    overwrite(utf8, style);
}

void CurrentLine::append(std::string_view& utf8, std::uint16_t style)
{
    // Marks take no column: bytes have a bound of their own.
    if (m_text.size() >= 4 * std::size_t{kColumns})
        return;
    int columns = columnWidth(utf8);
    std::size_t taken = utf8.size();
    if (m_columns + columns > kColumns) {
        taken = byteAtColumn(utf8, kColumns - m_columns);
        columns = columnWidth(utf8.substr(0, taken));
    }
    const std::uint16_t last = m_runs.empty() ? std::uint16_t{0} : m_runs.back().style;
    if (taken > 0 && style != last)
        m_runs.push_back({static_cast<std::uint32_t>(m_text.size()), style});
    m_text.append(utf8.substr(0, taken));
    m_columns += columns;
    m_cursor = m_columns;
    utf8.remove_prefix(taken);
}

void CurrentLine::overwrite(std::string_view& utf8, std::uint16_t style)
{
    m_stale = true;
    while (!utf8.empty()) {
        const Utf8Character next = firstCharacter(utf8);
        const int width = columnWidth(next.value);
        if (m_cursor + width > kColumns)
            return;
        if (width == 0 && m_cursor > 0 && static_cast<std::size_t>(m_cursor) <= m_cells.size())
            m_cells[static_cast<std::size_t>(m_cursor) - 1].mark = next.value;
        else if (width > 0)
            put(next.value, style);
        utf8.remove_prefix(next.size);
    }
}

void CurrentLine::put(char32_t character, std::uint16_t style)
{
    const auto width = static_cast<std::size_t>(columnWidth(character));
    const auto at = static_cast<std::size_t>(m_cursor);
    if (m_cells.size() < at + width)
        m_cells.resize(at + width);
    // Half a wide character is none.
    if (m_cells[at].second && at > 0)
        m_cells[at - 1] = {};
    if (at + width < m_cells.size() && m_cells[at + width].second)
        m_cells[at + width] = {};
    m_cells[at] = {character, 0, style, false};
    if (width == 2)
        m_cells[at + 1] = {U' ', 0, style, true};
    m_cursor += static_cast<int>(width);
}

void CurrentLine::tab(std::uint16_t style)
{
    const int target = std::min((m_cursor / kTab + 1) * kTab, kColumns - 1);
    if (m_cellMode || m_cursor != m_columns)
        return moveTo(target);
    const std::string blanks(static_cast<std::size_t>(std::max(0, target - m_cursor)), ' ');
    std::string_view rest = blanks;
    append(rest, style);
}

void CurrentLine::moveTo(int column)
{
    m_cursor = std::clamp(column, 0, kColumns - 1);
}

void CurrentLine::erase(AnsiSink::Erase what)
{
    const bool atEnd = m_cursor >= columns();
    if (what == AnsiSink::Erase::ToEnd && atEnd)
        return;
    if (what == AnsiSink::Erase::All || (what == AnsiSink::Erase::ToStart && atEnd) ||
        (what == AnsiSink::Erase::ToEnd && m_cursor == 0)) {
        const int cursor = m_cursor;
        clear();
        m_cursor = cursor;
        return;
    }
    toCells();
    m_stale = true;
    const auto at = static_cast<std::size_t>(m_cursor);
    if (what == AnsiSink::Erase::ToEnd)
        m_cells.resize(m_cells[at].second ? at - 1 : at);
    else
        std::fill_n(m_cells.begin(), at + 1, Cell{});
    if (what == AnsiSink::Erase::ToStart && at + 1 < m_cells.size() && m_cells[at + 1].second)
        m_cells[at + 1] = {};
}

void CurrentLine::toCells()
{
    if (m_cellMode)
        return;
    m_cellMode = true;
    m_cells.clear();
    std::size_t run = 0;
    std::uint16_t style = 0;
    std::size_t byte = 0;
    while (byte < m_text.size()) {
        for (; run < m_runs.size() && m_runs[run].begin <= byte; ++run)
            style = m_runs[run].style;
        const Utf8Character next = firstCharacter(std::string_view(m_text).substr(byte));
        byte += next.size;
        const int width = columnWidth(next.value);
        if (width > 0)
            m_cells.push_back({next.value, 0, style, false});
        else if (!m_cells.empty())
            m_cells.back().mark = next.value;
        if (width == 2)
            m_cells.push_back({U' ', 0, style, true});
    }
}

void CurrentLine::flatten() const
{
    if (!m_stale)
        return;
    m_stale = false;
    m_text.clear();
    m_runs.clear();
    std::uint16_t style = 0;
    for (const Cell& cell : m_cells) {
        if (!cell.second && cell.style != style) {
            style = cell.style;
            m_runs.push_back({static_cast<std::uint32_t>(m_text.size()), style});
        }
        if (!cell.second)
            appendUtf8(m_text, cell.character);
        if (cell.mark != 0)
            appendUtf8(m_text, cell.mark);
    }
}

}  // namespace omv::ui
