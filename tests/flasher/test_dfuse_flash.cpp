// SPDX-License-Identifier: MIT
// The executor against the ROM of an STM32 as its device end has it: a bootloader is replaced.
#include <openmv/flasher/executor.h>
#include <openmv/flasher/simulated.h>

#include <cstring>

#include "firmware-flasher/src/dfuse_loader.h"
#include "firmware-flasher/src/usb_describe.h"
#include "libopenmv/src/error_catalog.h"
#include "tests/firmware/loaders/st_rom_bench.h"
#include "tests/flasher/bus_pipe.h"
#include "tests/flasher/images.h"
#include "tests/support/catch.h"
#include "tests/support/loader_bus.h"

using namespace omv::flasher;
using namespace omv::test;
using omv::Result;
using omv::Status;
using omv::firmware::loaders::DfuseConfig;
using omv::firmware::loaders::DfuseMemory;
using omv::firmware::loaders::StRomDfuse;
using std::chrono::microseconds;

namespace {

using Bus = LoaderBus<StRomDfuse>;

/// A Cam M4 with its jumper set: it starts into the ROM.
class RomBoard final : public Bench {
public:
    RomBoard()
        : m_flash(f4Flash())
        , m_memory{kF4Memory, m_flash.get()}
        , m_device(config())
        , m_bus(m_device)
    {
        m_bus.powered = [this] { return !m_flash->dead(); };
        restart();
    }

    Sight look() override
    {
        if (m_flash->dead()) {
            m_flash->powerUp();
            restart();
        }
        return {m_device.onBus() ? State::InLoader : State::Absent, "rom"};
    }
    Status askForLoader() override { return omv::fail("OMV-E0101", "It does not run"); }
    Result<std::unique_ptr<LoaderSession>> openLoader(const Loader&) override
    {
        auto pipe = std::make_unique<BusPipe<Bus>>(m_bus);
        const auto target = describeDfu(*pipe);
        if (!target)
            return omv::Unexpected{target.error()};
        DfuseLoader::Maps maps;
        maps.emplace(0,
                     *omv::protocol::loader::MemoryMap::parse({kF4Memory, std::strlen(kF4Memory)}));
        return std::unique_ptr<LoaderSession>(
            new DfuseLoader(std::move(pipe), *target, std::move(maps), 0x08000000,
                            [this](omv::protocol::Duration time) { m_bus.now += time; }));
    }
    Result<omv::FirmwareVersion> readVersion() override
    {
        return omv::fail("OMV-E0101", "It does not run");
    }
    microseconds now() override { return microseconds(m_bus.now); }
    void sleep(microseconds time, const std::stop_token&) override { m_bus.now += time.count(); }

    MemoryFlash& flash() { return *m_flash; }
    bool left() const { return m_device.left(); }
    void restart()
    {
        m_bus.now += 2'000'000;
        m_device.reset(m_bus.now);
        m_bus.configure();
    }

private:
    DfuseConfig config() const
    {
        DfuseConfig config;
        config.memories = std::span(&m_memory, 1);
        return config;
    }

    std::unique_ptr<MemoryFlash> m_flash;
    DfuseMemory m_memory;
    StRomDfuse m_device;
    Bus m_bus;
};

struct Fixture {
    Fixture()
        : description(flashBoardOf("m4"))
        , release{"release", simulatedRelease(description, {5, 0, 0})}
    {
        const auto made = makePlan(description, release,
                                   {.goal = Goal::Bootloader, .allowUnverified = {"bootloader"}});
        REQUIRE(made);
        plan = *made;
        board.flash().scribble(7);
    }
    FlashReport run() { return execute(plan, description, release, board, {}); }
    bool holds()
    {
        const auto& bytes = release.file("bootloader.bin")->bytes;
        return board.flash().part(0x08000000, bytes.size()) == bytes;
    }

    FlashBoard description;
    Release release;
    RomBoard board;
    Plan plan;
};

}  // namespace

TEST_CASE("A bootloader is replaced by the chip's ROM, and nothing beside it")
{
    Fixture f;
    const auto behind = f.board.flash().part(0x08008000, 0x8000);
    const FlashReport report = f.run();
    INFO((report.error ? toString(*report.error) : ""));
    CHECK(report.ok());
    CHECK(f.holds());
    CHECK(f.board.left());
    CHECK(f.board.flash().part(0x08008000, 0x8000) == behind);
}

TEST_CASE("A ROM that loses power while it is written begins again, and is never done too soon")
{
    int interrupted = 0;
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        CAPTURE(seed);
        Fixture f;
        f.board.flash().cutAfter(seed * 23 % 4500, seed);
        const FlashReport report = f.run();
        interrupted += f.board.flash().work() != 0 && f.board.flash().erases() > 1 ? 1 : 0;
        INFO((report.error ? toString(*report.error) : ""));
        CHECK(report.ok());
        CHECK(f.holds());
    }
    CHECK(interrupted > 100);
}

TEST_CASE("A partition is read by the chip's ROM as a whole, and no further")
{
    Fixture f;
    auto session = f.board.openLoader(*f.description.loader("rom"));
    REQUIRE(session);
    const Partition& place = *f.description.partition("FILESYSTEM");
    for (const std::uint64_t size : {std::uint64_t{3}, std::uint64_t{2049}, place.region.bytes}) {
        std::vector<std::uint8_t> bytes(size);
        REQUIRE((*session)->read(place, bytes, {}));
        CHECK(bytes == f.board.flash().part(0x08008000, size));
    }
    std::vector<std::uint8_t> beyond(place.region.bytes + 1);
    CHECK((*session)->read(place, beyond, {}).error().id == "OMV-E0702");
}

TEST_CASE(
    "Memory that the chip's ROM does not have is refused, whatever alternate it has elsewhere")
{
    Fixture f;
    auto session = f.board.openLoader(*f.description.loader("rom"));
    REQUIRE(session);
    const Partition chip{"SPI_FLASH", {0, 4096}, {}, 0};
    std::vector<std::uint8_t> bytes(16);
    CHECK((*session)->read(chip, bytes, {}).error().id == "OMV-E0729");
    CHECK((*session)->holds(chip, bytes, {}).error().id == "OMV-E0729");
    CHECK((*session)->write(chip, bytes, {}).error().id == "OMV-E0729");
    CHECK((*session)->erase(chip, 16, {}).error().id == "OMV-E0729");
    CHECK(f.board.flash().erases() == 0);
}
