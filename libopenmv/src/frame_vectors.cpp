// SPDX-License-Identifier: MIT
#include "libopenmv/src/frame_vectors.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <array>
#include <immintrin.h>

// SSSE3 is enough: wider registers would wait for the memory. Each step makes three
// registers, the red, green and blue of sixteen pixels, and lays them side by side.

#define OMV_SSSE3 __attribute__((target("ssse3")))
#define OMV_SSSE3_INLINE __attribute__((target("ssse3"), always_inline)) inline

namespace omv {
namespace {

using Register = __m128i;
constexpr std::size_t kStep = 16;  // pixels

bool hasVectors()
{
    return __builtin_cpu_supports("ssse3");
}

OMV_SSSE3_INLINE Register load(const std::uint8_t* p)
{
    return _mm_loadu_si128(reinterpret_cast<const Register*>(p));
}

OMV_SSSE3_INLINE void store(std::uint8_t* p, Register value)
{
    _mm_storeu_si128(reinterpret_cast<Register*>(p), value);
}

using Pick = std::array<std::uint8_t, 16>;

/// Which pixel's byte goes where in the `part`th 16 bytes of 16 packed pixels, for one
/// channel of three; the other channels' bytes become 0. Channel 3: for all three.
constexpr Pick pick(unsigned part, unsigned channel)
{
    Pick from{};
    for (unsigned i = 0; i < 16; ++i) {
        const unsigned byte = part * 16 + i;
        const bool ours = channel == 3 || byte % 3 == channel;
        from[i] = static_cast<std::uint8_t>(ours ? byte / 3 : 0x80);
    }
    return from;
}

template<unsigned part, unsigned channel>
OMV_SSSE3_INLINE Register spread(Register values)
{
    alignas(16) static constexpr Pick kPick = pick(part, channel);
    return _mm_shuffle_epi8(values, load(kPick.data()));
}

template<unsigned part>
OMV_SSSE3_INLINE void storePart(std::uint8_t* out, Register red, Register green, Register blue)
{
    const Register redGreen = _mm_or_si128(spread<part, 0>(red), spread<part, 1>(green));
    store(out + part * 16, _mm_or_si128(redGreen, spread<part, 2>(blue)));
}

OMV_SSSE3_INLINE void storeRgb(std::uint8_t* out, Register red, Register green, Register blue)
{
    storePart<0>(out, red, green, blue);
    storePart<1>(out, red, green, blue);
    storePart<2>(out, red, green, blue);
}

/// Eight pixels; 16 bits for each value.
struct Eight {
    Register red;
    Register green;
    Register blue;
};

OMV_SSSE3_INLINE void storeSixteen(std::uint8_t* out, const Eight& a, const Eight& b)
{
    storeRgb(out, _mm_packus_epi16(a.red, b.red), _mm_packus_epi16(a.green, b.green),
             _mm_packus_epi16(a.blue, b.blue));
}

OMV_SSSE3_INLINE Register masked(Register value, int mask)
{
    return _mm_and_si128(value, _mm_set1_epi16(static_cast<short>(mask)));
}

OMV_SSSE3_INLINE Eight fromRgb565(Register v)
{
    return {_mm_or_si128(masked(_mm_srli_epi16(v, 8), 0xF8), _mm_srli_epi16(v, 13)),
            _mm_or_si128(masked(_mm_srli_epi16(v, 3), 0xFC), masked(_mm_srli_epi16(v, 9), 3)),
            _mm_or_si128(masked(_mm_slli_epi16(v, 3), 0xF8), masked(_mm_srli_epi16(v, 2), 7))};
}

/// (value * weight + 64) >> 7, for chroma of -128..127: no intermediate value leaves 16 bits.
OMV_SSSE3_INLINE Register weighted(Register value, int weight)
{
    const Register product = _mm_mullo_epi16(value, _mm_set1_epi16(static_cast<short>(weight)));
    return _mm_srai_epi16(_mm_add_epi16(product, _mm_set1_epi16(64)), 7);
}

/// What expandYuv422() does to one pixel; packing clamps.
OMV_SSSE3_INLINE Eight fromYuv(Register y, Register u, Register v)
{
    const Register green = _mm_add_epi16(_mm_mullo_epi16(u, _mm_set1_epi16(44)),
                                         _mm_mullo_epi16(v, _mm_set1_epi16(91)));
    const Register rounded = _mm_srai_epi16(_mm_add_epi16(green, _mm_set1_epi16(64)), 7);
    return {_mm_add_epi16(y, weighted(v, 179)), _mm_sub_epi16(y, rounded),
            _mm_add_epi16(y, weighted(u, 227))};
}

/// Each group's chroma at `offset` for both of its pixels.
template<std::uint8_t offset>
OMV_SSSE3_INLINE Register chroma(Register groups)
{
    constexpr std::uint8_t kNone = 0x80;
    alignas(16) static constexpr Pick kPick = {
        offset,     kNone, offset,     kNone, offset + 4,  kNone, offset + 4,  kNone,
        offset + 8, kNone, offset + 8, kNone, offset + 12, kNone, offset + 12, kNone};
    return _mm_sub_epi16(_mm_shuffle_epi8(groups, load(kPick.data())), _mm_set1_epi16(128));
}

template<bool vFirst>
OMV_SSSE3_INLINE Eight fromGroups(Register groups)
{
    const Register c0 = chroma<1>(groups);
    const Register c1 = chroma<3>(groups);
    return fromYuv(masked(groups, 0xFF), vFirst ? c1 : c0, vFirst ? c0 : c1);
}

template<bool vFirst>
OMV_SSSE3 void expandGroups(const std::uint8_t* in, std::size_t pixels, std::uint8_t* out)
{
    for (std::size_t i = 0; i < pixels; i += kStep, in += 2 * kStep, out += 3 * kStep) {
        storeSixteen(out, fromGroups<vFirst>(load(in)), fromGroups<vFirst>(load(in + kStep)));
    }
}

OMV_SSSE3 void expandWords(const std::uint8_t* in, std::size_t pixels, std::uint8_t* out)
{
    for (std::size_t i = 0; i < pixels; i += kStep, in += 2 * kStep, out += 3 * kStep) {
        storeSixteen(out, fromRgb565(load(in)), fromRgb565(load(in + kStep)));
    }
}

OMV_SSSE3 void expandBytes(const std::uint8_t* in, std::size_t pixels, std::uint8_t* out)
{
    for (std::size_t i = 0; i < pixels; i += kStep, in += kStep, out += 3 * kStep) {
        const Register gray = load(in);
        store(out, spread<0, 3>(gray));
        store(out + 16, spread<1, 3>(gray));
        store(out + 32, spread<2, 3>(gray));
    }
}

std::size_t wholeSteps(std::size_t pixels)
{
    return hasVectors() ? pixels / kStep * kStep : 0;
}

}  // namespace

std::size_t expandRgb565Vectors(const std::uint8_t* in, std::size_t pixels, std::uint8_t* out)
{
    const std::size_t done = wholeSteps(pixels);
    expandWords(in, done, out);
    return done;
}

std::size_t expandGrayscaleVectors(const std::uint8_t* in, std::size_t pixels, std::uint8_t* out)
{
    const std::size_t done = wholeSteps(pixels);
    expandBytes(in, done, out);
    return done;
}

std::size_t expandYuv422Vectors(const std::uint8_t* row, std::size_t pixels, bool vFirst,
                                std::uint8_t* out)
{
    const std::size_t done = wholeSteps(pixels);
    if (vFirst) {
        expandGroups<true>(row, done, out);
    } else {
        expandGroups<false>(row, done, out);
    }
    return done;
}

}  // namespace omv

#else

namespace omv {

std::size_t expandRgb565Vectors(const std::uint8_t*, std::size_t, std::uint8_t*)
{
    return 0;
}

std::size_t expandGrayscaleVectors(const std::uint8_t*, std::size_t, std::uint8_t*)
{
    return 0;
}

std::size_t expandYuv422Vectors(const std::uint8_t*, std::size_t, bool, std::uint8_t*)
{
    return 0;
}

}  // namespace omv

#endif
