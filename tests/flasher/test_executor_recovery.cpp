// SPDX-License-Identifier: MIT
// Boards without a bootloader, by the chip's own loader.
#include "tests/flasher/planned_run.h"

using namespace omv::flasher;
using namespace omv::test;

namespace {

using State = Bench::State;

const PlanOptions kRecover{.goal = Goal::Recover, .allowUnverified = {"bootloader", "toc", "fuse"}};

/// Somebody who does what is asked for: connects the pin, takes it away again.
void obey(PlannedRun& f, const FlashEvent& event)
{
    f.events.push_back(event);
    if (event.kind != FlashEvent::Kind::Help)
        return;
    const bool recovery = event.text.find("take") == std::string::npos;
    f.bench.comes(recovery ? "rom" : "dfu", std::chrono::seconds(4));
}

std::string helpsIn(const PlannedRun& f)
{
    std::string all;
    for (const FlashEvent& each : f.events) {
        if (each.kind == FlashEvent::Kind::Help)
            all += each.text + '\n';
    }
    return all;
}

}  // namespace

TEST_CASE("A dead board is recovered with two things for hands to do")
{
    PlannedRun f(kRecover, "h7");
    f.bench.state = State::Absent;
    f.bench.romLoader = "rom";
    f.runOptions.events = [&](const FlashEvent& event) { obey(f, event); };
    const FlashReport report = f.run();
    INFO((report.error ? toString(*report.error) : ""));
    CHECK(report.ok());
    CHECK(f.written("bootloader.bin"));
    CHECK(f.written("firmware.bin"));
    CHECK(f.written("romfs0.img"));
    CHECK(helpsIn(f) == f.board.loader("rom")->enter + '\n' + f.board.loader("rom")->exit + '\n');
}

TEST_CASE("Behind a new bootloader it is told how the board starts as usual")
{
    PlannedRun f({.goal = Goal::Bootloader, .allowUnverified = {"bootloader"}}, "h7");
    f.bench.state = State::InLoader;
    f.bench.loader = "rom";
    f.bench.romLoader = "rom";
    CHECK(f.run().ok());
    CHECK(f.events.back().kind == FlashEvent::Kind::Note);
    CHECK(f.events.back().text == f.board.loader("rom")->exit);
}

TEST_CASE("A bootloader that comes by itself needs no hands")
{
    PlannedRun f(kRecover, "h7");
    f.bench.state = State::InLoader;
    f.bench.loader = "rom";
    f.bench.romLoader = "rom";
    f.bench.comesAfter = std::chrono::seconds(1);
    CHECK(f.run().ok());
    CHECK(f.count(FlashEvent::Kind::Help) == 0);
}

TEST_CASE("A program in RAM is started again when the board lost its power")
{
    for (std::size_t block = 1; block < 50; block += 7) {
        PlannedRun f(kRecover, "rt1062");
        INFO(block);
        f.bench.state = State::InLoader;
        f.bench.loader = "rom";
        f.bench.romLoader = "rom";
        f.bench.leavesAfter = {block};
        const FlashReport report = f.run();
        INFO((report.error ? toString(*report.error) : ""));
        CHECK(report.ok());
        const auto& log = f.bench.log;
        CHECK(std::count(log.begin(), log.end(), "start sdphost_flash_loader.bin") == 2);
        CHECK(std::count(log.begin(), log.end(), "configure") == 2);
        CHECK(f.written("firmware.bin"));
        CHECK(f.written("blhost_flash_loader.bin"));
    }
}

TEST_CASE("The chip says which firmware it needs, and its power is cycled behind it")
{
    for (const std::string part : {"AE302F80F55D5LE", "AE302F80F55D5AE"}) {
        PlannedRun f({}, "ae3");
        for (const std::string name : {"SP-AE302F80F55D5LE-rev-b4.bin", "offset-58-rev-b4.bin"}) {
            const bool package = name.front() == 'S';
            f.release.images.push_back(identify(name, FileBytes(package ? 270368 : 16, 3)));
            f.release.images.push_back(identify(name + ".sign", FileBytes(2560, 4)));
        }
        PlanOptions options = kRecover;
        options.systemPackage = true;
        options.allowUnverified.emplace_back("system-package");
        const auto plan = makePlan(f.board, f.release, options);
        REQUIRE(plan);
        f.plan = *plan;
        f.bench.part = part;
        f.bench.romLoader = "recovery";
        f.bench.comes("recovery", std::chrono::seconds(1));
        f.runOptions.events = [&](const FlashEvent& event) {
            f.events.push_back(event);
            if (event.kind == FlashEvent::Kind::Help)
                f.bench.comes(event.text.find("back") == std::string::npos ? "recovery" : "dfu",
                              std::chrono::seconds(4));
        };
        const FlashReport report = f.run();
        if (part == "AE302F80F55D5AE") {
            CHECK(idOf(report) == "OMV-E0705");
            CHECK(f.bench.blocksWritten == 0);
            continue;
        }
        INFO((report.error ? toString(*report.error) : ""));
        CHECK(report.ok());
        CHECK(f.bench.log.front() == "package of 270368");
        CHECK(helpsIn(f).find("leave its recovery switch") != std::string::npos);
    }
}

