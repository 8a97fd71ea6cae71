// SPDX-License-Identifier: MIT
// A program of its own, so that it can be skipped visibly.
#include "tests/support/catch.h"
#include "tests/support/skip.h"

#include <openmv/camera.h>

#include "tests/libopenmv/announced.h"

TEST_CASE("With no camera \"auto\" names the virtual one", "[sim]")
{
    const omv::test::Announced none(0);
    const auto cameras = omv::listCameras();
    REQUIRE(cameras);
    if (!cameras->empty())
        omv::test::skip("a camera is connected to this machine: " + cameras->front().port);
    const auto camera = omv::Camera::open("auto");
    REQUIRE_FALSE(camera);
    CHECK(camera.error().id == "OMV-E0101");
    CHECK(camera.error().fix.find("-p sim:ae3") != std::string::npos);
}
