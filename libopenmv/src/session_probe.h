// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <vector>

#include "protocol/bytes.h"
#include "protocol/time.h"

namespace omv::session {

/// Finds out which protocol a camera speaks by one packet that is harmless to both:
/// 24 bytes, which are "is a script running" for firmware 4.x and earlier followed by
/// a SYNC for 5.0 and later. The length is a multiple of 6, because 4.x firmware on
/// some boards reads its port 6 bytes at a time.
///
/// Firmware 4.x answers with 4 bytes, 0 or 1; 5.0 with a packet.
class VersionProbe {
public:
    enum class Verdict { Unknown, Packets, OldFirmware, Silent };
    static constexpr protocol::Duration kTimeout = 300 * protocol::kMillisecond;
    /// Four bytes alone mean the old firmware; more may still follow for this long.
    static constexpr protocol::Duration kQuiet = 60 * protocol::kMillisecond;

    static std::array<std::uint8_t, 24> packet();

    void start(protocol::Time now);
    void received(protocol::Bytes bytes, protocol::Time now);
    void tick(protocol::Time now);
    protocol::Time deadline() const;
    Verdict verdict() const { return m_verdict; }

private:
    bool isOldReply() const;

    Verdict m_verdict = Verdict::Unknown;
    std::vector<std::uint8_t> m_bytes;  // no more than needed to judge
    protocol::Time m_silentAt = protocol::kNever;
    protocol::Time m_quietAt = protocol::kNever;
};

}  // namespace omv::session
