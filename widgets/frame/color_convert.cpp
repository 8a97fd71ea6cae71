// SPDX-License-Identifier: MIT
#include "widgets/frame/color_convert.h"

#include <cmath>

namespace omv::ui::color {

namespace {

// sRGB primaries and the D65 white point, Y = 100.
constexpr double kWhiteX = 95.047;
constexpr double kWhiteY = 100.0;
constexpr double kWhiteZ = 108.883;

double linear(unsigned channel)
{
    const double c = channel / 255.0;
    return 100.0 * (c > 0.04045 ? std::pow((c + 0.055) / 1.055, 2.4) : c / 12.92);
}

/// Linear light of all values of 5 and 6 bits, widened to 8 by the nearest of n * 255 / 31 (63):
/// the table's way, not the one of pixels.
struct LinearLight {
    std::array<double, 32> five;
    std::array<double, 64> six;

    LinearLight()
    {
        for (unsigned n = 0; n < five.size(); ++n)
            five[n] = linear((n * 255 * 2 + 31) / 62);
        for (unsigned n = 0; n < six.size(); ++n)
            six[n] = linear((n * 255 * 2 + 63) / 126);
    }
};

double curve(double t)
{
    return t > 0.008856 ? std::cbrt(t) : (t * 903.3 + 16.0) / 116.0;
}

int rounded(double value)
{
    return static_cast<int>(std::floor(value + 0.5));
}

struct LabNumbers {
    int l;
    int a;
    int b;
};

LabNumbers labNumbers(const LinearLight& light, unsigned value)
{
    const double r = light.five[value >> 11];
    const double g = light.six[(value >> 5) & 63];
    const double b = light.five[value & 31];
    const double x = curve((r * 0.4124 + g * 0.3576 + b * 0.1805) / kWhiteX);
    const double y = curve((r * 0.2126 + g * 0.7152 + b * 0.0722) / kWhiteY);
    const double z = curve((r * 0.0193 + g * 0.1192 + b * 0.9505) / kWhiteZ);
    return {rounded(116 * y) - 16, rounded(500 * (x - y)), rounded(200 * (y - z))};
}

LabTable makeLabTable()
{
    const LinearLight light;
    LabTable table;
    for (unsigned i = 0; i < table.size(); ++i) {
        const LabNumbers even = labNumbers(light, 2 * i);
        const LabNumbers odd = labNumbers(light, 2 * i + 1);
        table[i] = {static_cast<std::int8_t>((even.l + odd.l) / 2),
                    static_cast<std::int8_t>((even.a + odd.a) / 2),
                    static_cast<std::int8_t>((even.b + odd.b) / 2)};
    }
    return table;
}

}  // namespace

const LabTable& labTable()
{
    static const LabTable table = makeLabTable();
    return table;
}

}  // namespace omv::ui::color
