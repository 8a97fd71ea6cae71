// SPDX-License-Identifier: MIT
#include "firmware/camera/phase_correlation.h"

#include "firmware/camera/abort.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <vector>

namespace omv::firmware {

namespace {

constexpr double kTurn = 2 * CV_PI;
constexpr double kSoftness = 0.15;  // cycles per pixel; finer detail is noise and aliases
constexpr double kFaint = 0.2;  // of the mean power: phases of fainter waves count less
constexpr double kFinest = 0.5;  // cycles per pixel
constexpr double kNoise = 8;  // of the finest power, likewise
constexpr double kSmear = 2.25;  // Hann's window, in two directions
constexpr int kPeaks = 3;  // looked at closely
constexpr double kRival = 0.4;  // of the highest peak
constexpr int kSteps = 6;  // towards the top of a peak

/// Hann's, between the pixels, so that even one pixel has a weight.
std::vector<float> window(int size, bool ring)
{
    std::vector<float> out(static_cast<std::size_t>(size), 1.0f);
    for (int i = 0; i < size && !ring; ++i) {
        const double s = std::sin(CV_PI * (i + 0.5) / size);
        out[static_cast<std::size_t>(i)] = static_cast<float>(s * s);
    }
    return out;
}

}  // namespace

cv::Mat faded(const cv::Mat& from, PictureEdges edges)
{
    const bool ring = edges == PictureEdges::RingInX;
    const std::vector<float> wx = window(from.cols, ring);
    const std::vector<float> wy = window(from.rows, false);
    double sum = 0;
    double weights = 0;
    for (int y = 0; y < from.rows; ++y) {
        for (int x = 0; x < from.cols; ++x) {
            const double w = double(wx[std::size_t(x)]) * double(wy[std::size_t(y)]);
            sum += w * double(from.at<float>(y, x));
            weights += w;
        }
    }
    const auto mean = static_cast<float>(sum / weights);
    const int width = ring ? from.cols : cv::getOptimalDFTSize(from.cols);
    cv::Mat out = cv::Mat::zeros(cv::getOptimalDFTSize(from.rows), width, CV_32F);
    for (int y = 0; y < from.rows; ++y)
        for (int x = 0; x < from.cols; ++x)
            out.at<float>(y, x) =
                (from.at<float>(y, x) - mean) * wx[std::size_t(x)] * wy[std::size_t(y)];
    return out;
}

namespace {

cv::Mat spectrum(const cv::Mat& real)
{
    checkAbort();
    cv::Mat out;
    cv::dft(real, out, cv::DFT_COMPLEX_OUTPUT);
    return out;
}

/// Cycles per pixel of bin `i`, -0.5..0.5.
double frequency(int i, int size)
{
    return double(i <= size / 2 ? i : i - size) / size;
}

/// Differences of phase, each with a weight: 1 where both pictures have power, little where
/// there is noise only or where pixels are too coarse.
struct Phases {
    cv::Mat values;  ///< CV_32FC2, the weight is the magnitude
    double sum = 0;  ///< of the weights
    double squares = 0;
};

/// Mean power of the finest detail, which is noise for the most part.
double finestPower(const cv::Mat& values)
{
    double sum = 0;
    int count = 0;
    for (int y = 0; y < values.rows; ++y) {
        for (int x = 0; x < values.cols; ++x) {
            if (std::hypot(frequency(x, values.cols), frequency(y, values.rows)) < kFinest)
                continue;
            const auto& value = values.at<cv::Vec2f>(y, x);
            sum += std::hypot(double(value[0]), double(value[1]));
            ++count;
        }
    }
    return count > 0 ? sum / count : 0;
}

Phases phasesBetween(const cv::Mat& first, const cv::Mat& second, PictureEdges edges)
{
    Phases out;
    out.values = spectrum(faded(first, edges));
    const cv::Mat other = spectrum(faded(second, edges));
    cv::mulSpectrums(out.values, other, out.values, 0, true);
    double power = 0;
    for (int y = 0; y < out.values.rows; ++y)
        for (int x = 0; x < out.values.cols; ++x)
            power += std::abs(std::complex<double>(out.values.at<cv::Vec2f>(y, x)[0],
                                                   out.values.at<cv::Vec2f>(y, x)[1]));
    const double floor = std::max(
        {kFaint * power / double(out.values.total()), kNoise * finestPower(out.values), 1e-9});
    for (int y = 0; y < out.values.rows; ++y) {
        const double fy = frequency(y, out.values.rows);
        for (int x = 0; x < out.values.cols; ++x) {
            const double fx = frequency(x, out.values.cols);
            auto& value = out.values.at<cv::Vec2f>(y, x);
            const double size = std::hypot(double(value[0]), double(value[1]));
            const double soft = std::exp(-(fx * fx + fy * fy) / (2 * kSoftness * kSoftness));
            const double scale = soft * size / (size * size + floor * floor);
            value *= static_cast<float>(scale);
            out.sum += size * scale;
            out.squares += size * scale * size * scale;
        }
    }
    return out;
}

cv::Mat correlation(const Phases& phases)
{
    checkAbort();
    cv::Mat out;
    cv::idft(phases.values, out, cv::DFT_REAL_OUTPUT);
    return out;
}

struct Place {
    double x = 0;
    double y = 0;
    double height = 0;
};

double folded(int i, int size)
{
    return i > size / 2 ? i - size : i;
}

/// The highest places of the correlation that are higher than those around them.
std::vector<Place> peaks(const cv::Mat& heights, const cv::Size& most)
{
    std::vector<Place> out;
    double highest = 0;
    cv::minMaxLoc(heights, nullptr, &highest);
    const auto at = [&](int x, int y) {
        return heights.at<float>((y + heights.rows) % heights.rows,
                                 (x + heights.cols) % heights.cols);
    };
    for (int y = 0; y < heights.rows; ++y) {
        for (int x = 0; x < heights.cols; ++x) {
            const Place place{folded(x, heights.cols), folded(y, heights.rows), double(at(x, y))};
            if (2 * std::abs(place.x) > most.width || 2 * std::abs(place.y) > most.height ||
                place.height < kRival * highest ||
                (out.size() == kPeaks && place.height <= out.back().height))
                continue;
            bool top = true;
            for (int j = -1; j <= 1 && top; ++j)
                for (int i = -1; i <= 1 && top; ++i)
                    top = at(x + i, y + j) <= at(x, y);
            if (!top)
                continue;
            out.insert(std::find_if(out.begin(), out.end(),
                                    [&](const Place& p) { return p.height < place.height; }),
                       place);
            if (out.size() > kPeaks)
                out.pop_back();
        }
    }
    return out;
}

/// Height, slope and bend of the correlation between its pixels.
struct Slope {
    double height = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    double yy = 0;
};

Slope slopeAt(const Phases& phases, const Place& place)
{
    Slope out;
    for (int j = 0; j < phases.values.rows; ++j) {
        const double v = kTurn * frequency(j, phases.values.rows);
        const auto* row = phases.values.ptr<cv::Vec2f>(j);
        const std::complex<double> step = std::polar(1.0, kTurn * place.x / phases.values.cols);
        std::complex<double> wave = std::polar(1.0, v * place.y);
        for (int i = 0; i < phases.values.cols; ++i) {
            if (i == phases.values.cols / 2 + 1)
                wave *= std::polar(1.0, -kTurn * place.x);
            const double u = kTurn * frequency(i, phases.values.cols);
            const std::complex<double> value =
                std::complex<double>(double(row[i][0]), double(row[i][1])) * wave;
            out.height += value.real();
            out.x -= u * value.imag();
            out.y -= v * value.imag();
            out.xx -= u * u * value.real();
            out.xy -= u * v * value.real();
            out.yy -= v * v * value.real();
            wave *= step;
        }
    }
    return out;
}

/// Climbs from a pixel to the top between the pixels.
Place climbed(const Phases& phases, Place place)
{
    const Place start = place;
    for (int i = 0; i < kSteps; ++i) {
        checkAbort();
        const Slope s = slopeAt(phases, place);
        place.height = s.height;
        const double det = s.xx * s.yy - s.xy * s.xy;
        if (i + 1 == kSteps || !(det > 0) || s.xx >= 0)
            break;
        place.x -= std::clamp((s.x * s.yy - s.y * s.xy) / det, -0.5, 0.5);
        place.y -= std::clamp((s.y * s.xx - s.x * s.xy) / det, -0.5, 0.5);
        place.x = std::clamp(place.x, start.x - 1, start.x + 1);
        place.y = std::clamp(place.y, start.y - 1, start.y + 1);
    }
    return place;
}

/// How well the phases agree, 0..1.
double agreement(const Phases& phases, double height)
{
    if (!(phases.sum > 0))
        return 0;
    // Waves that a window smears into each other are not counted twice. The highest sum of
    // that many random phases is about `chance`, which says nothing.
    const double waves = phases.sum * phases.sum / phases.squares / kSmear + 1;
    const double chance = std::min(std::sqrt(2 * std::log(waves) / waves), 0.95);
    const double sure = std::clamp((height / phases.sum - chance) / (1 - chance), 0.0, 1.0);
    return sure * sure;
}

cv::Mat turnedColumns(const cv::Mat& from, int by)
{
    cv::Mat out(from.size(), from.type());
    for (int x = 0; x < from.cols; ++x)
        from.col(((x + by) % from.cols + from.cols) % from.cols).copyTo(out.col(x));
    return out;
}

/// The parts of both that show the same when the first lies so many pixels right and down.
void takeOverlap(cv::Mat& first, cv::Mat& second, int dx, int dy, PictureEdges edges)
{
    const int h = first.rows - std::abs(dy);
    if (edges == PictureEdges::RingInX) {
        first = turnedColumns(first, dx);
        dx = 0;
    }
    const int w = first.cols - std::abs(dx);
    first = first(cv::Rect(std::max(dx, 0), std::max(dy, 0), w, h));
    second = second(cv::Rect(std::max(-dx, 0), std::max(-dy, 0), w, h));
}

/// Looks closely at one peak: what lies at the edges of one picture only is left out.
PhaseShift examined(const cv::Mat& first, const cv::Mat& second, PictureEdges edges, Place place)
{
    PhaseShift out;
    for (int round = 0; round < 3; ++round) {
        const int dx = static_cast<int>(std::lround(place.x));
        const int dy = static_cast<int>(std::lround(place.y));
        if (2 * std::abs(dx) > first.cols || 2 * std::abs(dy) > first.rows)
            break;
        cv::Mat a = first;
        cv::Mat b = second;
        takeOverlap(a, b, dx, dy, edges);
        const Phases phases = phasesBetween(a, b, edges);
        const Place rest = climbed(phases, {place.x - dx, place.y - dy, 0});
        place = {dx + rest.x, dy + rest.y, 0};
        out = {place.x, place.y,
               agreement(phases, rest.height) * double(a.total()) / double(first.total())};
        if (std::lround(place.x) == dx && std::lround(place.y) == dy)
            break;
    }
    return out;
}

}  // namespace

PhaseShift phaseShift(const cv::Mat& first, const cv::Mat& second, PictureEdges edges)
{
    const Phases phases = phasesBetween(first, second, edges);
    PhaseShift best;
    for (const Place& place : peaks(correlation(phases), first.size())) {
        const PhaseShift found = examined(first, second, edges, place);
        if (found.response > best.response)
            best = found;
    }
    return best;
}

}  // namespace omv::firmware
