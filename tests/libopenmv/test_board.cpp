// SPDX-License-Identifier: MIT
#include <openmv/board.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include <nlohmann/json.hpp>

#include "libopenmv/src/hardware_caps.h"
#include "tests/libopenmv/temp_directory.h"
#include "tests/support/catch.h"

using omv::Board;
using omv::BoardDatabase;
using omv::test::ScopedEnv;
using omv::test::TempDirectory;

namespace {

const std::string kResources = std::string(OMV_SOURCE_DIR) + "/resources";

BoardDatabase shippedBoards()
{
    const TempDirectory empty;
    const ScopedEnv config("XDG_CONFIG_HOME", empty.path());
    const ScopedEnv data("OPENMV_DATA_DIR", kResources);
    auto boards = BoardDatabase::load();
    REQUIRE(boards);
    return *boards;
}

nlohmann::json shippedEntry(const std::string& id)
{
    return nlohmann::json::parse(omv::test::readText(kResources + "/boards/" + id + ".json"));
}

std::string problemWith(const nlohmann::json& entry)
{
    const auto board = BoardDatabase::parse(entry.dump(), "test.json");
    REQUIRE(!board);
    CHECK(board.error().code == omv::Errc::Malformed);
    CHECK(board.error().id == "OMV-E0501");
    CHECK(board.error().what.find("test.json") != std::string::npos);
    return board.error().why;
}

}  // namespace

TEST_CASE("the shipped boards are valid and named like their files")
{
    const BoardDatabase boards = shippedBoards();
    CHECK(boards.boards().size() >= 13);
    for (const Board& board : boards.boards()) {
        CHECK(std::filesystem::exists(kResources + "/boards/" + board.id + ".json"));
        CHECK(!board.name.empty());
        CHECK(!board.usbIds.empty());
        CHECK(!board.json.empty());
    }
}

TEST_CASE("each USB id of a running board belongs to one shipped board")
{
    const BoardDatabase boards = shippedBoards();
    for (const Board& board : boards.boards()) {
        for (const omv::UsbId id : board.usbIds) {
            CHECK(boards.byUsbId(id)->id == board.id);
        }
    }
}

TEST_CASE("the three simulated boards have the limits of the real ones")
{
    const BoardDatabase boards = shippedBoards();
    const Board* ae3 = boards.byUsbId({0x37C5, 0x16E3});
    REQUIRE(ae3);
    CHECK(ae3->id == "ae3");
    CHECK(ae3->simulated);
    CHECK(ae3->maxPayload == 8178);
    CHECK(ae3->stdoutRingBytes == 2048);
    CHECK(ae3->streamBufferKb == 1024);
    CHECK(ae3->rawPreviewWidth == 512);
    CHECK((ae3->cpuId & 0xFFF0) == 0xD220);
    CHECK(ae3->hardwareCaps == 0x003F08C3u);
    CHECK(ae3->sensors.at(0).defaultFps == 60);

    const Board* thermal = boards.byId("pure-thermal");
    REQUIRE(thermal);
    CHECK(thermal->arch == "OPENMVPT 65536 SDRAM");
    CHECK(thermal->maxPayload == 4082);
    CHECK(thermal->rawPreviewWidth == 0);
    CHECK((thermal->cpuId & 0xFFF0) == 0xC270);
    CHECK(thermal->hardwareCaps == 0x00040070u);
    REQUIRE(thermal->sensors.size() == 2);
    CHECK(!thermal->sensors[1].main);
    CHECK(omv::sensorName(thermal->sensors[1].chipId) == thermal->sensors[1].name);

    const Board* rt = boards.byId("rt1062");
    REQUIRE(rt);
    CHECK(rt->boardType == "IMXRT1060");
    CHECK(rt->flashBytes == 4u << 20);
    CHECK(rt->hardwareCaps == 0x001F0020u);
}

