// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/frame/pixel_view.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace omv::ui {

enum class ColorSpace { Rgb, Gray, Lab, Yuv };
inline constexpr std::array kColorSpaces{ColorSpace::Rgb, ColorSpace::Gray, ColorSpace::Lab,
                                         ColorSpace::Yuv};

struct ChannelStatistics {
    double mean = 0;
    double standardDeviation = 0;  ///< of the whole population, as the firmware's
    /// The smallest value that has at least half (a quarter, three quarters) of the pixels at
    /// or below it.
    int median = 0;
    int lowerQuartile = 0;
    int upperQuartile = 0;
    int mode = 0;  ///< the smallest of the most frequent
    int min = 0;
    int max = 0;

    friend bool operator==(const ChannelStatistics&, const ChannelStatistics&) = default;
};

/// One channel. A bin is one value that the firmware tells apart.
struct HistogramChannel {
    std::array<std::uint32_t, 256> counts{};  ///< pixels; only the first `bins` are used
    int bins = 0;
    int first = 0;  ///< value of bin 0
    int last = 0;  ///< value of the last bin
    ChannelStatistics statistics;  ///< of the values of the bins

    /// 5 and 6 bits widen to 8 by repeating the high bits.
    int value(int bin) const;
    /// The bin of a value between first and last.
    int binOf(int value) const;

    friend bool operator==(const HistogramChannel&, const HistogramChannel&) = default;
};

/// Counts of a frame or of a part of it. A value, 3 KB.
///
/// RGB: the 32, 64 and 32 values of RGB565. Gray, Y: 256. U and V: -128..127.
/// LAB: L 0..100, A and B -128..127, through the firmware's table.
struct HistogramData {
    ColorSpace space = ColorSpace::Rgb;
    int channels = 0;  ///< 3, or 1 for gray; 0 when there is nothing
    std::uint64_t pixels = 0;
    std::array<HistogramChannel, 3> channel;

    friend bool operator==(const HistogramData&, const HistogramData&) = default;
};

/// "R", "G", "B", "Gray", "L", "A", "B*", "Y", "U", "V": keys of Colors::histogram. What to
/// show is the same without the star.
std::string_view channelKey(ColorSpace space, int channel);

/// Pure, any thread. 640x480 takes well below a millisecond.
HistogramData histogram(const PixelView& pixels, ColorSpace space);

/// "channel,value,count,percent" and a line for each bin.
std::string toCsv(const HistogramData& data);

}  // namespace omv::ui
