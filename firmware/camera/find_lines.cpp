// SPDX-License-Identifier: MIT
#include "firmware/camera/find_lines.h"

#include "firmware/camera/abort.h"
#include "firmware/camera/find_gradient.h"
#include "firmware/camera/matrix.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace omv::firmware {

namespace {

constexpr int kWeakest = 126;  // edges below do not vote
constexpr int kAngles = 180;

double radians(int degrees)
{
    return degrees * std::numbers::pi / 180;
}

/// A line by its normal, rho from the roi's corner.
struct Normal {
    int theta = 0;
    int rho = 0;
    std::int64_t magnitude = 0;
};

/// Votes by rho and theta, with an empty border all around.
class Votes {
public:
    explicit Votes(const cv::Mat& gray)
        : m_reach(static_cast<int>(std::lround(std::hypot(gray.cols, gray.rows))) + 1)
        , m_cells(static_cast<std::size_t>(2 * m_reach + 3) * kWidth)
    {
    }

    std::int64_t& at(int rho, int theta)
    {
        return m_cells[static_cast<std::size_t>(rho + m_reach + 1) * kWidth +
                       static_cast<std::size_t>(theta + 1)];
    }

    std::vector<Normal> peaks(std::int64_t threshold)
    {
        std::vector<Normal> out;
        for (int rho = -m_reach; rho <= m_reach; ++rho)
            for (int theta = 0; theta < kAngles; ++theta)
                if (at(rho, theta) >= threshold && isPeak(rho, theta))
                    out.push_back({theta, rho, at(rho, theta)});
        return out;
    }

private:
    static constexpr std::size_t kWidth = kAngles + 2;

    bool isPeak(int rho, int theta)
    {
        const std::int64_t value = at(rho, theta);
        if (value == 0)
            return false;
        for (int r = rho - 1; r <= rho + 1; ++r)
            for (int t = theta - 1; t <= theta + 1; ++t)
                if (at(r, t) > value)
                    return false;
        return true;
    }

    int m_reach;
    std::vector<std::int64_t> m_cells;
};

/// The same line with rho >= 0 and theta 0..359.
Normal outward(const Normal& line)
{
    if (line.rho >= 0)
        return line;
    return {line.theta + 180, -line.rho, line.magnitude};
}

bool mergeInto(Normal& line, const Normal& other, const LineOptions& options)
{
    const Normal a = outward(line);
    const Normal b = outward(other);
    const int turn = std::abs(a.theta - b.theta);
    if (std::min(turn, 360 - turn) >= options.thetaMargin ||
        std::abs(a.rho - b.rho) >= options.rhoMargin)
        return false;
    const std::int64_t sum = a.magnitude + b.magnitude;
    const auto mean = [&](double x, double y) {
        return (x * double(a.magnitude) + y * double(b.magnitude)) / double(sum);
    };
    const double angle = std::atan2(mean(std::sin(radians(a.theta)), std::sin(radians(b.theta))),
                                    mean(std::cos(radians(a.theta)), std::cos(radians(b.theta))));
    const int theta = static_cast<int>((std::lround(angle * 180 / std::numbers::pi) + 360) % 360);
    const int rho = static_cast<int>((a.rho * a.magnitude + b.rho * b.magnitude) / sum);
    line = {theta % 180, theta >= 180 ? -rho : rho, sum / 2};
    return true;
}

void mergeLines(std::vector<Normal>& lines, const LineOptions& options)
{
    bool merged = true;
    while (merged) {
        merged = false;
        std::vector<Normal> out;
        for (const Normal& next : lines) {
            checkAbort();
            const bool taken = std::any_of(out.begin(), out.end(), [&](Normal& kept) {
                return mergeInto(kept, next, options);
            });
            if (!taken)
                out.push_back(next);
            merged = merged || taken;
        }
        lines = std::move(out);
    }
}

/// Liang and Barsky's way: the part of the line from p to q inside of w x h pixels.
bool clipLine(cv::Point2d& p, cv::Point2d& q, int w, int h)
{
    const cv::Point2d d = q - p;
    double begin = 0;
    double end = 1;
    const auto cut = [&](double step, double room) {
        if (step == 0)
            return room >= 0;
        const double t = room / step;
        (step < 0 ? begin : end) = step < 0 ? std::max(begin, t) : std::min(end, t);
        return begin <= end;
    };
    if (!cut(-d.x, p.x) || !cut(d.x, w - 1 - p.x) || !cut(-d.y, p.y) || !cut(d.y, h - 1 - p.y))
        return false;
    q = p + end * d;
    p += begin * d;
    return true;
}

}  // namespace

int Line::length() const
{
    return static_cast<int>(std::lround(std::hypot(to.x - from.x, to.y - from.y)));
}

std::optional<Line> lineAcross(const Rect& roi, int theta, double rho)
{
    const double c = std::cos(radians(theta));
    const double s = std::sin(radians(theta));
    cv::Point2d p;
    cv::Point2d q;
    if (theta >= 45 && theta < 135) {
        p = {0, rho / s};
        q = {roi.w - 1.0, (rho - (roi.w - 1) * c) / s};
    } else {
        p = {rho / c, 0};
        q = {(rho - (roi.h - 1) * s) / c, roi.h - 1.0};
    }
    if (!clipLine(p, q, roi.w, roi.h))
        return std::nullopt;
    const auto place = [&](const cv::Point2d& point) {
        return Point{static_cast<int>(std::lround(point.x)) + roi.x,
                     static_cast<int>(std::lround(point.y)) + roi.y};
    };
    Line line{place(p), place(q)};
    line.theta = theta;
    line.rho = static_cast<int>(std::lround(rho) + std::lround(roi.x * c + roi.y * s));
    return line;
}

std::vector<Line> findLines(const Canvas& picture, const LineOptions& options)
{
    const Rect roi = clippedRoi(picture, options.roi);
    const cv::Mat gray = roi.isEmpty() ? cv::Mat() : grayMatrix(picture, roi);
    if (gray.empty())
        return {};
    Votes votes(gray);
    forEachGradient(gray, roi, options.strides, [&](int x, int y, const Gradient& gradient) {
        if (gradient.strength() < kWeakest)
            return;
        const int theta = gradient.degrees() % kAngles;
        const double rho = x * std::cos(radians(theta)) + y * std::sin(radians(theta));
        votes.at(static_cast<int>(std::lround(rho)), theta) += gradient.strength();
    });
    std::vector<Normal> normals = votes.peaks(options.threshold);
    mergeLines(normals, options);
    std::vector<Line> out;
    for (const Normal& normal : normals) {
        if (auto line = lineAcross(roi, normal.theta, normal.rho)) {
            line->magnitude = normal.magnitude;
            out.push_back(*line);
        }
    }
    return out;
}

}  // namespace omv::firmware
