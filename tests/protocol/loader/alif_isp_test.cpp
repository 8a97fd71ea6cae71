// SPDX-License-Identifier: MIT
#include "tests/protocol/loader/script.h"

#include "protocol/loader/alif_host.h"

#include <cstring>

using namespace omv::protocol;
using namespace omv::protocol::loader;
using namespace omv::protocol::loader::test;
using alif::Code;

namespace {

ByteVector packet(Code code, Bytes payload = {})
{
    ByteVector bytes(alif::kMaxPacket);
    bytes.resize(alif::encode(bytes, code, payload));
    return bytes;
}

ByteVector words(std::initializer_list<std::uint32_t> values)
{
    ByteVector bytes(4 * values.size());
    std::size_t at = 0;
    for (const std::uint32_t value : values) {
        storeU32(MutableBytes(bytes).subspan(at).first<4>(), value);
        at += 4;
    }
    return bytes;
}

ByteVector ack()
{
    return packet(Code::Ack);
}

alif::Target target()
{
    alif::Target target;
    std::memcpy(target.part.data(), "AE302F80F55D5AE", 15);
    return target;
}

alif::Revision revision()
{
    alif::Revision revision;
    revision.part = target().part;
    revision.silicon = alif::kRevisionB4;
    return revision;
}

ByteVector dataResponse(Bytes payload)
{
    return packet(Code::DataResponse, payload);
}

/// What START and the noise behind it look like.
Script listening()
{
    Script script;
    script.says(hex("00 41 42 03 fe ff")).says(Outcome::Timeout);
    return script;
}

alif::Identity identify(const alif::Revision& is, const alif::Enquiry& enquiry)
{
    alif::Identify machine;
    Script script = listening();
    script.says(dataResponse(encode(is))).says(dataResponse(encode(enquiry))).says(ack());
    REQUIRE(script.run(machine).kind == Step::Kind::Done);
    return machine.identity();
}

const alif::Enquiry kSeram{.seram = true};
const alif::Enquiry kSerom{.serom = true};

}  // namespace

TEST_CASE("ISP packets have the bytes that Alif's tools send")
{
    CHECK(packet(Code::StartIsp) == hex("03 00 fd"));
    CHECK(packet(Code::StopIsp) == hex("03 01 fc"));
    CHECK(packet(Code::ResetDevice) == hex("03 09 f4"));
    CHECK(packet(Code::Enquiry) == hex("03 0f ee"));
    CHECK(packet(Code::SetMaintenanceFlag) == hex("03 16 e7"));
    CHECK(packet(Code::DownloadDone) == hex("03 05 f8"));
    CHECK(packet(Code::SetBaudRate, words({921600})) == hex("07 11 00 10 0e 00 ca"));
    CHECK(packet(Code::BurnMram, words({0x80000000, 0x8000})) ==
          hex("0b 08 00 00 00 80 00 80 00 00 ed"));
    CHECK(packet(Code::Get, words({2})) == hex("07 14 02 00 00 00 e3"));
    CHECK(packet(Code::Get, words({1})) == hex("07 14 01 00 00 00 e4"));
    CHECK(ack() == hex("03 fe ff"));
}

TEST_CASE("ISP packets are refused when a single bit is wrong")
{
    const ByteVector good = packet(Code::SetBaudRate, words({921600}));
    REQUIRE(alif::decodePacket(good));
    for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
        ByteVector bad = good;
        bad[bit / 8] = static_cast<std::uint8_t>(bad[bit / 8] ^ 1 << bit % 8);
        CHECK_FALSE(alif::decodePacket(bad));
    }
    CHECK_FALSE(alif::decodePacket(Bytes(good).first(6)));
    CHECK_FALSE(alif::decodePacket(hex("02 fe")));
    CHECK_FALSE(alif::decodePacket({}));
}

