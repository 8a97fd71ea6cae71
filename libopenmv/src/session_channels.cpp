// SPDX-License-Identifier: MIT
#include "libopenmv/src/session_channels.h"

#include <algorithm>
#include <charconv>

#include "protocol/payloads.h"

namespace omv::session {

namespace {

using protocol::ChannelEntry;
namespace channel_flag = protocol::channel_flag;

ChannelInfo infoOf(const ChannelEntry& entry)
{
    ChannelInfo info;
    info.id = entry.id;
    info.flags = entry.flags;
    info.readable = entry.flags & channel_flag::kRead;
    info.writable = entry.flags & channel_flag::kWrite;
    info.lockable = entry.flags & channel_flag::kLock;
    info.dynamic = entry.flags & channel_flag::kDynamic;
    const auto end = std::find(entry.name.begin(), entry.name.end(), '\0');
    info.name.assign(entry.name.begin(), end);
    return info;
}

}  // namespace

ChannelTable::ChannelTable()
    : m_stdin(protocol::channel::kStdin)
    , m_stdout(protocol::channel::kStdout)
    , m_stream(protocol::channel::kStream)
{
}

bool ChannelTable::parse(protocol::Bytes list)
{
    if (list.size() % ChannelEntry::kWireSize != 0)
        return false;
    std::vector<ChannelInfo> channels;
    for (; !list.empty(); list = list.subspan(ChannelEntry::kWireSize)) {
        const auto entry = protocol::decodeChannelEntry(list.first(ChannelEntry::kWireSize));
        if (!entry)
            return false;
        channels.push_back(infoOf(*entry));
    }
    m_channels = std::move(channels);
    m_stdin = idOf("stdin", protocol::channel::kStdin);
    m_stdout = idOf("stdout", protocol::channel::kStdout);
    m_stream = idOf("stream", protocol::channel::kStream);
    return true;
}

const ChannelInfo* ChannelTable::find(std::string_view nameOrId) const
{
    const ChannelInfo* found = nullptr;
    for (const ChannelInfo& channel : m_channels) {
        if (channel.name == nameOrId && (!found || channel.dynamic))
            found = &channel;
    }
    if (found)
        return found;
    std::uint8_t id = 0;
    const auto end = nameOrId.data() + nameOrId.size();
    const auto parsed = std::from_chars(nameOrId.data(), end, id);
    const bool isNumber = !nameOrId.empty() && parsed.ec == std::errc() && parsed.ptr == end;
    return isNumber ? byId(id) : nullptr;
}

const ChannelInfo* ChannelTable::byId(std::uint8_t id) const
{
    for (const ChannelInfo& channel : m_channels) {
        if (channel.id == id)
            return &channel;
    }
    return nullptr;
}

std::uint8_t ChannelTable::idOf(std::string_view name, std::uint8_t fallback) const
{
    const ChannelInfo* channel = find(name);
    return channel ? channel->id : fallback;
}

}  // namespace omv::session
