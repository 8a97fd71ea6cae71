// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/executor.h>

#include <map>

#include "firmware-flasher/src/backup.h"
#include "firmware-flasher/src/journal.h"

namespace omv::flasher {

using std::chrono::microseconds;

/// How long a board has that may come by itself, before somebody is asked.
inline constexpr microseconds kComesByItself = std::chrono::seconds(3);

/// One run of a plan: executor.cpp has its course, run_steps.cpp what each step does.
class Run {
public:
    Run(const Plan& plan, const FlashBoard& board, const Release& release, Bench& bench,
        const ExecutorOptions& options)
        : m_plan(plan)
        , m_board(board)
        , m_release(release)
        , m_bench(bench)
        , m_options(options)
        , m_backup(options.backupFolder)
        , m_journal(options.journal, plan)
    {
    }

    FlashReport go();

private:
    Status checkPlan() const;
    Status roomForBackup() const;
    Status perform(const PlanStep& step);
    Status persistently();
    Status enter(const PlanStep& step);
    Status waitUntilGone(const PlanStep& step);
    void ask();
    Bench::Sight look();
    void tellSight(const Bench::Sight& sight);
    bool seen(const Loader& loader, microseconds time);
    Status waitForLoader(const PlanStep& step, const Loader& loader);
    Status startProgram(const PlanStep& step);
    Status configure(const PlanStep& step);
    Status backUp(const PlanStep& step);
    Status compareOnly(const PlanStep& step);
    Status systemPackage();
    Status checkFuse();
    Status burnFuse();
    Status rescueStorage(const PlanStep& step);
    bool backedUpBefore(const PlanStep& step) const;
    bool goesWithoutBackup(const PlanStep& step) const;
    std::size_t stageOf(std::size_t step) const;
    void keepJournal();
    Status write(const PlanStep& step);
    Status verify(const PlanStep& step);
    Status leave(const PlanStep& step);
    Status erase(const PlanStep& step);
    Status checkRunning(const PlanStep& step);
    void askForHands(const PlanStep& step, microseconds& until);
    Status compare(const PlanStep& step, bool& same);
    const Image* imageOf(const PlanStep& step) const;
    Watch watch();
    void tell(FlashEvent::Kind kind, std::string text = {});
    Status cancelled() const;

    const Plan& m_plan;
    const FlashBoard& m_board;
    const Release& m_release;
    Bench& m_bench;
    const ExecutorOptions& m_options;
    Backup m_backup;
    Journal m_journal;
    std::unique_ptr<LoaderSession> m_session;
    FlashReport m_report;
    std::size_t m_step = 0;
    microseconds m_stepBegan{};
    microseconds m_told{};
    bool m_toldEnd = false;  ///< all of it, of what is moved now
    bool m_written = false;  ///< something in this step was
    bool m_touched = false;  ///< something in this run was, whole or in part
    bool m_helped = false;  ///< somebody was asked to do something, in this step
    bool m_mustGo = false;  ///< the board needs its power cycled before it is entered again
    bool m_left = false;  ///< the board was just told to start something else
    std::optional<Bench::Sight> m_sight;  ///< told last
    std::string m_serial;  ///< of the loader that the board is in
    std::size_t m_furthest = 0;  ///< steps that were ever done
    std::map<std::size_t, int> m_failures;  ///< by step: how often the board left
};

}  // namespace omv::flasher
