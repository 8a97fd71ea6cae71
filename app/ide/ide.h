// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/command_line.h"
#include "app/ide/paths.h"
#include "app/ide/settings_store.h"
#include "app/ide/stall_meter.h"
#include "app/ide/translation.h"
#include "app/ide/virtual_state.h"

#include <QObject>

#include <memory>

namespace omv::ide {

class ActionSet;
class CameraList;
class CameraSession;
class DeviceController;
class DialogPrompts;
class Documents;
class EditController;
class ExamplesController;
class FileController;
class FirmwareController;
class FormatController;
class FrameController;
class LanguageController;
class PreferencesController;
class Prompts;
class RecentFiles;
class ScriptController;
class ViewController;
class WelcomeController;
class Workbench;

/// All parts of the program, put together. Owns them.
class Ide final : public QObject {
    Q_OBJECT
public:
    /// `prompts` null: by dialogs. Must outlive this.
    Ide(const CommandLine& line, const Paths& paths, Prompts* prompts = nullptr);
    ~Ide() override;

    /// Shows the window and does what the command line says.
    void start();
    Workbench& window() { return *m_window; }
    ActionSet& actions() { return *m_actions; }
    CameraSession& session() { return *m_session; }
    CameraList& cameras() { return *m_cameras; }
    Documents& documents() { return *m_documents; }
    SettingsStore& settings() { return *m_settings; }
    DeviceController& devices() { return *m_devices; }
    FirmwareController& firmware() { return *m_firmware; }
    /// What is shown, as JSON.
    QByteArray stateDump() const;

private:
    void applySettings();
    void retranslate();
    void finishRun();
    bool writeScreenshot();
    static bool write(const QString& path, const QByteArray& bytes);
    void finishStart();
    void onClose();

    CommandLine m_line;
    StallMeter m_stalls;
    qint64 m_windowMs = 0;
    qint64 m_firstFrameMs = 0;
    Paths m_paths;
    VirtualState m_virtualState;
    std::optional<Problem> m_settingsProblem;
    std::unique_ptr<SettingsStore> m_settings;
    Translation m_translation;
    std::unique_ptr<ActionSet> m_actions;
    std::unique_ptr<Documents> m_documents;
    std::unique_ptr<RecentFiles> m_recent;
    std::unique_ptr<CameraList> m_cameras;
    std::unique_ptr<CameraSession> m_session;
    std::unique_ptr<Workbench> m_window;
    std::unique_ptr<DialogPrompts> m_dialogs;
    Prompts* m_prompts;
    std::unique_ptr<ViewController> m_view;
    std::unique_ptr<LanguageController> m_language;
    std::unique_ptr<EditController> m_edit;
    std::unique_ptr<FormatController> m_format;
    std::unique_ptr<FileController> m_files;
    std::unique_ptr<DeviceController> m_devices;
    std::unique_ptr<FirmwareController> m_firmware;
    std::unique_ptr<ScriptController> m_scripts;
    std::unique_ptr<FrameController> m_frames;
    std::unique_ptr<ExamplesController> m_examples;
    std::unique_ptr<PreferencesController> m_preferences;
    std::unique_ptr<WelcomeController> m_welcome;
};

}  // namespace omv::ide
