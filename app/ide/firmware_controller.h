// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/firmware_boards.h"
#include "app/ide/firmware_job.h"
#include "app/ide/firmware_progress.h"
#include "app/ide/firmware_targets.h"
#include "app/ide/firmware_watch.h"

#include <QCloseEvent>
#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace omv::ide {

class ActionSet;
class CameraList;
class CameraSession;
class DeviceController;
class Prompts;
class SettingsStore;
class Workbench;
struct CameraState;

/// The task strip's id of a run; above those of the session.
inline constexpr quint64 kFirmwareTask = quint64{1} << 33;

/// The firmware page: which board, which files, what is done to it. A camera that the window
/// works with is left for it, and taken up again afterwards.
class FirmwareController final : public QObject {
    Q_OBJECT
public:
    /// A board passes through its loader at each start: only one that stays there opens the page.
    static constexpr std::chrono::milliseconds kStays{4000};
    /// That the camera may take to be left.
    static constexpr std::chrono::milliseconds kLeaving{15000};

    FirmwareController(Workbench& window, ActionSet& actions, SettingsStore& settings,
                       CameraSession& session, CameraList& cameras, DeviceController& devices,
                       Prompts& prompts);
    ~FirmwareController() override;

    bool running() const { return m_running; }
    void retranslate();
    void setTheme();

signals:
    /// A run begins, on the board of that name, or ends: an empty one.
    void runningChanged(const QString& board);

public slots:
    /// Boards on this computer's USB now: from the watch, or whoever else looks.
    void showSeen(const std::vector<omv::flasher::SeenBoard>& boards);
    void setSource(const QString& path);

private:
    void connectPage();
    void connectJob();
    void open();
    void gatherBoards();
    void forgetResult();
    void chooseBoard(const QString& port);
    void openFor(const QString& port);
    std::optional<FirmwareOrder> order() const;
    void check();
    void onChecked(const FirmwareCheck& check);
    void learnRelease(const FirmwareCheck& check);
    void offerUpdate();
    void start();
    void begin();
    void cancel();
    void onPlanned(const flasher::Plan& plan);
    void onEvent(const flasher::FlashEvent& event);
    void onEnded(const flasher::FlashReport& report);
    void giveBack(bool succeeded);
    void endEarly(const Error& error);
    void offerRecovery(const QString& port);
    QString backupFolder() const;
    void onCloseAsked(QCloseEvent* event);
    void log(const QString& line);
    void show();
    void showTarget(ui::FirmwareState& state) const;
    void showFiles(ui::FirmwareState& state) const;
    void showTask();
    QString whyNotStart() const;
    bool consentMissing() const;
    QString sentence() const;

    Workbench& m_window;
    ActionSet& m_actions;
    SettingsStore& m_settings;
    CameraSession& m_session;
    CameraList& m_cameras;
    DeviceController& m_devices;
    Prompts& m_prompts;
    FirmwareBoards m_boards;

    FirmwareTargets m_targets;
    FirmwareProgress m_progress;
    QString m_source;
    ui::FirmwareGoal m_goal = ui::FirmwareGoal::Firmware;
    ui::FirmwareChoices m_choices;
    QSet<QString> m_consents;
    std::optional<FirmwareCheck> m_check;
    bool m_checking = false;

    bool m_running = false;
    bool m_beginsWhenFree = false;  ///< the camera is being left
    bool m_cancelling = false;
    bool m_closeWhenDone = false;
    bool m_takeUpAgain = false;
    QString m_left;  ///< flash port of the camera that was left, and not taken up again yet
    QString m_connectsWhenFree;  ///< port of that camera, while it is still being left
    QString m_backupBase;  ///< folder that backups go into
    QString m_maybe;  ///< port of a bridge that recoveries go by, and other things too
    QTimer m_leaving;  ///< until the camera must be free
    std::optional<FirmwareOrder> m_order;
    QString m_success;
    QString m_failure;
    std::optional<Error> m_error;
    QElapsedTimer m_clock;
    QString m_offered;  ///< said once for each camera and version

    QTimer m_stays;
    QString m_staysPort;
    FirmwareJob m_job;
    FirmwareWatch m_watch;  // last: what it sees comes here
};

}  // namespace omv::ide
