// SPDX-License-Identifier: MIT
#include <openmv/flasher/plan.h>

#include <algorithm>

#include "tests/flasher/images.h"
#include "tests/support/catch.h"

using namespace omv::flasher;
using namespace omv::test;

namespace {

Release releaseOf(const FlashBoard& board)
{
    Release release{"release.zip", {}};
    for (const auto& [name, bytes] : releaseFiles(board))
        release.images.push_back(identify(name, bytes));
    return release;
}

/// "enter dfu|write FIRMWARE|verify FIRMWARE|leave|running"
std::string shape(const Plan& plan)
{
    std::string text;
    for (const PlanStep& step : plan.steps) {
        text += text.empty() ? "" : "|";
        switch (step.kind) {
        case PlanStep::Kind::EnterLoader: text += "enter " + step.loader; break;
        case PlanStep::Kind::Write: text += "write " + step.partition; break;
        case PlanStep::Kind::Verify: text += "verify " + step.partition; break;
        case PlanStep::Kind::Erase: text += "erase " + step.partition; break;
        case PlanStep::Kind::StartProgram: text += "start " + step.file; break;
        case PlanStep::Kind::Configure: text += "configure"; break;
        case PlanStep::Kind::Backup: text += "backup " + step.partition; break;
        case PlanStep::Kind::Compare: text += "compare " + step.partition; break;
        case PlanStep::Kind::SystemPackage: text += "package"; break;
        case PlanStep::Kind::CheckFuse: text += "look at fuse"; break;
        case PlanStep::Kind::BurnFuse: text += "fuse"; break;
        case PlanStep::Kind::Leave: text += "leave"; break;
        case PlanStep::Kind::CheckRunning: text += "running"; break;
        case PlanStep::Kind::StorageRescue: text += "rescue " + step.partition; break;
        }
    }
    return text;
}

std::string planned(const std::string& id, const PlanOptions& options)
{
    const FlashBoard board = flashBoardOf(id);
    const auto plan = makePlan(board, releaseOf(board), options);
    return plan ? shape(*plan) : plan.error().id;
}

}  // namespace

TEST_CASE("A plain update writes the firmware and nothing else")
{
    CHECK(planned("h7", {}) == "enter dfu|write FIRMWARE|verify FIRMWARE|leave|running");
    CHECK(planned("rt1062", {}) == "enter sbl|write FIRMWARE|verify FIRMWARE|leave|running");
    CHECK(planned("portenta-h7", {}) ==
          "enter arduino|write FIRMWARE|verify FIRMWARE|leave|running");
    CHECK(planned("ae3", {}) == "enter dfu|write HP|verify HP|write HE|verify HE|leave|running");
    CHECK(planned("ae3", {.verify = false}) == "enter dfu|write HP|write HE|leave|running");
}

TEST_CASE("What the user keeps is erased last, and only when asked")
{
    CHECK(planned("pure-thermal", {.eraseFileSystem = true}) ==
          "enter dfu|write FIRMWARE|verify FIRMWARE|erase SPI_FLASH|leave|running");
    CHECK(planned("pure-thermal", {.goal = Goal::Factory, .verify = false}) ==
          "enter dfu|write ROMFS0|write FIRMWARE|erase SPI_FLASH|leave|running");
    CHECK(planned("ae3", {.goal = Goal::Romfs, .verify = false}) ==
          "enter dfu|write ROMFS0|write ROMFS1|leave|running");
    CHECK(planned("h7", {.resetRomfs = true, .verify = false}) ==
          "enter dfu|write ROMFS0|write FIRMWARE|leave|running");
    CHECK(planned("m7", {.goal = Goal::Erase}) == "enter dfu|erase FILESYSTEM|leave|running");
    // All but the first block of the whole chip holds more than the file system.
    const FlashBoard thermal = flashBoardOf("pure-thermal");
    const auto plan = makePlan(thermal, {}, {.goal = Goal::Erase});
    REQUIRE(plan);
    CHECK(plan->steps[1].bytes == 4096);
}

TEST_CASE("What was never tried on a board needs its name said")
{
    CHECK(planned("h7", {.goal = Goal::Bootloader}) == "OMV-E0707");
    CHECK(planned("h7", {.goal = Goal::Bootloader, .allowUnverified = {"fuse"}}) == "OMV-E0707");
    CHECK(planned("h7", {.goal = Goal::Bootloader, .allowUnverified = {"bootloader"}}) ==
          "enter rom|write BOOTLOADER|verify BOOTLOADER|leave");
    CHECK(planned("ae3", {.goal = Goal::Bootloader, .allowUnverified = {"bootloader"}}) ==
          "OMV-E0707");
    CHECK(planned("ae3",
                  {.goal = Goal::Bootloader,
                   .verify = false,
                   .allowUnverified = {"bootloader", "toc"}}) ==
          "enter recovery|write TOC|write BOOT|leave");
    CHECK(planned("n6", {.goal = Goal::Bootloader, .allowUnverified = {"bootloader"}}) ==
          "OMV-E0708");
    CHECK(planned("nano-33-ble", {}) == "OMV-E0708");
}

