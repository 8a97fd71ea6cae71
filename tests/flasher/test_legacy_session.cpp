// SPDX-License-Identifier: MIT
// An old camera's serial bootloader, through the session that writes it.
#include "firmware-flasher/src/legacy_loader.h"
#include "libopenmv/src/error_catalog.h"
#include "tests/flasher/bench_pipe.h"
#include "tests/flasher/images.h"

using namespace omv::flasher;
using namespace omv::test;
using omv::Errc;
using omv::Status;
using omv::firmware::loaders::CellKind;
using omv::firmware::loaders::LegacyCdcBoard;
using omv::firmware::loaders::LegacyCdcDevice;
using omv::firmware::loaders::test::ByteVector;
using omv::firmware::loaders::test::DyingMemory;
using omv::firmware::loaders::test::kTroubles;
using omv::firmware::loaders::test::LegacyBench;
using omv::firmware::loaders::test::pattern;

namespace {

namespace legacy = omv::protocol::loader::legacy_cdc;

// An M7 with smaller sectors: 4 before the firmware, 8 for it.
constexpr std::array<std::uint32_t, 13> kSectors{0,      0x800,  0x1000, 0x1800, 0x2000,
                                                 0x3000, 0x4000, 0x5000, 0x6000, 0x7000,
                                                 0x8000, 0x9000, 0xA000};
constexpr std::uint32_t kFileSystem = 0x800;
constexpr std::uint32_t kFirmware = 0x2000;
constexpr std::uint32_t kQspiBytes = 0x20000;

struct Camera {
    explicit Camera(legacy::Version version = legacy::Version::V3,
                    legacy::Speed speed = legacy::Speed::High)
        : description(flashBoardOf("m7"))
        , flash(0xA000, CellKind::Flash, 0x800)
        , qspi(kQspiBytes, CellKind::Flash, 0x10000)
    {
        board.version = version;
        board.speed = speed;
        board.layout = legacy::kLayoutF4F7;
        board.qspi = {0, 1, 65536};
        board.sectors = kSectors;
        restart();
        line.powerFailed = [this] { return flash.dead || qspi.dead; };
        std::fill(flash.bytes.begin(), flash.bytes.end(), std::uint8_t{0});
        std::fill(qspi.bytes.begin(), qspi.bytes.end(), std::uint8_t{0});
    }
    Camera(const Camera&) = delete;
    Camera& operator=(const Camera&) = delete;

    void restart()
    {
        flash.dead = qspi.dead = false;
        flash.writesLeft = -1;
        line.unplugged = false;
        device.emplace(flash, &qspi, board, line.now);
        device->configured(line.now);
        line.device = &*device;
    }
    std::unique_ptr<LoaderSession> open(BenchPipe::Faults* faults = nullptr)
    {
        auto session =
            LegacyLoader::open(std::make_unique<BenchPipe>(line, faults),
                               *description.loader("legacy")->sectors, board.speed, waitOn(line));
        REQUIRE(session);
        return std::move(*session);
    }
    const Partition& place(const std::string& name) const { return *description.partition(name); }
    Status write(BenchPipe::Faults* faults = nullptr)
    {
        return open(faults)->write(place("FIRMWARE"), image, {});
    }
    bool holds() const
    {
        return std::equal(image.begin(), image.end(), flash.bytes.begin() + kFirmware);
    }

    FlashBoard description;
    DyingMemory flash;
    DyingMemory qspi;
    LegacyCdcBoard board;
    std::optional<LegacyCdcDevice> device{std::in_place, flash, nullptr, board,
                                          omv::protocol::Time{0}};
    LegacyBench line{*device, 512};
    ByteVector image = pattern(5000);
};

}  // namespace

TEST_CASE("An old camera takes firmware and starts it, its file system as it was")
{
    for (const legacy::Version version :
         {legacy::Version::V1, legacy::Version::V2, legacy::Version::V3}) {
        Camera camera(version);
        const auto session = camera.open();
        CHECK_FALSE(session->canRead());
        std::uint64_t done = 0;
        const Watch watch{{}, [&](std::uint64_t now, std::uint64_t) { done = now; }};
        REQUIRE(session->write(camera.place("FIRMWARE"), camera.image, watch));
        CHECK(done == camera.image.size());
        CHECK(session->leave());
        CHECK(camera.holds());
        CHECK(camera.device->booted());
        CHECK(camera.flash.bytes[kFileSystem] == 0);
        CHECK(camera.qspi.bytes[0] == 0);
    }
}

