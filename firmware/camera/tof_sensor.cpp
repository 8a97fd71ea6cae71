// SPDX-License-Identifier: MIT
#include "firmware/camera/tof_sensor.h"

#include "firmware/camera/thermal_array.h"

#include <algorithm>
#include <cmath>

#include <opencv2/core.hpp>

namespace omv::firmware {

float tofNoise(float distance)
{
    constexpr float kLeast = 2;
    constexpr float kPart = 0.004F;
    return std::max(kLeast, distance * kPart);
}

std::vector<float> readDistances(Scene& scene, std::uint32_t frame, std::uint64_t take)
{
    ScalarFrame seen{kTofSide * kSamplesPerZone, kTofSide * kSamplesPerZone, {}};
    scene.renderDistance(frame, {}, seen);
    for (float& value : seen.values)
        value = value > kTofReach ? 0 : value;
    std::vector<float> zones = zoneMeans(seen, kTofSide, kTofSide, 0);
    cv::RNG random(take * 0x9E3779B97F4A7C15U + 2);
    for (float& value : zones) {
        if (value <= 0)
            continue;
        const double noise = random.gaussian(static_cast<double>(tofNoise(value)));
        value = std::clamp(std::round(value + static_cast<float>(noise)), 1.0F, kTofReach);
    }
    return zones;
}

}  // namespace omv::firmware
