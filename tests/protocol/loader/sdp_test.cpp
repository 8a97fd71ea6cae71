// SPDX-License-Identifier: MIT
#include "tests/protocol/loader/script.h"

#include "protocol/loader/sdp_host.h"

using namespace omv::protocol;
using namespace omv::protocol::loader;
using namespace omv::protocol::loader::test;

namespace {

ByteVector mode(std::uint32_t word = sdp::hab::kOpen)
{
    return toVector(sdp::encodeHab(word));
}

ByteVector status(std::uint32_t word)
{
    return toVector(sdp::encodeStatus(word));
}

}  // namespace

TEST_CASE("SDP commands have the bytes that NXP's tools send")
{
    const auto write =
        sdp::encode({.tag = sdp::Tag::WriteFile, .address = 0x20001C00, .count = 0x6000});
    CHECK(toVector(write) == hex("01 04 04 20 00 1c 00 00 00 00 60 00 00 00 00 00 00"));
    const auto jump = sdp::encode({.tag = sdp::Tag::JumpAddress, .address = 0x20001C00});
    CHECK(toVector(jump) == hex("01 0b 0b 20 00 1c 00 00 00 00 00 00 00 00 00 00 00"));
    const auto error = sdp::encode({.tag = sdp::Tag::ErrorStatus});
    ByteVector expected = hex("01 05 05");
    expected.resize(17);
    CHECK(toVector(error) == expected);
}

TEST_CASE("SDP commands decode to what was encoded, padded or not")
{
    const sdp::Command command{sdp::Tag::WriteRegister, 0x400A4000, 32, 4, 0xDEADBEEF};
    ByteVector report = toVector(sdp::encode(command));
    CHECK(sdp::decodeCommand(report) == command);
    report.resize(1025);
    CHECK(sdp::decodeCommand(report) == command);
    report[0] = 2;
    CHECK_FALSE(sdp::decodeCommand(report));
    CHECK_FALSE(sdp::decodeCommand(Bytes(report).first(16)));
}

TEST_CASE("SDP WriteFile sends the file in padded reports and wants the ROM's word for it")
{
    const ByteVector image = pattern(2500);
    sdp::WriteFile machine(0x20001C00, image);
    Script script;
    script.says(mode()).says(status(sdp::status::kFileWritten));
    CHECK(script.run(machine).kind == Step::Kind::Done);
    CHECK(machine.securityMode() == sdp::hab::kOpen);
    CHECK(machine.progress().done == 2500);
    REQUIRE(script.out.size() == 4);
    ByteVector data;
    for (std::size_t i = 1; i < 4; ++i) {
        REQUIRE(script.out[i].size() == 1025);
        CHECK(script.out[i][0] == 2);
        data.insert(data.end(), script.out[i].begin() + 1, script.out[i].end());
    }
    ByteVector padded = image;
    padded.resize(3 * 1024);
    CHECK(data == padded);
}

TEST_CASE("SDP WriteFile tells what the ROM said instead")
{
    const ByteVector image = pattern(10);
    const auto endOf = [&](std::initializer_list<ByteVector> answers) {
        sdp::WriteFile machine(0x20001C00, image);
        Script script;
        for (const ByteVector& answer : answers)
            script.says(answer);
        return script.run(machine).fault;
    };
    CHECK(endOf({mode(), status(0x33333333)}) == Fault{FaultKind::Refused, 0x33333333, 10});
    CHECK(endOf({mode(0x11111111)}) == Fault{FaultKind::BadReply, 0x11111111, 10});
    CHECK(endOf({status(0x88888888)}) == Fault{FaultKind::BadReply, 4, 10});
    CHECK(endOf({hex("03 56 78")}) == Fault{FaultKind::BadReply, 3, 10});
    CHECK(endOf({mode()}) == Fault{FaultKind::NoAnswer, 0, 10});
    CHECK(endOf({}) == Fault{FaultKind::NoAnswer, 0, 10});
}

TEST_CASE("SDP Jump is done when the device leaves or falls silent")
{
    const auto endOf = [](auto prepare) {
        sdp::Jump machine(0x20001C00);
        Script script;
        prepare(script);
        return script.run(machine);
    };
    CHECK(endOf([](Script& s) { s.says(mode()).says(Outcome::Gone); }).kind == Step::Kind::Done);
    CHECK(endOf([](Script& s) { s.says(mode()).says(Outcome::Timeout); }).kind == Step::Kind::Done);
    CHECK(endOf([](Script& s) { s.says(Outcome::Gone); }).kind == Step::Kind::Done);
    CHECK(endOf([](Script& s) { s.says(mode()).says(status(0x33333333)); }).fault ==
          Fault{FaultKind::Refused, 0x33333333, 0});
    CHECK(endOf([](Script& s) { s.says(Outcome::Timeout); }).fault.kind == FaultKind::NoAnswer);
    CHECK(endOf([](Script& s) { s.goneAfterOut = 1; }).fault.kind == FaultKind::Gone);
    CHECK(endOf([](Script& s) { s.says(mode()).says(Outcome::Stall); }).fault.kind ==
          FaultKind::Refused);
}

TEST_CASE("SDP ErrorStatus brings the HAB's word")
{
    sdp::ErrorStatus machine;
    Script script;
    script.says(mode(sdp::hab::kClosed)).says(status(sdp::status::kHabWarning));
    CHECK(script.run(machine).kind == Step::Kind::Done);
    CHECK(machine.status() == 0x69696969);
    CHECK(machine.securityMode() == sdp::hab::kClosed);
}

TEST_CASE("SDP WriteFile, cancelled, still sends what it announced")
{
    const ByteVector image = pattern(5000);
    sdp::WriteFile machine(0x20001C00, image);
    Script script;
    script.says(mode()).says(status(sdp::status::kFileWritten));
    Step step = machine.cancel(script.perform(machine.start()));
    while (!step.over())
        step = machine.answer(script.perform(step));
    CHECK(step.fault.kind == FaultKind::Cancelled);
    CHECK(script.out.size() == 6);
}
