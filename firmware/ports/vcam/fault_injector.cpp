// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/fault_injector.h"

#include "protocol/packet.h"

#include <algorithm>
#include <limits>

namespace omv::vcam {

FaultInjector::FaultInjector(const FaultPlan& plan, std::uint64_t seed)
    : m_plan(plan)
    , m_random(seed)
{
}

bool FaultInjector::happens(double chance)
{
    return std::uniform_real_distribution<double>(0, 1)(m_random) < chance;
}

void FaultInjector::take(protocol::Bytes bytes, std::int64_t now)
{
    m_partial.insert(m_partial.end(), bytes.begin(), bytes.end());
    std::size_t at = 0;
    while (m_partial.size() - at >= protocol::kHeaderSize) {
        const protocol::Bytes rest = protocol::Bytes(m_partial).subspan(at);
        const std::size_t payload = protocol::loadU16(rest.subspan<6, 2>());
        const std::size_t size = protocol::packetSize(payload);
        if (rest.size() < size)
            break;
        forward(rest.first(size), now);
        at += size;
    }
    m_partial.erase(m_partial.begin(), m_partial.begin() + static_cast<std::ptrdiff_t>(at));
}

void FaultInjector::forward(protocol::Bytes packet, std::int64_t now)
{
    if (happens(m_plan.drop))
        return;
    ++m_packets;
    if (m_plan.stallEvery > 0 && m_packets % m_plan.stallEvery == 0)
        m_heldUntil = now + m_plan.stallMs * std::int64_t{1000};
    const int copies = happens(m_plan.duplicate) ? 2 : 1;
    for (int copy = 0; copy < copies; ++copy) {
        const std::size_t start = m_ready.size();
        m_ready.insert(m_ready.end(), packet.begin(), packet.end());
        if (happens(m_plan.damage)) {
            std::uniform_int_distribution<std::size_t> where(0, packet.size() * 8 - 1);
            const std::size_t bit = where(m_random);
            m_ready[start + bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
        }
    }
}

protocol::Bytes FaultInjector::output(std::int64_t now) const
{
    if (now < m_heldUntil)
        return {};
    protocol::Bytes out = protocol::Bytes(m_ready).subspan(m_sent);
    if (m_plan.split)
        out = out.first(std::min(out.size(), m_plan.split));
    if (m_plan.unplugAfter) {
        const std::uint64_t left = m_plan.unplugAfter - std::min(m_total, m_plan.unplugAfter);
        out = out.first(static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), left)));
    }
    return out;
}

void FaultInjector::sent(std::size_t count)
{
    m_sent += count;
    m_total += count;
    if (m_sent == m_ready.size()) {
        m_ready.clear();
        m_sent = 0;
    }
}

std::int64_t FaultInjector::deadline(std::int64_t now) const
{
    const bool held = now < m_heldUntil && m_sent < m_ready.size();
    return held ? m_heldUntil : std::numeric_limits<std::int64_t>::max();
}

void FaultInjector::clear()
{
    m_partial.clear();
    m_ready.clear();
    m_sent = 0;
    m_heldUntil = 0;
    m_total = 0;
}

}  // namespace omv::vcam
