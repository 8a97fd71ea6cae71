// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"

#include "firmware/camera/codecs.h"
#include "firmware/camera/draw.h"
#include "firmware/camera/font.h"

#include <string>

using namespace omv::firmware;

namespace {

/// A small picture that can be compared as text: '#' is what was drawn.
struct Sheet {
    Sheet(int width, int height, PixelFormat format = PixelFormat::Grayscale)
        : picture{width, height, format, {}}
    {
        picture.pixels.resize(omv::protocol::imageBytes(format, static_cast<std::uint32_t>(width),
                                                        static_cast<std::uint32_t>(height)));
    }
    Canvas canvas() { return picture.canvas(); }
    std::string text()
    {
        std::string out;
        for (int y = 0; y < picture.height; ++y) {
            for (int x = 0; x < picture.width; ++x)
                out += pixel(canvas(), x, y) ? '#' : '.';
            out += '\n';
        }
        return out;
    }
    int count()
    {
        const std::string all = text();
        return static_cast<int>(std::count(all.begin(), all.end(), '#'));
    }
    Picture picture;
};

constexpr std::uint32_t kWhite = 0xFFFFFFFF;

}  // namespace

TEST_CASE("A line reaches both ends, whatever its direction", "[draw]")
{
    const std::string expected = "#.....\n.##...\n...##.\n.....#\n";
    Sheet there(6, 4);
    drawLine(there.canvas(), {0, 0}, {5, 3}, kWhite, 1);
    CHECK(there.text() == expected);
    Sheet upright(3, 4);
    drawLine(upright.canvas(), {1, 3}, {1, 0}, kWhite, 1);
    CHECK(upright.text() == ".#.\n.#.\n.#.\n.#.\n");
}

TEST_CASE("Lines from far outside are cut, not walked", "[draw]")
{
    Sheet sheet(5, 3);
    drawLine(sheet.canvas(), {-2000000000, 1}, {2000000000, 1}, kWhite, 1);
    CHECK(sheet.text() == ".....\n#####\n.....\n");
    drawLine(sheet.canvas(), {-2000000000, -7}, {2000000000, -7}, kWhite, 1);
    CHECK(sheet.count() == 5);
}

TEST_CASE("A thick line is as thick as asked", "[draw]")
{
    for (int thickness = 1; thickness <= 5; ++thickness) {
        Sheet sheet(9, 9);
        drawLine(sheet.canvas(), {-20, 4}, {20, 4}, kWhite, thickness);
        CHECK(sheet.count() == 9 * thickness);
    }
    Sheet none(9, 9);
    drawLine(none.canvas(), {0, 4}, {8, 4}, kWhite, 0);
    CHECK(none.count() == 0);
}

TEST_CASE("A rectangle has an outline or is full", "[draw]")
{
    Sheet outline(6, 5);
    drawRectangle(outline.canvas(), {1, 1, 4, 3}, kWhite, 1, false);
    CHECK(outline.text() == "......\n.####.\n.#..#.\n.####.\n......\n");
    Sheet full(6, 5);
    drawRectangle(full.canvas(), {1, 1, 4, 3}, kWhite, 1, true);
    CHECK(full.text() == "......\n.####.\n.####.\n.####.\n......\n");
    Sheet single(3, 3);
    drawRectangle(single.canvas(), {1, 1, 1, 1}, kWhite, 1, false);
    CHECK(single.text() == "...\n.#.\n...\n");
    Sheet thick(8, 8);
    drawRectangle(thick.canvas(), {2, 2, 4, 4}, kWhite, 3, false);
    CHECK(thick.count() == 6 * 6);
    Sheet cut(4, 4);
    drawRectangle(cut.canvas(), {-2, -2, 4, 4}, kWhite, 1, true);
    CHECK(cut.text() == "##..\n##..\n....\n....\n");
}

