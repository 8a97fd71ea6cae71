// SPDX-License-Identifier: MIT
#include <openmv/board.h>
#include <openmv/camera.h>
#include <openmv/discovery.h>
#include <openmv/frame.h>
#include <openmv/result.h>
#include <openmv/transport.h>
#include <openmv/version.h>

#include "tests/support/catch.h"

TEST_CASE("a program that links only the public library can use every part of it")
{
    CHECK(std::string(OPENMV_VERSION) ==
          std::to_string(OPENMV_VERSION_MAJOR) + '.' + std::to_string(OPENMV_VERSION_MINOR) + '.' +
              std::to_string(OPENMV_VERSION_PATCH));
    CHECK(!omv::explain("OMV-E0101").empty());
    CHECK(omv::toString(omv::Error{}).empty());
    CHECK(!omv::dataDirectory().empty());
    CHECK(!omv::BoardDatabase::parse("", "x"));
    CHECK(omv::BoardDatabase::load().has_value());
    CHECK(!omv::announcementDirectory().empty());
    CHECK(!omv::parseAnnouncement(omv::formatAnnouncement({})));
    CHECK(omv::listCameras().has_value());
    CHECK(omv::name(omv::PixelFormat::Png) == "PNG");
    CHECK(!omv::toRgb({}));
    CHECK(!omv::toJpeg({}));
    CHECK(!omv::save({}, "/nonexistent/a.png"));
    CHECK(!omv::openSerial("/nonexistent"));
    CHECK(!omv::openTcp("127.0.0.1", 1, std::chrono::milliseconds(10)));
    CHECK(omv::toString(omv::FirmwareVersion{5, 0, 1}) == "5.0.1");
    CHECK(!omv::Camera::open("no such port").has_value());
}

TEST_CASE("the public library makes transports and watches")
{
    auto pair = omv::makeTransportPair();
    REQUIRE(pair);
    const auto faulty = omv::makeFaulty(std::move(pair->first), {});
    CHECK(faulty->description() == "pair:first (faulty)");
    const omv::CameraWatch watch({});
}
