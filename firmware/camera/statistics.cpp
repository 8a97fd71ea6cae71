// SPDX-License-Identifier: MIT
#include "firmware/camera/statistics.h"

#include "firmware/camera/color.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace omv::firmware {

namespace {

constexpr int kMostBins = 65536;
constexpr ValueRange kChromaRange{-128, 127};

using Counts = std::vector<std::uint32_t>;  // pixels by raw value

struct Channel {
    const std::vector<double>& bins;
    ValueRange range;

    std::size_t size() const { return bins.size(); }
    /// What bin `index` stands for.
    double value(std::size_t index) const
    {
        return range.lo +
            static_cast<double>(index) * (range.hi - range.lo) /
            static_cast<double>(bins.size() - 1);
    }
    int rounded(std::size_t index) const { return static_cast<int>(std::lround(value(index))); }
    bool isEmpty() const
    {
        return bins.size() < 2 ||
            std::all_of(bins.begin(), bins.end(), [](double b) { return b <= 0; });
    }
};

ValueRange lightRange(PixelFormat format)
{
    return {0, format == PixelFormat::Binary ? 1 : format == PixelFormat::Rgb565 ? 100 : 255};
}

Channel lightOf(const Histogram& histogram)
{
    return {histogram.l, lightRange(histogram.format)};
}

bool isSupported(const Canvas& picture)
{
    return picture.data != nullptr &&
        (picture.format == PixelFormat::Binary || picture.format == PixelFormat::Grayscale ||
         picture.format == PixelFormat::Rgb565);
}

/// 0 when the wish cannot be had.
std::size_t binCount(int wanted, ValueRange range)
{
    if (wanted == -1)
        return static_cast<std::size_t>(range.hi - range.lo + 1);
    return wanted < 2 || wanted > kMostBins ? 0 : static_cast<std::size_t>(wanted);
}

Counts countValues(const Canvas& picture, const Rect& roi, const PixelTest& test)
{
    Counts counts(65536);
    std::vector<std::uint16_t> row(static_cast<std::size_t>(roi.w));
    for (int y = roi.y; y < roi.bottom(); ++y) {
        readRow(picture, roi.x, y, row);
        for (const std::uint16_t value : row)
            ++counts[value];
    }
    for (std::uint32_t value = 0; value < counts.size(); ++value) {
        if (!test.passes(value))
            counts[value] = 0;
    }
    return counts;
}

void addTo(std::vector<double>& bins, ValueRange range, int value, double share)
{
    const auto last = static_cast<double>(bins.size() - 1);
    const double position = (value - range.lo) * last / (range.hi - range.lo);
    bins[static_cast<std::size_t>(std::lround(std::clamp(position, 0.0, last)))] += share;
}

void fill(Histogram& out, const Counts& counts)
{
    const auto total = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
    const ValueRange light = lightRange(out.format);
    for (std::size_t value = 0; value < counts.size(); ++value) {
        if (counts[value] == 0)
            continue;
        const double share = static_cast<double>(counts[value]) / static_cast<double>(total);
        if (out.format != PixelFormat::Rgb565) {
            addTo(out.l, light, static_cast<int>(value), share);
            continue;
        }
        const Lab lab = toLab(static_cast<std::uint16_t>(value));
        addTo(out.l, light, lab.l, share);
        addTo(out.a, kChromaRange, lab.a, share);
        addTo(out.b, kChromaRange, lab.b, share);
    }
}

int percentileOf(const Channel& channel, double share)
{
    if (channel.isEmpty())
        return 0;
    // Sums of shares miss round numbers by a little.
    const double wanted = std::clamp(share, 0.0, 1.0) - 1e-9;
    double sum = 0;
    std::size_t last = 0;
    for (std::size_t i = 0; i < channel.size(); ++i) {
        if (channel.bins[i] <= 0)
            continue;
        last = i;
        sum += channel.bins[i];
        if (sum >= wanted)
            break;
    }
    return channel.rounded(last);
}

double meanOf(const Channel& channel)
{
    double sum = 0;
    for (std::size_t i = 0; i < channel.size(); ++i)
        sum += channel.bins[i] * channel.value(i);
    return sum;
}

double deviation(const Channel& channel, double mean)
{
    double sum = 0;
    for (std::size_t i = 0; i < channel.size(); ++i) {
        const double distance = channel.value(i) - mean;
        sum += channel.bins[i] * distance * distance;
    }
    return std::sqrt(sum);
}

ChannelStatistics statisticsOf(const Channel& channel)
{
    if (channel.isEmpty())
        return {};
    const auto mode = std::max_element(channel.bins.begin(), channel.bins.end());
    const double mean = meanOf(channel);
    return {.mean = static_cast<int>(std::lround(mean)),
            .median = percentileOf(channel, 0.5),
            .mode = channel.rounded(static_cast<std::size_t>(mode - channel.bins.begin())),
            .stdev = static_cast<int>(std::lround(deviation(channel, mean))),
            .min = percentileOf(channel, 0),
            .max = percentileOf(channel, 1),
            .lq = percentileOf(channel, 0.25),
            .uq = percentileOf(channel, 0.75)};
}

int otsuOf(const Channel& channel)
{
    if (channel.isEmpty())
        return 0;
    const double mean = meanOf(channel);
    auto best = static_cast<std::size_t>(
        std::find_if(channel.bins.begin(), channel.bins.end(), [](double b) { return b > 0; }) -
        channel.bins.begin());
    double bestVariance = 0;
    double below = 0;
    double sumBelow = 0;
    for (std::size_t i = 0; i < channel.size(); ++i) {
        below += channel.bins[i];
        sumBelow += channel.bins[i] * channel.value(i);
        const double above = 1 - below;
        if (below < 1e-9 || above < 1e-9)
            continue;
        const double distance = sumBelow / below - (mean - sumBelow) / above;
        const double variance = below * above * distance * distance;
        // The small factor lets the lowest of equal ones win in spite of rounding.
        if (variance > bestVariance * (1 + 1e-9)) {
            bestVariance = variance;
            best = i;
        }
    }
    return channel.rounded(best);
}

}  // namespace