TEST_CASE("An old camera's file system is emptied along with the firmware")
{
    Camera camera;
    const auto session = camera.open();
    REQUIRE(session->erase(camera.place("FILESYSTEM"), 4096, {}));
    // Nothing is done yet, and leaving does not say that it was.
    CHECK(camera.flash.writes == 0);
    CHECK(session->leave().error().id == "OMV-E0732");
    REQUIRE(session->write(camera.place("FIRMWARE"), camera.image, {}));
    CHECK(session->leave());
    CHECK(camera.holds());
    CHECK(camera.flash.bytes[kFileSystem] == 0xFF);
    CHECK(camera.qspi.bytes[0] == 0xFF);
    CHECK(session->erase(camera.place("FILESYSTEM"), 4096, {}).error().id == "OMV-E0732");
}

TEST_CASE("An old camera's bootloader takes nothing but firmware")
{
    Camera camera;
    BenchPipe::Faults count;
    const auto session = camera.open(&count);
    ByteVector bytes(64);
    for (const char* name : {"BOOTLOADER", "FILESYSTEM", "ROMFS0"})
        CHECK(session->write(camera.place(name), bytes, {}).error().id == "OMV-E0732");
    for (const char* name : {"BOOTLOADER", "FIRMWARE", "ROMFS0"})
        CHECK(session->erase(camera.place(name), 64, {}).error().id == "OMV-E0732");
    CHECK(session->holds(camera.place("FIRMWARE"), bytes, {}).error().id == "OMV-E0732");
    CHECK(session->read(camera.place("FIRMWARE"), bytes, {}).error().id == "OMV-E0732");
    const ByteVector large(camera.place("FIRMWARE").region.bytes + 1);
    CHECK(session->write(camera.place("FIRMWARE"), large, {}).error().id == "OMV-E0702");
    CHECK(count.steps == 0);
}

TEST_CASE("What fails fast is written once more with pauses")
{
    Camera camera;
    BenchPipe::Faults count;
    REQUIRE(camera.write(&count));
    int again = 0;
    for (int at = 3; at < count.steps; ++at)
        for (const auto trouble : {BenchPipe::Trouble::Silence, BenchPipe::Trouble::Stall}) {
            CAPTURE(at);
            camera.restart();
            BenchPipe::Faults faults{at, trouble};
            REQUIRE(camera.write(&faults));
            CHECK(camera.holds());
            CHECK(camera.device->booted());
            again += faults.steps > count.steps + 1 ? 1 : 0;
        }
    CHECK(again > count.steps);
}

TEST_CASE("Trouble at any step of an old camera's update is never success without its firmware")
{
    Camera camera;
    BenchPipe::Faults count;
    REQUIRE(camera.write(&count));
    for (int at = 0; at < count.steps; ++at)
        for (const auto trouble : kTroubles) {
            CAPTURE(at);
            camera.restart();
            std::fill(camera.flash.bytes.begin(), camera.flash.bytes.end(), std::uint8_t{0});
            BenchPipe::Faults faults{at, trouble};
            const Status done = camera.write(&faults);
            CHECK((!done || camera.holds()));
            if (trouble == BenchPipe::Trouble::Gone)
                CHECK(done.error().code == Errc::Disconnected);
        }
}

TEST_CASE("Power lost at any write of an old camera's update is told, and made up for")
{
    Camera camera;
    REQUIRE(camera.write());
    const int writes = camera.flash.writes;
    for (int at = 0; at < writes; ++at) {
        CAPTURE(at);
        camera.restart();
        camera.flash.writesLeft = at;
        CHECK(camera.write().error().code == Errc::Disconnected);
        camera.restart();
        REQUIRE(camera.write());
        CHECK(camera.holds());
    }
}

TEST_CASE("A cancelled update of an old camera is not begun again with pauses")
{
    Camera camera;
    std::stop_source stop;
    const Watch watch{stop.get_token(), [&](std::uint64_t done, std::uint64_t) {
                          if (done > 1000)
                              stop.request_stop();
                      }};
    const Status cancelled = camera.open()->write(camera.place("FIRMWARE"), camera.image, watch);
    CHECK(cancelled.error().code == Errc::Cancelled);
    CHECK_FALSE(camera.device->booted());
}

TEST_CASE("Nobody at the port ends, and is not tried with pauses")
{
    Camera camera;
    struct Deaf final : Pipe {
        Answer perform(const Step& step) override
        {
            ++steps;
            return step.kind == Step::Kind::Discard ? Answer{} : Answer{Outcome::Timeout, 0};
        }
        int steps = 0;
    };
    auto pipe = std::make_unique<Deaf>();
    const Deaf& deaf = *pipe;
    const auto session = LegacyLoader::open(
        std::move(pipe), *camera.description.loader("legacy")->sectors, legacy::Speed::High, {});
    REQUIRE(session);
    const Status status = (*session)->write(camera.place("FIRMWARE"), camera.image, {});
    CHECK(status.error().code == Errc::Timeout);
    CHECK(deaf.steps == 1 + 2 * 3000);
}
