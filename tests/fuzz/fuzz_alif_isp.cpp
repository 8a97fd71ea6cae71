// SPDX-License-Identifier: MIT
// Whatever the chip says: only packets that add up are read, their contents come back from the
// encoders, and every machine ends, without ever having said ERASE_MRAM or written to a chip
// that it does not know. Whatever a host sends: the chip stays inside its MRAM.
#include "tests/fuzz/fuzz.h"

#include "firmware/core/loaders/alif_se.h"
#include "protocol/loader/alif_host.h"

#include <algorithm>
#include <vector>

using namespace omv::protocol;
using namespace omv::protocol::loader;
using namespace omv::firmware::loaders;
using omv::fuzz::Input;
using omv::fuzz::require;

namespace {

using ByteVector = std::vector<std::uint8_t>;

void checkContents(const alif::Packet& packet)
{
    const auto again = [](const auto& payload) {
        return alif::Packet{alif::Code::DataResponse, payload};
    };
    if (const auto revision = alif::decodeRevision(packet)) {
        const auto wire = encode(*revision);
        require(alif::decodeRevision(again(wire)) == revision, "a revision comes back");
        require(revision->part[0] != 0, "a blank part has its name");
    }
    if (const auto record = alif::decodeTocRecord(packet)) {
        const auto wire = encode(*record);
        require(alif::decodeTocRecord(again(wire)) == record, "a record comes back");
        require(!alif::toc::isEnd(packet), "a record is no end");
    }
    if (const auto enquiry = alif::decodeEnquiry(packet)) {
        const auto wire = encode(*enquiry);
        const auto back = alif::decodeEnquiry(again(wire));
        require(back && back->serom == enquiry->serom && back->error == enquiry->error,
                "an enquiry comes back");
    }
}

void checkCodec(const ByteVector& bytes)
{
    const auto packet = alif::decodePacket(bytes);
    unsigned sum = 0;
    for (const std::uint8_t byte : bytes)
        sum += byte;
    const bool addsUp = bytes.size() >= 3 && bytes[0] == bytes.size() && sum % 256 == 0;
    require(packet.has_value() == addsUp, "read when it adds up");
    if (!packet)
        return;
    alif::errorOf(*packet);
    ByteVector wire(bytes.size());
    const std::size_t size = alif::encode(wire, packet->code, packet->payload);
    const bool forbidden = packet->code == alif::Code::EraseMram;
    require(forbidden ? size == 0 : wire == bytes, "a packet comes back, unless it is forbidden");
    checkContents(*packet);
}

/// Payloads of the fuzzer's, mostly in packets that add up; several when it says so.
ByteVector reply(Input& input)
{
    const std::array codes{alif::Code::Ack, alif::Code::DataResponse, alif::Code::Nak,
                           alif::Code::PrintData};
    ByteVector all;
    for (bool more = true; more && !input.empty();) {
        const std::uint8_t how = input.byte();
        const auto bytes = input.bytes(how % 0x90);
        ByteVector wire(bytes.begin(), bytes.end());
        more = false;
        if (how < 0xF0) {
            const std::uint8_t kind = input.byte();
            wire.resize(alif::kMaxPacket);
            wire.resize(alif::encode(wire, codes[kind % codes.size()], bytes));
            more = kind >= 0x80;
        }
        all.insert(all.end(), wire.begin(), wire.end());
    }
    return all;
}

/// A line on which what was said and not read stays.
class Line {
public:
    explicit Line(Input& input)
        : m_input(input)
    {
    }

    Answer perform(const Step& step)
    {
        if (step.kind == Step::Kind::Write)
            return write(step);
        if (step.kind == Step::Kind::Discard)
            m_said.clear();
        if (step.kind != Step::Kind::Read)
            return {};
        require(!step.in.empty(), "there is room");
        const std::size_t size = std::min(step.in.size(), m_said.size());
        std::copy_n(m_said.begin(), size, step.in.begin());
        m_said.erase(m_said.begin(), m_said.begin() + static_cast<std::ptrdiff_t>(size));
        return {size < step.in.size() ? Outcome::Timeout : Outcome::Ok, size};
    }

