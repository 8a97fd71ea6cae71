// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"
#include "tests/support/memory_flash.h"

using namespace omv::test;

namespace {

MemoryFlash flashThat(OverProgram overProgram)
{
    MemoryFlashTraits traits;
    traits.address = 0x1000;
    traits.units = {{16, 2}, {32, 1}};
    traits.wordSize = 4;
    traits.overProgram = overProgram;
    return MemoryFlash(traits);
}

using ByteVector = std::vector<std::uint8_t>;

}  // namespace

TEST_CASE("A flash is erased in whole units and programmed in whole words")
{
    MemoryFlash flash = flashThat(OverProgram::Fails);
    CHECK(flash.extent() == MemoryFlash::Range{0x1000, 64});
    CHECK(flash.unitAt(0x101F) == MemoryFlash::Range{0x1010, 16});
    CHECK(flash.unitAt(0x103F) == MemoryFlash::Range{0x1020, 32});
    CHECK_FALSE(flash.unitAt(0x1040));
    CHECK_FALSE(flash.unitAt(0x0FFF));
    CHECK_FALSE(flash.erase({0x1000, 8}));
    CHECK_FALSE(flash.erase({0x1008, 16}));
    CHECK(flash.erase({0x1010, 48}));
    CHECK_FALSE(flash.program(0x1002, ByteVector(4)));
    CHECK_FALSE(flash.program(0x1000, ByteVector(3)));
    CHECK_FALSE(flash.program(0x103C, ByteVector(8)));
    CHECK(flash.program(0x103C, ByteVector(4)));
}

TEST_CASE("What is programmed without an erase depends on the memory")
{
    const ByteVector first{0xF0, 0xF0, 0xF0, 0xF0};
    const ByteVector second{0x3C, 0x3C, 0x3C, 0x3C};
    MemoryFlash internal = flashThat(OverProgram::Fails);
    CHECK(internal.program(0x1000, first));
    CHECK_FALSE(internal.program(0x1000, second));
    CHECK(internal.part(0x1000, 4) == first);
    MemoryFlash nor = flashThat(OverProgram::ClearsBits);
    CHECK(nor.program(0x1000, first));
    CHECK(nor.program(0x1000, second));
    CHECK(nor.part(0x1000, 4) == ByteVector(4, 0x30));
    MemoryFlash mram = flashThat(OverProgram::Replaces);
    CHECK(mram.program(0x1000, first));
    CHECK(mram.program(0x1000, second));
    CHECK(mram.part(0x1000, 4) == second);
}

TEST_CASE("Power that is cut leaves what was done until then, and nothing works until it is back")
{
    MemoryFlash flash = flashThat(OverProgram::Fails);
    flash.cutAfter(2);
    CHECK_FALSE(flash.program(0x1000, ByteVector(16)));
    CHECK(flash.dead());
    CHECK(flash.part(0x1000, 8) == ByteVector(8));
    CHECK(flash.part(0x1000, 16) != ByteVector(16));
    CHECK(flash.part(0x100C, 4) == ByteVector(4, 0xFF));
    ByteVector into(4);
    CHECK_FALSE(flash.read(0x1000, into));
    CHECK_FALSE(flash.erase({0x1000, 16}));
    flash.powerUp();
    CHECK(flash.erase({0x1000, 16}));
    CHECK(flash.program(0x1000, ByteVector(16)));
}
