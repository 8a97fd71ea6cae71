// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/transport.h>

#include <optional>
#include <stop_token>
#include <vector>

#include "protocol/packet_parser.h"
#include "protocol/payloads.h"

namespace omv::cli::selftest {

using Bytes = std::vector<std::uint8_t>;

struct WirePacket {
    protocol::PacketHeader header;
    Bytes payload;

    bool isAck() const { return header.has(protocol::flag::kAck); }
    bool isNak() const { return header.has(protocol::flag::kNak); }
    /// Of a NAK.
    protocol::Status status() const { return protocol::decodeStatus(payload); }
};

/// "NAK sequence error, sequence 4", "a reply of 16 bytes, ...", for messages.
std::string describe(const WirePacket& packet);

struct WireRequest {
    const char* name;  ///< for messages
    protocol::Opcode opcode;
    std::uint8_t channel = 0;
    Bytes payload{};
};

inline const WireRequest kGetCaps{"GET_CAPS", protocol::Opcode::ProtoGetCaps};

/// The host end of the wire without any of the care that the library takes: it sends what it
/// is told, broken or not, and shows what comes. Blocking; one thread.
///
/// Keeps the one thing that cannot be left out, the sequence number: it follows every
/// packet that the camera sends but events.
class WirePeer {
public:
    using Clock = Transport::Clock;

    /// `patience`: the longest wait for one packet.
    WirePeer(std::unique_ptr<Transport> port, std::chrono::milliseconds patience,
             std::stop_token cancel);

    /// No call lasts longer.
    void setDeadline(Clock::time_point deadline) { m_deadline = deadline; }
    /// SYNC and the answer to it. Several attempts, since the camera may be in the middle of
    /// something.
    Result<WirePacket> sync();
    /// sync(), and the capabilities set to what the camera offers, with ACK off. A lossy link
    /// gets several attempts.
    Status setUp();
    Status setCaps(const protocol::Caps& caps);
    const protocol::Caps& offered() const { return m_offered; }

    Status send(const WireRequest& request);
    Status sendBytes(const Bytes& bytes);
    /// The bytes of a request with this sequence number.
    static Bytes encode(const WireRequest& request, std::uint8_t sequence);
    /// The next packet that is not an event.
    Result<WirePacket> next();
    /// The next packet of this opcode. `name`: for the error.
    Result<WirePacket> reply(const WireRequest& request);
    /// send() and reply().
    Result<WirePacket> request(const WireRequest& request);
    /// All fragments of one reply.
    Result<std::vector<WirePacket>> requestAll(const WireRequest& request);

    /// Waits for an event; those that came before count too.
    Status awaitEvent(std::uint8_t channel, std::uint16_t code);
    /// Takes what comes for so long.
    Status listen(std::chrono::milliseconds time);
    struct Event {
        std::uint8_t channel = 0;
        std::uint16_t code = 0;
    };
    const std::vector<Event>& events() const { return m_events; }

    void answerAckRequests(bool on) { m_acknowledges = on; }
    /// Acknowledges a packet by hand.
    Status acknowledge(const WirePacket& packet);
    /// Of the next request.
    std::uint8_t sequence() const { return m_sequence; }

private:
    Status trySetUp();
    std::optional<WirePacket> parsed();
    std::string damagedText() const;
    Status readMore(Clock::time_point until);
    Result<WirePacket> nextUntil(Clock::time_point until);
    Clock::time_point soon(std::chrono::milliseconds time) const;

    std::unique_ptr<Transport> m_port;
    std::chrono::milliseconds m_patience;
    std::stop_token m_cancel;
    Clock::time_point m_deadline;
    Bytes m_buffer;
    protocol::PacketParser m_parser;
    protocol::Caps m_offered;
    std::vector<Event> m_events;
    std::uint8_t m_sequence = 0;
    std::uint64_t m_damaged = 0;  // packets that failed their CRC
    bool m_acknowledges = true;
};

}  // namespace omv::cli::selftest
