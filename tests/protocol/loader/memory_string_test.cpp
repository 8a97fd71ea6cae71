// SPDX-License-Identifier: MIT
#include "protocol/loader/memory_string.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <string>
#include <string_view>

using namespace omv::protocol::loader;

namespace {

std::string textOf(const MemoryRun& run)
{
    char text[64];
    std::snprintf(text, sizeof text, "%08x %u*%u %c%c%c", run.address, run.pageCount, run.pageSize,
                  run.readable ? 'r' : '-', run.erasable ? 'e' : '-', run.writable ? 'w' : '-');
    return text;
}

/// All of a map in one line; "!" at the end: not complete.
std::string mapOf(std::string_view text)
{
    const auto map = MemoryMap::parse(text);
    if (!map)
        return "none";
    std::string all(map->name().data(), map->name().size());
    for (const MemoryRun& run : map->runs())
        all += "; " + textOf(run);
    return map->complete() ? all : all + " !";
}

constexpr std::string_view kF4 = "@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg";

}  // namespace

TEST_CASE("The memory strings of known chips are understood")
{
    CHECK(mapOf(kF4) ==
          "Internal Flash; 08000000 4*16384 rew; 08010000 1*65536 rew; 08020000 7*131072 rew");
    CHECK(mapOf("@Internal Flash  /0x08000000/16*128Kg") ==
          "Internal Flash; 08000000 16*131072 rew");
    CHECK(mapOf("@Internal Flash  /0x08000000/04*032Kg,01*128Kg,07*256Kg") ==
          "Internal Flash; 08000000 4*32768 rew; 08020000 1*131072 rew; 08040000 7*262144 rew");
    CHECK(mapOf("@Option Bytes  /0x1FFFC000/01*016 e/0x1FFEC000/01*016 e") ==
          "Option Bytes; 1fffc000 1*16 r-w; 1ffec000 1*16 r-w");
    CHECK(mapOf("@OTP Memory /0x1FFF7800/01*512 e,01*016 e") ==
          "OTP Memory; 1fff7800 1*512 r-w; 1fff7a00 1*16 r-w");
    CHECK(mapOf("@External Flash /0x90000000/04*1Mg") == "External Flash; 90000000 4*1048576 rew");
}

TEST_CASE("The device feature segment has the type that it should say")
{
    CHECK(mapOf("@Device Feature/0xFFFF0000/01*004 e") == "Device Feature; ffff0000 1*4 r-w");
    CHECK(mapOf("@Device Feature/0xFFFF0000/01*004 g") == "Device Feature; ffff0000 1*4 r-w");
}

TEST_CASE("The type letter is three bits")
{
    const std::pair<char, const char*> kTypes[] = {{'a', "r--"}, {'b', "-e-"}, {'c', "re-"},
                                                   {'d', "--w"}, {'e', "r-w"}, {'f', "-ew"},
                                                   {'g', "rew"}};
    for (const auto& [letter, meaning] : kTypes) {
        const std::string text = std::string("@x/0x0/1*1K") + letter;
        CHECK(mapOf(text) == std::string("x; 00000000 1*1024 ") + meaning);
    }
    CHECK(mapOf("@x/0x0/1*1Kh") == "none");
}

TEST_CASE("A string that is cut off anywhere never gives more than the whole one")
{
    const auto whole = MemoryMap::parse(kF4);
    for (std::size_t size = 0; size < kF4.size(); ++size) {
        const auto text = kF4.substr(0, size);
        INFO(text);
        // Each whole run ends with its type, and nothing else in the string is a 'g'.
        const auto runs = static_cast<std::size_t>(std::count(text.begin(), text.end(), 'g'));
        const auto map = MemoryMap::parse(text);
        REQUIRE(map.has_value() == (runs > 0));
        if (!map)
            continue;
        REQUIRE(map->runs().size() == runs);
        for (std::size_t i = 0; i < runs; ++i)
            CHECK(map->runs()[i] == whole->runs()[i]);
    }
    CHECK(mapOf(kF4.substr(0, kF4.size() - 1)) ==
          "Internal Flash; 08000000 4*16384 rew; 08010000 1*65536 rew !");
}

TEST_CASE("A unit that was left out means bytes")
{
    CHECK(mapOf("@x/0x20000000/2*64g") == "x; 20000000 2*64 rew");
    CHECK(mapOf("@x/0x20000000/2*64Bg") == "x; 20000000 2*64 rew");
}

TEST_CASE("What is no memory string is none")
{
    for (const char* text :
         {"", "@", "Internal Flash", "@Flash", "@Flash/", "@Flash/08000000/1*1Kg", "@F/0x/1*1Kg",
          "@F/0x123456789/1*1Kg", "@F/0x0/*1Kg", "@F/0x0/1*Kg", "@F/0x0/0*1Kg", "@F/0x0/1*0Kg",
          "@F/0x0/1*99999999999Kg", "@F/0xFFFFFC00/2*1Kg", "@F/0x0/4294967295*4095Mg"})
        CHECK(mapOf(text) == "none");
}

TEST_CASE("What cannot be understood behind a run ends the map")
{
    CHECK(mapOf("@F/0x0/1*1Kg,1*1Zg") == "F; 00000000 1*1024 rew !");
    CHECK(mapOf("@F/0x0/1*1Kg/rubbish") == "F; 00000000 1*1024 rew !");
    CHECK(mapOf("@F/0x0/4*1Kg/0x400/1*1Kg") == "F; 00000000 4*1024 rew !");
    CHECK(mapOf("@F/0xFFFFFC00/1*1Kg,1*1g") == "F; fffffc00 1*1024 rew !");
}

TEST_CASE("More runs than there is room for end the map")
{
    std::string text = "@F/0x0/1*1Kg";
    for (int i = 0; i < 40; ++i)
        text += ",1*1Kg";
    const auto map = MemoryMap::parse(text);
    REQUIRE(map);
    CHECK(map->runs().size() == MemoryMap::kMaxRuns);
    CHECK_FALSE(map->complete());
}

TEST_CASE("A page is found by any of its addresses")
{
    const auto map = MemoryMap::parse(kF4);
    REQUIRE(map);
    CHECK(map->pageAt(0x08000000)->address == 0x08000000);
    CHECK(map->pageAt(0x0800FFFF)->address == 0x0800C000);
    CHECK(map->pageAt(0x08010000)->size == 0x10000);
    CHECK(map->pageAt(0x080FFFFF)->address == 0x080E0000);
    CHECK_FALSE(map->pageAt(0x08100000));
    CHECK_FALSE(map->pageAt(0x07FFFFFF));
}

TEST_CASE("How far memory of one kind reaches goes over runs and segments")
{
    const auto map = MemoryMap::parse(std::string_view("@F/0x800/1*1Kg/0x0/2*1Kg/0x1000/1*1Ka"));
    REQUIRE(map);
    CHECK(map->reach(0, &MemoryRun::writable) == 0xC00);
    CHECK(map->reach(0xBFF, &MemoryRun::writable) == 0xC00);
    CHECK(map->reach(0xC00, &MemoryRun::writable) == 0xC00);
    CHECK(map->reach(0x1000, &MemoryRun::writable) == 0x1000);
    CHECK(map->reach(0x1000, &MemoryRun::readable) == 0x1400);
}
