// SPDX-License-Identifier: MIT
#include "firmware/camera/matrix.h"

#include "firmware/camera/layer.h"

#include <opencv2/imgproc.hpp>

namespace omv::firmware {

namespace {

cv::Mat copyOf(Layer layer)
{
    if (layer.isEmpty())
        return {};
    return cv::Mat(layer.height, layer.width, layer.color ? CV_8UC3 : CV_8UC1, layer.pixels.data())
        .clone();
}

}  // namespace

cv::Mat grayMatrix(const Canvas& picture, const Rect& roi)
{
    if (picture.format == PixelFormat::Grayscale)
        return cv::Mat(picture.height, picture.width, CV_8UC1, picture.data,
                       stride(picture))(cv::Rect(roi.x, roi.y, roi.w, roi.h));
    Layer layer = layerOf(picture, roi);
    if (layer.color)
        makeGray(layer);
    return copyOf(std::move(layer));
}

cv::Mat grayMatrix(const Canvas& picture)
{
    return grayMatrix(picture, {0, 0, picture.width, picture.height});
}

cv::Mat rgbMatrix(const Canvas& picture, const Rect& roi)
{
    const cv::Mat pixels = copyOf(layerOf(picture, roi));
    if (pixels.empty() || pixels.channels() == 3)
        return pixels;
    cv::Mat rgb;
    cv::cvtColor(pixels, rgb, cv::COLOR_GRAY2RGB);
    return rgb;
}

}  // namespace omv::firmware
