// SPDX-License-Identifier: MIT
#include <openmv/transport.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <vector>

#include <fmt/format.h>

#include "libopenmv/src/session_probe.h"
#include "libopenmv/src/session_request.h"
#include "protocol/packet_parser.h"
#include "protocol/payloads.h"

namespace omv {

namespace {

using protocol::Bytes;
using protocol::Opcode;
using protocol::PacketHeader;
using protocol::ParseResult;

using PacketLog = std::function<void(std::string_view line)>;

constexpr std::size_t kLargestPayload = 0xFFFF;
/// Enough for every small reply; the pixels of a frame tell nobody anything.
constexpr std::size_t kBytesShown = 16;
/// What a VersionProbe has for firmware 4.x, before its SYNC; newer firmware drops it.
constexpr std::size_t kOldQuestion = 6;

std::string flagsText(const PacketHeader& header)
{
    constexpr std::pair<std::uint8_t, const char*> kNames[] = {
        {protocol::flag::kAck, " ack"},
        {protocol::flag::kNak, " nak"},
        {protocol::flag::kRetransmission, " rtx"},
        {protocol::flag::kAckRequest, " ack-req"},
        {protocol::flag::kFragment, " fragment"},
        {protocol::flag::kEvent, " event"},
    };
    std::string text;
    for (const auto& [bit, flagName] : kNames)
        text += header.has(bit) ? flagName : "";
    return text;
}

std::string payloadText(const protocol::Packet& packet)
{
    if (packet.payload.empty())
        return {};
    if (packet.header.has(protocol::flag::kNak))
        return ": " + session::name(protocol::decodeStatus(packet.payload));
    std::string text = ":";
    for (const std::uint8_t byte :
         packet.payload.first(std::min(packet.payload.size(), kBytesShown)))
        fmt::format_to(std::back_inserter(text), " {:02x}", byte);
    return packet.payload.size() > kBytesShown ? text + " ..." : text;
}

/// "#7 CHANNEL_READ channel 3 ack-req fragment, 4082 bytes"
std::string headerText(const PacketHeader& header)
{
    return fmt::format("#{} {} channel {}{}, {} bytes", header.sequence,
                       session::name(static_cast<Opcode>(header.opcode)), header.channel,
                       flagsText(header), header.payloadSize);
}

/// One direction of the conversation.
class Tap {
public:
    Tap(const char* arrow, const PacketLog& log)
        : m_arrow(arrow)
        , m_log(log)
        , m_buffer(2 * protocol::packetSize(kLargestPayload))
        , m_parser(m_buffer, kLargestPayload)
    {
    }

    void saw(Bytes bytes)
    {
        m_isProbe = std::ranges::equal(bytes, session::VersionProbe::packet());
        while (!bytes.empty()) {
            bytes = bytes.subspan(m_parser.feed(bytes));
            tellPackets();
        }
    }

private:
    void tellPackets()
    {
        protocol::Packet packet;
        for (;;) {
            const ParseResult result = m_parser.next(packet);
            tellDropped();
            if (result == ParseResult::NeedMore)
                return;
            if (result == ParseResult::Packet)
                tell(headerText(packet.header) + payloadText(packet));
            else if (result == ParseResult::BadPayload)
                tell(headerText(packet.header) + ": payload damaged");
        }
    }

    void tellDropped()
    {
        const std::uint64_t dropped = m_parser.bytesDropped() - m_dropped;
        m_dropped += dropped;
        if (m_isProbe && dropped == kOldQuestion)
            tell(fmt::format("question to firmware 4.x, {} bytes", dropped));
        else if (dropped > 0)
            tell(fmt::format("{} bytes dropped", dropped));
    }

    void tell(const std::string& text) { m_log(m_arrow + text); }

    std::string m_arrow;
    const PacketLog& m_log;
    std::vector<std::uint8_t> m_buffer;
    protocol::PacketParser m_parser;
    std::uint64_t m_dropped = 0;
    bool m_isProbe = false;  // what saw() looks at
};

class LoggedTransport final : public Transport {
public:
    LoggedTransport(std::unique_ptr<Transport> inner, PacketLog log)
        : m_inner(std::move(inner))
        , m_log(std::move(log))
    {
    }

    Result<Ready> wait(bool wantWrite, Clock::time_point deadline) override
    {
        return m_inner->wait(wantWrite, deadline);
    }
    Result<std::size_t> read(std::span<std::uint8_t> into) override
    {
        auto got = m_inner->read(into);
        if (got)
            m_fromCamera.saw(into.first(*got));
        return got;
    }
    Result<std::size_t> write(std::span<const std::uint8_t> bytes) override
    {
        auto written = m_inner->write(bytes);
        if (written)
            m_toCamera.saw(bytes.first(*written));
        return written;
    }
    void wake() override { m_inner->wake(); }
    std::string description() const override { return m_inner->description(); }
    bool isReliable() const override { return m_inner->isReliable(); }

private:
    std::unique_ptr<Transport> m_inner;
    PacketLog m_log;
    Tap m_toCamera{"-> ", m_log};
    Tap m_fromCamera{"<- ", m_log};
};

}  // namespace

std::unique_ptr<Transport> makeLogged(std::unique_ptr<Transport> inner,
                                      std::function<void(std::string_view line)> log)
{
    return std::make_unique<LoggedTransport>(std::move(inner), std::move(log));
}

}  // namespace omv
