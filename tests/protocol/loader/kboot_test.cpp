// SPDX-License-Identifier: MIT
#include "tests/protocol/loader/script.h"

#include "protocol/loader/kboot_host.h"

using namespace omv::protocol;
using namespace omv::protocol::loader;
using namespace omv::protocol::loader::test;
using kboot::Tag;

namespace {

constexpr std::uint32_t kFlash = 0x60040000;

ByteVector reportOf(std::uint8_t id, Bytes payload, std::size_t padTo = 0)
{
    ByteVector report(4 + payload.size() + padTo);
    report.resize(kboot::encodeReport(report, id, payload, padTo));
    return report;
}

ByteVector commandReport(const kboot::Packet& packet)
{
    ByteVector payload(kboot::kMaxCommand);
    payload.resize(kboot::encode(payload, packet));
    return reportOf(kboot::report::kCommandOut, payload);
}

ByteVector response(const kboot::Packet& packet)
{
    ByteVector payload(kboot::kMaxCommand);
    payload.resize(kboot::encode(payload, packet));
    return reportOf(kboot::report::kCommandIn, payload, 64);
}

ByteVector generic(std::uint32_t status, Tag echo)
{
    return response(
        kboot::commandOf(Tag::GenericResponse, status, static_cast<std::uint32_t>(echo)));
}

ByteVector dataIn(Bytes data)
{
    return reportOf(kboot::report::kDataIn, data, 64);
}

/// Each job begins with a look for answers that nobody read.
Script quiet()
{
    Script script;
    script.says(Outcome::Timeout);
    return script;
}

}  // namespace

TEST_CASE("KBOOT commands over HID have the bytes that blhost sends")
{
    CHECK(commandReport(kboot::commandOf(Tag::GetProperty, 1, 0)) ==
          hex("01 00 0c 00 07 00 00 02 01 00 00 00 00 00 00 00"));
    CHECK(commandReport(kboot::commandOf(Tag::FlashEraseRegion, 0x60000000, 0x1000, 0)) ==
          hex("01 00 10 00 02 00 00 03 00 00 00 60 00 10 00 00 00 00 00 00"));
    CHECK(commandReport(kboot::commandOf(Tag::FillMemory, 0x2000, 4, 0xC0000008)) ==
          hex("01 00 10 00 05 00 00 03 00 20 00 00 04 00 00 00 08 00 00 c0"));
    CHECK(commandReport(kboot::commandOf(Tag::ConfigureMemory, 9, 0x2000)) ==
          hex("01 00 0c 00 11 00 00 02 09 00 00 00 00 20 00 00"));
    kboot::Packet write = kboot::commandOf(Tag::WriteMemory, 0x60040000, 0x100000, 0);
    write.dataFollows = true;
    CHECK(commandReport(write) ==
          hex("01 00 10 00 04 01 00 03 00 00 04 60 00 00 10 00 00 00 00 00"));
}

TEST_CASE("KBOOT machines send these commands")
{
    const auto sent = [](auto machine) {
        Script script = quiet();
        script.run(machine);
        return script.out.at(0);
    };
    const kboot::HidLink link;
    CHECK(sent(kboot::GetProperty(link, 1)) ==
          hex("01 00 0c 00 07 00 00 02 01 00 00 00 00 00 00 00"));
    CHECK(sent(kboot::EraseRegion(link, 0x60000000, 1)) ==
          hex("01 00 10 00 02 00 00 03 00 00 00 60 00 10 00 00 00 00 00 00"));
    CHECK(sent(kboot::FillMemory(link, 0x2000, 4, 0xC0000008)) ==
          hex("01 00 10 00 05 00 00 03 00 20 00 00 04 00 00 00 08 00 00 c0"));
    CHECK(sent(kboot::ConfigureMemory(link, 9, 0x2000)) ==
          hex("01 00 0c 00 11 00 00 02 09 00 00 00 00 20 00 00"));
    const ByteVector image(0x100000);
    CHECK(sent(kboot::WriteMemory({.packetSize = 32}, 0x60040000, image)) ==
          hex("01 00 10 00 04 01 00 03 00 00 04 60 00 00 10 00 00 00 00 00"));
    CHECK(sent(kboot::Reset(kboot::HidLink{.reportSize = 36})).size() == 36);
}

