// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"
#include "protocol/time.h"

namespace omv::firmware::loaders {

enum class Taken : std::uint8_t {
    Yes,
    Busy,  ///< not now (NAK): offer it again
    Stalled,
};

/// The device end of a HID, as its USB stack sees it. Reports begin with their id.
class HidDevice {
public:
    /// A report from the host.
    virtual Taken receive(protocol::Bytes report, protocol::Time now) = 0;
    /// The next report for the host; 0: none yet (NAK).
    virtual std::size_t transmit(protocol::MutableBytes into, protocol::Time now) = 0;
    /// What happens by itself.
    virtual void tick(protocol::Time now) = 0;
    /// Until when it neither takes nor says anything; in the past: it is not busy.
    virtual protocol::Time busyUntil() const = 0;
    /// On the bus.
    virtual bool attached() const = 0;

protected:
    ~HidDevice() = default;
};

}  // namespace omv::firmware::loaders
