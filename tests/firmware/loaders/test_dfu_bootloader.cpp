// SPDX-License-Identifier: MIT
#include "tests/firmware/loaders/dfu_boards.h"
#include "tests/support/catch.h"

using namespace omv::firmware::loaders;
using namespace omv::protocol;
using namespace omv::protocol::loader;
using namespace omv::test;

namespace {

using ByteVector = std::vector<std::uint8_t>;

/// A host that says every request by hand.
struct Bench {
    explicit Bench(DfuBoard made = h7Board(), bool forced = true)
        : board(std::move(made))
        , device(board.bootloader())
    {
        device.reset(now, forced);
        control({0x00, 9, 1, 0, 0});
    }

    ControlResult control(const Setup& setup, Bytes out = {})
    {
        in.assign(setup.length, 0xAA);
        now += device.busyFor(now);
        const ControlResult result = device.control(setup, out, in, now);
        in.resize(result.size);
        if (!result.stall)
            device.acknowledged(now);
        return result;
    }
    bool select(std::uint16_t alternate) { return !control({0x01, 11, alternate, 0, 0}).stall; }
    bool download(std::uint16_t block, const ByteVector& data)
    {
        const auto size = static_cast<std::uint16_t>(data.size());
        return !control({0x21, 1, block, 0, size}, data).stall;
    }
    ByteVector upload(std::uint16_t block, std::uint16_t size)
    {
        const bool stalled = control({0xA1, 2, block, 0, size}).stall;
        return stalled ? ByteVector{0xDE, 0xAD} : in;
    }
    DfuStatus status()
    {
        control({0xA1, 3, 0, 0, 6});
        return decodeDfuStatus(in).value_or(DfuStatus{});
    }
    DfuState state()
    {
        control({0xA1, 5, 0, 0, 1});
        return static_cast<DfuState>(in.at(0));
    }
    ByteVector descriptor(std::uint16_t value, std::uint16_t size = 512)
    {
        control({0x80, 6, value, 0, size});
        return in;
    }

    Time now = 0;
    DfuBoard board;
    DfuBootloader device;
    ByteVector in;
};

DfuStatus answer(DfuState state, DfuError error = DfuError::Ok)
{
    return {error, 0, state, 0};
}

}  // namespace

TEST_CASE("The bootloader's device descriptor")
{
    Bench bench(pureThermalBoard());
    CHECK(
        bench.descriptor(0x0100) ==
        ByteVector{18, 1, 0x00, 0x02, 0, 0, 0, 64, 0xC5, 0x37, 0x05, 0x92, 0x03, 0x01, 1, 2, 3, 1});
    CHECK(bench.descriptor(0x0100, 8).size() == 8);
}

TEST_CASE("The bootloader's configuration has an alternate setting for each partition")
{
    Bench bench;
    const ByteVector wire = bench.descriptor(0x0200);
    REQUIRE(wire.size() == 9 * 6);
    CHECK(ByteVector(wire.begin(), wire.begin() + 18) ==
          ByteVector{9, 2, 54, 0, 1, 1, 0, 0x80, 250, 9, 4, 0, 0, 0, 0xFE, 1, 2, 4});
    CHECK(ByteVector(wire.end() - 9, wire.end()) ==
          ByteVector{9, 0x21, 0x07, 0xE8, 0x03, 0x00, 0x10, 0x01, 0x01});
    const auto found = findDfuInterface(wire);
    REQUIRE(found);
    CHECK(found->count == 4);
    CHECK(found->functional->transferSize == 4096);
    CHECK(bench.descriptor(0x0200, 9).size() == 9);
}

TEST_CASE("The bootloader's strings")
{
    Bench bench(ae3Board());
    const auto text = [&bench](std::uint8_t index) {
        std::array<char, 64> into{};
        const auto size = stringDescriptorText(
            bench.descriptor(static_cast<std::uint16_t>(0x0300 | index)), into);
        return std::string(into.data(), size);
    };
    CHECK(bench.descriptor(0x0300) == ByteVector{4, 3, 9, 4});
    CHECK(text(1) == "OpenMV");
    CHECK(text(2) == "OpenMV Camera (DFU Mode)");
    CHECK(text(3) == "0123456789ABCDEF");
    CHECK(text(4) == "BOOT");
    CHECK(text(11) == "RECOVERY");
    CHECK(bench.control({0x80, 6, 0x030C, 0, 255}).stall);
    CHECK(bench.control({0x80, 6, 0x0600, 0, 10}).stall);
}

TEST_CASE("A bootloader that nobody configures within a second starts the firmware, forced or not")
{
    for (const bool forced : {false, true}) {
        const DfuBoard board = h7Board();
        DfuBootloader device = board.bootloader();
        device.reset(0, forced);
        CHECK(device.phase() == BootPhase::Starting);
        CHECK(device.deadline() == kSecond);
        device.tick(kSecond - 1);
        CHECK(device.onBus());
        device.tick(kSecond);
        CHECK(device.phase() == BootPhase::Left);
    }
}

