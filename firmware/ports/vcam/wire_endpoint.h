// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"

#include <cerrno>
#include <cstdint>
#include <optional>

#include <sys/types.h>

namespace omv::vcam {

/// How many bytes went, or that the other end is gone.
struct Transferred {
    std::size_t count = 0;
    bool gone = false;
};

/// What a system call that reads or writes came to. EIO of a pty: no program has the other side
/// open.
inline Transferred transferred(ssize_t count)
{
    if (count >= 0)
        return {static_cast<std::size_t>(count), false};
    return {0, errno != EAGAIN && errno != EINTR};
}

/// One way for a host to reach the camera. Non-blocking; used by the device thread.
class WireEndpoint {
public:
    virtual ~WireEndpoint() = default;

    /// Descriptor of the conversation for poll(); -1: nobody can talk now.
    virtual int fd() const = 0;
    virtual Transferred read(protocol::MutableBytes into) = 0;
    virtual Transferred write(protocol::Bytes from) = 0;
    /// Baud rate that the host has set; nothing: none yet. 921600 of a wire that has no rates.
    virtual std::optional<std::uint32_t> rate() const { return 921600; }
    /// The board came up or the cable was plugged in. False with errno set: it failed.
    virtual bool attach() = 0;
    /// The board or the cable is gone; the host sees a hang-up.
    virtual void detach() = 0;
};

/// One that a host has to call first: it has a conversation at a time.
class CalledEndpoint : public WireEndpoint {
public:
    /// Readable when somebody calls; -1: nobody can.
    virtual int listener() const = 0;
    /// Takes the caller. True: it replaced another one.
    virtual bool accept() = 0;
    virtual void dropClient() = 0;
};

}  // namespace omv::vcam
