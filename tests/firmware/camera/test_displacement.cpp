// SPDX-License-Identifier: MIT
// Sweeps over pictures whose displacement is known to a fraction of a pixel.
#include "firmware/camera/blit.h"
#include "firmware/camera/displacement.h"
#include "tests/firmware/camera/test_picture.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace omv::firmware;
using Drawing = omv::test::Picture;

namespace {

constexpr double kDegree = 3.14159265358979 / 180;

/// A rough floor without an end, smooth between its grains.
class Floor {
public:
    Floor(unsigned seed, double grain)
        : m_grain(grain)
        , m_levels(kSide * kSide)
    {
        std::mt19937 random(seed);
        for (double& level : m_levels)
            level = 48 + static_cast<double>(random() % 161);
    }

    double at(double x, double y) const
    {
        x /= m_grain;
        y /= m_grain;
        const int i = static_cast<int>(std::floor(x));
        const int j = static_cast<int>(std::floor(y));
        const double a = x - i;
        const double b = y - j;
        return (1 - b) * ((1 - a) * grain(i, j) + a * grain(i + 1, j)) +
            b * ((1 - a) * grain(i, j + 1) + a * grain(i + 1, j + 1));
    }

private:
    static constexpr int kSide = 128;

    double grain(int i, int j) const
    {
        return m_levels[static_cast<std::size_t>((j & (kSide - 1)) * kSide + (i & (kSide - 1)))];
    }

    double m_grain;
    std::vector<double> m_levels;
};

/// How the floor lies in a picture.
struct Pose {
    double turn = 0;  ///< degrees, counterclockwise
    double scale = 1;
    double right = 0;
    double down = 0;
};

struct View {
    Size size;
    double noise = 1;  ///< as the named scenes have it
    double grain = 5;
    unsigned floor = 7;
};

Drawing look(const View& view, const Pose& pose, unsigned seed)
{
    const Floor floor(view.floor, view.grain);
    std::mt19937 random(seed);
    std::normal_distribution<double> noise(0, view.noise);
    Drawing picture(view.size.width, view.size.height, PixelFormat::Grayscale);
    const double c = std::cos(pose.turn * kDegree) / pose.scale;
    const double s = std::sin(pose.turn * kDegree) / pose.scale;
    for (int y = 0; y < view.size.height; ++y) {
        for (int x = 0; x < view.size.width; ++x) {
            double sum = 0;
            for (const double px : {-0.25, 0.25}) {
                for (const double py : {-0.25, 0.25}) {
                    const double dx = x + px - (view.size.width - 1) / 2.0 - pose.right;
                    const double dy = y + py - (view.size.height - 1) / 2.0 - pose.down;
                    sum += floor.at(dx * c - dy * s + 300, dx * s + dy * c + 300) / 4;
                }
            }
            const long level = std::lround(sum + noise(random));
            setPixel(picture.canvas(), x, y,
                     static_cast<std::uint32_t>(std::clamp(level, 0L, 255L)));
        }
    }
    return picture;
}

/// Of a picture in that pose against one that lies straight.
Displacement measure(const View& view, const Pose& pose, DisplacementMode mode)
{
    const Rect roi{0, 0, view.size.width, view.size.height};
    const Drawing straight = look(view, {}, 1);
    const Drawing picture = look(view, pose, 2);
    return findDisplacement(picture.canvas(), roi, straight.canvas(), roi, mode);
}

const Size kSizes[] = {{64, 64}, {128, 128}, {64, 32}};

}  // namespace

TEST_CASE("A picture's shift is measured to a tenth of a pixel")
{
    const auto size = GENERATE(Size{64, 64}, Size{128, 128}, Size{64, 32});
    const int step = size.width > 64 ? 4 : 1;
    for (int i = 0; i <= 80; i += step) {
        const Pose pose{0, 1, i / 10.0, i % 2 ? i / 20.0 : -i / 20.0};
        const Displacement d = measure({size}, pose, DisplacementMode::Translation);
        CAPTURE(size.width, size.height, i, d.x, d.y, d.response);
        CHECK(d.x == Approx(pose.right).margin(0.1));
        CHECK(d.y == Approx(-pose.down).margin(0.1));
        CHECK(d.response > 0.6f);
        CHECK((d.rotation == 0 && d.scale == 0));
    }
}

TEST_CASE("Slow movement adds up to the whole way")
{
    const View view{{64, 64}, 2};
    double way = 0;
    for (int i = 0; i < 20; ++i) {
        const Rect roi{0, 0, 64, 64};
        const Drawing before = look(view, {0, 1, 0.3 * i, 0}, unsigned(i));
        const Drawing after = look(view, {0, 1, 0.3 * (i + 1), 0}, unsigned(i) + 1);
        way += double(findDisplacement(after.canvas(), roi, before.canvas(), roi,
                                       DisplacementMode::Translation)
                          .x);
    }
    CHECK(way == Approx(6).margin(0.3));
}

