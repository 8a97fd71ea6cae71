// SPDX-License-Identifier: MIT
#include "firmware/camera/image_stream.h"

#include <algorithm>
#include <string_view>

namespace omv::firmware {

namespace {

constexpr std::string_view kMagic = "OMV IMG STR V";
constexpr std::size_t kAlignment = 16;
constexpr std::uint32_t kMostPixels = 32767;

std::uint32_t word(protocol::Bytes from, std::size_t index)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value |= static_cast<std::uint32_t>(from[4 * index + i]) << (8 * i);
    return value;
}

// Before version 2: 0..3 for the raw formats, else the bytes of a JPEG.
PixelFormat oldFormat(std::uint32_t bytesPerPixel)
{
    switch (bytesPerPixel) {
    case 0: return PixelFormat::Binary;
    case 1: return PixelFormat::Grayscale;
    case 2: return PixelFormat::Rgb565;
    case 3: return PixelFormat::BayerBggr;
    default: return PixelFormat::Jpeg;
    }
}

}  // namespace

std::array<std::uint8_t, kStreamMagicBytes> streamMagic()
{
    std::array<std::uint8_t, kStreamMagicBytes> magic{};
    std::copy(kMagic.begin(), kMagic.end(), magic.begin());
    magic[13] = '2';
    magic[14] = '.';
    magic[15] = '0';
    return magic;
}

std::optional<int> streamVersion(protocol::Bytes magic)
{
    if (magic.size() < kStreamMagicBytes ||
        !std::equal(kMagic.begin(), kMagic.end(), magic.begin()))
        return std::nullopt;
    const auto isDigit = [](std::uint8_t c) { return c >= '0' && c <= '9'; };
    if (!isDigit(magic[13]) || magic[14] != '.' || !isDigit(magic[15]))
        return std::nullopt;
    return (magic[13] - '0') * 10 + (magic[15] - '0');
}

bool isKnownVersion(int version)
{
    return version == static_cast<int>(StreamVersion::V1_0) ||
        version == static_cast<int>(StreamVersion::V1_1) ||
        version == static_cast<int>(StreamVersion::V2_0);
}

std::size_t frameHeaderBytes(StreamVersion version)
{
    return version == StreamVersion::V2_0 ? kMostFrameHeaderBytes : 16;
}

std::array<std::uint8_t, kMostFrameHeaderBytes> frameHeader(const StreamFrame& frame)
{
    std::array<std::uint8_t, kMostFrameHeaderBytes> out{};
    const std::uint32_t words[] = {frame.elapsedMs, static_cast<std::uint32_t>(frame.width),
                                   static_cast<std::uint32_t>(frame.height),
                                   protocol::value(frame.format),
                                   static_cast<std::uint32_t>(frame.size)};
    for (std::size_t i = 0; i < std::size(words); ++i)
        for (std::size_t byte = 0; byte < 4; ++byte)
            out[4 * i + byte] = static_cast<std::uint8_t>(words[i] >> (8 * byte));
    return out;
}

std::optional<StreamFrame> parseFrameHeader(protocol::Bytes header, StreamVersion version)
{
    if (header.size() < frameHeaderBytes(version))
        return std::nullopt;
    const std::uint32_t width = word(header, 1);
    const std::uint32_t height = word(header, 2);
    const std::uint32_t kind = word(header, 3);
    const bool old = version != StreamVersion::V2_0;
    const PixelFormat format = old ? oldFormat(kind) : PixelFormat{kind};
    if (width < 1 || height < 1 || width > kMostPixels || height > kMostPixels ||
        !protocol::isKnown(format))
        return std::nullopt;
    StreamFrame frame{word(header, 0), static_cast<int>(width), static_cast<int>(height), format,
                      0};
    if (protocol::isCompressed(format))
        frame.size = old ? kind : word(header, 4);
    else
        frame.size = static_cast<std::size_t>(protocol::imageBytes(format, width, height));
    if (frame.size == 0)
        return std::nullopt;
    return frame;
}

std::size_t framePadding(std::size_t size)
{
    return (kAlignment - size % kAlignment) % kAlignment;
}

}  // namespace omv::firmware
