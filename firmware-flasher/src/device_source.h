// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/discovery.h>

#include <optional>

#include "firmware-flasher/src/usb_devices.h"

namespace omv::flasher {

/// USB devices that are somewhere, and how they are opened. One thread.
class DeviceSource {
public:
    virtual ~DeviceSource() = default;
    /// Those with one of these ids.
    virtual std::vector<UsbDevice> find(const std::vector<UsbId>& ids) = 0;
    /// What runs there as a camera: at that path, or where `path` is empty anywhere.
    virtual std::vector<CameraInfo> cameras(const std::string& path) = 0;
    /// The path where that camera is; empty where the source has none for it.
    virtual std::string pathOf(const CameraInfo& camera) = 0;
    /// All that it has is one board: paths are of no meaning.
    virtual bool isOneBoard() const { return false; }

    // Errors: NoDevice (OMV-E0715), PermissionDenied (OMV-E0716), Busy (OMV-E0717),
    // System (OMV-E0718), and those of the connection.

    /// Endpoint 0, the first interface claimed.
    virtual Result<std::unique_ptr<Pipe>> openControl(const UsbDevice& device) = 0;
    virtual Result<std::unique_ptr<Pipe>> openHid(const UsbDevice& device) = 0;
    /// The file of its serial port.
    virtual Result<std::string> serialPort(const UsbDevice& device) = 0;
};

/// The USB of this computer. Errors: those of UsbBus::open().
Result<std::unique_ptr<DeviceSource>> systemDevices();

/// Those of a USB/IP server, "usbip:HOST[:PORT]". Errors: InvalidArgument.
Result<std::unique_ptr<DeviceSource>> usbIpDevices(const std::string& address);

}  // namespace omv::flasher
