// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <mutex>

namespace omv::firmware {

/// Which frame of the scene is current at what time. Frames follow each other at
/// the main sensor's rate from power-on, whether somebody takes them or not.
/// Threads: any.
class Timeline {
public:
    explicit Timeline(double fps)
        : m_fps(fps)
    {
    }

    /// Number of the newest frame at `time` (microseconds).
    std::uint32_t frameAt(std::int64_t time) const;
    /// When that frame is complete.
    std::int64_t timeOf(std::uint32_t frame) const;
    double fps() const;

    /// Goes on from the frame of `time` at another rate.
    void setFps(std::int64_t time, double fps);
    /// Makes `frame` the one of `time`.
    void jump(std::int64_t time, std::uint32_t frame);

private:
    std::uint32_t frameAtLocked(std::int64_t time) const;

    mutable std::mutex m_mutex;
    // guarded by m_mutex
    double m_fps;
    std::int64_t m_baseTime = 0;
    std::uint32_t m_baseFrame = 0;
};

}  // namespace omv::firmware
