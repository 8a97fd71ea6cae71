// SPDX-License-Identifier: MIT
#include <openmv/flasher/executor.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tests/flasher/fake_bench.h"
#include "tests/flasher/images.h"
#include "tests/libopenmv/temp_directory.h"
#include "tests/support/catch.h"

using namespace omv::flasher;
using namespace omv::test;
using omv::FirmwareVersion;

namespace {

using State = Bench::State;

struct Fixture {
    explicit Fixture(const PlanOptions& options = {}, const std::string& id = "pure-thermal")
        : board(flashBoardOf(id))
        , bench(board)
    {
        for (const auto& [name, bytes] : releaseFiles(board))
            release.images.push_back(identify(name, bytes));
        auto made = makePlan(board, release, options);
        REQUIRE(made);
        plan = *made;
        bench.firmware = board.rule(release.images.front().name)->partition;
        bench.whole = release.images.front().bytes;
        runOptions.events = [this](const FlashEvent& event) { events.push_back(event); };
    }

    FlashReport run() { return execute(plan, board, release, bench, runOptions); }
    std::size_t count(FlashEvent::Kind kind) const
    {
        std::size_t found = 0;
        for (const FlashEvent& event : events)
            found += event.kind == kind;
        return found;
    }
    bool written(const std::string& file) const
    {
        const Image& image = *release.file(file);
        const auto& memory = bench.memory.at(board.rule(file)->partition);
        return std::equal(image.bytes.begin(), image.bytes.end(), memory.begin());
    }

    FlashBoard board;
    Release release{"release", {}};
    Plan plan;
    FakeBench bench;
    ExecutorOptions runOptions;
    std::vector<FlashEvent> events;
};

std::string idOf(const FlashReport& report)
{
    return report.error ? report.error->id : std::string();
}

}  // namespace

TEST_CASE("A running board is brought into its loader, written, checked, and runs again")
{
    Fixture f;
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
    Fixture f;
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
        Fixture f;
        f.bench.leavesAfter = {block};
        const FlashReport report = f.run();
        INFO((report.error ? toString(*report.error) : ""));
        CHECK(report.ok());
        CHECK(f.written("firmware.bin"));
    }
}

TEST_CASE("A board that leaves at every attempt is an error, and running it again mends it")
{
    Fixture f;
    f.bench.leavesAfter = {2, 4, 6};
    const FlashReport report = f.run();
    CHECK(idOf(report) == "OMV-E0726");
    CHECK_FALSE(f.written("firmware.bin"));
    CHECK(f.run().ok());
    CHECK(f.written("firmware.bin"));
}

TEST_CASE("Wrong bits are written again once, then said")
{
    Fixture once;
    once.bench.wrongBits = 1;
    CHECK(once.run().ok());
    CHECK(once.written("firmware.bin"));
    Fixture always;
    always.bench.wrongBits = 1000;
    CHECK(idOf(always.run()) == "OMV-E0722");
}

TEST_CASE("Without reading back, only what runs afterwards tells")
{
    {
        Fixture f;
        f.bench.readable = false;
        const FlashReport report = f.run();
        CHECK(report.ok());
        CHECK(report.notReadBack == std::vector<std::string>{"FIRMWARE"});
    }
    Fixture f;
    f.bench.readable = false;
    f.bench.wrongBits = 1;
    CHECK(idOf(f.run()) == "OMV-E0721");
    Fixture other;
    other.bench.version = {4, 9, 9};
    other.plan.steps.back().version = "5.0.0";
    CHECK(idOf(other.run()) == "OMV-E0723");
}

TEST_CASE("A board that cannot be asked is asked of the user, and waited for")
{
    Fixture f;
    f.bench.ignoresRequests = true;
    f.runOptions.events = [&](const FlashEvent& event) {
        f.events.push_back(event);
        if (event.kind == FlashEvent::Kind::Help)
            f.bench.ignoresRequests = false;
    };
    CHECK(f.run().ok());
    CHECK(f.count(FlashEvent::Kind::Help) == 1);
    Fixture never;
    never.bench.state = State::Absent;
    CHECK(idOf(never.run()) == "OMV-E0720");
    CHECK(never.bench.blocksWritten == 0);
}

