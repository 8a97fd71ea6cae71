// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"

#include <string>
#include <vector>

namespace omv::vcam {

/// The ROMFS image `base`, which may be empty, with the models NAME.tflite of `folder` and,
/// where there are some, their labels NAME.txt. Models that are not there are left out.
std::vector<std::uint8_t> withModels(protocol::Bytes base, const std::string& folder,
                                     const std::vector<std::string>& names);

}  // namespace omv::vcam
