// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/event_queue.h"
#include "protocol/packet_parser.h"
#include "protocol/payloads.h"
#include "protocol/time.h"

#include <array>
#include <optional>

namespace omv::protocol {

/// One request to the device.
struct Command {
    Opcode opcode = Opcode::ProtoSync;
    std::uint8_t channel = 0;
    Bytes head{};  ///< start of the payload; copied by submit()
    Bytes body{};  ///< rest of the payload; copied by submit()
    MutableBytes into{};  ///< where the reply's payload goes; must outlive the reply or cancel()
    Duration timeout = kSecond;  ///< longest wait for the reply's first packet
    Duration gapTimeout = 0;  ///< longest gap between its packets; 0: as timeout
    /// Packets of a reply that succeeds; fragmentCount() for a READ. 0: not known, and
    /// nothing can be sent behind the request.
    std::uint32_t replyPackets = 1;
    /// All of them but the last are full, as when a channel gives its data in one piece.
    /// So what comes behind a lost one still finds its place.
    bool fullPackets = false;
    // Where packets get lost, and only with acknowledgements:
    /// The ACKs of the whole reply go out with the request, so the device waits for none and
    /// repeats nothing: what does not come has to be asked for again. At most as many packets
    /// as their ACKs (two of 10 bytes each) fit the device's receive buffer.
    bool ackAhead = false;
    /// Other requests may be sent behind this one. They wait in the device until its reply is
    /// acknowledged.
    bool followed = false;
};

/// Packets that carry `size` bytes.
constexpr std::uint32_t fragmentCount(std::uint32_t size, std::uint16_t maxPayload) noexcept
{
    return size == 0 || maxPayload == 0 ? 1 : (size - 1) / maxPayload + 1;
}

enum class Outcome : std::uint8_t {
    Ok,
    Refused,  ///< NAK; see Reply::status. `size` bytes may have come before it
    Timeout,  ///< nothing (more) came within the command's timeouts
    Damaged,  ///< a fragment was lost or damaged; see Reply::gaps
    TooLarge,  ///< the reply did not fit Command::into; its start is there
};

/// A part of Command::into that did not arrive.
struct Gap {
    std::uint32_t offset = 0;
    std::uint32_t size = 0;

    friend bool operator==(const Gap&, const Gap&) = default;
};

/// Gaps in order; when there are too many the last one reaches to the end.
struct Gaps {
    std::array<Gap, 16> items{};
    std::size_t count = 0;

    void add(std::size_t begin, std::size_t end) noexcept;
};

struct Reply {
    Opcode opcode = Opcode::ProtoSync;
    std::uint8_t channel = 0;
    Outcome outcome = Outcome::Ok;
    Status status = Status::Success;  ///< of a NAK
    /// Payload bytes stored in Command::into, from its start and without a gap.
    std::size_t size = 0;
    /// The device certainly did nothing: the request was lost, or refused for its number or
    /// its checksum. Asking again does no harm.
    bool unserved = false;
    /// Timeout, and the device certainly served the request: its one packet was lost.
    bool answered = false;
    /// Damaged, and Command::fullPackets was set: all that is missing of Command::into.
    Gaps gaps{};
};

struct HostLinkStats {
    std::uint64_t packetsSent = 0;
    std::uint64_t packetsReceived = 0;
    std::uint64_t bytesSent = 0;
    std::uint64_t bytesReceived = 0;
    std::uint64_t headerErrors = 0;
    std::uint64_t payloadErrors = 0;
    std::uint64_t sequenceErrors = 0;  ///< gaps seen, and NAK SEQUENCE from the device
    std::uint64_t retransmissions = 0;  ///< packets from the device with the RTX flag
    std::uint64_t timeouts = 0;
    std::uint64_t events = 0;
    std::uint64_t eventsDropped = 0;  ///< the caller did not take them in time
    std::uint64_t strayPackets = 0;  ///< replies that nobody waited for
};

/// The host end of one connection, without I/O, clock or heap.
///
///     submit --> in flight --last packet / NAK / timeout--> takeReply
///                in flight --cancel--> in flight, abandoned --the same--> (no reply)
///
/// Replies come in the order of the requests. A request may be sent behind others
/// whose replies are still to come (room()): its sequence is predicted from
/// the number of packets that those will have. When that goes wrong, because a packet
/// was lost or one of them was refused, the device refuses it with NAK SEQUENCE:
/// it ends as Refused with Status::Sequence, and the link is in step again.
/// The transport loop does, until it has nothing to do:
/// write output(), read into receiveSpace(), tick() at deadline(), and take
/// replies and events. Facts it relies on (recorded from firmware 5.0):
/// one sequence counter, advanced by every non-event packet the *device* sends;
/// a NAK SEQUENCE carries the current counter, so a request that was alone is sent
/// again at once with that + 1; events never move the counter and never extend a timeout;
/// a device packet is never answered by a NAK: silence asks for a retransmission.
///
/// Ownership: borrows both buffers for its life. Threads: one at a time.
class HostLink {
public:
    /// `receive`: at least packetSize(largest max payload) bytes, 64 KiB is good.
    /// `send`: at least packetSize(largest max payload) + 64 bytes.
    HostLink(MutableBytes receive, MutableBytes send) noexcept;

    // Bytes in
    MutableBytes receiveSpace() noexcept { return m_parser.space(); }
    void received(std::size_t count, Time now) noexcept;
    /// The same by copying; takes all of `chunk`.
    void receive(Bytes chunk, Time now) noexcept;

    // Bytes out
    Bytes output() const noexcept;
    void sent(std::size_t count) noexcept;

    // Time
    Time deadline() const noexcept;
    void tick(Time now) noexcept;

