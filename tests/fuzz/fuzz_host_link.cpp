// SPDX-License-Identifier: MIT
// Whatever a device (or a broken cable) sends: the link never sends a NAK, writes
// only into the request's buffer, always has a deadline while it waits, and is
// idle again when that has passed; and after SYNC it is in step.
#include "tests/fuzz/fuzz.h"

#include "protocol/host_link.h"

#include <algorithm>
#include <deque>
#include <vector>

using namespace omv::protocol;
using omv::fuzz::require;

namespace {

using ByteVector = std::vector<std::uint8_t>;

class Session {
public:
    Session()
        : m_receive(2048)
        , m_send(1024)
        , m_link(m_receive, m_send)
    {
    }

    void step(omv::fuzz::Input& input)
    {
        switch (input.byte() % 8) {
        case 0: submit(input); break;
        case 1: m_link.receive(input.bytes(input.byte()), m_now); break;
        case 2:
        case 3: devicePacket(input); break;
        case 4: write(input.byte()); break;
        case 5: pass(input.word()); break;
        case 6: m_link.cancel(); break;
        case 7: m_link.takeEvent(); break;
        default: break;
        }
        check();
    }

    /// From wherever this is, a SYNC that is answered must do.
    void finish()
    {
        for (int i = 0; i < 8 && !m_link.idle(); ++i)
            pass(m_link.deadline() - m_now);
        require(m_link.idle(), "the deadline ends every request");
        check();
        require(m_link.submit({.timeout = 1000}, m_now), "SYNC is always allowed");
        const ByteVector wire(m_link.output().begin(), m_link.output().end());
        require(wire.size() == kHeaderSize, "SYNC goes out alone");
        m_link.sent(wire.size());
        HeaderBytes ack = encodeHeader({.flags = flag::kAck});
        m_link.receive(ack, m_now);
        // The ACK may be inside what an incomplete packet claims.
        for (int i = 0; i < 3 && !m_link.idle(); ++i)
            pass(m_link.deadline() - m_now);
        const auto reply = m_link.takeReply();
        require(reply && reply->outcome == Outcome::Ok, "the answer to SYNC is found");
        require(m_link.sequence() == 0, "SYNC counts from 0");
        require(m_link.caps() == Caps{}, "SYNC brings the default capabilities");
    }

private:
    void submit(omv::fuzz::Input& input)
    {
        // Each reply has its own memory: a byte too many is found.
        if (m_link.idle())
            m_into.clear();
        m_into.emplace_back(input.byte()).shrink_to_fit();
        const Bytes payload = input.bytes(input.byte());
        const bool hadRoom = m_link.room() > 0;
        const auto opcode = static_cast<Opcode>(input.byte() % 0x2A);
        m_channel = input.byte() % 6;
        const bool done = m_link.submit({.opcode = opcode,
                                         .channel = m_channel,
                                         .head = payload,
                                         .into = m_into.back(),
                                         .timeout = 1000,
                                         .replyPackets = input.byte() % 4u},
                                        m_now);
        require(!done || hadRoom || opcode == Opcode::ProtoSync, "no more requests than room");
        require(m_link.inFlight() <= HostLink::kMaxInFlight, "no more requests than room");
        if (done)
            m_opcode = static_cast<std::uint8_t>(opcode);
    }

    /// A sound packet, mostly one that fits the request under way.
    void devicePacket(omv::fuzz::Input& input)
    {
        const std::uint8_t how = input.byte();
        PacketHeader header;
        header.flags = input.byte() & 0x3F;
        header.opcode = (how & 1) ? input.byte() : m_opcode;
        header.channel = (how & 2) ? input.byte() : m_channel;
        header.sequence = (how & 4) ? input.byte() : m_link.sequence();
        ByteVector wire(packetSize(255));
        wire.resize(encodePacket(wire, header, input.bytes(input.byte()), {}, (how & 8) == 0));
        m_link.receive(wire, m_now);
        if (how & 16)
            m_link.receive(wire, m_now);
    }

    void write(std::size_t count)
    {
        const Bytes out = m_link.output();
        m_link.sent(std::min(count, out.size()));
    }

    void pass(Duration time)
    {
        m_now += std::max<Duration>(time, 0);
        m_link.tick(m_now);
    }

    void check()
    {
        require(m_link.idle() == (m_link.deadline() == kNever), "a request has a deadline");
        require(!m_link.receiveSpace().empty(), "there is room to receive");
        if (const auto reply = m_link.takeReply())
            require(reply->size <= 255, "a reply fits its buffer");
        checkOutput();
    }

    /// When nothing is half written, the output is whole packets, none of them a NAK.
    void checkOutput()
    {
        ByteVector buffer(4096);
        PacketParser parser(buffer, 1024);
        parser.setCheckCrc(false);
        const Bytes out = m_link.output();
        parser.feed(out);
        Packet packet;
        while (parser.next(packet) == ParseResult::Packet)
            require(!packet.header.has(flag::kNak) || parser.bytesDropped() > 0, "no NAK is sent");
    }

    ByteVector m_receive;
    ByteVector m_send;
    HostLink m_link;
    std::deque<ByteVector> m_into;
    Time m_now = 0;
    std::uint8_t m_opcode = 0;
    std::uint8_t m_channel = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    omv::fuzz::Input input(data, size);
    Session session;
    for (int steps = 0; !input.empty() && steps < 2000; ++steps)
        session.step(input);
    session.finish();
    return 0;
}
