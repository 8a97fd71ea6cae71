// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/camera/camera_session.h"
#include "widgets/editor/editor_types.h"
#include "widgets/language/script_error.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

namespace omv::ide {

class ActionSet;
class Document;
class SettingsStore;
class TerminalLog;
class Workbench;
class Prompts;

/// Runs the script of the editor, shows what it prints, and leads from an error to its line.
class ScriptController final : public QObject {
    Q_OBJECT
public:
    ScriptController(Workbench& window, ActionSet& actions, SettingsStore& settings,
                     CameraSession& session, Prompts& prompts);
    ~ScriptController() override;

    void runCurrent();
    /// Why nothing can run now; empty: it can.
    void setRefusal(const QString& reason);
    /// Runs it as soon as a camera is connected.
    void runWhenConnected();
    const QString& lastError() const { return m_lastError; }
    /// After a change of language.
    void retranslate();
    /// No camera comes for the script that waits for one.
    void forgetRun() { m_runLater = false; }

signals:
    /// A script is to run and no camera is connected.
    void cameraWanted();
    /// The document has a file and text that is not saved.
    void saveWanted(omv::ide::Document* document);
    /// A file of the board that a traceback names.
    void fileWanted(const QString& name, int line);
    /// A script that was run and is closed by now.
    void scriptWanted(const QString& path, int line);

private:
    void onState(const CameraState& state);
    void onText();
    void onEnd(const ScriptEnd& end, bool byUser);
    void onInput(const QString& line);
    void beginRun(Document* document);
    void goTo(const QString& file, int line, int run = 0);
    void showError(const QString& traceback);
    void showAlert(const ui::ScriptError& error);
    static ui::ErrorNote noteOf(const ui::ScriptError& error, int line);
    void showRunButton();
    QString m_refusal;
    void logToFile(bool on);
    void keepLog(const Status& status);
    void saveText();

    Workbench& m_window;
    ActionSet& m_actions;
    SettingsStore& m_settings;
    CameraSession& m_session;
    Prompts& m_prompts;
    std::unique_ptr<TerminalLog> m_log;
    QTimer m_logFlush;
    /// A script that was sent, or a line: that has no document.
    struct Run {
        QPointer<Document> document;
        QString path;  ///< empty: never saved
    };
    QHash<int, Run> m_runs;
    int m_lastRun = 0;
    bool m_typed = false;  ///< a line was sent last
    QPointer<Document> m_running;  ///< whose script was sent last
    QString m_runningName;
    QElapsedTimer m_since;
    QString m_traceback;
    QString m_lastError;
    int m_errorLine = 0;
    bool m_runLater = false;
    Link m_lastLink = Link::Disconnected;
    ScriptState m_lastScript = ScriptState::Idle;
};

}  // namespace omv::ide
