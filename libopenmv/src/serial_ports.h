// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/board.h>

#include <optional>
#include <string>
#include <vector>

namespace omv {

/// A serial port with a USB identity.
struct UsbSerialPort {
    std::string path;  ///< "/dev/ttyACM0"
    std::string serial;  ///< USB serial number, may be empty
    UsbId usbId;
};

/// The USB serial ports present now. Needs no event loop.
std::vector<UsbSerialPort> usbSerialPorts();

/// The USB identity behind a port; nothing for other ports.
std::optional<UsbId> usbIdOfPort(const std::string& path);

}  // namespace omv