TEST_CASE("KBOOT serial frames have their CRC over header and payload")
{
    const ByteVector payload = hex("07 00 00 02 01 00 00 00 00 00 00 00");
    CHECK(kboot::serial::frameCrc(kboot::serial::kCommand, payload) == 0x334B);
}

TEST_CASE("KBOOT decoding refuses what does not fit")
{
    CHECK_FALSE(kboot::decodeReport(hex("03 00 05 00 01 02 03 04")));
    CHECK(kboot::decodeReport(hex("03 00 04 00 01 02 03 04")));
    CHECK_FALSE(kboot::decodeReport(hex("03 00 00")));
    CHECK_FALSE(kboot::decodeReport(hex("05 00 00 00")));
    CHECK_FALSE(kboot::decodeReport(hex("00 00 00 00")));
    CHECK_FALSE(kboot::decodePacket(hex("a0 00 00 02 00 00 00 00 02 00 00")));
    CHECK(kboot::decodePacket(hex("a0 00 00 02 00 00 00 00 02 00 00 00")));
    CHECK_FALSE(kboot::decodePacket(ByteVector{0xA0, 0, 0, 8}));
    ByteVector small(15);
    CHECK(kboot::encodeReport(small, 1, ByteVector(12)) == 0);
}

TEST_CASE("KBOOT GetProperty takes only the value that it expects")
{
    const auto endOf = [](ByteVector answer) {
        kboot::GetProperty machine({}, 1, kboot::kExpectedVersion);
        Script script = quiet();
        script.says(std::move(answer));
        return script.run(machine);
    };
    CHECK(endOf(response(kboot::commandOf(Tag::GetPropertyResponse, 0, 0x4B020800))).kind ==
          Step::Kind::Done);
    CHECK(endOf(response(kboot::commandOf(Tag::GetPropertyResponse, 0, 0x4B020700))).fault ==
          Fault{FaultKind::WrongDevice, 0x4B020700, 0});
    CHECK(endOf(response(kboot::commandOf(Tag::GetPropertyResponse, 10300))).fault ==
          Fault{FaultKind::Refused, 10300, 0});
    CHECK(endOf(generic(10000, Tag::GetProperty)).fault == Fault{FaultKind::Refused, 10000, 0});
    // Success without a value, and answers to something else.
    CHECK(endOf(generic(0, Tag::GetProperty)).fault.kind == FaultKind::BadReply);
    CHECK(endOf(generic(1, Tag::Reset)).fault.kind == FaultKind::BadReply);
    CHECK(endOf(response(kboot::commandOf(Tag::GetPropertyResponse, 0))).fault.kind ==
          FaultKind::BadReply);
    CHECK(endOf(hex("03 00 ff 00 01")).fault.kind == FaultKind::BadReply);
    CHECK(endOf(dataIn(hex("01 02"))).fault.kind == FaultKind::BadReply);
}

TEST_CASE("KBOOT jobs skip what an earlier one left unread")
{
    kboot::GetProperty machine({}, 1);
    Script script;
    script.says(dataIn(pattern(30))).says(generic(0, Tag::ReadMemory)).says(Outcome::Timeout);
    script.says(response(kboot::commandOf(Tag::GetPropertyResponse, 0, 7)));
    CHECK(script.run(machine).kind == Step::Kind::Done);
    CHECK(machine.value() == 7);
}

