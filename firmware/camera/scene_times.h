// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/scene_json.h"

namespace omv::firmware {

// What scene files may say at most.
constexpr double kSceneColdest = -273;
constexpr double kSceneHottest = 2000;
constexpr double kSceneFarthest = 1e6;  // mm
constexpr double kSceneBrightest = 250;  // times white
constexpr double kSceneLongest = 1e9;  // frames
constexpr double kScenePlace = 10;  // positions and sizes, in pictures

/// "path" and "visible" of a scene file.
ScenePath scenePathOf(const SceneJson& in);
SceneIntervals sceneIntervalsOf(const SceneJson& in);

}  // namespace omv::firmware
