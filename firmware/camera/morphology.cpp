// SPDX-License-Identifier: MIT
#include "firmware/camera/morphology.h"

#include "firmware/camera/blit.h"
#include "firmware/camera/mask.h"

#include <opencv2/imgproc.hpp>
#include <vector>

namespace omv::firmware {

namespace {

using Operation = void (*)(const Canvas&, int, int, const Canvas*);

// How many pixels of each square are set, the middle one too.
cv::Mat setAround(const Canvas& picture, int ksize)
{
    cv::Mat set(picture.height, picture.width, CV_8UC1);
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            set.ptr(y)[x] = pixel(picture, x, y) != 0;
    cv::Mat sums;
    const int side = 2 * ksize + 1;
    cv::boxFilter(set, sums, CV_32S, {side, side}, {-1, -1}, false, cv::BORDER_REPLICATE);
    return sums;
}

template<typename Changes>
void writeWhere(const Canvas& picture, const Canvas* mask, std::uint32_t value,
                const Changes& changes)
{
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            if (maskPasses(mask, x, y) && changes(x, y))
                fillSpan(picture, x, x + 1, y, value);
}

void hat(const Canvas& picture, int ksize, int threshold, const Canvas* mask, Operation operation)
{
    std::vector<std::uint8_t> bytes(picture.data, picture.data + picture.size);
    Canvas changed = picture;
    changed.data = bytes.data();
    operation(changed, ksize, threshold, mask);
    BlitOptions options;
    options.roi = {0, 0, picture.width, picture.height};
    options.op = PixelOp::Difference;
    options.mask = mask;
    blit(changed, picture, options);
}

}  // namespace

void erode(const Canvas& picture, int ksize, int threshold, const Canvas* mask)
{
    const cv::Mat sums = setAround(picture, ksize);
    const int wanted = (2 * ksize + 1) * (2 * ksize + 1) - 1 - threshold;
    writeWhere(picture, mask, 0, [&](int x, int y) { return sums.ptr<int>(y)[x] - 1 < wanted; });
}

void dilate(const Canvas& picture, int ksize, int threshold, const Canvas* mask)
{
    const cv::Mat sums = setAround(picture, ksize);
    writeWhere(picture, mask, 0xFFFFFFFFu,
               [&](int x, int y) { return sums.ptr<int>(y)[x] > threshold; });
}

void opening(const Canvas& picture, int ksize, int threshold, const Canvas* mask)
{
    erode(picture, ksize, threshold, mask);
    dilate(picture, ksize, threshold, mask);
}

void closing(const Canvas& picture, int ksize, int threshold, const Canvas* mask)
{
    dilate(picture, ksize, threshold, mask);
    erode(picture, ksize, threshold, mask);
}

void topHat(const Canvas& picture, int ksize, int threshold, const Canvas* mask)
{
    hat(picture, ksize, threshold, mask, opening);
}

void blackHat(const Canvas& picture, int ksize, int threshold, const Canvas* mask)
{
    hat(picture, ksize, threshold, mask, closing);
}

}  // namespace omv::firmware