TEST_CASE("ISP payloads are as long as a length byte can say")
{
    ByteVector into(300);
    CHECK(alif::encode(into, Code::DownloadData, ByteVector(252)) == 255);
    CHECK(alif::encode(into, Code::DownloadData, ByteVector(253)) == 0);
    CHECK(alif::encode(MutableBytes(into).first(9), Code::DownloadData, ByteVector(7)) == 0);
}

TEST_CASE("ISP erasing of MRAM cannot even be said")
{
    ByteVector into(300);
    CHECK(alif::encode(into, Code::EraseMram, words({0x80000000, 0x580000, 0})) == 0);
    alif::EraseMram machine;
    Script script;
    const Step end = script.run(machine);
    CHECK(end.fault == Fault{FaultKind::Forbidden, 0x15, 0});
    CHECK(script.kinds.empty());
}

TEST_CASE("ISP chunks are as long as the flash wants them")
{
    CHECK(alif::chunkSize(0x80000000, 100000) == 240);
    CHECK(alif::chunkSize(0x80000000, 241) == 240);
    CHECK(alif::chunkSize(0x80000000, 240) == 16);
    CHECK(alif::chunkSize(0x80000000, 16) == 16);
    CHECK(alif::chunkSize(0xA0000000, 100000) == 128);
    CHECK(alif::chunkSize(0xA0000000, 128) == 16);
}

TEST_CASE("ISP revision is exactly 136 bytes")
{
    const auto whole = encode(revision());
    const ByteVector wire = dataResponse(whole);
    CHECK(wire.size() == 136);
    CHECK(wire[3] == 0xB4);
    CHECK(wire[6] == 'A');
    const auto decode = [](const ByteVector& bytes) {
        return alif::decodeRevision(*alif::decodePacket(bytes));
    };
    CHECK(decode(wire) == revision());
    CHECK_FALSE(decode(dataResponse(Bytes(whole).first(132))));
    ByteVector longer = toVector(whole);
    longer.push_back(0);
    CHECK_FALSE(decode(dataResponse(longer)));
    CHECK_FALSE(decode(packet(Code::Ack, whole)));
    alif::Revision blank = revision();
    blank.part = {};
    CHECK(decode(dataResponse(encode(blank)))->part == alif::kBlankPart);
}

TEST_CASE("ISP enquiry tells SEROM from SERAM")
{
    const alif::Enquiry enquiry{true, false, 0x11223344, 5, true};
    const ByteVector wire = dataResponse(encode(enquiry));
    CHECK(wire.size() == 16);
    CHECK(wire[2] == 1);
    CHECK(wire[3] == 0x44);
    CHECK(wire[11] == 1);
    const auto back = alif::decodeEnquiry(*alif::decodePacket(wire));
    REQUIRE(back);
    CHECK(back->serom);
    CHECK_FALSE(back->seram);
    CHECK(back->error == 0x11223344);
    CHECK(back->extendedError == 5);
    CHECK(back->maintenance);
    CHECK_FALSE(alif::decodeEnquiry(*alif::decodePacket(dataResponse(ByteVector(12)))));
}

TEST_CASE("ISP Identify brings part, revision and which firmware speaks")
{
    const alif::Identity identity = identify(revision(), kSeram);
    CHECK(identity.known());
    CHECK(identity.matches(target()));
    CHECK(identity.enquiry().seram);
    alif::Target other = target();
    other.part[13] = 'L';
    CHECK_FALSE(identity.matches(other));
    other = target();
    other.silicon = {0, 0xB3, 0, 0};
    CHECK_FALSE(identity.matches(other));
    CHECK_FALSE(alif::Identity().matches(alif::Target{{}, {}}));
}

TEST_CASE("ISP Identify that fails has found nothing")
{
    alif::Identify machine;
    Script script = listening();
    script.says(dataResponse(encode(revision()))).says(packet(Code::Nak, words({0xF4})));
    CHECK(script.run(machine).fault == Fault{FaultKind::Refused, 0xF4, 0});
    CHECK_FALSE(machine.identity().known());
}

