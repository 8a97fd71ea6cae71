// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/scene.h"

namespace omv::firmware {

// A VL53L8CX: distances in 8x8 zones.
constexpr int kTofSide = 8;
constexpr int kTofFps = 15;
constexpr float kTofReach = 4000;  ///< mm

/// Whole millimetres, 64 of them; 0 where nothing is in reach.
/// `take`: a number that no two readings share, for the noise.
std::vector<float> readDistances(Scene& scene, std::uint32_t frame, std::uint64_t take);
/// Standard deviation of a measured distance, mm.
float tofNoise(float distance);

}  // namespace omv::firmware
