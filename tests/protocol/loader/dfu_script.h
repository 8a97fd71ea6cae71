// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/loader/dfu_session.h"
#include "tests/support/catch.h"

#include <cstring>
#include <initializer_list>
#include <string>
#include <vector>

// A device that is a list: what the host is expected to ask, and what it gets.

namespace omv::protocol::loader::test {

inline const char* requestName(std::uint8_t request)
{
    constexpr const char* kNames[] = {"DETACH",    "DNLOAD",   "UPLOAD", "GETSTATUS",
                                      "CLRSTATUS", "GETSTATE", "ABORT"};
    return request < std::size(kNames) ? kNames[request] : "?";
}

/// "DNLOAD 2 21 00 00 00 08", "DNLOAD 1 (4096)", "UPLOAD 0 (64)", "GETSTATUS", "WAIT 35000 ms".
inline std::string textOf(const Step& step)
{
    const auto number = [](auto value) { return std::to_string(value); };
    std::string text;
    switch (step.kind) {
    case Step::Kind::SelectAlternate: return "SELECT " + number(step.setup.value);
    case Step::Kind::ResetPort: return "RESET";
    case Step::Kind::Wait: return "WAIT " + number(step.limit / kMillisecond) + " ms";
    case Step::Kind::Done: return "Done";
    case Step::Kind::Failed:
        return "Failed " + number(static_cast<int>(step.fault.kind)) + " code " +
            number(step.fault.code) + " at " + number(step.fault.offset);
    case Step::Kind::ControlOut:
    case Step::Kind::ControlIn: break;
    default: return "another step";
    }
    text = requestName(step.setup.request);
    const auto request = static_cast<DfuRequest>(step.setup.request);
    if (request == DfuRequest::Download || request == DfuRequest::Upload ||
        request == DfuRequest::Detach)
        text += " " + number(step.setup.value);
    if (request == DfuRequest::Upload || step.out.size() > 8) {
        text += " (" + number(step.setup.length) + ")";
    } else {
        for (const std::uint8_t byte : step.out) {
            char hex[8];
            std::snprintf(hex, sizeof hex, " %02x", byte);
            text += hex;
        }
    }
    return text;
}

struct Reply {
    Outcome outcome = Outcome::Ok;
    std::vector<std::uint8_t> bytes{};
};

inline Reply status(DfuState state, std::uint32_t pollTimeout = 0, DfuError error = DfuError::Ok)
{
    const auto wire = encode(DfuStatus{error, pollTimeout, state, 0});
    return {Outcome::Ok, {wire.begin(), wire.end()}};
}
inline Reply stall()
{
    return {Outcome::Stall, {}};
}
inline Reply gone()
{
    return {Outcome::Gone, {}};
}
inline Reply timeout()
{
    return {Outcome::Timeout, {}};
}
inline Reply bytes(std::size_t size, std::uint8_t value = 0xA5)
{
    return {Outcome::Ok, std::vector<std::uint8_t>(size, value)};
}

struct Line {
    std::string asked;
    Reply reply{};
};
using Script = std::vector<Line>;

inline Script operator+(Script first, const Script& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}
inline Script times(int count, const Script& one)
{
    Script all;
    for (int i = 0; i < count; ++i)
        all = std::move(all) + one;
    return all;
}

inline Answer give(const Step& step, const Reply& reply)
{
    Answer answer{reply.outcome, step.out.size()};
    if (step.kind == Step::Kind::ControlIn) {
        answer.size = reply.bytes.size();
        const std::size_t size = std::min(reply.bytes.size(), step.in.size());
        if (size > 0)
            std::memcpy(step.in.data(), reply.bytes.data(), size);
    }
    return answer;
}

/// Plays all of the script, in whose line `cancelAt` the user cancels, and says how it ends.
inline std::string play(Machine& machine, const Script& script, int cancelAt = -1)
{
    Step step = machine.start();
    int number = 0;
    for (const Line& line : script) {
        INFO("line " << number);
        REQUIRE(textOf(step) == line.asked);
        const Answer answer = give(step, line.reply);
        step = number++ == cancelAt ? machine.cancel(answer) : machine.answer(answer);
    }
    const std::string end = textOf(step);
    // What is over stays so.
    if (step.over())
        CHECK(textOf(machine.answer({})) == end);
    return end;
}

inline std::string failed(FaultKind kind, std::uint32_t code = 0, std::uint64_t offset = 0)
{
    Step step;
    step.kind = Step::Kind::Failed;
    step.fault = {kind, code, offset};
    return textOf(step);
}
inline std::string refused(DfuError error, std::uint64_t offset = 0)
{
    return failed(FaultKind::Refused, static_cast<std::uint32_t>(error), offset);
}
inline std::string wrongState(DfuState state, std::uint64_t offset = 0)
{
    return failed(FaultKind::WrongState, static_cast<std::uint32_t>(state), offset);
}

/// A target of 64-byte blocks on alternate setting 2.
inline DfuTarget smallTarget()
{
    DfuTarget target;
    target.alternate = 2;
    target.blockSize = 64;
    return target;
}
inline Script opening()
{
    return {{"SELECT 2"}, {"GETSTATUS", status(DfuState::Idle)}};
}
inline Script aborting()
{
    return {{"ABORT"}, {"GETSTATUS", status(DfuState::Idle)}};
}
inline Script block(const std::string& download)
{
    return {{download},
            {"GETSTATUS", status(DfuState::DownloadBusy)},
            {"GETSTATUS", status(DfuState::DownloadIdle)}};
}

}  // namespace omv::protocol::loader::test
