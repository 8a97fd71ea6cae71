// SPDX-License-Identifier: MIT
// The executor against OpenMV's bootloader as its device end has it, in virtual time: reads,
// writes, cuts of power at any moment.
#include <openmv/flasher/executor.h>
#include <openmv/flasher/simulated.h>

#include <deque>

#include "firmware-flasher/src/dfu_loader.h"
#include "libopenmv/src/error_catalog.h"
#include "protocol/loader/simulated_image.h"
#include "tests/firmware/loaders/dfu_boards.h"
#include "tests/flasher/bus_pipe.h"
#include "tests/flasher/images.h"
#include "tests/support/catch.h"
#include "tests/support/loader_bus.h"

using namespace omv::flasher;
using namespace omv::test;
using omv::FirmwareVersion;
using omv::Result;
using omv::Status;
using omv::firmware::loaders::BootPhase;
using omv::firmware::loaders::DfuBootloader;
using std::chrono::microseconds;

namespace {

using Bus = LoaderBus<DfuBootloader>;

/// A board with power, a cable and a bootloader; its firmware runs when it is sound.
class VirtualBoard final : public Bench {
public:
    VirtualBoard(DfuBoard&& board, const FlashBoard& description)
        : m_board(std::move(board))
        , m_description(description)
        , m_device(m_board.bootloader())
        , m_bus(m_device)
    {
        m_bus.powered = [this] { return !m_board.dead(); };
    }

    Sight look() override
    {
        replugWhenDead();
        m_device.tick(m_bus.now);
        if (m_device.onBus()) {
            if (!m_configured)
                m_bus.configure();
            m_configured = true;
            return {State::InLoader, "dfu"};
        }
        m_configured = false;
        return {firmwareVersion() ? State::Running : State::Absent};
    }
    Status askForLoader() override
    {
        m_device.reset(m_bus.now, true);
        return omv::Done{};
    }
    Result<std::unique_ptr<LoaderSession>> openLoader(const Loader&) override
    {
        return DfuLoader::open(std::make_unique<BusPipe<Bus>>(m_bus), {},
                               [this](omv::protocol::Duration time) { m_bus.now += time; });
    }
    Result<FirmwareVersion> readVersion() override
    {
        if (const auto version = firmwareVersion())
            return *version;
        return omv::fail("OMV-E0101", "No camera");
    }
    microseconds now() override { return microseconds(m_bus.now); }
    void sleep(microseconds time, const std::stop_token&) override { m_bus.now += time.count(); }

    /// The next ends of power, in pieces of flash work.
    std::deque<std::uint64_t> cuts{};
    std::size_t replugs = 0;

    std::vector<std::uint8_t> memory(const std::string& partition, std::size_t size) const
    {
        const std::size_t number = m_board.number(partition);
        return m_board.memory(number).part(m_board.partitions[number].start, size);
    }
    void arm()
    {
        if (cuts.empty())
            return;
        for (const auto& flash : m_board.flash)
            flash->cutAfter(cuts.front(), static_cast<std::uint32_t>(cuts.front()));
        cuts.pop_front();
    }

private:
    /// Somebody plugs it in again two seconds later: the bootloader, then the firmware if any.
    void replugWhenDead()
    {
        if (!m_board.dead())
            return;
        ++replugs;
        for (const auto& flash : m_board.flash)
            flash->powerUp();
        arm();
        m_bus.now += 2'000'000;
        m_device.reset(m_bus.now, false);
        m_configured = false;
    }

    std::optional<FirmwareVersion> firmwareVersion() const
    {
        if (m_device.phase() != BootPhase::Left && m_device.phase() != BootPhase::Off)
            return std::nullopt;
        std::optional<FirmwareVersion> version;
        for (const ImageRule& rule : m_description.images) {
            if (rule.role != Role::Firmware)
                continue;
            const auto bytes = memory(rule.partition, 65'536);
            const auto header = omv::protocol::loader::parseSimulatedImage(bytes);
            if (!header || !header->sound)
                return std::nullopt;
            version = FirmwareVersion{header->version[0], header->version[1], header->version[2]};
        }
        return version;
    }

    DfuBoard m_board;
    const FlashBoard& m_description;
    DfuBootloader m_device;
    Bus m_bus;
    bool m_configured = false;
};

DfuBoard deviceOf(const std::string& id)
{
    if (id == "ae3")
        return ae3Board();
    return id == "h7" ? h7Board() : pureThermalBoard();
}

struct Fixture {
    explicit Fixture(const std::string& id, const PlanOptions& options = {})
        : description(flashBoardOf(id))
        , release{"release", simulatedRelease(description, {5, 1, 0})}
        , board(deviceOf(id), description)
    {
        const auto made = makePlan(description, release, options);
        REQUIRE(made);
        plan = *made;
        // As it left the factory, with older firmware.
        const Release old{"release", simulatedRelease(description, {5, 0, 0})};
        const auto first = makePlan(description, old, {.goal = Goal::Factory});
        REQUIRE(first);
        REQUIRE(board.askForLoader());
        const FlashReport report = execute(*first, description, old, board, {});
        INFO((report.error ? toString(*report.error) : ""));
        REQUIRE(report.ok());
        REQUIRE(report.version == FirmwareVersion{5, 0, 0});
    }
    FlashReport run() { return execute(plan, description, release, board, {}); }
    bool holdsAll() const
    {
        return std::all_of(plan.steps.begin(), plan.steps.end(), [&](const PlanStep& step) {
            return step.kind != PlanStep::Kind::Write ||
                board.memory(step.partition, step.bytes) == release.file(step.file)->bytes;
        });
    }

