// SPDX-License-Identifier: MIT
// The link byte by byte: what the library relies on, and how the camera takes what it must never
// be sent. Each check begins just synchronised and leaves the link in any state.
#include "app/cli/selftest/board_script.h"

#include <algorithm>

#include <fmt/format.h>

namespace omv::cli::selftest {

namespace {

using namespace std::chrono_literals;
using protocol::Opcode;
namespace flag = protocol::flag;
namespace ioctl = protocol::ioctl;
namespace event = protocol::event;

constexpr std::uint8_t kStdin = protocol::channel::kStdin;

/// The camera answers as if nothing had happened.
Verdict answers(WirePeer& wire)
{
    const auto reply = wire.request(kGetCaps);
    if (!reply)
        return fail(reply.error());
    if (reply->isNak() || reply->payload.size() != protocol::Caps::kWireSize)
        return fail("16 bytes to the GET_CAPS that follows", describe(*reply));
    return pass();
}

Verdict sync(Bench& bench)
{
    const auto reply = bench.wire().sync();
    if (!reply)
        return fail(reply.error());
    if (!reply->isAck() || reply->header.sequence != 0 || !reply->payload.empty())
        return fail("an ACK without payload and with sequence 0", describe(*reply));
    return answers(bench.wire());
}

/// After SYNC they are the defaults, whatever was set before.
Verdict capabilities(Bench& bench)
{
    WirePeer& wire = bench.wire();
    protocol::Caps small = wire.offered();
    small.ack = false;
    small.maxPayload = protocol::kMinMaxPayload;
    if (auto set = wire.setCaps(small); !set)
        return fail(set.error());
    const auto changed = wire.request(kGetCaps);
    if (!changed)
        return fail(changed.error());
    if (protocol::decodeCaps(changed->payload) != small)
        return fail("the capabilities read back as set", describe(*changed));
    if (auto synced = wire.sync(); !synced)
        return fail(synced.error());
    const auto restored = wire.request(kGetCaps);
    if (!restored)
        return fail(restored.error());
    const auto caps = protocol::decodeCaps(restored->payload);
    const bool all = caps && caps->crc && caps->sequence && caps->ack && caps->events;
    if (!all || caps->maxPayload != wire.offered().maxPayload)
        return fail("all capabilities on again after SYNC", describe(*restored));
    return pass(fmt::format("payloads of up to {} bytes", caps->maxPayload));
}

Verdict sequence(Bench& bench)
{
    WirePeer& wire = bench.wire();
    const std::uint8_t right = wire.sequence();
    const auto wrong = static_cast<std::uint8_t>(right + 7);
    if (auto sent = wire.sendBytes(WirePeer::encode(kGetCaps, wrong)); !sent)
        return fail(sent.error());
    const auto reply = wire.reply(kGetCaps);
    if (!reply)
        return fail(reply.error());
    const bool told = reply->isNak() && reply->status() == protocol::Status::Sequence &&
        reply->header.sequence == right;
    if (!told)
        return fail(fmt::format("NAK SEQUENCE (6) with the right sequence {}", right),
                    describe(*reply));
    return answers(wire);
}

Verdict refusesRepeats(Bench& bench)
{
    WirePeer& wire = bench.wire();
    const Bytes request = WirePeer::encode(kGetCaps, wire.sequence());
    Bytes twice = request;
    twice.insert(twice.end(), request.begin(), request.end());
    if (auto sent = wire.sendBytes(twice); !sent)
        return fail(sent.error());
    const auto first = wire.reply(kGetCaps);
    if (!first)
        return fail(first.error());
    const auto second = wire.reply(kGetCaps);
    if (!second)
        return fail(second.error());
    if (first->isNak())
        return fail("an answer to the first request", describe(*first));
    if (!second->isNak() || second->status() != protocol::Status::Sequence)
        return fail("NAK SEQUENCE (6) to its repetition", describe(*second));
    return answers(wire);
}

/// Nothing is learnt from a header that is damaged; the next request has its number.
Verdict ignoresBadHeader(Bench& bench)
{
    WirePeer& wire = bench.wire();
    const std::uint8_t expected = wire.sequence();
    Bytes bytes = WirePeer::encode(kGetCaps, expected);
    const Bytes good = bytes;
    bytes[9] = static_cast<std::uint8_t>(bytes[9] ^ 0x10);
    bytes.insert(bytes.end(), good.begin(), good.end());
    if (auto sent = wire.sendBytes(bytes); !sent)
        return fail(sent.error());
    const auto reply = wire.next();
    if (!reply)
        return fail(reply.error());
    if (reply->isNak() || reply->header.sequence != expected)
        return fail(fmt::format("one answer, with sequence {}, to the good request", expected),
                    describe(*reply));
    return answers(wire);
}

Verdict tellsBadPayload(Bench& bench)
{
    WirePeer& wire = bench.wire();
    const WireRequest read{
        "READ", Opcode::ChannelRead, protocol::channel::kStream, {0, 0, 0, 0, 1, 0, 0, 0}};
    Bytes bytes = WirePeer::encode(read, wire.sequence());
    bytes[12] = static_cast<std::uint8_t>(bytes[12] ^ 0x01);
    if (auto sent = wire.sendBytes(bytes); !sent)
        return fail(sent.error());
    const auto reply = wire.reply(read);
    if (!reply)
        return fail(reply.error());
    if (!reply->isNak() || reply->status() != protocol::Status::Checksum)
        return fail("NAK CHECKSUM (5)", describe(*reply));
    return answers(wire);
}

/// Half a packet must not swallow the SYNC that follows.
Verdict recoversFromPartial(Bench& bench)
{
    WirePeer& wire = bench.wire();
    const WireRequest write{"WRITE", Opcode::ChannelWrite, kStdin,
                            Bytes(std::min<std::size_t>(wire.offered().maxPayload, 4000))};
    Bytes bytes = WirePeer::encode(write, wire.sequence());
    for (const std::size_t kept : {std::size_t{6}, protocol::kHeaderSize, std::size_t{20}}) {
        if (auto sent = wire.sendBytes({bytes.begin(), bytes.begin() + static_cast<int>(kept)});
            !sent)
            return fail(sent.error());
        if (auto synced = wire.sync(); !synced)
            return fail(fmt::format("SYNC answered after the first {} bytes of a packet", kept),
                        "silence");
    }
    return answers(wire);
}

Verdict fragments(Bench& bench)
{
    WirePeer& wire = bench.wire();
    protocol::Caps small = wire.offered();
    small.ack = false;
    small.maxPayload = protocol::kMinMaxPayload;
    if (auto set = wire.setCaps(small); !set)
        return fail(set.error());
    std::uint8_t expected = wire.sequence();
    const auto packets = wire.requestAll({"CHANNEL_LIST", Opcode::ChannelList});
    if (!packets)
        return fail(packets.error());
    std::size_t bytes = 0;
    for (const WirePacket& packet : *packets) {
        if (packet.header.sequence != expected || packet.payload.size() > small.maxPayload)
            return fail(fmt::format("a fragment of at most {} bytes with sequence {}",
                                    small.maxPayload, expected),
                        describe(packet));
        ++expected;
        bytes += packet.payload.size();
    }
    // Four channels at least, at 16 bytes each.
    if (packets->size() < 2 || bytes < 64 || bytes % protocol::ChannelEntry::kWireSize != 0)
        return fail("64 bytes or more, of 16 each, in two packets or more",
                    fmt::format("{} bytes in {} packets", bytes, packets->size()));
    return answers(wire);
}

/// Requests sent before the answers to earlier ones, with the numbers that those will bring.
Verdict pipelines(Bench& bench)
{
    WirePeer& wire = bench.wire();
    const WireRequest version{"VERSION", Opcode::ProtoVersion};
    const WireRequest info{"SYS_INFO", Opcode::SysInfo};
    const std::vector<WireRequest> requests{kGetCaps, version, info, kGetCaps};
    const std::uint8_t first = wire.sequence();
    Bytes bytes;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const Bytes one = WirePeer::encode(requests[i], static_cast<std::uint8_t>(first + i));
        bytes.insert(bytes.end(), one.begin(), one.end());
    }
    if (auto sent = wire.sendBytes(bytes); !sent)
        return fail(sent.error());
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const auto reply = wire.next();
        const std::string wanted =
            fmt::format("answer {} of {}, to {}", i + 1, requests.size(), requests[i].name);
        if (!reply)
            return reply.error().code == Errc::Timeout ? fail(wanted, "silence")
                                                       : fail(reply.error());
        if (!reply->header.is(requests[i].opcode) || reply->isNak() ||
            reply->header.sequence != static_cast<std::uint8_t>(first + i))
            return fail(wanted, describe(*reply));
    }
    return answers(wire);
}