TEST_CASE("ISP START is heard through noise, tried again, and at the fast rate at last")
{
    SECTION("noise for two reads")
    {
        alif::SetMaintenance machine;
        Script script;
        script.says(ByteVector(255, 'x')).says(ByteVector(255, 'y')).says(hex("03 fe ff"));
        script.says(Outcome::Timeout).says(ack()).says(ack());
        CHECK(script.run(machine).kind == Step::Kind::Done);
        CHECK(script.out ==
              std::vector<ByteVector>{hex("03 00 fd"), hex("03 16 e7"), hex("03 01 fc"),
                                      hex("03 09 f4")});
        CHECK(script.rates == std::vector<std::uint32_t>{55000});
    }
    SECTION("asleep, then at the fast rate")
    {
        alif::SetMaintenance machine;
        Script script;
        for (int i = 0; i < 4; ++i)
            script.says(Outcome::Timeout);
        script.says(hex("fe")).says(Outcome::Timeout).says(ack()).says(ack()).says(ack());
        CHECK(script.run(machine).kind == Step::Kind::Done);
        CHECK(script.rates ==
              std::vector<std::uint32_t>{55000, 55000, 55000, 55000, 921600, 55000});
    }
    SECTION("nobody")
    {
        alif::SetMaintenance machine;
        Script script;
        CHECK(script.run(machine).fault.kind == FaultKind::NoAnswer);
        CHECK(script.out.size() == 5);
    }
    SECTION("noise without end")
    {
        alif::SetMaintenance machine;
        Script script;
        for (int i = 0; i < 1000; ++i)
            script.says(ByteVector(255, 0xFE));
        CHECK(script.run(machine).fault.kind == FaultKind::BadReply);
    }
}

TEST_CASE("ISP text comes between request and reply, and goes to whoever wants it")
{
    struct Log final : alif::Printer {
        void print(Bytes text) override { all.append(text.begin(), text.end()); }
        std::string all;
    };
    const std::string text = "MRAM ok";
    const ByteVector bytes(text.begin(), text.end());
    for (const bool wanted : {true, false}) {
        alif::SetMaintenance machine;
        Log log;
        machine.setPrinter(wanted ? &log : nullptr);
        Script script = listening();
        script.says(packet(Code::PrintData, bytes)).says(packet(Code::PrintData, bytes));
        script.says(ack()).says(ack());
        CHECK(script.run(machine).kind == Step::Kind::Done);
        CHECK(log.all == (wanted ? text + text : ""));
    }
    alif::SetMaintenance machine;
    Script endless = listening();
    for (int i = 0; i < 1000; ++i)
        endless.says(packet(Code::PrintData, bytes));
    CHECK(endless.run(machine).fault.kind == FaultKind::Stuck);
}

TEST_CASE("ISP replies that are damaged, cut or foreign end the job")
{
    const auto endOf = [](ByteVector reply) {
        alif::SetMaintenance machine;
        Script script = listening();
        if (!reply.empty())
            script.says(std::move(reply));
        return script.run(machine).fault.kind;
    };
    CHECK(endOf(hex("03 fe fe")) == FaultKind::BadReply);
    CHECK(endOf(hex("03 fe")) == FaultKind::BadReply);
    CHECK(endOf(hex("05 fe ff")) == FaultKind::BadReply);
    CHECK(endOf(hex("02 fe")) == FaultKind::BadReply);
    CHECK(endOf(hex("00 00")) == FaultKind::BadReply);
    CHECK(endOf(dataResponse(ByteVector(4))) == FaultKind::BadReply);
    CHECK(endOf(packet(Code::Nak)) == FaultKind::Refused);
    CHECK(endOf({}) == FaultKind::NoAnswer);
}