TEST_CASE("heap and frame buffer of a simulated board agree with its memory pools")
{
    const BoardDatabase boards = shippedBoards();
    for (const Board& board : boards.boards()) {
        if (!board.simulated) {
            continue;
        }
        std::uint64_t heap = 0;
        std::uint64_t largest = 0;
        const auto entry = nlohmann::json::parse(board.json);
        for (const auto& pool : entry.at("memory_pools")) {
            const auto bytes = pool.at("bytes").get<std::uint64_t>();
            if (pool.at("kind") == "gc") {
                heap += bytes;
            } else {
                largest = std::max(largest, bytes);
            }
        }
        CHECK(heap == board.heapBytes);
        CHECK(largest == board.frameBufferKb * std::uint64_t{1024});
    }
}

TEST_CASE("an error names the field and what was found there")
{
    auto entry = shippedEntry("ae3");
    entry["sensors"][0]["chip_id"] = 5;
    CHECK(problemWith(entry) ==
          "sensors[0].chip_id: expected a hexadecimal number as a string, like \"0x7936\", "
          "found 5");

    entry = shippedEntry("ae3");
    entry.erase("name");
    CHECK(problemWith(entry) == "name: expected a string, found nothing");

    entry = shippedEntry("ae3");
    entry["usb_ids"] = {"37c5-16e3"};
    CHECK(problemWith(entry).starts_with("usb_ids: expected USB ids"));

    entry = shippedEntry("ae3");
    entry["id"] = "../x";
    CHECK(problemWith(entry).starts_with("id: expected 1 to 32 of"));

    entry = shippedEntry("ae3");
    entry["hardware_caps"].push_back("warp");
    CHECK(problemWith(entry).find("not \"warp\"") != std::string::npos);

    entry = shippedEntry("ae3");
    entry["memory_pools"][1]["kind"] = "dram";
    CHECK(problemWith(entry).starts_with("memory_pools[1].kind"));

    entry = shippedEntry("ae3");
    entry["memory_pools"][2]["flags"] = {"fast", "slow"};
    CHECK(problemWith(entry).find("not \"slow\"") != std::string::npos);

    entry = shippedEntry("ae3");
    entry["schema"] = 2;
    CHECK(problemWith(entry).starts_with("schema: expected a whole number from 1 to 1, found 2"));
}

TEST_CASE("each field of a simulated board is checked for its type")
{
    // What the flasher reads, it checks itself.
    const std::set<std::string> notOurs = {"firmware_folder",
                                           "loaders",
                                           "partitions",
                                           "images",
                                           "ram",
                                           "fuse",
                                           "memories",
                                           "erase_file_system",
                                           "recovery_control",
                                           "system_package",
                                           "modules",
                                           "rom_models",
                                           "second_rom_models",
                                           "buses",
                                           "clocks_hz",
                                           "thermal_arrays"};
    const auto good = shippedEntry("rt1062");
    for (const auto& [key, value] : good.items()) {
        INFO(key);
        if (notOurs.contains(key))
            continue;
        auto entry = good;
        entry[key] = value.is_object() ? nlohmann::json(1) : nlohmann::json::object();
        CHECK(problemWith(entry).starts_with(key));
    }
}

TEST_CASE("numbers out of range are refused")
{
    for (const auto& bad : {nlohmann::json(-1), nlohmann::json(1e30), nlohmann::json(65536),
                            nlohmann::json(1.5), nlohmann::json("8178")}) {
        auto entry = shippedEntry("ae3");
        entry["max_payload"] = bad;
        CHECK(problemWith(entry).starts_with("max_payload: expected a whole number"));
    }
}

TEST_CASE("what a simulated board must have is optional for one that is only recognised")
{
    auto entry = shippedEntry("ae3");
    for (const char* key : {"cpu_id", "sensors", "heap_bytes", "pins", "memory_pools"}) {
        auto lacking = entry;
        lacking.erase(key);
        CHECK(problemWith(lacking).starts_with(key));
        lacking["simulated"] = false;
        CHECK(BoardDatabase::parse(lacking.dump(), "x"));
    }
}

