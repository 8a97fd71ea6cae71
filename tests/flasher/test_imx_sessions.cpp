// SPDX-License-Identifier: MIT
// An RT1062 whose flash is empty: its ROM, the flash loader that it is given, and what that does.
#include "firmware-flasher/src/kboot_loader.h"
#include "firmware-flasher/src/sdp_loader.h"
#include "firmware-flasher/src/sha256.h"
#include "firmware/core/loaders/imx_loader.h"
#include "firmware/core/loaders/imx_rom.h"
#include "libopenmv/src/error_catalog.h"
#include "tests/flasher/bench_pipe.h"
#include "tests/flasher/images.h"

#include <cstring>

using namespace omv::flasher;
using namespace omv::test;
using omv::Errc;
using omv::firmware::loaders::CellKind;
using omv::firmware::loaders::ImxLoader;
using omv::firmware::loaders::ImxLoaderKind;
using omv::firmware::loaders::ImxLoaderOptions;
using omv::firmware::loaders::ImxRom;
using omv::firmware::loaders::test::ByteVector;
using omv::firmware::loaders::test::DyingMemory;
using omv::firmware::loaders::test::HidBench;
using omv::firmware::loaders::test::kTroubles;
using omv::firmware::loaders::test::pattern;

namespace {

constexpr std::size_t kFlashBytes = std::size_t{16} << 20;
constexpr std::uint32_t kProgramAddress = 0x20001C00;

/// Something that the ROM takes for a program: an image vector table that knows its address.
ByteVector programOf(std::size_t size)
{
    ByteVector image = pattern(size, 5);
    const ByteVector ivt{0xD1, 0x00, 0x20, 0x40};
    std::copy(ivt.begin(), ivt.end(), image.begin());
    omv::protocol::storeU32(std::span(image).subspan(20).first<4>(), kProgramAddress);
    return image;
}

struct Camera {
    Camera()
        : board(flashBoardOf("rt1062"))
        , program(*board.loader("rom")->program)
        , setup(*board.loader("rom")->setup)
        , fuse(*board.fuse)
        , ram(512 * 1024)
        , flash(kFlashBytes, CellKind::Flash)
        , rom(std::in_place, ram)
        , bus(*rom)
    {
        bus.powerFailed = [this] { return flash.dead; };
    }
    Camera(const Camera&) = delete;
    Camera& operator=(const Camera&) = delete;

    /// Power off and on, its SBL pin still set.
    void replug()
    {
        flash.dead = false;
        flash.writesLeft = -1;
        bus.unplugged = false;
        bus.now += 2'000'000;
        rom.emplace(ram);
        bus.device = &*rom;
    }
    std::unique_ptr<LoaderSession> openRom(BenchPipe::Faults* faults = nullptr)
    {
        auto session = SdpLoader::open(std::make_unique<BenchPipe>(bus, faults), waitOn(bus));
        REQUIRE(session);
        return std::move(*session);
    }
    /// What the jump led to.
    omv::Result<std::unique_ptr<LoaderSession>> openFlashLoader()
    {
        REQUIRE(rom->jumped());
        ImxLoaderOptions options;
        options.kind = ImxLoaderKind::Flashloader;
        loader.emplace(flash, fuses, options, bus.now);
        bus.device = &*loader;
        return KbootLoader::open(std::make_unique<BenchPipe>(bus, loaderFaults), waitOn(bus));
    }
    std::unique_ptr<LoaderSession> flashLoader()
    {
        REQUIRE(openRom()->startProgram(program, programOf(program.bytes), {}));
        auto session = openFlashLoader();
        REQUIRE(session);
        return std::move(*session);
    }
    bool hasBlock() const { return std::memcmp(flash.bytes.data(), "FCFB", 4) == 0; }

    FlashBoard board;
    RamProgram program;
    FlashSetup setup;
    FuseRule fuse;
    ByteVector ram;
    DyingMemory flash;
    std::array<std::uint32_t, 16> fuses{};
    std::optional<ImxRom> rom;
    std::optional<ImxLoader> loader;
    HidBench bus;
    BenchPipe::Faults* loaderFaults = nullptr;
};

}  // namespace

