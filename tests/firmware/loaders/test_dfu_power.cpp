// SPDX-License-Identifier: MIT
// Power that is lost at any moment: the board is as before, or half written and saved by doing
// the same again; and nothing is called done that is not.
#include "protocol/loader/dfu_host.h"
#include "protocol/loader/dfuse_host.h"
#include "tests/firmware/loaders/dfu_boards.h"
#include "tests/firmware/loaders/st_rom_bench.h"
#include "tests/support/catch.h"
#include "tests/support/loader_bus.h"

#include <string_view>

using namespace omv::firmware::loaders;
using namespace omv::protocol;
using namespace omv::protocol::loader;
using namespace omv::test;

namespace {

constexpr std::uint32_t kRuns = 1000;

ByteVector randomBytes(std::size_t size, std::mt19937& random)
{
    ByteVector bytes(size);
    for (auto& byte : bytes)
        byte = static_cast<std::uint8_t>(random());
    return bytes;
}

std::uint32_t below(std::uint32_t limit, std::mt19937& random)
{
    return std::uniform_int_distribution<std::uint32_t>(0, limit - 1)(random);
}

/// Counts how the runs of a test ended.
struct Ends {
    int untouched = 0;
    int partial = 0;
    int done = 0;
};

bool isDone(const Step& step)
{
    return step.kind == Step::Kind::Done;
}

/// Writable partitions with all boards' kinds of flash; small ones, so that 1,000 runs are quick.
struct Place {
    DfuBoard board;
    std::size_t alternate;
};

std::vector<Place> places()
{
    std::vector<Place> all;
    all.push_back({m4Board(), 2});
    all.push_back({h7Board(), 1});
    all.push_back({ae3Board(), 2});
    all.push_back({ae3Board(), 6});
    all.push_back({n6Board(), 3});
    return all;
}

class DfuRun {
public:
    DfuRun(Place& place, std::uint32_t seed)
        : m_random(seed)
        , m_place(place)
        , m_partition(place.board.partitions[place.alternate])
        , m_flash(place.board.memory(place.alternate))
        , m_image(randomBytes(1 + below(40000, m_random), m_random))
    {
        m_flash.powerUp();
        m_before = m_flash.part(m_partition.start, m_image.size());
    }

    void run(Ends& ends)
    {
        // One in eight loses its power while nothing is written.
        std::size_t goneAt = kNever;
        if (below(8, m_random) == 0)
            goneAt = below(12, m_random);
        else
            m_flash.cutAfter(below(workOfAll(), m_random), static_cast<std::uint32_t>(m_random()));
        const Step end = flash(goneAt);
        const bool holds = m_flash.part(m_partition.start, m_image.size()) == m_image;
        if (isDone(end)) {
            ++ends.done;
            REQUIRE(holds);
        } else {
            REQUIRE(end.fault.kind == FaultKind::Gone);
            const bool same = m_flash.part(m_partition.start, m_image.size()) == m_before;
            ++(same ? ends.untouched : ends.partial);
        }
        m_flash.powerUp();
        REQUIRE(isDone(flash()));
        REQUIRE(m_flash.part(m_partition.start, m_image.size()) == m_image);
    }

private:
    /// More than all of it, so that some runs are not cut.
    std::uint32_t workOfAll() const
    {
        const auto words = static_cast<std::uint32_t>(m_image.size() / m_flash.wordSize()) + 1;
        const auto erases = static_cast<std::uint32_t>(m_image.size() / 4096) + 1;
        return words + words / 8 +
            (m_partition.erase == EraseRule::Never
                 ? 0
                 : erases * std::uint32_t{MemoryFlash::kEraseWork});
    }

    static constexpr std::size_t kNever = ~std::size_t{0};

