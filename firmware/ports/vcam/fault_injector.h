// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/options.h"
#include "protocol/bytes.h"

#include <cstdint>
#include <random>
#include <vector>

namespace omv::vcam {

/// Spoils what the camera sends, as planned and reproducibly: packets are
/// dropped, damaged, sent twice or held back; bytes go out in small pieces.
class FaultInjector {
public:
    FaultInjector(const FaultPlan& plan, std::uint64_t seed);

    /// Packets on their way out; pieces of packets are kept until they are whole.
    void take(protocol::Bytes bytes, std::int64_t now);
    /// What may be written now.
    protocol::Bytes output(std::int64_t now) const;
    void sent(std::size_t count);
    /// Room for more; without, leave the bytes where they are.
    bool hasRoom() const { return m_ready.size() - m_sent < kRoom; }
    /// When held-back bytes may go; INT64_MAX: nothing is held back.
    std::int64_t deadline(std::int64_t now) const;
    bool unplugNow() const { return m_plan.unplugAfter && m_total >= m_plan.unplugAfter; }
    /// A new connection: nothing of the old one is left; the count for unplug-after begins anew.
    void clear();

private:
    static constexpr std::size_t kRoom = 256 * 1024;

    void forward(protocol::Bytes packet, std::int64_t now);
    bool happens(double chance);

    FaultPlan m_plan;
    std::mt19937_64 m_random;
    std::vector<std::uint8_t> m_partial;
    std::vector<std::uint8_t> m_ready;
    std::size_t m_sent = 0;
    std::int64_t m_heldUntil = 0;
    int m_packets = 0;
    std::uint64_t m_total = 0;
};

}  // namespace omv::vcam
