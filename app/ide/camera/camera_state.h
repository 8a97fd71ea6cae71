// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/camera.h>

#include <QMetaType>
#include <QString>

#include <chrono>

namespace omv::ide {

/// Id of the error that says that a virtual camera's process ended, not its link only.
inline constexpr auto kProcessEnded = "OMV-E0119";

enum class Link { Disconnected, Connecting, Connected, Disconnecting };
enum class ScriptState { Idle, Starting, Running, Stopping };
enum class StreamMode { Off, Jpeg, Raw };

/// The camera as the window knows it. A value.
struct CameraState {
    Link link = Link::Disconnected;
    QString port;  ///< what was asked to be opened; empty when nothing was
    DeviceInfo info;  ///< when connected
    ScriptState script = ScriptState::Idle;
    StreamMode stream = StreamMode::Off;
    std::uint32_t source = 0;  ///< chip id of the streamed sensor; 0: the main one
    bool ourScript = false;  ///< the script that runs was sent by us

    bool connected() const { return link == Link::Connected; }
    bool running() const { return script == ScriptState::Running; }
};

/// What a user asked for and may have to wait for.
enum class TaskKind { Connect, Disconnect, Run, Stop, Stream, Reset, Bootloader };

struct Task {
    int id = 0;
    TaskKind kind = TaskKind::Connect;
    QString subject;  ///< the camera or the script
    std::chrono::steady_clock::time_point started;
    std::chrono::milliseconds deadline{0};
};

}  // namespace omv::ide

Q_DECLARE_METATYPE(omv::ide::CameraState)
