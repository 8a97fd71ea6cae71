// SPDX-License-Identifier: MIT
#include "app/ide/script_controller.h"

#include "app/ide/action_set.h"
#include "app/ide/documents/document.h"
#include "app/ide/documents/text_file.h"
#include "app/ide/editor_area.h"
#include "app/ide/prompts.h"
#include "app/ide/settings_store.h"
#include "app/ide/terminal_log.h"
#include "app/ide/workbench.h"
#include "widgets/editor/code_editor.h"
#include "widgets/frame/frame_pane.h"
#include "widgets/frame/frame_view.h"
#include "widgets/language/script_error.h"
#include "widgets/panels/memory_pane.h"
#include "widgets/panels/task_state.h"
#include "widgets/terminal/terminal_pane.h"
#include "widgets/window/header_bar.h"

#include <QDir>

#include <cstdio>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLogFlush = 1000;  // ms: who follows the file sees it grow

Problem problemOf(const Error& error)
{
    return {QString::fromStdString(error.what), QString::fromStdString(error.why),
            QString::fromStdString(error.fix)};
}

/// What a typed line becomes: its value is shown, as at a prompt.
QString promptScript(const QString& line)
{
    QString quoted = line;
    quoted.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    return u"try:\n    _line = compile('%1', '<stdin>', 'eval')\nexcept SyntaxError:\n    "
           "exec('%1')\nelse:\n    _line = eval(_line)\n    if _line is not None:\n        "
           "print(repr(_line))\n"_s.arg(quoted);
}

}  // namespace

ScriptController::ScriptController(Workbench& window, ActionSet& actions, SettingsStore& settings,
                                   CameraSession& session, Prompts& prompts)
    : m_window(window)
    , m_actions(actions)
    , m_settings(settings)
    , m_session(session)
    , m_prompts(prompts)
{
    connect(&session, &CameraSession::stateChanged, this, &ScriptController::onState);
    connect(&session, &CameraSession::textReady, this, &ScriptController::onText);
    connect(&session, &CameraSession::scriptEnded, this, &ScriptController::onEnd);

    connect(actions["device.run"], &QAction::triggered, this, [this] {
        if (m_session.state().script == ScriptState::Idle)
            runCurrent();
        else
            m_session.stop();
    });
    connect(window.header, &ui::HeaderBar::runClicked, actions["device.run"], &QAction::trigger);
    connect(window.header, &ui::HeaderBar::stopClicked, actions["device.run"], &QAction::trigger);
    connect(window.editors, &EditorArea::currentChanged, this, &ScriptController::showRunButton);
    connect(actions["tools.clearTerminal"], &QAction::triggered, window.terminal,
            [this] { m_window.terminal->clear(); });
    connect(actions["tools.findTerminal"], &QAction::triggered, window.terminal,
            [this] { m_window.terminal->showFind(); });
    connect(actions["tools.saveTerminal"], &QAction::triggered, this, &ScriptController::saveText);
    connect(actions["tools.explainError"], &QAction::triggered, this,
            [this] { goTo(u"<stdin>"_s, m_errorLine); });
    connect(window.terminal, &ui::TerminalPane::saveWanted, this, &ScriptController::saveText);
    connect(window.terminal, &ui::TerminalPane::logToFileWanted, this,
            &ScriptController::logToFile);
    connect(window.terminal, &ui::TerminalPane::inputSubmitted, this, &ScriptController::onInput);
    connect(window.terminal, &ui::TerminalPane::errorLinkActivated, this, &ScriptController::goTo);
    connect(window.frame->view(), &ui::FrameView::runWanted, actions["device.run"],
            &QAction::trigger);
    m_logFlush.setSingleShot(true);
    m_logFlush.setInterval(kLogFlush);
    connect(&m_logFlush, &QTimer::timeout, this, [this] {
        if (m_log)
            keepLog(m_log->flush());
    });
    actions.setEnabled(u"tools.explainError"_s, false, tr("No script ended with an error"));
    onState(session.state());
}

ScriptController::~ScriptController()
{
    if (!m_log)
        return;
    // The window is gone: there is only the terminal that the program was started from.
    if (const Status status = m_log->flush(); !status)
        std::fprintf(stderr, "omv-ide: %s: %s\n", status.error().what.c_str(),
                     status.error().why.c_str());
}

void ScriptController::runCurrent()
{
    Document* document = m_window.editors->current();
    if (!document)
        return;
    if (!m_session.state().connected()) {
        // Run means "on a camera": one is found first.
        m_runLater = true;
        emit cameraWanted();
        return;
    }
    if (document->modified() && !document->untitled() && m_settings.value().saveBeforeRun)
        emit saveWanted(document);
    beginRun(document);
    m_running = document;
    m_runningName = document->title();
    m_traceback.clear();
    m_lastError.clear();
    m_errorLine = 0;
    m_actions.setEnabled(u"tools.explainError"_s, false, tr("No script ended with an error"));
    if (ui::CodeEditor* editor = m_window.editors->editorOf(document))
        editor->clearError();
    m_window.memory->setHeapAlert({});
    m_session.run(document->text()->toPlainText(), m_runningName);
}