    FlashBoard description;
    Release release;
    VirtualBoard board;
    Plan plan;
};

}  // namespace

TEST_CASE("Boards in their bootloader are updated and say their new version")
{
    for (const char* id : {"ae3", "pure-thermal", "h7"}) {
        INFO(id);
        Fixture f(id);
        const FlashReport report = f.run();
        INFO((report.error ? toString(*report.error) : ""));
        CHECK(report.ok());
        CHECK(report.version == FirmwareVersion{5, 1, 0});
        CHECK(f.holdsAll());
        const FlashReport again = f.run();
        CHECK(again.ok());
        CHECK(again.bytesWritten == 0);
    }
}

TEST_CASE("Emptying the file system leaves what lies behind it on the chip")
{
    Fixture f("pure-thermal", {.eraseFileSystem = true});
    CHECK(f.run().ok());
    CHECK(f.board.memory("SPI_FLASH", 4096) == std::vector<std::uint8_t>(4096));
    const Release old{"release", simulatedRelease(f.description, {5, 0, 0})};
    const auto& romfs = old.file("romfs0.img")->bytes;
    CHECK(f.board.memory("ROMFS0", romfs.size()) == romfs);
}

TEST_CASE("Power lost at any moment: updated in the end, or so again by the same command")
{
    constexpr std::uint32_t kRuns = 1000;
    std::size_t interrupted = 0;
    std::size_t straight = 0;
    for (std::uint32_t seed = 1; seed <= kRuns; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const char* ids[] = {"ae3", "pure-thermal", "h7"};
        static Fixture fixtures[] = {Fixture("ae3"), Fixture("pure-thermal"), Fixture("h7")};
        Fixture& f = fixtures[seed % 3];
        CAPTURE(ids[seed % 3]);
        // Another version each time, so that there is something to write.
        f.release = {"release",
                     simulatedRelease(f.description, {5, 1, static_cast<int>(seed % 200)})};
        f.plan = *makePlan(f.description, f.release, {.verify = random() % 5 != 0});
        for (auto i = random() % 4; i > 0; --i)
            f.board.cuts.push_back(random() % 600);
        const std::size_t before = f.board.replugs;
        f.board.arm();
        const FlashReport report = f.run();
        interrupted += f.board.replugs > before;
        if (report.ok()) {
            CHECK(f.holdsAll());
            straight += f.board.replugs > before;
        }
        f.board.cuts.clear();
        f.board.look();
        const FlashReport last = f.run();
        INFO((last.error ? toString(*last.error) : ""));
        CHECK(last.ok());
        CHECK(f.holdsAll());
    }
    CHECK(interrupted > kRuns / 3);
    CHECK(straight > interrupted / 2);
}

TEST_CASE("A partition is read by the bootloader as a whole, and no further")
{
    Fixture f("h7");
    REQUIRE(f.board.askForLoader());
    CHECK(f.board.look().state == Bench::State::InLoader);
    auto session = f.board.openLoader(f.description.loaders.front());
    REQUIRE(session);
    for (const char* name : {"FIRMWARE", "ROMFS0", "BOOTLOADER"}) {
        const Partition& place = *f.description.partition(name);
        for (const std::uint64_t size : {std::uint64_t{5}, place.region.bytes}) {
            std::vector<std::uint8_t> bytes(size);
            REQUIRE((*session)->read(place, bytes, {}));
            CHECK(bytes == f.board.memory(name, size));
        }
        std::vector<std::uint8_t> beyond(place.region.bytes + 1);
        CHECK((*session)->read(place, beyond, {}).error().id == "OMV-E0702");
    }
}

TEST_CASE("A flash chip takes minutes to be brought back: the bootloader is asked until it has")
{
    const auto rescued = [](Fixture& f, bool patiently, const Watch& watch) {
        REQUIRE(f.board.askForLoader());
        CHECK(f.board.look().state == Bench::State::InLoader);
        auto session = f.board.openLoader(f.description.loaders.front());
        REQUIRE(session);
        const StorageRescue& rescue = *f.description.storageRescue;
        const Partition& place = *f.description.partition(rescue.partition);
        if (patiently)
            return (*session)->rescueStorage(rescue, place, watch);
        std::vector<std::uint8_t> block(place.region.bytes);
        std::copy(rescue.key.begin(), rescue.key.end(), block.begin());
        return (*session)->write(place, block, watch);
    };
    Fixture f("ae3");
    const auto before = f.board.now();
    const Status done = rescued(f, true, {});
    INFO((done ? "" : toString(done.error())));
    CHECK(done);
    CHECK(f.board.now() - before > std::chrono::seconds(30));
    CHECK(f.board.memory("RWFS", 4096) == std::vector<std::uint8_t>(4096, 0xFF));
    CHECK(f.board.memory("ROMFS0", 4096) == std::vector<std::uint8_t>(4096, 0xFF));
    // As any other block it would have been given up.
    Fixture impatient("ae3");
    CHECK(rescued(impatient, false, {}).error().id == "OMV-E0727");
    // Cancel ends the asking.
    Fixture cancelled("ae3");
    std::stop_source stop;
    stop.request_stop();
    const auto start = cancelled.board.now();
    CHECK_FALSE(rescued(cancelled, true, {stop.get_token(), {}}));
    CHECK(cancelled.board.now() - start < std::chrono::seconds(30));
}