std::optional<Histogram> histogram(const Canvas& picture, const HistogramOptions& options)
{
    if (!isSupported(picture))
        return std::nullopt;
    const Rect roi = clippedRoi(picture, options.roi);
    const std::size_t lBins = binCount(options.lBins, lightRange(picture.format));
    const std::size_t aBins = binCount(options.aBins, kChromaRange);
    const std::size_t bBins = binCount(options.bBins, kChromaRange);
    if (roi.isEmpty() || lBins == 0 || aBins == 0 || bBins == 0)
        return std::nullopt;
    Histogram out;
    out.format = picture.format;
    out.l.resize(lBins);
    if (picture.format == PixelFormat::Rgb565) {
        out.a.resize(aBins);
        out.b.resize(bBins);
    }
    const PixelTest test(picture.format, options.thresholds, options.invert);
    fill(out, countValues(picture, roi, test));
    return out;
}

Statistics statistics(const Histogram& histogram)
{
    return {statisticsOf(lightOf(histogram)), statisticsOf({histogram.a, kChromaRange}),
            statisticsOf({histogram.b, kChromaRange})};
}

ChannelValues percentile(const Histogram& histogram, double share)
{
    return {percentileOf(lightOf(histogram), share),
            percentileOf({histogram.a, kChromaRange}, share),
            percentileOf({histogram.b, kChromaRange}, share)};
}

ChannelValues otsuThreshold(const Histogram& histogram)
{
    return {otsuOf(lightOf(histogram)), otsuOf({histogram.a, kChromaRange}),
            otsuOf({histogram.b, kChromaRange})};
}

}  // namespace omv::firmware