TEST_CASE("A bridge that stays on the bus must be seen gone behind a new chip firmware")
{
    PlannedRun f({}, "ae3");
    for (const std::string name : {"SP-AE302F80F55D5LE-rev-b4.bin", "offset-58-rev-b4.bin"}) {
        const bool package = name.front() == 'S';
        f.release.images.push_back(identify(name, FileBytes(package ? 270368 : 16, 3)));
        f.release.images.push_back(identify(name + ".sign", FileBytes(2560, 4)));
    }
    PlanOptions options = kRecover;
    options.systemPackage = true;
    options.allowUnverified.emplace_back("system-package");
    f.plan = *makePlan(f.board, f.release, options);
    f.bench.part = "AE302F80F55D5LE";
    f.bench.staysAfterPackage = true;
    f.bench.romLoader = "recovery";
    f.bench.comes("recovery", std::chrono::seconds(1));
    f.runOptions.helpTime = std::chrono::seconds(5);
    CHECK(idOf(f.run()) == "OMV-E0720");
    CHECK(f.bench.blocksWritten == 0);
}

TEST_CASE("A fuse that is not set is told of, and left alone")
{
    for (const bool set : {false, true}) {
        PlannedRun f(kRecover, "rt1062");
        f.bench.state = State::InLoader;
        f.bench.loader = "rom";
        f.bench.romLoader = "rom";
        f.bench.fuse = set;
        CHECK(f.run().ok());
        CHECK(f.count(FlashEvent::Kind::Note) == (set ? 0 : 1));
        CHECK(f.bench.fuse == set);
    }
}

TEST_CASE("A fuse that is set is not burnt again")
{
    PlanOptions options = kRecover;
    options.burnFuse = true;
    for (const bool set : {false, true}) {
        PlannedRun f(options, "rt1062");
        f.bench.state = State::InLoader;
        f.bench.loader = "rom";
        f.bench.romLoader = "rom";
        f.bench.fuse = set;
        CHECK(f.run().ok());
        const auto& log = f.bench.log;
        CHECK(std::count(log.begin(), log.end(), "burn") == (set ? 0 : 1));
    }
}

TEST_CASE("Whatever happens while a board is recovered, it ends updated or can be recovered")
{
    const std::string boards[] = {"h7", "rt1062", "ae3"};
    for (unsigned seed = 0; seed < 1000; ++seed) {
        INFO(seed);
        std::mt19937 random(seed);
        const std::string& id = boards[seed % 3];
        PlannedRun f(kRecover, id);
        const Loader& chip = *f.board.loader(f.plan.loader);
        f.bench.romLoader = chip.name;
        f.bench.comes(chip.name, std::chrono::seconds(random() % 8));
        f.bench.readable = random() % 3 > 0;
        f.bench.comesAfter = std::chrono::seconds(random() % 2);
        f.bench.wrongBits = random() % 4 == 0 ? random() % 3 : 0;
        std::size_t block = 0;
        for (std::size_t i = random() % 8; i > 0; --i)
            f.bench.leavesAfter.push_back(block += 1 + random() % 40);
        f.runOptions.events = [&](const FlashEvent& event) {
            if (event.kind != FlashEvent::Kind::Help)
                return;
            const bool recovery = event.text == chip.enter;
            f.bench.comes(recovery ? chip.name : f.board.loaders.front().name,
                          std::chrono::seconds(4));
        };
        const auto whole = [&] {
            return std::all_of(f.board.images.begin(), f.board.images.end(),
                               [&](const ImageRule& each) { return f.written(each.file); });
        };
        const bool spoilt = f.bench.wrongBits > 0 && !f.bench.readable;
        const FlashReport first = f.run();
        if (first.ok() && !spoilt)
            CHECK(whole());
        f.bench.leavesAfter.clear();
        f.bench.wrongBits = 0;
        f.bench.comes(chip.name, std::chrono::seconds(1));
        f.plan.force = spoilt;
        const FlashReport second = f.run();
        INFO((second.error ? toString(*second.error) : ""));
        CHECK(second.ok());
        CHECK(whole());
    }
}
