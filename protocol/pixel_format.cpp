// SPDX-License-Identifier: MIT
#include "protocol/pixel_format.h"

namespace omv::protocol {

bool isKnown(PixelFormat format) noexcept
{
    switch (format) {
    case PixelFormat::Binary:
    case PixelFormat::Grayscale:
    case PixelFormat::Rgb565:
    case PixelFormat::BayerBggr:
    case PixelFormat::BayerGbrg:
    case PixelFormat::BayerGrbg:
    case PixelFormat::BayerRggb:
    case PixelFormat::Yuv422:
    case PixelFormat::Yvu422:
    case PixelFormat::Jpeg:
    case PixelFormat::Png:
    case PixelFormat::Argb8: return true;
    case PixelFormat::Invalid: break;
    }
    return false;
}

std::uint64_t rowBytes(PixelFormat format, std::uint32_t width) noexcept
{
    if (!isKnown(format) || isCompressed(format))
        return 0;
    if (isBinary(format))
        return (std::uint64_t{width} + 31) / 32 * 4;
    return std::uint64_t{width} * (value(format) & 0xFF);
}

std::uint64_t imageBytes(PixelFormat format, std::uint32_t width, std::uint32_t height) noexcept
{
    const std::uint64_t row = rowBytes(format, width);
    // At most 4 * (2^32-1)^2, just short of 2^66: saturate what does not fit.
    if (height != 0 && row > ~std::uint64_t{0} / height)
        return ~std::uint64_t{0};
    return row * height;
}

const char* name(PixelFormat format) noexcept
{
    switch (format) {
    case PixelFormat::Binary: return "BINARY";
    case PixelFormat::Grayscale: return "GRAYSCALE";
    case PixelFormat::Rgb565: return "RGB565";
    case PixelFormat::BayerBggr: return "BAYER-BGGR";
    case PixelFormat::BayerGbrg: return "BAYER-GBRG";
    case PixelFormat::BayerGrbg: return "BAYER-GRBG";
    case PixelFormat::BayerRggb: return "BAYER-RGGB";
    case PixelFormat::Yuv422: return "YUV422";
    case PixelFormat::Yvu422: return "YVU422";
    case PixelFormat::Jpeg: return "JPEG";
    case PixelFormat::Png: return "PNG";
    case PixelFormat::Argb8: return "ARGB8";
    case PixelFormat::Invalid: break;
    }
    return "unknown";
}

}  // namespace omv::protocol
