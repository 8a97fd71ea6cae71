// SPDX-License-Identifier: MIT
#include "firmware/camera/displacement.h"

#include "firmware/camera/abort.h"
#include "firmware/camera/matrix.h"
#include "firmware/camera/phase_correlation.h"

#include <opencv2/imgproc.hpp>

#include <bit>
#include <cmath>

namespace omv::firmware {

namespace {

constexpr double kTurn = 2 * CV_PI;
constexpr double kReach = 4;  // outer radius of the rings by the inner one
constexpr double kFinest = 0.35;  // cycles per pixel, outer radius of a spectrum's rings
constexpr double kCoarsest = 0.02;
constexpr double kBlur = 1;  // pixels; keeps the grid of pixels out of the rings
constexpr int kRounds = 3;
constexpr double kSure = 0.1;  // the least response that a turn is believed with
constexpr int kMost = 512;  // pixels; larger regions are looked at in a smaller size

cv::Mat floatMatrix(const Canvas& picture, const Rect& roi)
{
    cv::Mat out;
    grayMatrix(picture, roi).convertTo(out, CV_32F);
    const int shrink = (std::max(out.cols, out.rows) + kMost - 1) / kMost;
    if (shrink > 1)
        cv::resize(out, out,
                   cv::Size(std::max(out.cols / shrink, 1), std::max(out.rows / shrink, 1)), 0, 0,
                   cv::INTER_AREA);
    return out;
}

cv::Point2d middleOf(const cv::Mat& m)
{
    return {(m.cols - 1) / 2.0, (m.rows - 1) / 2.0};
}

/// Rings around the middle: angle to the right (counterclockwise as one looks at it),
/// logarithm of the radius downwards, in equal steps of both.
struct Rings {
    double radius = 0;  ///< of the outermost
    double step = 0;  ///< angle, and logarithm of the radius
    int angles = 0;
    int radii = 0;

    Rings(double outermost, double reach, double around)
        : radius(std::max(outermost, 1.0))
        , angles(static_cast<int>(
              std::bit_ceil(std::max(static_cast<unsigned>(radius * around), 16U))))
    {
        step = around / angles;
        radii = std::max(static_cast<int>(std::lround(std::log(reach) / step)), 1);
    }

