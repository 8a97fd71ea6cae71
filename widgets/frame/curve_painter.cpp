// SPDX-License-Identifier: MIT
#include "widgets/frame/curve_painter.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace omv::ui {

namespace {

/// `color` over `below`; `opacity` 0..256.
std::uint32_t blend(std::uint32_t below, std::uint32_t color, unsigned opacity)
{
    // Red and blue at once, green alone: no carry can pass between them.
    const std::uint32_t redBlue =
        ((below & 0xFF00FFU) * (256 - opacity) + (color & 0xFF00FFU) * opacity) >> 8;
    const std::uint32_t green =
        ((below & 0x00FF00U) * (256 - opacity) + (color & 0x00FF00U) * opacity) >> 8;
    return 0xFF000000U | (redBlue & 0xFF00FFU) | (green & 0x00FF00U);
}

unsigned toOpacity(float share)
{
    return static_cast<unsigned>(std::clamp(share, 0.0F, 1.0F) * 256.0F);
}

/// One column of the image, from the top.
struct Column {
    std::uint32_t* first;
    std::ptrdiff_t step;

    std::uint32_t& at(int y) const { return first[y * step]; }
};

void fillBelow(const Column& column, float top, int bottom, std::uint32_t color, unsigned opacity)
{
    int y = std::max(0, static_cast<int>(std::floor(top)));
    if (y >= bottom)
        return;
    const float covered = static_cast<float>(y + 1) - std::max(top, static_cast<float>(y));
    column.at(y) =
        blend(column.at(y), color, static_cast<unsigned>(static_cast<float>(opacity) * covered));
    for (++y; y < bottom; ++y)
        column.at(y) = blend(column.at(y), color, opacity);
}

/// The curve's own line where it passes this column at `middle`, rising by `slope` a pixel.
struct Stroke {
    float middle;
    float slope;
    float highest;  ///< of the curve here and beside: a peak must not be overshot
    float lowest;
};

void strokeColumn(const Column& column, const Stroke& stroke, int bottom, float halfWidth,
                  std::uint32_t color)
{
    const float lean = std::sqrt(1.0F + stroke.slope * stroke.slope);
    const float reach = halfWidth + 0.5F;
    const float top = std::max(stroke.middle - reach * lean, stroke.highest - reach);
    const float end = std::min(stroke.middle + reach * lean, stroke.lowest + reach);
    const int first = std::max(0, static_cast<int>(std::floor(top)));
    const int last = std::min(bottom - 1, static_cast<int>(std::ceil(end)));
    for (int y = first; y <= last; ++y) {
        const float at = static_cast<float>(y) + 0.5F;
        const float across = reach - std::abs(at - stroke.middle) / lean;
        const float within = std::min(at - (stroke.highest - reach), stroke.lowest + reach - at);
        column.at(y) = blend(column.at(y), color, toOpacity(std::min(across, within)));
    }
}

}  // namespace

void paintCurve(QImage& image, std::span<const float> heights, int bottom, const CurveStyle& style)
{
    const int columns = std::min(static_cast<int>(heights.size()), image.width());
    const int end = std::min(bottom, image.height());
    const std::uint32_t color = style.color.rgb();
    const unsigned fill = toOpacity(static_cast<float>(style.fill));
    const auto halfWidth = static_cast<float>(style.width / 2);
    auto* pixels = reinterpret_cast<std::uint32_t*>(image.bits());
    const std::ptrdiff_t step = image.bytesPerLine() / 4;
    for (int x = 0; x < columns; ++x) {
        const float here = heights[static_cast<std::size_t>(x)];
        const float before = heights[static_cast<std::size_t>(std::max(0, x - 1))];
        const float after = heights[static_cast<std::size_t>(std::min(columns - 1, x + 1))];
        const Column column{pixels + x, step};
        fillBelow(column, here, end, color, fill);
        strokeColumn(column,
                     {here, (after - before) / 2, std::min({before, here, after}),
                      std::max({before, here, after})},
                     end, halfWidth, color);
    }
}

}  // namespace omv::ui