TEST_CASE("An RT1062 with empty flash gets its loader, its block and its files")
{
    Camera camera;
    const auto session = camera.flashLoader();
    const Partition& place = *camera.board.partition("SBL");
    const ByteVector image = pattern(31320);
    const auto tooSoon = session->write(place, image, {});
    CHECK(tooSoon.error().id == "OMV-E0728");
    REQUIRE(session->configure(camera.setup, {}));
    CHECK(camera.hasBlock());
    REQUIRE(session->write(place, image, {}));
    ByteVector read(image.size());
    REQUIRE(session->read(place, read, {}));
    CHECK(read == image);
    // Again over what is there.
    REQUIRE(session->configure(camera.setup, {}));
    CHECK(camera.hasBlock());
    CHECK(*session->holds(place, image, {}));
    CHECK(session->leave());
    CHECK(camera.loader->left());
}

TEST_CASE("A setup for other memory than FlexSPI NOR is refused before anything is sent")
{
    Camera camera;
    const auto session = camera.flashLoader();
    camera.setup.memory = 8;
    CHECK(session->configure(camera.setup, {}).error().id == "OMV-E0732");
    CHECK(camera.flash.writes == 0);
}

TEST_CASE("A fuse is looked at first, and burned once")
{
    Camera camera;
    const auto session = camera.flashLoader();
    camera.fuses[6] = 0;
    CHECK_FALSE(*session->fuseIsSet(camera.fuse));
    REQUIRE(session->burnFuse(camera.fuse));
    CHECK(camera.fuses[6] == 0x10);
    CHECK(*session->fuseIsSet(camera.fuse));
    CHECK(session->burnFuse(camera.fuse));
    // A word that means something else is not touched.
    camera.fuses[6] = 0x200;
    CHECK_FALSE(*session->fuseIsSet(camera.fuse));
    CHECK(session->burnFuse(camera.fuse).error().id == "OMV-E0728");
    CHECK(camera.fuses[6] == 0x200);
}

TEST_CASE("A program of the wrong size or checksum is refused by its name, and nothing is sent")
{
    Camera camera;
    BenchPipe::Faults count;
    const auto session = camera.openRom(&count);
    for (const std::size_t size :
         {std::size_t{0}, camera.program.bytes - 1, camera.program.bytes + 1}) {
        const auto refused = session->startProgram(camera.program, programOf(size + 64), {});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().id == "OMV-E0733");
        CHECK(refused.error().what.find("sdphost_flash_loader.bin") == 0);
    }
    const ByteVector right = programOf(camera.program.bytes);
    camera.program.sha256 = std::string(64, '0');
    const auto refused = session->startProgram(camera.program, right, {});
    CHECK(refused.error().id == "OMV-E0733");
    CHECK(refused.error().why.find(sha256Of(right)) != std::string::npos);
    CHECK(count.steps == 0);
    camera.program.sha256 = sha256Of(right);
    for (char& digit : camera.program.sha256)
        digit = digit >= 'a' ? static_cast<char>(digit - 'a' + 'A') : digit;
    CHECK(session->startProgram(camera.program, right, {}));
    CHECK(camera.rom->jumped());
}

TEST_CASE("What is no program for the ROM is refused by it, with words")
{
    Camera camera;
    const auto refused =
        camera.openRom()->startProgram(camera.program, ByteVector(camera.program.bytes), {});
    CHECK(refused.error().id == "OMV-E0728");
    CHECK(refused.error().why.find("does not accept the program") != std::string::npos);
    CHECK_FALSE(camera.rom->jumped());
}

