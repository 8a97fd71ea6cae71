// SPDX-License-Identifier: MIT
// What a decoder accepts, its encoder writes again in a way that decodes to the same.
#include "tests/fuzz/fuzz.h"

#include "protocol/payloads.h"

#include <cstring>
#include <vector>

using namespace omv::protocol;
using omv::fuzz::require;

namespace {

template<typename Value>
void checkRoundTrip(Bytes payload, std::optional<Value> (*decode)(Bytes) noexcept)
{
    const auto decoded = decode(payload);
    require(decoded.has_value() == (payload.size() >= Value::kWireSize),
            "accepted exactly when long enough");
    if (!decoded)
        return;
    const auto wire = encode(*decoded);
    require(decode(wire) == decoded, "encoding loses nothing");
}

void checkMemory(Bytes payload)
{
    const auto count = memoryPoolCount(payload);
    if (!count)
        return;
    std::vector<MemoryPool> pools;
    for (std::size_t i = 0; i < *count; ++i)
        pools.push_back(decodeMemoryPool(payload, i));
    std::vector<std::uint8_t> wire(payload.size());
    const std::size_t written = encodeMemory(wire, pools);
    require(written > 0 && written <= payload.size(), "pools fit where they came from");
    require(memoryPoolCount(Bytes(wire).first(written)) == count, "the count is kept");
    for (std::size_t i = 0; i < pools.size(); ++i)
        require(decodeMemoryPool(wire, i) == pools[i], "pools come back");
}

void checkFrame(Bytes payload)
{
    const auto header = decodeFrameHeader(payload);
    if (!header)
        return;
    require(header->offset >= FrameHeader::kMinWireSize && header->offset <= 4096,
            "the offset is bounded");
    const std::uint64_t bytes = imageBytes(*header);
    if (isCompressed(header->format)) {
        require(bytes == header->size, "a compressed frame says its size");
        return;
    }
    const std::uint64_t row = rowBytes(header->format, header->width);
    if (!isKnown(header->format))
        require(bytes == 0, "an unknown format has no size");
    else if (header->height > 0)
        require(bytes / header->height >= row || bytes == ~std::uint64_t{0}, "no wrapping");
    require(name(header->format) != nullptr, "every format has a name");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // A copy of exactly this size, so that a sanitizer sees every byte read beyond it.
    const std::vector<std::uint8_t> copy(data, data + size);
    const Bytes payload(copy);
    checkRoundTrip(payload, decodeCaps);
    checkRoundTrip(payload, decodeDeviceStats);
    checkRoundTrip(payload, decodeVersions);
    checkRoundTrip(payload, decodeSystemInfo);
    checkRoundTrip(payload, decodeByteRange);
    checkRoundTrip(payload, decodeChannelEntry);
    if (const auto entry = decodeChannelEntry(payload))
        require(std::memchr(entry->name.data(), 0, entry->name.size()) != nullptr, "names end");
    if (const auto shape = decodeShape(payload))
        require(shape->count >= 1 && shape->count <= 4, "a shape has 1 to 4 words");
    require(decodeStatus(payload) <= Status::Unknown, "a status is one of those known");
    require(size >= 2 || decodeEvent(payload) == event::kNotify, "no payload means NOTIFY");
    require(decodeU32(payload).has_value() == (size >= 4), "a word has 4 bytes");
    checkMemory(payload);
    checkFrame(payload);
    return 0;
}