    Step flash(std::size_t goneAt = kNever)
    {
        DfuBootloader device = m_place.board.bootloader();
        LoaderBus<DfuBootloader> bus(device);
        bus.powered = [this] { return !m_flash.dead(); };
        bus.trouble = [goneAt](std::size_t transfer) {
            return transfer == goneAt ? Trouble::Gone : Trouble::None;
        };
        device.reset(0, false);
        bus.configure();
        DfuTarget target;
        target.alternate = static_cast<std::uint16_t>(m_place.alternate);
        target.room = m_place.board.room(m_place.alternate);
        DfuDownload download(target, m_image);
        const Step step = bus.run(download);
        if (!isDone(step))
            return step;
        DfuVerify verify(target, m_image);
        return bus.run(verify);
    }

    std::mt19937 m_random;
    Place& m_place;
    const DfuPartition& m_partition;
    MemoryFlash& m_flash;
    ByteVector m_image;
    ByteVector m_before;
};

class RomRun {
public:
    RomRun(MemoryFlash& flash, std::uint32_t seed)
        : m_random(seed)
        , m_flash(flash)
        , m_image(randomBytes(1 + below(40000, m_random), m_random))
        , m_map(*MemoryMap::parse(std::string_view(kF4Memory)))
    {
        m_flash.powerUp();
        m_before = m_flash.part(kAddress, m_image.size());
    }

    void run(Ends& ends)
    {
        const auto words = static_cast<std::uint32_t>(m_image.size() / 4);
        m_flash.cutAfter(below(words + 300, m_random), static_cast<std::uint32_t>(m_random()));
        const Step end = flash();
        if (isDone(end)) {
            ++ends.done;
            REQUIRE(m_flash.part(kAddress, m_image.size()) == m_image);
        } else {
            REQUIRE(end.fault.kind == FaultKind::Gone);
            const bool same = m_flash.part(kAddress, m_image.size()) == m_before;
            ++(same ? ends.untouched : ends.partial);
        }
        m_flash.powerUp();
        REQUIRE(isDone(flash()));
        REQUIRE(m_flash.part(kAddress, m_image.size()) == m_image);
    }

private:
    static constexpr std::uint32_t kAddress = 0x08000000;

    Step flash()
    {
        const DfuseMemory memory{kF4Memory, &m_flash};
        DfuseConfig config;
        config.memories = std::span(&memory, 1);
        StRomDfuse device(config);
        LoaderBus<StRomDfuse> bus(device);
        bus.powered = [this] { return !m_flash.dead(); };
        device.reset(0);
        bus.configure();
        DfuTarget target;
        target.blockSize = 2048;
        DfuseErase erase(target, m_map, kAddress, static_cast<std::uint32_t>(m_image.size()));
        Step step = bus.run(erase);
        if (!isDone(step))
            return step;
        DfuseWrite write(target, m_map, kAddress, m_image);
        step = bus.run(write);
        if (!isDone(step))
            return step;
        DfuseVerify verify(target, kAddress, m_image);
        return bus.run(verify);
    }

    std::mt19937 m_random;
    MemoryFlash& m_flash;
    ByteVector m_image;
    ByteVector m_before;
    MemoryMap m_map;
};

}  // namespace

TEST_CASE("A board whose power is lost in a DFU download is flashed by the next one")
{
    std::vector<Place> all = places();
    Ends ends;
    for (std::uint32_t seed = 0; seed < kRuns; ++seed) {
        Place& place = all[seed % all.size()];
        INFO("seed " << seed << ", " << place.board.name);
        DfuRun(place, seed).run(ends);
    }
    // Each kind of end was seen, or the test proves less than it says.
    CHECK(ends.untouched > 0);
    CHECK(ends.partial > 500);
    CHECK(ends.done > 20);
}

TEST_CASE("A board whose power is lost in the ROM's loader is flashed by the next try")
{
    const auto flash = f4Flash();
    Ends ends;
    for (std::uint32_t seed = 0; seed < kRuns; ++seed) {
        INFO("seed " << seed);
        RomRun(*flash, seed).run(ends);
    }
    CHECK(ends.partial > 500);
    CHECK(ends.done > 20);
}
