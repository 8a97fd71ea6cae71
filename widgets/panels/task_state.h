// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

#include <QMetaType>
#include <QString>

#include <optional>

namespace omv::ui {

/// A job that takes a while, as the strip shows it. A value: set it again to change it.
struct TaskState {
    /// Waiting: for something that comes by itself, as a board that restarts.
    enum class Phase { Running, Waiting, Succeeded, Failed };

    quint64 id = 0;  ///< of the caller; unique among the tasks shown
    QString icon;  ///< of the look: "save-to-camera", "recover"
    QString title;  ///< "Saving main.py to the camera"; when failed "Save to camera failed"
    QString step;  ///< "Step 3 of 8, write the system package"; "14 of 22 KB"
    std::optional<double> progress;  ///< 0 to 1; unset: not known
    qint64 elapsed = 0;  ///< milliseconds
    std::optional<qint64> left;  ///< milliseconds; unset: not known
    bool canCancel = true;
    bool hasDetails = false;
    Phase phase = Phase::Running;
    std::optional<omv::Error> error;  ///< of a failed one
};

/// "0.8 s", "34 s", "1 min 24 s", "2 h 5 min"
QString durationText(qint64 milliseconds);

}  // namespace omv::ui
