// SPDX-License-Identifier: MIT
#pragma once

namespace omv::bench {

/// Takes 320x240 RGB565 frames at 30 a second from so many virtual cameras at once and
/// prints what share of a processor that took, and whether every frame of each sensor
/// came. Returns the program's exit code.
int runCameras(int count, int seconds);

}  // namespace omv::bench
