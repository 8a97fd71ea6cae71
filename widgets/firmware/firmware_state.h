// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/panels/led_legend.h"

#include <openmv/result.h>

#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <array>
#include <optional>

namespace omv::ui {

/// How far up a board is.
enum class BoardStage { Absent, Recovery, Bootloader, Running };

/// What is to become of the board.
enum class FirmwareGoal { Firmware, Romfs, Factory, Erase, Recover };
inline constexpr int kFirmwareGoals = 5;

/// One board that is seen now.
struct FirmwareBoardRow {
    QString id;  ///< for programs: its port
    QString name;
    QString detail;  ///< "37C5:16E3 · ttyACM0"
    BoardStage stage = BoardStage::Running;
    bool quiet = false;  ///< a virtual camera that does not run yet

    friend bool operator==(const FirmwareBoardRow&, const FirmwareBoardRow&) = default;
};

/// What the drawing of a board shows. Where the parts really are differs.
struct BoardDrawingData {
    enum class Control { None, Switch, Jumper };

    int lenses = 1;
    bool button = false;
    bool led = false;
    Control control = Control::None;
    QStringList pins;  ///< Jumper: the two that are connected
    bool needed = false;  ///< the control is to be used now
    bool inRecovery = false;  ///< and stands there now, as far as is known

    friend bool operator==(const BoardDrawingData&, const BoardDrawingData&) = default;
};

/// One step of the plan, in words.
struct FirmwareStep {
    enum class Phase { Later, Now, Yours, Done, Skipped, Failed };

    QString title;
    QString detail;
    Phase phase = Phase::Later;
    QString time{};  ///< at the right: what it took
    // Of a step that moves bytes, while it is Now.
    quint64 done = 0;
    quint64 total = 0;
    double bytesPerSecond = 0;
    double secondsLeft = 0;  ///< 0: not known

    friend bool operator==(const FirmwareStep&, const FirmwareStep&) = default;
};

/// One file, checked before anything is written.
struct FirmwareFile {
    enum class Verdict { Fits, Unused, Refused };

    QString name;
    QString kind;  ///< "Cortex-M firmware 5.1.0"
    QString size;  ///< "2,214,912 B"
    QString sha256;
    QString place;  ///< partition that it goes to
    Verdict verdict = Verdict::Fits;
    QString why;  ///< of the others

    friend bool operator==(const FirmwareFile&, const FirmwareFile&) = default;
};

/// A risk that is only taken when somebody says so.
struct FirmwareConsent {
    QString id;
    QString text;
    bool given = false;

    friend bool operator==(const FirmwareConsent&, const FirmwareConsent&) = default;
};

struct FirmwareChoices {
    bool resetRomfs = false;
    bool eraseFileSystem = false;
    bool verify = true;
    bool force = false;
    bool backup = false;
    bool systemPackage = false;
    bool burnFuse = false;
    bool storageRescue = false;

    friend bool operator==(const FirmwareChoices&, const FirmwareChoices&) = default;
};

/// All that the page shows but the log. A value: set it again to change it.
struct FirmwareState {
    QString boardName;  ///< empty: no board is chosen
    BoardStage stage = BoardStage::Absent;
    /// Below the names of Recovery, Bootloader and Running.
    std::array<QString, 3> stageDetails{};
    bool hasRecovery = true;  ///< something below the bootloader can be reached
    BoardDrawingData drawing;
    QList<LedRow> leds;
    QString ifStopped;

    QString title;
    QString sentence;
    QList<FirmwareStep> steps;
    QString noSteps;  ///< why there are none

    QList<FirmwareBoardRow> boards;
    QString chosenBoard;  ///< id
    QString source;  ///< path of the files; empty: none chosen
    bool checking = false;
    QList<FirmwareFile> files;
    QString filesProblem;
    FirmwareGoal goal = FirmwareGoal::Firmware;
    std::array<QString, kFirmwareGoals> goalsRefused{};  ///< why; empty: possible
    FirmwareChoices choices;
    /// Which of the choices this board has at all, whatever the goal.
    FirmwareChoices has{true, true, true, true, true, false, false, false};
    QString backupFolder;  ///< where a backup goes
    QList<FirmwareConsent> consents;

    bool running = false;
    bool cancelling = false;
    QString whyNotStart;  ///< empty: it can be started
    bool consentMissing = false;  ///< that is why
    QString success;  ///< "Running 5.1.0, verified"
    QString failure;  ///< title of `error`
    std::optional<omv::Error> error;
};

}  // namespace omv::ui
