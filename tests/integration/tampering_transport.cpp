// SPDX-License-Identifier: MIT
#include "tests/integration/tampering_transport.h"

#include <algorithm>

namespace omv::test {

namespace {

constexpr std::size_t kLargestPayload = 16384;

}  // namespace

TamperingTransport::TamperingTransport(std::unique_ptr<Transport> inner, Direction direction,
                                       Tamper tamper)
    : m_inner(std::move(inner))
    , m_direction(direction)
    , m_tamper(std::move(tamper))
    , m_buffer(4 * protocol::packetSize(kLargestPayload))
    , m_parser(m_buffer, kLargestPayload)
{
}

Result<Transport::Ready> TamperingTransport::wait(bool wantWrite, Clock::time_point deadline)
{
    if (m_direction == Direction::ToCamera)
        return m_inner->wait(wantWrite, deadline);
    const bool isHere = !m_changed.empty();
    auto ready = m_inner->wait(wantWrite, isHere ? Clock::now() : deadline);
    if (!ready || isHere)
        return isHere ? Result<Ready>(Ready{.readable = true, .writable = ready && ready->writable})
                      : ready;
    if (ready->readable) {
        if (auto fetched = fetch(); !fetched)
            return Unexpected{fetched.error()};
        ready->readable = !m_changed.empty();
    }
    return ready;
}

Status TamperingTransport::fetch()
{
    std::vector<std::uint8_t> bytes(4096);
    const auto got = m_inner->read(bytes);
    if (!got)
        return Unexpected{got.error()};
    bytes.resize(*got);
    change(bytes);
    return Done{};
}

Result<std::size_t> TamperingTransport::read(std::span<std::uint8_t> into)
{
    if (m_direction == Direction::ToCamera)
        return m_inner->read(into);
    if (m_changed.empty()) {
        if (auto fetched = fetch(); !fetched)
            return Unexpected{fetched.error()};
    }
    const std::size_t count = std::min(into.size(), m_changed.size());
    std::copy_n(m_changed.begin(), count, into.begin());
    m_changed.erase(m_changed.begin(), m_changed.begin() + static_cast<std::ptrdiff_t>(count));
    return count;
}

Result<std::size_t> TamperingTransport::write(std::span<const std::uint8_t> bytes)
{
    if (m_direction == Direction::FromCamera)
        return m_inner->write(bytes);
    change(bytes);
    std::size_t sent = 0;
    while (sent < m_changed.size()) {
        const auto written = m_inner->write(std::span(m_changed).subspan(sent));
        if (!written)
            return written;
        sent += *written;
        if (*written > 0)
            continue;
        const auto ready = m_inner->wait(true, Clock::now() + std::chrono::seconds(1));
        if (!ready)
            return Unexpected{ready.error()};
    }
    m_changed.clear();
    return bytes.size();
}

void TamperingTransport::change(std::span<const std::uint8_t> bytes)
{
    protocol::Packet packet;
    while (!bytes.empty()) {
        bytes = bytes.subspan(m_parser.feed(bytes));
        for (;;) {
            const auto result = m_parser.next(packet);
            if (result == protocol::ParseResult::NeedMore)
                break;
            if (result != protocol::ParseResult::Packet)
                continue;
            TamperedPacket changed{packet.header, {packet.payload.begin(), packet.payload.end()}};
            if (!m_tamper(changed))
                continue;
            std::vector<std::uint8_t> wire(protocol::packetSize(changed.payload.size()));
            wire.resize(protocol::encodePacket(wire, changed.header, changed.payload));
            m_changed.insert(m_changed.end(), wire.begin(), wire.end());
        }
    }
}

}  // namespace omv::test
