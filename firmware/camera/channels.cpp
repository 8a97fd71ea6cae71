// SPDX-License-Identifier: MIT
#include "firmware/camera/channels.h"

#include "firmware/camera/color.h"
#include "firmware/camera/mask.h"
#include "firmware/camera/thresholds.h"

#include <span>

namespace omv::firmware {

namespace {

std::vector<int> topsOf(PixelFormat format)
{
    switch (format) {
    case PixelFormat::Binary: return {1};
    case PixelFormat::Grayscale: return {255};
    case PixelFormat::Rgb565: return {31, 63, 31};
    default: return {};
    }
}

}  // namespace

Channels channelsOf(const Canvas& picture)
{
    Channels out;
    out.tops = topsOf(picture.format);
    for (std::size_t i = 0; i < out.tops.size(); ++i)
        out.planes.emplace_back(picture.height, picture.width, CV_8UC1);
    if (out.planes.empty())
        return out;
    std::vector<std::uint16_t> row(static_cast<std::size_t>(picture.width));
    const bool color = out.planes.size() == 3;
    for (int y = 0; y < picture.height; ++y) {
        readRow(picture, 0, y, row);
        for (std::size_t x = 0; x < row.size(); ++x) {
            if (!color) {
                out.planes[0].ptr(y)[x] = static_cast<std::uint8_t>(row[x]);
                continue;
            }
            out.planes[0].ptr(y)[x] = static_cast<std::uint8_t>(row[x] >> 11);
            out.planes[1].ptr(y)[x] = (row[x] >> 5) & 63;
            out.planes[2].ptr(y)[x] = row[x] & 31;
        }
    }
    return out;
}

std::uint32_t rawValue(const Channels& channels, int x, int y)
{
    const auto at = [&](std::size_t plane) -> std::uint32_t {
        return channels.planes[plane].ptr(y)[x];
    };
    return channels.planes.size() == 3 ? at(0) << 11 | at(1) << 5 | at(2) : at(0);
}

int brightness(PixelFormat format, std::uint32_t raw)
{
    if (format == PixelFormat::Rgb565)
        return luma(fromRgb565(static_cast<std::uint16_t>(raw)));
    return static_cast<int>(raw);
}

void storeChannels(const Channels& result, const Canvas& picture, const FilterOptions& options)
{
    if (result.planes.empty())
        return;
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            if (!maskPasses(options.mask, x, y))
                continue;
            std::uint32_t value = rawValue(result, x, y);
            if (options.threshold) {
                const int own = brightness(picture.format, pixel(picture, x, y));
                const bool above = brightness(picture.format, value) - options.offset < own;
                value = above != options.invert ? 0xFFFFFFFFu : 0;
            }
            fillSpan(picture, x, x + 1, y, value);
        }
    }
}

}  // namespace omv::firmware
