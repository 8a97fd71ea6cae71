// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"
#include "protocol/loader/machine.h"
#include "protocol/usbip.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

#include <poll.h>

namespace omv::vcam {

/// What became of a transfer that was offered to a device.
struct UsbAnswer {
    enum class Kind : std::uint8_t {
        Done,
        NotYet,  ///< NAK: offer it again, from behind `size` on
        Stalled,
    };
    Kind kind = Kind::Done;
    std::size_t size = 0;  ///< bytes that were moved

    static UsbAnswer done(std::size_t size = 0) { return {Kind::Done, size}; }
    static UsbAnswer notYet(std::size_t taken = 0) { return {Kind::NotYet, taken}; }
    static UsbAnswer stalled() { return {Kind::Stalled, 0}; }
};

/// As many of the bytes as were asked for.
inline UsbAnswer answer(protocol::Bytes bytes, protocol::MutableBytes in)
{
    const std::size_t size = std::min(bytes.size(), in.size());
    std::copy_n(bytes.begin(), size, in.begin());
    return UsbAnswer::done(size);
}

/// What a list of devices says of one.
struct UsbIdentity {
    protocol::usbip::Device device;
    /// Class, subclass and protocol of each interface.
    std::vector<std::array<std::uint8_t, 3>> interfaces;
};

/// The board is alone on its bus, whatever it is at the moment.
inline UsbIdentity identityOf(std::uint16_t vendor, std::uint16_t product, std::uint16_t release,
                              protocol::usbip::Speed speed)
{
    UsbIdentity identity;
    protocol::usbip::Device& device = identity.device;
    std::strcpy(device.path.data(), "/sys/devices/virtual/omv-vcam/1-1");
    std::strcpy(device.busId.data(), "1-1");
    device.bus = 1;
    device.number = 2;
    device.speed = speed;
    device.vendor = vendor;
    device.product = product;
    device.release = release;
    device.configurations = 1;
    return identity;
}

/// A USB device of this board. Called on the USB server's thread, as long as it is plugged in and
/// for a moment longer.
class UsbFunction {
public:
    virtual ~UsbFunction() = default;

    virtual UsbIdentity identity() = 0;
    /// A control transfer, its status stage included.
    virtual UsbAnswer control(const protocol::loader::Setup& setup, protocol::Bytes out,
                              protocol::MutableBytes in) = 0;
    /// `endpoint`: its number without the direction.
    virtual UsbAnswer send(unsigned /*endpoint*/, protocol::Bytes /*data*/)
    {
        return UsbAnswer::stalled();
    }
    virtual UsbAnswer receive(unsigned /*endpoint*/, protocol::MutableBytes /*into*/)
    {
        return UsbAnswer::stalled();
    }
    /// What to poll() for while transfers are not done yet; none: fd -1.
    virtual pollfd readiness(bool /*sends*/, bool /*receives*/) { return {-1, 0, 0}; }
    /// When to offer them again all the same, milliseconds; -1: never.
    virtual int lookAgain() { return -1; }
    /// Who had it imported gave it back, or the device left.
    virtual void hostLeft() {}
};

}  // namespace omv::vcam
