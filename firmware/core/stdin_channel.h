// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/device_channel.h"

namespace omv::firmware {

/// What the stdin channel asks of the interpreter. Called on the link's thread.
class ScriptControl {
public:
    virtual bool scriptRunning() = 0;
    /// Ends the running script, whatever it is doing. Returns at once.
    virtual void stopScript() = 0;
    /// Starts a script; copies its text. Only called while none runs.
    virtual void startScript(protocol::Bytes text) = 0;

protected:
    ~ScriptControl() = default;
};

/// Channel 1: upload buffer, run and stop.
///
/// As firmware 5.0 does: a write at offset 0 starts a new script, a write at any
/// other offset appends; EXEC while a script runs only stops that one, and the
/// new script is lost with the soft reboot that follows.
class StdinChannel final : public protocol::DeviceChannel {
public:
    /// `buffer`: borrowed; its size is the longest script.
    StdinChannel(protocol::MutableBytes buffer, ScriptControl& control);

    /// Forgets what was uploaded, as a soft reboot does.
    void reset() { m_size = 0; }

    std::uint8_t flags() const override
    {
        return protocol::channel_flag::kWrite | protocol::channel_flag::kExec;
    }
    bool poll() override { return m_control.scriptRunning(); }
    bool write(std::uint32_t offset, protocol::Bytes data) override;
    std::optional<std::size_t> ioctlArgumentSize(std::uint32_t request) const override;
    bool ioctl(std::uint32_t request, protocol::Bytes arguments) override;

private:
    bool execute();

    protocol::MutableBytes m_buffer;
    ScriptControl& m_control;
    std::size_t m_size = 0;
};

}  // namespace omv::firmware
