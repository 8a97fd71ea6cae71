// SPDX-License-Identifier: MIT
#include "widgets/frame/histogram_data.h"

#include "widgets/frame/pixel_access.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace omv::ui {

namespace {

/// Counts of one channel in two banks: neighbours are often alike, and adding to the same
/// number twice in a row waits for the first.
using Banks = std::array<std::array<std::uint32_t, 256>, 2>;

template<typename Access, typename Count>
void forPairs(const PixelView& view, Count&& count)
{
    for (int y = 0; y < view.height; ++y) {
        const std::uint8_t* pixel = view.row(y);
        const std::uint8_t* end = pixel + std::ptrdiff_t{view.width / 2} * 2 * Access::kSize;
        for (; pixel != end; pixel += 2 * Access::kSize) {
            count(0, Access::at(pixel));
            count(1, Access::at(pixel + Access::kSize));
        }
        if (view.width % 2 != 0)
            count(0, Access::at(pixel));
    }
}

std::uint8_t offset(int value)
{
    return static_cast<std::uint8_t>(value + 128);
}

void sum(const Banks& banks, HistogramChannel& channel)
{
    for (std::size_t i = 0; i < 256; ++i)
        channel.counts[i] = banks[0][i] + banks[1][i];
}

/// Adds up `1 << shift` neighbouring counts.
void fold(HistogramChannel& channel, int shift)
{
    std::array<std::uint32_t, 256> folded{};
    for (std::size_t i = 0; i < 256; ++i)
        folded[i >> shift] += channel.counts[i];
    channel.counts = folded;
}

void setRange(HistogramChannel& channel, int bins, int first, int last)
{
    channel.bins = bins;
    channel.first = first;
    channel.last = last;
}

template<typename Access>
void countRgb(const PixelView& view, HistogramData& data)
{
    std::array<Banks, 3> banks{};
    forPairs<Access>(view, [&](std::size_t bank, color::Rgb c) {
        ++banks[0][bank][c.r];
        ++banks[1][bank][c.g];
        ++banks[2][bank][c.b];
    });
    for (std::size_t i = 0; i < 3; ++i) {
        const int shift = i == 1 ? 2 : 3;
        sum(banks[i], data.channel[i]);
        fold(data.channel[i], shift);
        setRange(data.channel[i], 256 >> shift, 0, 255);
    }
}

template<typename Access>
void countGray(const PixelView& view, HistogramData& data)
{
    Banks banks{};
    forPairs<Access>(view,
                     [&](std::size_t bank, color::Rgb c) { ++banks[bank][color::toGray(c)]; });
    sum(banks, data.channel[0]);
    setRange(data.channel[0], 256, 0, 255);
}

template<typename Access>
void countLab(const PixelView& view, HistogramData& data)
{
    const color::LabTable& table = color::labTable();
    std::array<Banks, 3> banks{};
    forPairs<Access>(view, [&](std::size_t bank, color::Rgb c) {
        const color::Lab lab = table[color::toRgb565(c) >> 1];
        ++banks[0][bank][static_cast<std::uint8_t>(lab.l)];
        ++banks[1][bank][offset(lab.a)];
        ++banks[2][bank][offset(lab.b)];
    });
    for (std::size_t i = 0; i < 3; ++i)
        sum(banks[i], data.channel[i]);
    setRange(data.channel[0], 101, 0, 100);
    setRange(data.channel[1], 256, -128, 127);
    setRange(data.channel[2], 256, -128, 127);
}

template<typename Access>
void countYuv(const PixelView& view, HistogramData& data)
{
    std::array<Banks, 3> banks{};
    forPairs<Access>(view, [&](std::size_t bank, color::Rgb c) {
        const color::Yuv yuv = color::toYuv(c);
        ++banks[0][bank][yuv.y];
        ++banks[1][bank][offset(yuv.u)];
        ++banks[2][bank][offset(yuv.v)];
    });
    for (std::size_t i = 0; i < 3; ++i)
        sum(banks[i], data.channel[i]);
    setRange(data.channel[0], 256, 0, 255);
    setRange(data.channel[1], 256, -128, 127);
    setRange(data.channel[2], 256, -128, 127);
}

template<typename Access>
void count(const PixelView& view, HistogramData& data)
{
    switch (data.space) {
    case ColorSpace::Rgb: return countRgb<Access>(view, data);
    case ColorSpace::Gray: return countGray<Access>(view, data);
    case ColorSpace::Lab: return countLab<Access>(view, data);
    case ColorSpace::Yuv: return countYuv<Access>(view, data);
    }
}

/// The smallest value with at least `quarters` quarters of the pixels at or below it.
int quantile(const HistogramChannel& channel, std::uint64_t pixels, unsigned quarters)
{
    std::uint64_t below = 0;
    for (int bin = 0; bin < channel.bins; ++bin) {
        below += channel.counts[static_cast<std::size_t>(bin)];
        if (below * 4 >= pixels * quarters)
            return channel.value(bin);
    }
    return channel.last;
}

ChannelStatistics statisticsOf(const HistogramChannel& channel, std::uint64_t pixels)
{
    ChannelStatistics s;
    std::int64_t sum = 0;
    std::int64_t squares = 0;
    std::uint32_t most = 0;
    bool found = false;
    for (int bin = 0; bin < channel.bins; ++bin) {
        const std::uint32_t n = channel.counts[static_cast<std::size_t>(bin)];
        if (n == 0)
            continue;
        const int value = channel.value(bin);
        sum += std::int64_t{value} * n;
        squares += std::int64_t{value} * value * n;
        s.min = found ? s.min : value;
        s.max = value;
        s.mode = n > most ? value : s.mode;
        most = std::max(most, n);
        found = true;
    }
    const auto n = static_cast<double>(pixels);
    s.mean = static_cast<double>(sum) / n;
    s.standardDeviation =
        std::sqrt(std::max(0.0, static_cast<double>(squares) / n - s.mean * s.mean));
    s.lowerQuartile = quantile(channel, pixels, 1);
    s.median = quantile(channel, pixels, 2);
    s.upperQuartile = quantile(channel, pixels, 3);
    return s;
}

void append(std::string& text, std::uint64_t number)
{
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    text.append(digits, end);
}

void appendPercent(std::string& text, std::uint32_t count, std::uint64_t pixels)
{
    char digits[32];
    const double percent = 100.0 * count / static_cast<double>(pixels);
    const auto end =
        std::to_chars(digits, digits + sizeof digits, percent, std::chars_format::fixed, 4).ptr;
    text.append(digits, end);
}

}  // namespace

