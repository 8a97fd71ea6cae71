// SPDX-License-Identifier: MIT
#include "tests/firmware/loaders/benches.h"

#include "firmware/core/loaders/flash_memory.h"
#include "firmware/core/loaders/imx_loader.h"
#include "protocol/loader/kboot_host.h"
#include "tests/support/memory_flash.h"

using namespace omv::firmware::loaders;
using namespace omv::firmware::loaders::test;
using namespace omv::protocol::loader;
using omv::test::MemoryFlash;
using omv::test::MemoryFlashTraits;
using omv::test::OverProgram;

namespace {

constexpr std::uint32_t kBase = 0x60000000;

MemoryFlashTraits nor(std::uint32_t word)
{
    return {.address = kBase,
            .units = {{0x1000, 16}},
            .wordSize = word,
            .overProgram = OverProgram::ClearsBits};
}

ByteVector readBack(NorMemory& memory, std::uint32_t offset, std::size_t size)
{
    ByteVector bytes(size);
    REQUIRE(memory.read(offset, bytes));
    return bytes;
}

}  // namespace

TEST_CASE("A flash model takes pieces of any size at any offset")
{
    for (const std::uint32_t word : {1u, 4u, 16u, 256u})
        for (const std::uint32_t offset : {0u, 1u, 15u, 255u, 0x1001u})
            for (const std::size_t size : {1u, 3u, 16u, 300u, 1000u}) {
                MemoryFlash model(nor(word));
                FlashMemory memory(model);
                const ByteVector data = pattern(size);
                REQUIRE(memory.program(offset, data));
                CHECK(readBack(memory, offset, size) == data);
                CHECK(readBack(memory, offset + static_cast<std::uint32_t>(size), 4) ==
                      ByteVector(4, 0xFF));
                if (offset > 0)
                    CHECK(readBack(memory, offset - 1, 1) == ByteVector{0xFF});
            }
}

TEST_CASE("A flash model erases the units that a range touches, and nothing behind its end")
{
    MemoryFlash model(nor(4));
    FlashMemory memory(model);
    model.scribble(3);
    const ByteVector before = model.bytes();
    REQUIRE(memory.erase(0x1800, 0x1000));
    ByteVector expected = before;
    std::fill_n(expected.begin() + 0x1000, 0x2000, std::uint8_t{0xFF});
    CHECK(model.bytes() == expected);
    CHECK_FALSE(memory.erase(0xF000, 0x1001));
    CHECK_FALSE(memory.erase(0x10000, 1));
    CHECK_FALSE(memory.program(0xFFFF, ByteVector(2)));
    CHECK_FALSE(memory.program(0xFFFFFFFF, ByteVector(2)));
    CHECK(model.bytes() == expected);
}

TEST_CASE("An RT1062 whose power fails inside a word or an erase ends updated or recoverable")
{
    std::minstd_rand random(31);
    const ByteVector image = pattern(9000, 9);
    const std::uint32_t address = kBase + 0x4000;
    int failures = 0;
    for (int i = 0; i < 1000; ++i) {
        MemoryFlash model(nor(16));
        FlashMemory flash(model);
        std::array<std::uint32_t, 8> fuses{};
        model.scribble(7);
        std::optional<ImxLoader> loader;
        Time now = 0;
        const auto update = [&] {
            loader.emplace(flash, fuses, ImxLoaderOptions{}, now);
            HidBench bench(*loader);
            bench.now = now;
            bench.powerFailed = [&] { return model.dead(); };
            kboot::EraseRegion erase({}, address, static_cast<std::uint32_t>(image.size()));
            kboot::WriteMemory write({}, address, image);
            kboot::VerifyMemory verify({}, address, image);
            const bool done = test::run(erase, bench).done() && test::run(write, bench).done() &&
                test::run(verify, bench).done();
            now = bench.now;
            return done;
        };
        model.cutAfter(random() % 800, static_cast<std::uint32_t>(i));
        const bool done = update();
        failures += done ? 0 : 1;
        const auto holds = [&] { return model.part(address, image.size()) == image; };
        CHECK((!done || holds()));
        model.powerUp();
        REQUIRE(update());
        CHECK(holds());
    }
    CHECK(failures > 700);
    CHECK(failures < 1000);
}
