// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"

#include "firmware/camera/color.h"

#include <array>
#include <fstream>
#include <sstream>
#include <string>

using namespace omv::firmware;

TEST_CASE("Colours convert as the firmware converts them", "[color]")
{
    std::ifstream file(std::string(OMV_VECTORS_DIR) + "/colour.csv");
    REQUIRE(file);
    std::string line;
    std::getline(file, line);
    int rows = 0;
    while (std::getline(file, line)) {
        std::array<int, 10> n{};
        std::stringstream cells(line);
        std::string cell;
        for (int& number : n) {
            REQUIRE(std::getline(cells, cell, ','));
            number = std::stoi(cell, nullptr, 0);
        }
        CAPTURE(line);
        const auto value = static_cast<std::uint16_t>(n[0]);
        const Rgb rgb = fromRgb565(value);
        CHECK(std::array{int(rgb.r), int(rgb.g), int(rgb.b)} == std::array{n[1], n[2], n[3]});
        const Yuv yuv = toYuv(rgb);
        CHECK(std::array{int(yuv.y), int(yuv.u), int(yuv.v)} == std::array{n[4], n[5], n[6]});
        const Lab lab = toLab(value);
        CHECK(std::array{int(lab.l), int(lab.a), int(lab.b)} == std::array{n[7], n[8], n[9]});
        CHECK(rgb565(rgb) == value);
        ++rows;
    }
    CHECK(rows == 509);
}

TEST_CASE("Colours come back from LAB and YUV nearly unchanged", "[color]")
{
    const auto near = [](int a, int b) { return std::abs(a - b) <= 12; };
    for (unsigned value = 0; value < 65536; value += 37) {
        const Rgb rgb = fromRgb565(static_cast<std::uint16_t>(value));
        const Rgb yuv = fromYuv(toYuv(rgb));
        CAPTURE(value, int(rgb.r), int(rgb.g), int(rgb.b), int(yuv.r), int(yuv.g), int(yuv.b));
        CHECK((near(rgb.r, yuv.r) && near(rgb.g, yuv.g) && near(rgb.b, yuv.b)));
    }
    for (const Rgb rgb : {Rgb{255, 0, 0}, Rgb{0, 255, 0}, Rgb{128, 128, 128}, Rgb{200, 180, 40}}) {
        const Rgb lab = fromLab(toLab(rgb565(rgb)));
        CAPTURE(int(lab.r), int(lab.g), int(lab.b));
        CHECK((near(rgb.r, lab.r) && near(rgb.g, lab.g) && near(rgb.b, lab.b)));
    }
}
