// SPDX-License-Identifier: MIT
// Backups, and runs that were cut off before.
#include "tests/flasher/planned_run.h"

#include <filesystem>
#include <fstream>

#include "tests/libopenmv/temp_directory.h"

using namespace omv::flasher;
using namespace omv::test;

TEST_CASE("A backup is a release that can be written again")
{
    const TempDirectory folder;
    PlannedRun f({.backup = true}, "h7");
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
    PlannedRun f({.goal = Goal::Backup}, "h7");
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
    PlannedRun f({.backup = true});
    f.bench.readable = false;
    f.runOptions.backupFolder = folder.path() + "/saved";
    const FlashReport report = f.run();
    CHECK(report.ok());
    CHECK(report.files.empty());
    CHECK(f.written("firmware.bin"));
    PlannedRun erases({.goal = Goal::Erase, .backup = true});
    erases.bench.readable = false;
    erases.runOptions.backupFolder = folder.path() + "/files";
    CHECK(idOf(erases.run()) == "OMV-E0732");
    PlannedRun only({.goal = Goal::Backup});
    only.bench.readable = false;
    only.runOptions.backupFolder = folder.path() + "/only";
    CHECK(idOf(only.run()) == "OMV-E0732");
}

TEST_CASE("Without room for the backup nothing is written")
{
    PlannedRun f({.backup = true});
    f.runOptions.backupFolder = "/dev/null/backup";
    const FlashReport report = f.run();
    CHECK(idOf(report) == "OMV-E0743");
    CHECK(f.bench.blocksWritten == 0);
    CHECK(f.bench.log.empty());
}

TEST_CASE("What cannot be compared is done again, whatever an earlier run says it did")
{
    const TempDirectory folder;
    // The next board at the same port may have the same serial number, as old bootloaders have.
    for (const bool sameBoard : {true, false}) {
        PlannedRun f({.goal = Goal::Factory});
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
        PlannedRun other({.goal = Goal::Factory});
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
        PlannedRun f({.goal = Goal::Factory, .backup = true});
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
    PlannedRun f({.goal = Goal::Factory, .backup = true});
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
    PlannedRun f({.goal = Goal::Factory, .backup = true});
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
        PlannedRun f;
        f.runOptions.journal = journal;
        CHECK(f.run().ok());
        CHECK(f.written("firmware.bin"));
    }
}
