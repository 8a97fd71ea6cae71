// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/media_spec.h"
#include "firmware/camera/scene.h"

namespace omv::firmware {

/// Null and a sentence in `problem` when it cannot be opened. `spec` has no problem.
std::unique_ptr<Scene> openMediaScene(const MediaSpec& spec, std::string& problem);

}  // namespace omv::firmware
