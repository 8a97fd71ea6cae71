// SPDX-License-Identifier: MIT
#include <algorithm>

#include "libopenmv/src/frame_codecs.h"
#include "libopenmv/src/frame_vectors.h"
#include "protocol/pixel_format.h"

namespace omv {

namespace {

std::uint8_t clampToByte(int value)
{
    return static_cast<std::uint8_t>(std::clamp(value, 0, 255));
}

/// Inverse of the firmware's colour transform, which is
///     Y = ( 38 R + 75 G + 15 B) >> 7
///     U = (-21 R - 43 G + 64 B) >> 7
///     V = ( 64 R - 54 G - 10 B) >> 7
/// with U and V stored plus 128. The weights are those of BT.601, full range;
/// so are these, with rounding.
void storeYuv(int y, int u, int v, std::uint8_t* out)
{
    out[0] = clampToByte(y + ((179 * v + 64) >> 7));
    out[1] = clampToByte(y - ((44 * u + 91 * v + 64) >> 7));
    out[2] = clampToByte(y + ((227 * u + 64) >> 7));
}

}  // namespace

void expandRgb565(const std::uint8_t* in, std::size_t pixels, std::uint8_t* out)
{
    for (std::size_t i = 0; i < pixels; ++i, in += 2, out += 3) {
        const unsigned value = in[0] | (static_cast<unsigned>(in[1]) << 8);
        const unsigned red = value >> 11;
        const unsigned green = (value >> 5) & 0x3F;
        const unsigned blue = value & 0x1F;
        out[0] = static_cast<std::uint8_t>((red << 3) | (red >> 2));
        out[1] = static_cast<std::uint8_t>((green << 2) | (green >> 4));
        out[2] = static_cast<std::uint8_t>((blue << 3) | (blue >> 2));
    }
}

void expandGrayscale(const std::uint8_t* in, std::size_t pixels, std::uint8_t* out)
{
    for (std::size_t i = 0; i < pixels; ++i) {
        out = std::fill_n(out, 3, in[i]);
    }
}

void expandYuv422(const std::uint8_t* row, std::size_t first, std::size_t pixels, bool vFirst,
                  std::uint8_t* out)
{
    int c1 = first > 0 ? row[first * 2 - 1] - 128 : 0;
    for (std::size_t x = first; x < pixels; x += 2) {
        const std::uint8_t* group = row + x * 2;
        const int c0 = group[1] - 128;
        const bool whole = x + 1 < pixels;
        c1 = whole ? group[3] - 128 : c1;
        const int u = vFirst ? c1 : c0;
        const int v = vFirst ? c0 : c1;
        storeYuv(group[0], u, v, out + x * 3);
        if (whole) {
            storeYuv(group[2], u, v, out + x * 3 + 3);
        }
    }
}

void resizeTo(const Frame& frame, RgbImage& image)
{
    image.width = frame.width;
    image.height = frame.height;
    image.pixels.resize(std::size_t{frame.width} * frame.height * 3);
}

void decodeBinary(const Frame& frame, RgbImage& image)
{
    resizeTo(frame, image);
    const auto stride =
        static_cast<std::size_t>(protocol::rowBytes(protocol::PixelFormat::Binary, frame.width));
    const std::uint8_t* row = frame.data().data();
    auto out = image.pixels.begin();
    for (std::uint32_t y = 0; y < frame.height; ++y, row += stride) {
        for (std::uint32_t x = 0; x < frame.width; ++x) {
            const bool set = (row[x / 8] >> (x % 8)) & 1;
            out = std::fill_n(out, 3, static_cast<std::uint8_t>(set ? 255 : 0));
        }
    }
}

void decodeGrayscale(const Frame& frame, RgbImage& image)
{
    resizeTo(frame, image);
    const auto in = frame.data();
    std::uint8_t* out = image.pixels.data();
    const std::size_t done = expandGrayscaleVectors(in.data(), in.size(), out);
    expandGrayscale(in.data() + done, in.size() - done, out + done * 3);
}

void decodeRgb565(const Frame& frame, RgbImage& image)
{
    resizeTo(frame, image);
    const std::uint8_t* in = frame.data().data();
    const std::size_t pixels = frame.data().size() / 2;
    std::uint8_t* out = image.pixels.data();
    const std::size_t done = expandRgb565Vectors(in, pixels, out);
    expandRgb565(in + done * 2, pixels - done, out + done * 3);
}

void decodeArgb8(const Frame& frame, RgbImage& image)
{
    resizeTo(frame, image);
    const std::uint8_t* in = frame.data().data();  // B G R A in memory
    for (std::size_t i = 0; i < image.pixels.size(); i += 3, in += 4) {
        image.pixels[i] = in[2];
        image.pixels[i + 1] = in[1];
        image.pixels[i + 2] = in[0];
    }
}

void decodeYuv422(const Frame& frame, RgbImage& image)
{
    resizeTo(frame, image);
    const bool vFirst = frame.format == PixelFormat::Yvu422;
    const std::uint8_t* row = frame.data().data();
    std::uint8_t* out = image.pixels.data();
    for (std::uint32_t y = 0; y < frame.height; ++y) {
        const std::size_t done = expandYuv422Vectors(row, frame.width, vFirst, out);
        expandYuv422(row, done, frame.width, vFirst, out);
        row += std::size_t{frame.width} * 2;
        out += std::size_t{frame.width} * 3;
    }
}

}  // namespace omv
