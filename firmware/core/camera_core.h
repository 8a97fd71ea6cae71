// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/stdin_channel.h"
#include "firmware/core/stdout_channel.h"
#include "firmware/core/stream_channel.h"
#include "protocol/device_link.h"

namespace omv::firmware {

/// Memory that the core works in; borrowed for its life.
struct CoreBuffers {
    protocol::MutableBytes receive;  ///< of the link: at least packetSize(max payload)
    protocol::MutableBytes send;  ///< the same; more lets fragments go out in fewer writes
    protocol::MutableBytes script;  ///< longest script
    protocol::MutableBytes stdoutRing;
    protocol::MutableBytes stream;  ///< header and largest frame
};

struct CoreOptions {
    protocol::DeviceLinkOptions link;
    StreamDefaults stream;
};

/// The device end without its wires and its interpreter: link, static channels,
/// and when to tell the host what.
///
/// Threads: everything on the link's thread, except print(), stream().publish(),
/// stream().previewWanted() and stream().source(), which are the script's.
class CameraCore {
public:
    CameraCore(const CoreOptions& options, const CoreBuffers& buffers, protocol::DeviceHost& host,
               ScriptControl& scripts, FrameCodec& codec, Lock& stdoutLock, Lock& streamLock);

    /// Bytes from the host. Returns how many fitted; offer the rest after tick().
    std::size_t take(protocol::Bytes bytes, protocol::Time now);
    /// Does what is due: retransmissions, notifications.
    void tick(protocol::Time now);
    protocol::Time deadline() const;

    /// A host talks to us. Without one nothing is sent and text goes nowhere.
    bool connected() const { return m_connected; }
    /// The host went away.
    void disconnected();
    /// What a soft reboot does to the link and the channels.
    void reinitialise();
    /// An event, if somebody is there to hear it.
    void sendEvent(std::uint8_t channel, std::uint16_t code, bool wantAck = false);

    protocol::DeviceLink& link() { return m_link; }
    StdinChannel& scriptIn() { return m_stdin; }
    StdoutChannel& scriptOut() { return m_stdout; }
    StreamChannel& stream() { return m_stream; }

private:
    protocol::DeviceLink m_link;
    StdinChannel m_stdin;
    StdoutChannel m_stdout;
    StreamChannel m_stream;
    bool m_connected = false;
};

}  // namespace omv::firmware
