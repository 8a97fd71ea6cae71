// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace omv::firmware {

/// An LSM6DSM at 52 Hz, +-8 g and +-2000 degrees a second. X points to the right of the
/// camera, Y down, Z backwards; the board stands upright and still until it is moved.
/// Threads: any.
class ImuModel {
public:
    using Axes = std::array<float, 3>;

    explicit ImuModel(std::uint64_t seed)
        : m_seed(seed)
    {
    }

    // The world's side
    struct Motion {
        Axes accelerationMg{0, -1000, 0};
        Axes angularRateMdps{};
        float temperatureC = 30;
    };
    Motion motion() const;
    void move(const Motion& motion);
    /// The motion is told by somebody else, from any thread, and move() does nothing any more.
    /// Before the sensor is used.
    void followMotion(std::function<Motion()> source) { m_source = std::move(source); }

    // The board's side: what the sensor's last sample at `now` says
    Axes accelerationMg(std::int64_t now) const;
    Axes angularRateMdps(std::int64_t now) const;
    float temperatureC(std::int64_t now) const;
    /// 0..360 degrees, 0 upright.
    float roll(std::int64_t now) const;
    /// -180..180 degrees, 0 upright.
    float pitch(std::int64_t now) const;
    void reset();
    void sleep(bool on);
    void writeRegister(std::uint8_t address, std::uint8_t value);
    std::uint8_t readRegister(std::uint8_t address, std::int64_t now) const;

private:
    struct Sample {
        std::array<std::int16_t, 3> acceleration{};
        std::array<std::int16_t, 3> rate{};
        std::int16_t temperature = 0;
    };
    Sample sampleAt(std::int64_t now) const;

    std::uint64_t m_seed;
    std::function<Motion()> m_source;  // null: m_motion
    mutable std::mutex m_mutex;
    // guarded by m_mutex
    Motion m_motion;
    std::array<std::uint8_t, 128> m_registers = freshRegisters();
    mutable Sample m_last;

    static std::array<std::uint8_t, 128> freshRegisters();
};

}  // namespace omv::firmware
