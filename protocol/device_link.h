// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/device_channel.h"
#include "protocol/packet.h"
#include "protocol/time.h"

namespace omv::protocol {

/// What the link asks of the board around it.
class DeviceHost {
public:
    virtual Versions versions() = 0;
    virtual SystemInfo systemInfo() = 0;
    /// Fills `pools`; returns how many there are.
    virtual std::size_t memoryPools(std::span<MemoryPool> pools) = 0;
    /// SYS_RESET and SYS_BOOT: no reply is sent; the board goes down.
    virtual void reset() = 0;
    virtual void enterBootloader() = 0;

protected:
    ~DeviceHost() = default;
};

struct DeviceLinkOptions {
    Caps defaults;  ///< what SYNC restores; maxPayload is also the upper limit of SET_CAPS
    Duration retransmitAfter = 500 * kMillisecond;  ///< doubles with each retry
    int retransmissions = 3;
    Duration lockInterval = 10 * kMillisecond;  ///< least time between granted locks; 0 = no limit
    std::size_t readChunk = 512;  ///< largest piece of a channel that is not zero-copy; at most 512
};

/// The device end of one connection, without I/O, clock or heap: the behaviour
/// of firmware 5.0 as recorded, oddities included.
///
/// The board's loop: take() incoming bytes, write output(), tick() at
/// deadline(). One request is served at a time; while a fragment waits for its
/// ACK, only that ACK and SYNC are looked at, other requests stay in the
/// receive buffer in order. When the transport drains slowly, fragments are
/// made only as output() has room, so that a large read needs no large buffer.
///
/// Ownership: borrows buffers, host and channels. Threads: one at a time;
/// events from other threads go through the caller's own queue.
class DeviceLink {
public:
    /// `receive` and `send`: at least packetSize(defaults.maxPayload) bytes each;
    /// more in `send` lets several fragments go out in one write.
    DeviceLink(const DeviceLinkOptions& options, DeviceHost& host, MutableBytes receive,
               MutableBytes send) noexcept;

    /// Takes bytes from the host; returns how many fitted (offer the rest again).
    std::size_t take(Bytes bytes, Time now) noexcept;
    Bytes output() const noexcept;
    void sent(std::size_t count, Time now) noexcept;
    Time deadline() const noexcept;
    void tick(Time now) noexcept;

    /// Static channels: a fixed id. `name` (at most 13 characters) and `channel` are borrowed.
    bool addChannel(std::uint8_t id, const char* name, DeviceChannel& channel) noexcept;
    /// The first free id from 1; announces CHANNEL_REGISTERED. nullopt when all 32 are taken.
    std::optional<std::uint8_t> registerChannel(const char* name, std::uint8_t flags,
                                                DeviceChannel& channel) noexcept;
    /// Sends an event; with `wantAck` the host must acknowledge it before
    /// anything else is served (as send_event(wait_ack=True) does). Nothing is
    /// sent while the capabilities have events off, and before a host was heard.
    void sendEvent(std::uint8_t channel, std::uint16_t code, bool wantAck = false) noexcept;
    /// An event sent with `wantAck` is still unacknowledged.
    bool eventUnacknowledged() const noexcept;

    /// A reply is under way that a reinitialise() would cut.
    bool replying() const noexcept { return m_transfer.active; }

    /// What a soft reboot does to the link: sequence 0, default capabilities,
    /// buffered input dropped, locks released, dynamic channels gone. (The
    /// SOFT_REBOOT event is sent by the caller *before*, as on the board.)
    void reinitialise() noexcept;
    /// The host went away (DTR dropped, cable pulled): as reinitialise(), but
    /// dynamic channels stay.
    void disconnected() noexcept;

    const DeviceStats& stats() const noexcept { return m_stats; }
    const Caps& caps() const noexcept { return m_caps; }

private:
    static constexpr std::size_t kScratchSize = channel::kMaxChannels * ChannelEntry::kWireSize;
    static constexpr std::size_t kEventQueue = 32;

    struct Slot {
        DeviceChannel* channel = nullptr;
        const char* name = "";
        std::uint8_t flags = 0;
    };

    struct PendingEvent {
        std::uint8_t channel = 0;
        std::uint16_t code = event::kNotify;
        bool wantAck = false;

