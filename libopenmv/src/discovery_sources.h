// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/discovery.h>

#include <cstddef>

namespace omv {

/// Announcements are small; anything larger is not one.
inline constexpr std::size_t kMaxAnnouncementBytes = 65536;

/// Serial ports with the USB id of a known board.
std::vector<CameraInfo> serialCameras(const BoardDatabase& boards);

/// Announced virtual cameras whose process lives. Only files of our own user in a
/// folder of our own user count; damaged ones are left out. Removes nothing.
std::vector<CameraInfo> virtualCameras();

/// Virtual boards that play their loaders, in whatever state; `port` may not be there now.
std::vector<CameraInfo> virtualBoards();

/// Cameras at serial ports and virtual ones, sorted by port.
std::vector<CameraInfo> camerasNow(const BoardDatabase& boards);

}  // namespace omv
