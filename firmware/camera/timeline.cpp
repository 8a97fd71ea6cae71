// SPDX-License-Identifier: MIT
#include "firmware/camera/timeline.h"

#include <cmath>

namespace omv::firmware {

std::uint32_t Timeline::frameAtLocked(std::int64_t time) const
{
    const double frames = static_cast<double>(time - m_baseTime) * m_fps / 1e6;
    // timeOf() rounds up to whole microseconds: the frame is there at exactly that time.
    return m_baseFrame + static_cast<std::uint32_t>(static_cast<std::int64_t>(frames + 1e-6));
}

std::uint32_t Timeline::frameAt(std::int64_t time) const
{
    const std::scoped_lock lock(m_mutex);
    return frameAtLocked(time);
}

std::int64_t Timeline::timeOf(std::uint32_t frame) const
{
    const std::scoped_lock lock(m_mutex);
    const std::uint32_t ahead = frame - m_baseFrame;
    return m_baseTime + static_cast<std::int64_t>(std::ceil(ahead * 1e6 / m_fps));
}

double Timeline::fps() const
{
    const std::scoped_lock lock(m_mutex);
    return m_fps;
}

void Timeline::setFps(std::int64_t time, double fps)
{
    const std::scoped_lock lock(m_mutex);
    m_baseFrame = frameAtLocked(time);
    m_baseTime = time;
    m_fps = fps;
}

void Timeline::jump(std::int64_t time, std::uint32_t frame)
{
    const std::scoped_lock lock(m_mutex);
    m_baseFrame = frame;
    m_baseTime = time;
}

}  // namespace omv::firmware
