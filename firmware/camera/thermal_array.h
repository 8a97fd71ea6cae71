// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/scene.h"

#include <string_view>

namespace omv::firmware {

/// A far infrared sensor of few pixels.
struct ThermalArrayType {
    const char* name;  ///< "MLX90640"
    int width;
    int height;
    int refresh;  ///< Hz, after init() without argument
    int highestRefresh;  ///< equal to `refresh`: cannot be chosen
    int resolution;  ///< bits
    int lowestResolution;
    float noise;  ///< standard deviation, K
    float step;  ///< the smallest difference that it tells, K
    float lowest;  ///< degC
    float highest;
};
/// MLX90621, MLX90640, MLX90641 or AMG8833; null for other names.
const ThermalArrayType* thermalArrayType(std::string_view name);

/// What such a sensor measures of the scene: a mean for each of its pixels.
/// `take`: a number that no two readings share, for the noise.
std::vector<float> readTemperatures(const ThermalArrayType& type, Scene& scene, std::uint32_t frame,
                                    std::uint64_t take);

/// The scene seen in `columns` x `rows` zones: the mean of each. Values that are not
/// above `nothing` count as not there; a zone where they are the most is 0.
std::vector<float> zoneMeans(const ScalarFrame& seen, int columns, int rows, float nothing);
/// Samples of the scene for each side of a zone.
constexpr int kSamplesPerZone = 4;

/// Frames at a steady rate, of which each is taken once.
class FrameClock {
public:
    void start(std::int64_t now, double rate);
    /// When the next frame that nobody has taken is there; `now` or later.
    std::int64_t next(std::int64_t now) const;
    void take(std::int64_t now);

private:
    std::int64_t frameAt(std::int64_t now) const;

    std::int64_t m_start = 0;
    double m_rate = 1;
    std::int64_t m_taken = 0;
};

}  // namespace omv::firmware
