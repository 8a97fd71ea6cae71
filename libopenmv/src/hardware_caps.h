// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omv {

/// Names of the bits set in the first capability word of SYS_INFO ("npu", "wifi"),
/// lowest bit first. Bits without a name and the PMU counter field are left out.
std::vector<std::string> hardwareCapNames(std::uint32_t caps);

/// The bit of a name as above.
std::optional<std::uint32_t> hardwareCapBit(std::string_view name);

/// The name of an image sensor by its chip id ("PAG7936", "Lepton 3.5"), as
/// firmware 5.0 prints it; "0x...." when not known.
std::string sensorName(std::uint32_t chipId);

}  // namespace omv