TEST_CASE("Cancel ends at any block, and says what was written")
{
    for (std::size_t block = 1; block < 27; ++block) {
        INFO(block);
        Fixture f;
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
    Fixture f({.goal = Goal::Factory});
    CHECK(f.run().ok());
    CHECK(f.bench.log ==
          std::vector<std::string>{"ask", "write ROMFS0", "write FIRMWARE", "erase SPI_FLASH",
                                   "leave"});
}

namespace {

const PlanOptions kRecover{.goal = Goal::Recover, .allowUnverified = {"bootloader", "toc", "fuse"}};

/// Somebody who does what is asked for: connects the pin, takes it away again.
void obey(Fixture& f, const FlashEvent& event)
{
    f.events.push_back(event);
    if (event.kind != FlashEvent::Kind::Help)
        return;
    const bool recovery = event.text.find("take") == std::string::npos;
    f.bench.comes(recovery ? "rom" : "dfu", std::chrono::seconds(4));
}

std::string helpsIn(const Fixture& f)
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
    Fixture f(kRecover, "h7");
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
    Fixture f({.goal = Goal::Bootloader, .allowUnverified = {"bootloader"}}, "h7");
    f.bench.state = State::InLoader;
    f.bench.loader = "rom";
    f.bench.romLoader = "rom";
    CHECK(f.run().ok());
    CHECK(f.events.back().kind == FlashEvent::Kind::Note);
    CHECK(f.events.back().text == f.board.loader("rom")->exit);
}

TEST_CASE("A bootloader that comes by itself needs no hands")
{
    Fixture f(kRecover, "h7");
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
        Fixture f(kRecover, "rt1062");
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
        Fixture f({}, "ae3");
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
    Fixture f({}, "ae3");
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
        Fixture f(kRecover, "rt1062");
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
        Fixture f(options, "rt1062");
        f.bench.state = State::InLoader;
        f.bench.loader = "rom";
        f.bench.romLoader = "rom";
        f.bench.fuse = set;
        CHECK(f.run().ok());
        const auto& log = f.bench.log;
        CHECK(std::count(log.begin(), log.end(), "burn") == (set ? 0 : 1));
    }
}

TEST_CASE("A backup is a release that can be written again")
{
    const TempDirectory folder;
    Fixture f({.backup = true}, "h7");
    const FileBytes old = cortexImage(0x08040000, 0x20020000, 5000);
    auto& memory = f.bench.memory.at("FIRMWARE");
    std::copy(old.begin(), old.end(), memory.begin());
    f.runOptions.backupFolder = folder.path() + "/new";
    const FlashReport report = f.run();
    INFO((report.error ? toString(*report.error) : ""));
    CHECK(report.ok());
    CHECK(report.files == std::vector<std::string>{"firmware.bin"});
    const auto saved = openRelease(f.runOptions.backupFolder, f.board);
    REQUIRE(saved);
    REQUIRE(saved->file("firmware.bin"));
    const FileBytes& bytes = saved->file("firmware.bin")->bytes;
    REQUIRE(bytes.size() >= old.size());
    CHECK(bytes.size() < old.size() + 16);
    CHECK(std::equal(old.begin(), old.end(), bytes.begin()));
    f.bench.whole.clear();
    const auto back = makePlan(f.board, *saved, {});
    REQUIRE(back);
    CHECK(execute(*back, f.board, *saved, f.bench, {}).ok());
    CHECK(std::equal(old.begin(), old.end(), memory.begin()));
}

