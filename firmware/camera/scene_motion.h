// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/scene_description.h"

#include <cstdint>

// Where things are in a frame: pure functions of what the file says, seed and frame number.
// The scene's own coordinates are undistorted: the picture is `aspect` wide and 1 high.

namespace omv::firmware {

/// x' = a x + b y + c, y' = d x + e y + f
struct SceneAffine {
    double a = 1, b = 0, c = 0;
    double d = 0, e = 1, f = 0;

    ScenePoint operator()(ScenePoint p) const
    {
        return {a * p.x + b * p.y + c, d * p.x + e * p.y + f};
    }
    SceneAffine inverse() const;
};
/// First `inner`, then `outer`.
SceneAffine combined(const SceneAffine& outer, const SceneAffine& inner);

/// Width and height before anything moves, and the angle that the shape itself has (a line's).
struct SceneExtent {
    double width = 0;
    double height = 0;
    double angle = 0;
};

struct ScenePose {
    bool shown = true;
    SceneAffine place;  ///< from the object's box, 0..1, to the scene
    double rotation = 0;  ///< degrees clockwise
    std::optional<double> temperature;
    std::optional<double> distance;
};

ScenePose poseAt(const SceneObject& object, const SceneExtent& extent, double aspect,
                 std::uint32_t frame);
/// It is at the same place in all frames, and never hidden.
bool isStatic(const SceneObject& object);

/// From the scene to the picture as the camera is held, parts of the picture's sides, 0..1.
SceneAffine cameraAt(const SceneDescription& scene, std::uint64_t seed, std::uint32_t frame);
double lightAt(const SceneLight& light, std::uint32_t frame);

/// Random bits of a place, time or both: the same for the same arguments.
std::uint64_t sceneHash(std::uint64_t a, std::uint64_t b, std::uint64_t c);

}  // namespace omv::firmware
