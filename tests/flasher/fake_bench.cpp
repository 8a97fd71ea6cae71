// SPDX-License-Identifier: MIT
#include "tests/flasher/fake_bench.h"

#include <algorithm>

#include "libopenmv/src/error_catalog.h"

namespace omv::test {

using namespace flasher;
using std::chrono::microseconds;
using std::chrono::milliseconds;

namespace {

constexpr std::size_t kBlock = 1024;

Unexpected gone()
{
    return fail("OMV-E0726", "The board left");
}

}  // namespace

/// Writes and reads in blocks, each of which takes a millisecond.
class FakeBench::Session final : public LoaderSession {
public:
    explicit Session(FakeBench& bench)
        : m_bench(bench)
    {
    }
    bool canRead() const override { return m_bench.readable; }

    Result<bool> holds(const Partition& partition, Bytes bytes, const Watch& watch) override
    {
        const auto& memory = m_bench.memory.at(partition.name);
        for (std::size_t at = 0; at < bytes.size(); at += kBlock) {
            if (const Status there = block(watch, at, bytes.size()); !there)
                return Unexpected{there.error()};
            const std::size_t size = std::min(kBlock, bytes.size() - at);
            if (!std::equal(bytes.begin() + long(at), bytes.begin() + long(at + size),
                            memory.begin() + long(at)))
                return false;
        }
        return true;
    }

    Status write(const Partition& partition, Bytes bytes, const Watch& watch) override
    {
        m_bench.log.push_back("write " + partition.name);
        for (std::size_t at = 0; at < bytes.size(); at += kBlock) {
            if (const Status there = block(watch, at, bytes.size()); !there)
                return there;
            put(partition.name, at, bytes.subspan(at, std::min(kBlock, bytes.size() - at)));
        }
        return Done{};
    }

    Status erase(const Partition& partition, std::uint64_t bytes, const Watch&) override
    {
        m_bench.log.push_back("erase " + partition.name);
        if (m_bench.state != State::InLoader)
            return gone();
        auto& memory = m_bench.memory.at(partition.name);
        std::fill_n(memory.begin(), bytes, std::uint8_t{0xFF});
        return Done{};
    }

    Status read(const Partition& partition, std::span<std::uint8_t> into,
                const Watch& watch) override
    {
        if (!m_bench.readable)
            return fail("OMV-E0732", "This loader cannot read memory");
        const auto& memory = m_bench.memory.at(partition.name);
        if (const Status there = block(watch, 0, into.size()); !there)
            return there;
        for (std::size_t i = 0; i < into.size(); ++i)
            into[i] = i < memory.size() ? memory[i] : 0xFF;
        return Done{};
    }
    Status startProgram(const RamProgram& program, Bytes bytes, const Watch&) override
    {
        m_bench.log.push_back("start " + program.file);
        if (bytes.size() != program.bytes)
            return fail("OMV-E0728", "Wrong size");
        m_bench.comes(m_bench.programLoader, milliseconds(500));
        return Done{};
    }
    Status configure(const FlashSetup&, const Watch&) override
    {
        m_bench.log.emplace_back("configure");
        return m_bench.state == State::InLoader ? Status(Done{}) : Status(gone());
    }
    Result<bool> fuseIsSet(const FuseRule&) override { return m_bench.fuse; }
    Status burnFuse(const FuseRule&) override
    {
        m_bench.log.emplace_back("burn");
        m_bench.fuse = true;
        return Done{};
    }

    std::string chipPart() const override { return m_bench.part; }
    Status writeSystemPackage(const SystemPackageFiles& files, const Watch&) override
    {
        m_bench.log.push_back("package of " + std::to_string(files.package.size()));
        if (!m_bench.staysAfterPackage)
            m_bench.vanish();
        return Done{};
    }

    Status leave() override
    {
        m_bench.log.push_back("leave");
        if (m_bench.state != State::InLoader)
            return gone();
        const bool fromRom = !m_bench.romLoader.empty() && m_bench.loader == m_bench.romLoader;
        m_bench.vanish();
        if (fromRom && m_bench.comesAfter.count() > 0)
            m_bench.comes("dfu", m_bench.comesAfter);
        else if (fromRom)
            m_bench.m_next = State::Absent;
        return Done{};
    }

private:
    Status block(const Watch& watch, std::size_t at, std::size_t size)
    {
        if (m_bench.state != State::InLoader)
            return gone();
        if (watch.cancel.stop_requested())
            return fail("OMV-E0724", "Cancelled");
        m_bench.m_now += milliseconds(1);
        if (watch.progress)
            watch.progress(at, size);
        if (m_bench.onBlock)
            m_bench.onBlock();
        return Done{};
    }

    void put(const std::string& name, std::size_t at, Bytes bytes)
    {
        auto& memory = m_bench.memory.at(name);
        std::copy(bytes.begin(), bytes.end(), memory.begin() + long(at));
        if (m_bench.wrongBits > 0) {
            --m_bench.wrongBits;
            memory[at] ^= 4;
        }
        ++m_bench.blocksWritten;
        if (!m_bench.leavesAfter.empty() && m_bench.blocksWritten == m_bench.leavesAfter.front()) {
            m_bench.leavesAfter.pop_front();
            m_bench.vanish();
            m_bench.m_changes = m_bench.m_now + m_bench.backAfter;
            m_bench.m_next = State::InLoader;
            if (!m_bench.romLoader.empty())
                m_bench.loader = m_bench.romLoader;
        }
    }

    FakeBench& m_bench;
};

FakeBench::FakeBench(const FlashBoard& board)
{
    for (const Partition& each : board.partitions)
        memory[each.name].assign(std::min<std::uint64_t>(each.region.bytes, 200'000), 0xFF);
}

bool FakeBench::runs() const
{
    const auto& bytes = memory.at(firmware);
    return std::equal(whole.begin(), whole.end(), bytes.begin());
}

/// Off the bus, and back in its firmware a second later, if that is whole.
void FakeBench::vanish()
{
    state = State::Absent;
    m_changes = m_now + std::chrono::seconds(1);
    m_next = runs() ? State::Running : State::Absent;
}

void FakeBench::comes(const std::string& which, microseconds after)
{
    state = State::Absent;
    loader = which;
    m_changes = m_now + after;
    m_next = State::InLoader;
}

Bench::Sight FakeBench::look()
{
    if (m_now >= m_changes) {
        state = m_next;
        m_changes = microseconds::max();
        if (state == State::InLoader) {
            // Nobody who holds it: on to the firmware.
            m_changes = m_now + milliseconds(1500);
            m_next = runs() ? State::Running : State::Absent;
        }
    }
    return {state, state == State::InLoader ? loader : std::string(), serial};
}

Status FakeBench::askForLoader()
{
    log.emplace_back("ask");
    if (!ignoresRequests) {
        state = State::Absent;
        m_changes = m_now + milliseconds(300);
        m_next = State::InLoader;
    }
    return Done{};
}

Result<std::unique_ptr<LoaderSession>> FakeBench::openLoader(const Loader&)
{
    if (look().state != State::InLoader)
        return gone();
    m_changes = microseconds::max();  // held
    return std::unique_ptr<LoaderSession>(new Session(*this));
}

Result<FirmwareVersion> FakeBench::readVersion()
{
    if (look().state != State::Running)
        return fail("OMV-E0101", "No camera");
    return version;
}

void FakeBench::sleep(microseconds time, const std::stop_token& cancel)
{
    if (!cancel.stop_requested())
        m_now += time;
}

}  // namespace omv::test
