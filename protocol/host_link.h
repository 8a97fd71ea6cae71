// SPDX-License-Identifier: MIT
#pragma once

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
    Duration timeout = kSecond;  ///< longest gap between packets of the awaited reply
};

enum class Outcome : std::uint8_t {
    Ok,
    Refused,  ///< NAK; see Reply::status. `size` bytes may have come before it
    Timeout,  ///< nothing (more) came within the command's timeout
    Damaged,  ///< a fragment was lost or damaged: the sequence has a gap
    TooLarge,  ///< the reply did not fit Command::into; its start is there
};

struct Reply {
    Opcode opcode = Opcode::ProtoSync;
    std::uint8_t channel = 0;
    Outcome outcome = Outcome::Ok;
    Status status = Status::Success;  ///< of a NAK
    std::size_t size = 0;  ///< payload bytes stored in Command::into, from its start
};

struct DeviceEvent {
    std::uint8_t channel = 0;
    std::uint16_t code = event::kNotify;

    friend bool operator==(const DeviceEvent&, const DeviceEvent&) = default;
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
///     Idle --submit--> Waiting --last packet / NAK / timeout--> Idle (takeReply)
///     Waiting --cancel--> Draining --the same--> Idle (no reply)
///
/// One request at a time. The transport loop does, until it has nothing to do:
/// write output(), read into receiveSpace(), tick() at deadline(), and take
/// replies and events. Facts it relies on (recorded from firmware 5.0):
/// one sequence counter, advanced by every non-event packet the *device* sends;
/// a NAK SEQUENCE carries the current counter, so the request is sent again at
/// once with that + 1; events never move the counter and never extend a timeout;
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
    bool idle() const noexcept { return m_state == State::Idle; }
    /// Sends a request. False, and nothing is sent, when not idle() or when the
    /// payload exceeds the agreed maximum. ProtoSync is always allowed: it ends
    /// whatever was going on, and its ACK sets sequence and capabilities back.
    /// A ProtoSetCaps that the device acknowledges is applied to this end too.
    bool submit(const Command& command, Time now) noexcept;
    /// Forgets the caller's interest: no reply will be taken and Command::into is
    /// not touched any more. The link stays busy until the reply has passed by.
    void cancel() noexcept;
    std::optional<Reply> takeReply() noexcept;
    std::optional<DeviceEvent> takeEvent() noexcept;

    const Caps& caps() const noexcept { return m_caps; }
    const HostLinkStats& stats() const noexcept { return m_stats; }
    /// The device's counter as far as known: the sequence of the next request.
    std::uint8_t sequence() const noexcept { return m_sequence; }

private:
    enum class State : std::uint8_t { Idle, Waiting, Draining };
    static constexpr std::size_t kEventQueue = 64;
    /// A request is sent again this often after NAK SEQUENCE.
    static constexpr int kMaxResends = 3;

    /// The request under way. Its bytes stay in m_send for a resend.
    struct Request {
        PacketHeader header;
        Caps caps;  ///< SET_CAPS: what its ACK makes valid here
        MutableBytes into;
        Duration timeout = 0;
        Time deadline = kNever;
        std::size_t begin = 0;  ///< its packet within m_send
        std::size_t end = 0;
        std::size_t stored = 0;
        std::uint8_t next = 0;  ///< sequence of the next packet of its reply
        int resends = 0;
        bool resend = false;  ///< as soon as the output is empty
        bool tooLarge = false;
        bool damaged = false;
    };

    std::uint8_t nextSequence() const noexcept;
    bool queueRequest(const Command& command) noexcept;
    void drainParser(Time now) noexcept;
    void handle(const Packet& packet, Time now) noexcept;
    void handleDamaged(const PacketHeader& header, Time now) noexcept;
    void handleEvent(const Packet& packet) noexcept;
    void handleReply(const Packet& packet, Time now) noexcept;
    void handleStray(const PacketHeader& header) noexcept;
    bool answersRequest(const PacketHeader& header) const noexcept;
    bool isSequenceRefusal(const Packet& packet) const noexcept;
    void acknowledge(const PacketHeader& header) noexcept;
    void finish(Outcome outcome, Status status = Status::Success) noexcept;
    void finishReply(const Packet& packet) noexcept;
    void store(Bytes payload) noexcept;
    void applySync() noexcept;
    void applyCaps(const Caps& caps) noexcept;
    void resendWith(std::uint8_t sequence, Time now) noexcept;
    void startResend() noexcept;
    void makeSendRoom(std::size_t bytes) noexcept;
    void pushEvent(DeviceEvent event) noexcept;
    bool evictEvent() noexcept;
    void removeEvent(std::size_t index) noexcept;

    PacketParser m_parser;
    MutableBytes m_send;
    std::size_t m_receiveLimit;  ///< largest payload that fits the receive buffer
    std::size_t m_sendBegin = 0;  ///< of the bytes not yet written
    std::size_t m_sendEnd = 0;
    State m_state = State::Idle;
    Request m_request;
    std::optional<Reply> m_reply;
    Caps m_caps;
    std::uint8_t m_sequence = 0;
    /// False after a reply failed to come: packets of it may still arrive, and
    /// nothing but a SYNC or a NAK SEQUENCE tells where the device's counter is.
    bool m_inStep = true;
    std::array<DeviceEvent, kEventQueue> m_events{};
    std::size_t m_eventCount = 0;
    HostLinkStats m_stats;
};

}  // namespace omv::protocol
