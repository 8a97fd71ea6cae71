// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/json_lines.h"
#include "app/cli/text_tools.h"

#include <chrono>
#include <fstream>
#include <iosfwd>
#include <mutex>
#include <string>
#include <string_view>

namespace omv::cli {

struct OutputOptions {
    bool json = false;
    bool quiet = false;
    int verbose = 0;
    bool color = false;  ///< of messages
    bool liveStatus = false;  ///< err is a terminal
};

/// Everything the program says: data to one stream, messages to the other.
/// With JSON, data are JSON Lines, from hello() to finish().
/// Threads: log() from any thread, all else from the main one.
class Output {
public:
    Output(std::ostream& out, std::ostream& err, OutputOptions options);
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    /// The reader of our results is gone, or they cannot be written.
    bool broken() const;

    // --- data ---
    void hello(std::string_view version);
    /// A line of JSON; nothing without --json.
    void event(const json::Object& object);
    /// Text or bytes for people or pipes; nothing with --json.
    void data(std::string_view bytes);
    /// What a script printed: as it is, or as print events.
    void scriptText(std::string_view text);
    /// The last thing of all: the error for people, the result line for programs.
    void finish(const Outcome& outcome);

    // --- messages ---
    void message(std::string_view line);  ///< not with -q
    void detail(std::string_view line);  ///< with -v
    /// Replaces the line shown before; only on a terminal. Empty: takes it away.
    void status(std::string_view line);
    /// Diagnostics of `level` 0..2: with -v, -vv, -vvv, and all to the log file.
    /// When the file cannot take more, that is told once.
    void log(int level, std::string_view line);
    Status openLog(const std::string& path);

private:
    void write(std::string_view bytes);
    Status writeLog(int level, std::string_view line);
    void endText();
    void writeLine(std::string_view line);
    void writeError(const Error& error);
    std::string paint(std::string_view text, std::string_view code) const;

    std::ostream& m_out;
    std::ostream& m_err;
    OutputOptions m_options;
    Utf8Cutter m_cutter;
    int m_outError = 0;  ///< why the first write failed
    std::mutex m_errMutex;  ///< guards m_err, m_statusShown, m_log
    bool m_statusShown = false;
    std::ofstream m_log;
    std::string m_logPath;
};

}  // namespace omv::cli
