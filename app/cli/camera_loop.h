// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"
#include "app/cli/script_session.h"

namespace omv::cli {

/// A plain camera loop for any board: colour where the sensor has it, VGA or the
/// nearest size that it takes.
std::string_view cameraLoop();

/// The session of snap and stream, without their streaming: it uploads cameraLoop(), but not
/// with `noScript`, and not when a script runs on the camera. A "sim:" camera was started by
/// this very command, so what runs there is nobody's script but the board's own main.py.
Result<SessionPlan> planForFrames(CameraPort& camera, bool noScript, Context& context);

}  // namespace omv::cli
