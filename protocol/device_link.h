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
    std::size_t readChunk = 512;  ///< largest piece of a channel that is not zero-copy
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
    /// anything else is served (as send_event(wait_ack=True) does).
    void sendEvent(std::uint8_t channel, std::uint16_t code, bool wantAck = false) noexcept;
    /// An event sent with `wantAck` is still unacknowledged.
    bool eventUnacknowledged() const noexcept;

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
    DeviceStats m_stats;
    Caps m_caps;
};

}  // namespace omv::protocol
