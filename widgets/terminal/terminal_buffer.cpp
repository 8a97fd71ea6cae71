// SPDX-License-Identifier: MIT
#include "widgets/terminal/terminal_buffer.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace omv::ui {

namespace {

constexpr std::size_t kMostStyles = 65535;

std::uint64_t hashOf(const AnsiColor& color)
{
    return static_cast<std::uint64_t>(color.kind) << 24 | std::uint64_t{color.a} << 16 |
        std::uint64_t{color.b} << 8 | color.c;
}

std::uint64_t hashOf(const AnsiStyle& style)
{
    std::uint64_t flags = 0;
    for (const bool flag :
         {style.bold, style.faint, style.italic, style.underline, style.inverse, style.strike})
        flags = flags << 1 | (flag ? 1u : 0u);
    return hashOf(style.foreground) ^ hashOf(style.background) << 26 ^ flags << 52;
}

std::uint64_t cost(std::size_t textBytes, std::size_t runs)
{
    return textBytes + runs * sizeof(TextRun);
}

}  // namespace

struct TerminalBuffer::Record {
    std::uint32_t textEnd = 0;
    std::uint32_t runEnd = 0;
    std::int32_t timeOffset = 0;
    std::uint16_t columns = 0;
    LineKind kind = LineKind::Output;
};

struct TerminalBuffer::Block {
    std::int64_t time = 0;
    std::string text;
    std::vector<TextRun> runs;
    std::vector<Record> records;

    LineView at(std::size_t n) const
    {
        const Record& record = records[n];
        const Record before = n > 0 ? records[n - 1] : Record{};
        LineView line;
        line.text = std::string_view(text).substr(before.textEnd, record.textEnd - before.textEnd);
        line.runs = runs.data() + before.runEnd;
        line.runCount = record.runEnd - before.runEnd;
        line.time = time + record.timeOffset;
        line.columns = record.columns;
        line.kind = record.kind;
        return line;
    }
};

TerminalBuffer::TerminalBuffer()
    : TerminalBuffer(Limits{})
{
}

TerminalBuffer::TerminalBuffer(const Limits& limits)
    : m_limits(limits)
    , m_styles(1)
{
    m_limits.lines = std::max<std::uint64_t>(1, limits.lines);
}

TerminalBuffer::~TerminalBuffer() = default;

void TerminalBuffer::write(std::string_view bytes, std::int64_t time)
{
    if (bytes.empty())
        return;
    ++m_revision;
    m_time = time;
    m_parser.feed(bytes, *this);
}

void TerminalBuffer::writeLine(std::string_view utf8, LineKind kind, std::int64_t time)
{
    ++m_revision;
    m_time = time;
    if (m_open)
        finish();
    m_traceback = false;
    const std::size_t end = byteAtColumn(utf8, CurrentLine::kColumns);
    utf8 = utf8.substr(0, end);
    store(utf8, {}, columnWidth(utf8), kind, time);
}

void TerminalBuffer::beginRun(int run)
{
    if (m_open)
        finish();
    m_traceback = false;
    m_runs.emplace_back(endId(), run);
}

int TerminalBuffer::runOf(std::uint64_t id) const
{
    const auto next =
        std::upper_bound(m_runs.begin(), m_runs.end(), id,
                         [](std::uint64_t line, const auto& run) { return line < run.first; });
    return next == m_runs.begin() ? 0 : std::prev(next)->second;
}

void TerminalBuffer::clear()
{
    ++m_revision;
    const std::uint64_t end = endId();
    m_first = m_finished = (end + kBlock - 1) / kBlock * kBlock;
    m_blocks.clear();
    m_current.clear();
    m_open = false;
    m_parser.reset();
    m_style = 0;
    m_styles.assign(1, {});
    m_styleIds.clear();
    m_evicted = 0;
    m_bytes = 0;
    m_traceback = false;
    if (!m_runs.empty())
        m_runs.erase(m_runs.begin(), std::prev(m_runs.end()));
}

std::uint64_t TerminalBuffer::endId() const
{
    return m_finished + (m_open ? 1 : 0);
}

const TerminalBuffer::Block& TerminalBuffer::blockOf(std::uint64_t id) const
{
    return *m_blocks[static_cast<std::size_t>(id / kBlock - m_first / kBlock)];
}

LineView TerminalBuffer::line(std::uint64_t id) const
{
    if (id < m_finished)
        return blockOf(id).at(static_cast<std::size_t>(id % kBlock));
    LineView line;
    line.text = m_current.text();
    line.runs = m_current.runs().data();
    line.runCount = m_current.runs().size();
    line.columns = m_current.columns();
    line.time = m_openTime;
    return line;
}

