// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/selftest/bench.h"

#include <array>
#include <optional>

namespace omv::cli::selftest {

struct CheckResult {
    Check check;
    Verdict verdict;
    std::chrono::duration<double> took{0};
};

/// Puts a camera through checks, one after the other, and leaves it idle.
///
/// After each check what it changed is undone. A check that cannot get what it needs fails, and
/// those after it that need the same are skipped; so are all after the camera went away or
/// Ctrl+C was pressed. One thread.
class Runner {
public:
    struct Listener {
        std::function<void(const Check&)> begins;
        std::function<void(const CheckResult&)> ended;
    };

    Runner(Bench& bench, std::stop_token cancel, Listener listener);

    /// No check begins later than so long after this call; one that is not done then is
    /// skipped like those that are left. Putting the camera back is not counted.
    void endAfter(std::chrono::milliseconds time);
    /// That came to pass.
    bool wasCutShort() const { return m_cutShort; }

    /// Connects and stops what runs. False: not at all possible; the checks that need the
    /// camera will fail.
    bool prepare();
    std::vector<CheckResult> run(const Checks& checks);
    /// Undoes what is left to undo and leaves the link in a known state.
    Status finish();

private:
    Verdict runOne(const Check& check);
    Verdict runPrepared(const Check& check);
    Verdict tidied(Verdict verdict);
    void startClock(Bench::Clock::duration limit);
    bool timeIsOver() const;
    std::optional<std::string> reasonToSkip(const Check& check) const;

    /// Why what checks need cannot be had.
    struct Obstacle {
        std::optional<Error> first;  ///< not yet told as a failure
        std::string at;  ///< the check that failed for it
    };
    Obstacle& obstacle(Check::Needs needs) { return m_obstacles[static_cast<std::size_t>(needs)]; }

    Bench& m_bench;
    std::stop_token m_cancel;
    Listener m_listener;
    std::array<Obstacle, 2> m_obstacles;
    Bench::Clock::time_point m_end = Bench::Clock::time_point::max();
    bool m_cutShort = false;
    std::string m_lostAt;  ///< the check that the camera went away in
};

}  // namespace omv::cli::selftest