TEST_CASE("KBOOT jobs ask again when an earlier one's data phase took their command")
{
    const ByteVector ended = reportOf(kboot::report::kCommandIn, {}, 64);
    const ByteVector value = response(kboot::commandOf(Tag::GetPropertyResponse, 0, 7));
    SECTION("once")
    {
        kboot::GetProperty machine({}, 1);
        Script script = quiet();
        script.says(ended).says(generic(1, Tag::WriteMemory)).says(value);
        CHECK(script.run(machine).kind == Step::Kind::Done);
        CHECK(machine.value() == 7);
        REQUIRE(script.out.size() == 2);
        CHECK(script.out[0] == script.out[1]);
    }
    SECTION("not for ever")
    {
        kboot::GetProperty machine({}, 1);
        Script script = quiet();
        for (int i = 0; i < 10; ++i)
            script.says(ended).says(generic(1, Tag::WriteMemory));
        CHECK(script.run(machine).fault.kind == FaultKind::BadReply);
        CHECK(script.out.size() == 2);
    }
    SECTION("never for a fuse that may have been written")
    {
        kboot::ProgramOnce machine({}, 6, 0x10);
        Script script = quiet();
        script.says(response(kboot::commandOf(Tag::FlashReadOnceResponse, 0, 4, 0)));
        script.says(ended).says(generic(0, Tag::FlashProgramOnce));
        CHECK(script.run(machine).fault.kind == FaultKind::BadReply);
        CHECK(script.out.size() == 2);
    }
}

TEST_CASE("KBOOT EraseRegion wants an aligned address and rounds the length up")
{
    Script script = quiet();
    kboot::EraseRegion crooked({}, kFlash + 0x800, 0x1000);
    CHECK(script.run(crooked).fault == Fault{FaultKind::Misaligned, kFlash + 0x800, 0});
    CHECK(script.out.empty());
    kboot::EraseRegion beyond({}, 0xFFFFF000, 0x1001);
    CHECK(script.run(beyond).fault.kind == FaultKind::TooLarge);
    kboot::EraseRegion machine({}, kFlash, 0x1001);
    script.says(generic(0, Tag::FlashEraseRegion));
    CHECK(script.run(machine).kind == Step::Kind::Done);
    CHECK(kboot::decodePacket(Bytes(script.out.at(0)).subspan(4)) ==
          kboot::commandOf(Tag::FlashEraseRegion, kFlash, 0x2000, 0));
}

TEST_CASE("KBOOT WriteMemory asks for the packet size, and does without an answer")
{
    const ByteVector image = pattern(100);
    const auto sizes = [&](ByteVector property) {
        kboot::WriteMemory machine({}, kFlash, image);
        Script script = quiet();
        script.says(std::move(property)).says(generic(0, Tag::WriteMemory));
        script.says(generic(0, Tag::WriteMemory));
        CHECK(script.run(machine).kind == Step::Kind::Done);
        std::vector<std::size_t> found;
        for (std::size_t i = 2; i < script.out.size(); ++i)
            found.push_back(kboot::decodeReport(script.out[i])->payload.size());
        return found;
    };
    using Sizes = std::vector<std::size_t>;
    CHECK(sizes(response(kboot::commandOf(Tag::GetPropertyResponse, 0, 60))) == Sizes{60, 40});
    CHECK(sizes(response(kboot::commandOf(Tag::GetPropertyResponse, 0, 0))) ==
          Sizes{32, 32, 32, 4});
    CHECK(sizes(generic(10300, Tag::GetProperty)) == Sizes{32, 32, 32, 4});
    CHECK(sizes(response(kboot::commandOf(Tag::GetPropertyResponse, 0, 1u << 31))) == Sizes{100});
}

