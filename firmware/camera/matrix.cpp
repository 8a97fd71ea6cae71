// SPDX-License-Identifier: MIT
#include "firmware/camera/matrix.h"

#include "firmware/camera/color.h"
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

std::uint32_t pixelValue(PixelFormat format, const std::uint8_t* p, bool color)
{
    switch (format) {
    case PixelFormat::Binary: return (color ? luma(p[0], p[1], p[2]) : p[0]) > 127;
    case PixelFormat::Grayscale: return color ? luma(p[0], p[1], p[2]) : p[0];
    default: return color ? rgb565(p[0], p[1], p[2]) : rgb565(p[0], p[0], p[0]);
    }
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

cv::Mat pixelMatrix(const Canvas& picture, const Rect& roi)
{
    const bool gray =
        picture.format == PixelFormat::Grayscale || picture.format == PixelFormat::Binary;
    return gray ? grayMatrix(picture, roi) : rgbMatrix(picture, roi);
}

void storeMatrix(const cv::Mat& pixels, const Canvas& picture, int x, int y)
{
    const bool color = pixels.channels() == 3;
    const Rect part =
        intersection({x, y, pixels.cols, pixels.rows}, {0, 0, picture.width, picture.height});
    for (int row = part.y; row < part.bottom(); ++row) {
        const std::uint8_t* p = pixels.ptr(row - y) + (part.x - x) * pixels.channels();
        for (int column = part.x; column < part.right(); ++column, p += pixels.channels())
            setPixel(picture, column, row, pixelValue(picture.format, p, color));
    }
}

}  // namespace omv::firmware
