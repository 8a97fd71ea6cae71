// SPDX-License-Identifier: MIT
#include "firmware/camera/flood.h"

#include "firmware/camera/abort.h"
#include "firmware/camera/channels.h"
#include "firmware/camera/mask.h"

#include <cmath>
#include <cstdlib>
#include <vector>

namespace omv::firmware {

namespace {

class Flood {
public:
    Flood(const Canvas& picture, const FloodOptions& options)
        : m_picture(picture)
        , m_options(options)
        , m_channels(channelsOf(picture))
        , m_reached(cv::Mat::zeros(picture.height, picture.width, CV_8UC1))
        , m_seedRange(ranges(options.seedThreshold))
        , m_stepRange(ranges(options.floatingThreshold))
    {
    }

    const cv::Mat& run(Point seed)
    {
        std::vector<Point> open;
        const auto enter = [&](Point from, Point to) {
            if (!m_picture.contains(to.x, to.y) || m_reached.ptr(to.y)[to.x] ||
                !maskPasses(m_options.mask, to.x, to.y) || !isNear(seed, to, m_seedRange) ||
                !isNear(from, to, m_stepRange))
                return;
            m_reached.ptr(to.y)[to.x] = 1;
            open.push_back(to);
        };
        enter(seed, seed);
        for (unsigned steps = 0; !open.empty(); ++steps) {
            if (steps % 4096 == 0)
                checkAbort();
            const Point at = open.back();
            open.pop_back();
            enter(at, {at.x - 1, at.y});
            enter(at, {at.x + 1, at.y});
            enter(at, {at.x, at.y - 1});
            enter(at, {at.x, at.y + 1});
        }
        return m_reached;
    }

private:
    std::vector<int> ranges(double share) const
    {
        std::vector<int> out;
        for (const int top : m_channels.tops)
            out.push_back(static_cast<int>(std::floor(share * top)));
        return out;
    }

    bool isNear(Point a, Point b, const std::vector<int>& range) const
    {
        for (std::size_t i = 0; i < range.size(); ++i) {
            const cv::Mat& plane = m_channels.planes[i];
            if (std::abs(plane.ptr(a.y)[a.x] - plane.ptr(b.y)[b.x]) > range[i])
                return false;
        }
        return true;
    }

    const Canvas& m_picture;
    const FloodOptions& m_options;
    Channels m_channels;
    cv::Mat m_reached;  // 1 where the flood has been
    std::vector<int> m_seedRange;
    std::vector<int> m_stepRange;
};

}  // namespace

void floodFill(const Canvas& picture, Point from, const FloodOptions& options)
{
    if (!picture.contains(from.x, from.y))
        return;
    Flood flood(picture, options);
    const cv::Mat& reached = flood.run(from);
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            if (!maskPasses(options.mask, x, y))
                continue;
            if ((reached.ptr(y)[x] != 0) != options.invert)
                fillSpan(picture, x, x + 1, y, options.color);
            else if (options.clearBackground)
                fillSpan(picture, x, x + 1, y, 0);
        }
    }
}

}  // namespace omv::firmware
