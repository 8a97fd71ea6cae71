// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/board.h>

#include <memory>
#include <string>
#include <vector>

#include "firmware-flasher/src/pipes.h"

namespace omv::flasher {

struct HidDevice {
    UsbId id;
    std::string node;  ///< what the system opens it by: "/dev/hidraw0"
    std::string serial;
    std::uint16_t release = 0;
};

/// HID devices with one of these ids.
std::vector<HidDevice> findHid(const std::vector<UsbId>& ids);

/// Errors: NoDevice (OMV-E0715), PermissionDenied (OMV-E0716), System (OMV-E0718).
Result<std::unique_ptr<HidReports>> openHid(const HidDevice& device);

}  // namespace omv::flasher
