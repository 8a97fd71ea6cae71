// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/serial_line.h"

#include "protocol/packet.h"

#include <algorithm>
#include <utility>

namespace omv::vcam {

namespace {

SerialLine::Use useAt(std::optional<std::uint32_t> rate)
{
    if (!rate)
        return SerialLine::Use::Undecided;
    return *rate == SerialLine::kProtocolRate ? SerialLine::Use::Protocol
                                              : SerialLine::Use::Terminal;
}

}  // namespace

SerialLine::Use SerialLine::use(std::optional<std::uint32_t> rate)
{
    if (rate != m_rate) {
        m_rate = rate;
        m_use = useAt(rate);
    }
    return m_use;
}

void SerialLine::closed()
{
    m_use = useAt(m_rate);
    m_held.clear();
}

/// m_held is a whole header that is right, or less than one that may become so.
bool SerialLine::mayBeginPacket() const
{
    const protocol::HeaderBytes sample = protocol::encodeHeader({});
    const std::size_t known = std::min<std::size_t>(2, m_held.size());
    if (!std::equal(m_held.begin(), m_held.begin() + static_cast<std::ptrdiff_t>(known),
                    sample.begin()))
        return false;
    if (m_held.size() < protocol::kHeaderSize)
        return true;
    return protocol::decodeHeader(
               std::span<const std::uint8_t, protocol::kHeaderSize>(m_held.data(), 10))
        .has_value();
}

SerialLine::Parts SerialLine::take(std::optional<std::uint32_t> rate, protocol::Bytes bytes)
{
    Parts parts;
    if (use(rate) != Use::Protocol) {
        for (; !bytes.empty() && m_use != Use::Protocol; bytes = bytes.subspan(1)) {
            m_held.push_back(bytes.front());
            while (!m_held.empty() && !mayBeginPacket()) {
                parts.keys.push_back(m_held.front());
                m_held.erase(m_held.begin());
            }
            if (m_held.size() == protocol::kHeaderSize)
                m_use = Use::Protocol;
        }
    }
    if (!parts.keys.empty() && m_use == Use::Undecided)
        m_use = Use::Terminal;
    if (m_use == Use::Protocol) {
        parts.packets = std::exchange(m_held, {});
        parts.packets.insert(parts.packets.end(), bytes.begin(), bytes.end());
    }
    return parts;
}

}  // namespace omv::vcam
