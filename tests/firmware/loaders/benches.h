// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/loaders/alif_se.h"
#include "firmware/core/loaders/hid_device.h"
#include "firmware/core/loaders/legacy_cdc_device.h"
#include "protocol/loader/machine.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <random>
#include <vector>

// Machines of loader protocols against the devices, in virtual time. A bench does a machine's
// steps, and fails one of them when told.

namespace omv::firmware::loaders::test {

using ByteVector = std::vector<std::uint8_t>;
using protocol::Bytes;
using protocol::Duration;
using protocol::kMillisecond;
using protocol::kSecond;
using protocol::MutableBytes;
using protocol::Time;
using protocol::loader::Answer;
using protocol::loader::Fault;
using protocol::loader::FaultKind;
using protocol::loader::Machine;
using protocol::loader::Outcome;
using protocol::loader::Step;

inline ByteVector pattern(std::size_t size, unsigned seed = 1)
{
    ByteVector bytes(size);
    std::minstd_rand random(seed);
    for (auto& byte : bytes)
        byte = static_cast<std::uint8_t>(random() >> 8);
    return bytes;
}

/// Memory whose power fails in the middle of a write.
class DyingMemory final : public NorMemory {
public:
    DyingMemory(std::size_t size, CellKind kind, std::uint32_t sector = 0x1000)
        : bytes(size, kind == CellKind::Flash ? 0xFF : 0x00)
        , m_cells(bytes, kind, sector)
    {
    }
    DyingMemory(const DyingMemory&) = delete;
    DyingMemory& operator=(const DyingMemory&) = delete;

    std::uint32_t size() const override { return m_cells.size(); }
    bool read(std::uint32_t offset, MutableBytes into) override
    {
        return !dead && m_cells.read(offset, into);
    }
    bool erase(std::uint32_t offset, std::uint32_t length) override
    {
        if (!dies())
            return m_cells.erase(offset, length);
        m_cells.erase(offset, length / 2);
        return false;
    }
    bool program(std::uint32_t offset, Bytes data) override
    {
        if (!dies())
            return m_cells.program(offset, data);
        m_cells.program(offset, data.first(data.size() / 2));
        return false;
    }

    ByteVector bytes;
    int writesLeft = -1;  ///< until the power fails; -1: it does not
    int writes = 0;
    bool dead = false;

private:
    bool dies()
    {
        ++writes;
        if (!dead && writesLeft >= 0 && writesLeft-- == 0)
            dead = true;
        return dead;
    }

    MemoryCells m_cells;
};

enum class Trouble {
    Silence,  ///< what goes out is lost, nothing comes in
    LostReply,  ///< what comes in is lost
    Stall,
    Garbage,  ///< what comes in is something else
    Gone,
};
inline constexpr std::array kTroubles{Trouble::Silence, Trouble::LostReply, Trouble::Stall,
                                      Trouble::Garbage, Trouble::Gone};

struct Plan {
    int troubleAt = -1;  ///< the number of a step
    Trouble trouble = Trouble::Silence;
    int cancelAt = -1;
};

class Bench {
public:
    virtual Answer perform(const Step& step) = 0;

    Answer fail(const Step& step, Trouble trouble)
    {
        const bool in = step.kind == Step::Kind::ReportIn || step.kind == Step::Kind::Read;
        switch (trouble) {
        case Trouble::Gone: unplugged = true; return {Outcome::Gone, 0};
        case Trouble::Stall: return {Outcome::Stall, 0};
        case Trouble::LostReply: perform(step); return {Outcome::Timeout, 0};
        case Trouble::Garbage: {
            const Answer answer = perform(step);
            for (std::size_t i = 0; in && i < answer.size && i < step.in.size(); ++i)
                step.in[i] = static_cast<std::uint8_t>(m_garbage() >> 8);
            return answer;
        }
        case Trouble::Silence: break;
        }
        now += step.limit;
        return {Outcome::Timeout, 0};
    }

    Time now = 0;
    bool unplugged = false;

protected:
    ~Bench() = default;

private:
    std::minstd_rand m_garbage{77};
};

struct End {
    Step step;
    int steps = 0;

    bool done() const { return step.kind == Step::Kind::Done; }
};

inline End run(Machine& machine, Bench& bench, const Plan& plan = {})
{
    End end;
    end.step = machine.start();
    for (; !end.step.over() && end.steps < 1000000; ++end.steps) {
        const Answer answer = end.steps == plan.troubleAt ? bench.fail(end.step, plan.trouble)
                                                          : bench.perform(end.step);
        end.step = end.steps == plan.cancelAt ? machine.cancel(answer) : machine.answer(answer);
    }
    REQUIRE(end.step.over());
    return end;
}

/// Any HID.
class HidBench final : public Bench {
public:
    explicit HidBench(HidDevice& with)
        : device(&with)
    {
    }

    Answer perform(const Step& step) override
    {
        switch (step.kind) {
        case Step::Kind::ReportOut: return out(step);
        case Step::Kind::ReportIn: return in(step);
        case Step::Kind::Wait: now += step.limit; return {};
        default: FAIL("not a step for a HID"); return {};
        }
    }