    // Requests
    static constexpr std::size_t kMaxInFlight = 12;
    bool idle() const noexcept { return m_inFlight == 0; }
    /// Requests whose replies are still to come.
    std::size_t inFlight() const noexcept { return m_inFlight; }
    /// How many requests can be sent now. More than one only while the sequence is known.
    /// With acknowledgements only behind requests that are Command::followed.
    std::size_t room() const noexcept;
    /// Sends a request. False, and nothing is sent, when there is
    /// no room(), or when the payload exceeds the agreed maximum. Replies that were
    /// not taken while the link was idle() are dropped. ProtoSync is always allowed: it ends
    /// whatever was going on, and its ACK sets sequence and capabilities back.
    /// A ProtoSetCaps that the device acknowledges is applied to this end too.
    bool submit(const Command& command, Time now) noexcept;
    /// Forgets the caller's interest in all that is under way: no reply will be taken
    /// and no Command::into is touched any more. The link stays busy until the replies
    /// have passed by.
    void cancel() noexcept;
    std::optional<Reply> takeReply() noexcept;
    std::optional<DeviceEvent> takeEvent() noexcept { return m_events.take(); }

    const Caps& caps() const noexcept { return m_caps; }
    const HostLinkStats& stats() const noexcept { return m_stats; }
    /// The device's counter as far as known: of the next packet that it sends.
    std::uint8_t sequence() const noexcept { return m_sequence; }

private:
    /// A request is sent again this often after NAK SEQUENCE.
    static constexpr int kMaxResends = 3;
    static constexpr std::size_t kNobody = kMaxInFlight;
    /// An ACK is repeated when nothing follows it for so long: it may have been lost, and
    /// the device would wait half a second before it repeats what it was for.
    static constexpr Duration kAckAgain = 100 * kMillisecond;

    /// A request under way. Its bytes stay in m_send for a resend while it is alone.
    struct Request {
        PacketHeader header;
        Caps caps;  ///< SET_CAPS: what its ACK makes valid here
        MutableBytes into;
        Duration timeout = 0;
        Duration gapTimeout = 0;
        Time deadline = kNever;  ///< of the first in flight
        std::uint32_t replyPackets = 1;
        std::size_t begin = 0;  ///< its packet within m_send
        std::size_t end = 0;
        std::size_t stored = 0;  ///< where the next packet's payload goes
        Gaps gaps;
        std::uint8_t next = 0;  ///< sequence of the next packet of its reply
        int resends = 0;
        bool resend = false;  ///< as soon as the output is empty
        bool pipelined = false;  ///< others were under way when it was sent, or sent behind it
        bool abandoned = false;
        bool tooLarge = false;
        bool damaged = false;
        bool fullPackets = false;
        bool ackAhead = false;
        bool followed = false;
        bool unserved = false;
        bool answered = false;
        bool placed = true;  ///< where the next packet's payload goes is known
    };

    Request& front() noexcept { return m_requests[0]; }
    const Request& front() const noexcept { return m_requests[0]; }
    std::uint8_t nextSequence() const noexcept;
    bool queueRequest(Request& request, const Command& command) noexcept;
    void forgetAll() noexcept;
    void await(const Request& request, Time now) noexcept;
    void describe(Request& request, const Command& command, Time now) const noexcept;
    void abandonAll() noexcept;
    void drainParser(Time now) noexcept;
    void handle(const Packet& packet, Time now) noexcept;
    void handleDamaged(const PacketHeader& header, Time now) noexcept;
    void handleReply(const Packet& packet, Time now) noexcept;
    void handleStray(const PacketHeader& header) noexcept;
    std::size_t whoseReply(const PacketHeader& header) const noexcept;
    void loseEarlier(std::size_t index, const Packet* by, Time now) noexcept;
    void renumberFrom(std::uint8_t sequence) noexcept;
    bool isSequenceRefusal(const Packet& packet) const noexcept;
    void acknowledge(const PacketHeader& header) noexcept;
    void acknowledgeReply(const Request& request) noexcept;
    void acknowledgeNext() noexcept;
    void repeatAck(Time now) noexcept;
    Duration ackPatience() const noexcept;
    void expectMore(bool fragment, Time now) noexcept;
    void finish(Outcome outcome, Time now, Status status = Status::Success) noexcept;
    void finishReply(const Packet& packet, Time now) noexcept;
    void finishAll(Outcome outcome, Time now) noexcept;
    void store(Bytes payload) noexcept;
    void skip(int packets) noexcept;
    Reply replyOf(const Request& request, Outcome outcome, Status status) const noexcept;
    void applySync() noexcept;
    void applyCaps(const Caps& caps) noexcept;
    void resendWith(std::uint8_t sequence, Time now) noexcept;
    void startResend() noexcept;
    void makeSendRoom(std::size_t bytes) noexcept;

    PacketParser m_parser;
    MutableBytes m_send;
    std::size_t m_receiveLimit;  ///< largest payload that fits the receive buffer
    std::size_t m_sendBegin = 0;  ///< of the bytes not yet written
    std::size_t m_sendEnd = 0;
    std::array<Request, kMaxInFlight> m_requests{};  ///< the first m_inFlight, in order
    std::size_t m_inFlight = 0;
    std::array<Reply, kMaxInFlight> m_replies{};  ///< the first m_replyCount, in order
    std::size_t m_replyCount = 0;
    Time m_ackAgain = kNever;
    std::optional<PacketHeader> m_lastAcked;  ///< nothing came behind it
    Caps m_caps;
    std::uint8_t m_sequence = 0;
    /// False after a reply failed to come: packets of it may still arrive, and
    /// nothing but a SYNC or a NAK SEQUENCE tells where the device's counter is.
    bool m_inStep = true;
    EventQueue m_events;
    HostLinkStats m_stats;
};

}  // namespace omv::protocol
