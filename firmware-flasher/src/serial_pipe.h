// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

#include <memory>
#include <string>

#include "firmware-flasher/src/pipes.h"

namespace omv::flasher {

/// A serial port by its path, for this program alone: raw, 8N1, no flow control, DTR on, any
/// rate. A write ends when the port has sent it, so that each is a USB packet of its own on
/// ports that are USB.
/// Errors: NoDevice (OMV-E0715), PermissionDenied (OMV-E0716), Busy (OMV-E0717), System
/// (OMV-E0718).
Result<std::unique_ptr<ByteStream>> openSerialPipe(const std::string& path);

/// Opens the port at 1200 baud and closes it again, which Arduino's boards take for the wish to
/// restart into their bootloader. Errors: as openSerialPipe().
Status touch1200(const std::string& path);

}  // namespace omv::flasher
