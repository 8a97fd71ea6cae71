// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/frame.h>

namespace omv::ide {

/// The camera sent brightness only: such a picture has one curve, however it is shown.
/// A colour picture of gray things is none.
bool isGray(const Frame& frame);

}  // namespace omv::ide