TEST_CASE("KBOOT WriteMemory ends when the device ends the data, and tells why")
{
    const ByteVector image = pattern(32 * 40);
    SECTION("found between two reports")
    {
        kboot::WriteMemory machine({.packetSize = 32}, kFlash, image);
        Script script = quiet();
        script.says(generic(0, Tag::WriteMemory)).says(dataIn({}));
        script.says(generic(10203, Tag::WriteMemory));
        CHECK(script.run(machine).fault == Fault{FaultKind::Refused, 10203, 16 * 32});
        CHECK(script.out.size() == 1 + 16);
    }
    SECTION("found at the end")
    {
        kboot::WriteMemory machine({.packetSize = 1016}, kFlash, image);
        Script script = quiet();
        script.says(generic(0, Tag::WriteMemory)).says(dataIn({}));
        script.says(generic(10202, Tag::WriteMemory));
        CHECK(script.run(machine).fault == Fault{FaultKind::Refused, 10202, image.size()});
    }
    SECTION("a report that it does not take")
    {
        kboot::WriteMemory machine({.packetSize = 32}, kFlash, image);
        Script script = quiet();
        script.says(generic(0, Tag::WriteMemory)).says(dataIn({}));
        script.says(generic(10203, Tag::WriteMemory));
        Step step = machine.start();
        for (int reports = 0; !step.over();) {
            Answer answer = script.perform(step);
            reports += step.kind == Step::Kind::ReportOut ? 1 : 0;
            if (step.kind == Step::Kind::ReportOut && reports == 4)
                answer = {Outcome::Timeout, 0};
            step = machine.answer(answer);
        }
        CHECK(step.fault == Fault{FaultKind::Refused, 10203, 2 * 32});
    }
    SECTION("an end without a reason, for ever")
    {
        kboot::WriteMemory machine({.packetSize = 1016}, kFlash, image);
        Script script = quiet();
        script.says(generic(0, Tag::WriteMemory));
        for (int i = 0; i < 10; ++i)
            script.says(dataIn({}));
        CHECK(script.run(machine).fault.kind == FaultKind::BadReply);
    }
    SECTION("ended behind the last report: success of that is none")
    {
        kboot::WriteMemory machine({.packetSize = 1016}, kFlash, image);
        Script script = quiet();
        script.says(generic(0, Tag::WriteMemory)).says(dataIn({}));
        script.says(generic(0, Tag::WriteMemory));
        CHECK(script.run(machine).fault.kind == FaultKind::BadReply);
    }
    SECTION("success for data that was not all taken is none")
    {
        kboot::WriteMemory machine({.packetSize = 32}, kFlash, image);
        Script script = quiet();
        script.says(generic(0, Tag::WriteMemory)).says(generic(0, Tag::WriteMemory));
        CHECK(script.run(machine).fault.kind == FaultKind::BadReply);
    }
}

TEST_CASE("KBOOT ReadMemory puts the reports together")
{
    const ByteVector content = pattern(100);
    ByteVector into(100);
    kboot::ReadMemory machine({}, kFlash, into);
    Script script = quiet();
    script.says(response(kboot::commandOf(Tag::ReadMemoryResponse, 0, 100)));
    script.says(dataIn(Bytes(content).first(61))).says(dataIn(Bytes(content).subspan(61)));
    script.says(generic(0, Tag::ReadMemory));
    CHECK(script.run(machine).kind == Step::Kind::Done);
    CHECK(into == content);
}

TEST_CASE("KBOOT ReadMemory refuses data that it did not ask for")
{
    const auto endOf = [](std::uint32_t announced, std::initializer_list<ByteVector> answers) {
        ByteVector into(100);
        kboot::ReadMemory machine({}, kFlash, into);
        Script script = quiet();
        script.says(response(kboot::commandOf(Tag::ReadMemoryResponse, 0, announced)));
        for (const ByteVector& answer : answers)
            script.says(answer);
        return script.run(machine).fault;
    };
    CHECK(endOf(101, {}) == Fault{FaultKind::BadReply, 101, 0});
    CHECK(endOf(100, {dataIn(pattern(101))}).kind == FaultKind::BadReply);
    CHECK(endOf(100, {dataIn(pattern(60)), dataIn(pattern(41))}) ==
          Fault{FaultKind::BadReply, 4, 60});
    CHECK(endOf(100, {dataIn(pattern(60)), dataIn({}), generic(10201, Tag::ReadMemory)}) ==
          Fault{FaultKind::Refused, 10201, 60});
    const ByteVector ended = reportOf(kboot::report::kCommandIn, {}, 64);
    CHECK(endOf(100, {dataIn(pattern(60)), ended, generic(10201, Tag::ReadMemory)}) ==
          Fault{FaultKind::Refused, 10201, 60});
    CHECK(endOf(100, {dataIn(pattern(60)), dataIn({}), generic(0, Tag::ReadMemory)}).kind ==
          FaultKind::BadReply);
    CHECK(endOf(100, {dataIn(pattern(60))}).kind == FaultKind::NoAnswer);
    CHECK(endOf(100, {generic(0, Tag::ReadMemory)}).kind == FaultKind::BadReply);
}

