// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/executor.h>

#include "firmware-flasher/src/device_source.h"

namespace omv::flasher {

/// A board at one place of a source. Where `path` is empty the place is where it is seen first;
/// from then on only that place counts, so that another board of the same kind is left alone.
/// Errors: Ambiguous (OMV-E0740: several such boards are there, and no path says which).
Result<std::unique_ptr<Bench>> makeBoardBench(std::unique_ptr<DeviceSource> source,
                                              const FlashBoard& board, const std::string& path);

}  // namespace omv::flasher