TEST_CASE("Recovery begins with what is below the bootloader, and ends with a camera that runs")
{
    const PlanOptions options{
        .goal = Goal::Recover, .verify = false, .allowUnverified = {"bootloader", "toc"}};
    CHECK(planned("h7", options) ==
          "enter rom|write BOOTLOADER|leave|enter dfu|write ROMFS0|write FIRMWARE|leave|running");
    CHECK(planned("ae3", options) ==
          "enter recovery|write TOC|write BOOT|leave|enter dfu|write ROMFS0|write ROMFS1|write HP|"
          "write HE|leave|running");
    // The program in RAM writes all of it.
    CHECK(planned("rt1062", options) ==
          "enter rom|start sdphost_flash_loader.bin|enter sbl|configure|write SBL|look at fuse|"
          "write ROMFS0|write FIRMWARE|leave|running");
    PlanOptions fuse = options;
    fuse.burnFuse = true;
    CHECK(planned("rt1062", fuse) == "OMV-E0707");
    fuse.allowUnverified.emplace_back("fuse");
    CHECK(planned("rt1062", fuse).find("write SBL|fuse|write ROMFS0") != std::string::npos);
    CHECK(planned("h7", fuse) == "OMV-E0708");
    CHECK(planned("n6", options) == "OMV-E0708");
    CHECK(planned("h7", {.goal = Goal::Recover}) == "OMV-E0707");
}

TEST_CASE("The chip's own firmware comes first, on request, with all of its files")
{
    const FlashBoard board = flashBoardOf("ae3");
    Release release = releaseOf(board);
    PlanOptions options{.goal = Goal::Bootloader,
                        .verify = false,
                        .systemPackage = true,
                        .allowUnverified = {"bootloader", "toc", "system-package"}};
    CHECK(makePlan(board, release, options).error().id == "OMV-E0705");
    for (const std::string name : {"SP-AE302F80F55D5LE-rev-b4.bin", "offset-58-rev-b4.bin"}) {
        CHECK(board.takes(name));
        CHECK(board.takes(name + ".sign"));
        const bool package = name.front() == 'S';
        release.images.push_back(identify(name, FileBytes(package ? 270368 : 16, 3)));
        release.images.push_back(identify(name + ".sign", FileBytes(2560, 4)));
    }
    CHECK_FALSE(board.takes("SP-OTHER-rev-b4.bin"));
    const auto plan = makePlan(board, release, options);
    REQUIRE(plan);
    CHECK(shape(*plan) == "enter recovery|package|enter recovery|write TOC|write BOOT|leave");
    options.allowUnverified = {"bootloader", "toc"};
    CHECK(makePlan(board, release, options).error().id == "OMV-E0707");
    CHECK(planned("h7",
                  {.goal = Goal::Bootloader,
                   .systemPackage = true,
                   .allowUnverified = {"bootloader"}}) == "OMV-E0708");
}

TEST_CASE("What hands have to do is in the plan")
{
    const FlashBoard board = flashBoardOf("h7");
    const auto plan = makePlan(board, releaseOf(board),
                               {.goal = Goal::Recover, .allowUnverified = {"bootloader"}});
    REQUIRE(plan);
    CHECK(plan->steps.front().text == board.loader("rom")->enter);
    CHECK(plan->steps[4].kind == PlanStep::Kind::EnterLoader);
    CHECK(plan->steps[4].text == board.loader("rom")->exit);
}

TEST_CASE("The program for the chip's memory must be there and the right one")
{
    const FlashBoard board = flashBoardOf("rt1062");
    Release release = releaseOf(board);
    const PlanOptions options{.goal = Goal::Recover, .allowUnverified = {"bootloader"}};
    for (Image& each : release.images) {
        if (each.name == board.loader("rom")->program->file)
            each = identify(each.name, FileBytes(each.bytes.size() - 1, 7));
    }
    const auto wrong = makePlan(board, release, options);
    REQUIRE(!wrong);
    CHECK(wrong.error().id == "OMV-E0701");
    release.images.erase(std::remove_if(release.images.begin(), release.images.end(),
                                        [&](const Image& each) {
                                            return each.name == board.loader("rom")->program->file;
                                        }),
                         release.images.end());
    const auto missing = makePlan(board, release, options);
    REQUIRE(!missing);
    CHECK(missing.error().id == "OMV-E0705");
    CHECK(missing.error().fix.find("87884 bytes") != std::string::npos);
}

