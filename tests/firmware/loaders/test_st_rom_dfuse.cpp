// SPDX-License-Identifier: MIT
#include "firmware/core/loaders/st_rom_dfuse.h"
#include "tests/firmware/loaders/st_rom_bench.h"
#include "tests/support/catch.h"

using namespace omv::firmware::loaders;
using namespace omv::protocol;
using namespace omv::protocol::loader;
using namespace omv::test;

TEST_CASE("The ROM's descriptors carry a memory string for each alternate setting")
{
    RomBench bench;
    const ByteVector wire = bench.descriptor(0x0200);
    const auto found = findDfuInterface(wire);
    REQUIRE(found);
    CHECK(found->count == 1);
    REQUIRE(found->functional);
    CHECK(found->functional->isDfuse());
    CHECK(found->functional->transferSize == 2048);
    std::array<char, 128> text{};
    const auto size = stringDescriptorText(
        bench.descriptor(static_cast<std::uint16_t>(0x0300 | found->alternates[0].string)), text);
    CHECK(std::string(text.data(), size) == kF4Memory);
    const ByteVector device = bench.descriptor(0x0100);
    CHECK(ByteVector(device.begin() + 8, device.begin() + 12) ==
          ByteVector{0x83, 0x04, 0x11, 0xDF});
}

TEST_CASE("An operation begins with the first status behind it")
{
    RomBench bench;
    bench.flash->scribble(3);
    CHECK(bench.download(0, {0x41, 0x00, 0x40, 0x00, 0x08}));
    CHECK(bench.flash->erases() == 0);
    const DfuStatus busy = bench.status();
    CHECK(busy.state == DfuState::DownloadBusy);
    CHECK(busy.pollTimeout == 400);
    CHECK(bench.flash->erases() == 1);
    CHECK(bench.device.busyFor(bench.now) == 400 * kMillisecond);
    CHECK(bench.status().state == DfuState::DownloadIdle);
    CHECK(bench.flash->part(0x08004000, 0x4000) == ByteVector(0x4000, 0xFF));
}

TEST_CASE("Data goes where the pointer and the block number say")
{
    RomBench bench;
    CHECK(bench.operate(0, {0x21, 0x00, 0x10, 0x00, 0x08}) == DfuError::Ok);
    CHECK(bench.operate(3, {1, 2, 3, 4, 5}) == DfuError::Ok);
    CHECK(bench.flash->part(0x08001800, 8) == ByteVector{1, 2, 3, 4, 5, 0xFF, 0xFF, 0xFF});
    CHECK(bench.operate(3, {1, 2, 3, 4, 5}) == DfuError::Program);
}

TEST_CASE("Addresses outside the memory are errTARGET")
{
    RomBench bench;
    CHECK(bench.operate(0, {0x21, 0x00, 0x00, 0x00, 0x07}) == DfuError::Target);
    bench.clear();
    CHECK(bench.operate(0, {0x41, 0x00, 0x00, 0x10, 0x08}) == DfuError::Target);
    bench.clear();
    CHECK(bench.operate(0, {0x21, 0xFC, 0xFF, 0x0F, 0x08}) == DfuError::Ok);
    CHECK(bench.operate(2, ByteVector(8)) == DfuError::Target);
}

TEST_CASE("What the ROM's state does not take is stalled and ends in dfuERROR")
{
    RomBench bench;
    CHECK(bench.operate(0, {0x21, 0x00, 0x00, 0x00, 0x08}) == DfuError::Ok);
    // No upload in dfuDNLOAD-IDLE.
    CHECK(bench.control({0xA1, 2, 2, 0, 64}).stall);
    CHECK(bench.device.state() == DfuState::Error);
    bench.clear();
    CHECK_FALSE(bench.download(1, {1}));
    bench.clear();
    CHECK_FALSE(bench.download(0, {0x55}));
    bench.clear();
    CHECK_FALSE(bench.download(0, {0x21, 0}));
    bench.clear();
    CHECK_FALSE(bench.download(2, ByteVector(2049)));
    bench.clear();
    CHECK(bench.control({0xA1, 2, 1, 0, 64}).stall);
}

TEST_CASE("An upload counts from block 2 and is short where the memory ends")
{
    RomBench bench;
    bench.flash->scribble(3);
    CHECK(bench.operate(0, {0x21, 0x00, 0xF4, 0x0F, 0x08}) == DfuError::Ok);
    bench.control({0x21, 6, 0, 0, 0});
    CHECK_FALSE(bench.control({0xA1, 2, 3, 0, 2048}).stall);
    CHECK(bench.in == bench.flash->part(0x080FFC00, 0x400));
    CHECK(bench.device.state() == DfuState::Idle);
    CHECK_FALSE(bench.control({0xA1, 2, 2, 0, 2048}).stall);
    CHECK(bench.device.state() == DfuState::UploadIdle);
    CHECK(bench.control({0xA1, 2, 4, 0, 2048}).stall);
}

TEST_CASE("A busy ROM answers late, or stalls, as its kind does")
{
    RomBench late;
    late.download(0, {0x41, 0x00, 0x00, 0x00, 0x08});
    late.status();
    CHECK(late.device.busyFor(late.now) > 0);

    DfuseConfig config;
    config.stallsWhileBusy = true;
    RomBench stalls(config);
    stalls.download(0, {0x41, 0x00, 0x00, 0x00, 0x08});
    stalls.status();
    CHECK(stalls.device.busyFor(stalls.now) == 0);
    CHECK(stalls.control({0xA1, 3, 0, 0, 6}).stall);
    stalls.now += 400 * kMillisecond;
    CHECK(stalls.status().state == DfuState::DownloadIdle);
}

TEST_CASE("A protected ROM refuses all but taking the protection off, which erases everything")
{
    DfuseConfig config;
    config.readProtected = true;
    RomBench bench(config);
    bench.flash->scribble(3);
    CHECK(bench.control({0xA1, 2, 2, 0, 64}).stall);
    CHECK(bench.status().error == DfuError::Vendor);
    bench.clear();
    CHECK_FALSE(bench.download(0, {0x21, 0, 0, 0, 8}));
    bench.clear();
    CHECK(bench.download(0, {0x92}));
    CHECK(bench.flash->erases() == 0);
    bench.status();
    CHECK(bench.device.wantsReset());
    CHECK(bench.flash->part(0x08000000, 1024) == ByteVector(1024, 0xFF));
}

TEST_CASE("A zero-length download ends the ROM with a jump to the pointer")
{
    RomBench bench;
    CHECK(bench.operate(0, {0x21, 0x00, 0x00, 0x01, 0x08}) == DfuError::Ok);
    CHECK(bench.download(2, {}));
    CHECK(bench.device.onBus());
    CHECK(bench.status().state == DfuState::Manifest);
    CHECK(bench.device.left());
    CHECK(bench.device.jumpAddress() == 0x08010000);
}
