// SPDX-License-Identifier: MIT
// The executor against the RT1062's resident loader as its device end has it, in virtual time.
#include <openmv/flasher/executor.h>
#include <openmv/flasher/simulated.h>

#include <deque>

#include "firmware-flasher/src/kboot_loader.h"
#include "firmware/core/loaders/imx_loader.h"
#include "libopenmv/src/error_catalog.h"
#include "protocol/loader/simulated_image.h"
#include "tests/firmware/loaders/benches.h"
#include "tests/flasher/images.h"

using namespace omv::flasher;
using omv::FirmwareVersion;
using omv::Result;
using omv::Status;
using omv::firmware::loaders::CellKind;
using omv::firmware::loaders::ImxLoader;
using omv::firmware::loaders::test::DyingMemory;
using omv::firmware::loaders::test::HidBench;
using std::chrono::microseconds;

namespace {

constexpr std::size_t kFlashBytes = std::size_t{16} << 20;
constexpr std::size_t kFirmware = 0x40000;  // from the flash's start
constexpr std::size_t kLargestImage = 80'000;

class HidPipe final : public Pipe {
public:
    explicit HidPipe(HidBench& bench)
        : m_bench(bench)
    {
    }
    Answer perform(const Step& step) override { return m_bench.perform(step); }

private:
    HidBench& m_bench;
};

class VirtualRt final : public Bench {
public:
    VirtualRt()
        : m_flash(kFlashBytes, CellKind::Flash)
        , m_fuses(64)
        , m_loader(std::make_unique<ImxLoader>(m_flash, m_fuses, Options(), 0))
        , m_bus(*m_loader)
    {
        m_bus.powerFailed = [this] { return m_flash.dead; };
    }

    Sight look() override
    {
        if (m_flash.dead)
            replug();
        m_loader->tick(m_bus.now);
        if (m_loader->attached())
            return {State::InLoader, "sbl"};
        return {version() ? State::Running : State::Absent};
    }
    Status askForLoader() override
    {
        reset();
        return omv::Done{};
    }
    Result<std::unique_ptr<LoaderSession>> openLoader(const Loader&) override
    {
        return KbootLoader::open(std::make_unique<HidPipe>(m_bus),
                                 [this](omv::protocol::Duration time) { m_bus.now += time; });
    }
    Result<FirmwareVersion> readVersion() override
    {
        if (const auto runs = version())
            return *runs;
        return omv::fail("OMV-E0101", "No camera");
    }
    microseconds now() override { return microseconds(m_bus.now); }
    void sleep(microseconds time, const std::stop_token&) override { m_bus.now += time.count(); }

    std::span<const std::uint8_t> memory(std::size_t offset, std::size_t size) const
    {
        return std::span(m_flash.bytes).subspan(offset, size);
    }
    /// The next loss of power comes after so many writes.
    void arm()
    {
        m_flash.writesLeft = -1;
        if (cuts.empty())
            return;
        m_flash.writesLeft = cuts.front();
        cuts.pop_front();
    }
    std::deque<int> cuts{};
    std::size_t replugs = 0;

private:
    using Options = omv::firmware::loaders::ImxLoaderOptions;

    void reset()
    {
        m_loader = std::make_unique<ImxLoader>(m_flash, m_fuses, Options(), m_bus.now);
        m_bus.device = m_loader.get();
    }
    void replug()
    {
        ++replugs;
        m_flash.dead = false;
        arm();
        m_bus.now += 2'000'000;
        reset();
    }
    std::optional<FirmwareVersion> version() const
    {
        const auto header =
            omv::protocol::loader::parseSimulatedImage(memory(kFirmware, kLargestImage));
        if (!header || !header->sound)
            return std::nullopt;
        return FirmwareVersion{header->version[0], header->version[1], header->version[2]};
    }

    DyingMemory m_flash;
    std::vector<std::uint32_t> m_fuses;
    std::unique_ptr<ImxLoader> m_loader;
    HidBench m_bus;
};

struct Fixture {
    Fixture()
        : board(omv::test::flashBoardOf("rt1062"))
    {
        use({5, 0, 0}, {.goal = Goal::Factory});
        const FlashReport report = run();
        INFO((report.error ? toString(*report.error) : ""));
        REQUIRE(report.ok());
    }
    void use(const FirmwareVersion& version, const PlanOptions& options)
    {
        release = {"release", simulatedRelease(board, version)};
        auto made = makePlan(board, release, options);
        REQUIRE(made);
        plan = *made;
    }
    FlashReport run() { return execute(plan, board, release, rt, {}); }
    bool holdsFirmware() const
    {
        const auto& bytes = release.file("firmware.bin")->bytes;
        const auto memory = rt.memory(kFirmware, bytes.size());
        return std::equal(bytes.begin(), bytes.end(), memory.begin());
    }

    FlashBoard board;
    Release release{};
    Plan plan;
    VirtualRt rt;
};

}  // namespace

TEST_CASE("An RT1062 is updated through its resident loader")
{
    Fixture f;
    f.use({5, 2, 0}, {});
    const FlashReport report = f.run();
    INFO((report.error ? toString(*report.error) : ""));
    CHECK(report.ok());
    CHECK(report.version == FirmwareVersion{5, 2, 0});
    CHECK(f.holdsFirmware());
    CHECK(f.run().bytesWritten == 0);
}

TEST_CASE("An RT1062 that loses power at any write is updated in the end")
{
    constexpr int kRuns = 200;
    Fixture f;
    int interrupted = 0;
    for (int seed = 1; seed <= kRuns; ++seed) {
        CAPTURE(seed);
        std::minstd_rand random(static_cast<unsigned>(seed));
        random();
        f.use({5, 3, seed % 250}, {.verify = random() % 4 != 0});
        for (auto i = random() % 3; i > 0; --i)
            f.rt.cuts.push_back(static_cast<int>(random() % 250));
        const std::size_t before = f.rt.replugs;
        f.rt.arm();
        const FlashReport report = f.run();
        interrupted += f.rt.replugs > before ? 1 : 0;
        if (report.ok())
            CHECK(f.holdsFirmware());
        f.rt.cuts.clear();
        f.rt.arm();
        f.rt.look();
        const FlashReport last = f.run();
        INFO((last.error ? toString(*last.error) : ""));
        CHECK(last.ok());
        CHECK(f.holdsFirmware());
    }
    CHECK(interrupted > kRuns / 3);
}

TEST_CASE("An RT1062 is read by its resident loader, and no further than a partition")
{
    Fixture f;
    REQUIRE(f.rt.askForLoader());
    auto session = f.rt.openLoader(f.board.loaders.front());
    REQUIRE(session);
    const Partition& place = *f.board.partition("FIRMWARE");
    for (const std::size_t size : {1UL, 1012UL, 1013UL, 65536UL}) {
        std::vector<std::uint8_t> bytes(size);
        std::uint64_t done = 0;
        const Watch watch{{}, [&](std::uint64_t now, std::uint64_t) { done = now; }};
        REQUIRE((*session)->read(place, bytes, watch));
        CHECK(done == size);
        const auto memory = f.rt.memory(kFirmware, size);
        CHECK(std::equal(bytes.begin(), bytes.end(), memory.begin()));
    }
    std::vector<std::uint8_t> beyond(place.region.bytes + 1);
    CHECK((*session)->read(place, beyond, {}).error().id == "OMV-E0702");
}
