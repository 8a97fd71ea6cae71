// SPDX-License-Identifier: MIT
#include "app/cli/selftest/wire_peer.h"

#include <algorithm>

#include <fmt/format.h>

namespace omv::cli::selftest {

namespace {

using namespace std::chrono_literals;
using protocol::Opcode;
namespace flag = protocol::flag;

constexpr auto kSyncTime = 300ms;
constexpr int kSyncAttempts = 10;
/// A packet that gets lost here says nothing about the check that follows.
constexpr int kSetUpAttempts = 3;
/// Ctrl+C is noticed this often.
constexpr auto kSlice = 100ms;
constexpr std::size_t kLargestPayload = 16384;

const WireRequest kSync{"SYNC", Opcode::ProtoSync};

Error silence(const std::string& what, const std::string& why)
{
    return {Errc::Timeout, "OMV-E0201", what, why, {}};
}

bool isSilence(const Status& status)
{
    return !status && status.error().code == Errc::Timeout;
}

}  // namespace

std::string describe(const WirePacket& packet)
{
    const std::string where =
        fmt::format("sequence {}, channel {}, opcode 0x{:02x}", packet.header.sequence,
                    packet.header.channel, packet.header.opcode);
    if (packet.isNak())
        return fmt::format("NAK with status {} ({})", static_cast<int>(packet.status()), where);
    return fmt::format("{} with {} bytes (flags 0x{:02x}, {})", packet.isAck() ? "ACK" : "a reply",
                       packet.payload.size(), packet.header.flags, where);
}

WirePeer::WirePeer(std::unique_ptr<Transport> port, std::chrono::milliseconds patience,
                   std::stop_token cancel)
    : m_port(std::move(port))
    , m_patience(patience)
    , m_cancel(std::move(cancel))
    , m_deadline(Clock::now() + patience)
    , m_buffer(4 * protocol::packetSize(kLargestPayload))
    , m_parser(m_buffer, kLargestPayload)
{
}

Result<WirePacket> WirePeer::sync()
{
    for (int attempt = 0; attempt < kSyncAttempts; ++attempt) {
        m_sequence = 0;
        if (auto sent = send(kSync); !sent)
            return Unexpected{sent.error()};
        const auto until = soon(kSyncTime);
        for (;;) {
            auto packet = nextUntil(until);
            if (!packet && packet.error().code == Errc::Timeout)
                break;
            if (!packet)
                return packet;
            m_sequence = 0;
            if (packet->header.is(Opcode::ProtoSync))
                return packet;
        }
    }
    return Unexpected{silence("No answer to SYNC", fmt::format("asked {} times", kSyncAttempts))};
}

Status WirePeer::setUp()
{
    Status status = trySetUp();
    for (int again = 1; again < kSetUpAttempts && isSilence(status); ++again)
        status = trySetUp();
    return status;
}

Status WirePeer::trySetUp()
{
    m_acknowledges = true;
    if (auto synced = sync(); !synced)
        return Unexpected{synced.error()};
    const auto reply = request(kGetCaps);
    if (!reply)
        return Unexpected{reply.error()};
    const auto caps = protocol::decodeCaps(reply->payload);
    if (!caps)
        return Unexpected{
            {Errc::Malformed, "OMV-E0204", "GET_CAPS was not answered", describe(*reply), {}}};
    m_offered = *caps;
    protocol::Caps wanted = *caps;
    wanted.ack = false;
    return setCaps(wanted);
}

Status WirePeer::setCaps(const protocol::Caps& caps)
{
    const auto payload = protocol::encode(caps);
    const auto reply =
        request({"SET_CAPS", Opcode::ProtoSetCaps, 0, {payload.begin(), payload.end()}});
    if (!reply)
        return Unexpected{reply.error()};
    if (!reply->isAck())
        return Unexpected{
            {Errc::Refused, "OMV-E0203", "SET_CAPS was refused", describe(*reply), {}}};
    return Done{};
}

Bytes WirePeer::encode(const WireRequest& request, std::uint8_t sequence)
{
    protocol::PacketHeader header;
    header.sequence = sequence;
    header.channel = request.channel;
    header.opcode = static_cast<std::uint8_t>(request.opcode);
    Bytes bytes(protocol::packetSize(request.payload.size()));
    bytes.resize(protocol::encodePacket(bytes, header, request.payload));
    return bytes;
}

Status WirePeer::send(const WireRequest& request)
{
    return sendBytes(encode(request, m_sequence));
}

Status WirePeer::sendBytes(const Bytes& bytes)
{
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const auto written = m_port->write(std::span(bytes).subspan(sent));
        if (!written)
            return Unexpected{written.error()};
        sent += *written;
        if (*written > 0)
            continue;
        if (Clock::now() >= m_deadline)
            return Unexpected{silence("Cannot send", "the port takes no more bytes")};
        if (auto ready = m_port->wait(true, soon(kSlice)); !ready)
            return Unexpected{ready.error()};
    }
    return Done{};
}

