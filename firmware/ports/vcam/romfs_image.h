// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"

#include <string>

namespace omv::vcam {

/// Looks through a ROMFS image, every record of it: MicroPython itself trusts what is
/// inside, and reads past the end of a damaged one. What is wrong, or empty. Bytes after
/// the file system's own record are ignored, as a board does.
std::string romfsProblem(protocol::Bytes image);

/// Bytes that the file system takes of a sound image.
std::size_t romfsSize(protocol::Bytes image);

}  // namespace omv::vcam
