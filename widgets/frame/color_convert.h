// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>

/// The colour conversions of the firmware, with its rounding. Pure; any thread.
namespace omv::ui::color {

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

/// Drops the low bits.
constexpr std::uint16_t toRgb565(Rgb c)
{
    return static_cast<std::uint16_t>((c.r >> 3) << 11 | (c.g >> 2) << 5 | c.b >> 3);
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

constexpr std::uint8_t toGray(Rgb c)
{
    return static_cast<std::uint8_t>((c.r * 38 + c.g * 75 + c.b * 15) >> 7);
}

constexpr Yuv toYuv(Rgb c)
{
    return {toGray(c), static_cast<std::int8_t>((c.b * 64 - c.g * 43 - c.r * 21) >> 7),
            static_cast<std::int8_t>((c.r * 64 - c.g * 54 - c.b * 10) >> 7)};
}

/// The firmware knows LAB by RGB565 only, through a table in which two values that differ in
/// the lowest bit of blue share an entry.
using LabTable = std::array<Lab, 32768>;
/// Made when first asked for (some milliseconds); index it with an RGB565 value >> 1.
const LabTable& labTable();

inline Lab toLab(std::uint16_t rgb565)
{
    return labTable()[rgb565 >> 1];
}
inline Lab toLab(Rgb c)
{
    return toLab(toRgb565(c));
}

}  // namespace omv::ui::color