    bool writes = false;

private:
    Answer write(const Step& step)
    {
        const auto packet = alif::decodePacket(step.out);
        if (packet) {
            require(packet->code != alif::Code::EraseMram, "erasing is never said");
            writes = writes || packet->code == alif::Code::BurnMram ||
                packet->code == alif::Code::MramWrite;
        }
        const ByteVector said = m_input.empty() ? ByteVector() : reply(m_input);
        m_said.insert(m_said.end(), said.begin(), said.end());
        return {said.empty() && m_input.byte() == 1 ? Outcome::Gone : Outcome::Ok, step.out.size()};
    }

    Input& m_input;
    ByteVector m_said;
};

bool drive(Machine& machine, Line& line, std::uint8_t cancelAt)
{
    Step step = machine.start();
    int steps = 0;
    while (!step.over()) {
        require(++steps < 100000, "a machine ends");
        const Answer answer = line.perform(step);
        step = steps == cancelAt ? machine.cancel(answer) : machine.answer(answer);
    }
    require(step.kind == Step::Kind::Done || bool(step.fault), "a failure has a reason");
    require(cancelAt == 0 || steps < cancelAt || step.kind == Step::Kind::Failed,
            "a cancelled job is not done");
    return step.kind == Step::Kind::Done;
}

void checkMachine(Input& input)
{
    Line line(input);
    const std::uint8_t cancelAt = input.byte();
    std::array<alif::TocRecord, 3> records;
    alif::Identify identify;
    alif::ReadToc toc(records);
    alif::SetMaintenance maintenance;
    alif::HardMaintenance hard(20);
    alif::Reset reset;
    const std::array<Machine*, 5> machines{&identify, &toc, &maintenance, &hard, &reset};
    const std::size_t which = input.byte() % (machines.size() + 1);
    if (which < machines.size()) {
        const bool done = drive(*machines[which], line, cancelAt);
        require(!line.writes, "nothing is written");
        require(identify.identity().known() == (done && which == 0), "known when done");
        require(toc.count() <= records.size(), "no more records than room");
        return;
    }
    const bool known = drive(identify, line, 0);
    const alif::Target target{.part = alif::kBlankPart};
    const ByteVector data(64, 0x33);
    const std::array images{alif::MramImage{alif::mram::kBase, data, {}, 0}};
    alif::WriteMram write(identify.identity(), target, images);
    const bool done = drive(write, line, cancelAt);
    require(!line.writes || (known && identify.identity().matches(target)), "a chip that is known");
    require(!done || write.progress().done == data.size(), "all was written");
}

/// MRAM of the real size that keeps nothing.
class Watched final : public NorMemory {
public:
    explicit Watched(bool seram)
        : m_seram(seram)
    {
    }

    std::uint32_t size() const override { return alif::mram::kSize; }
    bool read(std::uint32_t offset, MutableBytes into) override
    {
        std::fill(into.begin(), into.end(), std::uint8_t{0x5A});
        const bool pointer = offset == alif::mram::kOffsetFile - alif::mram::kBase;
        if (m_seram && pointer && into.size() == 4)
            storeU32(into.first<4>(), alif::mram::kSystemPackage - alif::mram::kBase);
        return true;
    }
    bool erase(std::uint32_t, std::uint32_t) override { return true; }
    bool program(std::uint32_t offset, Bytes bytes) override
    {
        const bool inside = offset <= size() && bytes.size() <= size() - offset;
        require(inside || !m_seram, "SERAM checks where it writes");
        return inside;
    }

private:
    bool m_seram;
};

void checkDevice(Input& input)
{
    Watched mram(input.byte() % 2 == 0);
    AlifSeOptions options;
    options.needsMaintenance = input.byte() % 2 == 0;
    options.deaf = input.byte() % 8 == 0;
    AlifSe chip(mram, options, 0);
    ByteVector out(100);
    Time now = 0;
    for (int i = 0; i < 300 && !input.empty(); ++i) {
        const ByteVector said = reply(input);
        chip.receive(said, now);
        now = std::max(now, chip.busyUntil()) + 1;
        for (int reads = 0; reads < 100; ++reads)
            require(chip.transmit(out, now) <= out.size(), "no more than room");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    checkProtocol(Input(data, size), checkCodec, checkMachine, checkDevice);
    return 0;
}
