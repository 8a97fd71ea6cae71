// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/host_link.h"

namespace omv::protocol {

struct HandshakeOptions {
    Caps wanted;  ///< maxPayload is lowered to what the device offers
    Duration syncTimeout = 300 * kMillisecond;  ///< for each SYNC
    int syncAttempts = 4;
    Duration timeout = kSecond;  ///< for each other request, in the fourth round and later
    /// How often the whole is done at most: again when an answer was lost, or when the
    /// capabilities read back differ from those set, which means that the device
    /// re-initialised in between.
    int rounds = 6;
};

/// Brings a HostLink and a device to known ground: SYNC, GET_CAPS, SET_CAPS,
/// and GET_CAPS again as proof, because a device that is just soft-rebooting
/// undoes a handshake done too early.
///
///     handshake.start(link, now);
///     while (!handshake.done()) { ...transport..., handshake.step(link, now); }
///
/// While it runs nothing else may use the link. Threads: one at a time.
class Handshake {
public:
    explicit Handshake(const HandshakeOptions& options) noexcept
        : m_options(options)
    {
    }

    void start(HostLink& link, Time now) noexcept;
    /// Call after the link received bytes or ticked.
    void step(HostLink& link, Time now) noexcept;
    bool done() const noexcept { return m_step == Step::Done || m_step == Step::Failed; }
    bool succeeded() const noexcept { return m_step == Step::Done; }
    /// Why it failed: the outcome of the request that did. Capabilities that never
    /// read back as they were set count as ProtoGetCaps refused with Status::Failed.
    const Reply& failure() const noexcept { return m_failure; }
    /// The request that was under way when it failed.
    Opcode failedAt() const noexcept { return m_failure.opcode; }

private:
    enum class Step : std::uint8_t { Idle, Sync, GetCaps, SetCaps, Verify, Done, Failed };

    void synced(HostLink& link, const Reply& reply, Time now) noexcept;
    void offered(HostLink& link, const Reply& reply, Time now) noexcept;
    void verified(HostLink& link, const Reply& reply, Time now) noexcept;
    void restart(HostLink& link, const Reply& reply, Time now) noexcept;
    Duration patience() const noexcept;
    void send(HostLink& link, Step step, Time now) noexcept;
    void fail(const Reply& reply) noexcept;

    HandshakeOptions m_options;
    Step m_step = Step::Idle;
    int m_syncs = 0;
    int m_rounds = 0;
    Caps m_set;
    std::array<std::uint8_t, Caps::kWireSize> m_reply{};
    Reply m_failure;
};

}  // namespace omv::protocol
