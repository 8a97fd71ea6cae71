// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/terminal/ansi_parser.h"
#include "widgets/terminal/current_line.h"
#include "widgets/terminal/utf8.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace omv::ui {

enum class LineKind : std::uint8_t {
    Output,
    Status,  ///< of the IDE: "script started"
    Error,  ///< first and last line of a traceback
    Frame,  ///< the lines between
};

/// One line as it is shown; borrows from the buffer until that changes.
struct LineView {
    std::string_view text;  ///< UTF-8, without a line end
    const TextRun* runs = nullptr;  ///< text before the first run is plain
    std::size_t runCount = 0;
    std::int64_t time = 0;  ///< milliseconds since 1970, of its first byte
    int columns = 0;  ///< cells of a fixed-width font
    LineKind kind = LineKind::Output;
};

/// The lines of a terminal: bytes in, lines out. Pure: no I/O, no clock, no Qt.
///
/// Lines have ids that count from 0 for ever; firstId() .. endId() - 1 are kept. The last one
/// may be unfinished (a prompt, a progress line rewritten by carriage returns). When there are
/// more than Limits say, the oldest go. Memory is bounded by the limits, plus about 16 bytes a
/// line. A line of more columns than CurrentLine::kColumns is broken.
class TerminalBuffer final : private AnsiSink {
public:
    struct Limits {
        std::uint64_t lines = 1'000'000;
        std::uint64_t bytes = std::uint64_t{160} << 20;  ///< of text
    };

    TerminalBuffer();
    explicit TerminalBuffer(const Limits& limits);
    ~TerminalBuffer() override;
    TerminalBuffer(const TerminalBuffer&) = delete;
    TerminalBuffer& operator=(const TerminalBuffer&) = delete;

    /// `time`: milliseconds since 1970.
    void write(std::string_view bytes, std::int64_t time);
    /// A whole line of its own. Ends the unfinished line.
    void writeLine(std::string_view utf8, LineKind kind, std::int64_t time);
    /// Lines from here on are of that run of a script. Ends the unfinished line.
    void beginRun(int run);
    /// 0: of none that was told.
    int runOf(std::uint64_t id) const;
    /// Forgets all lines (ids go on counting) and the parser's state.
    void clear();

    std::uint64_t firstId() const { return m_first; }
    /// One behind the last line, the unfinished one included.
    std::uint64_t endId() const;
    /// One behind the last finished line: lines below it do not change any more.
    std::uint64_t finishedId() const { return m_finished; }
    std::uint64_t lineCount() const { return endId() - m_first; }
    /// `id` must be kept. Of the unfinished line too.
    LineView line(std::uint64_t id) const;
    int columns(std::uint64_t id) const;
    const AnsiStyle& style(std::uint16_t id) const;
    /// Cursor in the unfinished line; 0 when there is none.
    int cursorColumn() const;
    /// Changes with every change.
    std::uint64_t revision() const { return m_revision; }
    /// Lines that had to make room since the beginning or clear().
    std::uint64_t evicted() const { return m_evicted; }
    std::uint64_t textBytes() const { return m_bytes; }

    /// Lines are kept in blocks of this many: block n holds ids n * kBlock ...
    static constexpr std::uint64_t kBlock = 256;

private:
    struct Record;
    struct Block;

    void text(std::string_view utf8) override;
    void style(const AnsiStyle& style) override;
    void lineFeed() override;
    void carriageReturn() override;
    void backspace() override;
    void tab() override;
    void moveBy(int columns) override;
    void moveTo(int column) override;
    void eraseLine(Erase what) override;

    void open();
    void finish();
    void store(std::string_view text, const std::vector<TextRun>& runs, int columns, LineKind kind,
               std::int64_t time);
    const Block& blockOf(std::uint64_t id) const;
    void makeRoom();
    LineKind classify(std::string_view text);
    std::uint16_t intern(const AnsiStyle& style);

    Limits m_limits;
    AnsiParser m_parser;
    std::deque<std::unique_ptr<Block>> m_blocks;
    CurrentLine m_current;
    bool m_open = false;  ///< there is an unfinished line
    std::int64_t m_openTime = 0;
    std::uint16_t m_style = 0;
    std::vector<AnsiStyle> m_styles;
    std::unordered_map<std::uint64_t, std::vector<std::uint16_t>> m_styleIds;  ///< by hash
    std::uint64_t m_first = 0;
    std::uint64_t m_finished = 0;
    std::uint64_t m_revision = 0;
    std::uint64_t m_evicted = 0;
    std::uint64_t m_bytes = 0;
    std::int64_t m_time = 0;
    bool m_traceback = false;
    std::deque<std::pair<std::uint64_t, int>> m_runs;  ///< first line of each, ascending
};

}  // namespace omv::ui
