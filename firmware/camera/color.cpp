// SPDX-License-Identifier: MIT
#include "firmware/camera/color.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace omv::firmware {

namespace {

// sRGB primaries and the D65 white point, Y = 100.
constexpr double kWhiteX = 95.047;
constexpr double kWhiteY = 100.0;
constexpr double kWhiteZ = 108.883;

double linear(double channel)
{
    const double c = channel / 255.0;
    return 100.0 * (c > 0.04045 ? std::pow((c + 0.055) / 1.055, 2.4) : c / 12.92);
}

double labCurve(double t)
{
    return t > 0.008856 ? std::cbrt(t) : (t * 903.3 + 16.0) / 116.0;
}

struct LabNumbers {
    int l;
    int a;
    int b;
};

int rounded(double value)
{
    return static_cast<int>(std::floor(value + 0.5));
}

// The table's own widening of 5 and 6 bits: nearest of n * 255 / 31 (or 63).
LabNumbers labNumbers(unsigned value)
{
    const unsigned red = ((value >> 11) * 255 * 2 + 31) / 62;
    const unsigned green = (((value >> 5) & 63) * 255 * 2 + 63) / 126;
    const unsigned blue = ((value & 31) * 255 * 2 + 31) / 62;
    const double r = linear(red);
    const double g = linear(green);
    const double b = linear(blue);
    const double x = labCurve((r * 0.4124 + g * 0.3576 + b * 0.1805) / kWhiteX);
    const double y = labCurve((r * 0.2126 + g * 0.7152 + b * 0.0722) / kWhiteY);
    const double z = labCurve((r * 0.0193 + g * 0.1192 + b * 0.9505) / kWhiteZ);
    return {rounded(116 * y) - 16, rounded(500 * (x - y)), rounded(200 * (y - z))};
}

std::vector<Lab> makeLabTable()
{
    std::vector<Lab> table(32768);
    for (unsigned i = 0; i < table.size(); ++i) {
        const LabNumbers even = labNumbers(2 * i);
        const LabNumbers odd = labNumbers(2 * i + 1);
        table[i] = {static_cast<std::int8_t>((even.l + odd.l) / 2),
                    static_cast<std::int8_t>((even.a + odd.a) / 2),
                    static_cast<std::int8_t>((even.b + odd.b) / 2)};
    }
    return table;
}

std::uint8_t gammaByte(double linearValue)
{
    const double c = std::clamp(linearValue, 0.0, 1.0);
    const double s = c > 0.0031308 ? 1.055 * std::pow(c, 1 / 2.4) - 0.055 : 12.92 * c;
    return static_cast<std::uint8_t>(rounded(s * 255.0));
}

double labCurveInverse(double t)
{
    return t > 0.2068966 ? t * t * t : (116.0 * t - 16.0) / 903.3;
}

std::uint8_t byte(int value)
{
    return static_cast<std::uint8_t>(std::clamp(value, 0, 255));
}

}  // namespace

Rgb fromYuv(Yuv c)
{
    const Rgb full{byte(c.y + ((91881 * c.v) >> 16)),
                   byte(c.y - ((22554 * c.u + 46802 * c.v) >> 16)),
                   byte(c.y + ((116130 * c.u) >> 16))};
    return fromRgb565(rgb565(full));
}

Lab toLab(std::uint16_t value)
{
    static const std::vector<Lab> table = makeLabTable();
    return table[value >> 1];
}

Rgb fromLab(Lab c)
{
    const double y = (c.l + 16) / 116.0;
    const double x = labCurveInverse(y + c.a / 500.0) * kWhiteX / 100.0;
    const double z = labCurveInverse(y - c.b / 200.0) * kWhiteZ / 100.0;
    const double yy = labCurveInverse(y) * kWhiteY / 100.0;
    const Rgb full{gammaByte(3.2406 * x - 1.5372 * yy - 0.4986 * z),
                   gammaByte(-0.9689 * x + 1.8758 * yy + 0.0415 * z),
                   gammaByte(0.0557 * x - 0.2040 * yy + 1.0570 * z)};
    return fromRgb565(rgb565(full));
}

}  // namespace omv::firmware
