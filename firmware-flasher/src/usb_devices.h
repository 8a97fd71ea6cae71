// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/board.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "firmware-flasher/src/pipes.h"

struct libusb_context;
struct libusb_device;

namespace omv::flasher {

/// A USB device that is there. A value.
struct UsbDevice {
    UsbId id;
    std::string path;  ///< where it is plugged in: "1-2.3", bus and ports; the same after a reset
    std::string serial;  ///< empty: it has none, or may not be asked
    std::uint16_t release = 0;  ///< bcdDevice
    bool permitted = true;  ///< false: the system does not let us open it

    friend bool operator==(const UsbDevice&, const UsbDevice&) = default;
};

/// An alternate setting as the device describes it.
struct UsbAlternate {
    int number = 0;
    std::string name;
};

/// An interface and what belongs to it.
struct UsbInterface {
    int number = 0;
    std::uint8_t interfaceClass = 0;
    std::uint8_t subclass = 0;
    std::uint8_t protocol = 0;
    std::vector<UsbAlternate> alternates;
    std::vector<std::uint8_t> extra;  ///< descriptors behind its own, of all alternates
};

/// The USB of this computer.
class UsbBus {
public:
    /// Errors: Unsupported (OMV-E0714: this system has no USB, or does not let us look).
    static Result<std::shared_ptr<UsbBus>> open();
    ~UsbBus();
    UsbBus(const UsbBus&) = delete;
    UsbBus& operator=(const UsbBus&) = delete;

    /// Devices with one of these ids, by path. Serial numbers of those that may be opened.
    std::vector<UsbDevice> find(const std::vector<UsbId>& ids) const;

    struct Opened {
        std::unique_ptr<ControlPipe> pipe;
        std::vector<UsbInterface> interfaces;
    };
    /// Opens the device at that path, if it still has that id, and claims the interface.
    /// Errors: NoDevice (OMV-E0715), PermissionDenied (OMV-E0716: says what to do about it),
    /// Busy (OMV-E0717), System (OMV-E0718).
    static Result<Opened> openControl(const std::shared_ptr<UsbBus>& bus, const UsbDevice& device,
                                      int interface);

private:
    explicit UsbBus(libusb_context* context)
        : m_context(context)
    {
    }
    libusb_context* m_context;
};

}  // namespace omv::flasher
