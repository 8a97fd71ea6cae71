// SPDX-License-Identifier: MIT
#include "firmware/camera/haar.h"

#include "firmware/camera/abort.h"
#include "firmware/camera/matrix.h"

#include <algorithm>
#include <cmath>
#include <new>

namespace omv::firmware {

namespace {

using protocol::Bytes;

constexpr std::uint32_t kMaxWindow = 255;
// Windows that deviate less are taken for background.
constexpr std::uint32_t kLeastVariance = 50 * 50;
constexpr int kWeightShift = 12;
// Before merging. The boards run out of memory earlier.
constexpr std::size_t kMostFound = 1 << 18;

/// Takes little-endian numbers off the front; reads zeros once it has failed.
class Reader {
public:
    explicit Reader(Bytes bytes)
        : m_left(bytes)
    {
    }

    bool failed() const { return m_failed; }
    std::size_t left() const { return m_left.size(); }

    int u8() { return static_cast<int>(take(1)); }
    int i8() { return static_cast<std::int8_t>(take(1)); }
    int i16() { return static_cast<std::int16_t>(take(2)); }
    std::uint32_t u32() { return take(4); }

private:
    std::uint32_t take(std::size_t count)
    {
        if (m_left.size() < count) {
            m_failed = true;
            m_left = {};
            return 0;
        }
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < count; ++i)
            value |= static_cast<std::uint32_t>(m_left[i]) << (8 * i);
        m_left = m_left.subspan(count);
        return value;
    }

    Bytes m_left;
    bool m_failed = false;
};

/// Stages, and features without their numbers.
bool readStages(Reader& in, std::uint32_t count, Cascade& cascade)
{
    if (count == 0 || count > in.left())
        return false;
    std::size_t features = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        features += static_cast<std::size_t>(in.u8());
        cascade.stages.push_back({0, features});
    }
    for (std::uint32_t i = count; i % 4 != 0; ++i)
        in.u8();
    for (auto& stage : cascade.stages)
        stage.threshold = in.i16();
    // Each takes at least 7 more bytes.
    if (features == 0 || in.failed() || features > in.left() / 7)
        return false;
    cascade.features.resize(features);
    return true;
}

bool readFeatures(Reader& in, Cascade& cascade)
{
    for (auto& feature : cascade.features)
        feature.threshold = in.i16();
    for (auto& feature : cascade.features)
        feature.below = in.i16();
    for (auto& feature : cascade.features)
        feature.above = in.i16();
    std::size_t rectangles = 0;
    for (auto& feature : cascade.features) {
        rectangles += static_cast<std::size_t>(in.u8());
        feature.rectangles = rectangles;
    }
    if (in.failed() || rectangles > in.left() / 5)
        return false;
    cascade.rectangles.resize(rectangles);
    for (auto& rectangle : cascade.rectangles)
        rectangle.weight = in.i8();
    for (auto& rectangle : cascade.rectangles) {
        rectangle.x = in.u8();
        rectangle.y = in.u8();
        rectangle.w = in.u8();
        rectangle.h = in.u8();
    }
    return !in.failed();
}

/// Sums over the upper left part of a scaled picture, corner pixel included.
class Integral {
public:
    Integral(const cv::Mat& gray, int width, int height)
        : m_width(width)
        , m_height(height)
        , m_sum(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))
        , m_square(m_sum.size())
    {
        const std::int64_t xRatio = (static_cast<std::int64_t>(gray.cols) << 16) / width + 1;
        const std::int64_t yRatio = (static_cast<std::int64_t>(gray.rows) << 16) / height + 1;
        for (int y = 0; y < height; ++y) {
            const int row = std::min(static_cast<int>(y * yRatio >> 16), gray.rows - 1);
            addRow(gray.ptr(row), gray.cols, xRatio, y);
        }
    }

    int width() const { return m_width; }
    int height() const { return m_height; }

    /// Sum of the pixels right of and below (x, y): w columns, h rows.
    std::uint32_t sum(int x, int y, int w, int h) const { return part(m_sum, x, y, w, h); }
    std::uint32_t squares(int x, int y, int w, int h) const { return part(m_square, x, y, w, h); }

private:
    void addRow(const std::uint8_t* pixels, int columns, std::int64_t xRatio, int y)
    {
        std::uint32_t sum = 0;
        std::uint32_t squares = 0;
        for (int x = 0; x < m_width; ++x) {
            const int column = std::min(static_cast<int>(x * xRatio >> 16), columns - 1);
            const std::uint32_t value = pixels[column];
            sum += value;
            squares += value * value;
            m_sum[at(x, y)] = sum + (y > 0 ? m_sum[at(x, y - 1)] : 0);
            m_square[at(x, y)] = squares + (y > 0 ? m_square[at(x, y - 1)] : 0);
        }
    }

    std::size_t at(int x, int y) const
    {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(m_width) +
            static_cast<std::size_t>(x);
    }

    // Rectangles of some cascades reach beyond their window: cut at the picture's edge.
    std::uint32_t part(const std::vector<std::uint32_t>& from, int x, int y, int w, int h) const
    {
        const int left = std::min(x, m_width - 1);
        const int right = std::min(x + w, m_width - 1);
        const int top = std::min(y, m_height - 1);
        const int bottom = std::min(y + h, m_height - 1);
        return from[at(right, bottom)] + from[at(left, top)] - from[at(right, top)] -
            from[at(left, bottom)];
    }

    int m_width;
    int m_height;
    std::vector<std::uint32_t> m_sum;
    std::vector<std::uint32_t> m_square;
};

