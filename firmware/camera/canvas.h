// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/pixel_format.h"

#include <cstddef>
#include <cstdint>

namespace omv::firmware {

using protocol::PixelFormat;

/// Pixels to work on that somebody else owns: a frame buffer, or memory of the
/// script. Rows are packed; Binary rows are padded to 32 bits.
struct Canvas {
    int width = 0;
    int height = 0;
    PixelFormat format = PixelFormat::Invalid;
    std::uint8_t* data = nullptr;
    std::size_t size = 0;  ///< bytes of the picture; the file's size when compressed

    bool contains(int x, int y) const { return x >= 0 && y >= 0 && x < width && y < height; }
};

struct Point {
    int x = 0;
    int y = 0;

    friend bool operator==(const Point&, const Point&) = default;
};

struct Rect {
    int x = 0;
    int y = 0;
    int w = 0;
    int h = 0;

    bool isEmpty() const { return w <= 0 || h <= 0; }
    int right() const { return x + w; }
    int bottom() const { return y + h; }
    friend bool operator==(const Rect&, const Rect&) = default;
};
/// The part that both cover; empty when they do not touch.
Rect intersection(const Rect& a, const Rect& b);

/// Bytes from one row of `canvas` to the next; 0 for compressed formats.
std::size_t stride(const Canvas& canvas);

/// One pixel as its raw number: 0/1, 0..255, RGB565, or the 16 bits of a YUV pair.
/// The point must be inside.
std::uint32_t pixel(const Canvas& canvas, int x, int y);
/// Points outside are ignored, so drawing may run over the edge.
void setPixel(const Canvas& canvas, int x, int y, std::uint32_t value);
/// A row of pixels from x0 up to and without x1, clipped.
void fillSpan(const Canvas& canvas, int x0, int x1, int y, std::uint32_t value);

}  // namespace omv::firmware
