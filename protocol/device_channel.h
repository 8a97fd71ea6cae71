// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"
#include "protocol/payloads.h"
#include "protocol/wire.h"

#include <optional>

namespace omv::protocol {

/// What a channel's read() delivered.
struct ReadResult {
    bool ok = false;  ///< false: the transfer ends with NAK FAILED
    std::size_t size = 0;  ///< bytes put into the buffer; 0 also ends it with NAK FAILED
};

/// One channel of the device, as the device link sees it. The link calls it
/// from the thread that runs the link; an implementation shared with other
/// threads locks by itself.
///
/// flags() decides what the link lets through: READ for CHANNEL_READ, SIZE and
/// SHAPE, WRITE for CHANNEL_WRITE, LOCK for LOCK and UNLOCK. IOCTL and POLL reach
/// every channel; the defaults here refuse them.
class DeviceChannel {
public:
    /// See channel_flag::. Constant once registered.
    virtual std::uint8_t flags() const = 0;

    /// Bit of CHANNEL_POLL: data or a frame is ready.
    virtual bool poll() { return false; }
    /// False is answered BUSY.
    virtual bool lock() { return false; }
    virtual bool unlock() { return false; }
    /// Bytes that can be read now.
    virtual std::size_t size() { return 0; }
    /// Up to 4 dimensions; none is answered NAK INVALID.
    virtual Shape shape() { return {}; }

    /// True: data is read through view() in fragments of max payload, whole range
    /// or NAK FAILED. False: through read() in pieces of at most
    /// min(512, max payload), each sent as a packet of whatever size came.
    virtual bool isZeroCopy() const { return false; }
    virtual ReadResult read(std::uint32_t /*offset*/, MutableBytes /*into*/) { return {}; }
    /// Borrowed until the next call on the channel; empty = not available.
    virtual Bytes view(std::uint32_t /*offset*/, std::uint32_t /*length*/) { return {}; }

    virtual bool write(std::uint32_t /*offset*/, Bytes /*data*/) { return false; }

    /// What the link does with an ioctl request before the channel sees it.
    /// nullopt: unknown request (NAK INVALID). A value: the arguments must have
    /// exactly that many bytes, else NAK INVALID. kAnyLength: not checked.
    static constexpr std::size_t kAnyLength = ~std::size_t{0};
    virtual std::optional<std::size_t> ioctlArgumentSize(std::uint32_t /*request*/) const
    {
        return std::nullopt;
    }
    virtual bool ioctl(std::uint32_t /*request*/, Bytes /*arguments*/) { return false; }

protected:
    ~DeviceChannel() = default;
};

}  // namespace omv::protocol