TEST_CASE("KBOOT VerifyMemory names the first byte that differs")
{
    const ByteVector expected = pattern(100);
    ByteVector content = expected;
    content[70] ^= 1;
    content[71] ^= 1;
    kboot::VerifyMemory machine({}, kFlash, expected);
    Script script = quiet();
    script.says(response(kboot::commandOf(Tag::ReadMemoryResponse, 0, 100)));
    script.says(dataIn(Bytes(content).first(50))).says(dataIn(Bytes(content).subspan(50)));
    script.says(generic(0, Tag::ReadMemory));
    CHECK(script.run(machine).fault == Fault{FaultKind::Mismatch, 0, 70});
}

TEST_CASE("KBOOT ProgramOnce looks before it leaps")
{
    constexpr std::uint32_t kBits = 0x10;
    const auto word = [](std::uint32_t value) {
        return response(kboot::commandOf(Tag::FlashReadOnceResponse, 0, 4, value));
    };
    struct End {
        Step step;
        std::size_t commands;
        bool written;
    };
    const auto endOf = [&](std::initializer_list<ByteVector> answers) {
        kboot::ProgramOnce machine({}, 6, kBits);
        Script script = quiet();
        for (const ByteVector& answer : answers)
            script.says(answer);
        const Step step = script.run(machine);
        return End{step, script.out.size(), machine.written()};
    };
    SECTION("set already")
    {
        const End end = endOf({word(kBits)});
        CHECK(end.step.kind == Step::Kind::Done);
        CHECK(end.commands == 1);
        CHECK_FALSE(end.written);
    }
    SECTION("set already, among others")
    {
        const End end = endOf({word(0x8010)});
        CHECK(end.step.kind == Step::Kind::Done);
        CHECK(end.commands == 1);
    }
    SECTION("others, but not these")
    {
        const End end = endOf({word(0x8000)});
        CHECK(end.step.fault == Fault{FaultKind::WrongState, 0x8000, 0});
        CHECK(end.commands == 1);
        CHECK_FALSE(end.written);
    }
    SECTION("written and read back")
    {
        const End end = endOf({word(0), generic(0, Tag::FlashProgramOnce), word(kBits)});
        CHECK(end.step.kind == Step::Kind::Done);
        CHECK(end.commands == 3);
        CHECK(end.written);
    }
    SECTION("written and not there")
    {
        const End end = endOf({word(0), generic(0, Tag::FlashProgramOnce), word(0)});
        CHECK(end.step.fault == Fault{FaultKind::Mismatch, 0, 0});
    }
    SECTION("unreadable: nothing is written")
    {
        CHECK(endOf({generic(4, Tag::FlashReadOnce)}).commands == 1);
        CHECK(endOf({response(kboot::commandOf(Tag::FlashReadOnceResponse, 0, 8, 0))}).commands ==
              1);
        CHECK(endOf({}).commands == 1);
    }
}

TEST_CASE("KBOOT Reset needs no answer")
{
    const auto endOf = [](auto prepare) {
        kboot::Reset machine(kboot::HidLink{});
        Script script = quiet();
        prepare(script);
        return script.run(machine);
    };
    CHECK(endOf([](Script&) {}).kind == Step::Kind::Done);
    CHECK(endOf([](Script& s) { s.says(Outcome::Gone); }).kind == Step::Kind::Done);
    CHECK(endOf([](Script& s) { s.says(generic(0, Tag::Reset)); }).kind == Step::Kind::Done);
    CHECK(endOf([](Script& s) { s.says(generic(1, Tag::Reset)); }).fault ==
          Fault{FaultKind::Refused, 1, 0});
    CHECK(endOf([](Script& s) { s.goneAfterOut = 1; }).fault.kind == FaultKind::Gone);
}

TEST_CASE("A machine that is over stays so")
{
    kboot::Reset machine(kboot::HidLink{});
    Script script = quiet();
    CHECK(script.run(machine).kind == Step::Kind::Done);
    CHECK(machine.answer({}).kind == Step::Kind::Done);
    CHECK(machine.cancel({}).kind == Step::Kind::Done);
}
