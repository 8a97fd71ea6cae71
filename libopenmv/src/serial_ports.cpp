// SPDX-License-Identifier: MIT
#include "libopenmv/src/serial_ports.h"

#include <filesystem>
#include <mutex>

#include <QSerialPortInfo>

namespace omv {

namespace {

/// On macOS each port has two nodes; opening tty.* would wait for a carrier.
bool isDialInNode(const std::string& path)
{
    return path.starts_with("/dev/tty.");
}

/// libudev, which Qt uses on Linux, seeds a global random state without a lock.
QList<QSerialPortInfo> availablePorts()
{
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    return QSerialPortInfo::availablePorts();
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