TEST_CASE("To look is not to write")
{
    CHECK(planned("h7", {.goal = Goal::Verify}) ==
          "enter dfu|compare BOOTLOADER|compare FIRMWARE|compare ROMFS0|leave|running");
    CHECK(planned("h7", {.goal = Goal::Verify, .partitions = {"FIRMWARE"}}) ==
          "enter dfu|compare FIRMWARE|leave|running");
    CHECK(planned("pure-thermal", {.goal = Goal::Backup}) ==
          "enter dfu|backup BOOTLOADER|backup FILESYSTEM|backup FIRMWARE|backup SPI_FLASH|backup "
          "ROMFS0|leave|"
          "running");
    CHECK(planned("h7", {.goal = Goal::Backup, .partitions = {"NONE"}}) == "OMV-E0708");
    // Of the whole chip only what is before the read-only file system.
    const FlashBoard thermal = flashBoardOf("pure-thermal");
    const auto backup = makePlan(thermal, {}, {.goal = Goal::Backup, .partitions = {"SPI_FLASH"}});
    REQUIRE(backup);
    CHECK(backup->steps[1].bytes == 0x01800000);
    CHECK(planned("h7", {.eraseFileSystem = true, .verify = false, .backup = true}) ==
          "enter dfu|backup FIRMWARE|backup FILESYSTEM|write FIRMWARE|erase FILESYSTEM|leave|"
          "running");
}

TEST_CASE("A file system comes back from a backup, if that has one")
{
    const FlashBoard board = flashBoardOf("h7");
    Release release = releaseOf(board);
    const PlanOptions options{.restoreFileSystem = true, .verify = false};
    const auto none = makePlan(board, release, options);
    REQUIRE(!none);
    CHECK(none.error().id == "OMV-E0705");
    release.images.push_back(identify("FILESYSTEM.bin", FileBytes(131072, 5)));
    const auto plan = makePlan(board, release, options);
    REQUIRE(plan);
    CHECK(shape(*plan) == "enter dfu|write FIRMWARE|write FILESYSTEM|leave|running");
    release.images.back() = identify("FILESYSTEM.bin", FileBytes(131073, 5));
    const auto large = makePlan(board, release, options);
    REQUIRE(!large);
    CHECK(large.error().id == "OMV-E0702");
}

TEST_CASE("A plan says sizes, places and hashes, and who wants to look can read it")
{
    const FlashBoard board = flashBoardOf("ae3");
    const Release release = releaseOf(board);
    const auto plan = makePlan(board, release, {});
    REQUIRE(plan);
    CHECK(plan->bytes() == 18000);
    const PlanStep& step = plan->steps[1];
    CHECK(step.address == 0x80020000);
    CHECK(step.bytes == 9000);
    CHECK(step.sha256 == release.file("firmware_M55_HP.bin")->sha256);
    CHECK(describe(step) == "Write firmware_M55_HP.bin to HP: 9000 bytes from 0x80020000");
}

TEST_CASE("One wrong or missing file and there is no plan")
{
    const FlashBoard board = flashBoardOf("ae3");
    Release release = releaseOf(board);
    std::erase_if(release.images, [](const Image& each) { return each.name.ends_with("HE.bin"); });
    CHECK(makePlan(board, release, {}).error().id == "OMV-E0705");
    release = releaseOf(board);
    for (Image& image : release.images) {
        if (image.name == "firmware_M55_HE.bin")
            image = identify(image.name, cortexImage(0x80020000, 0x20001000, 900));
    }
    CHECK(makePlan(board, release, {}).error().id == "OMV-E0701");
    Release romless{"x", {}};
    CHECK(makePlan(board, romless, {.goal = Goal::Romfs}).error().id == "OMV-E0705");
}

TEST_CASE(
    "A flash chip is brought back before anything is written, with consent, where that is known")
{
    PlanOptions options{.goal = Goal::Recover,
                        .verify = false,
                        .storageRescue = true,
                        .allowUnverified = {"bootloader", "toc"}};
    CHECK(planned("ae3", options) == "OMV-E0707");
    options.allowUnverified.emplace_back("storage-rescue");
    CHECK(planned("ae3", options) ==
          "enter recovery|write TOC|write BOOT|leave|enter dfu|rescue RECOVERY|write ROMFS0|"
          "write ROMFS1|write HP|write HE|leave|running");
    for (const char* other : {"h7", "pure-thermal", "n6", "rt1062"})
        CHECK(planned(other, options) == "OMV-E0708");
    // The way of a board whose bootloader works.
    options.goal = Goal::Firmware;
    CHECK(planned("ae3", options) == "enter dfu|rescue RECOVERY|write HP|write HE|leave|running");
    // What the chip holds is kept before it is erased, once.
    options.backup = true;
    options.resetRomfs = true;
    CHECK(planned("ae3", options)
              .find("enter dfu|backup RWFS|backup ROMFS0|backup ROMFS1|"
                    "backup HP|backup HE|rescue RECOVERY|write ROMFS0|") == 0);
    options.backup = options.resetRomfs = false;
    options.goal = Goal::Erase;
    CHECK(planned("ae3", options) == "OMV-E0708");

    const FlashBoard board = flashBoardOf("ae3");
    options.goal = Goal::Recover;
    const auto plan = makePlan(board, releaseOf(board), options);
    REQUIRE(plan);
    const auto step = std::find_if(plan->steps.begin(), plan->steps.end(), [](const auto& each) {
        return each.kind == PlanStep::Kind::StorageRescue;
    });
    REQUIRE(step != plan->steps.end());
    CHECK(step->consent == "storage-rescue");
    CHECK(describe(*step).find("RWFS and ROMFS0 are lost") != std::string::npos);
}
