// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"

#include "protocol/crc.h"
#include "protocol/crc_variants.h"
#include "tests/protocol/fakes.h"

#include <algorithm>
#include <cstring>
#include <random>

using namespace omv::protocol;
using namespace omv::protocol::test;

namespace {

constexpr std::size_t kLongest = 600;
using Crc32 = std::uint32_t (*)(Bytes, std::uint32_t) noexcept;

/// By the definition, bit by bit.
std::uint32_t slowCrc(Bytes data, unsigned width, std::uint32_t polynomial, std::uint32_t crc)
{
    const std::uint32_t top = 1u << (width - 1);
    const std::uint32_t mask = top | (top - 1);
    for (const std::uint8_t byte : data) {
        crc ^= static_cast<std::uint32_t>(byte) << (width - 8);
        for (int bit = 0; bit < 8; ++bit)
            crc = ((crc & top) ? (crc << 1) ^ polynomial : crc << 1) & mask;
    }
    return crc;
}

std::uint32_t slowCrc32(Bytes data, std::uint32_t seed = 0xFFFFFFFFu)
{
    return slowCrc(data, 32, 0xFA567D89, seed);
}

ByteVector randomBytes(std::size_t size, unsigned seed)
{
    std::minstd_rand random(seed);
    ByteVector bytes(size);
    std::generate(bytes.begin(), bytes.end(),
                  [&random] { return static_cast<std::uint8_t>(random() >> 8); });
    return bytes;
}

/// Every length, each at an alignment and with a seed of its own. The data lie at the
/// very end of their memory, so that a sanitizer sees what is read behind them.
void checkLengths(Crc32 crc, std::size_t from)
{
    std::minstd_rand random(7);
    for (std::size_t size = from; size <= kLongest; ++size) {
        const std::size_t offset = random() % 32;
        const ByteVector bytes = randomBytes(offset + size, static_cast<unsigned>(size) + 1);
        const Bytes data = Bytes(bytes).subspan(offset);
        const auto seed = static_cast<std::uint32_t>(random() * 2654435761u);
        INFO("size " << size << ", offset " << offset << ", seed " << seed);
        REQUIRE(crc(data, seed) == slowCrc32(data, seed));
    }
}

}  // namespace

TEST_CASE("The checksums have their check values")
{
    const char* words = "123456789";
    const ByteVector text(words, words + std::strlen(words));
    CHECK(crc16(text) == 0xE541);
    CHECK(crc32(text) == 0x41B403D3);
    CHECK(crc16({}) == 0xFFFF);
    CHECK(crc32({}) == 0xFFFFFFFF);
    CHECK(crc32({}, 0x12345678) == 0x12345678);
}

TEST_CASE("CRC-16 is that of the definition")
{
    const ByteVector bytes = randomBytes(100, 1);
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
        const Bytes data = Bytes(bytes).first(size);
        REQUIRE(crc16(data) == slowCrc(data, 16, 0xF94F, 0xFFFF));
    }
}

TEST_CASE("CRC-32 is that of the definition for every length, alignment and seed")
{
    checkLengths(crc32, 0);
}

TEST_CASE("CRC-32 by tables is that of the definition")
{
    checkLengths(crc32Sliced, 0);
}

#if OMV_CRC_CARRYLESS
TEST_CASE("CRC-32 by carry-less multiplication is that of the definition")
{
    if (!hasCarryless()) {
        WARN("this processor has no carry-less multiplication");
        return;
    }
    checkLengths(crc32Carryless, kCarrylessFrom);
}
#endif

TEST_CASE("CRC-32 of data in pieces is that of the whole")
{
    const ByteVector bytes = randomBytes(kLongest, 3);
    std::minstd_rand random(11);
    for (int round = 0; round < 300; ++round) {
        const Bytes whole = Bytes(bytes).first(random() % (kLongest + 1));
        std::uint32_t crc = 0xFFFFFFFFu;
        for (Bytes rest = whole; !rest.empty();) {
            const std::size_t piece = std::min<std::size_t>(random() % 70, rest.size());
            crc = crc32(rest.first(piece), crc);
            rest = rest.subspan(piece);
        }
        REQUIRE(crc == slowCrc32(whole));
    }
}

TEST_CASE("CRC-32 of a frame's worth of data is the same by every way")
{
    const ByteVector bytes = randomBytes(300007, 5);
    const std::uint32_t expected = slowCrc32(bytes);
    CHECK(crc32(bytes) == expected);
    CHECK(crc32Sliced(bytes, 0xFFFFFFFFu) == expected);
}

TEST_CASE("Any flipped bit of a packet changes its CRC-32")
{
    ByteVector bytes = randomBytes(77, 9);
    const std::uint32_t good = crc32(bytes);
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
        bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
        REQUIRE(crc32(bytes) != good);
        bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
    }
}
