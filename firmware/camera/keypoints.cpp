// SPDX-License-Identifier: MIT
#include "firmware/camera/keypoints.h"

#include "firmware/camera/abort.h"
#include "firmware/camera/matrix.h"

#include <opencv2/features2d.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>

namespace omv::firmware {

namespace {

constexpr int kPatch = 31;
constexpr int kAngleStep = 15;
constexpr std::size_t kMostPoints = 1 << 18;  // collected before the weakest are dropped

/// Where the intensity of the disc around a corner is heavier, in steps.
std::uint16_t angleAt(const cv::Mat& gray, int x, int y)
{
    constexpr int kRadius = kPatch / 2;
    double mx = 0;
    double my = 0;
    for (int v = -kRadius; v <= kRadius; ++v) {
        const int half =
            static_cast<int>(std::sqrt(static_cast<double>(kRadius * kRadius - v * v)));
        const std::uint8_t* row = gray.ptr(y + v) + x;
        for (int u = -half; u <= half; ++u) {
            mx += u * row[u];
            my += v * row[u];
        }
    }
    int degrees = static_cast<int>(std::atan2(my, mx) * 180 / CV_PI);
    if (degrees < 0)
        degrees += 360;
    return static_cast<std::uint16_t>(degrees - degrees % kAngleStep);
}

std::uint16_t clipped(double value)
{
    return static_cast<std::uint16_t>(std::clamp(value, 0.0, 65535.0));
}

/// Corners of one size of the picture inside of `box`, which stays a patch off the edges.
void addOctave(const cv::Mat& gray, const cv::Rect& box, const KeypointSearch& search,
               std::uint16_t octave, double scale, std::vector<Keypoint>& out)
{
    std::vector<cv::KeyPoint> corners;
    cv::AGAST(gray(box), corners, search.threshold, true, cv::AgastFeatureDetector::AGAST_5_8);
    for (auto& corner : corners) {
        checkAbort();
        corner.pt += cv::Point2f(static_cast<float>(box.x), static_cast<float>(box.y));
        corner.angle = angleAt(gray, static_cast<int>(corner.pt.x), static_cast<int>(corner.pt.y));
        corner.octave = 0;
        corner.size = kPatch;
    }
    if (corners.empty())
        return;
    // Four-way comparisons of pixels: 2 bits for each of 128.
    const auto orb = cv::ORB::create(500, 1.2f, 1, kPatch / 2, 0, 4, cv::ORB::HARRIS_SCORE, kPatch);
    cv::Mat descriptors;
    orb->compute(gray, corners, descriptors);
    for (std::size_t i = 0; i < corners.size(); ++i) {
        Keypoint point;
        point.x = clipped(std::floor(corners[i].pt.x * scale));
        point.y = clipped(std::floor(corners[i].pt.y * scale));
        point.score = clipped(corners[i].response);
        point.octave = octave;
        point.angle = clipped(corners[i].angle);
        std::copy_n(descriptors.ptr(static_cast<int>(i)), point.descriptor.size(),
                    point.descriptor.begin());
        out.push_back(point);
    }
}

int rounded(double value)
{
    return static_cast<int>(std::lround(value));
}

// Pairs of bits that differ.
int distance(const Keypoint& a, const Keypoint& b)
{
    int count = 0;
    for (std::size_t i = 0; i < a.descriptor.size(); ++i) {
        const auto bits = static_cast<unsigned>(a.descriptor[i] ^ b.descriptor[i]);
        const unsigned pairs = (bits | bits >> 1) & 0x55u;
        count += static_cast<int>((pairs & 1) + (pairs >> 2 & 1) + (pairs >> 4 & 1) + (pairs >> 6));
    }
    return count;
}

/// The strongest; of equals those that were found first.
void keepBest(std::vector<Keypoint>& points, std::size_t most)
{
    std::stable_sort(points.begin(), points.end(),
                     [](const Keypoint& a, const Keypoint& b) { return a.score > b.score; });
    if (points.size() > most)
        points.resize(most);
}

struct Best {
    std::size_t index = SIZE_MAX;
    int distance = 256;
    int second = 256;

