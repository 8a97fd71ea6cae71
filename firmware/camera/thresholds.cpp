// SPDX-License-Identifier: MIT
#include "firmware/camera/thresholds.h"

#include "firmware/camera/abort.h"
#include "firmware/camera/color.h"

#include <algorithm>
#include <utility>

namespace omv::firmware {

namespace {

ColorThreshold fullRange(PixelFormat format)
{
    const int brightest = format == PixelFormat::Binary ? 1
        : format == PixelFormat::Rgb565                 ? 100
                                                        : 255;
    return {{0, brightest}, {-128, 127}, {-128, 127}};
}

ValueRange rangeAt(std::span<const int> items, std::size_t first, ValueRange full)
{
    const int lo = first < items.size() ? items[first] : full.lo;
    const int hi = first + 1 < items.size() ? items[first + 1] : full.hi;
    return {std::min(lo, hi), std::max(lo, hi)};
}

std::size_t valueCount(PixelFormat format)
{
    switch (format) {
    case PixelFormat::Binary: return 2;
    case PixelFormat::Grayscale: return 256;
    case PixelFormat::Rgb565: return 65536;
    default: return 0;
    }
}

bool isInside(PixelFormat format, std::size_t value, const ColorThreshold& threshold)
{
    if (format != PixelFormat::Rgb565)
        return threshold.l.contains(static_cast<int>(value));
    const Lab lab = toLab(static_cast<std::uint16_t>(value));
    return threshold.l.contains(lab.l) && threshold.a.contains(lab.a) &&
        threshold.b.contains(lab.b);
}

}  // namespace

ColorThreshold makeThreshold(std::span<const int> items, PixelFormat format)
{
    const ColorThreshold full = fullRange(format);
    return {rangeAt(items, 0, full.l), rangeAt(items, 2, full.a), rangeAt(items, 4, full.b)};
}

PixelTest::PixelTest(PixelFormat format, const ColorThreshold& threshold, bool invert)
    : PixelTest(format, std::span(&threshold, 1), invert)
{
}

PixelTest::PixelTest(PixelFormat format, std::span<const ColorThreshold> thresholds, bool invert)
    : m_passes(valueCount(format))
{
    for (std::size_t value = 0; value < m_passes.size(); ++value) {
        if (value % 64 == 0)
            checkAbort();
        const bool inAny = std::any_of(thresholds.begin(), thresholds.end(),
                                       [&](const auto& t) { return isInside(format, value, t); });
        m_passes[value] = thresholds.empty() || inAny != invert ? 1 : 0;
    }
}

Rect clippedRoi(const Canvas& picture, const Rect& roi)
{
    if (roi.isEmpty())
        return {0, 0, picture.width, picture.height};
    // In 64 bits: a script's numbers may add up to more than an int.
    const auto clip = [](std::int64_t begin, std::int64_t size, std::int64_t limit) {
        return std::pair(static_cast<int>(std::clamp<std::int64_t>(begin, 0, limit)),
                         static_cast<int>(std::clamp<std::int64_t>(begin + size, 0, limit)));
    };
    const auto x = clip(roi.x, roi.w, picture.width);
    const auto y = clip(roi.y, roi.h, picture.height);
    return {x.first, y.first, x.second - x.first, y.second - y.first};
}

void readRow(const Canvas& picture, int x, int y, std::span<std::uint16_t> values)
{
    const std::uint8_t* row = picture.data + stride(picture) * static_cast<std::size_t>(y);
    auto column = static_cast<std::size_t>(x);
    switch (picture.format) {
    case PixelFormat::Binary:
        for (std::uint16_t& value : values) {
            const unsigned bits = row[column / 8];
            value = static_cast<std::uint16_t>((bits >> (column % 8)) & 1u);
            ++column;
        }
        return;
    case PixelFormat::Grayscale: std::copy_n(row + column, values.size(), values.begin()); return;
    case PixelFormat::Rgb565:
        for (std::uint16_t& value : values) {
            value = static_cast<std::uint16_t>(row[2 * column] | row[2 * column + 1] << 8);
            ++column;
        }
        return;
    default: std::fill(values.begin(), values.end(), std::uint16_t{0}); return;
    }
}

std::vector<std::uint8_t> thresholdMask(const Canvas& picture, const Rect& roi,
                                        const PixelTest& test)
{
    const auto width = static_cast<std::size_t>(roi.w);
    std::vector<std::uint16_t> values(width);
    std::vector<std::uint8_t> mask(width * static_cast<std::size_t>(roi.h));
    auto out = mask.begin();
    for (int y = roi.y; y < roi.bottom(); ++y) {
        readRow(picture, roi.x, y, values);
        out = std::transform(values.begin(), values.end(), out, [&](std::uint16_t value) {
            return static_cast<std::uint8_t>(test.passes(value) ? 255 : 0);
        });
    }
    return mask;
}

}  // namespace omv::firmware
