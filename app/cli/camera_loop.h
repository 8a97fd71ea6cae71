// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

namespace omv::cli {

/// A plain camera loop for any board: colour where the sensor has it, VGA or the
/// nearest size that it takes.
std::string_view cameraLoop();

/// Whether snap and stream have to upload cameraLoop(): not with `noScript`, and not
/// when a script runs on the camera. A "sim:" camera was started by this very command,
/// so what runs there is nobody's script but the board's own main.py.
Result<bool> needsCameraLoop(CameraPort& camera, bool noScript, Context& context);

}  // namespace omv::cli