/// What is printed from here on leads to `document`; null: to none.
void ScriptController::beginRun(Document* document)
{
    constexpr int kMostRuns = 1000;  // that the terminal's links lead back to
    m_typed = document == nullptr;
    const int run = ++m_lastRun;
    m_runs.remove(run - kMostRuns);
    m_runs.insert(run, {document, document ? document->path() : QString()});
    m_window.terminal->beginRun(run);
    if (document)
        connect(document, &Document::titleChanged, this, [this, run, document] {
            if (m_runs.contains(run))
                m_runs[run].path = document->path();
        });
}

void ScriptController::runWhenConnected()
{
    m_runLater = true;
    if (m_session.state().connected()) {
        m_runLater = false;
        runCurrent();
    }
}

void ScriptController::onState(const CameraState& state)
{
    if (state.link != m_lastLink) {
        if (state.link == Link::Connected && std::exchange(m_runLater, false))
            QMetaObject::invokeMethod(this, &ScriptController::runCurrent, Qt::QueuedConnection);
        if (state.link == Link::Connected)
            m_window.terminal->appendStatus(
                tr("connected to %1").arg(QString::fromStdString(state.info.boardName)));
        else if (m_lastLink == Link::Connected || m_lastLink == Link::Disconnecting) {
            if (state.link == Link::Disconnected)
                m_window.terminal->appendStatus(tr("disconnected"));
        }
        m_lastLink = state.link;
    }
    const ScriptState before = std::exchange(m_lastScript, state.script);
    if (state.running() && before == ScriptState::Starting) {
        m_since.start();
        m_window.terminal->appendStatus(tr("%1 started").arg(m_runningName));
    }
    const bool idle = state.connected() && state.script == ScriptState::Idle;
    m_window.terminal->setInputState(
        idle,
        !state.connected() ? tr("Connect a camera to type to it.")
            : idle ? tr("Type a line of Python. Each runs by itself: the camera starts afresh.")
                   : tr("A running script takes no keys over this connection. Stop it first."));
    showRunButton();
}

void ScriptController::setRefusal(const QString& reason)
{
    m_refusal = reason;
    showRunButton();
}

void ScriptController::showRunButton()
{
    using Button = ui::HeaderBar::RunButton;
    const CameraState& state = m_session.state();
    const bool document = m_window.editors->current() != nullptr;
    QString reason;
    Button button = Button::Run;
    if (state.link == Link::Connecting || state.link == Link::Disconnecting)
        reason = tr("Wait until the camera is connected");
    else if (state.script == ScriptState::Starting)
        reason = tr("The script is being sent");
    else if (state.script == ScriptState::Running)
        button = Button::Stop;
    else if (state.script == ScriptState::Stopping) {
        button = Button::Stop;
        reason = tr("The script is being stopped");
    } else if (!m_refusal.isEmpty() && !state.connected())
        reason = m_refusal;
    else if (!document)
        reason = tr("Open a script first");
    m_window.header->setRunButton(button, reason);
    QAction* run = m_actions["device.run"];
    run->setText(button == Button::Run ? tr("&Run the script") : tr("&Stop the script"));
    m_actions.setEnabled(u"device.run"_s, reason.isEmpty(), reason);
}

void ScriptController::onText()
{
    const TextMailbox::Batch batch = m_session.takeText();
    if (batch.dropped > 0)
        m_window.terminal->appendStatus(
            tr("%1 bytes came too fast and were dropped").arg(batch.dropped));
    m_window.terminal->append(batch.text);
    if (!m_log)
        return;
    keepLog(m_log->write({batch.text.constData(), static_cast<std::size_t>(batch.text.size())}));
    if (m_log && !m_logFlush.isActive())
        m_logFlush.start();
}

/// A log that cannot be written ends, and the user is told.
void ScriptController::keepLog(const Status& status)
{
    if (status)
        return;
    m_log.reset();
    m_window.terminal->setLoggingToFile(false);
    m_prompts.problem(problemOf(status.error()));
}

void ScriptController::onEnd(const ScriptEnd& end, bool byUser)
{
    onText();
    const QString seconds =
        m_since.isValid() ? ui::durationText(m_since.elapsed()) : ui::durationText(0);
    m_since.invalidate();
    m_window.terminal->appendStatus(byUser           ? tr("stopped after %1").arg(seconds)
                                        : end.raised ? tr("ended by an error after %1").arg(seconds)
                                                     : tr("ended after %1").arg(seconds));
    if (end.raised && !byUser)
        showError(QString::fromStdString(end.traceback));
    else
        m_window.frame->view()->setState(ui::FrameState::Stopped);
    if (m_log)
        keepLog(m_log->flush());
}

