// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/mailbox.h"
#include "protocol/device_channel.h"

#include <array>
#include <memory>
#include <string>

namespace omv::vcam {

/// A channel whose backend is a Python object: every call is a job for the VM.
/// Lives on the device thread, which waits for the VM without holding a lock.
class PythonChannel final : public protocol::DeviceChannel {
public:
    PythonChannel(Mailbox& mailbox, int slot)
        : m_mailbox(mailbox)
        , m_slot(slot)
    {
    }

    /// Becomes the channel of a new registration.
    void assign(const VmRequest& request);
    const char* name() const { return m_name.c_str(); }
    /// As the link gave it; events are sent under it.
    std::uint8_t id = 0;

    std::uint8_t flags() const override { return m_flags; }
    bool poll() override;
    bool lock() override;
    bool unlock() override;
    std::size_t size() override;
    protocol::Shape shape() override;
    bool isZeroCopy() const override { return m_zeroCopy; }
    protocol::ReadResult read(std::uint32_t offset, protocol::MutableBytes into) override;
    protocol::Bytes view(std::uint32_t offset, std::uint32_t length) override;
    bool write(std::uint32_t offset, protocol::Bytes data) override;
    std::optional<std::size_t> ioctlArgumentSize(std::uint32_t) const override
    {
        return kAnyLength;
    }
    bool ioctl(std::uint32_t request, protocol::Bytes arguments) override;

private:
    std::shared_ptr<Mailbox::Job> makeJob(omv_job_kind kind, std::uint32_t offset = 0) const;

    Mailbox& m_mailbox;
    int m_slot;
    std::string m_name;
    std::uint8_t m_flags = 0;
    bool m_zeroCopy = false;
    std::shared_ptr<Mailbox::Job> m_viewed;  // keeps the bytes of view() alive
};

}  // namespace omv::vcam