TEST_CASE("The ROM starts programs, and says so when asked for anything else")
{
    Camera camera;
    BenchPipe::Faults count;
    const auto session = camera.openRom(&count);
    const Partition& place = *camera.board.partition("FIRMWARE");
    ByteVector bytes(16);
    CHECK_FALSE(session->canRead());
    CHECK(session->holds(place, bytes, {}).error().id == "OMV-E0732");
    CHECK(session->read(place, bytes, {}).error().id == "OMV-E0732");
    CHECK(session->write(place, bytes, {}).error().id == "OMV-E0732");
    CHECK(session->erase(place, 16, {}).error().id == "OMV-E0732");
    CHECK(session->burnFuse(camera.fuse).error().id == "OMV-E0732");
    CHECK(session->leave().error().id == "OMV-E0732");
    CHECK(count.steps == 0);
}

TEST_CASE("Trouble at any step of starting the program is never taken for a started one")
{
    Camera camera;
    const ByteVector image = programOf(camera.program.bytes);
    BenchPipe::Faults count;
    REQUIRE(camera.openRom(&count)->startProgram(camera.program, image, {}));
    for (int at = 0; at < count.steps; ++at)
        for (const auto trouble : kTroubles) {
            CAPTURE(at);
            camera.replug();
            BenchPipe::Faults faults{at, trouble};
            // That the ROM left or fell silent behind the jump is all that there is to know.
            const bool behindJump = at >= count.steps - 2;
            const auto started = camera.openRom(&faults)->startProgram(camera.program, image, {});
            CHECK((!started || camera.rom->jumped() || behindJump));
            camera.replug();
            REQUIRE(camera.openRom()->startProgram(camera.program, image, {}));
        }
}

TEST_CASE("Power lost at any write of a setup: told, and made up for by the same again")
{
    int cut = 0;
    for (int writes = 0; writes < 6; ++writes) {
        CAPTURE(writes);
        Camera camera;
        auto session = camera.flashLoader();
        camera.flash.writesLeft = writes;
        const Partition& place = *camera.board.partition("SBL");
        const ByteVector image = pattern(600);
        const bool done = session->configure(camera.setup, {}) && session->write(place, image, {});
        CHECK(done == !camera.flash.dead);
        cut += done ? 0 : 1;
        camera.replug();
        session = camera.flashLoader();
        REQUIRE(session->configure(camera.setup, {}));
        REQUIRE(session->write(place, image, {}));
        CHECK(camera.hasBlock());
        CHECK(*session->holds(place, image, {}));
    }
    CHECK(cut == 6);
}

TEST_CASE("Trouble at any step of a setup ends it, and never as done without its block")
{
    Camera camera;
    BenchPipe::Faults count;
    camera.loaderFaults = &count;
    REQUIRE(camera.flashLoader()->configure(camera.setup, {}));
    for (int at = 0; at < count.steps; ++at)
        for (const auto trouble : kTroubles) {
            CAPTURE(at);
            camera.replug();
            std::fill_n(camera.flash.bytes.begin(), 4096, std::uint8_t{0});
            REQUIRE(camera.openRom()->startProgram(camera.program, programOf(camera.program.bytes),
                                                   {}));
            BenchPipe::Faults faults{at, trouble};
            camera.loaderFaults = &faults;
            const auto session = camera.openFlashLoader();
            const bool done = session && (*session)->configure(camera.setup, {});
            CHECK((!done || camera.hasBlock()));
        }
}

TEST_CASE("A read beyond a partition is refused before anything is sent")
{
    Camera camera;
    const auto session = camera.flashLoader();
    REQUIRE(session->configure(camera.setup, {}));
    ByteVector bytes(4097);
    CHECK(session->read(*camera.board.partition("FCB"), bytes, {}).error().id == "OMV-E0702");
    bytes.resize(4096);
    CHECK(session->read(*camera.board.partition("FCB"), bytes, {}));
}

TEST_CASE("A setup that is cancelled in time leaves the flash as it was")
{
    Camera camera;
    const auto session = camera.flashLoader();
    std::stop_source stop;
    stop.request_stop();
    const auto cancelled = session->configure(camera.setup, {stop.get_token(), {}});
    CHECK(cancelled.error().code == Errc::Cancelled);
    CHECK(camera.flash.writes == 0);
}
