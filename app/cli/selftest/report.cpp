// SPDX-License-Identifier: MIT
#include "app/cli/selftest/report.h"

#include <algorithm>

#include <fmt/format.h>

namespace omv::cli::selftest {

namespace {

std::string painted(std::string_view text, Verdict::Kind kind, bool color)
{
    if (!color)
        return std::string(text);
    const int code = kind == Verdict::Kind::Passed ? 32 : kind == Verdict::Kind::Failed ? 31 : 33;
    return fmt::format("\033[{}m{}\033[0m", code, text);
}

std::string lineOf(const CheckResult& result, std::size_t nameWidth, bool color)
{
    const std::string verdict = fmt::format("{:<7}", toString(result.verdict.kind));
    std::string line =
        fmt::format("{}  {:<{}}  {:6.2f} s", painted(verdict, result.verdict.kind, color),
                    result.check.name, nameWidth, result.took.count());
    return result.verdict.note.empty() ? line : line + "  " + result.verdict.note;
}

std::size_t countOf(const std::vector<CheckResult>& results, Verdict::Kind kind)
{
    return static_cast<std::size_t>(
        std::count_if(results.begin(), results.end(),
                      [kind](const auto& each) { return each.verdict.kind == kind; }));
}

}  // namespace

Runner::Listener reportTo(const Checks& checks, Context& context)
{
    std::size_t width = 0;
    for (const Check& check : checks)
        width = std::max(width, check.name.size());
    const bool color = wantsColor(context.global, context.env, context.env.outIsTerminal);
    return {[&context](const Check& check) {
                context.output.status(fmt::format("{} ...", check.name));
            },
            [&context, width, color](const CheckResult& result) {
                context.output.event(json::check(result.check.name, result.check.title,
                                                 toString(result.verdict.kind), result.took.count(),
                                                 result.verdict.note));
                context.output.data(lineOf(result, width, color) + "\n");
            }};
}

void tellSummary(const std::vector<CheckResult>& results, Context& context)
{
    const std::size_t passed = countOf(results, Verdict::Kind::Passed);
    const std::size_t failed = countOf(results, Verdict::Kind::Failed);
    const std::size_t skipped = countOf(results, Verdict::Kind::Skipped);
    std::chrono::duration<double> took{0};
    for (const CheckResult& result : results)
        took += result.took;
    context.output.event(json::checksDone(passed, failed, skipped, took.count()));
    context.output.data(fmt::format("{} passed, {} failed, {} skipped in {:.1f} s\n", passed,
                                    failed, skipped, took.count()));
}

}  // namespace omv::cli::selftest
