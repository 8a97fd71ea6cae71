// SPDX-License-Identifier: MIT
#include "firmware/camera/blobs.h"

#include "firmware/camera/abort.h"
#include "firmware/camera/blob_patch.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace omv::firmware {

namespace {

constexpr std::size_t kMostThresholds = 32;  // bits of Blob::code

/// The patches of one threshold; labels start at 1, 0 is no patch.
struct Labels {
    cv::Mat image;  // int per pixel of the roi
    cv::Mat stats;  // by label

    int label(int x, int y) const { return image.at<int>(y, x); }
    int count() const { return stats.rows; }
};

struct Found {
    BlobPatch patch;
    Blob blob;
};

/// Labels in the order in which the scan meets them. `met` gets a mark per label.
std::vector<int> scan(const Labels& labels, const Rect& roi, const BlobOptions& options,
                      std::vector<std::uint8_t>& met)
{
    const int xStep = std::max(options.xStride, 1);
    const int yStep = std::max(options.yStride, 1);
    std::vector<int> order;
    for (int y = 0; y < roi.h; y += std::min(yStep, roi.h)) {
        for (int x = y % xStep; x < roi.w; x += std::min(xStep, roi.w)) {
            const int label = labels.label(x, y);
            if (label == 0 || met[static_cast<std::size_t>(label)])
                continue;
            met[static_cast<std::size_t>(label)] = 1;
            order.push_back(label);
        }
    }
    return order;
}

/// Patches of the labels in `order` that are large enough, without their pixels.
/// `indexOf` gets the place in the result by label, -1 for labels without one.
std::vector<BlobPatch> emptyPatches(const Labels& labels, const std::vector<int>& order,
                                    const Rect& roi, const BlobOptions& options,
                                    std::vector<int>& indexOf)
{
    std::vector<BlobPatch> out;
    for (const int label : order) {
        const int* stats = labels.stats.ptr<int>(label);
        const int w = stats[cv::CC_STAT_WIDTH];
        const int h = stats[cv::CC_STAT_HEIGHT];
        if (w * h < options.areaThreshold || stats[cv::CC_STAT_AREA] < options.pixelsThreshold)
            continue;
        indexOf[static_cast<std::size_t>(label)] = static_cast<int>(out.size());
        BlobPatch patch;
        patch.box = {stats[cv::CC_STAT_LEFT] + roi.x, stats[cv::CC_STAT_TOP] + roi.y, w, h};
        patch.columns.resize(options.xHistBinsMax > 0 ? static_cast<std::size_t>(w) : 0);
        patch.rows.resize(options.yHistBinsMax > 0 ? static_cast<std::size_t>(h) : 0);
        out.push_back(std::move(patch));
    }
    return out;
}

/// Pixels of the run that have a neighbour outside the patch.
int edgePixels(const Labels& labels, int left, int right, int y)
{
    const int* row = labels.image.ptr<int>(y);
    if (y == 0 || y + 1 == labels.image.rows)
        return right - left + 1;
    const int* above = labels.image.ptr<int>(y - 1);
    const int* below = labels.image.ptr<int>(y + 1);
    int count = 0;
    for (int x = left; x <= right; ++x) {
        if (x == left || x == right || above[x] != row[x] || below[x] != row[x])
            ++count;
    }
    return count;
}

void addPixels(const Labels& labels, const Rect& roi, const std::vector<int>& indexOf,
               std::vector<BlobPatch>& patches)
{
    for (int y = 0; y < roi.h; ++y) {
        const int* row = labels.image.ptr<int>(y);
        for (int x = 0; x < roi.w;) {
            const int left = x;
            const int label = row[x];
            while (x < roi.w && row[x] == label)
                ++x;
            const int index = indexOf[static_cast<std::size_t>(label)];
            if (index < 0)
                continue;
            BlobPatch& patch = patches[static_cast<std::size_t>(index)];
            addRun(patch, left + roi.x, x - 1 + roi.x, y + roi.y);
            patch.perimeter += edgePixels(labels, left, x - 1, y);
        }
    }
}

/// Clears the pixels of the patches that were met, so that no later threshold gets them.
void take(const Labels& labels, const std::vector<std::uint8_t>& met, cv::Mat& open)
{
    for (int y = 0; y < open.rows; ++y) {
        const int* row = labels.image.ptr<int>(y);
        auto* out = open.ptr<std::uint8_t>(y);
        for (int x = 0; x < open.cols; ++x)
            out[x] = met[static_cast<std::size_t>(row[x])] ? 0 : out[x];
    }
}

/// `open`: 255 for pixels that no patch has yet.
std::vector<BlobPatch> patchesOf(const Canvas& picture, const Rect& roi, const BlobOptions& options,
                                 const ColorThreshold& threshold, cv::Mat& open)
{
    std::vector<std::uint8_t> mask =
        thresholdMask(picture, roi, PixelTest(picture.format, threshold, options.invert));
    const cv::Mat passing(roi.h, roi.w, CV_8UC1, mask.data());
    cv::Mat centroids;
    Labels labels;
    cv::connectedComponentsWithStats(passing & open, labels.image, labels.stats, centroids, 4,
                                     CV_32S);
    std::vector<std::uint8_t> met(static_cast<std::size_t>(labels.count()));
    std::vector<int> indexOf(met.size(), -1);
    const std::vector<int> order = scan(labels, roi, options, met);
    std::vector<BlobPatch> patches = emptyPatches(labels, order, roi, options, indexOf);
    addPixels(labels, roi, indexOf, patches);
    take(labels, met, open);
    return patches;
}

std::vector<Found> findAll(const Canvas& picture, const Rect& roi, const BlobOptions& options)
{
    std::vector<Found> out;
    cv::Mat open(roi.h, roi.w, CV_8UC1, cv::Scalar(255));
    const std::size_t count = std::min(options.thresholds.size(), kMostThresholds);
    for (std::size_t i = 0; i < count; ++i) {
        for (BlobPatch& patch : patchesOf(picture, roi, options, options.thresholds[i], open)) {
            checkAbort();
            patch.code = 1u << i;
            reduceOutline(patch);
            Blob blob = makeBlob(patch, options.xHistBinsMax, options.yHistBinsMax);
            if (!options.thresholdCallback || options.thresholdCallback(blob))
                out.push_back({std::move(patch), std::move(blob)});
        }
    }
    return out;
}

bool spansMeet(std::int64_t aBegin, std::int64_t aEnd, std::int64_t bBegin, std::int64_t bEnd,
               std::int64_t margin)
{
    return aBegin - margin < bEnd && bBegin - margin < aEnd;
}

bool canMerge(const Found& a, const Found& b, const BlobOptions& options)
{
    const Rect& r = a.patch.box;
    const Rect& s = b.patch.box;
    if (!spansMeet(r.x, r.right(), s.x, s.right(), options.margin) ||
        !spansMeet(r.y, r.bottom(), s.y, s.bottom(), options.margin))
        return false;
    return !options.mergeCallback || options.mergeCallback(a.blob, b.blob);
}

/// Puts `next` into `merged`, together with all that it and what it grows to meet.
/// What is in `merged` does not merge among itself.
void insertMerging(std::vector<Found>& merged, Found next, const BlobOptions& options)
{
    const auto meets = [&](const Found& other) { return canMerge(other, next, options); };
    std::size_t place = merged.size();
    auto met = std::find_if(merged.begin(), merged.end(), meets);
    while (met != merged.end()) {
        checkAbort();
        place = std::min(place, static_cast<std::size_t>(met - merged.begin()));
        next.patch = joined(met->patch, next.patch);
        next.blob = makeBlob(next.patch, options.xHistBinsMax, options.yHistBinsMax);
        merged.erase(met);
        met = std::find_if(merged.begin(), merged.end(), meets);
    }
    merged.insert(merged.begin() + static_cast<std::ptrdiff_t>(place), std::move(next));
}

std::vector<Found> mergeAll(std::vector<Found> found, const BlobOptions& options)
{
    std::vector<Found> merged;
    for (Found& next : found) {
        checkAbort();
        insertMerging(merged, std::move(next), options);
    }
    return merged;
}

}  // namespace

std::vector<Blob> findBlobs(const Canvas& picture, const BlobOptions& options)
{
    const Rect roi = clippedRoi(picture, options.roi);
    if (picture.data == nullptr || roi.isEmpty())
        return {};
    std::vector<Found> found = findAll(picture, roi, options);
    if (options.merge)
        found = mergeAll(std::move(found), options);
    std::vector<Blob> out;
    out.reserve(found.size());
    for (Found& one : found)
        out.push_back(std::move(one.blob));
    return out;
}

}  // namespace omv::firmware