int HistogramChannel::value(int bin) const
{
    if (bins == 32)
        return bin << 3 | bin >> 2;
    if (bins == 64)
        return bin << 2 | bin >> 4;
    return first + bin;
}

int HistogramChannel::binOf(int value) const
{
    const int inside = std::clamp(value, first, last);
    if (bins == 32)
        return inside >> 3;
    return bins == 64 ? inside >> 2 : inside - first;
}

std::string_view channelKey(ColorSpace space, int channel)
{
    static constexpr std::string_view kKeys[4][3] = {
        {"R", "G", "B"}, {"Gray", "", ""}, {"L", "A", "B*"}, {"Y", "U", "V"}};
    return kKeys[static_cast<int>(space)][channel];
}

HistogramData histogram(const PixelView& pixels, ColorSpace space)
{
    HistogramData data;
    data.space = space;
    if (pixels.empty())
        return data;
    data.channels = space == ColorSpace::Gray ? 1 : 3;
    data.pixels = static_cast<std::uint64_t>(pixels.width) * static_cast<unsigned>(pixels.height);
    withLayout(pixels.layout, [&](auto access) { count<decltype(access)>(pixels, data); });
    for (int i = 0; i < data.channels; ++i) {
        HistogramChannel& channel = data.channel[static_cast<std::size_t>(i)];
        channel.statistics = statisticsOf(channel, data.pixels);
    }
    return data;
}

std::string toCsv(const HistogramData& data)
{
    std::string text = "channel,value,count,percent\n";
    for (int i = 0; i < data.channels; ++i) {
        const HistogramChannel& channel = data.channel[static_cast<std::size_t>(i)];
        const std::string_view key = channelKey(data.space, i);
        for (int bin = 0; bin < channel.bins; ++bin) {
            const std::uint32_t count = channel.counts[static_cast<std::size_t>(bin)];
            const int value = channel.value(bin);
            text.append(key.substr(0, key.find('*'))).append(value < 0 ? ",-" : ",");
            append(text, static_cast<std::uint64_t>(std::abs(value)));
            text += ',';
            append(text, count);
            text += ',';
            appendPercent(text, count, data.pixels);
            text += '\n';
        }
    }
    return text;
}

}  // namespace omv::ui
