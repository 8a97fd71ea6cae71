// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/device_link.h"
#include "protocol/host_link.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

// A board, its channels and a virtual cable for tests of both links. Time is a
// number that the test moves.

namespace omv::protocol::test {

using ByteVector = std::vector<std::uint8_t>;

inline ByteVector toVector(Bytes bytes)
{
    return {bytes.begin(), bytes.end()};
}

inline ByteVector pattern(std::size_t size)
{
    ByteVector bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::uint8_t>(i * 31 + (i >> 8));
    return bytes;
}

inline ByteVector encoded(PacketHeader header, Bytes payload = {}, bool withCrc = true)
{
    ByteVector wire(packetSize(payload.size()));
    wire.resize(encodePacket(wire, header, payload, {}, withCrc));
    return wire;
}

inline ByteVector request(Opcode opcode, std::uint8_t channel, std::uint8_t sequence,
                          Bytes payload = {})
{
    PacketHeader header;
    header.sequence = sequence;
    header.channel = channel;
    header.opcode = static_cast<std::uint8_t>(opcode);
    return encoded(header, payload);
}

struct OwnedPacket {
    PacketHeader header;
    ByteVector payload;
};

/// All packets of a stream; `checkCrc` off takes what a link without CRC sends.
inline std::vector<OwnedPacket> parseAll(Bytes stream, bool checkCrc = true)
{
    ByteVector buffer(packetSize(65535));
    PacketParser parser(buffer, 65535);
    parser.setCheckCrc(checkCrc);
    std::vector<OwnedPacket> packets;
    while (true) {
        Packet packet;
        const ParseResult result = parser.next(packet);
        if (result == ParseResult::Packet)
            packets.push_back({packet.header, toVector(packet.payload)});
        if (result != ParseResult::NeedMore)
            continue;
        if (stream.empty())
            return packets;
        stream = stream.subspan(parser.feed(stream));
    }
}

class FakeBoard final : public DeviceHost {
public:
    Versions versions() override { return boardVersions; }
    SystemInfo systemInfo() override { return info; }
    std::size_t memoryPools(std::span<MemoryPool> into) override
    {
        const std::size_t count = std::min(into.size(), pools.size());
        std::copy_n(pools.begin(), count, into.begin());
        return count;
    }
    void reset() override { ++resets; }
    void enterBootloader() override { ++bootloaderEntries; }

    Versions boardVersions{{1, 0, 2}, {0, 0, 3}, {5, 0, 0}};
    SystemInfo info;
    std::vector<MemoryPool> pools;
    int resets = 0;
    int bootloaderEntries = 0;
};

/// A channel that holds bytes.
class FakeChannel : public DeviceChannel {
public:
    explicit FakeChannel(std::uint8_t channelFlags, ByteVector content = {})
        : data(std::move(content))
        , m_flags(channelFlags)
    {
    }

    std::uint8_t flags() const override { return m_flags; }
    bool poll() override { return ready; }
    bool lock() override
    {
        locked = locked || ready;
        return ready;
    }
    bool unlock() override
    {
        ++unlocks;
        locked = false;
        return true;
    }
    std::size_t size() override { return data.size(); }
    Shape shape() override { return channelShape; }
    bool isZeroCopy() const override { return zeroCopy; }
    ReadResult read(std::uint32_t offset, MutableBytes into) override
    {
        if (offset >= data.size())
            return {true, 0};
        const std::size_t count = std::min({into.size(), data.size() - offset, mostPerRead});
        std::copy_n(data.begin() + offset, count, into.begin());
        return {true, count};
    }
    Bytes view(std::uint32_t offset, std::uint32_t length) override
    {
        if (offset > data.size() || length > data.size() - offset)
            return {};
        return Bytes(data).subspan(offset, length);
    }
    bool write(std::uint32_t offset, Bytes bytes) override
    {
        if (offset == 0)
            data.clear();
        data.insert(data.end(), bytes.begin(), bytes.end());
        ++writes;
        return acceptWrites;
    }
    std::optional<std::size_t> ioctlArgumentSize(std::uint32_t request) const override
    {
        const auto found = ioctlSizes.find(request);
        if (found == ioctlSizes.end())
            return anyIoctl ? std::optional(kAnyLength) : std::nullopt;
        return found->second;
    }
    bool ioctl(std::uint32_t request, Bytes) override
    {
        ++ioctls;
        return request != refusedIoctl;
    }

    ByteVector data;
    bool ready = true;
    bool locked = false;
    bool zeroCopy = false;
    bool acceptWrites = true;
    bool anyIoctl = false;
    std::size_t mostPerRead = 1u << 20;
    std::map<std::uint32_t, std::size_t> ioctlSizes;
    std::uint32_t refusedIoctl = 0xFFFFFFFF;
    Shape channelShape;
    int unlocks = 0;
    int writes = 0;
    int ioctls = 0;

private:
    std::uint8_t m_flags;
};

/// A device link with a usual set of channels.
struct Device {
    explicit Device(const DeviceLinkOptions& options = {}, std::size_t sendSize = 16 * 1024)
        : receive(packetSize(options.defaults.maxPayload))
        , send(std::max(sendSize, packetSize(options.defaults.maxPayload)))
        , link(options, board, receive, send)
    {
        link.addChannel(0, "usb", transport);
        link.addChannel(1, "stdin", input);
        link.addChannel(2, "stdout", output);
        link.addChannel(3, "stream", stream);
        input.ioctlSizes = {{1, 0}, {2, 0}, {3, 0}};
        stream.ioctlSizes = {{0, 4}, {1, 4}, {2, 8}, {3, 4}};
        stream.zeroCopy = true;
        input.ready = false;
    }
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    FakeBoard board;
    FakeChannel transport{channel_flag::kPhysical};
    FakeChannel input{channel_flag::kWrite | channel_flag::kExec};
    FakeChannel output{channel_flag::kRead};
    FakeChannel stream{channel_flag::kRead | channel_flag::kLock | channel_flag::kStream};
    ByteVector receive;
    ByteVector send;
    DeviceLink link;
};

/// A host link with its buffers.
struct Host {
    explicit Host(std::size_t receiveSize = 64 * 1024, std::size_t sendSize = 8 * 1024)
        : receive(receiveSize)
        , send(sendSize)
        , link(receive, send)
    {
    }
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    ByteVector receive;
    ByteVector send;
    HostLink link;
};

/// Everything a link wants to send, taken at once.
inline ByteVector drain(HostLink& link)
{
    const ByteVector bytes = toVector(link.output());
    link.sent(bytes.size());
    return bytes;
}

inline ByteVector drain(DeviceLink& link, Time now)
{
    ByteVector all;
    while (!link.output().empty()) {
        const Bytes output = link.output();
        all.insert(all.end(), output.begin(), output.end());
        link.sent(output.size(), now);
    }
    return all;
}

}  // namespace omv::protocol::test
