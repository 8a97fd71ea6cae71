// SPDX-License-Identifier: MIT
#include "firmware/camera/layer.h"

#include "firmware/camera/codecs.h"
#include "firmware/camera/color.h"

#include <algorithm>
#include <cstring>
#include <opencv2/imgproc.hpp>

namespace omv::firmware {

namespace {

std::size_t pixelCount(int width, int height)
{
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
}

void crop(Layer& layer, const Rect& roi)
{
    if (roi.x == 0 && roi.y == 0 && roi.w == layer.width && roi.h == layer.height)
        return;
    const std::size_t rowBytes = static_cast<std::size_t>(roi.w) * layer.channels();
    std::vector<std::uint8_t> out(rowBytes * static_cast<std::size_t>(roi.h));
    for (int y = 0; y < roi.h; ++y)
        std::memcpy(&out[rowBytes * static_cast<std::size_t>(y)], layer.at(roi.x, roi.y + y),
                    rowBytes);
    layer.pixels = std::move(out);
    layer.width = roi.w;
    layer.height = roi.h;
}

// Only the rows and columns of the roi are unpacked.
Layer unpack565(const Canvas& c, const Rect& roi)
{
    Layer layer{roi.w, roi.h, true, std::vector<std::uint8_t>(pixelCount(roi.w, roi.h) * 3)};
    std::uint8_t* out = layer.pixels.data();
    for (int y = roi.y; y < roi.bottom(); ++y) {
        for (int x = roi.x; x < roi.right(); ++x) {
            const Rgb rgb = fromRgb565(static_cast<std::uint16_t>(pixel(c, x, y)));
            *out++ = rgb.r;
            *out++ = rgb.g;
            *out++ = rgb.b;
        }
    }
    return layer;
}

void scaleNearest(Layer& layer, Size size)
{
    const std::size_t n = layer.channels();
    std::vector<std::uint8_t> out(pixelCount(size.width, size.height) * n);
    std::uint8_t* to = out.data();
    for (int y = 0; y < size.height; ++y) {
        const auto fromY =
            static_cast<int>(std::int64_t{y} * layer.height / std::int64_t{size.height});
        for (int x = 0; x < size.width; ++x) {
            const auto fromX =
                static_cast<int>(std::int64_t{x} * layer.width / std::int64_t{size.width});
            to = std::copy_n(layer.at(fromX, fromY), n, to);
        }
    }
    layer.pixels = std::move(out);
}

int openCvCode(Interpolation interpolation)
{
    switch (interpolation) {
    case Interpolation::Area: return cv::INTER_AREA;
    case Interpolation::Bicubic: return cv::INTER_CUBIC;
    default: return cv::INTER_LINEAR;
    }
}

void scaleSmooth(Layer& layer, Size size, Interpolation interpolation)
{
    const int type = layer.color ? CV_8UC3 : CV_8UC1;
    std::vector<std::uint8_t> out(pixelCount(size.width, size.height) * layer.channels());
    const cv::Mat from(layer.height, layer.width, type, layer.pixels.data());
    cv::Mat to(size.height, size.width, type, out.data());
    try {
        cv::resize(from, to, to.size(), 0, 0, openCvCode(interpolation));
    } catch (const cv::Exception&) {
        return;
    }
    layer.pixels = std::move(out);
}

}  // namespace

Layer layerOf(const Canvas& picture, const Rect& roi)
{
    if (protocol::isCompressed(picture.format))
        return {};
    if (picture.format == PixelFormat::Rgb565)
        return unpack565(picture, roi);
    Layer layer{picture.width, picture.height, false, {}};
    layer.color = protocol::isBayer(picture.format) || protocol::isYuv(picture.format);
    layer.pixels = layer.color ? toRgbBytes(picture) : toGrayBytes(picture);
    if (!layer.isEmpty())
        crop(layer, roi);
    return layer;
}

void scaleLayer(Layer& layer, Size size, Interpolation interpolation)
{
    if (size.width == layer.width && size.height == layer.height)
        return;
    // Area averaging is for making smaller; enlarging it repeats pixels.
    const bool grows = size.width > layer.width || size.height > layer.height;
    if (interpolation == Interpolation::Nearest || (interpolation == Interpolation::Area && grows))
        scaleNearest(layer, size);
    else
        scaleSmooth(layer, size, interpolation);
    layer.width = size.width;
    layer.height = size.height;
}

void turnLayer(Layer& layer, bool mirror, bool flip, bool transpose)
{
    if (!mirror && !flip && !transpose)
        return;
    const int width = transpose ? layer.height : layer.width;
    const int height = transpose ? layer.width : layer.height;
    const std::size_t n = layer.channels();
    std::vector<std::uint8_t> out(layer.pixels.size());
    std::uint8_t* to = out.data();
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const int column = transpose ? y : x;
            const int row = transpose ? x : y;
            to = std::copy_n(layer.at(mirror ? layer.width - 1 - column : column,
                                      flip ? layer.height - 1 - row : row),
                             n, to);
        }
    }
    layer.pixels = std::move(out);
    layer.width = width;
    layer.height = height;
}

void extractChannel(Layer& layer, int channel)
{
    if (!layer.color || channel < 0)
        return;
    const std::size_t count = layer.pixels.size() / 3;
    for (std::size_t i = 0; i < count; ++i)
        layer.pixels[i] = layer.pixels[3 * i + static_cast<std::size_t>(channel)];
    layer.pixels.resize(count);
    layer.color = false;
}

void makeGray(Layer& layer)
{
    if (!layer.color)
        return;
    const std::size_t count = layer.pixels.size() / 3;
    for (std::size_t i = 0; i < count; ++i)
        layer.pixels[i] =
            luma(layer.pixels[3 * i], layer.pixels[3 * i + 1], layer.pixels[3 * i + 2]);
    layer.pixels.resize(count);
    layer.color = false;
}

void applyPalette(Layer& layer, const ColorPalette& palette)
{
    makeGray(layer);
    std::vector<std::uint8_t> out;
    out.reserve(layer.pixels.size() * 3);
    for (const std::uint8_t level : layer.pixels) {
        const Rgb rgb = fromRgb565(palette[level]);
        out.insert(out.end(), {rgb.r, rgb.g, rgb.b});
    }
    layer.pixels = std::move(out);
    layer.color = true;
}

}  // namespace omv::firmware