int TerminalBuffer::columns(std::uint64_t id) const
{
    if (id < m_finished)
        return blockOf(id).records[static_cast<std::size_t>(id % kBlock)].columns;
    return m_current.columns();
}

const AnsiStyle& TerminalBuffer::style(std::uint16_t id) const
{
    return m_styles[id < m_styles.size() ? id : 0];
}

int TerminalBuffer::cursorColumn() const
{
    return m_open ? m_current.cursor() : 0;
}

void TerminalBuffer::text(std::string_view utf8)
{
    open();
    m_current.write(utf8, m_style);
    while (!utf8.empty()) {
        finish();
        open();
        m_current.write(utf8, m_style);
    }
}

void TerminalBuffer::style(const AnsiStyle& style)
{
    m_style = intern(style);
}

void TerminalBuffer::lineFeed()
{
    open();
    finish();
}

void TerminalBuffer::carriageReturn()
{
    m_current.moveTo(0);
}

void TerminalBuffer::backspace()
{
    m_current.moveTo(m_current.cursor() - 1);
}

void TerminalBuffer::tab()
{
    open();
    m_current.tab(m_style);
}

void TerminalBuffer::moveBy(int columns)
{
    m_current.moveTo(m_current.cursor() + columns);
}

void TerminalBuffer::moveTo(int column)
{
    m_current.moveTo(column);
}

void TerminalBuffer::eraseLine(Erase what)
{
    m_current.erase(what);
}

void TerminalBuffer::open()
{
    if (m_open)
        return;
    m_open = true;
    m_openTime = m_time;
}

void TerminalBuffer::finish()
{
    const std::string_view text = m_current.text();
    store(text, m_current.runs(), m_current.columns(), classify(text), m_openTime);
    m_current.clear();
    m_open = false;
}

void TerminalBuffer::store(std::string_view text, const std::vector<TextRun>& runs, int columns,
                           LineKind kind, std::int64_t time)
{
    if (m_finished % kBlock == 0) {
        if (!m_blocks.empty()) {
            m_blocks.back()->text.shrink_to_fit();
            m_blocks.back()->runs.shrink_to_fit();
        }
        m_blocks.push_back(std::make_unique<Block>());
        m_blocks.back()->time = time;
        m_blocks.back()->records.reserve(kBlock);
    }
    Block& block = *m_blocks.back();
    block.text.append(text);
    block.runs.insert(block.runs.end(), runs.begin(), runs.end());
    Record record;
    record.textEnd = static_cast<std::uint32_t>(block.text.size());
    record.runEnd = static_cast<std::uint32_t>(block.runs.size());
    constexpr std::int64_t kFarthest = std::numeric_limits<std::int32_t>::max();
    record.timeOffset =
        static_cast<std::int32_t>(std::clamp(time - block.time, -kFarthest, kFarthest));
    record.columns = static_cast<std::uint16_t>(columns);
    record.kind = kind;
    block.records.push_back(record);
    ++m_finished;
    m_bytes += cost(text.size(), runs.size());
    makeRoom();
}

void TerminalBuffer::makeRoom()
{
    while (m_finished - m_first > m_limits.lines ||
           (m_bytes > m_limits.bytes && m_finished - m_first > 1)) {
        const LineView oldest = line(m_first);
        m_bytes -= cost(oldest.text.size(), oldest.runCount);
        ++m_first;
        ++m_evicted;
        if (m_first % kBlock == 0)
            m_blocks.pop_front();
    }
    while (m_runs.size() > 1 && m_runs[1].first <= m_first)
        m_runs.pop_front();
}

LineKind TerminalBuffer::classify(std::string_view text)
{
    if (text.substr(0, 33) == "Traceback (most recent call last)") {
        m_traceback = true;
        return LineKind::Error;
    }
    if (!m_traceback)
        return LineKind::Output;
    if (!text.empty() && text[0] == ' ')
        return LineKind::Frame;
    // "MemoryError: memory allocation failed" ends it.
    m_traceback = false;
    return LineKind::Error;
}

std::uint16_t TerminalBuffer::intern(const AnsiStyle& style)
{
    if (style == AnsiStyle{})
        return 0;
    std::vector<std::uint16_t>& ids = m_styleIds[hashOf(style)];
    for (const std::uint16_t id : ids) {
        if (m_styles[id] == style)
            return id;
    }
    if (m_styles.size() >= kMostStyles)
        return 0;
    m_styles.push_back(style);
    ids.push_back(static_cast<std::uint16_t>(m_styles.size() - 1));
    return ids.back();
}

}  // namespace omv::ui
