// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/lock.h"
#include "protocol/device_channel.h"
#include "protocol/time.h"

namespace omv::firmware {

/// Channel 2: what the script prints, kept in a ring until the host reads it.
///
/// As firmware 5.0 does: text that does not fit empties the ring, and only the
/// newest text (its tail, if it is longer than the ring) survives, without a
/// mark. The host is told once when more than half is full and every 50 ms
/// while anything is unread.
///
/// Threads: print() and room() on any thread, the rest on the link's.
class StdoutChannel final : public protocol::DeviceChannel {
public:
    static constexpr protocol::Duration kFlushInterval = 50 * protocol::kMillisecond;

    /// `ring`: borrowed; one byte less than its size is usable, as on the board.
    StdoutChannel(protocol::MutableBytes ring, Lock& lock);

    /// Adds text. True: the link's thread should look at deadline() anew.
    bool print(protocol::Bytes text);
    /// Bytes that print() would take now without emptying the ring.
    std::size_t room();
    void clear();

    /// The host should be notified now; counts as done.
    bool notifyDue(protocol::Time now);
    /// When to ask notifyDue() again.
    protocol::Time deadline() const;

    std::uint8_t flags() const override { return protocol::channel_flag::kRead; }
    bool poll() override { return size() != 0; }
    std::size_t size() override;
    protocol::ReadResult read(std::uint32_t offset, protocol::MutableBytes into) override;

private:
    void put(protocol::Bytes text);

    protocol::MutableBytes m_ring;
    Lock& m_lock;
    std::size_t m_begin = 0;
    std::size_t m_size = 0;
    bool m_halfFull = false;  // crossed and not yet notified
    bool m_notified = false;  // of the half-full crossing; cleared by read and overflow
    protocol::Time m_lastNotify = 0;
};

}  // namespace omv::firmware
