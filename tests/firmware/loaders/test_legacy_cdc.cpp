// SPDX-License-Identifier: MIT
#include "tests/firmware/loaders/benches.h"

#include "protocol/loader/legacy_cdc_host.h"

using namespace omv::firmware::loaders;
using namespace omv::firmware::loaders::test;
using namespace omv::protocol::loader;
using legacy_cdc::Mode;
using legacy_cdc::Speed;
using legacy_cdc::Version;

namespace {

// An M7, smaller: 4 sectors of 2 KiB before the firmware, 3 of 4 KiB for it.
constexpr std::array<std::uint32_t, 8> kSectors{0,      0x800,  0x1000, 0x1800,
                                                0x2000, 0x3000, 0x4000, 0x5000};
constexpr std::uint32_t kFirmware = 0x2000;
constexpr legacy_cdc::Layout kLayout{1, 4, 6};

LegacyCdcBoard boardWith(Speed speed, Version version)
{
    LegacyCdcBoard board;
    board.speed = speed;
    board.version = version;
    board.layout = kLayout;
    board.qspi = {0, 1, 65536};
    board.sectors = kSectors;
    board.eraseTime = 300 * kMillisecond;
    return board;
}

struct Camera {
    explicit Camera(Speed speed = Speed::High, Version version = Version::V3)
        : board(boardWith(speed, version))
        , device(std::in_place, flash, &qspi, board, Time{0})
        , bench(*device, legacy_cdc::packetSize(speed))
    {
        bench.powerFailed = [this] { return flash.dead || qspi.dead; };
        device->configured(0);
    }
    Camera(const Camera&) = delete;
    Camera& operator=(const Camera&) = delete;

    void restart()
    {
        flash.dead = qspi.dead = false;
        flash.writesLeft = qspi.writesLeft = -1;
        bench.unplugged = false;
        device.emplace(flash, &qspi, board, bench.now);
        device->configured(bench.now);
        bench.device = &*device;
    }

    End flashes(const ByteVector& image, legacy_cdc::FlashOptions options = {},
                const Plan& plan = {})
    {
        options.speed = board.speed;
        options.defaults = kLayout;
        options.knocks = 200;
        legacy_cdc::Flash machine(image, options);
        return run(machine, bench, plan);
    }

    bool holds(const ByteVector& image) const
    {
        return std::equal(image.begin(), image.end(), flash.bytes.begin() + kFirmware);
    }

    DyingMemory flash{0x5000, CellKind::Flash, 0x800};
    DyingMemory qspi{0x20000, CellKind::Flash, 0x10000};
    LegacyCdcBoard board;
    std::optional<LegacyCdcDevice> device;
    LegacyBench bench;
};

}  // namespace

TEST_CASE("The old loader waits two seconds for USB, one for START, then for ever")
{
    Camera camera;
    LegacyCdcDevice unplugged(camera.flash, nullptr, camera.board, 0);
    unplugged.tick(2 * kSecond - 1);
    CHECK_FALSE(unplugged.booted());
    unplugged.tick(2 * kSecond);
    CHECK(unplugged.booted());

    LegacyCdcDevice unwanted(camera.flash, nullptr, camera.board, 0);
    unwanted.configured(kSecond);
    unwanted.tick(2 * kSecond - 1);
    CHECK_FALSE(unwanted.booted());
    unwanted.tick(2 * kSecond);
    CHECK(unwanted.booted());

    LegacyCdcDevice started(camera.flash, nullptr, camera.board, 0);
    started.configured(0);
    const ByteVector start{0x01, 0x00, 0xCD, 0xAB};
    CHECK(started.receive(start, kSecond / 2) == Taken::Yes);
    started.tick(3600 * kSecond);
    CHECK_FALSE(started.booted());
}

TEST_CASE("The old loader takes a firmware in every version, speed and mode")
{
    for (const Version version : {Version::V1, Version::V2, Version::V3})
        for (const Speed speed : {Speed::Full, Speed::High})
            for (const Mode mode : {Mode::Fast, Mode::Safe})
                for (const std::size_t size : {1u, 60u, 512u, 4097u, 0x3000u}) {
                    Camera camera(speed, version);
                    std::fill(camera.flash.bytes.begin(), camera.flash.bytes.end(),
                              std::uint8_t{0});
                    const ByteVector image = pattern(size);
                    REQUIRE(camera.flashes(image, {.mode = mode}).done());
                    CHECK(camera.holds(image));
                    CHECK(camera.device->booted());
                    CHECK(camera.flash.bytes[0x1FFF] == 0);  // the file system is as it was
                }
}

