// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

#include <map>
#include <string>

#include "firmware-flasher/src/pipes.h"
#include "protocol/loader/dfu_session.h"

namespace omv::flasher {

/// Asks a DFU device what it is: interface, block size, habits. Errors: Disconnected, Refused
/// (OMV-E0728: it has no DFU interface).
Result<protocol::loader::DfuTarget> describeDfu(Pipe& pipe);

/// What it calls its alternate settings; those of DfuSe loaders are memory strings. A name that
/// it does not tell is empty. Errors: as describeDfu().
Result<std::map<int, std::string>> alternateNames(Pipe& pipe);

struct HidEndpoints {
    int interface = 0;
    unsigned in = 0;
    unsigned out = 0;  ///< 0: none; reports go by SET_REPORT
};

/// Where a HID device's reports go. Errors: Disconnected, Refused (OMV-E0728: it has no HID
/// interface).
Result<HidEndpoints> describeHid(Pipe& pipe);

}  // namespace omv::flasher