Result<WirePacket> WirePeer::next()
{
    return nextUntil(soon(m_patience));
}

Result<WirePacket> WirePeer::reply(const WireRequest& request)
{
    const auto until = soon(m_patience);
    for (;;) {
        auto packet = nextUntil(until);
        if (!packet && packet.error().code == Errc::Timeout)
            return Unexpected{
                silence(fmt::format("No answer to {}", request.name),
                        fmt::format("sent with sequence {}{}", m_sequence, damagedText()))};
        if (!packet || packet->header.is(request.opcode))
            return packet;
    }
}

Result<WirePacket> WirePeer::request(const WireRequest& request)
{
    if (auto sent = send(request); !sent)
        return Unexpected{sent.error()};
    return reply(request);
}

Result<std::vector<WirePacket>> WirePeer::requestAll(const WireRequest& request)
{
    if (auto sent = send(request); !sent)
        return Unexpected{sent.error()};
    std::vector<WirePacket> all;
    do {
        auto packet = reply(request);
        if (!packet)
            return Unexpected{packet.error()};
        all.push_back(std::move(*packet));
    } while (all.back().header.has(flag::kFragment));
    return all;
}

Status WirePeer::awaitEvent(std::uint8_t channel, std::uint16_t code)
{
    const auto came = [&] {
        return std::any_of(m_events.begin(), m_events.end(), [&](const Event& event) {
            return event.channel == channel && event.code == code;
        });
    };
    while (!came()) {
        if (Clock::now() >= m_deadline)
            return Unexpected{silence(fmt::format("No event {} on channel {}", code, channel),
                                      fmt::format("{} other events came", m_events.size()))};
        const auto other = nextUntil(soon(kSlice));
        if (!other && other.error().code != Errc::Timeout)
            return Unexpected{other.error()};
    }
    return Done{};
}

Status WirePeer::listen(std::chrono::milliseconds time)
{
    const auto until = soon(time);
    while (Clock::now() < until) {
        const auto other = nextUntil(until);
        if (!other && other.error().code != Errc::Timeout)
            return Unexpected{other.error()};
    }
    return Done{};
}

Status WirePeer::acknowledge(const WirePacket& packet)
{
    protocol::PacketHeader header;
    header.sequence = packet.header.sequence;
    header.channel = packet.header.channel;
    header.flags = flag::kAck;
    header.opcode = packet.header.opcode;
    const auto bytes = protocol::encodeHeader(header);
    return sendBytes({bytes.begin(), bytes.end()});
}

Result<WirePacket> WirePeer::nextUntil(Clock::time_point until)
{
    for (;;) {
        if (auto packet = parsed()) {
            const bool asksForAck = packet->header.has(flag::kAckRequest) && m_acknowledges;
            if (asksForAck) {
                if (auto answered = acknowledge(*packet); !answered)
                    return Unexpected{answered.error()};
            }
            if (packet->header.has(flag::kEvent)) {
                m_events.push_back(
                    {packet->header.channel, protocol::decodeEvent(packet->payload)});
                continue;
            }
            // A late answer to an earlier SYNC says nothing about where the counter is now.
            if (!packet->header.is(Opcode::ProtoSync))
                m_sequence = static_cast<std::uint8_t>(packet->header.sequence + 1);
            return *std::move(packet);
        }
        if (m_cancel.stop_requested())
            return Unexpected{{Errc::Cancelled, "OMV-E0205", "Cancelled", {}, {}}};
        if (Clock::now() >= until)
            return Unexpected{silence("Nothing came", "the camera is silent")};
        if (auto more = readMore(until); !more)
            return Unexpected{more.error()};
    }
}

/// The next whole packet of what was read; damaged ones do not count.
std::optional<WirePacket> WirePeer::parsed()
{
    protocol::Packet packet;
    for (;;) {
        switch (m_parser.next(packet)) {
        case protocol::ParseResult::NeedMore: return std::nullopt;
        case protocol::ParseResult::Packet:
            return WirePacket{packet.header, {packet.payload.begin(), packet.payload.end()}};
        case protocol::ParseResult::BadHeader:
        case protocol::ParseResult::BadPayload: ++m_damaged; break;
        }
    }
}

std::string WirePeer::damagedText() const
{
    return m_damaged == 0 ? std::string() : "; damaged packets came on this connection";
}

Status WirePeer::readMore(Clock::time_point until)
{
    const auto ready = m_port->wait(false, std::min(until, Clock::now() + kSlice));
    if (!ready)
        return Unexpected{ready.error()};
    if (!ready->readable)
        return Done{};
    const auto got = m_port->read(m_parser.space());
    if (!got)
        return Unexpected{got.error()};
    m_parser.commit(*got);
    return Done{};
}

WirePeer::Clock::time_point WirePeer::soon(std::chrono::milliseconds time) const
{
    return std::min(m_deadline, Clock::now() + time);
}

}  // namespace omv::cli::selftest
