// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/camera/camera_list.h"
#include "app/ide/camera/camera_session.h"

#include <QHash>
#include <QMenu>
#include <QObject>
#include <QTimer>

namespace omv::ide {

class ActionSet;
class Prompts;
class SettingsStore;
class Workbench;

/// The strip's id of a lost connection; tasks of the session count from 1.
inline constexpr quint64 kLostTask = quint64{1} << 32;

/// Which camera the window works with: the list, connecting by hand and by itself, coming back
/// after an unplugging, and what is said of it in header, status line and task strip.
class DeviceController final : public QObject {
    Q_OBJECT
public:
    DeviceController(Workbench& window, ActionSet& actions, SettingsStore& settings,
                     CameraSession& session, CameraList& cameras, Prompts& prompts);

    /// The camera by name, serial number, alias or port.
    void connectTo(const QString& port);
    /// The same for a port of the command line: it means what it says, so a virtual camera without
    /// a scene has the first one.
    void connectAsWritten(const QString& port);
    /// A script is to run: connects as Connect does. While a camera is waited for, that one it is.
    void connectForRun();
    /// The port that Connect opens: the last one used when it is there, else the only real
    /// camera's. Empty: the user must choose.
    QString preferredPort() const;
    void showCameras();
    /// The camera at `port` is in other hands for a while: it is not connected meanwhile, and
    /// none is by itself. An empty port: it is back.
    void setLent(const QString& port, const QString& name);
    /// The camera that was connected last is connected again once it is seen; until then it is
    /// waited for, as after an unplugging.
    void awaitCamera();
    /// "OpenMV AE3" of what is connected; empty otherwise.
    QString boardName() const;
    void copyText(const QString& text);
    /// What to say of firmware that this program was not made for; empty for a known one.
    static QString firmwareNote(const FirmwareVersion& version);

    /// After a change of language.
    void retranslate();

signals:
    void connected();
    /// What was asked for by connectForRun() or connectTo() does not come: it failed, or the user
    /// does not want it any longer.
    void gaveUp();

private:
    void onState(const CameraState& state);
    void showLost();
    void onTaskStarted(const Task& task);
    void onTaskEnded(const Task& task, const std::optional<Error>& error);
    void onLost(const Error& error);
    void onArrived(const CameraEntry& camera);
    void toggleConnection();
    bool waiting() const { return m_reconnectTimer.isActive(); }
    void endWaiting();
    void connectAsUsual();
    void fillCameraMenu();
    void addCamera(const CameraEntry& camera);
    /// Virtual cameras see it from now on; one that is connected starts anew for that.
    void showScene(const QString& name);
    void renameCamera();
    QString aliasKey() const;
    void adoptOldAlias();
    void showChip();
    void showStatus();
    void showTasks();
    void showFailure(quint64 id);
    void rememberPort(const QString& port);
    void tryReconnect();
    void tryAbsent();
    void learnSerial();
    void showSilence(const Error& error);
    QString titleOf(const Task& task, bool failed) const;

    Workbench& m_window;
    ActionSet& m_actions;
    SettingsStore& m_settings;
    CameraSession& m_session;
    CameraList& m_cameras;
    Prompts& m_prompts;
    QMenu m_menu;
    QTimer m_taskTimer;  ///< elapsed times of the strip
    QTimer m_reconnectTimer;  ///< runs while a camera is waited for
    bool m_runWaits = false;  ///< and a script for it
    QString m_reconnectPort;
    QString m_reconnectSerial;
    QHash<int, Error> m_failures;
    QHash<int, Task> m_failedTasks;
    int m_shownFailure = 0;
    QString m_lastPort;
    QString m_lastBoard;
    std::optional<Error> m_lostBy;
    unsigned m_absentTries = 0;
    QString m_lent;  ///< port
    QString m_lentName;
};

}  // namespace omv::ide
