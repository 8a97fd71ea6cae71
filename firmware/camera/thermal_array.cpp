// SPDX-License-Identifier: MIT
#include "firmware/camera/thermal_array.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <opencv2/core.hpp>

namespace omv::firmware {

namespace {

constexpr ThermalArrayType kTypes[] = {
    {"MLX90621", 16, 4, 64, 512, 18, 15, 0.2F, 0.02F, -20, 300},
    {"MLX90640", 32, 24, 32, 64, 19, 16, 0.1F, 0.01F, -40, 300},
    {"MLX90641", 16, 12, 32, 64, 19, 16, 0.1F, 0.01F, -40, 300},
    {"AMG8833", 8, 8, 10, 10, 12, 12, 0.1F, 0.25F, 0, 80},
};

}  // namespace

const ThermalArrayType* thermalArrayType(std::string_view name)
{
    const auto found = std::ranges::find(kTypes, name, &ThermalArrayType::name);
    return found == std::end(kTypes) ? nullptr : found;
}

std::vector<float> zoneMeans(const ScalarFrame& seen, int columns, int rows, float nothing)
{
    const int wide = seen.width / columns;
    const int high = seen.height / rows;
    std::vector<float> means;
    means.reserve(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    for (int zone = 0; zone < columns * rows; ++zone) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < wide * high; ++i) {
            const int x = zone % columns * wide + i % wide;
            const int y = zone / columns * high + i / wide;
            const float value =
                seen.values[static_cast<std::size_t>(y) * static_cast<std::size_t>(seen.width) +
                            static_cast<std::size_t>(x)];
            if (value > nothing) {
                sum += static_cast<double>(value);
                ++count;
            }
        }
        means.push_back(2 * count >= wide * high ? static_cast<float>(sum / count) : 0);
    }
    return means;
}

std::vector<float> readTemperatures(const ThermalArrayType& type, Scene& scene, std::uint32_t frame,
                                    std::uint64_t take)
{
    ScalarFrame seen{type.width * kSamplesPerZone, type.height * kSamplesPerZone, {}};
    scene.renderTemperature(frame, {}, seen);
    std::vector<float> values =
        zoneMeans(seen, type.width, type.height, std::numeric_limits<float>::lowest());
    cv::RNG random(take * 0x9E3779B97F4A7C15U + 1);
    for (float& value : values) {
        const float noisy =
            value + static_cast<float>(random.gaussian(static_cast<double>(type.noise)));
        value = std::clamp(std::round(noisy / type.step) * type.step, type.lowest, type.highest);
    }
    return values;
}

void FrameClock::start(std::int64_t now, double rate)
{
    m_start = now;
    m_rate = rate;
    m_taken = 0;
}

std::int64_t FrameClock::frameAt(std::int64_t now) const
{
    return static_cast<std::int64_t>(static_cast<double>(now - m_start) * m_rate / 1e6 + 1e-6);
}

std::int64_t FrameClock::next(std::int64_t now) const
{
    if (frameAt(now) > m_taken)
        return now;
    return m_start +
        static_cast<std::int64_t>(std::ceil(static_cast<double>(m_taken + 1) * 1e6 / m_rate));
}

void FrameClock::take(std::int64_t now)
{
    m_taken = std::max(frameAt(now), m_taken + 1);
}

}  // namespace omv::firmware
