// SPDX-License-Identifier: MIT
#include "widgets/terminal/line_index.h"

#include <algorithm>

namespace omv::ui {

namespace {

std::uint64_t rowsFor(int columns, int wrap)
{
    if (wrap <= 0 || columns <= wrap)
        return 1;
    return (static_cast<std::uint64_t>(columns) + static_cast<std::uint64_t>(wrap) - 1) /
        static_cast<std::uint64_t>(wrap);
}

}  // namespace

LineIndex::LineIndex(const TerminalBuffer& buffer)
    : m_buffer(buffer)
    , m_taken(buffer.firstId())
{
}

void LineIndex::setFilter(const LineMatcher& filter)
{
    m_filter = filter;
    reset();
}

void LineIndex::setWrap(int columns)
{
    if (columns == m_wrap)
        return;
    m_wrap = columns;
    if (!filtered())
        return reset();
    m_rows = 0;
    for (Entry& entry : m_entries) {
        entry.rowsBefore = m_rows;
        m_rows += rowsOf(entry.line);
    }
}

void LineIndex::reset()
{
    m_entries.clear();
    m_rows = 0;
    m_taken = m_buffer.firstId();
}

bool LineIndex::update(std::uint64_t lines)
{
    dropEvicted();
    const std::uint64_t finished = m_buffer.finishedId();
    if (!filtered() && m_wrap == 0) {
        m_taken = finished;
        return false;
    }
    const std::uint64_t end = std::min(finished, m_taken + lines);
    for (; m_taken < end; ++m_taken)
        add(m_taken);
    return m_taken < finished;
}

void LineIndex::add(std::uint64_t line)
{
    if (filtered() && !m_filter.matches(m_buffer.line(line).text))
        return;
    m_entries.push_back({line, m_rows});
    m_rows += rowsOf(line);
}

void LineIndex::dropEvicted()
{
    const std::uint64_t first = m_buffer.firstId();
    while (!m_entries.empty() && m_entries.front().line < first)
        m_entries.pop_front();
    m_taken = std::max(m_taken, first);
    if (m_entries.empty())
        m_rows = 0;
}

bool LineIndex::tailShown() const
{
    if (m_buffer.endId() == m_buffer.finishedId() || m_taken < m_buffer.finishedId())
        return false;
    return !filtered() || m_filter.matches(m_buffer.line(m_buffer.finishedId()).text);
}

std::uint64_t LineIndex::tailRows() const
{
    return tailShown() ? rowsOf(m_buffer.finishedId()) : 0;
}

std::uint64_t LineIndex::lineCount() const
{
    if (!filtered() && m_wrap == 0)
        return m_buffer.lineCount();
    return m_entries.size() + (tailShown() ? 1 : 0);
}

std::uint64_t LineIndex::rowCount() const
{
    if (!filtered() && m_wrap == 0)
        return m_buffer.lineCount();
    const std::uint64_t before = m_entries.empty() ? m_rows : m_entries.front().rowsBefore;
    return m_rows - before + tailRows();
}

LineIndex::Row LineIndex::at(std::uint64_t row) const
{
    if (!filtered() && m_wrap == 0)
        return {m_buffer.firstId() + row, 0};
    const std::uint64_t wanted = row + (m_entries.empty() ? m_rows : m_entries.front().rowsBefore);
    if (wanted >= m_rows)
        return {m_buffer.finishedId(), wanted - m_rows};
    const auto behind =
        std::upper_bound(m_entries.begin(), m_entries.end(), wanted,
                         [](std::uint64_t value, const Entry& e) { return value < e.rowsBefore; });
    const Entry& entry = *(behind - 1);
    return {entry.line, wanted - entry.rowsBefore};
}

std::uint64_t LineIndex::rowOf(std::uint64_t line) const
{
    if (!filtered() && m_wrap == 0) {
        const std::uint64_t first = m_buffer.firstId();
        return line <= first ? 0 : std::min(line - first, m_buffer.lineCount());
    }
    const auto found =
        std::lower_bound(m_entries.begin(), m_entries.end(), line,
                         [](const Entry& e, std::uint64_t value) { return e.line < value; });
    if (m_entries.empty())
        return 0;
    const std::uint64_t before = m_entries.front().rowsBefore;
    return (found == m_entries.end() ? m_rows : found->rowsBefore) - before;
}

std::uint64_t LineIndex::rowsOf(std::uint64_t line) const
{
    return m_wrap == 0 ? 1 : rowsFor(m_buffer.columns(line), m_wrap);
}

}  // namespace omv::ui
