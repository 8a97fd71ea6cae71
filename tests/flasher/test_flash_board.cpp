// SPDX-License-Identifier: MIT
#include <openmv/flasher/flash_board.h>

#include <nlohmann/json.hpp>

#include "tests/libopenmv/temp_directory.h"
#include "tests/support/catch.h"

using namespace omv::flasher;
using omv::Board;
using omv::UsbId;

namespace {

const std::string kResources = std::string(OMV_SOURCE_DIR) + "/resources";

nlohmann::json shipped(const std::string& id)
{
    return nlohmann::json::parse(omv::test::readText(kResources + "/boards/" + id + ".json"));
}

omv::Result<FlashBoard> boardFrom(const nlohmann::json& entry)
{
    const auto board = omv::BoardDatabase::parse(entry.dump(), "test.json");
    REQUIRE(board);
    return flashBoard(*board);
}

std::string problemWith(const nlohmann::json& entry)
{
    const auto board = boardFrom(entry);
    REQUIRE(!board);
    CHECK(board.error().id == "OMV-E0501");
    return board.error().why;
}

FlashBoard known(const std::string& id)
{
    auto board = boardFrom(shipped(id));
    REQUIRE(board);
    return *board;
}

}  // namespace

TEST_CASE("The shipped boards say how they are written")
{
    const omv::test::TempDirectory empty;
    const omv::test::ScopedEnv config("XDG_CONFIG_HOME", empty.path());
    const omv::test::ScopedEnv data("OPENMV_DATA_DIR", kResources);
    const auto boards = flashBoards();
    REQUIRE(boards);
    CHECK(boards->size() == 14);
    for (const FlashBoard& board : *boards) {
        INFO(board.id);
        for (const Partition& partition : board.partitions)
            CHECK(partition.region.bytes > 0);
    }
}

TEST_CASE("The AE3 has a partition for each core")
{
    const FlashBoard board = known("ae3");
    CHECK(board.firmwareFolder == "OPENMV_AE3");
    REQUIRE(board.loaders.size() == 2);
    CHECK(board.loaders[0].kind == LoaderKind::OpenMvDfu);
    CHECK(board.loaders[0].usbIds == std::vector{UsbId{0x37C5, 0x96E3}});
    CHECK(board.loaders[1].kind == LoaderKind::AlifIsp);
    const ImageRule* core = board.rule("FIRMWARE_m55_he.BIN");
    REQUIRE(core);
    const Partition* partition = board.partition(core->partition);
    REQUIRE(partition);
    CHECK(partition->alternate == 2);
    CHECK(partition->region == Region{0x80320000, 1433600});
    CHECK(board.rule("romfs.img")->file == "romfs0.img");
    CHECK(board.partition("ROMFS0")->code().address == 0xA0800000);
    CHECK(board.rule("bootloader.bin")->verified == false);
    CHECK(board.rule("unknown.bin") == nullptr);
}

TEST_CASE("The sizes of all partitions are those of the firmware's board configurations")
{
    CHECK(known("m4").partition("FIRMWARE")->region == Region{0x08010000, 851968});
    CHECK(known("m7").partition("ROMFS0")->region == Region{0x081C0000, 262144});
    CHECK(known("h7").partition("FIRMWARE")->region == Region{0x08040000, 1703936});
    CHECK(known("h7-plus").partition("ROMFS0")->region == Region{0x01800000, 8388608});
    CHECK(known("pure-thermal").partition("FIRMWARE")->alternate == 2);
    CHECK(known("pure-thermal").partition("SPI_FLASH")->wholeChip);
    CHECK(known("n6").partition("FIRMWARE")->code() == Region{0x70080000, 3670016});
    CHECK(known("rt1062").fuse == FuseRule{"boot-from-flash", 6, 0x10, "rom"});
    CHECK(known("portenta-h7").eraseFileSystem.size() == 2);
    CHECK(known("nicla-vision").eraseFileSystem.size() == 1);
}

TEST_CASE("Loaders have what only their kind needs")
{
    const FlashBoard rt = known("rt1062");
    const Loader& rom = *rt.loader("rom");
    REQUIRE(rom.program);
    CHECK(*rom.program == RamProgram{"sdphost_flash_loader.bin", 87884, "", 0x20001C00, "sbl"});
    REQUIRE(rom.setup);
    CHECK(*rom.setup == FlashSetup{0x2000, 9, 0xC0000008, 0xF000000F});
    CHECK(rom.enter.find("SBL") != std::string::npos);
    const FlashBoard ae3 = known("ae3");
    const Loader& recovery = *ae3.loader("recovery");
    REQUIRE(recovery.chip);
    CHECK(recovery.chip->parts.size() == 2);
    CHECK(recovery.chip->revision == "B4");
    CHECK(recovery.chip->memory == Region{0x80000000, 0x580000});
    CHECK(known("m4").loader("rom")->flashAddress == 0x08000000);
    CHECK(known("h7").loader("legacy")->sectors == LegacySectors{1, 2, 15});
}

TEST_CASE("A board file that contradicts itself is refused by name")
{
    nlohmann::json entry = shipped("pure-thermal");
    entry["loaders"][0]["kind"] = "magic";
    CHECK_THAT(problemWith(entry), Catch::Contains("loaders[0].kind"));
    entry = shipped("pure-thermal");
    entry["images"][0]["partition"] = "NOWHERE";
    CHECK_THAT(problemWith(entry), Catch::Contains("images[0].partition"));
    entry = shipped("pure-thermal");
    entry["images"][2]["loader"] = "nobody";
    CHECK_THAT(problemWith(entry), Catch::Contains("images[2].loader"));
    entry = shipped("pure-thermal");
    entry["partitions"][1]["name"] = "BOOTLOADER";
    CHECK_THAT(problemWith(entry), Catch::Contains("partitions[1].name"));
    entry = shipped("pure-thermal");
    entry["partitions"][1]["bytes"] = 0;
    CHECK_THAT(problemWith(entry), Catch::Contains("partitions[1].bytes"));
    entry = shipped("pure-thermal");
    entry["erase_file_system"][0]["bytes"] = 99999999;
    CHECK_THAT(problemWith(entry), Catch::Contains("erase_file_system[0].bytes"));
    entry = shipped("rt1062");
    entry["loaders"][0]["usb_ids"] = {"15a2-0073"};
    CHECK_THAT(problemWith(entry), Catch::Contains("loaders[0].usb_ids"));
}

TEST_CASE("Each field that is read is checked for its type")
{
    const nlohmann::json good = shipped("rt1062");
    for (const char* key : {"firmware_folder", "loaders", "partitions", "images", "ram", "fuse",
                            "erase_file_system"}) {
        INFO(key);
        nlohmann::json entry = good;
        REQUIRE(entry.contains(key));
        entry[key] = good[key].is_object() ? nlohmann::json(1) : nlohmann::json::object();
        CHECK_THAT(problemWith(entry), Catch::StartsWith(key));
    }
}

TEST_CASE("A board without loaders is only recognised")
{
    const auto board =
        boardFrom({{"schema", 1}, {"id", "mine"}, {"name", "Mine"}, {"usb_ids", {"37c5:1234"}}});
    REQUIRE(board);
    CHECK(board->loaders.empty());
    CHECK(board->partitions.empty());
}
