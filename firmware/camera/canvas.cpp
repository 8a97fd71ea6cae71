// SPDX-License-Identifier: MIT
#include "firmware/camera/canvas.h"

#include <algorithm>

namespace omv::firmware {

Rect intersection(const Rect& a, const Rect& b)
{
    const int left = std::max(a.x, b.x);
    const int top = std::max(a.y, b.y);
    const int right = std::min(a.right(), b.right());
    const int bottom = std::min(a.bottom(), b.bottom());
    if (right <= left || bottom <= top)
        return {};
    return {left, top, right - left, bottom - top};
}

std::size_t stride(const Canvas& canvas)
{
    return static_cast<std::size_t>(
        protocol::rowBytes(canvas.format, static_cast<std::uint32_t>(canvas.width)));
}

std::uint32_t pixel(const Canvas& canvas, int x, int y)
{
    const std::uint8_t* row = canvas.data + stride(canvas) * static_cast<std::size_t>(y);
    const auto column = static_cast<std::size_t>(x);
    switch (protocol::value(canvas.format) & 0xFF) {
    case 0: return (row[column / 8] >> (column % 8)) & 1u;
    case 1: return row[column];
    case 2: return row[2 * column] | static_cast<std::uint32_t>(row[2 * column + 1]) << 8;
    default: return 0;
    }
}

void setPixel(const Canvas& canvas, int x, int y, std::uint32_t value)
{
    if (canvas.contains(x, y))
        fillSpan(canvas, x, x + 1, y, value);
}

void fillSpan(const Canvas& canvas, int x0, int x1, int y, std::uint32_t value)
{
    if (y < 0 || y >= canvas.height)
        return;
    const auto begin = static_cast<std::size_t>(std::max(x0, 0));
    const auto end = static_cast<std::size_t>(std::max(std::min(x1, canvas.width), 0));
    std::uint8_t* row = canvas.data + stride(canvas) * static_cast<std::size_t>(y);
    switch (protocol::value(canvas.format) & 0xFF) {
    case 0:
        for (std::size_t x = begin; x < end; ++x) {
            const auto bit = static_cast<std::uint8_t>(1u << (x % 8));
            row[x / 8] =
                static_cast<std::uint8_t>(value & 1 ? row[x / 8] | bit : row[x / 8] & ~bit);
        }
        return;
    case 1:
        if (begin < end)
            std::fill(row + begin, row + end, static_cast<std::uint8_t>(value));
        return;
    case 2:
        for (std::size_t x = begin; x < end; ++x) {
            row[2 * x] = static_cast<std::uint8_t>(value);
            row[2 * x + 1] = static_cast<std::uint8_t>(value >> 8);
        }
        return;
    default: return;
    }
}

}  // namespace omv::firmware