TEST_CASE("A configured bootloader waits 1.5 s for a first block, and for ever when forced")
{
    Bench bench(h7Board(), false);
    CHECK(bench.device.phase() == BootPhase::Window);
    CHECK(bench.device.deadline() == 1500 * kMillisecond);
    // Neither of these holds it.
    bench.select(2);
    bench.status();
    bench.now = 1500 * kMillisecond;
    bench.device.tick(bench.now);
    CHECK(bench.device.phase() == BootPhase::Left);
    CHECK(bench.control({0xA1, 3, 0, 0, 6}).stall);

    Bench forced;
    CHECK(forced.device.deadline() == kNever);
    forced.device.tick(3600 * kSecond);
    CHECK(forced.device.phase() == BootPhase::Window);
}

TEST_CASE("A first upload, or a download with its status, holds the bootloader")
{
    Bench upload(h7Board(), false);
    upload.upload(0, 4096);
    CHECK(upload.device.phase() == BootPhase::Attached);
    CHECK(upload.device.deadline() == kNever);

    Bench download(h7Board(), false);
    download.select(1);
    download.download(0, ByteVector(16));
    CHECK(download.device.phase() == BootPhase::Window);
    download.status();
    CHECK(download.device.phase() == BootPhase::Attached);
}

TEST_CASE("The bootloader leaves by DETACH, and when USB is taken from it")
{
    Bench detached;
    CHECK_FALSE(detached.control({0x21, 0, 1000, 0, 0}).stall);
    CHECK(detached.device.phase() == BootPhase::Left);

    Bench reset;
    reset.upload(0, 64);
    reset.device.busReset(reset.now);
    CHECK(reset.device.phase() == BootPhase::Left);

    Bench unconfigured;
    unconfigured.control({0x00, 9, 0, 0, 0});
    CHECK(unconfigured.device.phase() == BootPhase::Left);

    // Before it is configured a reset is part of being found.
    const DfuBoard board = h7Board();
    DfuBootloader early = board.bootloader();
    early.reset(0, false);
    early.busReset(10);
    CHECK(early.phase() == BootPhase::Starting);
}

TEST_CASE("A block is three transfers, and is written when the first status has arrived")
{
    Bench bench;
    MemoryFlash& flash = *bench.board.flash[0];
    bench.select(1);
    CHECK(bench.download(0, ByteVector(4096, 0x11)));
    CHECK(bench.state() == DfuState::DownloadSync);
    CHECK(flash.programs() == 0);
    bench.in.assign(6, 0);
    CHECK_FALSE(bench.device.control({0xA1, 3, 0, 0, 6}, {}, bench.in, bench.now).stall);
    CHECK(decodeDfuStatus(bench.in) == answer(DfuState::DownloadBusy));
    CHECK(flash.programs() == 0);
    CHECK(flash.erases() == 0);
    bench.device.acknowledged(bench.now);
    CHECK(flash.part(0x08020000, 4096) == ByteVector(4096, 0x11));
    CHECK(flash.erases() == 1);
    // A sector's erase and 128 words of 32 bytes.
    CHECK(bench.device.busyFor(bench.now) == 1500 * kMillisecond + 128 * 20);
    CHECK(bench.status() == answer(DfuState::DownloadIdle));
    CHECK(bench.state() == DfuState::DownloadIdle);
}

TEST_CASE("A host that is gone before the status stage has changed nothing")
{
    Bench bench;
    bench.select(1);
    bench.download(0, ByteVector(4096, 0x11));
    bench.in.assign(6, 0);
    bench.device.control({0xA1, 3, 0, 0, 6}, {}, bench.in, bench.now);
    bench.device.busReset(bench.now);
    bench.device.acknowledged(bench.now);
    CHECK(bench.board.flash[0]->erases() == 0);
}

TEST_CASE("The end of a file is manifested in two statuses, and the next partition can follow")
{
    Bench bench;
    bench.select(1);
    bench.download(0, ByteVector(100));
    bench.status();
    bench.status();
    CHECK(bench.download(1, {}));
    CHECK(bench.state() == DfuState::ManifestSync);
    CHECK(bench.status() == answer(DfuState::Manifest));
    CHECK(bench.state() == DfuState::ManifestSync);
    CHECK(bench.status() == answer(DfuState::Idle));
    CHECK(bench.select(3));
    CHECK(bench.download(0, ByteVector(100)));
}

TEST_CASE("A last word is filled up with zeros, and what stands behind it is left erased")
{
    Bench bench;
    bench.board.flash[0]->scribble(7);
    bench.select(1);
    bench.download(0, ByteVector(33, 0x11));
    bench.status();
    CHECK(bench.status() == answer(DfuState::DownloadIdle));
    ByteVector expected(33, 0x11);
    expected.resize(64, 0x00);
    expected.resize(128 * kKib, 0xFF);
    CHECK(bench.board.flash[0]->part(0x08020000, 128 * kKib) == expected);
}

