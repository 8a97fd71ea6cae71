// SPDX-License-Identifier: MIT
#include "widgets/frame/box_scale.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace omv::ui {

namespace {

/// What one row or column of the result is made of: `count` of the source from `first` on.
/// Their weights add up to 256.
struct Span {
    int first = 0;
    int count = 0;
    std::size_t weights = 0;  ///< where they begin
};

struct Spans {
    std::vector<Span> spans;
    std::vector<std::uint16_t> weights;
};

/// For the results `from` .. `from + count - 1` of `length` that `sourceLength` becomes.
Spans makeSpans(int sourceLength, int length, int from, int count)
{
    Spans made;
    made.spans.reserve(static_cast<std::size_t>(count));
    const std::int64_t source = sourceLength;
    for (int i = from; i < from + count; ++i) {
        // In units of 1 / length of a source pixel, so that everything is whole.
        const std::int64_t begin = i * source;
        const std::int64_t end = begin + source;
        Span span{static_cast<int>(begin / length), 0, made.weights.size()};
        std::int64_t given = 0;
        for (std::int64_t k = span.first; k * length < end; ++k, ++span.count) {
            const std::int64_t covered = std::min(end, (k + 1) * length) - begin;
            const std::int64_t sum = (covered * 256 + source / 2) / source;
            made.weights.push_back(static_cast<std::uint16_t>(sum - given));
            given = sum;
        }
        made.spans.push_back(span);
    }
    return made;
}

/// Weighted sum of rows: bytes in, 8.8 fixed point out.
void sumRows(const QImage& source, const Spans& rows, const Span& span, int firstByte, int bytes,
             std::uint16_t* __restrict sums)
{
    for (int i = 0; i < span.count; ++i) {
        const std::uint8_t* __restrict row = source.constScanLine(span.first + i) + firstByte;
        const std::uint16_t weight = rows.weights[span.weights + static_cast<std::size_t>(i)];
        if (i == 0) {
            for (int x = 0; x < bytes; ++x)
                sums[x] = static_cast<std::uint16_t>(row[x] * weight);
        } else {
            for (int x = 0; x < bytes; ++x)
                sums[x] = static_cast<std::uint16_t>(sums[x] + row[x] * weight);
        }
    }
}

/// Columns to add up, all with the same number of pairs of neighbours (the last of them may
/// weigh nothing), so that the loop over them has no branches.
struct Columns {
    std::vector<int> first;
    std::vector<std::uint32_t> pairs;  ///< two weights each: low and high half
    int pairsEach = 1;
    int begin = 0;  ///< column of the source that the sums begin with
    int end = 0;  ///< behind the last column that is read
};

Columns makeColumns(const Spans& spans)
{
    Columns columns;
    columns.begin = spans.spans.front().first;
    for (const Span& span : spans.spans)
        columns.pairsEach = std::max(columns.pairsEach, (span.count + 1) / 2);
    columns.first.reserve(spans.spans.size());
    columns.pairs.resize(spans.spans.size() * static_cast<std::size_t>(columns.pairsEach));
    std::uint32_t* pairs = columns.pairs.data();
    for (const Span& span : spans.spans) {
        columns.first.push_back((span.first - columns.begin) * 4);
        columns.end = span.first + span.count;
        for (int i = 0; i < span.count; ++i) {
            const std::uint32_t weight = spans.weights[span.weights + static_cast<std::size_t>(i)];
            pairs[i / 2] |= i % 2 == 0 ? weight : weight << 16;
        }
        pairs += columns.pairsEach;
    }
    return columns;
}

#ifdef __SSE2__

/// Four 16-bit numbers, 32768 less: multiplication knows signed ones only.
inline __m128i loadSigned(const std::uint16_t* from)
{
    return _mm_xor_si128(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(from)),
                         _mm_set1_epi16(static_cast<std::int16_t>(0x8000)));
}

inline std::uint32_t sumPixels(const std::uint16_t* pixel, const std::uint32_t* weights, int pairs)
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

inline std::uint32_t sumPixels(const std::uint16_t* pixel, const std::uint32_t* weights, int pairs)
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
void sumColumns(const std::uint16_t* sums, const Columns& columns, std::uint32_t* out)
{
    const int pairs = kPairs > 0 ? kPairs : columns.pairsEach;
    const std::uint32_t* weights = columns.pairs.data();
    for (const int first : columns.first) {
        *out++ = sumPixels(sums + first, weights, pairs);
        weights += pairs;
    }
}

void averageAreas(const QImage& source, const QRect& target, const QRect& visible, QImage& out)
{
    const Columns columns = makeColumns(
        makeSpans(source.width(), target.width(), visible.x() - target.x(), visible.width()));
    const Spans rows =
        makeSpans(source.height(), target.height(), visible.y() - target.y(), visible.height());
    const int bytes = (columns.end - columns.begin) * 4;
    const auto behind = static_cast<std::size_t>(columns.pairsEach) * 8;
    std::vector<std::uint16_t> sums(static_cast<std::size_t>(bytes) + behind);
    const auto sumRow = columns.pairsEach == 1 ? &sumColumns<1>
        : columns.pairsEach == 2               ? &sumColumns<2>
                                               : &sumColumns<0>;
    for (int y = 0; y < visible.height(); ++y) {
        sumRows(source, rows, rows.spans[static_cast<std::size_t>(y)], columns.begin * 4, bytes,
                sums.data());
        sumRow(sums.data(), columns, reinterpret_cast<std::uint32_t*>(out.scanLine(y)));
    }
}

void repeatRow(const std::uint32_t* in, int factor, int skip, int count, std::uint32_t* out)
{
    const std::uint32_t* end = out + count;
    for (int left = factor - skip; out != end; ++in, left = factor) {
        for (; left > 0 && out != end; --left)
            *out++ = *in | 0xFF000000U;
    }
}

void repeatPixels(const QImage& source, const QRect& target, const QRect& visible, QImage& out)
{
    const int factor = target.width() / source.width();
    const int left = visible.x() - target.x();
    const int top = visible.y() - target.y();
    const auto bytes = static_cast<std::size_t>(visible.width()) * 4;
    int drawn = -1;
    for (int y = 0; y < visible.height(); ++y) {
        const int row = (top + y) / factor;
        if (row == drawn) {
            std::memcpy(out.scanLine(y), out.constScanLine(y - 1), bytes);
            continue;
        }
        const auto* in = reinterpret_cast<const std::uint32_t*>(source.constScanLine(row));
        repeatRow(in + left / factor, factor, left % factor, visible.width(),
                  reinterpret_cast<std::uint32_t*>(out.scanLine(y)));
        drawn = row;
    }
}

bool wholeMultiple(const QSize& size, const QSize& of)
{
    return size.width() % of.width() == 0 && size.height() % of.height() == 0 &&
        size.width() / of.width() == size.height() / of.height();
}

}  // namespace

void boxScale(const QImage& source, const QRect& target, const QRect& visible, QImage& out)
{
    if (out.size() != visible.size() || out.format() != QImage::Format_RGB32)
        out = QImage(visible.size(), QImage::Format_RGB32);
    if (visible.isEmpty() || source.isNull())
        return;
    if (wholeMultiple(target.size(), source.size()))
        repeatPixels(source, target, visible, out);
    else
        averageAreas(source, target, visible, out);
}

}  // namespace omv::ui
