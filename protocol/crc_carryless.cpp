// SPDX-License-Identifier: MIT
#include "protocol/crc_variants.h"

#if OMV_CRC_CARRYLESS

#include <immintrin.h>

// The data are a polynomial over GF(2), the first bit its highest coefficient, and
// the CRC is the remainder of data * x^32 by P. A register holds 128 coefficients,
// the highest in its highest bit. Two facts do all the work:
//
// * The register H * x^64 + L stands d bits before another one. Adding
//   H * (x^(d+64) mod P) + L * (x^d mod P) to that other one leaves the remainder as
//   it is: the register is "folded" away by two multiplications.
// * Zeros before the first bit change nothing, so an odd length is filled up at the
//   front, where one shift does it, and there is no tail.
//
// A seed is what the bytes before left over: it is added to the first four bytes.

namespace omv::protocol {
namespace {

constexpr std::uint64_t kPolynomial = 0x1FA567D89;  // P with its x^32

/// x^power mod P.
constexpr std::uint64_t xPower(unsigned power)
{
    std::uint64_t rest = 1;
    for (unsigned i = 0; i < power; ++i) {
        rest <<= 1;
        rest ^= (rest >> 32) != 0 ? kPolynomial : 0;
    }
    return rest;
}

/// The quotient of x^64 by P, which Barrett's reduction multiplies by instead of dividing.
constexpr std::uint64_t quotient64()
{
    std::uint64_t quotient = 0;
    std::uint64_t rest = 1;  // x^64 is brought in bit by bit, its first one here
    for (int bit = 0; bit < 64; ++bit) {
        rest <<= 1;
        const bool fits = (rest >> 32) != 0;
        rest ^= fits ? kPolynomial : 0;
        quotient = (quotient << 1) | (fits ? 1 : 0);
    }
    return quotient;
}

#define OMV_TARGET __attribute__((target("pclmul,ssse3"), always_inline)) inline

using Register = __m128i;

OMV_TARGET Register pair(std::uint64_t high, std::uint64_t low)
{
    return _mm_set_epi64x(static_cast<long long>(high), static_cast<long long>(low));
}

/// Factors that fold a register `distance` bits on.
template<unsigned distance>
OMV_TARGET Register factors()
{
    constexpr std::uint64_t kHigh = xPower(distance + 64);
    constexpr std::uint64_t kLow = xPower(distance);
    return pair(kHigh, kLow);
}

OMV_TARGET Register load(const std::uint8_t* p)
{
    const Register reversed = _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    return _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const Register*>(p)), reversed);
}

/// Shifts by whole bytes, 0..16, towards the lower coefficients, or (negative) the higher.
OMV_TARGET Register shiftDown(Register value, std::ptrdiff_t bytes)
{
    constexpr std::uint8_t kNone = 0x80;  // gives a zero byte
    alignas(16) static constexpr std::uint8_t kPick[48] = {
        kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone,
        kNone, kNone, kNone, kNone, 0,     1,     2,     3,     4,     5,     6,     7,
        8,     9,     10,    11,    12,    13,    14,    15,    kNone, kNone, kNone, kNone,
        kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone};
    const auto* pick = reinterpret_cast<const Register*>(kPick + 16 + bytes);
    return _mm_shuffle_epi8(value, _mm_loadu_si128(pick));
}

OMV_TARGET Register fold(Register value, Register by, Register onto)
{
    const Register high = _mm_clmulepi64_si128(value, by, 0x11);
    const Register low = _mm_clmulepi64_si128(value, by, 0x00);
    return _mm_xor_si128(_mm_xor_si128(high, low), onto);
}

/// value * x^32 mod P.
OMV_TARGET std::uint32_t reduce(Register value)
{
    // 128 + 32 bits to 96: the upper half by x^96 mod P, the lower half moved up by 32.
    const Register lower = _mm_slli_si128(_mm_move_epi64(value), 4);
    const Register by96 = pair(xPower(96), xPower(64));
    const Register rest96 = _mm_xor_si128(_mm_clmulepi64_si128(value, by96, 0x11), lower);
    // 96 to 64: what stands above x^64 is 32 bits wide.
    const Register rest64 = _mm_xor_si128(_mm_clmulepi64_si128(rest96, by96, 0x01), rest96);
    // Barrett: q = floor(floor(r / x^32) * floor(x^64 / P) / x^32), then r - q * P.
    const Register barrett = pair(kPolynomial, quotient64());
    const Register upper = _mm_srli_epi64(rest64, 32);
    const Register q = _mm_srli_epi64(_mm_clmulepi64_si128(upper, barrett, 0x00), 32);
    const Register multiple = _mm_clmulepi64_si128(q, barrett, 0x10);
    return static_cast<std::uint32_t>(_mm_cvtsi128_si32(_mm_xor_si128(multiple, rest64)));
}

/// Registers still to be added: the first of them is in hand, perhaps with a seed in it.
struct Rest {
    Register next;
    const std::uint8_t* p;  // where `next` came from
    std::size_t count;  // with `next`
};

/// Takes registers from `rest` in four lanes, since one multiplication's result is long in coming.
OMV_TARGET Register foldWide(Register sum, Rest& rest)
{
    const Register by = factors<512>();
    const std::uint8_t* p = rest.p;
    Register sum1 = rest.next;
    Register sum2 = load(p + 16);
    Register sum3 = load(p + 32);
    p += 48;
    std::size_t count = rest.count - 3;
    for (; count >= 4; count -= 4, p += 64) {
        sum = fold(sum, by, load(p));
        sum1 = fold(sum1, by, load(p + 16));
        sum2 = fold(sum2, by, load(p + 32));
        sum3 = fold(sum3, by, load(p + 48));
    }
    if (count > 0)
        rest.next = load(p);
    rest.p = p;
    rest.count = count;
    const Register by1 = factors<128>();
    return fold(fold(fold(sum, by1, sum1), by1, sum2), by1, sum3);
}

/// Takes the rest one by one.
OMV_TARGET Register foldNarrow(Register sum, const Rest& rest)
{
    const Register by = factors<128>();
    if (rest.count > 0)
        sum = fold(sum, by, rest.next);
    for (std::size_t i = 1; i < rest.count; ++i)
        sum = fold(sum, by, load(rest.p + 16 * i));
    return sum;
}

}  // namespace

__attribute__((target("pclmul,ssse3"))) std::uint32_t crc32Carryless(Bytes data,
                                                                     std::uint32_t seed) noexcept
{
    constexpr std::size_t kWideFrom = 7;  // shorter than that four lanes do not pay
    const auto head = static_cast<std::ptrdiff_t>((data.size() - 1) % 16 + 1);
    const Register seeded = pair(std::uint64_t{seed} << 32, 0);
    Register sum = shiftDown(_mm_xor_si128(load(data.data()), seeded), 16 - head);
    Rest rest{sum, data.data() + head, (data.size() - 1) / 16};
    if (rest.count > 0)
        rest.next = _mm_xor_si128(load(rest.p), shiftDown(seeded, -head));
    if (rest.count >= kWideFrom)
        sum = foldWide(sum, rest);
    return reduce(foldNarrow(sum, rest));
}

}  // namespace omv::protocol

#endif
