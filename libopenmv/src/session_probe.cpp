// SPDX-License-Identifier: MIT
#include "libopenmv/src/session_probe.h"

#include <algorithm>
#include <iterator>

#include "protocol/packet.h"

namespace omv::session {

namespace {

constexpr std::uint8_t kScriptRunning[] = {0x30, 0x87, 4, 0, 0, 0};
constexpr std::uint8_t kSyncWord[] = {0xAA, 0xD5};
constexpr std::size_t kOldReply = 4;
constexpr std::size_t kKept = 64 * 1024;

}  // namespace

std::array<std::uint8_t, 24> VersionProbe::packet()
{
    std::array<std::uint8_t, 24> bytes{};
    std::copy(std::begin(kScriptRunning), std::end(kScriptRunning), bytes.begin());
    const std::array<std::uint8_t, 4> filler{};
    protocol::encodePacket(protocol::MutableBytes(bytes).subspan(std::size(kScriptRunning)), {}, {},
                           filler);
    return bytes;
}

void VersionProbe::start(protocol::Time now)
{
    m_verdict = Verdict::Unknown;
    m_bytes.clear();
    m_silentAt = now + kTimeout;
    m_quietAt = protocol::kNever;
}

void VersionProbe::received(protocol::Bytes bytes, protocol::Time now)
{
    if (m_verdict != Verdict::Unknown)
        return;
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    const auto sync =
        std::search(m_bytes.begin(), m_bytes.end(), std::begin(kSyncWord), std::end(kSyncWord));
    if (sync != m_bytes.end())
        m_verdict = Verdict::Packets;
    m_quietAt = now + kQuiet;
    if (m_bytes.size() > kKept)
        m_bytes.erase(m_bytes.begin(), m_bytes.end() - 1);
}

bool VersionProbe::isOldReply() const
{
    return m_bytes.size() == kOldReply && m_bytes[0] <= 1 && m_bytes[1] == 0 && m_bytes[2] == 0 &&
        m_bytes[3] == 0;
}

void VersionProbe::tick(protocol::Time now)
{
    if (now < deadline())
        return;
    m_verdict = isOldReply() ? Verdict::OldFirmware : Verdict::Silent;
}

protocol::Time VersionProbe::deadline() const
{
    if (m_verdict != Verdict::Unknown)
        return protocol::kNever;
    return isOldReply() ? m_quietAt : m_silentAt;
}

}  // namespace omv::session
