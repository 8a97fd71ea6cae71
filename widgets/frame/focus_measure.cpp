// SPDX-License-Identifier: MIT
#include "widgets/frame/focus_measure.h"

#include "widgets/frame/pixel_access.h"

#include <algorithm>
#include <array>
#include <vector>

namespace omv::ui {

namespace {

template<typename Access>
void grayRow(const std::uint8_t* pixel, int width, std::int16_t* gray)
{
    for (int x = 0; x < width; ++x, pixel += Access::kSize)
        gray[x] = color::toGray(Access::at(pixel));
}

struct Sums {
    std::int64_t first = 0;
    std::int64_t squares = 0;
};

/// Of the pixels 1..width-2 of the middle row.
void addLaplacian(const std::int16_t* above, const std::int16_t* middle, const std::int16_t* below,
                  int width, Sums& sums)
{
    // 255 * 4 squared times 512 pixels still fits in 32 bits.
    constexpr int kBlock = 512;
    for (int start = 1; start < width - 1; start += kBlock) {
        const int end = std::min(start + kBlock, width - 1);
        std::int32_t first = 0;
        std::int32_t squares = 0;
        for (int x = start; x < end; ++x) {
            const auto value = static_cast<std::int16_t>(above[x] + below[x] + middle[x - 1] +
                                                         middle[x + 1] - 4 * middle[x]);
            first += value;
            squares += std::int32_t{value} * value;
        }
        sums.first += first;
        sums.squares += squares;
    }
}

template<typename Access>
Sums laplacianSums(const PixelView& view)
{
    const auto width = static_cast<std::size_t>(view.width);
    std::vector<std::int16_t> storage(width * 3);
    std::array<std::int16_t*, 3> rows{storage.data(), storage.data() + width,
                                      storage.data() + 2 * width};
    grayRow<Access>(view.row(0), view.width, rows[0]);
    grayRow<Access>(view.row(1), view.width, rows[1]);
    Sums sums;
    for (int y = 2; y < view.height; ++y) {
        grayRow<Access>(view.row(y), view.width, rows[2]);
        addLaplacian(rows[0], rows[1], rows[2], view.width, sums);
        std::rotate(rows.begin(), rows.begin() + 1, rows.end());
    }
    return sums;
}

}  // namespace

double focusMeasure(const PixelView& pixels)
{
    if (pixels.empty() || pixels.width < 3 || pixels.height < 3)
        return 0;
    const Sums sums = withLayout(
        pixels.layout, [&pixels](auto access) { return laplacianSums<decltype(access)>(pixels); });
    const double n = static_cast<double>(pixels.width - 2) * (pixels.height - 2);
    const double mean = static_cast<double>(sums.first) / n;
    return static_cast<double>(sums.squares) / n - mean * mean;
}

}  // namespace omv::ui