    HidDevice* device;
    std::function<bool()> powerFailed = [] { return false; };

private:
    bool gone()
    {
        device->tick(now);
        return unplugged || powerFailed() || !device->attached();
    }

    Answer out(const Step& step)
    {
        for (const Time end = now + step.limit; now <= end; now += kMillisecond) {
            if (gone())
                return {Outcome::Gone, 0};
            const Taken taken = device->receive(step.out, now);
            if (taken == Taken::Stalled)
                return {Outcome::Stall, 0};
            if (taken == Taken::Yes)
                return {powerFailed() ? Outcome::Gone : Outcome::Ok, step.out.size()};
        }
        return {Outcome::Timeout, 0};
    }

    Answer in(const Step& step)
    {
        for (const Time end = now + step.limit; now <= end; now += kMillisecond) {
            if (gone())
                return {Outcome::Gone, 0};
            if (const std::size_t size = device->transmit(step.in, now))
                return {Outcome::Ok, size};
        }
        return {Outcome::Timeout, 0};
    }
};

/// A serial line with the secure enclave at its end. Bytes at the wrong rate arrive as rubbish.
class AlifBench final : public Bench {
public:
    AlifBench(AlifSe& with, std::size_t chopTo)
        : device(&with)
        , chop(chopTo)
    {
    }

    Answer perform(const Step& step) override
    {
        if (unplugged)
            return {Outcome::Gone, 0};
        switch (step.kind) {
        case Step::Kind::Write: return write(step);
        case Step::Kind::Read: return read(step);
        case Step::Kind::SetBaud: rate = step.number; return {};
        case Step::Kind::Discard: discard(); return {};
        case Step::Kind::Wait: now += step.limit; return {};
        default: FAIL("not a step for a serial line"); return {};
        }
    }

    AlifSe* device;
    std::size_t chop;
    std::uint32_t rate = 9600;
    std::function<bool()> powerFailed = [] { return false; };

private:
    bool inTune() const { return rate == device->rate(); }

    Answer write(const Step& step)
    {
        for (std::size_t at = 0; at < step.out.size(); at += chop) {
            ByteVector piece(step.out.begin() + static_cast<std::ptrdiff_t>(at),
                             step.out.begin() +
                                 static_cast<std::ptrdiff_t>(std::min(at + chop, step.out.size())));
            if (!inTune())
                std::fill(piece.begin(), piece.end(), std::uint8_t{0xE0});
            if (!powerFailed())
                device->receive(piece, now);
            now += 10 * static_cast<Duration>(piece.size());
        }
        return {Outcome::Ok, step.out.size()};
    }

    /// In pieces: fewer bytes than asked for are an answer too.
    Answer read(const Step& step)
    {
        const MutableBytes into = step.in.first(std::min(chop, step.in.size()));
        for (const Time end = now + step.limit; now <= end; now += kMillisecond) {
            if (powerFailed())
                continue;
            const bool heard = inTune();
            const std::size_t size = device->transmit(into, now);
            if (!heard)
                std::fill_n(into.begin(), size, std::uint8_t{0x81});
            if (size > 0)
                return {Outcome::Ok, size};
        }
        return {Outcome::Timeout, 0};
    }

    void discard()
    {
        ByteVector lost(4096);
        while (!powerFailed() && device->transmit(lost, now) > 0) {}
    }
};

/// CDC with the old loader behind it: each write goes out as USB packets.
class LegacyBench final : public Bench {
public:
    LegacyBench(LegacyCdcDevice& with, std::size_t packetSize)
        : device(&with)
        , m_packetSize(packetSize)
    {
    }

    Answer perform(const Step& step) override
    {
        device->tick(now);
        if (unplugged || powerFailed() || device->booted())
            return {Outcome::Gone, 0};
        switch (step.kind) {
        case Step::Kind::Write: return write(step);
        case Step::Kind::Read: return read(step);
        case Step::Kind::Discard: return {};
        case Step::Kind::Wait: now += step.limit; return {};
        default: FAIL("not a step for a serial line"); return {};
        }
    }

    LegacyCdcDevice* device;
    std::function<bool()> powerFailed = [] { return false; };

private:
    Answer write(const Step& step)
    {
        CHECK(step.out.size() % 64 != 0);
        CHECK(step.out.size() < m_packetSize);
        for (const Time end = now + step.limit; now <= end; now += kMillisecond) {
            if (powerFailed())
                return {Outcome::Gone, 0};
            if (device->receive(step.out, now) == Taken::Yes)
                return {Outcome::Ok, step.out.size()};
            if (device->booted())
                return {Outcome::Gone, 0};
        }
        return {Outcome::Timeout, 0};
    }

    Answer read(const Step& step)
    {
        for (const Time end = now + step.limit; now <= end; now += kMillisecond)
            if (const std::size_t size = device->transmit(step.in, now))
                return {Outcome::Ok, size};
        return {Outcome::Timeout, 0};
    }

    std::size_t m_packetSize;
};

}  // namespace omv::firmware::loaders::test