        friend bool operator==(const PendingEvent&, const PendingEvent&) = default;
    };

    /// The reply under way: `rest` is still to be sent, or `left` bytes from
    /// `offset` are still to be read from `source`.
    struct Transfer {
        bool active = false;
        PacketHeader header;
        Bytes rest;
        DeviceChannel* source = nullptr;
        std::uint32_t offset = 0;
        std::uint32_t left = 0;
        std::optional<Caps> capsAfter;
    };

    /// The packet whose ACK is awaited, kept for its retransmission.
    struct Unacknowledged {
        bool active = false;
        PacketHeader header;
        Bytes payload;
        std::size_t unsent = 0;  ///< output bytes up to its end; its time runs from 0 on
        Time since = 0;
        Duration timeout = 0;
        int retries = 0;
        bool refused = false;  ///< by a NAK
    };

    enum class Found : std::uint8_t { Nothing, Sync, Ack, Nak };

    // Receive side
    Bytes pending() const noexcept;
    void consume(std::size_t count) noexcept;
    void pump(Time now) noexcept;
    bool serveNext(Time now) noexcept;
    bool recoverSync() noexcept;
    void skipToSync() noexcept;
    Found scanForAck() noexcept;
    bool serveUnacknowledged(Time now) noexcept;
    bool sequenceFits(const PacketHeader& header) const noexcept;

    // Requests, in device_requests.cpp
    void process(const PacketHeader& header, Bytes payload, Time now) noexcept;
    void processProtocol(const PacketHeader& header, Bytes payload) noexcept;
    void processChannel(const PacketHeader& header, Bytes payload, Time now) noexcept;
    void synchronise() noexcept;
    void setCaps(const PacketHeader& header, Bytes payload) noexcept;
    void replyMemory(const PacketHeader& header) noexcept;
    void replyList(const PacketHeader& header) noexcept;
    void replyPoll(const PacketHeader& header) noexcept;
    void replyShape(const PacketHeader& header) noexcept;
    void lock(const PacketHeader& header, Time now) noexcept;
    void read(const PacketHeader& header, Bytes payload) noexcept;
    void write(const PacketHeader& header, Bytes payload) noexcept;
    void ioctl(const PacketHeader& header, Bytes payload) noexcept;
    DeviceChannel* find(const PacketHeader& header, std::uint8_t flags) noexcept;

    // Send side
    void replyStatus(const PacketHeader& request, Status status) noexcept;
    void replyBytes(const PacketHeader& request, Bytes payload) noexcept;
    void startTransfer(PacketHeader request, std::uint8_t flags, Bytes rest) noexcept;
    bool sendFragment() noexcept;
    bool sendPiece(Bytes payload, std::uint8_t flags) noexcept;
    void fragmentDone(const PacketHeader& header) noexcept;
    std::optional<Bytes> nextChunk() noexcept;
    bool retransmit() noexcept;
    void awaitAck(const PacketHeader& header, Bytes payload) noexcept;
    bool emit(const PacketHeader& header, Bytes payload) noexcept;
    bool hasRoom(std::size_t bytes) noexcept;
    void flushEvents() noexcept;
    void dropAwaitedEvents() noexcept;
    void reset() noexcept;

    DeviceLinkOptions m_options;
    DeviceHost& m_host;
    MutableBytes m_receive;
    std::size_t m_receiveBegin = 0;
    std::size_t m_receiveEnd = 0;
    std::size_t m_scan = 0;  ///< of the pending bytes: searched for ACK or SYNC so far
    MutableBytes m_send;
    std::size_t m_sendBegin = 0;
    std::size_t m_sendEnd = 0;
    std::array<Slot, channel::kMaxChannels> m_channels{};
    std::array<std::uint8_t, kScratchSize> m_scratch{};  ///< of the reply under way
    std::array<std::uint8_t, 2> m_eventCode{};  ///< of the event whose ACK is awaited
    std::array<PendingEvent, kEventQueue> m_events{};
    std::size_t m_eventCount = 0;
    Transfer m_transfer;
    Unacknowledged m_wait;
    std::optional<Time> m_lastLock;
    std::uint8_t m_sequence = 0;
    bool m_hostHeard = false;
    DeviceStats m_stats;
    Caps m_caps;
};

}  // namespace omv::protocol