    bool isClear(int threshold) const
    {
        return index != SIZE_MAX && distance * 100 / std::max(second, 1) <= threshold;
    }
};

Best bestMatch(const Keypoint& of, const std::vector<Keypoint>& among,
               const std::vector<bool>& taken)
{
    Best best;
    for (std::size_t i = 0; i < among.size(); ++i) {
        if (taken[i])
            continue;
        const int d = distance(of, among[i]);
        if (d >= best.distance)
            continue;
        best.second = best.distance;
        best.distance = d;
        best.index = i;
    }
    return best;
}

/// Box and centre of those points that count.
void surround(const std::vector<Keypoint>& points, const std::vector<bool>& counts,
              KeypointMatch& match)
{
    int left = 65536;
    int top = 65536;
    int right = 0;
    int bottom = 0;
    int sumX = 0;
    int sumY = 0;
    match.count = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!counts[i])
            continue;
        const int x = points[i].x;
        const int y = points[i].y;
        left = std::min(left, x);
        right = std::max(right, x);
        top = std::min(top, y);
        bottom = std::max(bottom, y);
        sumX += x;
        sumY += y;
        ++match.count;
    }
    if (match.count == 0)
        return;
    match.box = {left, top, right - left, bottom - top};
    match.center = {sumX / match.count, sumY / match.count};
}

/// Drops the points whose distance from the centre is further than one deviation off the mean.
void dropOutliers(const std::vector<Keypoint>& points, std::vector<bool>& counts,
                  const KeypointMatch& match)
{
    const auto away = [&](std::size_t i) {
        return std::hypot(static_cast<float>(match.center.x - points[i].x),
                          static_cast<float>(match.center.y - points[i].y));
    };
    const auto n = static_cast<float>(match.count);
    float mean = 0;
    float variance = 0;
    for (std::size_t i = 0; i < points.size(); ++i)
        mean += counts[i] ? away(i) / n : 0;
    for (std::size_t i = 0; i < points.size(); ++i)
        variance += counts[i] ? (away(i) - mean) * (away(i) - mean) / n : 0;
    for (std::size_t i = 0; i < points.size(); ++i)
        if (counts[i] && std::abs(away(i) - mean) > std::sqrt(variance))
            counts[i] = false;
}

/// 0..180: the boards tell no direction.
int folded(int degrees)
{
    const int turn = (degrees % 360 + 360) % 360;
    return std::min(turn, 360 - turn);
}

/// How often each turn by whole degrees was seen, those to both sides counted together.
using Turns = std::array<int, 181>;

/// The turn that most agree on, give or take `reach`, and how many of them do.
std::pair<int, int> mostCommon(const Turns& turns, int reach)
{
    std::pair<int, int> best{0, 0};
    int highest = 0;
    for (int turn = 0; turn <= 180; ++turn) {
        int count = 0;
        int weighted = 0;
        for (int by = -reach; by <= reach; ++by) {
            // What lies beyond 0 and 180 is the same to the other side.
            const int near = turns[static_cast<std::size_t>(folded(turn + by))];
            count += near;
            weighted += near * (reach + 1 - std::abs(by));
        }
        if (weighted > highest) {
            highest = weighted;
            best = {turn, count};
        }
    }
    return best;
}

