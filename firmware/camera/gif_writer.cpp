// SPDX-License-Identifier: MIT
#include "firmware/camera/gif_writer.h"

#include "firmware/camera/codecs.h"

#include <algorithm>

namespace omv::firmware {

namespace {

// Codes stay at 8 bits as long as the table is cleared before it has 256 entries.
constexpr std::size_t kPixelsPerClear = 126;
constexpr std::uint8_t kCodeBits = 7;
constexpr std::uint8_t kClearCode = 128;
constexpr std::uint8_t kEndCode = 129;
constexpr int kColors = 128;

void word(std::vector<std::uint8_t>& out, int value)
{
    out.push_back(static_cast<std::uint8_t>(value));
    out.push_back(static_cast<std::uint8_t>(value >> 8));
}

void append(std::vector<std::uint8_t>& out, std::initializer_list<int> bytes)
{
    for (const int byte : bytes)
        out.push_back(static_cast<std::uint8_t>(byte));
}

/// Spreads 0..most over 0..255.
int spread(int level, int most)
{
    return (level * 255 + most / 2) / most;
}

std::vector<std::uint8_t> paletteIndexes(const Canvas& picture)
{
    std::vector<std::uint8_t> out;
    if (picture.format == PixelFormat::Grayscale || picture.format == PixelFormat::Binary) {
        out = toGrayBytes(picture);
        for (auto& level : out)
            level = static_cast<std::uint8_t>(level >> 1);
        return out;
    }
    const std::vector<std::uint8_t> rgb = toRgbBytes(picture);
    out.reserve(rgb.size() / 3);
    for (std::size_t i = 0; i + 2 < rgb.size(); i += 3)
        out.push_back(
            static_cast<std::uint8_t>(rgb[i] >> 6 << 5 | rgb[i + 1] >> 5 << 2 | rgb[i + 2] >> 6));
    return out;
}

}  // namespace

std::vector<std::uint8_t> gifHeader(int width, int height, bool color, bool loop)
{
    std::vector<std::uint8_t> out{'G', 'I', 'F', '8', '9', 'a'};
    word(out, width);
    word(out, height);
    // A palette of 2^7 entries; background 0; no aspect ratio.
    append(out, {0xF6, 0, 0});
    for (int i = 0; i < kColors; ++i) {
        if (color)
            append(out, {spread(i >> 5, 3), spread(i >> 2 & 7, 7), spread(i & 3, 3)});
        else
            append(out, {spread(i, 127), spread(i, 127), spread(i, 127)});
    }
    if (loop) {
        append(out, {'!', 0xFF, 11});
        for (const char c : {'N', 'E', 'T', 'S', 'C', 'A', 'P', 'E', '2', '.', '0'})
            out.push_back(static_cast<std::uint8_t>(c));
        append(out, {3, 1, 0, 0, 0});
    }
    return out;
}

std::vector<std::uint8_t> gifFrame(const Canvas& picture, int delay)
{
    const std::vector<std::uint8_t> pixels = paletteIndexes(picture);
    std::vector<std::uint8_t> out;
    if (pixels.empty())
        return out;
    out.reserve(pixels.size() + pixels.size() / kPixelsPerClear * 2 + 32);
    if (delay > 0) {
        append(out, {'!', 0xF9, 4, 4});
        word(out, std::min(delay, 0xFFFF));
        append(out, {0, 0});
    }
    append(out, {',', 0, 0, 0, 0});
    word(out, picture.width);
    word(out, picture.height);
    append(out, {0, kCodeBits});
    for (std::size_t at = 0; at < pixels.size(); at += kPixelsPerClear) {
        const std::size_t count = std::min(kPixelsPerClear, pixels.size() - at);
        append(out, {static_cast<int>(count + 1), kClearCode});
        const auto begin = pixels.begin() + static_cast<std::ptrdiff_t>(at);
        out.insert(out.end(), begin, begin + static_cast<std::ptrdiff_t>(count));
    }
    append(out, {1, kEndCode, 0});
    return out;
}

}  // namespace omv::firmware