void ScriptController::showError(const QString& traceback)
{
    const auto error = ui::parseScriptError(traceback);
    if (!error)
        return;
    m_lastError = error->text();
    m_window.frame->view()->setState(ui::FrameState::Error, tr("Stopped by an error"));
    showAlert(*error);
    if (m_typed)
        return;
    m_traceback = traceback;
    const ui::TraceFrame& at = error->marked();
    if (!at.isScript() || !m_running)
        return;
    m_errorLine = at.line;
    m_actions.setEnabled(u"tools.explainError"_s, true);
    if (ui::CodeEditor* editor = m_window.editors->editorOf(m_running))
        editor->showError(noteOf(*error, at.line));
}

void ScriptController::showAlert(const ui::ScriptError& error)
{
    if (error.type == "MemoryError"_L1)
        m_window.memory->setHeapAlert(tr("allocation failed"));
}

ui::ErrorNote ScriptController::noteOf(const ui::ScriptError& error, int line)
{
    ui::ErrorNote note;
    note.line = line;
    note.type = error.type;
    note.message = error.message;
    note.help = ui::explainScriptError(error);
    note.links = {{u"copy"_s, tr("Copy details")}, {u"terminal"_s, tr("Open in terminal")}};
    if (error.type == "MemoryError"_L1)
        note.links.prepend({u"memory"_s, tr("Show memory")});
    return note;
}

void ScriptController::retranslate()
{
    onState(m_session.state());
    if (m_errorLine == 0)
        m_actions.setEnabled(u"tools.explainError"_s, false, tr("No script ended with an error"));
    const auto error = ui::parseScriptError(m_traceback);
    if (!error)
        return;
    showAlert(*error);
    ui::FrameView& view = *m_window.frame->view();
    if (view.state() == ui::FrameState::Error)
        view.setState(ui::FrameState::Error, tr("Stopped by an error"));
    ui::CodeEditor* editor = m_running ? m_window.editors->editorOf(m_running) : nullptr;
    // Not where it was closed, and where its line is by now.
    if (editor && editor->errorLine() > 0)
        editor->showError(noteOf(*error, editor->errorLine()));
}

void ScriptController::goTo(const QString& file, int line, int run)
{
    if (file != "<stdin>"_L1 && file != "<string>"_L1) {
        emit fileWanted(file, line);
        return;
    }
    if (line <= 0)
        return;
    const Run of = run > 0 ? m_runs.value(run) : Run{m_running, {}};
    ui::CodeEditor* editor = m_window.editors->editorOf(of.document);
    if (!of.document || !editor) {
        if (!of.path.isEmpty())
            emit scriptWanted(of.path, line);
        return;
    }
    m_window.editors->show(of.document);
    // Lines may have been added above the error since.
    const bool isLast = of.document == m_running && line == m_errorLine;
    const int marked = isLast ? editor->errorLine() : 0;
    editor->goTo({marked > 0 ? marked : line, 1});
    editor->setFocus();
}

void ScriptController::onInput(const QString& line)
{
    m_window.terminal->appendStatus(u">>> "_s + line);
    beginRun(nullptr);
    m_runningName = tr("Line");
    m_session.run(promptScript(line), tr("the line"));
}

void ScriptController::saveText()
{
    m_prompts.saveFile(tr("Save the terminal's text"), QDir::homePath() + u"/terminal.txt"_s,
                       tr("Text (*.txt *.log);;All files (*)"), [this](const QString& path) {
                           if (const auto problem = writeFile(path, m_window.terminal->plainText()))
                               m_prompts.problem(*problem);
                       });
}

void ScriptController::logToFile(bool on)
{
    if (m_log)
        keepLog(m_log->flush());
    m_log.reset();
    m_window.terminal->setLoggingToFile(false);
    if (!on)
        return;
    const QString folder = m_settings.value().terminal.logFolder;
    m_prompts.saveFile(tr("Log the terminal to a file"),
                       (folder.isEmpty() ? QDir::homePath() : folder) + u"/camera.log"_s,
                       tr("Logs (*.log);;All files (*)"), [this](const QString& path) {
                           auto log = TerminalLog::open(path.toStdString(), {});
                           if (!log) {
                               m_prompts.problem(problemOf(log.error()));
                               return;
                           }
                           m_log = std::make_unique<TerminalLog>(std::move(*log));
                           m_window.terminal->setLoggingToFile(true, path);
                       });
}

}  // namespace omv::ide
