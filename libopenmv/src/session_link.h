// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <vector>

#include "libopenmv/src/session_probe.h"
#include "libopenmv/src/session_request.h"
#include "protocol/handshake.h"

namespace omv::session {

struct LinkOptions {
    protocol::Caps wanted;
    Duration replyTimeout = protocol::kSecond;
    /// After SOFT_REBOOT the camera re-initialises; a handshake before that is undone.
    Duration rebootSettle = 60 * protocol::kMillisecond;
    /// Between attempts to reach a camera that fell silent.
    Duration retryInterval = protocol::kSecond;
};

/// A HostLink with its memory, and what brings it to known ground:
///
///     Closed --connect--> Probing --packets--> Syncing --verified--> Ready
///     Probing --silence--> Syncing --silence--> Probing      (until the caller gives up)
///     Ready --reboot--> Settling --> Syncing       Ready --synchronise--> Syncing
///     Syncing --silence--> Lost --retryInterval or synchronise--> Syncing
///
/// Sans-I/O as HostLink; threads: one at a time.
class SyncedLink {
public:
    enum class State { Closed, Probing, Syncing, Settling, Ready, Lost };

    explicit SyncedLink(const LinkOptions& options);
    SyncedLink(const SyncedLink&) = delete;
    SyncedLink& operator=(const SyncedLink&) = delete;

    void connect(Time now);
    /// A handshake now. Forgets the request under way.
    void synchronise(Time now);
    /// The camera announced a soft reboot: a handshake a little later. Replies that
    /// were sent before it still count.
    void rebooted(Time now);

    MutableBytes receiveSpace() { return m_link.receiveSpace(); }
    void received(std::size_t count, Time now);
    Bytes output() const;
    void sent(std::size_t count);
    void tick(Time now);
    Time deadline() const;

    State state() const { return m_state; }
    /// A request can be sent.
    bool canSend() const { return m_state == State::Ready && m_link.idle(); }
    /// How many requests can be sent now, some of them behind others.
    std::size_t room() const { return m_state == State::Ready ? m_link.room() : 0; }
    std::size_t inFlight() const { return m_link.inFlight(); }
    bool isOldFirmware() const { return m_oldFirmware; }
    /// Handshakes that succeeded; a request under way when it changes has no reply.
    unsigned synchronisations() const { return m_synchronisations; }
    /// Handshakes begun since the connection was first up.
    std::uint64_t resyncs() const { return m_resyncs; }

    /// `badLine`: what gets lost shall be seen by what was sent behind it, not by silence.
    bool submit(const Request& request, bool badLine, Time now);
    void cancel() { m_link.cancel(); }
    std::optional<Reply> takeReply();
    std::optional<protocol::DeviceEvent> takeEvent() { return m_link.takeEvent(); }

    const protocol::Caps& caps() const { return m_link.caps(); }
    const protocol::HostLinkStats& stats() const { return m_link.stats(); }
    Duration replyTimeout() const { return m_options.replyTimeout; }

private:
    void startProbe(Time now);
    void startHandshake(Time now);
    void stepHandshake(Time now);

    LinkOptions m_options;
    std::vector<std::uint8_t> m_receive;
    std::vector<std::uint8_t> m_send;
    protocol::HostLink m_link;
    protocol::Handshake m_handshake;
    VersionProbe m_probe;
    std::vector<std::uint8_t> m_probeOut;
    State m_state = State::Closed;
    Time m_nextAt = protocol::kNever;  // Settling: the handshake; Lost: the next attempt
    bool m_connected = false;  // was Ready before
    bool m_oldFirmware = false;
    unsigned m_synchronisations = 0;
    std::uint64_t m_resyncs = 0;
};

}  // namespace omv::session