TEST_CASE("ISP TOC is a stream of records with an end")
{
    alif::TocRecord record;
    std::memcpy(record.name.data(), "HP_BOOT", 7);
    record.cpu = 2;
    record.storeAddress = 0x80000000;
    record.bootAddress = 0x80000000;
    record.size = 0x5000;
    record.time = 99;
    std::memcpy(record.flags.data(), "uLVB   ", 7);
    const ByteVector wire = dataResponse(encode(record));
    CHECK(wire.size() == 51);
    CHECK(alif::decodeTocRecord(*alif::decodePacket(wire)) == record);
    ByteVector old = wire;
    old[2] = alif::toc::kOldRecord;
    old.back() = static_cast<std::uint8_t>(old.back() + 2);
    const ByteVector end = dataResponse(ByteVector{alif::toc::kEnd});

    std::array<alif::TocRecord, 2> records;
    const auto run = [&](std::initializer_list<ByteVector> answers) {
        alif::ReadToc machine(records);
        Script script = listening();
        for (const ByteVector& answer : answers)
            script.says(answer);
        const Step step = script.run(machine);
        return std::pair(step, machine.count());
    };
    auto [step, count] = run({wire, old, end, ack()});
    CHECK(step.kind == Step::Kind::Done);
    CHECK(count == 2);
    CHECK(records[0] == record);
    CHECK(records[1] == record);
    CHECK(run({end, ack()}).first.kind == Step::Kind::Done);
    CHECK(run({dataResponse(ByteVector{alif::toc::kOldEnd}), ack()}).second == 0);
    CHECK(run({wire, wire, wire, end, ack()}).first.fault.kind == FaultKind::TooLarge);
    CHECK(run({dataResponse(ByteVector(47, alif::toc::kRecord))}).first.fault.kind ==
          FaultKind::BadReply);
    CHECK(run({dataResponse(ByteVector{0x00})}).first.fault.kind == FaultKind::BadReply);
}

TEST_CASE("MRAM images that would end the secure enclave are refused before anything is sent")
{
    const ByteVector line(16), two(32), signature(2560);
    const ByteVector package(270368);
    const auto kind = [](std::uint32_t address, Bytes data, Bytes sign) {
        return alif::check({address, data, sign, 1}).kind;
    };
    CHECK(kind(0x80000000, line, {}) == FaultKind::None);
    CHECK(kind(0x8057FFF0, line, {}) == FaultKind::None);
    CHECK(kind(0x8057FFF0, two, {}) == FaultKind::TooLarge);
    CHECK(kind(0x80580000, line, {}) == FaultKind::Forbidden);
    CHECK(kind(0x80590000, line, signature) == FaultKind::Forbidden);
    CHECK(kind(0x80000000, line, signature) == FaultKind::Forbidden);
    CHECK(kind(0x80580000, package, signature) == FaultKind::None);
    CHECK(kind(0x80580000, ByteVector(0x80000), signature) == FaultKind::TooLarge);
    CHECK(kind(0x805FFFF0, line, signature) == FaultKind::None);
    CHECK(kind(0x805FFFF0, two, signature) == FaultKind::Forbidden);
    CHECK(kind(0x7FFFFFF0, line, {}) == FaultKind::Forbidden);
    CHECK(kind(0x80600000, line, {}) == FaultKind::Forbidden);
    CHECK(kind(0xFFFFFFF0, two, {}) == FaultKind::Forbidden);
    CHECK(kind(0x80000008, line, {}) == FaultKind::Misaligned);
    CHECK(kind(0x80000000, ByteVector(15), {}) == FaultKind::Misaligned);
    CHECK(kind(0x80000000, {}, {}) == FaultKind::Misaligned);
}

