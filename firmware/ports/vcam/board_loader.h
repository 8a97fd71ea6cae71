// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/usb_function.h"
#include "protocol/time.h"

#include <memory>
#include <optional>

namespace omv::vcam {

/// What runs on a board instead of its firmware, from power-on or a jump to it until it leaves.
/// On USB, at a serial line, or both nowhere. Not thread-safe.
class BoardLoader {
public:
    /// What the chip does next.
    enum class Next : std::uint8_t {
        Stays,
        Firmware,  ///< jumps to it
        Bootloader,  ///< jumps to it, which is not asked to stay
        Program,  ///< jumps to what a host put into RAM
        Reset,
        Nowhere,  ///< jumps to where nothing is
    };

    virtual ~BoardLoader() = default;

    /// What happens by itself.
    virtual Next tick(protocol::Time now) = 0;
    /// Takes what came by its line; then gives what it has to say, if it still has power.
    virtual void hearLine(protocol::Time /*now*/) {}
    virtual void answerLine(protocol::Time /*now*/) {}
    /// For poll(); -1: it has no line, or nobody is at the other end.
    virtual int line() const { return -1; }

    /// Nothing: it is not on USB.
    virtual std::optional<UsbIdentity> usb() const { return std::nullopt; }
    virtual UsbAnswer control(const protocol::loader::Setup& /*setup*/, protocol::Bytes /*out*/,
                              protocol::MutableBytes /*in*/, protocol::Time /*now*/)
    {
        return UsbAnswer::stalled();
    }
    virtual UsbAnswer send(unsigned /*endpoint*/, protocol::Bytes /*data*/, protocol::Time /*now*/)
    {
        return UsbAnswer::stalled();
    }
    virtual UsbAnswer receive(unsigned /*endpoint*/, protocol::MutableBytes /*into*/,
                              protocol::Time /*now*/)
    {
        return UsbAnswer::stalled();
    }
    /// How long it answers nothing.
    virtual protocol::Duration busyFor(protocol::Time /*now*/) const { return 0; }
};

}  // namespace omv::vcam
