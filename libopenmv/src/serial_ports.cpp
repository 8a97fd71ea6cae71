// SPDX-License-Identifier: MIT
#include "libopenmv/src/serial_ports.h"

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <sys/stat.h>

#include <QSerialPortInfo>

namespace omv {

namespace {

/// On macOS each port has two nodes; opening tty.* would wait for a carrier.
bool isDialInNode(const std::string& path)
{
    return path.starts_with("/dev/tty.");
}

/// Differs when a serial port came or went: the nodes of those on USB, and which devices they
/// are of (a device that comes again has other nodes). Nothing where that cannot be told.
std::optional<std::string> usbPortNodes()
{
#ifdef __linux__
    std::error_code error;
    std::filesystem::directory_iterator nodes("/sys/class/tty", error);
    if (error) {
        return {};
    }
    std::vector<std::string> found;
    for (; nodes != std::filesystem::directory_iterator(); nodes.increment(error)) {
        const std::string device = std::filesystem::read_symlink(nodes->path(), error).string();
        struct stat info {};
        if (device.find("/usb") != std::string::npos && ::stat(nodes->path().c_str(), &info) == 0) {
            found.push_back(device + ' ' + std::to_string(info.st_ino));
        }
    }
    std::sort(found.begin(), found.end());
    std::string text;
    for (const std::string& each : found) {
        text += each + '\n';
    }
    return text;
#else
    return {};
#endif
}

/// Asking for all ports opens hundreds of files: it is done when the nodes have changed. And
/// libudev, which Qt uses on Linux, seeds a global random state without a lock.
QList<QSerialPortInfo> availablePorts()
{
    static std::mutex mutex;
    static std::optional<std::string> nodesThen;
    static QList<QSerialPortInfo> ports;
    const std::lock_guard lock(mutex);
    const std::optional<std::string> nodes = usbPortNodes();
    if (!nodes || nodes != nodesThen) {
        ports = QSerialPortInfo::availablePorts();
        // Attributes of a new device come a little later than its node.
        const bool all = std::all_of(ports.begin(), ports.end(), [](const auto& port) {
            return !port.systemLocation().contains(QLatin1StringView("ttyACM")) ||
                port.hasVendorIdentifier();
        });
        nodesThen = all ? nodes : std::nullopt;
    }
    return ports;
}

}  // namespace

std::vector<UsbSerialPort> usbSerialPorts()
{
    std::vector<UsbSerialPort> ports;
    const auto available = availablePorts();
    for (const QSerialPortInfo& info : available) {
        const std::string path = info.systemLocation().toStdString();
        if (info.hasVendorIdentifier() && info.hasProductIdentifier() && !isDialInNode(path)) {
            ports.push_back({path,
                             info.serialNumber().toStdString(),
                             {info.vendorIdentifier(), info.productIdentifier()}});
        }
    }
    return ports;
}

std::optional<UsbId> usbIdOfPort(const std::string& path)
{
    std::error_code error;
    const auto real = std::filesystem::canonical(path, error);
    for (const UsbSerialPort& port : usbSerialPorts()) {
        if (port.path == path || (!error && port.path == real.string())) {
            return port.usbId;
        }
    }
    return {};
}

}  // namespace omv
