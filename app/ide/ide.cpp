// SPDX-License-Identifier: MIT
#include "app/ide/ide.h"

#include "app/ide/action_set.h"
#include "app/ide/camera/camera_list.h"
#include "app/ide/camera/camera_session.h"
#include "app/ide/device_controller.h"
#include "app/ide/dialog_prompts.h"
#include "app/ide/documents/documents.h"
#include "app/ide/documents/recent_files.h"
#include "app/ide/documents/text_file.h"
#include "app/ide/edit_controller.h"
#include "app/ide/editor_area.h"
#include "app/ide/examples_controller.h"
#include "app/ide/file_controller.h"
#include "app/ide/firmware_controller.h"
#include "app/ide/format_controller.h"
#include "app/ide/frame_controller.h"
#include "app/ide/language/lsp_client.h"
#include "app/ide/language_controller.h"
#include "app/ide/menus.h"
#include "app/ide/preferences_controller.h"
#include "app/ide/script_controller.h"
#include "app/ide/view_controller.h"
#include "app/ide/welcome_controller.h"
#include "app/ide/workbench.h"
#include "widgets/editor/code_editor.h"
#include "widgets/frame/frame_view.h"
#include "widgets/panels/task_strip.h"
#include "widgets/terminal/terminal_pane.h"
#include "widgets/theme/language.h"
#include "widgets/window/header_bar.h"
#include "widgets/window/instrument_pane.h"

#include <QApplication>
#include <QBuffer>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QTimer>

#include <cstdio>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

CameraSession::Options sessionOptions(const Settings& settings)
{
    CameraSession::Options options;
    options.stopOnConnect = settings.connection.stopOnConnect;
    const QString& stream = settings.connection.stream;
    if (stream == "jpeg"_L1)
        options.stream = StreamMode::Jpeg;
    else if (stream == "raw"_L1)
        options.stream = StreamMode::Raw;
    else if (stream == "off"_L1)
        options.stream = StreamMode::Off;
    return options;
}

QString nameOf(ScriptState state)
{
    switch (state) {
    case ScriptState::Idle: return u"idle"_s;
    case ScriptState::Starting: return u"starting"_s;
    case ScriptState::Running: return u"running"_s;
    case ScriptState::Stopping: return u"stopping"_s;
    }
    return {};
}

}  // namespace

