// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/boards.h>
#include <openmv/flasher/executor.h>

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>

namespace omv::flasher {

/// Which board a port has, as far as that is known without asking it. Nothing: it is not, or the
/// port is "auto" and several boards are there.
OPENMV_API std::optional<std::string> boardAt(std::string_view port);

/// Whether a board is seen at a port now; of USB/IP, whether a server is there. True where only
/// opening it would tell.
OPENMV_API bool isThere(std::string_view port);

/// The board at a port, to be written:
///
///     auto                      the only board of this kind that is there, or the first to come
///     usb:PATH                  what is plugged in there: "usb:1-2.3", bus and ports
///     /dev/ttyACM0              the same, by the serial port of its running firmware
///     serial:NUMBER             the same, by the serial number that its USB shows now
///     usbip:HOST[:PORT]         a board behind a USB/IP server; its running firmware is reached
///                               when it is a virtual camera of this computer
///     sim:BOARD?state=DIR&...   a virtual camera that is started for this, and ends with it
///
/// Errors: InvalidArgument; Ambiguous (OMV-E0740: several boards); NoDevice (OMV-E0741: nothing is
/// at that port); Unsupported (OMV-E0714, OMV-E0730: a port that has no way for firmware); those of
/// starting a virtual camera.
OPENMV_API Result<std::unique_ptr<Bench>> openBench(std::string_view port, const FlashBoard& board,
                                                    std::chrono::milliseconds timeout,
                                                    const std::stop_token& cancel = {});

}  // namespace omv::flasher
