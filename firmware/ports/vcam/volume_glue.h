// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/flash_folder.h"

namespace omv::vcam {

/// The handle under which the VM knows a folder.
omv_volume* asVolume(FlashFolder& flash);

}  // namespace omv::vcam
