// SPDX-License-Identifier: MIT
#include "protocol/loader/dfuse_host.h"
#include "tests/firmware/loaders/st_rom_bench.h"
#include "tests/support/catch.h"
#include "tests/support/loader_bus.h"

#include <string_view>

using namespace omv::firmware::loaders;
using namespace omv::protocol;
using namespace omv::protocol::loader;
using namespace omv::test;

namespace {

ByteVector randomBytes(std::size_t size, std::uint32_t seed)
{
    std::mt19937 random(seed);
    ByteVector bytes(size);
    for (auto& byte : bytes)
        byte = static_cast<std::uint8_t>(random());
    return bytes;
}

constexpr std::uint32_t kBase = 0x08000000;

struct Rom {
    explicit Rom(DfuseConfig config = {})
        : bench(config)
        , bus(bench.device)
        , map(*MemoryMap::parse(std::string_view(kF4Memory)))
    {
        target.blockSize = dfuBlockSize(2048, 64);
        bus.powered = [this] { return !bench.flash->dead(); };
        bench.flash->scribble(11);
    }

    void powerUp()
    {
        bench.flash->powerUp();
        bus.plugged = true;
        bench.device.reset(bus.now);
        bus.configure();
    }
    Step erase(std::uint32_t address, std::size_t size)
    {
        DfuseErase machine(target, map, address, static_cast<std::uint32_t>(size));
        return bus.run(machine);
    }
    Step write(std::uint32_t address, Bytes image)
    {
        DfuseWrite machine(target, map, address, image);
        return bus.run(machine);
    }
    Step verify(std::uint32_t address, Bytes image)
    {
        DfuseVerify machine(target, address, image);
        return bus.run(machine);
    }
    /// Erase, write, verify; the first that fails.
    Step flash(std::uint32_t address, Bytes image)
    {
        Step step = erase(address, image.size());
        if (step.kind == Step::Kind::Done)
            step = write(address, image);
        return step.kind == Step::Kind::Done ? verify(address, image) : step;
    }

    RomBench bench;
    LoaderBus<StRomDfuse> bus;
    MemoryMap map;
    DfuTarget target;
};

bool isDone(const Step& step)
{
    return step.kind == Step::Kind::Done;
}

}  // namespace

TEST_CASE("An image of any size is flashed into the ROM's memory, and its pages are else erased")
{
    Rom rom;
    for (const std::size_t size : {1u, 7u, 2047u, 2048u, 2049u, 16384u, 40001u, 200000u}) {
        for (const std::uint32_t address : {kBase, kBase + 0x4000, kBase + 0x20000}) {
            INFO(size << " bytes at " << address);
            rom.bench.flash->scribble(static_cast<std::uint32_t>(size));
            const ByteVector before = rom.bench.flash->bytes();
            const ByteVector image = randomBytes(size, 1);
            REQUIRE(isDone(rom.flash(address, image)));
            REQUIRE(rom.bench.device.state() == DfuState::Idle);
            const auto last = rom.map.pageAt(address + size - 1);
            ByteVector expected = before;
            std::fill(expected.begin() + (address - kBase),
                      expected.begin() + static_cast<std::ptrdiff_t>(last->end() - kBase), 0xFF);
            std::copy(image.begin(), image.end(), expected.begin() + (address - kBase));
            REQUIRE(rom.bench.flash->bytes() == expected);
        }
    }
}

TEST_CASE("Each page that is touched is erased once")
{
    Rom rom;
    REQUIRE(isDone(rom.erase(kBase + 100, 70000)));
    CHECK(rom.bench.flash->erases() == 5);
}

TEST_CASE("What is read from the ROM is what stands there")
{
    Rom rom;
    for (const std::size_t size : {1u, 2048u, 5000u, 1048576u}) {
        ByteVector into(size);
        DfuseRead read(rom.target, kBase, into);
        REQUIRE(isDone(rom.bus.run(read)));
        CHECK(into == rom.bench.flash->part(kBase, size));
        CHECK(rom.bench.device.state() == DfuState::Idle);
    }
    ByteVector tooMuch(1048577);
    DfuseRead read(rom.target, kBase, tooMuch);
    CHECK(rom.bus.run(read).fault.kind == FaultKind::Refused);
}

TEST_CASE("A verify of the ROM's memory finds a single flipped bit")
{
    Rom rom;
    const ByteVector image = randomBytes(10000, 2);
    REQUIRE(isDone(rom.flash(kBase, image)));
    for (const std::size_t at : {0u, 2047u, 2048u, 9999u}) {
        rom.bench.flash->bytes()[at] ^= 1;
        CHECK(rom.verify(kBase, image).fault ==
              Fault{FaultKind::Mismatch, rom.bench.flash->bytes()[at], at});
        CHECK(rom.bench.device.state() == DfuState::Idle);
        rom.bench.flash->bytes()[at] ^= 1;
    }
}

