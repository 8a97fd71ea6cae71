// SPDX-License-Identifier: MIT
#include "widgets/frame/box_scale.h"

#include "widgets/frame/area_rows.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

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

/// The columns of these spans, counted from the first one's.
Columns makeColumns(const Spans& spans)
{
    Columns columns;
    for (const Span& span : spans.spans)
        columns.pairsEach = std::max(columns.pairsEach, (span.count + 1) / 2);
    columns.first.reserve(spans.spans.size());
    columns.pairs.resize(spans.spans.size() * static_cast<std::size_t>(columns.pairsEach));
    std::uint32_t* pairs = columns.pairs.data();
    for (const Span& span : spans.spans) {
        columns.first.push_back((span.first - spans.spans.front().first) * 4);
        for (int i = 0; i < span.count; ++i) {
            const std::uint32_t weight = spans.weights[span.weights + static_cast<std::size_t>(i)];
            pairs[i / 2] |= i % 2 == 0 ? weight : weight << 16;
        }
        pairs += columns.pairsEach;
    }
    return columns;
}

void averageAreas(const QImage& source, const QRect& target, const QRect& visible, QImage& out)
{
    const Spans across =
        makeSpans(source.width(), target.width(), visible.x() - target.x(), visible.width());
    const Spans down =
        makeSpans(source.height(), target.height(), visible.y() - target.y(), visible.height());
    const Columns columns = makeColumns(across);
    const int left = across.spans.front().first;
    const int right = across.spans.back().first + across.spans.back().count;
    SourceRows rows;
    rows.stride = source.bytesPerLine();
    rows.bytes = (right - left) * 4;
    std::vector<std::uint16_t> sums(static_cast<std::size_t>(rows.bytes + columns.pairsEach * 8));
    for (int y = 0; y < visible.height(); ++y) {
        const Span& span = down.spans[static_cast<std::size_t>(y)];
        rows.first = source.constScanLine(span.first) + std::ptrdiff_t{left} * 4;
        rows.count = span.count;
        rows.weights = down.weights.data() + span.weights;
        averageRow(rows, columns, sums.data(), reinterpret_cast<std::uint32_t*>(out.scanLine(y)));
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
