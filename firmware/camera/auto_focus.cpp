// SPDX-License-Identifier: MIT
#include "firmware/camera/auto_focus.h"

namespace omv::firmware {

namespace {

constexpr std::int64_t kSearchUs = 600000;
constexpr double kWorstBlur = 4;

}  // namespace

void AutoFocus::trigger(std::int64_t now)
{
    m_end = now + kSearchUs;
    m_held = 0;
}

void AutoFocus::pause(std::int64_t now)
{
    m_held = blurAt(now);
    m_end = 0;
}

void AutoFocus::reset()
{
    m_end = 0;
    m_held = 0;
}

double AutoFocus::blurAt(std::int64_t now) const
{
    if (m_held > 0 || now >= m_end)
        return m_held;
    return kWorstBlur * static_cast<double>(m_end - now) / static_cast<double>(kSearchUs);
}

}  // namespace omv::firmware
