// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/camera.h>

#include "protocol/bytes.h"

namespace omv::session {

/// The channels of the camera as last listed. A value.
class ChannelTable {
public:
    /// The four that every camera has; until the first list arrives.
    ChannelTable();

    /// Replaces the entries by those of a CHANNEL_LIST reply. False, and nothing
    /// changes, when it is not a whole number of entries.
    bool parse(protocol::Bytes list);

    /// By name, or by decimal id. Of equal names the script's channel wins.
    const ChannelInfo* find(std::string_view nameOrId) const;
    const ChannelInfo* byId(std::uint8_t id) const;
    const std::vector<ChannelInfo>& all() const { return m_channels; }

    // A script may stand in for one of these by a channel of the same name.
    std::uint8_t scripts() const { return m_stdin; }
    std::uint8_t text() const { return m_stdout; }
    std::uint8_t stream() const { return m_stream; }

private:
    std::uint8_t idOf(std::string_view name, std::uint8_t fallback) const;

    std::vector<ChannelInfo> m_channels;
    std::uint8_t m_stdin;
    std::uint8_t m_stdout;
    std::uint8_t m_stream;
};

}  // namespace omv::session
