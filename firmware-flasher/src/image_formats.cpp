// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/image_formats.h"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "protocol/bytes.h"
#include "protocol/crc.h"
#include "protocol/loader/simulated_image.h"

namespace omv::flasher {

namespace {

constexpr std::size_t kBootloaderHeader = 0x1000;
constexpr std::uint32_t kBootloaderMagic = 0xB00710AD;
constexpr std::size_t kIvtBytes = 32;
constexpr std::size_t kVectors = 8;
constexpr std::uint32_t kFarthestHandler = std::uint32_t{16} << 20;

std::uint32_t wordAt(Bytes bytes, std::size_t at)
{
    return protocol::loadU32(bytes.subspan(at).first<4>());
}

/// Not where flash usually is: RAM of Cortex-M chips begins with 0x0, 0x1, 0x2 or 0x3, external
/// RAM with 0x6 to 0xD.
bool canBeStack(std::uint32_t stack)
{
    const std::uint32_t top = stack >> 28;
    return stack % 4 == 0 && stack != 0 && top <= 0xD;
}

}  // namespace

std::optional<Vectors> findVectors(Bytes bytes)
{
    if (bytes.size() < kVectors * 4)
        return std::nullopt;
    const std::uint32_t stack = wordAt(bytes, 0);
    const std::uint32_t reset = wordAt(bytes, 4);
    if (!canBeStack(stack) || reset % 2 == 0)
        return std::nullopt;
    for (std::size_t i = 2; i < kVectors; ++i) {
        const std::uint32_t handler = wordAt(bytes, i * 4);
        if (handler == 0)
            continue;
        const std::uint32_t distance = handler > reset ? handler - reset : reset - handler;
        if (handler % 2 == 0 || distance > kFarthestHandler)
            return std::nullopt;
    }
    return Vectors{stack, reset & ~std::uint32_t{1}};
}

std::optional<Ivt> findIvt(Bytes bytes)
{
    for (const std::uint32_t offset : {0x1000U, 0U}) {
        if (bytes.size() < offset + kIvtBytes)
            continue;
        const Bytes header = bytes.subspan(offset);
        const bool tag = header[0] == 0xD1 && header[1] == 0x00 && header[2] == kIvtBytes;
        if (tag && (header[3] & 0xF0) == 0x40)
            return Ivt{offset, wordAt(header, 4) & ~std::uint32_t{1}};
    }
    return std::nullopt;
}

std::optional<FirmwareVersion> bootloaderVersion(Bytes bytes)
{
    if (bytes.size() < kBootloaderHeader + 8 ||
        wordAt(bytes, kBootloaderHeader) != kBootloaderMagic)
        return std::nullopt;
    const Bytes version = bytes.subspan(kBootloaderHeader + 4);
    return FirmwareVersion{version[0], version[1], version[2]};
}

std::optional<std::uint64_t> romfsLength(Bytes bytes)
{
    constexpr std::uint8_t kMagic[] = {0xD2, 0xCD, 0x31};
    constexpr std::size_t kLongestHeader = 32;
    if (bytes.size() < 4 || !std::equal(std::begin(kMagic), std::end(kMagic), bytes.begin()))
        return std::nullopt;
    std::uint64_t length = 0;
    for (std::size_t i = 3; i < std::min(bytes.size(), kLongestHeader); ++i) {
        if (length > (std::uint64_t{1} << 40))
            return std::nullopt;
        length = length << 7 | (bytes[i] & 0x7F);
        if ((bytes[i] & 0x80) == 0)
            return i + 1 + length;
    }
    return std::nullopt;
}

bool hasAlifToc(Bytes bytes)
{
    constexpr std::string_view kMagic = "OEMTOC01";
    return std::search(bytes.begin(), bytes.end(), kMagic.begin(), kMagic.end()) != bytes.end();
}

std::optional<Simulated> findSimulated(Bytes bytes)
{
    const auto header = protocol::loader::parseSimulatedImage(bytes);
    if (!header)
        return std::nullopt;
    Simulated found;
    found.version = {header->version[0], header->version[1], header->version[2]};
    found.board.assign(header->board.begin(),
                       std::find(header->board.begin(), header->board.end(), '\0'));
    if (!header->sound)
        found.damage = "its checksum is wrong";
    return found;
}

}  // namespace omv::flasher