TEST_CASE("Turns to both sides are measured alike")
{
    const auto size = GENERATE(Size{64, 64}, Size{128, 128}, Size{64, 32});
    const double margin = size.height < 64 ? 0.6 : 0.2;
    for (const auto mode : {DisplacementMode::LogPolar, DisplacementMode::Fixed}) {
        for (int turn = -20; turn <= 20; turn += size.width > 64 ? 4 : 1) {
            const Displacement d = measure({size}, {double(turn)}, mode);
            CAPTURE(size.width, size.height, turn, int(mode), d.rotation / kDegree, d.scale);
            CHECK(double(d.rotation) / kDegree == Approx(turn).margin(margin));
            CHECK(d.scale == Approx(1).margin(0.01));
            CHECK(d.response > 0.6f);
        }
    }
}

TEST_CASE("Scale is what the picture must be zoomed by")
{
    const auto size = GENERATE(Size{64, 64}, Size{128, 128}, Size{64, 32});
    for (const auto mode : {DisplacementMode::LogPolar, DisplacementMode::Fixed}) {
        for (int i = 0; i <= 45; i += size.width > 64 ? 5 : 1) {
            const double scale = 0.8 + i / 100.0;
            const Displacement d = measure({size}, {0, scale}, mode);
            CAPTURE(size.width, size.height, scale, int(mode), d.scale, d.response);
            CHECK(d.scale == Approx(1 / scale).margin(size.height < 64 ? 0.05 : 0.015));
            CHECK(std::abs(d.rotation) < 0.5 * kDegree);
            CHECK(d.response > 0.5f);
        }
    }
}

TEST_CASE("A turn is told from small movement that came along")
{
    for (int turn = -10; turn <= 10; turn += 2) {
        const Displacement d =
            measure({{128, 128}, 1, 10}, {double(turn), 1.03, 2, -1.5}, DisplacementMode::LogPolar);
        CAPTURE(turn, d.rotation / kDegree, d.scale, d.response);
        CHECK(double(d.rotation) / kDegree == Approx(turn).margin(0.3));
        CHECK(d.scale == Approx(1 / 1.03).margin(0.01));
        CHECK((d.x == 0 && d.y == 0));
        CHECK(d.response > 0.5f);
    }
}

TEST_CASE("Turn, scale and shift are told apart, also when turned a long way")
{
    for (const int turn : {-170, -100, -45, -10, 10, 30, 90, 135, 180}) {
        const double scale = 1 + turn / 900.0;
        const Displacement d =
            measure({{128, 128}, 1, 8}, {double(turn), scale, 5, -3}, DisplacementMode::Fixed);
        CAPTURE(turn, d.x, d.y, d.rotation / kDegree, d.scale, d.response);
        CHECK(std::abs(std::remainder(double(d.rotation) / kDegree - turn, 360)) < 0.3);
        CHECK(d.scale == Approx(1 / scale).margin(0.01));
        // The shift is seen in the picture that was turned back.
        const double c = std::cos(turn * kDegree) / scale;
        const double s = std::sin(turn * kDegree) / scale;
        CHECK(d.x == Approx(5 * c + 3 * s).margin(0.15));
        CHECK(-d.y == Approx(5 * s - 3 * c).margin(0.15));
        CHECK(d.response > 0.5f);
    }
}

TEST_CASE("Unrelated pictures have hardly a response")
{
    for (const Size& size : kSizes) {
        const Rect roi{0, 0, size.width, size.height};
        const Drawing first = look({size, 1, 4}, {}, 1);
        for (const unsigned other : {8U, 9U, 10U}) {
            const Drawing second = look({size, 1, 4, other}, {}, 2);
            for (const auto mode : {DisplacementMode::Translation, DisplacementMode::LogPolar,
                                    DisplacementMode::Fixed}) {
                const Displacement d =
                    findDisplacement(first.canvas(), roi, second.canvas(), roi, mode);
                CAPTURE(size.width, size.height, other, int(mode), d.response);
                CHECK(d.response < 0.1f);
            }
        }
    }
}

TEST_CASE("Large regions are measured in their own pixels")
{
    const Displacement d =
        measure({{640, 400}, 1, 12}, {0, 1, 7, -4}, DisplacementMode::Translation);
    CHECK(d.x == Approx(7).margin(0.2));
    CHECK(d.y == Approx(4).margin(0.2));
}
