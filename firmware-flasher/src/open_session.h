// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/executor.h>

#include "firmware-flasher/src/device_source.h"

namespace omv::flasher {

/// Opens the loader that the device is, by the protocol it speaks. Errors: those of the source
/// and of the sessions; Unsupported (OMV-E0730: a loader that is only recognised).
Result<std::unique_ptr<LoaderSession>> openSession(DeviceSource& source, const UsbDevice& device,
                                                   const Loader& loader);

}  // namespace omv::flasher