TEST_CASE("Circles are round and closed", "[draw]")
{
    Sheet ring(7, 7);
    drawCircle(ring.canvas(), {3, 3}, 2, kWhite, 1, false);
    CHECK(ring.text() == ".......\n..###..\n.#...#.\n.#...#.\n.#...#.\n..###..\n.......\n");
    Sheet disc(7, 7);
    drawCircle(disc.canvas(), {3, 3}, 2, kWhite, 1, true);
    CHECK(disc.text() == ".......\n..###..\n.#####.\n.#####.\n.#####.\n..###..\n.......\n");
    // A filled hole is as large as the disc: nothing leaks through the ring.
    for (int radius = 0; radius < 40; ++radius) {
        CAPTURE(radius);
        Sheet hollow(90, 90);
        drawCircle(hollow.canvas(), {45, 45}, radius, kWhite, 1, false);
        CHECK(pixel(hollow.canvas(), 45 + radius, 45) != 0);
        CHECK(pixel(hollow.canvas(), 45, 45 - radius) != 0);
        for (int y = 45 - radius; y <= 45 + radius; ++y) {
            const std::string row = hollow.text().substr(static_cast<std::size_t>(y) * 91, 90);
            CHECK(row.find('#') != std::string::npos);
            CHECK(row.find('#') == 90 - 1 - (row.rfind('#') - 1));
        }
    }
}

TEST_CASE("An ellipse turns", "[draw]")
{
    Sheet flat(21, 21);
    drawEllipse(flat.canvas(), {{10, 10}, 8, 3, 0}, kWhite, 1, true);
    CHECK(pixel(flat.canvas(), 18, 10) != 0);
    CHECK(pixel(flat.canvas(), 10, 14) == 0);
    Sheet upright(21, 21);
    drawEllipse(upright.canvas(), {{10, 10}, 8, 3, 90}, kWhite, 1, true);
    CHECK(pixel(upright.canvas(), 10, 18) != 0);
    CHECK(pixel(upright.canvas(), 14, 10) == 0);
    CHECK(upright.count() == flat.count());
}

TEST_CASE("Every pixel format is drawn on", "[draw]")
{
    for (const PixelFormat format :
         {PixelFormat::Binary, PixelFormat::Grayscale, PixelFormat::Rgb565}) {
        Sheet sheet(37, 5, format);
        drawRectangle(sheet.canvas(), {30, 1, 20, 2}, kWhite, 1, true);
        CHECK(sheet.count() == 14);
        drawRectangle(sheet.canvas(), {30, 1, 20, 2}, 0, 1, true);
        CHECK(sheet.count() == 0);
    }
}

TEST_CASE("Text fills cells of 8 by 10", "[draw]")
{
    Sheet sheet(8, 10);
    drawText(sheet.canvas(), {0, 0}, "T", kWhite, {});
    CHECK(sheet.text() ==
          "........\n.#####..\n...#....\n...#....\n...#....\n...#....\n...#....\n...#....\n"
          "........\n........\n");
    Sheet mirrored(8, 10);
    TextStyle style;
    style.charFlip = true;
    drawText(mirrored.canvas(), {0, 0}, "T", kWhite, style);
    CHECK(mirrored.text().substr(8 * 9, 9) == ".#####..\n");
    Sheet turned(10, 16);
    TextStyle down;
    down.stringRotation = 90;
    drawText(turned.canvas(), {0, 0}, "TT", kWhite, down);
    Sheet plain(16, 10);
    drawText(plain.canvas(), {0, 0}, "TT", kWhite, {});
    CHECK(turned.count() == plain.count());
    CHECK(pixel(turned.canvas(), 8, 3) != 0);
}

TEST_CASE("Every printable character but the space looks different", "[draw]")
{
    std::vector<std::string> seen;
    for (char c = ' '; c < 127; ++c) {
        Sheet sheet(8, 10);
        drawText(sheet.canvas(), {0, 0}, std::string(1, c), kWhite, {});
        CAPTURE(c);
        CHECK((sheet.count() > 0) == (c != ' '));
        CHECK(std::find(seen.begin(), seen.end(), sheet.text()) == seen.end());
        seen.push_back(sheet.text());
        const FontSpan span = fontSpan(c);
        CHECK(span.first + span.columns <= kFontWidth);
    }
}
