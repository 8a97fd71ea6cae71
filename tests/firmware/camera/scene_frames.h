// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/scene.h"
#include "tests/support/catch.h"

#include <nlohmann/json.hpp>

// What a scene shows, and what it says of it.

namespace omv::test {

using firmware::RgbFrame;
using firmware::ScalarFrame;
using firmware::Scene;
using firmware::SceneView;

constexpr int kWidth = 320;
constexpr int kHeight = 240;

inline RgbFrame pictureOf(Scene& scene, std::uint32_t frame = 0, int width = kWidth,
                          int height = kHeight, const SceneView& view = {})
{
    RgbFrame out{width, height, {}};
    scene.render(frame, view, out);
    REQUIRE(out.pixels.size() ==
            static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
    return out;
}
inline ScalarFrame warmthOf(Scene& scene, std::uint32_t frame, int width, int height,
                            const SceneView& view = {})
{
    ScalarFrame out{width, height, {}};
    scene.renderTemperature(frame, view, out);
    return out;
}
inline ScalarFrame depthOf(Scene& scene, std::uint32_t frame, int width, int height,
                           const SceneView& view = {})
{
    ScalarFrame out{width, height, {}};
    scene.renderDistance(frame, view, out);
    return out;
}

inline nlohmann::json truthOf(const Scene& scene, std::uint32_t frame = 0)
{
    return nlohmann::json::parse(scene.truth(frame));
}

}  // namespace omv::test
