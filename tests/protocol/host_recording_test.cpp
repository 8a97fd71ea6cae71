// SPDX-License-Identifier: MIT
// The host link, asked for what a reference client asked of real firmware, must
// send the same packets and accept every byte that came back.
#include "tests/support/catch.h"

#include "tests/protocol/recording.h"

using namespace omv::protocol;
using namespace omv::protocol::test;

namespace {

struct Played {
    ByteVector sent;
    int requests = 0;
    int answered = 0;
    int events = 0;
};

/// Feeds a recording's device packets to a host link and makes its requests.
class HostPlayer {
public:
    explicit HostPlayer(std::size_t chop)
        : m_chop(chop)
        , m_into(1 << 20)
    {
    }

    void request(const RecordedPacket& item)
    {
        const PacketHeader& header = item.packet.header;
        finishReply();
        REQUIRE(m_host.link.submit({.opcode = static_cast<Opcode>(header.opcode),
                                    .channel = header.channel,
                                    .head = item.packet.payload,
                                    .into = m_into,
                                    .timeout = 20 * kSecond},
                                   item.time));
        take();
        ++played.requests;
    }

    void device(const RecordedPacket& item)
    {
        const ByteVector wire = item.wire();
        Bytes bytes = wire;
        while (!bytes.empty()) {
            const std::size_t count = std::min(m_chop, bytes.size());
            m_host.link.receive(bytes.first(count), item.time);
            bytes = bytes.subspan(count);
        }
        take();
        finishReply();
        while (m_host.link.takeEvent())
            ++played.events;
    }

    HostLink& link() { return m_host.link; }
    Played played;
    std::vector<Reply> replies;

private:
    void take()
    {
        const ByteVector bytes = drain(m_host.link);
        played.sent.insert(played.sent.end(), bytes.begin(), bytes.end());
    }

    void finishReply()
    {
        if (const auto reply = m_host.link.takeReply()) {
            ++played.answered;
            replies.push_back(*reply);
        }
    }

    std::size_t m_chop;
    ByteVector m_into;
    Host m_host;
};

/// Requests that the recording made wrong on purpose, or ACKs, which the link
/// sends by itself.
bool isRequest(const RecordedPacket& item)
{
    return item.fromHost && item.crcDamage == 0 && item.cutTo == 0 && !item.isAck();
}

}  // namespace

TEST_CASE("The host link sends what the reference client sent, and understands all of it")
{
    const std::size_t chop = GENERATE(as<std::size_t>{}, 1, 7, 4096);
    const int shift = GENERATE(0, 100);
    Recording recording = loadRecording("v2-firmware-5.0-emulated.jsonl");
    if (shift > 0)
        recording = varied(recording, shift, 0x33);
    HostPlayer player(chop);
    for (const RecordedPacket& item : recording.packets) {
        if (isRequest(item))
            player.request(item);
        else if (!item.fromHost)
            player.device(item);
    }
    CHECK(player.played.sent == recording.hostBytes);
    CHECK(player.played.answered == player.played.requests);
    const HostLinkStats& stats = player.link().stats();
    CHECK(stats.bytesReceived == recording.deviceBytes.size());
    CHECK(stats.headerErrors + stats.payloadErrors + stats.sequenceErrors == 0);
    CHECK(stats.strayPackets == 0);
    CHECK(player.played.events + static_cast<int>(stats.eventsDropped) ==
          static_cast<int>(stats.events));
}

TEST_CASE("The host link makes the valid requests of the session on a PC, in one order")
{
    // Pipelined requests are made one after the other: the bytes are the same.
    const std::size_t chop = GENERATE(as<std::size_t>{}, 1, 7, 4096);
    Recording recording = loadRecording("v2-firmware-code-raw.jsonl");
    std::vector<RecordedPacket> device;
    std::vector<RecordedPacket> host;
    for (const RecordedPacket& item : recording.packets)
        (item.fromHost ? host : device).push_back(item);
    HostPlayer player(chop);
    std::size_t next = 0;
    ByteVector expected;
    for (const RecordedPacket& item : host) {
        const bool asks = isRequest(item);
        const bool wrongSequence = item.time / kMillisecond == 7361;
        if (item.isAck() || item.cutTo > 0)
            continue;
        if (asks && !wrongSequence) {
            const ByteVector wire = item.wire();
            expected.insert(expected.end(), wire.begin(), wire.end());
            player.request(item);
        }
        // The answers: all packets up to the last fragment; and retransmissions.
        bool more = true;
        while (more && next < device.size()) {
            const RecordedPacket& answer = device[next++];
            if (answer.packet.header.has(flag::kAckRequest)) {
                const PacketHeader& header = answer.packet.header;
                const ByteVector ack = encoded({.sequence = header.sequence,
                                                .channel = header.channel,
                                                .flags = flag::kAck,
                                                .opcode = header.opcode});
                expected.insert(expected.end(), ack.begin(), ack.end());
            }
            player.device(answer);
            more = answer.packet.header.has(flag::kFragment) ||
                (next < device.size() && device[next].packet.header.has(flag::kRetransmission));
        }
    }
    CHECK(next == device.size());
    CHECK(player.played.sent == expected);
    CHECK(player.played.answered == player.played.requests);
    const HostLinkStats& stats = player.link().stats();
    CHECK(stats.bytesReceived == recording.deviceBytes.size());
    CHECK(stats.headerErrors + stats.payloadErrors == 0);
    // Two answers to requests that a host must not make, and three retransmissions.
    CHECK(stats.retransmissions == 3);
    CHECK(stats.strayPackets == 5);
    CHECK(player.replies.back().opcode == Opcode::ProtoSync);
}
