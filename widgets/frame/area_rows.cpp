// SPDX-License-Identifier: MIT
#include "widgets/frame/area_rows.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#ifdef __GNUC__
#define OMV_ALWAYS_INLINE __attribute__((always_inline)) inline
#else
#define OMV_ALWAYS_INLINE inline
#endif

namespace omv::ui {

namespace {

/// Weighted sum of rows: bytes in, 8.8 fixed point out.
OMV_ALWAYS_INLINE void sumRows(const SourceRows& rows, std::uint16_t* __restrict sums)
{
    const int bytes = rows.bytes;
    for (int i = 0; i < rows.count; ++i) {
        const std::uint8_t* __restrict row = rows.first + i * rows.stride;
        const std::uint16_t weight = rows.weights[i];
        if (i == 0) {
            for (int x = 0; x < bytes; ++x)
                sums[x] = static_cast<std::uint16_t>(row[x] * weight);
        } else {
            for (int x = 0; x < bytes; ++x)
                sums[x] = static_cast<std::uint16_t>(sums[x] + row[x] * weight);
        }
    }
}

#ifdef __SSE2__

/// Four 16-bit numbers, 32768 less: multiplication knows signed ones only.
OMV_ALWAYS_INLINE __m128i loadSigned(const std::uint16_t* from)
{
    return _mm_xor_si128(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(from)),
                         _mm_set1_epi16(static_cast<std::int16_t>(0x8000)));
}

OMV_ALWAYS_INLINE std::uint32_t sumPixels(const std::uint16_t* pixel, const std::uint32_t* weights,
                                          int pairs)
{
    __m128i sum = _mm_set1_epi32(0x8000 + 32768 * 256);
    for (int i = 0; i < pairs; ++i, pixel += 8) {
        const __m128i pair = _mm_unpacklo_epi16(loadSigned(pixel), loadSigned(pixel + 4));
        const __m128i weight = _mm_set1_epi32(static_cast<int>(weights[i]));
        sum = _mm_add_epi32(sum, _mm_madd_epi16(pair, weight));
    }
    const __m128i words = _mm_packs_epi32(_mm_srli_epi32(sum, 16), _mm_setzero_si128());
    const __m128i bytes = _mm_packus_epi16(words, words);
    return static_cast<std::uint32_t>(_mm_cvtsi128_si32(bytes)) | 0xFF000000U;
}

#else

OMV_ALWAYS_INLINE std::uint32_t sumPixels(const std::uint16_t* pixel, const std::uint32_t* weights,
                                          int pairs)
{
    std::uint32_t blue = 0x8000;
    std::uint32_t green = 0x8000;
    std::uint32_t red = 0x8000;
    for (int i = 0; i < pairs; ++i, pixel += 8) {
        const std::uint32_t first = weights[i] & 0xFFFF;
        const std::uint32_t second = weights[i] >> 16;
        blue += pixel[0] * first + pixel[4] * second;
        green += pixel[1] * first + pixel[5] * second;
        red += pixel[2] * first + pixel[6] * second;
    }
    return 0xFF000000U | (red & 0xFF0000U) | (green >> 16 << 8) | blue >> 16;
}

#endif

/// `kPairs`: 0 means as many as `columns` says.
template<int kPairs>
OMV_ALWAYS_INLINE void sumColumns(const std::uint16_t* sums, const Columns& columns,
                                  std::uint32_t* out)
{
    const int pairs = kPairs > 0 ? kPairs : columns.pairsEach;
    const std::uint32_t* weights = columns.pairs.data();
    for (const int first : columns.first) {
        *out++ = sumPixels(sums + first, weights, pairs);
        weights += pairs;
    }
}

OMV_ALWAYS_INLINE void averageRowBody(const SourceRows& rows, const Columns& columns,
                                      std::uint16_t* sums, std::uint32_t* out)
{
    sumRows(rows, sums);
    switch (columns.pairsEach) {
    case 1: return sumColumns<1>(sums, columns, out);
    case 2: return sumColumns<2>(sums, columns, out);
    default: return sumColumns<0>(sums, columns, out);
    }
}

#if defined(__x86_64__) && defined(__GNUC__)

// Not for the width alone: Qt's own AVX code leaves the upper halves of the registers in use,
// and then every SSE instruction waits for the one before: three times slower, measured.
__attribute__((target("avx2"))) void averageRowAvx2(const SourceRows& rows, const Columns& columns,
                                                    std::uint16_t* sums, std::uint32_t* out)
{
    averageRowBody(rows, columns, sums, out);
}

#endif

}  // namespace

void averageRow(const SourceRows& rows, const Columns& columns, std::uint16_t* sums,
                std::uint32_t* out)
{
#if defined(__x86_64__) && defined(__GNUC__)
    static const bool avx2 = __builtin_cpu_supports("avx2") != 0;
    if (avx2)
        return averageRowAvx2(rows, columns, sums, out);
#endif
    averageRowBody(rows, columns, sums, out);
}

}  // namespace omv::ui
