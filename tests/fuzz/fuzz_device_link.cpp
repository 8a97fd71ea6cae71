// SPDX-License-Identifier: MIT
// Whatever a host sends: what comes out is whole packets of at most the agreed
// size whose sequence counts up by one (or starts again at 0), and a SYNC is
// answered from every state.
#include "tests/fuzz/fuzz.h"

#include "protocol/device_link.h"
#include "protocol/packet_parser.h"

#include <algorithm>
#include <vector>

using namespace omv::protocol;
using omv::fuzz::require;

namespace {

using ByteVector = std::vector<std::uint8_t>;

class Board final : public DeviceHost {
public:
    Versions versions() override { return {}; }
    SystemInfo systemInfo() override { return {}; }
    std::size_t memoryPools(std::span<MemoryPool> pools) override { return pools.size() + 1; }
    void reset() override {}
    void enterBootloader() override {}
};

class Channel final : public DeviceChannel {
public:
    Channel(std::uint8_t flags, bool zeroCopy)
        : m_flags(flags)
        , m_zeroCopy(zeroCopy)
        , m_data(700, 0x42)
    {
    }

    std::uint8_t flags() const override { return m_flags; }
    bool poll() override { return true; }
    bool lock() override { return true; }
    bool unlock() override { return true; }
    std::size_t size() override { return m_data.size(); }
    Shape shape() override { return {{1, 2, 3, 4}, m_data.size() % 6}; }
    bool isZeroCopy() const override { return m_zeroCopy; }
    ReadResult read(std::uint32_t offset, MutableBytes into) override
    {
        require(!into.empty() && into.size() <= 512, "pieces are 1 to 512 bytes");
        if (offset >= m_data.size())
            return {};
        const std::size_t count = std::min(into.size(), m_data.size() - offset);
        std::copy_n(m_data.begin() + offset, count, into.begin());
        return {true, count};
    }
    Bytes view(std::uint32_t offset, std::uint32_t length) override
    {
        if (offset > m_data.size() || length > m_data.size() - offset)
            return {};
        return Bytes(m_data).subspan(offset, length);
    }
    bool write(std::uint32_t, Bytes data) override
    {
        require(!data.empty(), "nothing is never written");
        m_data.assign(data.begin(), data.end());
        return data.size() % 3 != 0;
    }
    std::optional<std::size_t> ioctlArgumentSize(std::uint32_t request) const override
    {
        if (request > 3)
            return std::nullopt;
        return request == 3 ? kAnyLength : 4 * request;
    }
    bool ioctl(std::uint32_t request, Bytes arguments) override
    {
        require(request == 3 || arguments.size() == 4 * request, "arguments have their length");
        return request != 2;
    }

private:
    std::uint8_t m_flags;
    bool m_zeroCopy;
    ByteVector m_data;
};

DeviceLinkOptions smallOptions()
{
    DeviceLinkOptions options;
    options.defaults.maxPayload = 300;
    return options;
}

class Session {
public:
    explicit Session(std::size_t sendExtra)
        : m_receive(packetSize(300))
        , m_send(packetSize(300) + sendExtra)
        , m_link(smallOptions(), m_board, m_receive, m_send)
        , m_parserBuffer(4096)
        , m_parser(m_parserBuffer, 300)
    {
        m_link.addChannel(0, "usb", m_transport);
        m_link.addChannel(1, "stdin", m_stdin);
        m_link.addChannel(2, "stdout", m_stdout);
        m_link.addChannel(3, "stream", m_stream);
    }

    void step(omv::fuzz::Input& input)
    {
        switch (input.byte() % 10) {
        case 0: take(input.bytes(input.byte())); break;
        case 1:
        case 2:
        case 3: hostPacket(input); break;
        case 4: acknowledge(input.byte()); break;
        case 5: write(input.byte()); break;
        case 6: pass(input.word() * kMillisecond); break;
        case 7: event(input); break;
        case 8: write(~std::size_t{0}); break;
        case 9: restart(input.byte()); break;
        default: break;
        }
    }

    void finish()
    {
        for (int i = 0; i < 40 && !settled(); ++i) {
            write(~std::size_t{0});
            if (m_link.deadline() != kNever)
                pass(m_link.deadline() - m_now);
        }
        require(settled(), "an unanswered link comes to rest");
        const HeaderBytes sync = encodeHeader({});
        m_syncAnswers = 0;
        // Up to 10 bytes may be what an incomplete packet still lacks: then that
        // swallows the first SYNC, as in the firmware, and hosts ask again.
        for (int i = 0; i < 2 && m_syncAnswers == 0; ++i) {
            take(sync);
            write(~std::size_t{0});
        }
        require(m_syncAnswers == 1, "SYNC is answered from every state");
        require(m_link.caps() == smallOptions().defaults, "SYNC brings the defaults");
    }

private:
    bool settled() const { return m_link.output().empty() && m_link.deadline() == kNever; }

