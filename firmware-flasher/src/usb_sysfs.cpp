// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/usb_sysfs.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <unistd.h>

namespace omv::flasher {

namespace {

namespace fs = std::filesystem;

/// "1-2.3" is a device, "1-2.3:1.0" one of its interfaces, "usb1" a root hub.
bool namesDevice(const std::string& name)
{
    return !name.empty() && name.find('-') != std::string::npos &&
        std::all_of(name.begin(), name.end(), [](char each) {
            return (each >= '0' && each <= '9') || each == '-' || each == '.';
        });
}

}  // namespace

std::string UsbSysfs::folder(std::string_view path) const
{
    return fmt::format("{}/sys/bus/usb/devices/{}", m_root, path);
}

bool UsbSysfs::there() const
{
    std::error_code none;
    return fs::is_directory(folder(""), none);
}

bool UsbSysfs::has(std::string_view path, UsbId id) const
{
    return text(path, "idVendor") == fmt::format("{:04x}", id.vendor) &&
        text(path, "idProduct") == fmt::format("{:04x}", id.product);
}

std::string UsbSysfs::text(std::string_view path, const char* file) const
{
    std::ifstream in(fmt::format("{}/{}", folder(path), file));
    std::string line;
    std::getline(in, line);
    return line;
}

std::string UsbSysfs::serial(std::string_view path) const
{
    return text(path, "serial");
}

bool UsbSysfs::permitted(std::string_view path) const
{
    const auto number = [](const std::string& text) {
        return text.empty() || text.size() > 3 ? 0 : std::atoi(text.c_str());
    };
    const std::string node =
        fmt::format("{}/dev/bus/usb/{:03}/{:03}", m_root, number(text(path, "busnum")),
                    number(text(path, "devnum")));
    return access(node.c_str(), R_OK | W_OK) == 0;
}

std::vector<std::string> UsbSysfs::ttys(std::string_view path) const
{
    std::vector<std::string> found;
    std::error_code none;
    const auto add = [&](const fs::path& folder) {
        for (const auto& each : fs::directory_iterator(folder, none))
            found.push_back("/dev/" + each.path().filename().string());
    };
    for (const auto& each : fs::directory_iterator(folder(path), none)) {
        if (each.path().filename().string().find(':') == std::string::npos)
            continue;
        add(each.path() / "tty");  // cdc_acm
        // usb-serial puts its port in between: 1-2:1.0/ttyUSB0/tty/ttyUSB0
        for (const auto& port : fs::directory_iterator(each.path(), none)) {
            if (port.path().filename().string().rfind("ttyUSB", 0) == 0)
                add(port.path() / "tty");
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::string UsbSysfs::pathOf(const std::string& deviceLink) const
{
    std::error_code failed;
    fs::path at = fs::canonical(deviceLink, failed);
    for (; !failed && at.has_relative_path(); at = at.parent_path()) {
        if (namesDevice(at.filename().string()))
            return at.filename().string();
    }
    return {};
}

std::string UsbSysfs::pathOfTty(const std::string& tty) const
{
    std::error_code failed;
    const fs::path node = fs::canonical(m_root + tty, failed);
    if (failed)
        return {};
    return pathOf(fmt::format("{}/sys/class/tty/{}/device", m_root, node.filename().string()));
}

std::string UsbSysfs::pathOfHidraw(const std::string& node) const
{
    return pathOf(
        fmt::format("{}/sys/class/hidraw/{}/device", m_root, fs::path(node).filename().string()));
}

}  // namespace omv::flasher
