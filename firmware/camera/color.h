// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

// Colour conversions with the firmware's rounding (tests/vectors/colour.csv).

namespace omv::firmware {

struct Rgb {
    std::uint8_t r = 0;
    std::uint8_t g = 0;
    std::uint8_t b = 0;

    friend bool operator==(const Rgb&, const Rgb&) = default;
};

/// L 0..100, A and B -128..127.
struct Lab {
    std::int8_t l = 0;
    std::int8_t a = 0;
    std::int8_t b = 0;

    friend bool operator==(const Lab&, const Lab&) = default;
};

/// Y 0..255, U and V -128..127.
struct Yuv {
    std::uint8_t y = 0;
    std::int8_t u = 0;
    std::int8_t v = 0;

    friend bool operator==(const Yuv&, const Yuv&) = default;
};

constexpr std::uint16_t rgb565(std::uint8_t r, std::uint8_t g, std::uint8_t b)
{
    return static_cast<std::uint16_t>((r >> 3) << 11 | (g >> 2) << 5 | b >> 3);
}
constexpr std::uint16_t rgb565(Rgb color)
{
    return rgb565(color.r, color.g, color.b);
}

/// By repeating the high bits.
constexpr Rgb fromRgb565(std::uint16_t value)
{
    const int r = value >> 11;
    const int g = (value >> 5) & 63;
    const int b = value & 31;
    return {static_cast<std::uint8_t>(r << 3 | r >> 2), static_cast<std::uint8_t>(g << 2 | g >> 4),
            static_cast<std::uint8_t>(b << 3 | b >> 2)};
}

constexpr std::uint8_t luma(std::uint8_t r, std::uint8_t g, std::uint8_t b)
{
    return static_cast<std::uint8_t>((r * 38 + g * 75 + b * 15) >> 7);
}
constexpr std::uint8_t luma(Rgb color)
{
    return luma(color.r, color.g, color.b);
}

constexpr Yuv toYuv(Rgb c)
{
    return {luma(c), static_cast<std::int8_t>((c.b * 64 - c.g * 43 - c.r * 21) >> 7),
            static_cast<std::int8_t>((c.r * 64 - c.g * 54 - c.b * 10) >> 7)};
}
Rgb fromYuv(Yuv color);

/// Through a table of 32768 entries: colours that differ only in the lowest bit of blue share one.
Lab toLab(std::uint16_t rgb565);
Rgb fromLab(Lab color);

}  // namespace omv::firmware
