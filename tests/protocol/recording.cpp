// SPDX-License-Identifier: MIT
#include "tests/protocol/recording.h"

#include "protocol/crc.h"

#include <cmath>
#include <fstream>
#include <stdexcept>

#include <nlohmann/json.hpp>

namespace omv::protocol::test {
namespace {

constexpr std::uint8_t kUnknownOpcode = 0x77;

std::uint8_t nibble(char digit)
{
    const std::string digits = "0123456789abcdef";
    const auto at = digits.find(digit);
    if (at == std::string::npos)
        throw std::runtime_error("not a hexadecimal digit");
    return static_cast<std::uint8_t>(at);
}

ByteVector fromHex(const std::string& text)
{
    ByteVector bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>(nibble(text[i]) << 4 | nibble(text[i + 1])));
    return bytes;
}

bool startsWithHeader(Bytes bytes)
{
    return bytes.size() >= kHeaderSize && decodeHeader(bytes.first<kHeaderSize>()).has_value();
}

/// Takes one whole packet from the front of `bytes`, good or with a wrong payload CRC.
bool takePacket(ByteVector& bytes, RecordedPacket& into)
{
    if (!startsWithHeader(bytes))
        return false;
    const auto header = decodeHeader(Bytes(bytes).first<kHeaderSize>());
    const std::size_t total = packetSize(header->payloadSize);
    if (bytes.size() < total)
        return false;
    into.packet.header = *header;
    into.packet.payload = toVector(Bytes(bytes).subspan(kHeaderSize, header->payloadSize));
    into.crcDamage = 0;
    if (header->payloadSize > 0) {
        const Bytes crc = Bytes(bytes).subspan(total - kPayloadCrcSize, kPayloadCrcSize);
        into.crcDamage = *decodeU32(crc) ^ crc32(into.packet.payload);
    }
    bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(total));
    return true;
}

void addChunk(Recording& recording, ByteVector& partial, const ByteVector& chunk, Time time,
              bool fromHost)
{
    // A packet that was cut short on purpose is followed by a whole one.
    if (fromHost && startsWithHeader(partial) && startsWithHeader(chunk)) {
        RecordedPacket cut;
        cut.time = recording.packets.back().time;
        cut.fromHost = true;
        cut.packet.header = *decodeHeader(Bytes(partial).first<kHeaderSize>());
        cut.packet.payload = toVector(Bytes(partial).subspan(kHeaderSize));
        cut.packet.payload.resize(cut.packet.header.payloadSize);
        cut.cutTo = partial.size();
        recording.packets.push_back(cut);
        partial.clear();
    }
    partial.insert(partial.end(), chunk.begin(), chunk.end());
    RecordedPacket item;
    item.time = time;
    item.fromHost = fromHost;
    while (takePacket(partial, item))
        recording.packets.push_back(item);
}

void shiftStats(OwnedPacket& packet, int extraRequests)
{
    auto stats = decodeDeviceStats(packet.payload);
    if (!stats)
        throw std::runtime_error("short STATS reply");
    stats->sent += static_cast<std::uint32_t>(extraRequests);
    stats->received += static_cast<std::uint32_t>(extraRequests);
    const auto wire = encode(*stats);
    packet.payload.assign(wire.begin(), wire.end());
}

void addUnknownRequests(Recording& into, Time time, int count)
{
    for (int i = 0; i < count; ++i) {
        RecordedPacket item;
        item.time = time;
        item.fromHost = true;
        item.packet.header.sequence = static_cast<std::uint8_t>(i);
        item.packet.header.opcode = kUnknownOpcode;
        into.packets.push_back(item);
        item.fromHost = false;
        item.packet.header.flags = flag::kNak;
        item.packet.payload = {2, 0};
        into.packets.push_back(item);
    }
}