TEST_CASE("A write without an erase is refused by the flash")
{
    Rom rom;
    CHECK(rom.write(kBase, ByteVector(100)).fault ==
          Fault{FaultKind::Refused, static_cast<std::uint32_t>(DfuError::Program), 0});
    CHECK(isDone(rom.flash(kBase, ByteVector(100))));
}

TEST_CASE("A mass erase that says 100 ms and takes 30 s is waited for")
{
    Rom rom;
    rom.bench.device.reset(0);
    DfuseMassErase machine(rom.target);
    rom.bus.configure();
    CHECK(isDone(rom.bus.run(machine)));
    CHECK(rom.bench.flash->part(kBase, 1048576) == ByteVector(1048576, 0xFF));
    CHECK(rom.bus.now >= 35 * kSecond);
}

TEST_CASE("A ROM that stalls while it works is worked with")
{
    DfuseConfig config;
    config.stallsWhileBusy = true;
    config.busySays = 150 * kMillisecond;
    Rom rom(config);
    CHECK(isDone(rom.flash(kBase, randomBytes(20000, 4))));
    // Four polls are enough for 400 ms; not for more.
    config.busySays = 90 * kMillisecond;
    Rom slow(config);
    CHECK(slow.erase(kBase, 100).fault.kind == FaultKind::Refused);
}

TEST_CASE("A protected ROM refuses, and its protection is never taken off")
{
    DfuseConfig config;
    config.readProtected = true;
    Rom rom(config);
    const ByteVector before = rom.bench.flash->bytes();
    CHECK(rom.flash(kBase, ByteVector(100)).fault ==
          Fault{FaultKind::Refused, static_cast<std::uint32_t>(DfuError::Vendor), 0});
    CHECK_FALSE(isDone(rom.verify(kBase, ByteVector(100))));
    DfuseCommands commands(rom.target);
    CHECK(isDone(rom.bus.run(commands)));
    CHECK(commands.knows(kDfuseReadUnprotect));
    CHECK(rom.bench.flash->bytes() == before);
    CHECK_FALSE(rom.bench.device.wantsReset());
}

TEST_CASE("The ROM is left by a jump to the program")
{
    Rom rom;
    CHECK(isDone(rom.flash(kBase, randomBytes(5000, 1))));
    DfuseLeave leave(rom.target, kBase);
    CHECK(isDone(rom.bus.run(leave)));
    CHECK(rom.bench.device.left());
    CHECK(rom.bench.device.jumpAddress() == kBase);
    DfuseLeave again(rom.target, kBase);
    CHECK(rom.bus.run(again).fault.kind == FaultKind::Gone);
}

TEST_CASE("A cancel in any step leaves the ROM in dfuIDLE and ready")
{
    Rom rom;
    const ByteVector image = randomBytes(5000, 6);
    for (std::size_t at = 0; at < 40; ++at) {
        INFO("step " << at);
        DfuseErase erase(rom.target, rom.map, kBase, 20000);
        const Step erased = rom.bus.run(erase, at);
        CHECK(erased.fault.kind == (at < rom.bus.steps() ? FaultKind::Cancelled : FaultKind::None));
        CHECK(rom.bench.device.state() == DfuState::Idle);
        REQUIRE(isDone(rom.erase(kBase, image.size())));
        DfuseWrite write(rom.target, rom.map, kBase, image);
        rom.bus.run(write, at);
        CHECK(rom.bench.device.state() == DfuState::Idle);
        DfuseVerify verify(rom.target, kBase, image);
        rom.bus.run(verify, at);
        CHECK(rom.bench.device.state() == DfuState::Idle);
        REQUIRE(isDone(rom.flash(kBase, image)));
    }
}

TEST_CASE(
    "Whatever goes wrong with one transfer, flashing the ROM never lies and can be done again")
{
    Rom rom;
    const ByteVector image = randomBytes(5000, 5);
    REQUIRE(isDone(rom.flash(kBase, image)));
    const std::size_t transfers = rom.bus.transfers;
    for (const Trouble what : {Trouble::Stall, Trouble::Timeout, Trouble::LostAnswer, Trouble::Gone,
                               Trouble::GoneAfter, Trouble::Garbage, Trouble::Short}) {
        for (std::size_t at = 0; at < transfers; ++at) {
            INFO("trouble " << static_cast<int>(what) << " with transfer " << at);
            const std::size_t first = rom.bus.transfers;
            rom.bus.trouble = [&](std::size_t transfer) {
                return transfer == first + at ? what : Trouble::None;
            };
            if (isDone(rom.flash(kBase, image)))
                REQUIRE(rom.bench.flash->part(kBase, image.size()) == image);
            rom.bus.trouble = [](std::size_t) { return Trouble::None; };
            if (!rom.bus.plugged)
                rom.powerUp();
            REQUIRE(isDone(rom.flash(kBase, image)));
            REQUIRE(rom.bench.flash->part(kBase, image.size()) == image);
        }
    }
}