class Detector {
public:
    Detector(const Cascade& cascade, const FeatureSearch& search)
        : m_cascade(cascade)
        , m_threshold(static_cast<float>(search.threshold))
        , m_stages(std::min(search.stages, cascade.stages.size()))
    {
    }

    bool isObject(const Integral& image, int x, int y) const
    {
        const auto n = static_cast<std::uint32_t>(m_cascade.width * m_cascade.height);
        const std::uint32_t sum = image.sum(x, y, m_cascade.width, m_cascade.height);
        const std::uint32_t squares = image.squares(x, y, m_cascade.width, m_cascade.height);
        const std::uint32_t mean = sum / n;
        if (squares / n - mean * mean < kLeastVariance)
            return false;
        // 32 bits that wrap, as on the board.
        const auto deviation =
            static_cast<int>(std::sqrt(static_cast<float>(squares * n - sum * sum)));
        std::size_t feature = 0;
        for (std::size_t i = 0; i < m_stages; ++i) {
            const Cascade::Stage& stage = m_cascade.stages[i];
            int total = 0;
            for (; feature < stage.features; ++feature)
                total += vote(image, feature, x, y, deviation);
            if (static_cast<float>(total) < m_threshold * static_cast<float>(stage.threshold))
                return false;
        }
        return true;
    }

private:
    int vote(const Integral& image, std::size_t index, int x, int y, int deviation) const
    {
        const Cascade::Feature& feature = m_cascade.features[index];
        std::int64_t sum = 0;
        for (std::size_t i = index == 0 ? 0 : m_cascade.features[index - 1].rectangles;
             i < feature.rectangles; ++i) {
            const Cascade::Rectangle& r = m_cascade.rectangles[i];
            const std::int64_t pixels = image.sum(x + r.x, y + r.y, r.w, r.h);
            sum += pixels * r.weight * (1 << kWeightShift);
        }
        const std::int64_t least = static_cast<std::int64_t>(feature.threshold) * deviation;
        return sum >= least ? feature.above : feature.below;
    }

    const Cascade& m_cascade;
    float m_threshold;
    std::size_t m_stages;
};

int rounded(double value)
{
    return static_cast<int>(std::lround(value));
}

/// Each detection together with those that overlap it, as their mean.
std::vector<Rect> merged(const std::vector<Rect>& found)
{
    std::vector<Rect> out;
    std::vector<bool> used(found.size(), false);
    for (std::size_t i = 0; i < found.size(); ++i) {
        checkAbort();
        if (used[i])
            continue;
        Rect sum = found[i];
        int count = 1;
        for (std::size_t j = i + 1; j < found.size(); ++j) {
            if (used[j] || intersection(found[i], found[j]).isEmpty())
                continue;
            used[j] = true;
            sum = {sum.x + found[j].x, sum.y + found[j].y, sum.w + found[j].w, sum.h + found[j].h};
            ++count;
        }
        out.push_back({sum.x / count, sum.y / count, sum.w / count, sum.h / count});
    }
    return out;
}

}  // namespace

std::optional<Cascade> parseCascade(Bytes file)
{
    Reader in(file);
    const std::uint32_t width = in.u32();
    const std::uint32_t height = in.u32();
    const std::uint32_t stages = in.u32();
    if (width == 0 || height == 0 || width > kMaxWindow || height > kMaxWindow)
        return std::nullopt;
    Cascade cascade;
    cascade.width = static_cast<int>(width);
    cascade.height = static_cast<int>(height);
    if (!readStages(in, stages, cascade) || !readFeatures(in, cascade))
        return std::nullopt;
    return cascade;
}

std::vector<Rect> findFeatures(const Canvas& picture, const Rect& roi, const Cascade& cascade,
                               const FeatureSearch& search)
{
    const cv::Mat gray = grayMatrix(picture, roi);
    std::vector<Rect> found;
    if (gray.empty() || !(search.scale > 1))
        return found;
    const Detector detector(cascade, search);
    // Coarse steps in the large picture, finer ones the smaller it gets.
    int step = std::min(roi.w * 50 / 1000, cascade.height);
    const auto scale = static_cast<float>(search.scale);
    for (float factor = 1;; factor *= scale) {
        const int width = static_cast<int>(static_cast<float>(roi.w) / factor);
        const int height = static_cast<int>(static_cast<float>(roi.h) / factor);
        if (width < cascade.width || height < cascade.height)
            break;
        const Integral image(gray, width, height);
        step = std::max(static_cast<int>(static_cast<float>(step) / factor), 1);
        for (int y = 0; y < height - cascade.height; y += step) {
            checkAbort();
            if (found.size() > kMostFound)
                throw std::bad_alloc();
            for (int x = 0; x < width - cascade.width; x += step)
                if (detector.isObject(image, x, y))
                    found.push_back({rounded(static_cast<float>(x) * factor) + roi.x,
                                     rounded(static_cast<float>(y) * factor) + roi.y,
                                     rounded(static_cast<float>(cascade.width) * factor),
                                     rounded(static_cast<float>(cascade.height) * factor)});
        }
    }
    return merged(found);
}

}  // namespace omv::firmware
