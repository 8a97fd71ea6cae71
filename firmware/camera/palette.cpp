// SPDX-License-Identifier: MIT
#include "firmware/camera/palette.h"

#include "firmware/camera/color.h"

#include <algorithm>
#include <cmath>

namespace omv::firmware {

namespace {

std::uint8_t byte(double value)
{
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 1.0) * 255));
}

// Full saturation and value; `hue` in turns.
std::uint16_t hueColor(double hue)
{
    const double h = hue * 6;
    return rgb565(byte(std::abs(h - 3) - 1), byte(2 - std::abs(h - 2)), byte(2 - std::abs(h - 4)));
}

ColorPalette makeRainbow()
{
    ColorPalette palette{};
    for (std::size_t i = 0; i < palette.size(); ++i)
        palette[i] = hueColor((255.0 - static_cast<double>(i)) / 255.0 * 0.72);
    return palette;
}

// The usual thermal camera curve: red as a root, green as a cube, blue as a sine.
ColorPalette makeIronbow()
{
    ColorPalette palette{};
    for (std::size_t i = 0; i < palette.size(); ++i) {
        const double t = static_cast<double>(i) / 255.0;
        palette[i] = rgb565(byte(std::sqrt(t)), byte(t * t * t), byte(std::sin(6.283185307 * t)));
    }
    return palette;
}

// Three overlapping ramps; red leads.
ColorPalette makeDepth()
{
    ColorPalette palette{};
    const auto ramp = [](double t, double middle) { return 1.5 - std::abs(4 * t - middle); };
    for (std::size_t i = 0; i < palette.size(); ++i) {
        const double t = static_cast<double>(i) / 255.0;
        palette[i] = rgb565(byte(ramp(t, 1)), byte(ramp(t, 2)), byte(ramp(t, 3)));
    }
    return palette;
}

// Straight from the first colour over that of 128 to the last.
ColorPalette makeEvents(const Rgb& off, const Rgb& middle, const Rgb& on)
{
    ColorPalette palette{};
    const auto between = [](std::uint8_t a, std::uint8_t b, double t) {
        return byte((a + (b - a) * t) / 255);
    };
    for (std::size_t i = 0; i < palette.size(); ++i) {
        const bool low = i < 128;
        const Rgb& a = low ? off : middle;
        const Rgb& b = low ? middle : on;
        const double t = low ? static_cast<double>(i) / 128 : (static_cast<double>(i) - 128) / 127;
        palette[i] = rgb565(between(a.r, b.r, t), between(a.g, b.g, t), between(a.b, b.b, t));
    }
    return palette;
}

// Where nothing happens scripts expect a lightness of 10 to 20 and of 85 to 95, and
// take any other colour for something that moves.
constexpr Rgb kEventBlue{64, 126, 201};
constexpr Rgb kEventDark{30, 37, 52};
constexpr Rgb kEventPale{216, 223, 236};
constexpr Rgb kEventWhite{255, 255, 255};

}  // namespace

const ColorPalette& darkEventPalette()
{
    static const ColorPalette palette = makeEvents(kEventBlue, kEventDark, kEventWhite);
    return palette;
}

const ColorPalette& lightEventPalette()
{
    static const ColorPalette palette = makeEvents(kEventDark, kEventPale, kEventBlue);
    return palette;
}

const ColorPalette& depthPalette()
{
    static const ColorPalette palette = makeDepth();
    return palette;
}

const ColorPalette& rainbowPalette()
{
    static const ColorPalette palette = makeRainbow();
    return palette;
}

const ColorPalette& ironbowPalette()
{
    static const ColorPalette palette = makeIronbow();
    return palette;
}

}  // namespace omv::firmware
