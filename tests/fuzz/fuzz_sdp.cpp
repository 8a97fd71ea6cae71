// SPDX-License-Identifier: MIT
// Whatever the ROM answers: words are read only from the report that has them, and every machine
// ends, a file with Done only when the ROM said so. Whatever a host sends: the ROM writes only
// into its RAM, and jumps only to an image.
#include "tests/fuzz/fuzz.h"

#include "firmware/core/loaders/imx_rom.h"
#include "protocol/loader/sdp_host.h"

#include <algorithm>
#include <vector>

using namespace omv::protocol;
using namespace omv::protocol::loader;
using omv::firmware::loaders::ImxRom;
using omv::fuzz::Input;
using omv::fuzz::require;

namespace {

using ByteVector = std::vector<std::uint8_t>;

constexpr std::uint32_t kAddress = 0x20000100;

void checkCodec(const ByteVector& bytes)
{
    if (const auto command = sdp::decodeCommand(bytes)) {
        const auto wire = sdp::encode(*command);
        require(sdp::decodeCommand(wire) == command, "a command comes back");
        require(std::equal(wire.begin(), wire.end() - 1, bytes.begin()),
                "and is what came, but for the reserved byte");
    }
    for (const std::uint8_t id : {sdp::report::kHab, sdp::report::kStatus})
        require(sdp::decodeWord(bytes, id).has_value() == (bytes.size() >= 5 && bytes[0] == id),
                "a word is in a report with its id");
}

Answer next(Input& input, const Step& step)
{
    const std::uint8_t how = input.empty() ? 0xFF : input.byte();
    if (how >= 0xF0)
        return {how == 0xF0 ? Outcome::Gone : how == 0xF1 ? Outcome::Stall : Outcome::Timeout, 0};
    if (step.kind != Step::Kind::ReportIn)
        return {Outcome::Ok, step.out.size()};
    const auto bytes = input.bytes(how);
    const std::size_t size = std::min(bytes.size(), step.in.size());
    std::copy_n(bytes.begin(), size, step.in.begin());
    return {Outcome::Ok, how == 0xEF ? step.in.size() + 1 : size};
}

/// How the job ended, and what the last report said.
std::pair<Step, ByteVector> drive(Machine& machine, Input& input)
{
    const std::uint8_t cancelAt = input.byte();
    ByteVector last;
    Step step = machine.start();
    int steps = 0;
    while (!step.over()) {
        require(++steps < 100, "a machine ends");
        const Answer answer = next(input, step);
        if (step.kind == Step::Kind::ReportIn && answer.outcome == Outcome::Ok)
            last.assign(step.in.begin(), step.in.end());
        step = steps == cancelAt ? machine.cancel(answer) : machine.answer(answer);
    }
    require(step.kind == Step::Kind::Done || bool(step.fault), "a failure has a reason");
    require(cancelAt == 0 || steps < cancelAt || step.kind == Step::Kind::Failed,
            "a cancelled job is not done");
    return {step, last};
}

void checkMachine(Input& input)
{
    const ByteVector image(2000, 0x22);
    switch (input.byte() % 3) {
    case 0: {
        sdp::WriteFile machine(kAddress, image);
        const auto [end, last] = drive(machine, input);
        const bool said = sdp::decodeWord(last, sdp::report::kStatus) == sdp::status::kFileWritten;
        require(end.kind != Step::Kind::Done || said, "the ROM said so");
        return;
    }
    case 1: {
        sdp::Jump machine(kAddress);
        drive(machine, input);
        return;
    }
    default: {
        sdp::ErrorStatus machine;
        drive(machine, input);
        return;
    }
    }
}

void checkDevice(Input& input)
{
    ByteVector ram(0x2000);
    ImxRom rom(ram);
    ByteVector out(sdp::report::kStatusSize);
    for (int i = 0; i < 200 && !input.empty(); ++i) {
        const bool padded = input.byte() % 2 == 0;
        const auto bytes = input.bytes(input.byte());
        ByteVector report(bytes.begin(), bytes.end());
        if (padded)
            report.resize(sdp::report::kDataSize);
        rom.receive(report, 0);
        while (rom.transmit(out, 0) > 0) {}
    }
    require(!rom.jumped() || std::count(ram.begin(), ram.end(), 0xD1) > 0, "jumps to an image");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    checkProtocol(Input(data, size), checkCodec, checkMachine, checkDevice);
    return 0;
}