    void take(Bytes bytes)
    {
        while (!bytes.empty()) {
            const std::size_t taken = m_link.take(bytes, m_now);
            require(taken <= bytes.size(), "no more is taken than offered");
            if (taken == 0)
                return;
            bytes = bytes.subspan(taken);
        }
    }

    void hostPacket(omv::fuzz::Input& input)
    {
        const std::uint8_t how = input.byte();
        PacketHeader header;
        header.opcode =
            (how & 1) ? input.byte() : static_cast<std::uint8_t>(0x20 + input.byte() % 10);
        header.channel = (how & 2) ? input.byte() : static_cast<std::uint8_t>(input.byte() % 6);
        header.sequence = (how & 4) ? input.byte() : m_expected;
        header.flags = (how & 8) ? input.byte() : 0;
        ByteVector payload;
        if (header.opcode == 0x26 && !(how & 16)) {
            const auto range = encode(ByteRange{input.byte(), input.word()});
            payload.assign(range.begin(), range.end());
        } else if (header.opcode == 0x02 && !(how & 16)) {
            const auto caps = encode(
                Caps{(how & 32) != 0, (how & 64) != 0, (how & 128) != 0, true, input.word()});
            payload.assign(caps.begin(), caps.end());
        } else {
            const Bytes data = input.bytes(input.byte());
            payload.assign(data.begin(), data.end());
        }
        ByteVector wire(packetSize(payload.size()));
        encodePacket(wire, header, payload);
        take(wire);
    }

    void acknowledge(std::uint8_t how)
    {
        PacketHeader header = m_last;
        header.payloadSize = 0;
        header.flags = (how & 7) ? flag::kAck : flag::kNak;
        header.sequence = static_cast<std::uint8_t>(header.sequence + ((how & 8) ? how >> 4 : 0));
        take(encodeHeader(header));
    }

    void event(omv::fuzz::Input& input)
    {
        const std::uint8_t how = input.byte();
        m_link.sendEvent(input.byte() % 8, input.byte(), (how & 1) != 0);
        if (how & 2)
            m_link.registerChannel("made", channel_flag::kRead, m_stdout);
    }

    void restart(std::uint8_t how)
    {
        // The stream may break off within a packet only when the host has gone.
        if (how & 1) {
            m_link.disconnected();
            m_parser.clear();
            m_dropped = m_parser.bytesDropped();
        } else {
            write(~std::size_t{0});
            m_link.reinitialise();
        }
        m_expected = 0;
    }

    void pass(Duration time)
    {
        m_now += std::max<Duration>(time, 0);
        m_link.tick(m_now);
    }

    void write(std::size_t most)
    {
        for (std::size_t left = most; left > 0 && !m_link.output().empty();) {
            const Bytes out = m_link.output();
            const std::size_t count = std::min(out.size(), left);
            require(m_parser.feed(out.first(count)) == count, "the parser keeps up");
            left -= count;
            m_link.sent(count, m_now);
            checkPackets();
        }
    }

    void checkPackets()
    {
        m_parser.setCheckCrc(false);
        Packet packet;
        for (ParseResult result; (result = m_parser.next(packet)) != ParseResult::NeedMore;) {
            require(result == ParseResult::Packet && m_parser.bytesDropped() == m_dropped,
                    "only whole packets come out");
            check(packet.header);
        }
        m_dropped = m_parser.bytesDropped();
    }

    void check(const PacketHeader& header)
    {
        m_last = header;
        if (header.has(flag::kEvent | flag::kRetransmission))
            return;
        m_syncAnswers += header.is(Opcode::ProtoSync) && header.has(flag::kAck);
        const bool nextInTurn = header.sequence == m_expected;
        // With CRC off a retransmission is not marked.
        const bool again = static_cast<std::uint8_t>(header.sequence + 1) == m_expected;
        require(nextInTurn || again || header.sequence == 0, "the sequence counts up");
        m_expected = static_cast<std::uint8_t>(header.sequence + 1);
        if (header.is(Opcode::ProtoSync))
            m_expected = 0;
    }

    Board m_board;
    Channel m_transport{channel_flag::kPhysical, false};
    Channel m_stdin{channel_flag::kWrite, false};
    Channel m_stdout{channel_flag::kRead | channel_flag::kWrite, false};
    Channel m_stream{channel_flag::kRead | channel_flag::kWrite | channel_flag::kLock, true};
    ByteVector m_receive;
    ByteVector m_send;
    DeviceLink m_link;
    ByteVector m_parserBuffer;
    PacketParser m_parser;
    std::uint64_t m_dropped = 0;
    Time m_now = 0;
    PacketHeader m_last;
    std::uint8_t m_expected = 0;
    int m_syncAnswers = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    omv::fuzz::Input input(data, size);
    Session session(input.byte() * 8u);
    for (int steps = 0; !input.empty() && steps < 2000; ++steps)
        session.step(input);
    session.finish();
    return 0;
}