TEST_CASE("The backup of a FAT volume has its last clusters, whatever is in them")
{
    const TempDirectory folder;
    Fixture f({.goal = Goal::Backup}, "h7");
    auto& memory = f.bench.memory.at("FIRMWARE");
    std::fill(memory.begin(), memory.end(), std::uint8_t{0xFF});
    memory[0] = 0xEB;
    memory[510] = 0x55;
    memory[511] = 0xAA;
    f.runOptions.backupFolder = folder.path() + "/volume";
    const FlashReport report = f.run();
    INFO((report.error ? toString(*report.error) : ""));
    CHECK(std::filesystem::file_size(f.runOptions.backupFolder + "/firmware.bin") >
          memory.size() - 16);
}

TEST_CASE("A loader that cannot read is no reason to leave a board as it is, but files are")
{
    const TempDirectory folder;
    Fixture f({.backup = true});
    f.bench.readable = false;
    f.runOptions.backupFolder = folder.path() + "/saved";
    const FlashReport report = f.run();
    CHECK(report.ok());
    CHECK(report.files.empty());
    CHECK(f.written("firmware.bin"));
    Fixture erases({.goal = Goal::Erase, .backup = true});
    erases.bench.readable = false;
    erases.runOptions.backupFolder = folder.path() + "/files";
    CHECK(idOf(erases.run()) == "OMV-E0732");
    Fixture only({.goal = Goal::Backup});
    only.bench.readable = false;
    only.runOptions.backupFolder = folder.path() + "/only";
    CHECK(idOf(only.run()) == "OMV-E0732");
}

TEST_CASE("Without room for the backup nothing is written")
{
    Fixture f({.backup = true});
    f.runOptions.backupFolder = "/dev/null/backup";
    const FlashReport report = f.run();
    CHECK(idOf(report) == "OMV-E0743");
    CHECK(f.bench.blocksWritten == 0);
    CHECK(f.bench.log.empty());
}