TEST_CASE("The old loader erases the file system only when asked")
{
    Camera camera;
    std::fill(camera.flash.bytes.begin(), camera.flash.bytes.end(), std::uint8_t{0});
    camera.qspi.program(0, ByteVector(16, 0));
    const ByteVector image = pattern(3000);
    REQUIRE(camera.flashes(image, {.eraseFileSystem = true}).done());
    CHECK(camera.holds(image));
    CHECK(camera.flash.bytes[0x7FF] == 0);  // nor ever its own sector
    CHECK(camera.flash.bytes[0x800] == 0xFF);
    CHECK(camera.qspi.bytes[0] == 0xFF);
}

TEST_CASE("The old loader is found late in its window, and not behind it")
{
    Camera camera;
    camera.bench.now = 990 * kMillisecond;
    CHECK(camera.flashes(pattern(100)).done());
    camera.restart();
    camera.bench.now += 1 * kSecond;
    CHECK(camera.flashes(pattern(100)).step.fault.kind == FaultKind::Gone);
    camera.restart();
    CHECK(camera.flashes(pattern(100)).done());
}

TEST_CASE("An old loader that is busy for too long is given up")
{
    Camera camera;
    camera.board.eraseTime = 9 * kSecond;
    camera.restart();
    CHECK(camera.flashes(pattern(100)).done());
    camera.board.eraseTime = 11 * kSecond;
    camera.restart();
    CHECK(camera.flashes(pattern(100)).step.fault.kind == FaultKind::NoAnswer);
}

TEST_CASE("Trouble at every step with the old loader is recovered from in the safe mode")
{
    const ByteVector image = pattern(3000);
    Camera counted;
    const int steps = counted.flashes(image).steps;
    for (int at = 0; at < steps; ++at)
        for (const Trouble trouble :
             {Trouble::Silence, Trouble::LostReply, Trouble::Stall, Trouble::Gone}) {
            Camera camera;
            const End end = camera.flashes(image, {}, {at, trouble, -1});
            CHECK((!end.done() || camera.holds(image)));
            if (trouble == Trouble::Gone)
                CHECK_FALSE(end.done());
            if (camera.device->booted())
                camera.restart();
            camera.bench.unplugged = false;
            REQUIRE(camera.flashes(image, {.mode = Mode::Safe}).done());
            CHECK(camera.holds(image));
        }
}

TEST_CASE("Cancelling at every step with the old loader ends the job")
{
    const ByteVector image = pattern(3000);
    Camera counted;
    const int steps = counted.flashes(image).steps;
    for (int at = 0; at < steps; ++at) {
        Camera camera;
        const End end = camera.flashes(image, {}, {.cancelAt = at});
        CHECK(end.step.fault.kind == FaultKind::Cancelled);
        if (camera.device->booted())
            camera.restart();
        REQUIRE(camera.flashes(image).done());
        CHECK(camera.holds(image));
    }
}

TEST_CASE("Power loss at random writes of the old loader is never success")
{
    std::minstd_rand random(5);
    const ByteVector old = pattern(9000, 8), image = pattern(9000, 9);
    Camera counted;
    REQUIRE(counted.flashes(image).done());
    const auto writes = static_cast<unsigned>(counted.flash.writes);
    int failures = 0;
    for (int i = 0; i < 1000; ++i) {
        Camera camera(random() % 2 == 0 ? Speed::High : Speed::Full);
        REQUIRE(camera.flashes(old).done());
        camera.restart();
        camera.flash.writesLeft = static_cast<int>(random() % (writes + 3));
        const bool done = camera.flashes(image).done();
        failures += done ? 0 : 1;
        CHECK((!done || camera.holds(image)));
        camera.restart();
        REQUIRE(camera.flashes(image, {.mode = Mode::Safe}).done());
        CHECK(camera.holds(image));
    }
    CHECK(failures > 800);
    CHECK(failures < 1000);
}
