// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/board.h>

#include <string>
#include <string_view>
#include <vector>

namespace omv::flasher {

/// What Linux tells of USB devices without opening them. A device's path is its folder's name,
/// "1-2.3": bus and ports. On other systems all answers are empty.
class UsbSysfs {
public:
    /// `root`: another place than /, for tests.
    explicit UsbSysfs(std::string root = "/")
        : m_root(std::move(root))
    {
    }
    bool there() const;
    /// Whether that device is there now: libusb learns of changes later than the kernel, and
    /// where many come at once now and then never.
    bool has(std::string_view path, UsbId id) const;
    std::string serial(std::string_view path) const;
    /// Whether this user may open the device.
    bool permitted(std::string_view path) const;
    /// Serial ports that it has: "/dev/ttyACM0".
    std::vector<std::string> ttys(std::string_view path) const;
    /// The device behind a serial port; a link to one will do. Empty: none, it is no USB port.
    std::string pathOfTty(const std::string& tty) const;
    /// The device behind "/dev/hidraw0".
    std::string pathOfHidraw(const std::string& node) const;

private:
    std::string folder(std::string_view path) const;
    std::string text(std::string_view path, const char* file) const;
    std::string pathOf(const std::string& deviceLink) const;

    std::string m_root;
};

}  // namespace omv::flasher