Ide::Ide(const CommandLine& line, const Paths& paths, Prompts* prompts)
    : m_line(line)
    , m_paths(paths)
{
    LoadedSettings loaded = loadSettings(paths.settings);
    m_settingsProblem = loaded.problem;
    // What the command line says is for this time: it is not stored.
    m_settings = std::make_unique<SettingsStore>(paths.settings, loaded.settings);
    if (!line.theme.isEmpty())
        m_settings->overrideTheme(line.theme);
    if (line.scale > 0)
        m_settings->overrideScale(line.scale);

    m_translation.setLanguage(m_settings->value().appearance.language);
    m_actions = std::make_unique<ActionSet>();
    m_documents = std::make_unique<Documents>(
        Documents::Options{.sessionFile = paths.session, .recoveryFolder = paths.recovery});
    m_recent = std::make_unique<RecentFiles>();
    m_cameras = std::make_unique<CameraList>(m_virtualState.path(), true);
    m_cameras->setAliases(loaded.settings.aliases);
    m_session = std::make_unique<CameraSession>(sessionOptions(loaded.settings));
    m_window = std::make_unique<Workbench>();
    m_dialogs = std::make_unique<DialogPrompts>(*m_window);
    m_prompts = prompts ? prompts : m_dialogs.get();

    m_language =
        std::make_unique<LanguageController>(*m_window, paths.resources + u"/stubs"_s, paths.cache);
    m_frames = std::make_unique<FrameController>(*m_window, *m_actions, *m_settings, *m_session,
                                                 *m_prompts);
    m_view = std::make_unique<ViewController>(*m_window, *m_actions, *m_settings, *m_session,
                                              paths.cache + u"/style"_s);
    m_edit = std::make_unique<EditController>(*m_window, *m_actions, *m_settings, *m_documents,
                                              *m_prompts);
    m_format = std::make_unique<FormatController>(*m_window, *m_actions, *m_prompts);
    m_files = std::make_unique<FileController>(*m_window, *m_actions, *m_settings, *m_documents,
                                               *m_recent, *m_prompts);
    m_devices = std::make_unique<DeviceController>(*m_window, *m_actions, *m_settings, *m_session,
                                                   *m_cameras, *m_prompts);
    m_firmware = std::make_unique<FirmwareController>(
        *m_window, *m_actions, *m_settings, *m_session, *m_cameras, *m_devices, *m_prompts);
    m_scripts = std::make_unique<ScriptController>(*m_window, *m_actions, *m_settings, *m_session,
                                                   *m_prompts);
    m_examples = std::make_unique<ExamplesController>(*m_window, *m_session, *m_files,
                                                      paths.resources + u"/examples"_s);
    m_preferences = std::make_unique<PreferencesController>(*m_window, *m_actions, *m_settings);
    m_welcome = std::make_unique<WelcomeController>(*m_window, *m_settings, *m_session, *m_cameras,
                                                    *m_devices);

    QMenu* recent = buildMenus(m_window->header->menuBar(), *m_actions);
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { m_files->fillRecentMenu(recent); });
    connect(recent, &QMenu::triggered, this, [this] { m_window->setViewer(false); });
    // Shortcuts work also where the menus are not.
    for (const QString& id : m_actions->ids())
        m_window->addAction(m_actions->action(id));
    for (const char* id : {"file.new", "file.open", "file.save"})
        m_window->editors->addTool((*m_actions)[id]);

    connect(m_view.get(), &ViewController::themeApplied, m_language.get(),
            &LanguageController::setTheme);
    m_language->setTheme(m_view->theme());
    connect(m_view.get(), &ViewController::themeApplied, m_firmware.get(),
            &FirmwareController::setTheme);
    connect(m_scripts.get(), &ScriptController::saveWanted, m_files.get(),
            [this](Document* document) { m_files->save(document); });
    connect(m_scripts.get(), &ScriptController::fileWanted, m_files.get(),
            [this](const QString& name, int at) {
                if (!m_files->openNamed(name, at))
                    m_window->terminal->appendStatus(
                        tr("%1 is on the camera; it is not beside the open scripts.").arg(name));
            });
    connect(m_firmware.get(), &FirmwareController::runningChanged, m_scripts.get(),
            [this](const QString& board) {
                m_scripts->setRefusal(board.isEmpty()
                                          ? QString()
                                          : tr("%1 gets its firmware written now").arg(board));
            });
    connect(m_scripts.get(), &ScriptController::cameraWanted, m_devices.get(),
            &DeviceController::connectForRun);
    connect(m_devices.get(), &DeviceController::gaveUp, m_scripts.get(),
            &ScriptController::forgetRun);
    connect(m_welcome.get(), &WelcomeController::startWanted, m_scripts.get(),
            &ScriptController::runWhenConnected);
    connect((*m_actions)["help.about"], &QAction::triggered, this, [this] { m_prompts->about(); });
    connect(m_settings.get(), &SettingsStore::changed, this, &Ide::applySettings);
    if (m_line.started.isValid())
        connect(
            m_session.get(), &CameraSession::frameShown, this,
            [this] { m_firstFrameMs = m_line.started.elapsed(); }, Qt::SingleShotConnection);
    connect(m_settings.get(), &SettingsStore::failed, this,
            [this](const Problem& problem) { m_prompts->problem(problem); });
    connect(m_window.get(), &Workbench::closeAsked, this, &Ide::onClose);
    connect(m_window->terminal, &ui::TerminalPane::timestampsChanged, this, [this](bool on) {
        m_settings->change([on](Settings& s) { s.terminal.timestamps = on; });
    });
    connect(m_window->terminal, &ui::TerminalPane::wrapChanged, this,
            [this](bool on) { m_settings->change([on](Settings& s) { s.terminal.wrap = on; }); });
    connect(m_scripts.get(), &ScriptController::scriptWanted, m_files.get(),
            &FileController::openAt);
    for (const auto& [id, member] :
         std::initializer_list<std::pair<const char*, bool Settings::Connection::*>>{
             {"device.autoConnect", &Settings::Connection::autoConnect},
             {"device.stopOnConnect", &Settings::Connection::stopOnConnect}}) {
        connect((*m_actions)[id], &QAction::triggered, this, [this, member = member](bool on) {
            m_settings->change([&](Settings& s) { s.connection.*member = on; });
        });
    }
    applySettings();
    ui::followLanguage(m_window.get(), [this] { retranslate(); });
}

Ide::~Ide()
{
    // Those who tell the widgets go before the widgets.
    m_session->disconnect();
    m_cameras->disconnect();
    m_settings->disconnect();
}

/// Widgets see to themselves; here is what holds their state.
void Ide::retranslate()
{
    m_actions->retranslate();
    retranslateMenus(m_window->header->menuBar());
    m_view->retranslate();
    m_edit->retranslate();
    m_format->show();
    m_files->retranslate();
    m_devices->retranslate();
    m_firmware->retranslate();
    m_scripts->retranslate();
    m_frames->retranslate();
    m_welcome->retranslate();
    m_preferences->retranslate();
}

void Ide::applySettings()
{
    const Settings& settings = m_settings->value();
    m_translation.setLanguage(settings.appearance.language);
    m_session->setOptions(sessionOptions(settings));
    m_actions->setShortcuts(settings.shortcuts);
    (*m_actions)["device.autoConnect"]->setChecked(settings.connection.autoConnect);
    (*m_actions)["device.stopOnConnect"]->setChecked(settings.connection.stopOnConnect);
    m_window->terminal->setTimestampsShown(settings.terminal.timestamps);
    m_window->terminal->setWrapped(settings.terminal.wrap);
}

