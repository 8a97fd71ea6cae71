// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/flasher/flash_board.h>

#include "protocol/loader/machine.h"

namespace omv::flasher {

/// What a machine's fault means, in the three parts of an error. `what`: "Cannot write FIRMWARE".
Error errorOf(const protocol::loader::Fault& fault, LoaderKind kind, std::string what);

}  // namespace omv::flasher