Status switchAckOn(WirePeer& wire)
{
    protocol::Caps caps = wire.offered();
    caps.ack = true;
    return wire.setCaps(caps);
}

Verdict asksForAcks(Bench& bench)
{
    WirePeer& wire = bench.wire();
    if (auto on = switchAckOn(wire); !on)
        return fail(on.error());
    const auto reply = wire.request(kGetCaps);
    if (!reply)
        return fail(reply.error());
    if (!reply->header.has(flag::kAckRequest))
        return fail("a reply that asks for an ACK", describe(*reply));
    return answers(wire);
}

Verdict retransmits(Bench& bench)
{
    WirePeer& wire = bench.wire();
    if (auto on = switchAckOn(wire); !on)
        return fail(on.error());
    wire.answerAckRequests(false);
    const auto first = wire.request(kGetCaps);
    if (!first)
        return fail(first.error());
    // It comes after 0.5 s without ACK.
    const auto again = wire.reply(kGetCaps);
    if (!again)
        return again.error().code == Errc::Timeout
            ? fail("the reply once more, since no ACK was given", "silence")
            : fail(again.error());
    const bool same = again->header.sequence == first->header.sequence &&
        again->payload == first->payload && again->header.has(flag::kRetransmission);
    if (!same)
        return fail(fmt::format("the same reply, sequence {}, marked as retransmission",
                                first->header.sequence),
                    describe(*again));
    wire.answerAckRequests(true);
    if (auto acknowledged = wire.acknowledge(*again); !acknowledged)
        return fail(acknowledged.error());
    return answers(wire);
}

