// SPDX-License-Identifier: MIT
// The part of Session that hears what the camera tells by itself.
#include "libopenmv/src/session.h"

#include <fmt/format.h>

namespace omv::session {

namespace {

/// SOFT_REBOOT follows the end of a script at once, if it is not lost.
constexpr Duration kRebootExpected = 500 * protocol::kMillisecond;

}  // namespace

void Session::takeEvents(Time now)
{
    while (const auto event = m_link.takeEvent())
        takeEvent(*event, now);
}

void Session::takeEvent(const protocol::DeviceEvent& event, Time now)
{
    ++m_news;
    if (event.channel == protocol::channel::kTransport) {
        systemEvent(event.code, now);
    } else if (event.channel == m_channels.scripts()) {
        scriptEvent(event.code, now);
    } else if (event.channel == m_channels.text()) {
        m_textPending = true;
    } else if (event.channel == m_channels.stream()) {
        m_framePending = true;
        m_frameTries = 0;
        m_sourceDue = m_sourceDue || m_sourceAgain;
        m_sourceAgain = false;
    } else {
        channelEvent(event);
    }
}

/// An event of a channel that is not known yet waits for the new list, to get its name.
void Session::channelEvent(const protocol::DeviceEvent& event)
{
    constexpr std::size_t kMostUnnamed = 64;
    const ChannelInfo* channel = m_channels.byId(event.channel);
    if (channel && m_unnamed.empty() && !m_listStale) {
        m_listener.event({event.channel, channel->name, event.code});
        return;
    }
    if (m_unnamed.size() < kMostUnnamed)
        m_unnamed.push_back({event.channel, {}, event.code});
    m_listStale = true;
}

void Session::listed(const Status& status)
{
    ++m_news;
    m_listStale = m_listStale || (!status && status.error().code != Errc::Refused);
    if (m_listStale)
        return;
    for (ChannelEvent& event : std::exchange(m_unnamed, {})) {
        if (const ChannelInfo* channel = m_channels.byId(event.channel))
            event.name = channel->name;
        m_listener.event(event);
    }
}

void Session::systemEvent(std::uint16_t code, Time now)
{
    m_listener.log(1, fmt::format("system event {}", code));
    if (code == protocol::event::kChannelRegistered ||
        code == protocol::event::kChannelUnregistered)
        m_listStale = true;
    if (code != protocol::event::kSoftReboot)
        return;
    m_textPending = true;
    m_script.rebooted(now);
    rebooted(now);
}

void Session::rebooted(Time now)
{
    m_rebooted = true;
    m_rebootBy = protocol::kNever;
    m_link.rebooted(now);
}

void Session::scriptEvent(std::uint16_t code, Time now)
{
    if (code == protocol::event::kScriptStarted) {
        m_listener.log(1, "script started");
        m_script.started();
        m_sourceDue = m_sourceAgain = m_source.has_value();
    } else if (code == protocol::event::kScriptStopped) {
        m_listener.log(1, "script stopped");
        m_script.stopped(now);
        m_rebooted = true;
        m_rebootBy = now + kRebootExpected;
    }
}

}  // namespace omv::session
