// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/executor.h>

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>

namespace omv::flasher {

/// Which board a port certainly has: that of "sim:BOARD", or of the virtual camera that
/// announces the USB/IP server. Nothing: it is not known without asking.
OPENMV_API std::optional<std::string> boardAt(std::string_view port);

/// The board at a port, to be written:
///
///     usbip:HOST[:PORT]         a board behind a USB/IP server; its running firmware is reached
///                               when it is a virtual camera of this computer
///     sim:BOARD?state=DIR&...   a virtual camera that is started for this, and ends with it
///
/// `loader`: the one that the plan goes by (Plan::loader). Errors: InvalidArgument; Unsupported
/// (OMV-E0730: boards at other ports, or by this loader, cannot be written yet); those of starting
/// a virtual camera.
OPENMV_API Result<std::unique_ptr<Bench>> openBench(std::string_view port, const FlashBoard& board,
                                                    std::string_view loader,
                                                    std::chrono::milliseconds timeout,
                                                    const std::stop_token& cancel = {});

}  // namespace omv::flasher