WireRequest stdinControl(const char* name, std::uint32_t request)
{
    const auto payload = protocol::encodeU32(request);
    return {name, Opcode::ChannelIoctl, kStdin, {payload.begin(), payload.end()}};
}

WireRequest upload(std::string_view script)
{
    const auto range =
        protocol::encode(protocol::ByteRange{0, static_cast<std::uint32_t>(script.size())});
    Bytes payload(range.begin(), range.end());
    payload.insert(payload.end(), script.begin(), script.end());
    return {"WRITE", Opcode::ChannelWrite, kStdin, std::move(payload)};
}

std::string eventsText(const WirePeer& wire)
{
    std::string text;
    for (const auto& each : wire.events()) {
        if (each.channel <= kStdin)
            text += fmt::format("{}channel {} code {}", text.empty() ? "" : ", ", each.channel,
                                each.code);
    }
    return text.empty() ? "none" : text;
}

/// After a soft reboot the camera re-initialises, for 50 to 100 ms or so, and undoes what is
/// agreed meanwhile.
Verdict comesBack(WirePeer& wire)
{
    constexpr int kAttempts = 5;
    Verdict verdict;
    for (int i = 0; i < kAttempts; ++i) {
        if (auto listened = wire.listen(100ms); !listened)
            return fail(listened.error());
        if (auto up = wire.setUp(); !up)
            return fail(up.error());
        verdict = answers(wire);
        if (verdict.kind == Verdict::Kind::Passed)
            break;
    }
    return verdict;
}

/// Started on stdin, ended on stdin, soft reboot on channel 0, in this order.
Verdict tellsScriptEvents(Bench& bench)
{
    WirePeer& wire = bench.wire();
    const std::size_t before = wire.events().size();
    for (const WireRequest& request :
         {stdinControl("RESET", ioctl::kStdinReset), upload("selftest = 1\n"),
          stdinControl("EXEC", ioctl::kStdinExec)}) {
        const auto reply = wire.request(request);
        if (!reply)
            return fail(reply.error());
        if (!reply->isAck())
            return fail(fmt::format("an ACK to {}", request.name), describe(*reply));
    }
    const auto rebooted = wire.awaitEvent(0, event::kSoftReboot);
    if (!rebooted && rebooted.error().code != Errc::Timeout)
        return fail(rebooted.error());
    std::vector<std::pair<int, int>> seen;
    for (std::size_t i = before; i < wire.events().size(); ++i) {
        const auto& each = wire.events()[i];
        if (each.channel == kStdin || (each.channel == 0 && each.code == event::kSoftReboot))
            seen.emplace_back(each.channel, each.code);
    }
    const std::vector<std::pair<int, int>> wanted{
        {kStdin, event::kScriptStarted}, {kStdin, event::kScriptStopped}, {0, event::kSoftReboot}};
    if (seen != wanted)
        return fail("the events channel 1 code 1, channel 1 code 0, channel 0 code 2",
                    eventsText(wire));
    return comesBack(wire);
}

Verdict roundTrips(Bench& bench)
{
    constexpr int kRequests = 200;
    const auto begin = Bench::Clock::now();
    for (int i = 0; i < kRequests; ++i) {
        const Verdict verdict = answers(bench.wire());
        if (verdict.kind != Verdict::Kind::Passed)
            return verdict;
    }
    const std::chrono::duration<double, std::milli> took = Bench::Clock::now() - begin;
    return pass(fmt::format("{:.2f} ms each", took.count() / kRequests));
}

}  // namespace

Checks wireChecks()
{
    const auto wire = Check::Needs::Wire;
    return {
        {"script.soft-reboot-event", "start, end and soft reboot of a script are told in order",
         tellsScriptEvents, wire},
        {"link.sync", "SYNC is answered", sync, wire},
        {"link.caps", "capabilities can be set, and SYNC sets them back", capabilities, wire},
        {"link.round-trips", "200 requests are answered one after the other", roundTrips, wire},
        {"link.fragments", "long replies come in numbered fragments", fragments, wire},
        {"link.pipelining", "requests can be sent before the answers to earlier ones", pipelines,
         wire},
        {"link.sequence", "a wrong sequence number is refused, with the right one", sequence, wire},
        {"link.repetition", "a request that comes twice is done once", refusesRepeats, wire},
        {"link.bad-header", "a damaged header is ignored", ignoresBadHeader, wire},
        {"link.bad-payload", "a damaged payload is refused", tellsBadPayload, wire},
        {"link.partial-packet", "SYNC is heard after half a packet", recoversFromPartial, wire},
        {"link.acknowledge", "with ACK on, replies ask for it", asksForAcks, wire},
        {"link.retransmission", "a reply without ACK is sent again", retransmits, wire},
    };
}

}  // namespace omv::cli::selftest
