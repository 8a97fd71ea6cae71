// SPDX-License-Identifier: MIT
#pragma once

#include <QMetaType>
#include <QString>

#include <cstdint>
#include <optional>

namespace omv::ui {

/// What is told of a frame beside its pixels. A value.
struct FrameFacts {
    int width = 0;  ///< as the camera said; 0: of the picture
    int height = 0;
    QString format = {};  ///< "RGB565", "JPEG"; empty: not shown
    double cameraFps = 0;  ///< 0: not known
    std::optional<double> shownFps = {};  ///< none: what the view itself painted
    std::uint64_t dropped = 0;  ///< frames that came and were never shown, since connecting
    std::uint64_t number = 0;
    std::optional<double> latencyMs = {};
    std::optional<double> focus = {};  ///< focusMeasure()
};

/// What the frame view has to say when there is more to it than the newest frame.
enum class FrameState {
    Empty,  ///< no frame came yet
    Live,
    StreamOff,  ///< the person turned the stream off
    Stopped,  ///< no script runs; the last frame stays
    Error,  ///< the script or the link ended by an error; the last frame stays
};

enum class StreamMode { Off, Jpeg, Raw };

}  // namespace omv::ui
