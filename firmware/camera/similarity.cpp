// SPDX-License-Identifier: MIT
#include "firmware/camera/similarity.h"

#include "firmware/camera/abort.h"
#include "firmware/camera/channels.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace omv::firmware {

namespace {

constexpr int kTile = 8;

// Wang and others' index (2004). The deviations are not divided by the tile's size, which
// makes the second constant weigh less: the firmware's way.
double tileIndex(const Canvas& a, const Canvas& b, const Rect& tile)
{
    double sumA = 0;
    double sumB = 0;
    double squaresA = 0;
    double squaresB = 0;
    double products = 0;
    for (int y = tile.y; y < tile.bottom(); ++y) {
        for (int x = tile.x; x < tile.right(); ++x) {
            const double valueA = brightness(a.format, pixel(a, x, y));
            const double valueB = brightness(b.format, pixel(b, x, y));
            sumA += valueA;
            sumB += valueB;
            squaresA += valueA * valueA;
            squaresB += valueB * valueB;
            products += valueA * valueB;
        }
    }
    const double count = tile.w * tile.h;
    const double top = a.format == PixelFormat::Binary ? 1 : 255;
    const double c1 = top * 0.01 * top * 0.01;
    const double c2 = top * 0.03 * top * 0.03;
    const double meanA = sumA / count;
    const double meanB = sumB / count;
    const double varianceA = squaresA - count * meanA * meanA;
    const double varianceB = squaresB - count * meanB * meanB;
    const double covariance = products - count * meanA * meanB;
    return (2 * meanA * meanB + c1) * (2 * covariance + c2) /
        ((meanA * meanA + meanB * meanB + c1) * (varianceA + varianceB + c2));
}

Similarity summary(const std::vector<double>& indexes)
{
    if (indexes.empty())
        return {};
    double sum = 0;
    double squares = 0;
    for (const double index : indexes) {
        sum += index;
        squares += index * index;
    }
    const double count = static_cast<double>(indexes.size());
    const double mean = sum / count;
    const auto [low, high] = std::minmax_element(indexes.begin(), indexes.end());
    return {mean, std::sqrt(std::max(squares / count - mean * mean, 0.0)), *low, *high};
}

}  // namespace

std::optional<Similarity> similarity(const Canvas& picture, const Canvas& other,
                                     const BlitOptions& options, bool dissimilarity)
{
    std::vector<std::uint8_t> bytes(picture.size, 0);
    Canvas drawn = picture;
    drawn.data = bytes.data();
    if (!blit(other, drawn, options))
        return std::nullopt;
    const Rect area = drawnArea(options, picture);
    std::vector<double> indexes;
    for (int y = area.y; y < area.bottom(); y += kTile) {
        checkAbort();
        for (int x = area.x; x < area.right(); x += kTile) {
            const Rect tile = intersection({x, y, kTile, kTile}, area);
            const double index = tileIndex(picture, drawn, tile);
            indexes.push_back(dissimilarity ? (1 - index) / 2 : index);
        }
    }
    return summary(indexes);
}

}  // namespace omv::firmware