    cv::Mat of(const cv::Mat& from, cv::Point2d middle, cv::Point2d unit) const
    {
        cv::Mat xs(radii, angles, CV_32F);
        cv::Mat ys(radii, angles, CV_32F);
        for (int y = 0; y < radii; ++y) {
            const double r = radius * std::exp((y + 1 - radii) * step);
            for (int x = 0; x < angles; ++x) {
                xs.at<float>(y, x) = static_cast<float>(middle.x + unit.x * r * std::cos(x * step));
                ys.at<float>(y, x) = static_cast<float>(middle.y - unit.y * r * std::sin(x * step));
            }
        }
        checkAbort();
        cv::Mat out;
        cv::remap(from, out, xs, ys, cv::INTER_CUBIC, cv::BORDER_REPLICATE);
        return out;
    }
};

struct Turn {
    double angle = 0;  ///< radians, counterclockwise
    double scale = 1;  ///< what the first is larger by
    double response = 0;
};

Turn turnBetween(const cv::Mat& first, const cv::Mat& second)
{
    const Rings rings(std::min(first.cols, first.rows) / 2.0, kReach, kTurn);
    const auto around = [&](const cv::Mat& m) {
        cv::Mat smooth;
        cv::GaussianBlur(m, smooth, cv::Size(), kBlur);
        return rings.of(smooth, middleOf(m), {1, 1});
    };
    const PhaseShift shift = phaseShift(around(first), around(second), PictureEdges::RingInX);
    return {shift.x * rings.step, std::exp(shift.y * rings.step), shift.response};
}

/// The strength of each wave, zero frequency in the middle: where a picture lies does not
/// matter to it.
cv::Mat waveStrengths(const cv::Mat& pixels)
{
    cv::Mat complex;
    cv::dft(faded(pixels, PictureEdges::Open), complex, cv::DFT_COMPLEX_OUTPUT);
    cv::Mat out(complex.size(), CV_32F);
    for (int y = 0; y < complex.rows; ++y) {
        const auto* p = complex.ptr<cv::Vec2f>(y);
        auto* row = out.ptr<float>((y + complex.rows / 2) % complex.rows);
        for (int x = 0; x < complex.cols; ++x)
            row[(x + complex.cols / 2) % complex.cols] = std::log1p(std::hypot(p[x][0], p[x][1]));
    }
    checkAbort();
    return out;
}

/// By the spectra, to half a turn: those of a picture and of the same upside down are equal.
Turn turnOfSpectra(const cv::Mat& first, const cv::Mat& second)
{
    const cv::Mat a = waveStrengths(first);
    const cv::Mat b = waveStrengths(second);
    const double most = std::max(a.cols, a.rows);
    const Rings rings(kFinest * most, kFinest / kCoarsest, CV_PI);
    const cv::Point middle(a.cols / 2, a.rows / 2);
    const cv::Point2d unit(a.cols / most, a.rows / most);
    const PhaseShift shift =
        phaseShift(rings.of(a, middle, unit), rings.of(b, middle, unit), PictureEdges::RingInX);
    return {shift.x * rings.step, std::exp(-shift.y * rings.step), shift.response};
}

/// Turns and scales around the middle, so that a picture that differs by these looks like
/// the other one.
cv::Mat undone(const cv::Mat& pixels, const Turn& by)
{
    const cv::Mat turn =
        cv::getRotationMatrix2D(middleOf(pixels), -by.angle * 180 / CV_PI, 1 / by.scale);
    cv::Mat out;
    cv::warpAffine(pixels, out, turn, pixels.size(), cv::INTER_LINEAR, cv::BORDER_REFLECT);
    return out;
}

cv::Mat moved(const cv::Mat& pixels, double x, double y)
{
    const cv::Matx23d by(1, 0, x, 0, 1, y);
    cv::Mat out;
    cv::warpAffine(pixels, out, by, pixels.size(), cv::INTER_LINEAR, cv::BORDER_REFLECT);
    return out;
}

struct Alignment {
    Turn turn;
    PhaseShift shift;  ///< of what is left when the turn is undone
};

/// A turn around the middle, also when the picture moved a little meanwhile: what is left
/// when the turn is undone is moved back and compared again, as long as that helps.
Turn turnInPlace(const cv::Mat& first, const cv::Mat& second)
{
    Turn best = turnBetween(first, second);
    for (int round = 0; round < kRounds; ++round) {
        const cv::Mat upright = undone(first, best);
        const PhaseShift shift = phaseShift(upright, second, PictureEdges::Open);
        const Turn rest = turnBetween(moved(upright, -shift.x, -shift.y), second);
        if (shift.response < kSure || rest.response <= best.response)
            break;
        best = {best.angle + rest.angle, best.scale * rest.scale, rest.response};
    }
    best.angle = std::remainder(best.angle, kTurn);
    return best;
}

/// From a rough turn to a closer one: what fits by a shift is compared around the middle.
Alignment alignedBy(const cv::Mat& first, const cv::Mat& second, Turn turn)
{
    for (int round = 0;; ++round) {
        const cv::Mat upright = undone(first, turn);
        const PhaseShift shift = phaseShift(upright, second, PictureEdges::Open);
        if (round == kRounds)
            return {turn, shift};
        const Turn rest = turnBetween(moved(upright, -shift.x, -shift.y), second);
        if (rest.response < kSure)
            return {turn, shift};
        turn.angle += rest.angle;
        turn.scale *= rest.scale;
    }
}

Alignment alignmentOf(const cv::Mat& first, const cv::Mat& second)
{
    const Turn rough = turnOfSpectra(first, second);
    Alignment best;
    for (const double half : {0.0, CV_PI}) {
        const Alignment found = alignedBy(first, second, {rough.angle + half, rough.scale, 0});
        if (found.shift.response > best.shift.response)
            best = found;
    }
    best.turn.angle = std::remainder(best.turn.angle, kTurn);
    return best;
}

Displacement measured(const Turn& turn, const PhaseShift& shift, double response)
{
    // As on the board: what the first picture must be zoomed by.
    return {static_cast<float>(shift.x), static_cast<float>(0 - shift.y),
            static_cast<float>(turn.angle), static_cast<float>(1 / turn.scale),
            static_cast<float>(response)};
}

}  // namespace

Displacement findDisplacement(const Canvas& picture, const Rect& roi, const Canvas& reference,
                              const Rect& referenceRoi, DisplacementMode mode)
{
    const cv::Mat first = floatMatrix(picture, roi);
    const cv::Mat second = floatMatrix(reference, referenceRoi);
    const auto widened = [&](PhaseShift shift) {
        shift.x *= double(roi.w) / first.cols;
        shift.y *= double(roi.h) / first.rows;
        return shift;
    };
    if (first.empty() || second.empty() || first.size() != second.size())
        return {};
    if (mode == DisplacementMode::LogPolar) {
        const Turn turn = turnInPlace(first, second);
        return measured(turn, {}, turn.response);
    }
    if (mode == DisplacementMode::Fixed) {
        const Alignment found = alignmentOf(first, second);
        return measured(found.turn, widened(found.shift), found.shift.response);
    }
    const PhaseShift shift = phaseShift(first, second, PictureEdges::Open);
    Displacement out = measured({}, widened(shift), shift.response);
    out.scale = 0;  // not measured
    return out;
}

}  // namespace omv::firmware
