// SPDX-License-Identifier: MIT
#include "protocol/loader/alif_isp.h"

namespace omv::protocol::loader::alif {
namespace {

std::uint32_t wordAt(Bytes bytes, std::size_t offset)
{
    return loadU32(bytes.subspan(offset).first<4>());
}

void storeWordAt(MutableBytes bytes, std::size_t offset, std::uint32_t value)
{
    storeU32(bytes.subspan(offset).first<4>(), value);
}

std::uint8_t sumOf(Bytes bytes)
{
    unsigned sum = 0;
    for (const std::uint8_t byte : bytes)
        sum += byte;
    return static_cast<std::uint8_t>(sum);
}

template<typename Array>
void take(Array& into, Bytes from)
{
    for (std::size_t i = 0; i < into.size(); ++i)
        into[i] = static_cast<typename Array::value_type>(from[i]);
}

template<typename Array>
void put(MutableBytes into, const Array& from)
{
    for (std::size_t i = 0; i < from.size(); ++i)
        into[i] = static_cast<std::uint8_t>(from[i]);
}

// Offsets in a payload: what Alif counts from the packet's length byte, less 2.
constexpr std::size_t kSiliconAt = 0;
constexpr std::size_t kPartAt = 4;
constexpr std::size_t kHbk0At = 20;
constexpr std::size_t kSerialAt = 124;
constexpr std::size_t kLifeCycleAt = 132;

constexpr std::array kTocWords{&TocRecord::cpu,           &TocRecord::storeAddress,
                               &TocRecord::objectAddress, &TocRecord::loadAddress,
                               &TocRecord::bootAddress,   &TocRecord::size,
                               &TocRecord::version,       &TocRecord::time};
constexpr std::size_t kTocNameAt = 1;
constexpr std::size_t kTocWordsAt = 9;
constexpr std::size_t kTocFlagsAt = 41;

}  // namespace

std::size_t encode(MutableBytes into, Code code, Bytes payload) noexcept
{
    const std::size_t size = kMinPacket + payload.size();
    if (size > kMaxPacket || into.size() < size || code == Code::EraseMram)
        return 0;
    into[0] = static_cast<std::uint8_t>(size);
    into[1] = static_cast<std::uint8_t>(code);
    for (std::size_t i = 0; i < payload.size(); ++i)
        into[2 + i] = payload[i];
    into[size - 1] = static_cast<std::uint8_t>(0u - sumOf(into.first(size - 1)));
    return size;
}

std::optional<Packet> decodePacket(Bytes bytes) noexcept
{
    if (bytes.size() < kMinPacket || bytes[0] != bytes.size() || sumOf(bytes) != 0)
        return std::nullopt;
    return Packet{static_cast<Code>(bytes[1]), bytes.subspan(2, bytes.size() - kMinPacket)};
}

Error errorOf(const Packet& nak) noexcept
{
    return nak.payload.empty() ? Error::Failed : static_cast<Error>(nak.payload[0]);
}

std::size_t chunkSize(std::uint32_t address, std::size_t fileSize) noexcept
{
    constexpr std::uint32_t kExternalFlash = 0xA0000000;
    const std::size_t chunk = address >= kExternalFlash ? 128 : 240;
    return fileSize <= chunk ? mram::kLine : chunk;
}

std::optional<Enquiry> decodeEnquiry(const Packet& packet) noexcept
{
    if (packet.code != Code::DataResponse || packet.payload.size() < kEnquirySize)
        return std::nullopt;
    Enquiry enquiry;
    enquiry.serom = (packet.payload[0] & 1) != 0;
    enquiry.seram = (packet.payload[0] & 2) != 0;
    enquiry.error = wordAt(packet.payload, 1);
    enquiry.extendedError = wordAt(packet.payload, 5);
    enquiry.maintenance = wordAt(packet.payload, 9) == 1;
    return enquiry;
}

std::array<std::uint8_t, kEnquirySize> encode(const Enquiry& enquiry) noexcept
{
    std::array<std::uint8_t, kEnquirySize> out{};
    out[0] = static_cast<std::uint8_t>((enquiry.serom ? 1 : 0) | (enquiry.seram ? 2 : 0));
    storeWordAt(out, 1, enquiry.error);
    storeWordAt(out, 5, enquiry.extendedError);
    storeWordAt(out, 9, enquiry.maintenance ? 1 : 0);
    return out;
}

std::optional<Revision> decodeRevision(const Packet& packet) noexcept
{
    if (packet.code != Code::DataResponse || packet.payload.size() != kRevisionPacket - kMinPacket)
        return std::nullopt;
    Revision revision;
    take(revision.silicon, packet.payload.subspan(kSiliconAt));
    take(revision.part, packet.payload.subspan(kPartAt));
    take(revision.hbk0, packet.payload.subspan(kHbk0At));
    take(revision.serial, packet.payload.subspan(kSerialAt));
    revision.lifeCycle = packet.payload[kLifeCycleAt];
    if (revision.part[0] == 0 || revision.part[0] == ' ')
        revision.part = kBlankPart;
    return revision;
}

std::array<std::uint8_t, kRevisionPacket - kMinPacket> encode(const Revision& revision) noexcept
{
    std::array<std::uint8_t, kRevisionPacket - kMinPacket> out{};
    const MutableBytes bytes(out);
    put(bytes.subspan(kSiliconAt), revision.silicon);
    put(bytes.subspan(kPartAt), revision.part);
    put(bytes.subspan(kHbk0At), revision.hbk0);
    put(bytes.subspan(kSerialAt), revision.serial);
    out[kLifeCycleAt] = revision.lifeCycle;
    return out;
}

bool toc::isRecord(const Packet& packet) noexcept
{
    return packet.code == Code::DataResponse && !packet.payload.empty() &&
        (packet.payload[0] == kRecord || packet.payload[0] == kOldRecord);
}

bool toc::isEnd(const Packet& packet) noexcept
{
    return packet.code == Code::DataResponse && !packet.payload.empty() &&
        (packet.payload[0] == kEnd || packet.payload[0] == kOldEnd);
}

std::optional<TocRecord> decodeTocRecord(const Packet& packet) noexcept
{
    if (!toc::isRecord(packet) || packet.payload.size() < 1 + kTocRecordSize)
        return std::nullopt;
    TocRecord record;
    take(record.name, packet.payload.subspan(kTocNameAt));
    for (std::size_t i = 0; i < kTocWords.size(); ++i)
        record.*kTocWords[i] = wordAt(packet.payload, kTocWordsAt + 4 * i);
    take(record.flags, packet.payload.subspan(kTocFlagsAt));
    return record;
}

std::array<std::uint8_t, 1 + kTocRecordSize> encode(const TocRecord& record) noexcept
{
    std::array<std::uint8_t, 1 + kTocRecordSize> out{toc::kRecord};
    const MutableBytes bytes(out);
    put(bytes.subspan(kTocNameAt), record.name);
    for (std::size_t i = 0; i < kTocWords.size(); ++i)
        storeWordAt(bytes, kTocWordsAt + 4 * i, record.*kTocWords[i]);
    put(bytes.subspan(kTocFlagsAt), record.flags);
    return out;
}

}  // namespace omv::protocol::loader::alif
