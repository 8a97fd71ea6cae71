// SPDX-License-Identifier: MIT
#include <openmv/frame.h>

#include "tests/fuzz/fuzz.h"

// Input: one byte that chooses the format, width and height as 16-bit little-endian
// numbers, then the image data.

namespace {

constexpr omv::PixelFormat kFormats[] = {
    omv::PixelFormat::Binary,    omv::PixelFormat::Grayscale, omv::PixelFormat::Rgb565,
    omv::PixelFormat::BayerBggr, omv::PixelFormat::BayerGbrg, omv::PixelFormat::BayerGrbg,
    omv::PixelFormat::BayerRggb, omv::PixelFormat::Yuv422,    omv::PixelFormat::Yvu422,
    omv::PixelFormat::Argb8,     omv::PixelFormat::Jpeg,      omv::PixelFormat::Png,
    omv::PixelFormat::Invalid,
};
constexpr std::size_t kHeader = 5;

using omv::fuzz::require;

template<class T>
void requireExplained(const omv::Result<T>& result)
{
    require(!result.error().what.empty(), "an error says what happened");
    require(!omv::explain(result.error().id).empty(), "an error id is in the catalog");
}

omv::Frame frameFrom(const std::uint8_t* data, std::size_t size)
{
    omv::Frame frame;
    frame.format = kFormats[data[0] % std::size(kFormats)];
    frame.width = static_cast<std::uint32_t>(data[1] | (data[2] << 8));
    frame.height = static_cast<std::uint32_t>(data[3] | (data[4] << 8));
    // A vector of exactly the data, so that reading past it is noticed.
    frame.setData(std::make_shared<const std::vector<std::uint8_t>>(data + kHeader, data + size), 0,
                  size - kHeader);
    return frame;
}

/// What was decoded can be encoded, and comes back with its size.
void checkEncoding(const omv::RgbImage& image, const omv::Frame& frame)
{
    const auto jpeg = omv::toJpeg(frame, 50);
    require(jpeg.has_value(), "what was decoded can be encoded");
    omv::Frame again;
    again.format = omv::PixelFormat::Jpeg;
    again.width = image.width;
    again.height = image.height;
    const std::size_t size = jpeg->size();
    again.setData(std::make_shared<const std::vector<std::uint8_t>>(*jpeg), 0, size);
    require(omv::toRgb(again).has_value(), "what was encoded can be decoded");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < kHeader) {
        return 0;
    }
    const omv::Frame frame = frameFrom(data, size);
    const auto image = omv::toRgb(frame);
    if (!image) {
        requireExplained(image);
        return 0;
    }
    require(image->width == frame.width && image->height == frame.height,
            "the image has the size of the frame");
    require(image->width >= 1 && image->width <= 32767, "the width is in range");
    require(image->height >= 1 && image->height <= 32767, "the height is in range");
    const std::size_t pixels = std::size_t{image->width} * image->height;
    require(image->pixels.size() == pixels * 3, "the pixels fit the size");
    if (pixels <= 4096) {
        checkEncoding(*image, frame);
    }
    return 0;
}
