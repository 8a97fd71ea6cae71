// SPDX-License-Identifier: MIT
// The jobs of DFU and DfuSe with a device that answers anything: they stay within their bytes,
// end when the device is gone, and call nothing verified that was not the same.
#include "tests/fuzz/fuzz.h"

#include "protocol/loader/dfu_host.h"
#include "protocol/loader/dfuse_host.h"

#include <algorithm>
#include <array>
#include <vector>

// Input: a byte for the job, one for the block size, a word for the size of the image; then an
// answer after the other: a byte of which bits 0-2 are its kind (and 3 a cancel), and what that
// kind needs.

using namespace omv::protocol;
using namespace omv::protocol::loader;
using omv::fuzz::Input;
using omv::fuzz::require;

namespace {

constexpr std::uint8_t kFill = 0xA5;

/// What the device does, and what of it was fine.
class AnyDevice {
public:
    explicit AnyDevice(Input& input)
        : m_input(input)
    {
    }

    Answer answer(const Step& step)
    {
        const std::uint8_t how = m_input.byte();
        m_cancels = (how & 8) != 0;
        switch (how & 7) {
        case 0: return {Outcome::Stall, 0};
        case 1: return {Outcome::Timeout, 0};
        case 2: return {Outcome::Gone, 0};
        // Too few bytes, or one too many.
        case 3: return {Outcome::Ok, m_input.byte() % (step.in.size() + step.out.size() + 2)};
        default: return good(step);
        }
    }
    bool cancels() const { return m_cancels; }
    std::size_t served() const { return m_served; }

private:
    Answer good(const Step& step)
    {
        if (step.kind != Step::Kind::ControlIn)
            return {Outcome::Ok, step.out.size()};
        if (step.setup.request == static_cast<std::uint8_t>(DfuRequest::GetStatus)) {
            const auto bytes = m_input.bytes(2);
            const std::array<std::uint8_t, 6> status{
                0, bytes.empty() ? std::uint8_t{0} : bytes[0],    0,
                0, bytes.size() < 2 ? std::uint8_t{2} : bytes[1], 0};
            std::copy(status.begin(), status.end(), step.in.begin());
            return {Outcome::Ok, step.in.size()};
        }
        const std::uint8_t fill = m_input.byte() < 250 ? kFill : std::uint8_t{0};
        std::fill(step.in.begin(), step.in.end(), fill);
        m_served += fill == kFill ? step.in.size() : 0;
        return {Outcome::Ok, step.in.size()};
    }

    Input& m_input;
    bool m_cancels = false;
    std::size_t m_served = 0;
};

void checkStep(const Step& step)
{
    if (step.kind == Step::Kind::ControlIn)
        require(step.setup.length == step.in.size() && (step.setup.requestType & 0x80) != 0,
                "a read says how much");
    if (step.kind == Step::Kind::ControlOut)
        require(step.setup.length == step.out.size() && (step.setup.requestType & 0x80) == 0,
                "a write says how much");
    if (step.kind == Step::Kind::Wait)
        require(step.limit > 0 && step.limit <= kDfuBusyLimit, "waits are bounded");
    else if (!step.over())
        require(step.limit > 0 && step.limit <= kDfuStatusLimit, "transfers are bounded");
    if (!step.out.empty() && step.setup.value == 0 && step.out.size() == 1)
        require(step.out[0] != kDfuseReadUnprotect, "protection is never taken off");
}

bool runToEnd(Machine& machine, Input& input, AnyDevice& device)
{
    Step step = machine.start();
    bool cancelled = false;
    while (!step.over() && !input.empty()) {
        checkStep(step);
        const Answer answer = device.answer(step);
        cancelled = cancelled || device.cancels();
        step = device.cancels() ? machine.cancel(answer) : machine.answer(answer);
        require(machine.progress().done <= machine.progress().total, "progress has an end");
    }
    for (int i = 0; i < 4 && !step.over(); ++i) {
        checkStep(step);
        step = machine.answer({Outcome::Gone, 0});
    }
    require(step.over(), "a job ends when its device is gone");
    const bool done = step.kind == Step::Kind::Done;
    require(done || step.fault.kind != FaultKind::None, "a failure has a reason");
    require(!done || !cancelled, "what was cancelled is not done");
    return done;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    Input input(data, size);
    const std::uint8_t job = input.byte();
    DfuTarget target;
    target.alternate = 1;
    target.blockSize = static_cast<std::uint16_t>(1 + input.byte());
    target.manifestationTolerant = (job & 16) != 0;
    // Of exactly its size, so that reading past it is noticed.
    std::vector<std::uint8_t> image(input.word() % 3000u, kFill);
    constexpr char kMemory[] = "@F/0x1000/2*64g,1*64e,30*128g";
    const auto map = MemoryMap::parse(std::span(kMemory).first<sizeof kMemory - 1>());
    const auto imageSize = static_cast<std::uint32_t>(image.size());
    AnyDevice device(input);
    const auto run = [&](auto&& machine) { return runToEnd(machine, input, device); };
    bool verified = false;
    switch (job & 15) {
    case 0: run(DfuDownload(target, image)); break;
    case 1: run(DfuUpload(target, image)); break;
    case 2: run(DfuUpload(target, image, ShortUpload::IsTheEnd)); break;
    case 3: verified = run(DfuVerify(target, image)); break;
    case 4: run(DfuHold(target)); break;
    case 5: run(DfuLeave(target)); break;
    case 6: run(DfuseErase(target, *map, 0x1020, imageSize)); break;
    case 7: run(DfuseWrite(target, *map, 0x1000, image)); break;
    case 8: run(DfuseMassErase(target)); break;
    case 9: run(DfuseRead(target, 0x1000, image)); break;
    case 10: verified = run(DfuseVerify(target, 0x1000, image)); break;
    case 11: run(DfuseCommands(target)); break;
    default: run(DfuseLeave(target, 0x1000)); break;
    }
    if (verified)
        require(device.served() >= image.size(), "what is verified was read as it should be");
    return 0;
}
