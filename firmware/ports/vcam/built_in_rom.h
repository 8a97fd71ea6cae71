// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"

namespace omv::vcam {

/// The ROMFS image with the cascades that boards are sold with. Empty when the program was
/// built without OpenCV's data.
protocol::Bytes builtInRom();

}  // namespace omv::vcam