TEST_CASE("A sector is only erased when a block begins it")
{
    Bench bench;
    bench.board.flash[0]->scribble(7);
    bench.select(1);
    bench.download(1, ByteVector(4096, 0x11));
    CHECK(bench.status() == answer(DfuState::DownloadBusy));
    CHECK(bench.board.flash[0]->erases() == 0);
    CHECK(bench.status() == answer(DfuState::Error, DfuError::Write));
}

TEST_CASE("Read-only partitions, wrong addresses and failing flash have their errors")
{
    const auto errorOf = [](std::uint16_t alternate, std::uint16_t block, std::size_t size,
                            bool fails = false) {
        Bench bench;
        bench.select(alternate);
        bench.download(block, ByteVector(size));
        if (fails)
            bench.board.flash[0]->failNext();
        bench.status();
        const DfuStatus status = bench.status();
        CHECK(status.state == DfuState::Error);
        // Nothing but CLRSTATUS, ABORT and SET_INTERFACE leads out of it.
        CHECK_FALSE(bench.download(0, ByteVector(1)));
        CHECK_FALSE(bench.control({0x21, 4, 0, 0, 0}).stall);
        CHECK(bench.status() == answer(DfuState::Idle));
        return status.error;
    };
    CHECK(errorOf(0, 0, 4096) == DfuError::Write);
    CHECK(errorOf(1, 32, 1) == DfuError::Address);
    CHECK(errorOf(1, 65535, 4096) == DfuError::Address);
    CHECK(errorOf(1, 0, 4096, true) == DfuError::Write);
}

TEST_CASE("Downloads in another state, or too long, are stalled")
{
    Bench bench;
    bench.select(1);
    CHECK_FALSE(bench.download(0, ByteVector(4097)));
    CHECK(bench.state() == DfuState::Idle);
    CHECK(bench.download(0, ByteVector(4096)));
    CHECK_FALSE(bench.download(1, ByteVector(4096)));
    bench.control({0x21, 6, 0, 0, 0});
    CHECK(bench.state() == DfuState::Idle);
    CHECK_FALSE(bench.select(4));
    CHECK(bench.control({0x21, 1, 0, 1, 0}).stall);
    CHECK(bench.control({0x21, 77, 0, 0, 0}).stall);
    CHECK(bench.control({0xA1, 77, 0, 0, 1}).stall);
}

TEST_CASE("An upload leaves the state, takes any block, and answers four zeros behind the end")
{
    Bench bench;
    MemoryFlash& flash = *bench.board.flash[0];
    flash.scribble(7);
    bench.select(1);
    CHECK(bench.upload(3, 4096) == flash.part(0x08023000, 4096));
    CHECK(bench.state() == DfuState::Idle);
    CHECK(bench.upload(31, 4096) == flash.part(0x0803F000, 4096));
    CHECK(bench.upload(32, 4096) == ByteVector(4));
    CHECK(bench.upload(0, 100) == flash.part(0x08020000, 100));
    CHECK(bench.upload(0, 4097) == ByteVector{0xDE, 0xAD});
}

TEST_CASE("The recovery partition erases the flash for its key, once in a session")
{
    Bench bench(ae3Board());
    bench.board.flash[1]->scribble(7);
    ByteVector key(kRecoveryKey.begin(), kRecoveryKey.end());
    key.resize(4096);
    const auto send = [&bench](const ByteVector& block) {
        bench.select(7);
        bench.download(0, block);
        bench.status();
        return bench.status().error;
    };
    ByteVector wrong = key;
    wrong[15] ^= 1;
    CHECK(send(wrong) == DfuError::Write);
    CHECK(bench.board.flash[1]->erases() == 0);
    CHECK(send(key) == DfuError::Ok);
    CHECK(bench.board.flash[1]->part(0, 32 * kMib) == ByteVector(32 * kMib, 0xFF));
    CHECK(send(key) == DfuError::Write);
    CHECK(bench.upload(0, 64).empty());
    CHECK(bench.status() == answer(DfuState::Error, DfuError::File));
}

TEST_CASE("Standard requests of a configured device")
{
    Bench bench;
    bench.select(3);
    bench.control({0x81, 10, 0, 0, 1});
    CHECK(bench.in == ByteVector{3});
    bench.control({0x80, 8, 0, 0, 1});
    CHECK(bench.in == ByteVector{1});
    bench.control({0x80, 0, 0, 0, 2});
    CHECK(bench.in == ByteVector{0, 0});
    CHECK_FALSE(bench.control({0x00, 5, 9, 0, 0}).stall);
    CHECK(bench.control({0x00, 3, 1, 0, 0}).stall);
    CHECK(bench.control({0x00, 9, 2, 0, 0}).stall);
}
