// SPDX-License-Identifier: MIT
// A board is updated, whatever goes wrong meanwhile.
#include "tests/flasher/planned_run.h"

using namespace omv::flasher;
using namespace omv::test;
using omv::FirmwareVersion;
using State = Bench::State;

TEST_CASE("A running board is brought into its loader, written, checked, and runs again")
{
    PlannedRun f;
    const FlashReport report = f.run();
    INFO((report.error ? toString(*report.error) : ""));
    CHECK(report.ok());
    CHECK(report.stepsDone == f.plan.steps.size());
    CHECK(report.bytesWritten == 9000);
    CHECK(report.version == FirmwareVersion{5, 0, 0});
    CHECK(f.written("firmware.bin"));
    CHECK(f.bench.log == std::vector<std::string>{"ask", "write FIRMWARE", "leave"});
    CHECK(f.count(FlashEvent::Kind::StepBegan) == f.plan.steps.size());
    CHECK(f.count(FlashEvent::Kind::Help) == 0);
}

TEST_CASE("What is there already is not written again, unless forced")
{
    PlannedRun f;
    CHECK(f.run().ok());
    f.bench.log.clear();
    const FlashReport again = f.run();
    CHECK(again.ok());
    CHECK(again.partitionsSkipped == 1);
    CHECK(again.bytesWritten == 0);
    CHECK(f.bench.log == std::vector<std::string>{"ask", "leave"});
    f.plan.force = true;
    CHECK(f.run().bytesWritten == 9000);
}

TEST_CASE("An unplugging at any block is made up for when the board is back")
{
    for (std::size_t block = 1; block <= 9; ++block) {
        INFO(block);
        PlannedRun f;
        f.bench.leavesAfter = {block};
        const FlashReport report = f.run();
        INFO((report.error ? toString(*report.error) : ""));
        CHECK(report.ok());
        CHECK(f.written("firmware.bin"));
    }
}

TEST_CASE("A board that leaves at every attempt is an error, and running it again mends it")
{
    PlannedRun f;
    f.bench.leavesAfter = {2, 4, 6};
    const FlashReport report = f.run();
    CHECK(idOf(report) == "OMV-E0726");
    CHECK_FALSE(f.written("firmware.bin"));
    CHECK(f.run().ok());
    CHECK(f.written("firmware.bin"));
}

TEST_CASE("Wrong bits are written again once, then said")
{
    PlannedRun once;
    once.bench.wrongBits = 1;
    CHECK(once.run().ok());
    CHECK(once.written("firmware.bin"));
    PlannedRun always;
    always.bench.wrongBits = 1000;
    CHECK(idOf(always.run()) == "OMV-E0722");
}

TEST_CASE("Without reading back, only what runs afterwards tells")
{
    {
        PlannedRun f;
        f.bench.readable = false;
        const FlashReport report = f.run();
        CHECK(report.ok());
        CHECK(report.notReadBack == std::vector<std::string>{"FIRMWARE"});
    }
    PlannedRun f;
    f.bench.readable = false;
    f.bench.wrongBits = 1;
    CHECK(idOf(f.run()) == "OMV-E0721");
    PlannedRun other;
    other.bench.version = {4, 9, 9};
    other.plan.steps.back().version = "5.0.0";
    CHECK(idOf(other.run()) == "OMV-E0723");
}

TEST_CASE("A board that cannot be asked is asked of the user, and waited for")
{
    PlannedRun f;
    f.bench.ignoresRequests = true;
    f.runOptions.events = [&](const FlashEvent& event) {
        f.events.push_back(event);
        if (event.kind == FlashEvent::Kind::Help)
            f.bench.ignoresRequests = false;
    };
    CHECK(f.run().ok());
    CHECK(f.count(FlashEvent::Kind::Help) == 1);
    PlannedRun never;
    never.bench.state = State::Absent;
    CHECK(idOf(never.run()) == "OMV-E0720");
    CHECK(never.bench.blocksWritten == 0);
}

TEST_CASE("Cancel ends at any block, and says what was written")
{
    for (std::size_t block = 1; block < 27; ++block) {
        INFO(block);
        PlannedRun f;
        std::stop_source stop;
        f.runOptions.cancel = stop.get_token();
        std::size_t blocks = 0;
        f.bench.onBlock = [&] {
            if (++blocks == block)
                stop.request_stop();
        };
        const FlashReport report = f.run();
        if (report.ok())
            continue;  // the last block was the last thing
        CHECK(idOf(report) == "OMV-E0724");
        CHECK((report.error->why == "Nothing was written") == (f.bench.blocksWritten == 0));
    }
}

TEST_CASE("The file system is emptied last")
{
    PlannedRun f({.goal = Goal::Factory});
    CHECK(f.run().ok());
    CHECK(f.bench.log ==
          std::vector<std::string>{"ask", "write ROMFS0", "write FIRMWARE", "erase SPI_FLASH",
                                   "leave"});
}

TEST_CASE("Verify names what differs and writes nothing")
{
    PlannedRun f;
    REQUIRE(f.run().ok());
    f.bench.log.clear();
    auto plan = makePlan(f.board, f.release, {.goal = Goal::Verify});
    REQUIRE(plan);
    f.plan = *plan;
    const FlashReport report = f.run();
    CHECK(idOf(report) == "OMV-E0742");
    CHECK(report.differing == std::vector<std::string>{"BOOTLOADER", "ROMFS0"});
    CHECK(f.bench.log == std::vector<std::string>{"ask", "leave"});
}

TEST_CASE("A plan with other files is refused before anything is done")
{
    PlannedRun f;
    f.release.images.front().sha256.front() ^= 1;
    CHECK(idOf(f.run()) == "OMV-E0725");
    CHECK(f.bench.log.empty());
}

TEST_CASE("Whatever happens, success is never said of a board that is not written")
{
    std::size_t good = 0;
    for (std::uint32_t seed = 1; seed <= 1000; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const auto chance = [&](unsigned percent) { return random() % 100 < percent; };
        PlannedRun f({.goal = chance(30) ? Goal::Factory : Goal::Firmware, .verify = !chance(20)},
                     chance(50) ? "pure-thermal" : "ae3");
        std::size_t block = 0;
        for (auto i = random() % 5; i > 0; --i)
            f.bench.leavesAfter.push_back(block += 1 + random() % 12);
        f.bench.wrongBits = chance(20) ? random() % 3 : 0;
        f.bench.readable = !chance(20);
        f.bench.ignoresRequests = chance(5);
        f.bench.backAfter = std::chrono::milliseconds(random() % 20'000);
        const FlashReport report = f.run();
        const bool trusted = f.bench.readable && f.plan.steps[2].kind == PlanStep::Kind::Verify;
        if (!report.ok())
            continue;
        ++good;
        CHECK(f.bench.state == State::Running);
        CHECK(std::equal(f.bench.whole.begin(), f.bench.whole.end(),
                         f.bench.memory.at(f.bench.firmware).begin()));
        if (trusted) {
            for (const PlanStep& step : f.plan.steps) {
                if (step.kind == PlanStep::Kind::Write)
                    CHECK(f.written(step.file));
            }
        }
        // And once more without faults: it is never beyond help.
        f.bench.leavesAfter.clear();
        f.bench.wrongBits = 0;
        f.bench.readable = true;
        CHECK(f.run().ok());
    }
    CHECK(good > 300);
}
