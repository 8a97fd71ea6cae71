// SPDX-License-Identifier: MIT
// What DeviceLink does with each request.
#include "protocol/crc.h"
#include "protocol/device_link.h"

namespace omv::protocol {
namespace {

constexpr std::size_t kMaxPools = 16;

std::uint32_t toU32(std::size_t value) noexcept
{
    return static_cast<std::uint32_t>(value);
}

}  // namespace

/// `payload` includes the payload CRC.
void DeviceLink::process(const PacketHeader& header, Bytes payload, Time now) noexcept
{
    const Bytes data = payload.first(header.payloadSize);
    const bool intact = data.empty() || !m_caps.crc ||
        loadU32(payload.subspan(data.size()).first<kPayloadCrcSize>()) == crc32(data);
    const bool ofProtocol = header.opcode <= static_cast<std::uint8_t>(Opcode::SysMemory);
    if (!intact) {
        replyStatus(header, Status::Checksum);
    } else if (ofProtocol && header.channel != channel::kTransport) {
        replyStatus(header, Status::Invalid);
    } else if (header.has(flag::kAck | flag::kNak)) {
        return;  // late or repeated: nothing waits for it
    } else {
        if (!header.is(Opcode::ProtoSync))
            ++m_stats.received;  // synchronise() counts it
        if (ofProtocol)
            processProtocol(header, data);
        else
            processChannel(header, data, now);
    }
}

void DeviceLink::processProtocol(const PacketHeader& header, Bytes payload) noexcept
{
    switch (static_cast<Opcode>(header.opcode)) {
    case Opcode::ProtoSync: synchronise(); break;
    case Opcode::ProtoGetCaps: replyBytes(header, encode(m_caps)); break;
    case Opcode::ProtoSetCaps: setCaps(header, payload); break;
    case Opcode::ProtoStats: replyBytes(header, encode(m_stats)); break;
    case Opcode::ProtoVersion: replyBytes(header, encode(m_host.versions())); break;
    case Opcode::SysReset: m_host.reset(); break;
    case Opcode::SysBoot: m_host.enterBootloader(); break;
    case Opcode::SysInfo: replyBytes(header, encode(m_host.systemInfo())); break;
    case Opcode::SysMemory: replyMemory(header); break;
    default: replyStatus(header, Status::Invalid); break;
    }
}

void DeviceLink::processChannel(const PacketHeader& header, Bytes payload, Time now) noexcept
{
    switch (static_cast<Opcode>(header.opcode)) {
    case Opcode::ChannelList: replyList(header); break;
    case Opcode::ChannelPoll: replyPoll(header); break;
    case Opcode::ChannelLock: lock(header, now); break;
    case Opcode::ChannelUnlock: {
        DeviceChannel* const channel = find(header, channel_flag::kLock);
        replyStatus(header, channel && channel->unlock() ? Status::Success : Status::Busy);
        break;
    }
    case Opcode::ChannelShape: replyShape(header); break;
    case Opcode::ChannelSize:
        if (DeviceChannel* const channel = find(header, channel_flag::kRead))
            replyBytes(header, encodeU32(toU32(channel->size())));
        else
            replyStatus(header, Status::Invalid);
        break;
    case Opcode::ChannelRead: read(header, payload); break;
    case Opcode::ChannelWrite: write(header, payload); break;
    case Opcode::ChannelIoctl: ioctl(header, payload); break;
    default: replyStatus(header, Status::Invalid); break;
    }
}

/// Everything received so far is dropped with it, also what followed the SYNC in
/// the same piece: a host waits for the answer before it sends more.
void DeviceLink::synchronise() noexcept
{
    ++m_stats.received;
    reset();
    PacketHeader header;
    header.opcode = static_cast<std::uint8_t>(Opcode::ProtoSync);
    replyStatus(header, Status::Success);
}

void DeviceLink::setCaps(const PacketHeader& header, Bytes payload) noexcept
{
    const auto caps = decodeCaps(payload);
    if (!caps || payload.size() != Caps::kWireSize || caps->maxPayload < kMinMaxPayload ||
        caps->maxPayload > m_options.defaults.maxPayload) {
        replyStatus(header, Status::Invalid);
        return;
    }
    replyStatus(header, Status::Success);
    m_transfer.capsAfter = caps;
}

void DeviceLink::replyMemory(const PacketHeader& header) noexcept
{
    std::array<MemoryPool, kMaxPools> pools{};
    const std::size_t count = m_host.memoryPools(pools);
    const std::span<const MemoryPool> filled(pools.data(), count < kMaxPools ? count : kMaxPools);
    replyBytes(header, Bytes(m_scratch).first(encodeMemory(m_scratch, filled)));
}

void DeviceLink::replyList(const PacketHeader& header) noexcept
{
    std::size_t size = 0;
    for (std::size_t id = 0; id < m_channels.size(); ++id) {
        const Slot& slot = m_channels[id];
        if (!slot.channel)
            continue;
        ChannelEntry entry;
        entry.id = static_cast<std::uint8_t>(id);
        entry.flags = slot.flags;
        for (std::size_t i = 0; i + 1 < ChannelEntry::kNameSize && slot.name[i]; ++i)
            entry.name[i] = slot.name[i];
        for (const std::uint8_t byte : encode(entry))
            m_scratch[size++] = byte;
    }
    replyBytes(header, Bytes(m_scratch).first(size));
}

void DeviceLink::replyPoll(const PacketHeader& header) noexcept
{
    std::uint32_t mask = 0;
    for (std::size_t id = 0; id < m_channels.size(); ++id) {
        DeviceChannel* const channel = m_channels[id].channel;
        if (channel && channel->poll())
            mask |= 1u << id;
    }
    replyBytes(header, encodeU32(mask));
}

void DeviceLink::replyShape(const PacketHeader& header) noexcept
{
    DeviceChannel* const channel = find(header, channel_flag::kRead);
    const Shape shape = channel ? channel->shape() : Shape{};
    if (shape.count == 0 || shape.count > shape.dimension.size()) {
        replyStatus(header, Status::Invalid);
        return;
    }
    for (std::size_t i = 0; i < shape.count; ++i)
        storeU32(std::span(m_scratch).subspan(4 * i).first<4>(), shape.dimension[i]);
    replyBytes(header, Bytes(m_scratch).first(4 * shape.count));
}

/// The board counts whole milliseconds and wants more than the interval between
/// two grants of any channel, which caps a camera at about 90 frames a second.
void DeviceLink::lock(const PacketHeader& header, Time now) noexcept
{
    const Time ticks = now / kMillisecond;
    const bool tooSoon = m_options.lockInterval > 0 && m_lastLock &&
        ticks - *m_lastLock <= m_options.lockInterval / kMillisecond;
    DeviceChannel* const channel = find(header, channel_flag::kLock);
    if (tooSoon || !channel || !channel->lock()) {
        replyStatus(header, Status::Busy);
        return;
    }
    m_lastLock = ticks;
    replyStatus(header, Status::Success);
}

void DeviceLink::read(const PacketHeader& header, Bytes payload) noexcept
{
    DeviceChannel* const channel = find(header, channel_flag::kRead);
    const auto range = decodeByteRange(payload);
    if (!channel || !range || range->length == 0) {
        replyStatus(header, Status::Invalid);
        return;
    }
    if (!channel->isZeroCopy()) {
        startTransfer(header, 0, {});
        m_transfer.source = channel;
        m_transfer.offset = range->offset;
        m_transfer.left = range->length;
        return;
    }
    const Bytes data = channel->view(range->offset, range->length);
    if (data.size() < range->length)
        replyStatus(header, Status::Failed);
    else
        startTransfer(header, 0, data.first(range->length));
}

void DeviceLink::write(const PacketHeader& header, Bytes payload) noexcept
{
    DeviceChannel* const channel = find(header, channel_flag::kWrite);
    const auto range = decodeByteRange(payload);
    if (!channel || !range || range->length == 0 ||
        range->length > payload.size() - ByteRange::kWireSize) {
        replyStatus(header, Status::Invalid);
        return;
    }
    const Bytes data = payload.subspan(ByteRange::kWireSize, range->length);
    replyStatus(header, channel->write(range->offset, data) ? Status::Success : Status::Failed);
}

void DeviceLink::ioctl(const PacketHeader& header, Bytes payload) noexcept
{
    DeviceChannel* const channel = find(header, 0);
    const auto request = decodeU32(payload);
    if (!channel || !request) {
        replyStatus(header, Status::Invalid);
        return;
    }
    const Bytes arguments = payload.subspan(4);
    const auto expected = channel->ioctlArgumentSize(*request);
    if (!expected || (*expected != DeviceChannel::kAnyLength && *expected != arguments.size())) {
        replyStatus(header, Status::Invalid);
        return;
    }
    replyStatus(header, channel->ioctl(*request, arguments) ? Status::Success : Status::Failed);
}

/// The channel of a request if it has all of `flags`.
DeviceChannel* DeviceLink::find(const PacketHeader& header, std::uint8_t flags) noexcept
{
    if (header.channel >= m_channels.size())
        return nullptr;
    const Slot& slot = m_channels[header.channel];
    return (slot.flags & flags) == flags ? slot.channel : nullptr;
}

}  // namespace omv::protocol
