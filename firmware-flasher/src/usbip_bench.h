// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/executor.h>

#include <memory>
#include <string>

namespace omv::flasher {

/// A board behind a USB/IP server: a virtual camera whose bootloader is played, or one on
/// another computer. Its running firmware is reached as the camera that announces that server,
/// else not at all.
/// `address`: "usbip:HOST:PORT". Errors: InvalidArgument (OMV-E0710).
Result<std::unique_ptr<Bench>> openUsbIpBench(const std::string& address, const FlashBoard& board);

}  // namespace omv::flasher