TEST_CASE("unknown keys are ignored and kept in the entry's text")
{
    auto entry = shippedEntry("ae3");
    entry["loaders"] = {{"type", "dfu"}};
    const auto board = BoardDatabase::parse(entry.dump(), "x");
    REQUIRE(board);
    CHECK(nlohmann::json::parse(board->json) == entry);
}

TEST_CASE("text that is not a JSON object is refused with its line")
{
    const auto why = [](std::string_view text) {
        const auto board = BoardDatabase::parse(text, "x");
        REQUIRE(!board);
        return board.error().why;
    };
    CHECK(why("{\n\"schema\": 1,\n oops }") == "line 3: not valid JSON");
    CHECK(why("") == "line 1: not valid JSON");
    CHECK(why("[1]") == "expected an object, found an array");
    CHECK(why("{\"name\": \"\xff\"}").starts_with("line 1"));
    CHECK(why(std::string(1'100'000, ' ')).find("more than") != std::string::npos);
    CHECK(!BoardDatabase::parse(std::string(200'000, '['), "x"));
}

TEST_CASE("a file in the user's folder replaces a board of the same id and adds others")
{
    const TempDirectory config;
    std::filesystem::create_directories(config / "openmv/boards");
    auto entry = shippedEntry("ae3");
    entry["name"] = "My AE3";
    omv::test::writeText(config / "openmv/boards/mine.json", entry.dump());
    entry = shippedEntry("n6");
    entry["id"] = "own-n6";
    omv::test::writeText(config / "openmv/boards/other.json", entry.dump());

    const BoardDatabase defaults = shippedBoards();
    const std::size_t shipped = defaults.boards().size();
    const ScopedEnv env("XDG_CONFIG_HOME", config.path());
    const ScopedEnv data("OPENMV_DATA_DIR", kResources);
    const auto boards = BoardDatabase::load();
    REQUIRE(boards);
    CHECK(boards->boards().size() == shipped + 1);
    CHECK(boards->byId("ae3")->name == "My AE3");
    CHECK(boards->byUsbId({0x37C5, 0x1206})->id == "own-n6");
}

TEST_CASE("a damaged file in the user's folder is named with its path")
{
    const TempDirectory config;
    std::filesystem::create_directories(config / "openmv/boards");
    omv::test::writeText(config / "openmv/boards/bad.json", "{");
    const ScopedEnv env("XDG_CONFIG_HOME", config.path());
    const ScopedEnv data("OPENMV_DATA_DIR", kResources);
    const auto boards = BoardDatabase::load();
    REQUIRE(!boards);
    CHECK(boards.error().what.find(config / "openmv/boards/bad.json") != std::string::npos);
}

TEST_CASE("a missing data folder is an error that names it")
{
    const ScopedEnv data("OPENMV_DATA_DIR", "/nonexistent/openmv");
    const auto boards = BoardDatabase::load();
    REQUIRE(!boards);
    CHECK(boards.error().id == "OMV-E0502");
    CHECK(boards.error().what.find("/nonexistent/openmv") != std::string::npos);
}

TEST_CASE("a program in the build tree finds the sources' resources")
{
    ::unsetenv("OPENMV_DATA_DIR");
    CHECK(std::filesystem::equivalent(omv::dataDirectory(), kResources));
}

TEST_CASE("capability names follow the bits, and unknown sensors show their id")
{
    CHECK(omv::hardwareCapNames(0x00040070) ==
          std::vector<std::string>{"jpeg", "dram", "crc", "sd"});
    CHECK(omv::hardwareCapNames(0).empty());
    CHECK(omv::sensorName(0xB0602003) == "GENX320");
    CHECK(omv::sensorName(0x1234) == "0x1234");
}