TEST_CASE("Verify names what differs and writes nothing")
{
    Fixture f;
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

TEST_CASE("What cannot be compared is done again, whatever an earlier run says it did")
{
    const TempDirectory folder;
    // The next board at the same port may have the same serial number, as old bootloaders have.
    for (const bool sameBoard : {true, false}) {
        Fixture f({.goal = Goal::Factory});
        f.bench.readable = false;
        f.runOptions.journal = folder.path() + "/state/journal.json";
        std::stop_source stop;
        f.runOptions.cancel = stop.get_token();
        f.runOptions.events = [&](const FlashEvent& event) {
            if (f.plan.steps[event.step].kind == PlanStep::Kind::CheckRunning)
                stop.request_stop();
        };
        const FlashReport cut = f.run();
        CHECK(idOf(cut) == "OMV-E0724");
        CHECK(cut.error->why.find("All was done") != std::string::npos);
        CHECK_FALSE(std::filesystem::exists(f.runOptions.journal));
        Fixture other({.goal = Goal::Factory});
        FakeBench& bench = sameBoard ? f.bench : other.bench;
        bench.log.clear();
        bench.readable = false;
        f.runOptions.cancel = {};
        f.runOptions.events = {};
        CHECK(execute(f.plan, f.board, f.release, bench, f.runOptions).ok());
        const auto& log = bench.log;
        CHECK(std::count(log.begin(), log.end(), "write FIRMWARE") == 1);
        CHECK(std::count(log.begin(), log.end(), "erase SPI_FLASH") == 1);
        CHECK_FALSE(std::filesystem::exists(f.runOptions.journal));
    }
}

TEST_CASE("The backup of a run that was cut off is not replaced")
{
    const TempDirectory folder;
    for (const std::string serial : {"SN1", ""}) {
        const std::string saved = folder.path() + "/saved" + serial;
        Fixture f({.goal = Goal::Factory, .backup = true});
        f.bench.serial = serial;
        const FileBytes old = cortexImage(0x08040000, 0x20010000, 5000);
        std::copy(old.begin(), old.end(), f.bench.memory.at("FIRMWARE").begin());
        f.runOptions.backupFolder = saved;
        f.runOptions.journal = folder.path() + "/journal" + serial;
        std::stop_source stop;
        f.runOptions.cancel = stop.get_token();
        const std::size_t romfs = (f.release.file("romfs0.img")->bytes.size() + 1023) / 1024;
        f.bench.onBlock = [&, romfs] {
            if (f.bench.blocksWritten == romfs + 2)
                stop.request_stop();
        };
        CHECK(idOf(f.run()) == "OMV-E0724");
        f.bench.onBlock = {};
        f.runOptions.cancel = {};
        const FlashReport again = f.run();
        // Without a serial number nobody knows whether it is the same board.
        CHECK(again.ok() == !serial.empty());
        CHECK(idOf(again) == (serial.empty() ? "OMV-E0746" : ""));
        const auto release = openRelease(saved, f.board);
        REQUIRE(release);
        const Image* image = release->file("firmware.bin");
        REQUIRE(image);
        CHECK(std::equal(old.begin(), old.end(), image->bytes.begin()));
    }
}

TEST_CASE("What a run that was cut off had not touched is backed up anew, and never over the old")
{
    const TempDirectory folder;
    Fixture f({.goal = Goal::Factory, .backup = true});
    f.runOptions.backupFolder = folder.path() + "/saved";
    f.runOptions.journal = folder.path() + "/journal";
    f.bench.memory.at("SPI_FLASH")[5] = 1;
    std::stop_source stop;
    f.runOptions.cancel = stop.get_token();
    f.bench.onBlock = [&] {
        if (f.bench.blocksWritten == 1)
            stop.request_stop();
    };
    CHECK(idOf(f.run()) == "OMV-E0724");
    f.bench.onBlock = {};
    f.runOptions.cancel = {};
    // The camera ran meanwhile, and has new files.
    f.bench.memory.at("SPI_FLASH")[6] = 2;
    CHECK(idOf(f.run()) == "OMV-E0746");
    CHECK(f.bench.memory.at("SPI_FLASH")[6] == 2);
}

TEST_CASE("Room is looked for once, for all of the backup")
{
    Fixture f({.goal = Goal::Factory, .backup = true});
    std::uint64_t bytes = 0;
    bool written = false;
    for (const PlanStep& step : f.plan.steps) {
        CHECK_FALSE((written && step.kind == PlanStep::Kind::Backup));
        written = written || step.kind == PlanStep::Kind::Write;
        bytes += step.kind == PlanStep::Kind::Backup ? step.bytes : 0;
    }
    CHECK(bytes > 20'000'000);
    f.runOptions.backupFolder = "/proc/self/saved";
    CHECK(idOf(f.run()) == "OMV-E0743");
    CHECK(f.bench.log.empty());
}

TEST_CASE("The journal of another plan counts for nothing")
{
    const TempDirectory folder;
    const std::string journal = folder.path() + "/journal.json";
    for (const char* text : {"", "nonsense", "{\"plan\": \"other\", \"steps_done\": 3}",
                             "{\"plan\": 7, \"steps_done\": -1}"}) {
        std::ofstream(journal) << text;
        Fixture f;
        f.runOptions.journal = journal;
        CHECK(f.run().ok());
        CHECK(f.written("firmware.bin"));
    }
}

TEST_CASE("A plan with other files is refused before anything is done")
{
    Fixture f;
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
        Fixture f({.goal = chance(30) ? Goal::Factory : Goal::Firmware, .verify = !chance(20)},
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

TEST_CASE("Whatever happens while a board is recovered, it ends updated or can be recovered")
{
    const std::string boards[] = {"h7", "rt1062", "ae3"};
    for (unsigned seed = 0; seed < 1000; ++seed) {
        INFO(seed);
        std::mt19937 random(seed);
        const std::string& id = boards[seed % 3];
        Fixture f(kRecover, id);
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
