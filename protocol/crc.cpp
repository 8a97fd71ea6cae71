// SPDX-License-Identifier: MIT
#include "protocol/crc.h"

#include <array>

#include "protocol/crc_variants.h"

namespace omv::protocol {
namespace {

constexpr std::uint16_t kPolynomial16 = 0xF94F;
constexpr std::uint32_t kPolynomial32 = 0xFA567D89;

constexpr std::array<std::uint16_t, 256> makeTable16()
{
    std::array<std::uint16_t, 256> table{};
    for (std::size_t byte = 0; byte < table.size(); ++byte) {
        std::uint32_t crc = static_cast<std::uint32_t>(byte) << 8;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 0x8000) ? (crc << 1) ^ kPolynomial16 : crc << 1;
        table[byte] = static_cast<std::uint16_t>(crc);
    }
    return table;
}

using Table32 = std::array<std::uint32_t, 256>;

/// Table k advances a byte by k further zero bytes, so that eight bytes can be
/// looked up at once instead of one after the other.
constexpr std::array<Table32, 8> makeTables32()
{
    std::array<Table32, 8> tables{};
    for (std::size_t byte = 0; byte < 256; ++byte) {
        std::uint32_t crc = static_cast<std::uint32_t>(byte) << 24;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 0x80000000u) ? (crc << 1) ^ kPolynomial32 : crc << 1;
        tables[0][byte] = crc;
    }
    for (std::size_t k = 1; k < tables.size(); ++k) {
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const std::uint32_t before = tables[k - 1][byte];
            tables[k][byte] = (before << 8) ^ tables[0][before >> 24];
        }
    }
    return tables;
}

constexpr auto kTable16 = makeTable16();
constexpr auto kTables32 = makeTables32();

}  // namespace

std::uint16_t crc16(Bytes data) noexcept
{
    std::uint32_t crc = 0xFFFF;
    for (const std::uint8_t byte : data)
        crc = ((crc << 8) ^ kTable16[((crc >> 8) ^ byte) & 0xFF]) & 0xFFFF;
    return static_cast<std::uint16_t>(crc);
}

std::uint32_t crc32(Bytes data, std::uint32_t seed) noexcept
{
#if OMV_CRC_CARRYLESS
    if (data.size() >= kCarrylessFrom && hasCarryless())
        return crc32Carryless(data, seed);
#endif
    return crc32Sliced(data, seed);
}

std::uint32_t crc32Sliced(Bytes data, std::uint32_t seed) noexcept
{
    const auto& t = kTables32;
    std::uint32_t crc = seed;
    const std::uint8_t* p = data.data();
    std::size_t left = data.size();
    for (; left >= 8; left -= 8, p += 8) {
        const std::uint32_t x = crc ^
            ((static_cast<std::uint32_t>(p[0]) << 24) | (static_cast<std::uint32_t>(p[1]) << 16) |
             (static_cast<std::uint32_t>(p[2]) << 8) | static_cast<std::uint32_t>(p[3]));
        crc = t[7][x >> 24] ^ t[6][(x >> 16) & 0xFF] ^ t[5][(x >> 8) & 0xFF] ^ t[4][x & 0xFF] ^
            t[3][p[4]] ^ t[2][p[5]] ^ t[1][p[6]] ^ t[0][p[7]];
    }
    for (; left > 0; --left, ++p)
        crc = (crc << 8) ^ t[0][(crc >> 24) ^ *p];
    return crc;
}

}  // namespace omv::protocol
