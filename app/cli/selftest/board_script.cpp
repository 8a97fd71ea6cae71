// SPDX-License-Identifier: MIT
#include "app/cli/selftest/board_script.h"

#include <cctype>

#include <fmt/format.h>

namespace omv::cli::selftest {

namespace {

using namespace std::chrono_literals;

constexpr auto kSlice = 200ms;
/// What is here already comes at once.
constexpr auto kAtOnce = 1ms;

/// Text of scripts that ran before must not be taken for this one's.
Status drain(Bench& bench)
{
    while (Bench::Clock::now() < bench.deadline()) {
        const auto text = bench.camera().readText(bench.call(kAtOnce));
        if (!text && text.error().code != Errc::Timeout)
            return Unexpected{text.error()};
        if (!text)
            break;
    }
    return Done{};
}

Result<std::string> takeRest(Bench& bench)
{
    std::string all;
    for (;;) {
        auto text = bench.camera().readText(bench.call(kAtOnce));
        if (!text && text.error().code == Errc::Timeout)
            return all;
        if (!text)
            return text;
        all += *text;
    }
}

std::string lastLine(std::string_view text)
{
    while (!text.empty() && text.back() == '\n')
        text.remove_suffix(1);
    return std::string(text.substr(text.rfind('\n') + 1));
}

/// The rest of the line after `word`, when a whole line begins with it.
std::optional<std::string> lineAfter(const std::string& text, std::string_view word)
{
    const std::string lines = "\n" + text;
    const std::size_t at = lines.find("\n" + std::string(word));
    const std::size_t end = at == std::string::npos ? at : lines.find('\n', at + 1);
    if (end == std::string::npos)
        return std::nullopt;
    const std::size_t from = at + 1 + word.size();
    const std::string line = lines.substr(from, end - from);
    return line.empty() || line.front() != ' ' ? line : line.substr(1);
}

}  // namespace

Result<ScriptOutput> runToEnd(Bench& bench, std::string_view script)
{
    if (auto drained = drain(bench); !drained)
        return Unexpected{drained.error()};
    if (auto started = bench.run(script); !started)
        return Unexpected{started.error()};
    const auto end = bench.camera().waitForScript(bench.call());
    if (!end)
        return Unexpected{end.error()};
    bench.scriptRuns(false);
    auto text = takeRest(bench);
    if (!text)
        return Unexpected{text.error()};
    return ScriptOutput{*std::move(text), *end};
}

Result<std::string> readUntil(Bench& bench, std::string_view end)
{
    std::string all;
    while (all.find(end) == std::string::npos) {
        auto text = bench.camera().readText(bench.call(kSlice));
        if (text) {
            all += *text;
            continue;
        }
        if (text.error().code != Errc::Timeout)
            return text;
        if (Bench::Clock::now() >= bench.deadline())
            return Unexpected{{Errc::Timeout,
                               {},
                               "The script did not say " + quoted(end),
                               "it said " + quoted(lastLine(all)),
                               {}}};
        const auto running = bench.camera().isRunning(bench.call());
        if (running && !*running)
            return Unexpected{{Errc::Refused,
                               {},
                               "The script ended before it said " + quoted(end),
                               "it said " + quoted(lastLine(all)),
                               {}}};
    }
    return all;
}

Result<StartedScript> startScript(Bench& bench, std::string_view script)
{
    if (auto drained = drain(bench); !drained)
        return Unexpected{drained.error()};
    if (auto started = bench.run(script); !started)
        return Unexpected{started.error()};
    std::string all;
    for (;;) {
        auto text = readUntil(bench, "\n");
        all += text ? *text : std::string();
        if (auto skipped = lineAfter(all, "skip"))
            return StartedScript{skipped->empty() ? "not supported" : *skipped, {}};
        if (auto ready = lineAfter(all, "ready"))
            return StartedScript{{}, *ready};
        if (text)
            continue;
        Error error = text.error();
        error.why = all.empty() ? error.why : "it said " + quoted(lastLine(all));
        return Unexpected{error};
    }
}

std::string quoted(std::string_view text)
{
    constexpr std::size_t kMost = 60;
    std::string out = "'";
    for (const char c : text.substr(0, kMost)) {
        if (c == '\n')
            out += "\\n";
        else if (std::isprint(static_cast<unsigned char>(c)) != 0)
            out += c;
        else
            out += fmt::format("\\x{:02x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    return out + (text.size() > kMost ? "'..." : "'");
}

}  // namespace omv::cli::selftest
