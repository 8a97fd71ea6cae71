// SPDX-License-Identifier: MIT
// Whatever a loader answers: decoders stay inside the report and their encoders bring the same
// back, and every machine ends, with Done only when all of its data came or was taken. Whatever
// a host sends: the loader stays inside its memory.
#include "tests/fuzz/fuzz.h"

#include "firmware/core/loaders/imx_loader.h"
#include "protocol/loader/kboot_host.h"

#include <algorithm>
#include <memory>
#include <vector>

using namespace omv::protocol;
using namespace omv::protocol::loader;
using namespace omv::firmware::loaders;
using omv::fuzz::Input;
using omv::fuzz::require;

namespace {

using ByteVector = std::vector<std::uint8_t>;

constexpr std::size_t kSize = 200;
constexpr std::uint32_t kAddress = 0x60001000;

void checkCodec(const ByteVector& bytes)
{
    const auto report = kboot::decodeReport(bytes);
    if (!report)
        return;
    require(report->payload.size() + kboot::kReportHeader <= bytes.size(), "inside the report");
    ByteVector again(bytes.size());
    require(kboot::encodeReport(again, report->id, report->payload, bytes.size()) == bytes.size(),
            "a report fits where it came from");
    const auto back = kboot::decodeReport(again);
    require(back &&
                std::equal(back->payload.begin(), back->payload.end(), report->payload.begin(),
                           report->payload.end()),
            "a report comes back");
    const auto packet = kboot::decodePacket(report->payload);
    if (!packet)
        return;
    ByteVector payload(kboot::kMaxCommand);
    payload.resize(kboot::encode(payload, *packet));
    require(kboot::decodePacket(payload) == packet, "a packet comes back");
}

/// The next answer to a step. After the last one there is only silence.
Answer next(Input& input, const Step& step)
{
    const std::uint8_t how = input.empty() ? 0xFF : input.byte();
    if (how >= 0xF0)
        return {how % 2 == 0 ? Outcome::Stall : Outcome::Timeout, 0};
    if (step.kind != Step::Kind::ReportIn)
        return {how >= 0xE0 ? Outcome::Gone : Outcome::Ok, step.out.size()};
    const auto bytes = input.bytes(how);
    const std::size_t size = std::min(bytes.size(), step.in.size());
    std::copy_n(bytes.begin(), size, step.in.begin());
    return {Outcome::Ok, size};
}

struct Moved {
    std::uint64_t in = 0;
    std::uint64_t out = 0;
    bool programsFuse = false;
    int commands = 0;
};

void count(Moved& moved, const Step& step)
{
    if (step.kind != Step::Kind::ReportOut)
        return;
    const auto report = kboot::decodeReport(step.out);
    require(report.has_value(), "what goes out can be read");
    if (report->id == kboot::report::kDataOut) {
        moved.out += report->payload.size();
        return;
    }
    const auto command = kboot::decodePacket(report->payload);
    require(command.has_value(), "a command goes out");
    ++moved.commands;
    moved.programsFuse = moved.programsFuse || command->tag == kboot::Tag::FlashProgramOnce;
}

Step drive(Machine& machine, Input& input, Moved& moved)
{
    const std::uint8_t cancelAt = input.byte();
    Step step = machine.start();
    int steps = 0;
    while (!step.over()) {
        require(++steps < 100000, "a machine ends");
        require(step.kind != Step::Kind::ReportIn || !step.in.empty(), "there is room");
        count(moved, step);
        const Answer answer = next(input, step);
        if (step.kind == Step::Kind::ReportIn)
            moved.in += answer.size;
        step = steps == cancelAt ? machine.cancel(answer) : machine.answer(answer);
    }
    require(step.kind == Step::Kind::Done || bool(step.fault), "a failure has a reason");
    require(cancelAt == 0 || steps < cancelAt || step.kind == Step::Kind::Failed,
            "a cancelled job is not done");
    return step;
}

void checkMachine(Input& input)
{
    const kboot::HidLink link{.packetSize = input.byte() % 70u};
    const ByteVector data(kSize, 0x11);
    auto into = std::make_unique<std::uint8_t[]>(kSize);
    Moved moved;
    switch (input.byte() % 7) {
    case 0: {
        kboot::WriteMemory machine(link, kAddress, data);
        if (drive(machine, input, moved).kind == Step::Kind::Done)
            require(moved.out == kSize, "all was sent");
        return;
    }
    case 1: {
        kboot::ReadMemory machine(link, kAddress, MutableBytes(into.get(), kSize));
        if (drive(machine, input, moved).kind == Step::Kind::Done)
            require(moved.in > kSize, "all came");
        return;
    }
    case 2: {
        kboot::VerifyMemory machine(link, kAddress, data);
        if (drive(machine, input, moved).kind == Step::Kind::Done)
            require(moved.in > kSize, "all came");
        return;
    }
    case 3: {
        kboot::ProgramOnce machine(link, 6, 0x10);
        const Step end = drive(machine, input, moved);
        require(!moved.programsFuse || (moved.in > 0 && moved.commands > 1), "read first");
        // One more when an earlier job's data phase took the first.
        const int least = moved.programsFuse ? 3 : 1;
        require(end.kind != Step::Kind::Done ||
                    (moved.commands >= least && moved.commands <= least + 1),
                "read again");
        return;
    }
    case 4: {
        kboot::GetProperty machine(link, 1);
        drive(machine, input, moved);
        return;
    }
    case 5: {
        kboot::EraseRegion machine(link, kAddress, 0x1234);
        drive(machine, input, moved);
        return;
    }
    default: {
        kboot::Reset machine(link);
        drive(machine, input, moved);
        return;
    }
    }
}

void checkDevice(Input& input)
{
    ByteVector cells(0x3000, 0xFF);
    MemoryCells flash(cells, CellKind::Flash);
    std::array<std::uint32_t, 8> fuses{};
    ImxLoaderOptions options;
    options.kind = input.byte() % 2 == 0 ? ImxLoaderKind::Flashloader : ImxLoaderKind::Resident;
    ImxLoader loader(flash, fuses, options, 0);
    ByteVector out(ImxLoader::kReportSize);
    Time now = 0;
    for (int i = 0; i < 200 && !input.empty(); ++i) {
        const auto bytes = input.bytes(input.byte());
        const ByteVector report(bytes.begin(), bytes.end());
        loader.receive(report, now);
        now = std::max(now, loader.busyUntil()) + 1;
        for (int reads = 0; reads < 20; ++reads) {
            const std::size_t size = loader.transmit(out, now);
            require(size == 0 || size == ImxLoader::kReportSize, "reports are whole");
            require(size == 0 || kboot::decodeReport(Bytes(out).first(size)).has_value(),
                    "what comes in can be read");
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    checkProtocol(Input(data, size), checkCodec, checkMachine, checkDevice);
    return 0;
}
