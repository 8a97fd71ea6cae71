// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"
#include "firmware/camera/thresholds.h"

#include <optional>
#include <vector>

namespace omv::firmware {

/// Shares of pixels per bin; each channel sums to 1, or is all 0 when no pixel was
/// meant. Binary and Grayscale pictures have `l` only (the script's "bins"); Rgb565
/// pictures have L, A and B.
struct Histogram {
    PixelFormat format = PixelFormat::Invalid;
    std::vector<double> l{};
    std::vector<double> a{};
    std::vector<double> b{};
};

/// Bins of -1: one per value (2, 256, or 101 + 256 + 256). Otherwise 2 to 65536; the
/// first bin stands for the lowest value of the channel, the last for the highest,
/// and a pixel goes to the nearest.
struct HistogramOptions {
    std::vector<ColorThreshold> thresholds{};  ///< none: every pixel
    bool invert = false;  ///< with thresholds: the pixels that lie in none of them
    Rect roi{};  ///< clipped to the picture; without size: the whole picture
    int lBins = -1;  ///< also the bins of Binary and Grayscale pictures
    int aBins = -1;
    int bBins = -1;
};

/// Nothing when the picture is not Binary, Grayscale or Rgb565, the roi is outside, or
/// a number of bins is out of range. For the histogram of a difference, blit() with
/// PixelOp::Difference into a copy first.
std::optional<Histogram> histogram(const Canvas& picture, const HistogramOptions& options);

/// All in units of the channel, rounded; all 0 for an empty histogram.
struct ChannelStatistics {
    int mean = 0;
    int median = 0;
    int mode = 0;  ///< the lowest of the most frequent values
    int stdev = 0;  ///< of the whole population
    int min = 0;
    int max = 0;
    int lq = 0;  ///< lower quartile
    int uq = 0;  ///< upper quartile

    friend bool operator==(const ChannelStatistics&, const ChannelStatistics&) = default;
};

/// `a` and `b` are 0 for Binary and Grayscale; the script's fields without a prefix
/// are those of `l`.
struct Statistics {
    ChannelStatistics l{};
    ChannelStatistics a{};
    ChannelStatistics b{};
};
Statistics statistics(const Histogram& histogram);

/// One value per channel, with the same zeros as Statistics.
struct ChannelValues {
    int l = 0;
    int a = 0;
    int b = 0;

    friend bool operator==(const ChannelValues&, const ChannelValues&) = default;
};

/// The lowest value that occurs and has at least the share `share` (0..1, clamped) of
/// the pixels at or below it: 0 gives the minimum, 1 the maximum.
ChannelValues percentile(const Histogram& histogram, double share);

/// Otsu's threshold: values up to and including it are one class, those above the
/// other, and the variance between the classes is largest. Of equal ones the lowest;
/// the value itself when there is only one.
ChannelValues otsuThreshold(const Histogram& histogram);

}  // namespace omv::firmware