/// The way from one match to another points elsewhere in a picture that was turned. This
/// does not err where corners look the same from several sides.
std::optional<int> turnOfPlaces(const std::vector<Keypoint>& first,
                                const std::vector<Keypoint>& second,
                                const std::vector<std::pair<std::size_t, std::size_t>>& pairs)
{
    constexpr std::size_t kMost = 300;
    constexpr double kNear = 12;  // pixels; shorter ways have no clear direction
    constexpr int kReach = 4;  // degrees
    Turns turns{};
    int ways = 0;
    const std::size_t n = std::min(pairs.size(), kMost);
    for (std::size_t i = 0; i < n; ++i) {
        checkAbort();
        for (std::size_t j = i + 1; j < n; ++j) {
            const Keypoint& a = first[pairs[i].first];
            const Keypoint& b = first[pairs[j].first];
            const Keypoint& c = second[pairs[i].second];
            const Keypoint& d = second[pairs[j].second];
            const double before = std::hypot(b.x - a.x, b.y - a.y);
            const double after = std::hypot(d.x - c.x, d.y - c.y);
            if (std::min(before, after) < kNear)
                continue;
            const double turn = std::atan2(d.y - c.y, d.x - c.x) - std::atan2(b.y - a.y, b.x - a.x);
            ++turns[static_cast<std::size_t>(folded(rounded(turn * 180 / CV_PI)))];
            ++ways;
        }
    }
    const auto [turn, count] = mostCommon(turns, kReach);
    // By chance a twentieth of all ways agree.
    if (ways < 10 || count * 6 < ways)
        return std::nullopt;
    return turn;
}

}  // namespace

std::vector<Keypoint> findKeypoints(const Canvas& picture, const Rect& roi,
                                    const KeypointSearch& search)
{
    std::vector<Keypoint> out;
    const cv::Mat gray = grayMatrix(picture);
    if (gray.empty() || !(search.scale > 1))
        return out;
    std::uint16_t octave = 1;
    for (double scale = 1;; scale *= search.scale, ++octave) {
        const cv::Size size(rounded(gray.cols / scale), rounded(gray.rows / scale));
        const cv::Rect wanted(rounded(roi.x / scale) + kPatch, rounded(roi.y / scale) + kPatch,
                              rounded(roi.w / scale) - 2 * kPatch,
                              rounded(roi.h / scale) - 2 * kPatch);
        if (wanted.width <= 2 * kPatch || wanted.height <= 2 * kPatch)
            break;
        checkAbort();
        cv::Mat scaled;
        cv::resize(gray, scaled, size, 0, 0, cv::INTER_NEAREST);
        cv::GaussianBlur(scaled, scaled, cv::Size(3, 3), 0);
        const cv::Rect inside(kPatch, kPatch, size.width - 2 * kPatch, size.height - 2 * kPatch);
        addOctave(scaled, wanted & inside, search, octave, scale, out);
        // A factor of little more than 1 makes endless octaves.
        if (out.size() > kMostPoints)
            keepBest(out, std::min(search.most, kMostPoints / 2));
        if (search.normalized)
            break;
    }
    keepBest(out, search.most);
    return out;
}

KeypointMatch matchKeypoints(const std::vector<Keypoint>& first,
                             const std::vector<Keypoint>& second, int threshold,
                             bool filterOutliers)
{
    KeypointMatch match;
    std::vector<bool> taken(second.size(), false);
    const std::vector<bool> none(first.size(), false);
    Turns turns{};
    for (std::size_t i = 0; i < first.size(); ++i) {
        checkAbort();
        const Best there = bestMatch(first[i], second, taken);
        if (!there.isClear(threshold))
            continue;
        const Best back = bestMatch(second[there.index], first, none);
        if (!back.isClear(threshold) || back.index != i)
            continue;
        taken[there.index] = true;
        match.pairs.emplace_back(i, there.index);
        const int turn = folded(second[there.index].angle - first[i].angle);
        ++turns[static_cast<std::size_t>(turn)];
    }
    surround(second, taken, match);
    match.theta = turnOfPlaces(first, second, match.pairs).value_or(mostCommon(turns, 0).first);
    if (filterOutliers && match.count > 0) {
        dropOutliers(second, taken, match);
        surround(second, taken, match);
    }
    return match;
}

}  // namespace omv::firmware
