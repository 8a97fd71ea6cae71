// SPDX-License-Identifier: MIT
#include "firmware/core/stdin_channel.h"

namespace omv::firmware {

using namespace protocol;

StdinChannel::StdinChannel(MutableBytes buffer, ScriptControl& control)
    : m_buffer(buffer)
    , m_control(control)
{
}

bool StdinChannel::write(std::uint32_t offset, Bytes data)
{
    if (offset == 0)
        m_size = 0;
    if (data.size() > m_buffer.size() - m_size)
        return false;
    for (const std::uint8_t byte : data)
        m_buffer[m_size++] = byte;
    return true;
}

std::optional<std::size_t> StdinChannel::ioctlArgumentSize(std::uint32_t request) const
{
    switch (request) {
    case ioctl::kStdinStop:
    case ioctl::kStdinExec:
    case ioctl::kStdinReset: return 0;
    default: return std::nullopt;
    }
}

bool StdinChannel::ioctl(std::uint32_t request, Bytes /*arguments*/)
{
    switch (request) {
    case ioctl::kStdinStop:
        if (m_control.scriptRunning())
            m_control.stopScript();
        return true;
    case ioctl::kStdinExec: return execute();
    case ioctl::kStdinReset: reset(); return true;
    default: return false;
    }
}

bool StdinChannel::execute()
{
    if (m_size == 0)
        return false;
    if (m_control.scriptRunning())
        m_control.stopScript();
    else
        m_control.startScript(Bytes(m_buffer).first(m_size));
    return true;
}

}  // namespace omv::firmware
