// SPDX-License-Identifier: MIT
#include "firmware/core/camera_core.h"

namespace omv::firmware {

using namespace protocol;

CameraCore::CameraCore(const CoreOptions& options, const CoreBuffers& buffers, DeviceHost& host,
                       ScriptControl& scripts, FrameCodec& codec, Lock& stdoutLock,
                       Lock& streamLock)
    : m_link(options.link, host, buffers.receive, buffers.send)
    , m_stdin(buffers.script, scripts)
    , m_stdout(buffers.stdoutRing, stdoutLock)
    , m_stream(buffers.stream, options.stream, codec, streamLock)
{
    m_link.addChannel(channel::kStdin, "stdin", m_stdin);
    m_link.addChannel(channel::kStdout, "stdout", m_stdout);
    m_link.addChannel(channel::kStream, "stream", m_stream);
}

std::size_t CameraCore::take(Bytes bytes, Time now)
{
    if (!bytes.empty())
        m_connected = true;
    return m_link.take(bytes, now);
}

void CameraCore::tick(Time now)
{
    m_link.tick(now);
    if (!m_connected)
        return;
    if (m_stream.takeFrameEvent())
        m_link.sendEvent(channel::kStream, event::kNotify);
    if (m_stdout.notifyDue(now))
        m_link.sendEvent(channel::kStdout, event::kNotify);
}

Time CameraCore::deadline() const
{
    if (!m_connected)
        return m_link.deadline();
    const Time flush = m_stdout.deadline();
    const Time link = m_link.deadline();
    return flush < link ? flush : link;
}

void CameraCore::disconnected()
{
    m_connected = false;
    m_link.disconnected();
}

void CameraCore::reinitialise()
{
    m_link.reinitialise();
    m_stdin.reset();
    m_stream.softReset();
}

void CameraCore::sendEvent(std::uint8_t channel, std::uint16_t code, bool wantAck)
{
    if (m_connected)
        m_link.sendEvent(channel, code, wantAck);
}

}  // namespace omv::firmware
