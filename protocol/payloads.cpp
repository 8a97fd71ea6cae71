// SPDX-License-Identifier: MIT
#include "protocol/payloads.h"

#include <bit>
#include <cstring>

namespace omv::protocol {
namespace {

/// Little-endian fields at fixed places of a payload that was checked for length.
std::uint32_t u32At(Bytes bytes, std::size_t offset) noexcept
{
    return loadU32(bytes.subspan(offset).first<4>());
}

std::uint16_t u16At(Bytes bytes, std::size_t offset) noexcept
{
    return loadU16(bytes.subspan(offset).first<2>());
}

void putU32(MutableBytes bytes, std::size_t offset, std::uint32_t value) noexcept
{
    storeU32(bytes.subspan(offset).first<4>(), value);
}

void putU16(MutableBytes bytes, std::size_t offset, std::uint16_t value) noexcept
{
    storeU16(bytes.subspan(offset).first<2>(), value);
}

Version versionAt(Bytes bytes, std::size_t offset) noexcept
{
    return {bytes[offset], bytes[offset + 1], bytes[offset + 2]};
}

void putVersion(MutableBytes bytes, std::size_t offset, const Version& version) noexcept
{
    bytes[offset] = version.major;
    bytes[offset + 1] = version.minor;
    bytes[offset + 2] = version.patch;
}

constexpr std::uint32_t kCapCrc = 1u << 0;
constexpr std::uint32_t kCapSequence = 1u << 1;
constexpr std::uint32_t kCapAck = 1u << 2;
constexpr std::uint32_t kCapEvents = 1u << 3;

constexpr std::size_t kMemoryHeaderSize = 4;
constexpr std::uint32_t kMaxImageOffset = 4096;
constexpr std::uint32_t kMinOffsetWithFps = 24;

}  // namespace

std::array<std::uint8_t, Caps::kWireSize> encode(const Caps& caps) noexcept
{
    std::array<std::uint8_t, Caps::kWireSize> wire{};
    const std::uint32_t flags = (caps.crc ? kCapCrc : 0) | (caps.sequence ? kCapSequence : 0) |
        (caps.ack ? kCapAck : 0) | (caps.events ? kCapEvents : 0);
    putU32(wire, 0, flags);
    putU16(wire, 4, caps.maxPayload);
    return wire;
}

std::optional<Caps> decodeCaps(Bytes payload) noexcept
{
    if (payload.size() < Caps::kWireSize)
        return std::nullopt;
    const std::uint32_t flags = u32At(payload, 0);
    Caps caps;
    caps.crc = (flags & kCapCrc) != 0;
    caps.sequence = (flags & kCapSequence) != 0;
    caps.ack = (flags & kCapAck) != 0;
    caps.events = (flags & kCapEvents) != 0;
    caps.maxPayload = u16At(payload, 4);
    return caps;
}

std::array<std::uint8_t, DeviceStats::kWireSize> encode(const DeviceStats& stats) noexcept
{
    std::array<std::uint8_t, DeviceStats::kWireSize> wire{};
    putU32(wire, 0, stats.sent);
    putU32(wire, 4, stats.received);
    putU32(wire, 8, stats.checksumErrors);
    putU32(wire, 12, stats.sequenceErrors);
    putU32(wire, 16, stats.retransmissions);
    putU32(wire, 20, stats.transportErrors);
    putU32(wire, 24, stats.sentEvents);
    putU32(wire, 28, stats.maxAckQueueDepth);
    return wire;
}

std::optional<DeviceStats> decodeDeviceStats(Bytes payload) noexcept
{
    if (payload.size() < DeviceStats::kWireSize)
        return std::nullopt;
    DeviceStats stats;
    stats.sent = u32At(payload, 0);
    stats.received = u32At(payload, 4);
    stats.checksumErrors = u32At(payload, 8);
    stats.sequenceErrors = u32At(payload, 12);
    stats.retransmissions = u32At(payload, 16);
    stats.transportErrors = u32At(payload, 20);
    stats.sentEvents = u32At(payload, 24);
    stats.maxAckQueueDepth = u32At(payload, 28);
    return stats;
}

std::array<std::uint8_t, Versions::kWireSize> encode(const Versions& versions) noexcept
{
    std::array<std::uint8_t, Versions::kWireSize> wire{};
    putVersion(wire, 0, versions.protocol);
    putVersion(wire, 3, versions.bootloader);
    putVersion(wire, 6, versions.firmware);
    return wire;
}

std::optional<Versions> decodeVersions(Bytes payload) noexcept
{
    if (payload.size() < Versions::kWireSize)
        return std::nullopt;
    return Versions{versionAt(payload, 0), versionAt(payload, 3), versionAt(payload, 6)};
}

std::array<std::uint8_t, SystemInfo::kWireSize> encode(const SystemInfo& info) noexcept
{
    std::array<std::uint8_t, SystemInfo::kWireSize> wire{};
    putU32(wire, 0, info.cpuId);
    for (std::size_t i = 0; i < info.deviceId.size(); ++i)
        putU32(wire, 4 + 4 * i, info.deviceId[i]);
    putU32(wire, 16, info.usbId);
    for (std::size_t i = 0; i < info.sensorIds.size(); ++i)
        putU32(wire, 20 + 4 * i, info.sensorIds[i]);
    for (std::size_t i = 0; i < info.hardwareCaps.size(); ++i)
        putU32(wire, 40 + 4 * i, info.hardwareCaps[i]);
    putU32(wire, 48, info.flashKb);
    putU32(wire, 52, info.ramKb);
    putU32(wire, 56, info.frameBufferKb);
    putU32(wire, 60, info.streamBufferKb);
    return wire;
}

std::optional<SystemInfo> decodeSystemInfo(Bytes payload) noexcept
{
    if (payload.size() < SystemInfo::kWireSize)
        return std::nullopt;
    SystemInfo info;
    info.cpuId = u32At(payload, 0);
    for (std::size_t i = 0; i < info.deviceId.size(); ++i)
        info.deviceId[i] = u32At(payload, 4 + 4 * i);
    info.usbId = u32At(payload, 16);
    for (std::size_t i = 0; i < info.sensorIds.size(); ++i)
        info.sensorIds[i] = u32At(payload, 20 + 4 * i);
    for (std::size_t i = 0; i < info.hardwareCaps.size(); ++i)
        info.hardwareCaps[i] = u32At(payload, 40 + 4 * i);
    info.flashKb = u32At(payload, 48);
    info.ramKb = u32At(payload, 52);
    info.frameBufferKb = u32At(payload, 56);
    info.streamBufferKb = u32At(payload, 60);
    return info;
}

std::optional<std::size_t> memoryPoolCount(Bytes payload) noexcept
{
    if (payload.size() < kMemoryHeaderSize)
        return std::nullopt;
    const std::size_t count = payload[0];
    if ((payload.size() - kMemoryHeaderSize) / MemoryPool::kWireSize < count)
        return std::nullopt;
    return count;
}

MemoryPool decodeMemoryPool(Bytes payload, std::size_t index) noexcept
{
    const Bytes at = payload.subspan(kMemoryHeaderSize + index * MemoryPool::kWireSize);
    MemoryPool pool;
    pool.type = at[0];
    pool.flags = u16At(at, 2);
    pool.total = u32At(at, 4);
    pool.used = u32At(at, 8);
    pool.free = u32At(at, 12);
    pool.persistent = u32At(at, 16);
    pool.peak = u32At(at, 20);
    return pool;
}

std::size_t encodeMemory(MutableBytes out, std::span<const MemoryPool> pools) noexcept
{
    if (pools.size() > 255)
        return 0;
    const std::size_t total = kMemoryHeaderSize + pools.size() * MemoryPool::kWireSize;
    if (total > out.size())
        return 0;
    putU32(out, 0, static_cast<std::uint32_t>(pools.size()));
    MutableBytes at = out.subspan(kMemoryHeaderSize);
    for (const MemoryPool& pool : pools) {
        at[0] = pool.type;
        at[1] = 0;
        putU16(at, 2, pool.flags);
        putU32(at, 4, pool.total);
        putU32(at, 8, pool.used);
        putU32(at, 12, pool.free);
        putU32(at, 16, pool.persistent);
        putU32(at, 20, pool.peak);
        at = at.subspan(MemoryPool::kWireSize);
    }
    return total;
}

std::array<std::uint8_t, ChannelEntry::kWireSize> encode(const ChannelEntry& entry) noexcept
{
    std::array<std::uint8_t, ChannelEntry::kWireSize> wire{};
    wire[0] = entry.id;
    wire[1] = entry.flags;
    std::memcpy(wire.data() + 2, entry.name.data(), ChannelEntry::kNameSize - 1);
    return wire;
}

std::optional<ChannelEntry> decodeChannelEntry(Bytes payload) noexcept
{
    if (payload.size() < ChannelEntry::kWireSize)
        return std::nullopt;
    ChannelEntry entry;
    entry.id = payload[0];
    entry.flags = payload[1];
    std::memcpy(entry.name.data(), payload.data() + 2, ChannelEntry::kNameSize);
    entry.name[ChannelEntry::kNameSize - 1] = '\0';
    return entry;
}

std::array<std::uint8_t, ByteRange::kWireSize> encode(const ByteRange& range) noexcept
{
    std::array<std::uint8_t, ByteRange::kWireSize> wire{};
    putU32(wire, 0, range.offset);
    putU32(wire, 4, range.length);
    return wire;
}

std::optional<ByteRange> decodeByteRange(Bytes payload) noexcept
{
    if (payload.size() < ByteRange::kWireSize)
        return std::nullopt;
    return ByteRange{u32At(payload, 0), u32At(payload, 4)};
}

std::optional<std::uint32_t> decodeU32(Bytes payload) noexcept
{
    if (payload.size() < 4)
        return std::nullopt;
    return u32At(payload, 0);
}

std::array<std::uint8_t, 2> encodeU16(std::uint16_t value) noexcept
{
    std::array<std::uint8_t, 2> wire{};
    storeU16(wire, value);
    return wire;
}

std::array<std::uint8_t, 4> encodeU32(std::uint32_t value) noexcept
{
    std::array<std::uint8_t, 4> wire{};
    storeU32(wire, value);
    return wire;
}

std::optional<Shape> decodeShape(Bytes payload) noexcept
{
    Shape shape;
    if (payload.size() < 4)
        return std::nullopt;
    while (shape.count < shape.dimension.size() && payload.size() >= 4) {
        shape.dimension[shape.count++] = u32At(payload, 0);
        payload = payload.subspan(4);
    }
    return shape;
}

Status decodeStatus(Bytes payload) noexcept
{
    if (payload.size() < 2)
        return Status::Unknown;
    const std::uint16_t status = u16At(payload, 0);
    const auto last = static_cast<std::uint16_t>(Status::Unknown);
    return status > last ? Status::Unknown : static_cast<Status>(status);
}

std::uint16_t decodeEvent(Bytes payload) noexcept
{
    return payload.size() < 2 ? event::kNotify : u16At(payload, 0);
}

std::array<std::uint8_t, FrameHeader::kWireSize> encode(const FrameHeader& header) noexcept
{
    std::array<std::uint8_t, FrameHeader::kWireSize> wire{};
    putU32(wire, 0, header.width);
    putU32(wire, 4, header.height);
    putU32(wire, 8, value(header.format));
    putU32(wire, 12, header.size);
    putU32(wire, 16, header.offset);
    putU32(wire, 20, std::bit_cast<std::uint32_t>(header.fps));
    return wire;
}

std::optional<FrameHeader> decodeFrameHeader(Bytes payload) noexcept
{
    if (payload.size() < FrameHeader::kMinWireSize)
        return std::nullopt;
    FrameHeader header;
    header.width = u32At(payload, 0);
    header.height = u32At(payload, 4);
    header.format = static_cast<PixelFormat>(u32At(payload, 8));
    header.size = u32At(payload, 12);
    header.offset = u32At(payload, 16);
    if (header.offset < FrameHeader::kMinWireSize || header.offset > kMaxImageOffset)
        return std::nullopt;
    // Firmware before 5.0 has no such field: image data starts there.
    if (header.offset >= kMinOffsetWithFps && payload.size() >= kMinOffsetWithFps)
        header.fps = std::bit_cast<float>(u32At(payload, 20));
    return header;
}

std::uint64_t imageBytes(const FrameHeader& header) noexcept
{
    if (isCompressed(header.format))
        return header.size;
    return imageBytes(header.format, header.width, header.height);
}

}  // namespace omv::protocol
