// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"
#include "tests/widgets/frame/frame_fixture.h"
#include "widgets/frame/box_scale.h"

#include <cmath>

using namespace omv::ui;
using omv::ui::test::makePicture;

namespace {

QImage scaled(const QImage& source, QSize size)
{
    QImage out;
    boxScale(source, QRect(QPoint(), size), QRect(QPoint(), size), out);
    return out;
}

/// The mean of the area of one result pixel, by plain arithmetic.
std::array<double, 3> meanOfArea(const QImage& source, QSize size, int x, int y)
{
    const double left = static_cast<double>(x) * source.width() / size.width();
    const double right = static_cast<double>(x + 1) * source.width() / size.width();
    const double top = static_cast<double>(y) * source.height() / size.height();
    const double bottom = static_cast<double>(y + 1) * source.height() / size.height();
    std::array<double, 3> sums{};
    for (int sy = static_cast<int>(top); sy < bottom - 1e-9; ++sy) {
        const double high = std::min<double>(bottom, sy + 1) - std::max<double>(top, sy);
        for (int sx = static_cast<int>(left); sx < right - 1e-9; ++sx) {
            const double wide = std::min<double>(right, sx + 1) - std::max<double>(left, sx);
            const QRgb c = source.pixel(sx, sy);
            sums[0] += qRed(c) * high * wide;
            sums[1] += qGreen(c) * high * wide;
            sums[2] += qBlue(c) * high * wide;
        }
    }
    const double area = (right - left) * (bottom - top);
    return {sums[0] / area, sums[1] / area, sums[2] / area};
}

}  // namespace

TEST_CASE("whole multiples repeat every pixel exactly")
{
    const QImage source = makePicture(13, 9);
    for (const int factor : {1, 2, 3, 7}) {
        const QImage out = scaled(source, source.size() * factor);
        REQUIRE(out.size() == source.size() * factor);
        for (int y = 0; y < out.height(); ++y) {
            for (int x = 0; x < out.width(); ++x)
                REQUIRE(out.pixel(x, y) == source.pixel(x / factor, y / factor));
        }
    }
}

TEST_CASE("other sizes are the mean of the area under each pixel")
{
    const QImage source = makePicture(64, 48);
    const QSize size = GENERATE(QSize(32, 24), QSize(45, 34), QSize(20, 15), QSize(96, 72),
                                QSize(71, 53), QSize(5, 4), QSize(1, 1), QSize(150, 50));
    const QImage out = scaled(source, size);
    double worst = 0;
    for (int y = 0; y < out.height(); ++y) {
        for (int x = 0; x < out.width(); ++x) {
            const auto mean = meanOfArea(source, size, x, y);
            const QRgb c = out.pixel(x, y);
            worst = std::max({worst, std::abs(qRed(c) - mean[0]), std::abs(qGreen(c) - mean[1]),
                              std::abs(qBlue(c) - mean[2])});
        }
    }
    CHECK(worst <= 2.0);  // the weights have eight bits
}

TEST_CASE("an even picture stays exactly even at any size")
{
    QImage source(50, 40, QImage::Format_RGB32);
    source.fill(qRgb(255, 254, 1));
    for (const QSize size : {QSize(49, 39), QSize(17, 13), QSize(73, 61), QSize(3, 2)}) {
        const QImage out = scaled(source, size);
        for (int y = 0; y < out.height(); ++y) {
            for (int x = 0; x < out.width(); ++x)
                REQUIRE(out.pixel(x, y) == qRgb(255, 254, 1));
        }
    }
}

TEST_CASE("a visible part is what is cut from the whole")
{
    const QImage source = makePicture(40, 30);
    for (const QSize size : {QSize(80, 60), QSize(55, 41), QSize(21, 16)}) {
        const QRect target(QPoint(-7, -3), size);
        const QRect visible(3, 2, 11, 9);
        QImage part;
        boxScale(source, target, visible, part);
        CHECK(part == scaled(source, size).copy(visible.translated(7, 3)));
    }
}