void Ide::start()
{
    const Settings::Window& kept = m_settings->value().window;
    m_window->restoreLayout(m_line.resetLayout ? Settings::Window{} : kept);
    if (!m_line.size.isEmpty())
        m_window->resize(m_line.size.section(u'x', 0, 0).toInt(),
                         m_line.size.section(u'x', 1, 1).toInt());
    m_files->start(m_line.files, m_examples->helloWorld());
    if (m_line.viewer) {
        m_window->setViewer(true);
        // Until the user chooses: what is asked for now is not kept.
        connect(m_window.get(), &Workbench::panesChanged, this, [this] {
            if (!m_window->viewer())
                m_line.viewer = false;
        });
    }
    connect(m_window.get(), &Workbench::firstShown, this, &Ide::finishStart);
    m_window->show();
}

/// The window is there: now what takes its time.
void Ide::finishStart()
{
    m_windowMs = m_line.started.isValid() ? m_line.started.elapsed() : 0;
    m_language->start();
    if (m_window->viewer())
        m_window->frame->view()->setFocus(Qt::OtherFocusReason);
    else if (ui::CodeEditor* editor = m_window->editors->editor())
        editor->setFocus();
    if (m_settingsProblem)
        m_prompts->problem(*m_settingsProblem);
    if (m_line.run)
        m_scripts->runWhenConnected();
    if (!m_line.port.isEmpty())
        m_devices->connectAsWritten(m_line.port);
    if (!m_line.dumpState.isEmpty())
        m_stalls.start();
    if (!m_line.screenshot.isEmpty() || !m_line.dumpState.isEmpty())
        QTimer::singleShot(m_line.afterMs, this, &Ide::finishRun);
}

/// By way of memory: Qt removes what it could not write an image to.
bool Ide::writeScreenshot()
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    const QByteArray ending = QFileInfo(m_line.screenshot).suffix().toLower().toLatin1();
    if (!m_window->grab().save(&buffer, ending.isEmpty() ? "PNG" : ending.constData()))
        return false;
    return write(m_line.screenshot, bytes);
}

bool Ide::write(const QString& path, const QByteArray& bytes)
{
    const auto problem = writeFile(path, bytes);
    if (problem)
        std::fprintf(stderr, "omv-ide: %s: %s\n", problem->what.toLocal8Bit().constData(),
                     problem->why.toLocal8Bit().constData());
    return !problem;
}

void Ide::finishRun()
{
    int code = 0;
    if (!m_line.screenshot.isEmpty() && !writeScreenshot())
        code = 1;
    if (!m_line.dumpState.isEmpty() && !write(m_line.dumpState, stateDump()))
        code = 1;
    m_window->close();
    QApplication::exit(code);
}

void Ide::onClose()
{
    m_settings->note([this](Settings& s) {
        Settings::Window left = m_window->layoutState();
        // Those of the command line are for this time.
        if (m_line.viewer)
            left.viewer = s.window.viewer;
        if (!m_line.size.isEmpty() && !s.window.geometry.isEmpty()) {
            left.geometry = s.window.geometry;
            left.main = s.window.main;
            left.left = s.window.left;
            left.right = s.window.right;
        } else if (!m_line.size.isEmpty()) {
            left.geometry.clear();
        }
        s.window = left;
    });
    m_settings->flush();
}

QByteArray Ide::stateDump() const
{
    const CameraState& state = m_session->state();
    const ui::FrameView& view = *m_window->frame->view();
    QJsonArray tasks;
    for (const ui::TaskState& task : m_window->tasks->tasks())
        tasks.append(task.title);
    QJsonObject object{
        {u"connected"_s, state.connected()},
        {u"port"_s, state.port},
        {u"board"_s, QString::fromStdString(state.info.boardName)},
        {u"script"_s, nameOf(state.script)},
        {u"script_error"_s, m_scripts->lastError()},
        {u"frames_received"_s, static_cast<qint64>(m_frames->framesReceived())},
        {u"frames_shown"_s, static_cast<qint64>(view.framesShown())},
        {u"shown_fps"_s, view.shownFps()},
        {u"terminal_lines"_s, static_cast<qint64>(m_window->terminal->view()->lineCount())},
        {u"theme"_s, m_view->theme().dark() ? u"dark"_s : u"light"_s},
        {u"scale"_s, m_view->theme().options().scale},
        {u"language"_s, m_translation.language()},
        {u"viewer"_s, m_window->viewer()},
        {u"instrument"_s, m_window->instruments->currentPane()},
        {u"panes"_s, QJsonArray::fromStringList(m_window->visiblePanes())},
        {u"tasks"_s, tasks},
        {u"writing_firmware"_s, m_firmware->running()},
        {u"window_ms"_s, m_windowMs},
        {u"first_frame_ms"_s, m_firstFrameMs},
        {u"longest_stall_ms"_s, m_stalls.longestMs()},
        {u"size"_s, QJsonArray{m_window->width(), m_window->height()}},
    };
    if (const Document* document = m_window->editors->current()) {
        object.insert(u"document"_s, document->title());
        object.insert(u"modified"_s, document->modified());
    }
    object.insert(u"language_server"_s, m_language->client()->state() == LspClient::State::Ready);
    return QJsonDocument(object).toJson();
}

}  // namespace omv::ide
