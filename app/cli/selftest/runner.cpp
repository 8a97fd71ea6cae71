// SPDX-License-Identifier: MIT
#include "app/cli/selftest/runner.h"

#include <algorithm>

namespace omv::cli::selftest {

namespace {

using namespace std::chrono_literals;
using Clock = Bench::Clock;

constexpr auto kTidyTime = 5000ms;
/// After Ctrl+C nobody wants to wait longer for the camera.
constexpr auto kTidyAfterInterrupt = 3000ms;
constexpr auto kPrepareTime = 15s;
/// With less than this nothing can be tried any more: waits count whole milliseconds.
constexpr auto kLeastTime = 5ms;
constexpr const char* kTimeIsOver = "the time of --seconds is over";

}  // namespace

Runner::Runner(Bench& bench, std::stop_token cancel, Listener listener)
    : m_bench(bench)
    , m_cancel(std::move(cancel))
    , m_listener(std::move(listener))
{
}

void Runner::endAfter(std::chrono::milliseconds time)
{
    m_end = Clock::now() + time;
}

void Runner::startClock(Clock::duration limit)
{
    m_bench.startClock(std::min(limit, m_end - Clock::now()));
}

bool Runner::timeIsOver() const
{
    return Clock::now() >= m_end - kLeastTime;
}

bool Runner::prepare()
{
    startClock(kPrepareTime);
    Status ready = m_bench.useCamera();
    if (ready)
        ready = m_bench.stopWhatRuns();
    if (!ready)
        obstacle(Check::Needs::Camera).first = ready.error();
    return ready.has_value();
}

std::vector<CheckResult> Runner::run(const Checks& checks)
{
    std::vector<CheckResult> results;
    for (const Check& check : checks) {
        m_listener.begins(check);
        const auto begin = Clock::now();
        Verdict verdict = runOne(check);
        results.push_back({check, std::move(verdict), Clock::now() - begin});
        m_listener.ended(results.back());
    }
    return results;
}

std::optional<std::string> Runner::reasonToSkip(const Check& check) const
{
    if (m_cancel.stop_requested())
        return "interrupted";
    if (!m_lostAt.empty())
        return "the camera was lost at " + m_lostAt;
    const Obstacle& known = m_obstacles[static_cast<std::size_t>(check.needs)];
    if (!known.at.empty())
        return "the camera cannot be reached, see " + known.at;
    return std::nullopt;
}

Verdict Runner::runOne(const Check& check)
{
    if (const auto reason = reasonToSkip(check))
        return skip(*reason);
    if (timeIsOver()) {
        m_cutShort = true;
        return skip(kTimeIsOver);
    }
    startClock(check.limit);
    Obstacle& known = obstacle(check.needs);
    Status ready = known.first              ? Status(Unexpected{*known.first})
        : check.needs == Check::Needs::Wire ? m_bench.useWire()
                                            : m_bench.useCamera();
    Verdict verdict = ready ? runPrepared(check) : fail(ready.error());
    if (m_cancel.stop_requested())
        return skip("interrupted");
    // It may have failed for want of time only.
    if (verdict.kind == Verdict::Kind::Failed && !verdict.disconnected && timeIsOver()) {
        m_cutShort = true;
        return skip(kTimeIsOver);
    }
    if (!ready)
        known.at = check.name;
    if (verdict.disconnected)
        m_lostAt = check.name;
    return verdict;
}

Verdict Runner::runPrepared(const Check& check)
{
    Verdict verdict = check.run(m_bench);
    return verdict.disconnected || m_cancel.stop_requested() ? verdict : tidied(std::move(verdict));
}

/// A camera that cannot be put back is a failure, whatever the check itself found.
Verdict Runner::tidied(Verdict verdict)
{
    const Status tidy = m_bench.tidy({.timeout = kTidyTime, .cancel = m_cancel});
    if (tidy || verdict.kind == Verdict::Kind::Failed)
        return verdict;
    verdict = fail(tidy.error());
    verdict.note = "the camera could not be put back: " + verdict.note;
    return verdict;
}

Status Runner::finish()
{
    if (!m_lostAt.empty() || !obstacle(Check::Needs::Camera).at.empty())
        return Done{};
    const bool interrupted = m_cancel.stop_requested();
    const CallOptions call{.timeout = interrupted ? kTidyAfterInterrupt : kTidyTime, .cancel = {}};
    if (auto connected = m_bench.useCamera(call); !connected)
        return connected;
    return m_bench.tidy(call);
}

}  // namespace omv::cli::selftest
