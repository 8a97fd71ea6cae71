// SPDX-License-Identifier: MIT
#include <openmv/frame.h>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/frame_codecs.h"
#include "protocol/pixel_format.h"

namespace omv {

namespace {

protocol::PixelFormat wireFormat(PixelFormat format)
{
    return static_cast<protocol::PixelFormat>(format);
}

Unexpected badSizes(std::string why)
{
    return fail("OMV-E0401", "The frame's sizes do not fit", std::move(why),
                "A single such frame can be skipped");
}

Status checkSizes(const Frame& frame)
{
    if (frame.width < 1 || frame.width > kMaxFrameSide || frame.height < 1 ||
        frame.height > kMaxFrameSide) {
        return badSizes(fmt::format("{} x {} pixels, the limits are 1 and {}", frame.width,
                                    frame.height, kMaxFrameSide));
    }
    const auto format = wireFormat(frame.format);
    const std::uint64_t pixels = std::uint64_t{frame.width} * frame.height;
    if (protocol::isCompressed(format)) {
        return pixels <= kMaxCompressedPixels
            ? Status(Done{})
            : badSizes(fmt::format("{} x {} pixels are too many for a compressed frame",
                                   frame.width, frame.height));
    }
    const std::uint64_t expected = protocol::imageBytes(format, frame.width, frame.height);
    if (frame.data().size() != expected) {
        return badSizes(fmt::format("{} x {} pixels of {} take {} bytes, {} came", frame.width,
                                    frame.height, name(frame.format), expected,
                                    frame.data().size()));
    }
    return Done{};
}

/// A frame that needs no colour: encoders get its bytes as they are.
bool isGray(const Frame& frame)
{
    return frame.format == PixelFormat::Grayscale;
}

}  // namespace

std::string_view name(PixelFormat format)
{
    return protocol::name(wireFormat(format));
}

Status toRgb(const Frame& frame, RgbImage& image)
{
    if (!protocol::isKnown(wireFormat(frame.format))) {
        return fail("OMV-E0402", "Unknown pixel format",
                    fmt::format("number 0x{:08x}", static_cast<std::uint32_t>(frame.format)),
                    "Use RGB565, GRAYSCALE or JPEG in the script");
    }
    if (auto status = checkSizes(frame); !status) {
        return status;
    }
    switch (frame.format) {
    case PixelFormat::Binary: decodeBinary(frame, image); break;
    case PixelFormat::Grayscale: decodeGrayscale(frame, image); break;
    case PixelFormat::Rgb565: decodeRgb565(frame, image); break;
    case PixelFormat::BayerBggr:
    case PixelFormat::BayerGbrg:
    case PixelFormat::BayerGrbg:
    case PixelFormat::BayerRggb: decodeBayer(frame, image); break;
    case PixelFormat::Yuv422:
    case PixelFormat::Yvu422: decodeYuv422(frame, image); break;
    case PixelFormat::Argb8: decodeArgb8(frame, image); break;
    case PixelFormat::Jpeg: return decodeJpeg(frame, image);
    case PixelFormat::Png: return decodePng(frame, image);
    case PixelFormat::Invalid: return badSizes("no pixel format");
    }
    return Done{};
}

Result<RgbImage> toRgb(const Frame& frame)
{
    RgbImage image;
    if (auto status = toRgb(frame, image); !status) {
        return Unexpected{std::move(status).error()};
    }
    return image;
}

Result<std::vector<std::uint8_t>> toJpeg(const Frame& frame, int quality)
{
    if (quality < 1 || quality > 100) {
        return fail("OMV-E0407", "JPEG quality out of range", fmt::format("{} was given", quality),
                    "Give a number from 1 to 100");
    }
    if (frame.format == PixelFormat::Jpeg) {
        const auto data = frame.data();
        return std::vector<std::uint8_t>(data.begin(), data.end());
    }
    if (isGray(frame)) {
        if (auto status = checkSizes(frame); !status) {
            return Unexpected{std::move(status).error()};
        }
        return encodeJpeg({frame.width, frame.height, 1, frame.data()}, quality);
    }
    auto image = toRgb(frame);
    if (!image) {
        return Unexpected{std::move(image).error()};
    }
    return encodeJpeg({image->width, image->height, 3, image->pixels}, quality);
}

}  // namespace omv