TEST_CASE("MRAM is written only to the chip that the image is for")
{
    const ByteVector data(32), signature(16);
    const std::array images{alif::MramImage{0x80000000, data, {}, 0}};
    const std::array system{alif::MramImage{0x80580000, data, signature, 1}};
    alif::Target other = target();
    other.silicon = {0, 0xB2, 0, 0};
    const auto endOf = [](auto machine) {
        Script script;
        const Step end = script.run(machine);
        CHECK(script.kinds.empty());
        return end.fault.kind;
    };
    const alif::Identity seram = identify(revision(), kSeram);
    const alif::Identity serom = identify(revision(), kSerom);
    CHECK(endOf(alif::WriteMram(seram, other, images)) == FaultKind::WrongDevice);
    CHECK(endOf(alif::WriteMram({}, target(), images)) == FaultKind::WrongDevice);
    CHECK(endOf(alif::WriteMram(serom, target(), images)) == FaultKind::WrongState);
    CHECK(endOf(alif::SeromWrite(serom, other, system)) == FaultKind::WrongDevice);
    CHECK(endOf(alif::SeromWrite({}, target(), system)) == FaultKind::WrongDevice);
    CHECK(endOf(alif::SeromWrite(seram, target(), system)) == FaultKind::WrongState);
    CHECK(endOf(alif::SeromWrite(serom, target(), images)) == FaultKind::Forbidden);
}

TEST_CASE("MRAM write has the order of Alif's tool, signature first")
{
    const ByteVector data = pattern(32), signature = pattern(16, 2);
    const std::array images{alif::MramImage{0x80580000, data, signature, 0x11223344}};
    alif::WriteMram machine(identify(revision(), kSeram), target(), images);
    Script script = listening();
    script.says(ack()).says(dataResponse(encode(kSeram)));
    for (int i = 0; i < 12; ++i)
        script.says(ack());
    CHECK(script.run(machine).kind == Step::Kind::Done);
    const auto chunk = [](Bytes bytes) {
        ByteVector payload{0x55, 0x55};
        payload.insert(payload.end(), bytes.begin(), bytes.end());
        return packet(Code::DownloadData, payload);
    };
    const std::vector<ByteVector> expected{
        packet(Code::StartIsp),
        packet(Code::SetBaudRate, words({921600})),
        packet(Code::Enquiry),
        packet(Code::VerifyImage, words({0x11223344})),
        chunk(signature),
        packet(Code::DownloadDone),
        packet(Code::BurnMram, words({0x80580000, 32, 0x11223344})),
        chunk(Bytes(data).first(16)),
        chunk(Bytes(data).subspan(16)),
        packet(Code::DownloadDone),
        packet(Code::SetBaudRate, words({55000})),
        packet(Code::StopIsp),
        packet(Code::ResetDevice)};
    CHECK(script.out == expected);
    CHECK(script.rates == std::vector<std::uint32_t>{55000, 921600, 55000});
    CHECK(machine.progress().done == 32);
    CHECK(machine.progress().total == 32);
}

TEST_CASE("MRAM write that is refused brings the chip back to the slow rate")
{
    const ByteVector data = pattern(32);
    const std::array images{alif::MramImage{0x80000000, data, {}, 0}};
    alif::WriteMram machine(identify(revision(), kSeram), target(), images);
    Script script = listening();
    script.says(ack()).says(dataResponse(encode(kSeram))).says(ack()).says(ack());
    script.says(packet(Code::Nak, words({0xEF}))).says(ack());
    CHECK(script.run(machine).fault == Fault{FaultKind::Refused, 0xEF, 16});
    CHECK(script.out.back() == packet(Code::SetBaudRate, words({55000})));
    CHECK(script.rates.back() == 55000);
}

TEST_CASE("Hard maintenance knocks until SEPCTL, whatever comes before")
{
    alif::HardMaintenance machine(20);
    Script script;
    script.says(Outcome::Timeout);
    for (const char c : std::string("xSEPSEPCTL"))
        script.says(ByteVector{static_cast<std::uint8_t>(c)});
    script.says(hex("03 fe ff")).says(Outcome::Timeout);
    CHECK(script.run(machine).kind == Step::Kind::Done);
    const auto knocks = std::count(script.out.begin(), script.out.end(), hex("41 4c 49 46"));
    CHECK(knocks == 12);
    CHECK(script.out.back() == hex("03 00 fd"));

    alif::HardMaintenance nobody(20);
    Script silent;
    CHECK(silent.run(nobody).fault.kind == FaultKind::NoAnswer);
    CHECK(silent.out.size() == 20);
}
