// SPDX-License-Identifier: MIT
#include "firmware/camera/matrix.h"

#include "firmware/camera/layer.h"

namespace omv::firmware {

cv::Mat grayMatrix(const Canvas& picture, const Rect& roi)
{
    if (picture.format == PixelFormat::Grayscale)
        return cv::Mat(picture.height, picture.width, CV_8UC1, picture.data,
                       stride(picture))(cv::Rect(roi.x, roi.y, roi.w, roi.h));
    Layer layer = layerOf(picture, roi);
    if (layer.color)
        makeGray(layer);
    if (layer.isEmpty())
        return {};
    return cv::Mat(layer.height, layer.width, CV_8UC1, layer.pixels.data()).clone();
}

cv::Mat grayMatrix(const Canvas& picture)
{
    return grayMatrix(picture, {0, 0, picture.width, picture.height});
}

}  // namespace omv::firmware
