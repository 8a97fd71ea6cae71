// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/executor.h>

#include <algorithm>

#include "tests/flasher/fake_bench.h"
#include "tests/flasher/images.h"
#include "tests/support/catch.h"

namespace omv::test {

/// A plan for a whole release and the board that it is for, on a bench that plays faults.
struct PlannedRun {
    explicit PlannedRun(const flasher::PlanOptions& options = {},
                        const std::string& id = "pure-thermal")
        : board(flashBoardOf(id))
        , bench(board)
    {
        for (const auto& [name, bytes] : releaseFiles(board))
            release.images.push_back(flasher::identify(name, bytes));
        auto made = makePlan(board, release, options);
        REQUIRE(made);
        plan = *made;
        bench.firmware = board.rule(release.images.front().name)->partition;
        bench.whole = release.images.front().bytes;
        runOptions.events = [this](const flasher::FlashEvent& event) { events.push_back(event); };
    }

    flasher::FlashReport run() { return execute(plan, board, release, bench, runOptions); }
    std::size_t count(flasher::FlashEvent::Kind kind) const
    {
        std::size_t found = 0;
        for (const flasher::FlashEvent& event : events)
            found += event.kind == kind;
        return found;
    }
    bool written(const std::string& file) const
    {
        const flasher::Image& image = *release.file(file);
        const auto& memory = bench.memory.at(board.rule(file)->partition);
        return std::equal(image.bytes.begin(), image.bytes.end(), memory.begin());
    }

    flasher::FlashBoard board;
    flasher::Release release{"release", {}};
    flasher::Plan plan;
    FakeBench bench;
    flasher::ExecutorOptions runOptions;
    std::vector<flasher::FlashEvent> events;
};

inline std::string idOf(const flasher::FlashReport& report)
{
    return report.error ? report.error->id : std::string();
}

}  // namespace omv::test
