// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

#include "firmware-flasher/src/pipes.h"
#include "protocol/loader/dfu_session.h"

namespace omv::flasher {

/// Asks a DFU device what it is: interface, block size, habits. Errors: Disconnected, Refused
/// (OMV-E0728: it has no DFU interface).
Result<protocol::loader::DfuTarget> describeDfu(Pipe& pipe);

}  // namespace omv::flasher
