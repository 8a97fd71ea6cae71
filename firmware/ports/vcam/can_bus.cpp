// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/can_bus.h"

#include <utility>

namespace omv::vcam {

namespace {

constexpr std::size_t kMostFrames = 1024;

constexpr std::pair<const char*, CanPartner> kPartners[] = {
    {"none", CanPartner::None}, {"quiet", CanPartner::Quiet}, {"echo", CanPartner::Echo}};

}  // namespace

std::optional<CanPartner> canPartner(std::string_view name)
{
    for (const auto& [known, partner] : kPartners) {
        if (name == known)
            return partner;
    }
    return std::nullopt;
}

const char* toString(CanPartner partner)
{
    for (const auto& [name, known] : kPartners) {
        if (partner == known)
            return name;
    }
    return "";
}

void CanBus::changed() const
{
    if (onChange)
        onChange();
}

bool CanBus::send(const CanFrame& frame)
{
    {
        const std::lock_guard guard(m_mutex);
        if (m_partner == CanPartner::None)
            return false;
        m_sent.push_back(frame);
        if (m_sent.size() > kMostFrames)
            m_sent.pop_front();
        if (m_partner != CanPartner::Echo || m_toScript.size() >= kMostFrames)
            return true;
        m_toScript.push_back(frame);
    }
    changed();
    return true;
}

std::optional<CanFrame> CanBus::receive()
{
    const std::lock_guard guard(m_mutex);
    if (m_toScript.empty())
        return std::nullopt;
    const CanFrame frame = m_toScript.front();
    m_toScript.pop_front();
    return frame;
}

void CanBus::reset()
{
    const std::lock_guard guard(m_mutex);
    m_toScript.clear();
}

void CanBus::setPartner(CanPartner partner)
{
    {
        const std::lock_guard guard(m_mutex);
        m_partner = partner;
    }
    changed();
}

CanPartner CanBus::partner() const
{
    const std::lock_guard guard(m_mutex);
    return m_partner;
}

void CanBus::inject(const CanFrame& frame)
{
    {
        const std::lock_guard guard(m_mutex);
        if (m_toScript.size() >= kMostFrames)
            return;
        m_toScript.push_back(frame);
    }
    changed();
}

std::vector<CanFrame> CanBus::sent()
{
    const std::lock_guard guard(m_mutex);
    const auto frames = std::exchange(m_sent, {});
    return {frames.begin(), frames.end()};
}

}  // namespace omv::vcam
