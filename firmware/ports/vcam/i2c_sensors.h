// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/i2c_device.h"

#include <memory>
#include <string>

namespace omv::vcam {

/// Small sensors that drivers of boards know: "apds9960", "gt911", "hts221", "lps22h".
/// Null: none of these.
std::unique_ptr<I2cDevice> makeI2cSensor(const std::string& kind,
                                         const I2cSurroundings& surroundings);

}  // namespace omv::vcam
