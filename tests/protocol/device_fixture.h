// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/catch.h"

#include "tests/protocol/fakes.h"

namespace omv::protocol::test {

inline DeviceLinkOptions withoutAck()
{
    DeviceLinkOptions options;
    options.defaults.ack = false;
    return options;
}

/// A device link with a host played by hand that knows the counter.
struct Fixture {
    explicit Fixture(const DeviceLinkOptions& options = withoutAck(), std::size_t sendSize = 65536)
        : device(options, sendSize)
    {
        for (FakeChannel* channel :
             {&device.transport, &device.input, &device.output, &device.stream})
            channel->ready = false;
        // The first byte heard is what makes the device talk.
        device.link.take(ByteVector{0}, now);
    }

    std::vector<OwnedPacket> ask(Opcode opcode, std::uint8_t channel,
                                 const ByteVector& payload = {})
    {
        feed(request(opcode, channel, static_cast<std::uint8_t>(sequence), payload));
        return answers();
    }

    Status status(Opcode opcode, std::uint8_t channel, const ByteVector& payload = {})
    {
        return statusOf(ask(opcode, channel, payload));
    }

    static Status statusOf(const std::vector<OwnedPacket>& packets)
    {
        REQUIRE(packets.size() == 1);
        if (packets[0].header.has(flag::kNak))
            return decodeStatus(packets[0].payload);
        REQUIRE(packets[0].header.flags == flag::kAck);
        REQUIRE(packets[0].payload.empty());
        return Status::Success;
    }

    void feed(Bytes bytes)
    {
        for (const std::uint8_t byte : bytes)
            REQUIRE(device.link.take(Bytes(&byte, 1), now) == 1);
    }

    void ack(const PacketHeader& header)
    {
        feed(encoded({.sequence = header.sequence,
                      .channel = header.channel,
                      .flags = flag::kAck,
                      .opcode = header.opcode}));
    }

    std::vector<OwnedPacket> answers()
    {
        auto packets = parseAll(drain(device.link, now));
        for (const OwnedPacket& packet : packets) {
            if (!packet.header.has(flag::kEvent | flag::kRetransmission))
                sequence = packet.header.sequence + 1;
            if (packet.header.is(Opcode::ProtoSync))
                sequence = 0;
        }
        return packets;
    }

    void pass(Duration time)
    {
        now += time;
        device.link.tick(now);
    }

    Time now = 0;
    int sequence = 0;
    Device device;
};

inline ByteVector range(std::uint32_t offset, std::uint32_t length, const ByteVector& data = {})
{
    const auto wire = encode(ByteRange{offset, length});
    ByteVector bytes(wire.begin(), wire.end());
    bytes.insert(bytes.end(), data.begin(), data.end());
    return bytes;
}

inline ByteVector words(std::initializer_list<std::uint32_t> values)
{
    ByteVector bytes;
    for (const std::uint32_t value : values) {
        const auto wire = encodeU32(value);
        bytes.insert(bytes.end(), wire.begin(), wire.end());
    }
    return bytes;
}

inline ByteVector joined(const std::vector<OwnedPacket>& packets)
{
    ByteVector bytes;
    for (const OwnedPacket& packet : packets) {
        if (!packet.header.has(flag::kNak))
            bytes.insert(bytes.end(), packet.payload.begin(), packet.payload.end());
    }
    return bytes;
}

}  // namespace omv::protocol::test
