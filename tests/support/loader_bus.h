// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/loader/machine.h"

#include <cstring>
#include <functional>
#include <optional>

namespace omv::test {

/// What goes wrong with one control transfer.
enum class Trouble : std::uint8_t {
    None,
    Stall,  ///< the device does not see it
    Timeout,  ///< the device does not see it
    LostAnswer,  ///< the device does, but its answer is late
    Gone,  ///< the cable is pulled before it
    GoneAfter,  ///< the device did it, and then the cable was pulled
    Garbage,  ///< the answer's bytes are nonsense
    Short,  ///< the answer has half of its bytes
};

/// A cable in virtual time between a loader machine and a simulated USB device: what an executor
/// does with a machine's steps. `Device`: DfuBootloader or StRomDfuse.
template<class Device>
class LoaderBus {
public:
    using Answer = protocol::loader::Answer;
    using Outcome = protocol::loader::Outcome;
    using Setup = protocol::loader::Setup;
    using Step = protocol::loader::Step;

    explicit LoaderBus(Device& device)
        : m_device(device)
    {
    }

    protocol::Time now = 0;
    /// Whether the device has power; asked after everything that it does.
    std::function<bool()> powered = [] { return true; };
    std::function<Trouble(std::size_t transfer)> trouble = [](std::size_t) {
        return Trouble::None;
    };
    bool plugged = true;
    std::size_t transfers = 0;
    std::size_t resets = 0;

    /// What the host does with a device that appears.
    void configure() { transfer({0x00, 9, 1, 0, 0}, {}, {}); }

    Answer perform(const Step& step)
    {
        switch (step.kind) {
        case Step::Kind::ControlOut:
        case Step::Kind::ControlIn: return control(step);
        case Step::Kind::SelectAlternate: {
            Step select = step;
            select.setup = {0x01, 11, step.setup.value, step.setup.index, 0};
            return control(select);
        }
        case Step::Kind::ResetPort:
            ++resets;
            if (!onBus())
                return {Outcome::Gone, 0};
            busReset();
            return {onBus() ? Outcome::Ok : Outcome::Gone, 0};
        case Step::Kind::Wait: now += step.limit; return {};
        default: return {Outcome::Stall, 0};
        }
    }

    /// Runs a job to its end. `cancelAt`: the number of the step whose answer is a cancel.
    Step run(protocol::loader::Machine& machine, std::optional<std::size_t> cancelAt = std::nullopt)
    {
        std::size_t steps = 0;
        Step step = machine.start();
        while (!step.over() && steps < kMaxSteps) {
            const Answer answer = perform(step);
            step = cancelAt == steps++ ? machine.cancel(answer) : machine.answer(answer);
        }
        m_steps = steps;
        return step;
    }
    std::size_t steps() const { return m_steps; }
    bool onBus() const { return plugged && powered() && m_device.onBus(); }

private:
    static constexpr std::size_t kMaxSteps = 1000000;
    static constexpr protocol::Duration kTransferTime = 125;

    void busReset()
    {
        if constexpr (requires { m_device.busReset(now); })
            m_device.busReset(now);
        else
            m_device.busReset();
    }

    Answer control(const Step& step)
    {
        const Trouble what = trouble(transfers++);
        if (what == Trouble::Gone)
            plugged = false;
        if (!onBus())
            return {Outcome::Gone, 0};
        if (what == Trouble::Stall)
            return {Outcome::Stall, 0};
        if (what == Trouble::Timeout) {
            now += step.limit;
            return {Outcome::Timeout, 0};
        }
        const protocol::Duration busy = m_device.busyFor(now);
        if (busy >= step.limit) {
            now += step.limit;
            return {Outcome::Timeout, 0};
        }
        now += busy + kTransferTime;
        return spoilt(what, step, transfer(step.setup, step.out, step.in));
    }

    Answer transfer(const Setup& setup, protocol::Bytes out, protocol::MutableBytes in)
    {
        const auto result = m_device.control(setup, out, in, now);
        if (!m_device.onBus())
            return {Outcome::Gone, 0};
        if (result.stall)
            return {Outcome::Stall, 0};
        m_device.acknowledged(now);
        return {Outcome::Ok, result.size};
    }

    Answer spoilt(Trouble what, const Step& step, Answer answer)
    {
        const std::size_t came = std::min(answer.size, step.in.size());
        switch (what) {
        case Trouble::LostAnswer: now += step.limit; return {Outcome::Timeout, 0};
        case Trouble::GoneAfter: plugged = false; return {Outcome::Gone, 0};
        case Trouble::Garbage:
            if (came > 0)
                std::memset(step.in.data(), 0xEE, came);
            return answer;
        case Trouble::Short: answer.size /= 2; return answer;
        default: return answer;
        }
    }

    Device& m_device;
    std::size_t m_steps = 0;
};

}  // namespace omv::test
