// SPDX-License-Identifier: MIT
// A virtual camera as a process of its own, flashed over USB/IP.
#include <openmv/flasher/bench.h>
#include <openmv/flasher/simulated.h>

#include <filesystem>

#include <nlohmann/json.hpp>

#include "tests/flasher/images.h"
#include "tests/libopenmv/temp_directory.h"
#include "tests/support/catch.h"
#include "tests/support/romfs_image.h"
#include "tests/support/vcam_process.h"

using namespace omv::flasher;
using namespace omv::test;
using omv::Camera;
using omv::FirmwareVersion;

namespace {

struct VirtualBoard {
    explicit VirtualBoard(const std::string& id, std::vector<std::string> more = {})
        : board(flashBoardOf(id))
        , environment("OPENMV_DATA_DIR", std::string(OMV_SOURCE_DIR) + "/resources")
    {
        std::vector<std::string> arguments = {"--board",      id,        "--usbip",
                                              "--limits=off", "--state", state.path()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        process = std::make_unique<VcamProcess>(arguments);
        INFO(process->problem());
        REQUIRE(process->ok());
        auto opened = openBench(process->usbIp(), board, std::chrono::seconds(20));
        REQUIRE(opened);
        bench = std::move(*opened);
        waitUntilItRuns();
    }

    void waitUntilItRuns() const
    {
        for (int i = 0; i < 2000 && bench->look().state != Bench::State::Running; ++i)
            bench->sleep(std::chrono::milliseconds(10), {});
        REQUIRE(bench->look().state == Bench::State::Running);
    }

    Release release(const FirmwareVersion& version) const
    {
        return {"release", simulatedRelease(board, version)};
    }

    FlashReport flash(const FirmwareVersion& version, const PlanOptions& options = {})
    {
        const Release made = release(version);
        const auto plan = makePlan(board, made, options);
        REQUIRE(plan);
        return execute(*plan, board, made, *bench, {});
    }

    FlashBoard board;
    ScopedEnv environment;
    TempDirectory state;
    std::unique_ptr<VcamProcess> process;
    std::unique_ptr<Bench> bench;
};

}  // namespace

TEST_CASE("A virtual camera goes into its bootloader, is flashed, and reports the new version")
{
    for (const char* id : {"pure-thermal", "ae3"}) {
        INFO(id);
        VirtualBoard virtualBoard(id);
        const FlashReport report = virtualBoard.flash({5, 2, 1});
        INFO((report.error ? toString(*report.error) : ""));
        REQUIRE(report.ok());
        CHECK(report.version == FirmwareVersion{5, 2, 1});
        const FlashReport again = virtualBoard.flash({5, 2, 1});
        CHECK(again.ok());
        CHECK(again.partitionsSkipped > 0);
        CHECK(again.bytesWritten == 0);
    }
}

TEST_CASE("Power lost while it is written: it is written again when power is back")
{
    VirtualBoard virtualBoard("pure-thermal", {"--fault", "power-cut=100"});
    const FlashReport report = virtualBoard.flash({5, 3, 0});
    INFO((report.error ? toString(*report.error) : ""));
    CHECK(report.ok());
    CHECK(report.version == FirmwareVersion{5, 3, 0});
}

TEST_CASE("A file system that was emptied is made anew")
{
    VirtualBoard virtualBoard("pure-thermal");
    REQUIRE(virtualBoard.flash({5, 0, 1}).ok());
    const std::string drive = virtualBoard.state.path() + "/flash/";
    omv::test::writeText(drive + "mine.py", "x = 1\n");
    REQUIRE(virtualBoard.flash({5, 0, 2}).ok());
    CHECK(std::filesystem::exists(drive + "mine.py"));
    REQUIRE(virtualBoard.flash({5, 0, 3}, {.eraseFileSystem = true}).ok());
    CHECK_FALSE(std::filesystem::exists(drive + "mine.py"));
    CHECK(std::filesystem::exists(drive + "main.py"));
}

TEST_CASE("A flash chip is brought back by the bootloader's key, which empties it")
{
    VirtualBoard virtualBoard("ae3");
    const std::string drive = virtualBoard.state.path() + "/flash/";
    omv::test::writeText(drive + "mine.py", "x = 1\n");
    const FlashReport report = virtualBoard.flash({5, 2, 2},
                                                  {.goal = Goal::Firmware,
                                                   .resetRomfs = true,
                                                   .storageRescue = true,
                                                   .allowUnverified = {"storage-rescue"}});
    INFO((report.error ? toString(*report.error) : ""));
    REQUIRE(report.ok());
    CHECK(report.version == FirmwareVersion{5, 2, 2});
    CHECK_FALSE(std::filesystem::exists(drive + "mine.py"));
    CHECK(std::filesystem::exists(drive + "main.py"));
}

TEST_CASE("The files of a camera are backed up by its loader, and written back")
{
    for (const char* id : {"pure-thermal", "ae3"}) {
        INFO(id);
        VirtualBoard virtualBoard(id);
        const std::string drive = virtualBoard.state.path() + "/flash/";
        const TempDirectory saved;
        std::filesystem::create_directories(drive + "lib");
        omv::test::writeText(drive + "mine.py", "x = 1\n");
        omv::test::writeText(drive + "lib/A long name.txt", std::string(5000, 'y'));
        PlanOptions all{.goal = Goal::Backup};
        all.partitions = {virtualBoard.board.eraseFileSystem.front().partition};
        const auto plan = makePlan(virtualBoard.board, {}, all);
        REQUIRE(plan);
        ExecutorOptions options;
        options.backupFolder = saved.path();
        const FlashReport backup =
            execute(*plan, virtualBoard.board, {}, *virtualBoard.bench, options);
        INFO((backup.error ? toString(*backup.error) : ""));
        REQUIRE(backup.ok());
        REQUIRE(backup.files.size() == 1);

        omv::test::writeText(drive + "later.py", "z = 1\n");
        const auto erase = makePlan(virtualBoard.board, {}, {.goal = Goal::Erase});
        REQUIRE(erase);
        REQUIRE(execute(*erase, virtualBoard.board, {}, *virtualBoard.bench, {}).ok());
        CHECK_FALSE(std::filesystem::exists(drive + "mine.py"));
        CHECK(std::filesystem::exists(drive + "main.py"));

        const auto files = openRelease(saved.path(), virtualBoard.board);
        REQUIRE(files);
        Release both = virtualBoard.release({5, 4, 1});
        both.images.insert(both.images.end(), files->images.begin(), files->images.end());
        const auto back = makePlan(virtualBoard.board, both, {.restoreFileSystem = true});
        REQUIRE(back);
        const FlashReport restored =
            execute(*back, virtualBoard.board, both, *virtualBoard.bench, {});
        INFO((restored.error ? toString(*restored.error) : ""));
        REQUIRE(restored.ok());
        CHECK(omv::test::readText(drive + "mine.py") == "x = 1\n");
        CHECK(omv::test::readText(drive + "lib/A long name.txt") == std::string(5000, 'y'));
        CHECK_FALSE(std::filesystem::exists(drive + "later.py"));
    }
}

TEST_CASE("What the flasher writes into the second core's partition is what that core sees")
{
    VirtualBoard virtualBoard("ae3");
    for (const char* name : {"first.py", "second.py"}) {
        const std::string rom = romImage(name, "X = 7\n");
        const Release release{"files", {identify("romfs1.img", {rom.begin(), rom.end()})}};
        const auto plan = makePlan(virtualBoard.board, release, {.goal = Goal::Romfs});
        REQUIRE(plan);
        const FlashReport report =
            execute(*plan, virtualBoard.board, release, *virtualBoard.bench, {});
        INFO((report.error ? toString(*report.error) : ""));
        REQUIRE(report.ok());

        auto camera = Camera::open(virtualBoard.process->pty());
        REQUIRE(camera);
        REQUIRE((*camera)->run("import openamp, os, time\n"
                               "heard = []\n"
                               "@openamp.async_remote(lambda source, data: heard.append(data))\n"
                               "async def looks(ept):\n"
                               "    import os\n"
                               "    ept.send(str(os.listdir('/rom')))\n"
                               "openamp.RemoteProc(0x80320000).start()\n"
                               "while not heard:\n"
                               "    time.sleep_ms(1)\n"
                               "print(heard[0].decode(), 'first.py' in os.listdir('/'))\n"));
        REQUIRE((*camera)->waitForScript({.timeout = std::chrono::seconds(60)}));
        const auto text = (*camera)->readText();
        REQUIRE(text);
        INFO(*text);
        CHECK(text->find("['" + std::string(name) + "'] False\n") != std::string::npos);
    }
}