void maskContents(RecordedPacket& item, std::uint8_t mask)
{
    OwnedPacket& packet = item.packet;
    const bool isRead =
        !item.fromHost && packet.header.is(Opcode::ChannelRead) && !packet.header.has(flag::kNak);
    const bool isWrite = item.fromHost && packet.header.is(Opcode::ChannelWrite) &&
        packet.header.channel > channel::kStream && !packet.header.has(flag::kAck);
    const std::size_t from = isWrite ? ByteRange::kWireSize : 0;
    for (std::size_t i = from; (isRead || isWrite) && i < packet.payload.size(); ++i)
        packet.payload[i] ^= mask;
}

}  // namespace

ByteVector RecordedPacket::wire() const
{
    ByteVector bytes = encoded(packet.header, packet.payload);
    if (crcDamage != 0) {
        const auto crc = encodeU32(crcDamage ^ crc32(packet.payload));
        std::copy(crc.begin(), crc.end(), bytes.end() - crc.size());
    }
    if (cutTo > 0)
        bytes.resize(cutTo);
    return bytes;
}

std::vector<ByteVector> Recording::replies(Opcode opcode, std::uint8_t channel) const
{
    std::vector<ByteVector> found;
    bool goingOn = false;
    for (const RecordedPacket& item : packets) {
        const PacketHeader& header = item.packet.header;
        if (item.fromHost || !header.is(opcode) || header.channel != channel ||
            header.has(flag::kAck | flag::kNak | flag::kRetransmission))
            continue;
        if (!goingOn)
            found.emplace_back();
        found.back().insert(found.back().end(), item.packet.payload.begin(),
                            item.packet.payload.end());
        goingOn = header.has(flag::kFragment);
    }
    return found;
}

Recording loadRecording(const std::string& name)
{
    std::ifstream file(std::string(OMV_VECTORS_DIR) + "/" + name);
    if (!file)
        throw std::runtime_error("cannot open the recording " + name);
    Recording recording;
    ByteVector partial[2];
    for (std::string line; std::getline(file, line);) {
        const auto json = nlohmann::json::parse(line);
        if (json.contains("note"))
            continue;
        const bool fromHost = json.at("from") == "host";
        const ByteVector chunk = fromHex(json.at("hex"));
        ByteVector& all = fromHost ? recording.hostBytes : recording.deviceBytes;
        all.insert(all.end(), chunk.begin(), chunk.end());
        const auto time = static_cast<Time>(std::llround(json.at("ms").get<double>() * 1000));
        addChunk(recording, partial[fromHost], chunk, time, fromHost);
    }
    if (!partial[0].empty() || !partial[1].empty())
        throw std::runtime_error("the recording ends within a packet");
    return recording;
}

Recording varied(const Recording& recording, int shift, std::uint8_t mask)
{
    Recording result;
    int moved = 0;
    int syncs = 0;
    for (RecordedPacket item : recording.packets) {
        PacketHeader& header = item.packet.header;
        const bool isSync = header.is(Opcode::ProtoSync);
        if (isSync)
            moved = 0;
        header.sequence = static_cast<std::uint8_t>(header.sequence + moved);
        maskContents(item, mask);
        const bool isReply = !item.fromHost && !item.isEvent();
        if (isReply && header.is(Opcode::ProtoStats))
            shiftStats(item.packet, shift * syncs);
        result.packets.push_back(item);
        if (isReply && isSync) {
            addUnknownRequests(result, item.time, shift);
            moved = shift;
            ++syncs;
        }
        // A soft reboot sets the counter back without a SYNC.
        if (item.isEvent() && header.is(Opcode::SysEvent) &&
            decodeEvent(item.packet.payload) == event::kSoftReboot)
            moved = 0;
    }
    for (const RecordedPacket& item : result.packets) {
        ByteVector& all = item.fromHost ? result.hostBytes : result.deviceBytes;
        const ByteVector wire = item.wire();
        all.insert(all.end(), wire.begin(), wire.end());
    }
    return result;
}

ByteVector masked(ByteVector bytes, std::uint8_t mask)
{
    for (std::uint8_t& byte : bytes)
        byte ^= mask;
    return bytes;
}

}  // namespace omv::protocol::test
