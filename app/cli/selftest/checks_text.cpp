// SPDX-License-Identifier: MIT
// What scripts print.
#include "app/cli/selftest/board_script.h"

#include <charconv>
#include <sstream>
#include <string_view>

#include <fmt/format.h>

namespace omv::cli::selftest {

namespace {

constexpr int kLines = 100;
/// A board throws text away when its buffer of half a kilobyte or more runs over, and a busy
/// host may be that slow now and then.
constexpr int kAttempts = 3;

/// The lines in order: how many came, or the first that is wrong.
struct Lines {
    int count = 0;
    std::string wrong;
};

/// Of "line 0042"; -1 where there is none.
int numberOf(std::string_view line)
{
    constexpr std::string_view kStart = "line ";
    int number = -1;
    if (line.starts_with(kStart))
        std::from_chars(line.data() + kStart.size(), line.data() + line.size(), number);
    return number;
}

Lines inOrder(const std::string& text)
{
    Lines lines;
    int last = -1;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line); ++lines.count) {
        const int number = numberOf(line);
        const bool isLine = line == fmt::format("line {:04}", number);
        if (isLine && number > last && number < kLines) {
            last = number;
            continue;
        }
        lines.wrong = fmt::format("{} after line {:04}", quoted(line), last);
        return lines;
    }
    return lines;
}

/// One line every 5 ms stays far below what any board's buffer takes between two reads.
Verdict keepsOrder(Bench& bench)
{
    const std::string script = fmt::format("import time\nfor i in range({}):\n"
                                           "    print('line %04d' % i)\n    time.sleep_ms(5)\n",
                                           kLines);
    int best = 0;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        const auto output = runToEnd(bench, script);
        if (!output)
            return fail(output.error());
        const Lines lines = inOrder(output->text);
        if (!lines.wrong.empty())
            return fail("lines in ascending order", lines.wrong);
        if (lines.count == kLines)
            return pass(attempt == 0 ? "" : fmt::format("some text was lost {} times", attempt));
        best = std::max(best, lines.count);
    }
    return fail(fmt::format("{} lines", kLines),
                fmt::format("{} at best, in {} attempts", best, kAttempts));
}

/// A print that exceeds the board's buffer is cut at its front, and nothing else may happen.
Verdict survivesBigPrint(Bench& bench)
{
    constexpr std::size_t kSize = 6000;
    const std::string script =
        fmt::format("import time\nprint(''.join('%05d,' % i for i in range({})), end='')\n"
                    "time.sleep_ms(400)\nprint('|after')\n",
                    kSize / 6);
    const auto output = runToEnd(bench, script);
    if (!output)
        return fail(output.error());
    std::string whole;
    for (std::size_t i = 0; i < kSize / 6; ++i)
        whole += fmt::format("{:05},", i);
    const std::size_t bar = output->text.find("|after\n");
    if (bar == std::string::npos)
        return fail("the print after the big one", quoted(output->text));
    const std::string kept = output->text.substr(0, bar);
    const bool isTail = kept.size() <= whole.size() &&
        whole.compare(whole.size() - kept.size(), kept.size(), kept) == 0;
    if (!isTail || kept.empty())
        return fail("the end of the big print", quoted(kept));
    return pass(fmt::format("{} of {} bytes kept", kept.size(), whole.size()));
}

/// Prints that nobody reads for a while must not hold up anything else.
Verdict repliesWhileFlooded(Bench& bench)
{
    const auto started =
        startScript(bench,
                    "import time\nprint('ready')\ntime.sleep_ms(200)\nwhile True:\n"
                    "    print('flood flood flood flood')\n");
    if (!started)
        return fail(started.error());
    constexpr int kRequests = 20;
    for (int i = 0; i < kRequests; ++i) {
        if (auto channels = bench.camera().channels(bench.call()); !channels)
            return fail(channels.error());
    }
    return pass();
}

}  // namespace

Checks textChecks()
{
    const auto camera = Check::Needs::Camera;
    return {
        {"stdout.order", "lines arrive once each, and in order", keepsOrder, camera,
         std::chrono::seconds(30)},
        {"stdout.big", "of a print that exceeds the buffer the end is kept", survivesBigPrint},
        {"stdout.flood", "requests are answered while a script prints without end",
         repliesWhileFlooded},
    };
}

}  // namespace omv::cli::selftest
