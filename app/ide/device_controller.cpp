// SPDX-License-Identifier: MIT
#include "app/ide/device_controller.h"

#include "app/ide/action_set.h"
#include "app/ide/camera/scene_menu.h"
#include "app/ide/connection_words.h"
#include "app/ide/prompts.h"
#include "app/ide/settings_store.h"
#include "app/ide/workbench.h"
#include "widgets/panels/error_card.h"
#include "widgets/panels/link_bars.h"
#include "widgets/panels/statistics_pane.h"
#include "widgets/panels/task_strip.h"
#include "widgets/terminal/terminal_pane.h"
#include "widgets/window/camera_chip.h"
#include "widgets/window/header_bar.h"
#include "widgets/window/status_line.h"

#include <QApplication>
#include <QClipboard>

#include <algorithm>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

constexpr int kStripRate = 200;  // ms
constexpr auto kBySerial = "serial:"_L1;  // as Camera::open() takes it
constexpr auto kVirtual = "sim:"_L1;
constexpr int kReconnectEvery = 700;  // ms
constexpr int kLookAnyway = 8;  ///< times; whether one that is not there has ended
constexpr int kReconnectAfterFailure = 3000;  // ms

QString plain(const std::string& text)
{
    return QString::fromStdString(text);
}

}  // namespace

DeviceController::DeviceController(Workbench& window, ActionSet& actions, SettingsStore& settings,
                                   CameraSession& session, CameraList& cameras, Prompts& prompts)
    : m_window(window)
    , m_actions(actions)
    , m_settings(settings)
    , m_session(session)
    , m_cameras(cameras)
    , m_prompts(prompts)
{
    m_lastPort = settings.value().connection.lastPort;
    if (const QString scene = settings.value().connection.scene; sceneNames().contains(scene))
        cameras.setScene(scene);
    connect(&session, &CameraSession::stateChanged, this, &DeviceController::onState);
    connect(&session, &CameraSession::taskStarted, this, &DeviceController::onTaskStarted);
    connect(&session, &CameraSession::taskEnded, this, &DeviceController::onTaskEnded);
    connect(&session, &CameraSession::lost, this, &DeviceController::onLost);
    connect(&cameras, &CameraList::arrived, this, &DeviceController::onArrived);
    connect(&cameras, &CameraList::changed, this, &DeviceController::showChip);
    connect(&cameras, &CameraList::changed, this, &DeviceController::learnSerial);

    connect(actions["device.connect"], &QAction::triggered, this,
            &DeviceController::toggleConnection);
    connect(actions["device.cameras"], &QAction::triggered, this, &DeviceController::showCameras);
    connect(actions["device.cancel"], &QAction::triggered, this, [this] {
        if (waiting())
            toggleConnection();
        else
            m_session.cancel();
    });
    connect(actions["device.reset"], &QAction::triggered, &session, &CameraSession::reset);
    connect(actions["device.bootloader"], &QAction::triggered, this, [this] {
        m_prompts.confirm(tr("Restart the camera into its bootloader?"),
                          tr("The script ends. The camera waits there for new firmware, and starts "
                             "as usual after the next reset."),
                          tr("Enter the bootloader"), [this] { m_session.enterBootloader(); });
    });
    connect(actions["device.rename"], &QAction::triggered, this, &DeviceController::renameCamera);
    connect(window.header->chip(), &QAbstractButton::clicked, this, &DeviceController::showCameras);
    window.header->setConnectAction(actions["device.connect"]);

    connect(window.tasks, &ui::TaskStrip::cancelWanted, &session, &CameraSession::cancel);
    connect(window.tasks, &ui::TaskStrip::detailsWanted, this, &DeviceController::showFailure);
    connect(window.tasks, &ui::TaskStrip::dismissed, this, [this](quint64 id) {
        if (static_cast<quint64>(m_shownFailure) == id)
            m_window.showErrorCard(false);
        m_failures.remove(static_cast<int>(id));
    });
    connect(window.errorCard, &ui::ErrorCard::closed, this,
            [this] { showFailure(static_cast<quint64>(m_shownFailure)); });
    connect(window.errorCard, &ui::ErrorCard::copyWanted, this, &DeviceController::copyText);
    connect(window.errorCard, &ui::ErrorCard::explainWanted, this, [this](const QString& id) {
        const std::string_view text = explain(id.toStdString());
        m_prompts.problem(
            {id, QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())), QString()});
    });
    connect(window.errorCard, &ui::ErrorCard::retryWanted, this, [this] {
        const Task task = m_failedTasks.value(m_shownFailure);
        m_window.tasks->removeTask(static_cast<quint64>(m_shownFailure));
        m_window.showErrorCard(false);
        if (task.kind == TaskKind::Connect)
            connectTo(task.subject);
    });
    connect(&session, &CameraSession::silenceFound, this, &DeviceController::showSilence);
    connect(window.statistics, &ui::StatisticsPane::qualityChanged, window.link,
            &ui::LinkBars::setQuality);

    m_taskTimer.setInterval(kStripRate);
    connect(&m_taskTimer, &QTimer::timeout, this, &DeviceController::showTasks);
    connect(&m_menu, &QMenu::aboutToHide, this, [this] {
        // A choice comes after the hiding.
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_session.state().link == Link::Disconnected && !waiting())
                    emit gaveUp();
            },
            Qt::QueuedConnection);
    });
    connect(&m_reconnectTimer, &QTimer::timeout, this, &DeviceController::tryReconnect);
    onState(session.state());
}

QString DeviceController::boardName() const
{
    return m_session.state().connected() ? plain(m_session.state().info.boardName) : QString();
}

void DeviceController::connectTo(const QString& wanted)
{
    QString port = wanted;
    for (const CameraEntry& each : m_cameras.entries()) {
        const bool same = each.port == wanted || each.serial == wanted || each.alias == wanted;
        // "sim:ae3" means the one of this program, whose port has options behind it.
        if (!wanted.isEmpty() && (same || (each.ours && each.port.startsWith(wanted + u'?')))) {
            port = each.port;
            break;
        }
    }
    if (!m_lent.isEmpty() && port.section(u'?', 0, 0) == m_lent) {
        m_window.terminal->appendStatus(tr("%1 gets its firmware written now.").arg(m_lentName));
        return emit gaveUp();
    }
    endWaiting();
    m_session.connectTo(port);
}

void DeviceController::connectAsWritten(const QString& port)
{
    // What was chosen in the menu is for cameras that are chosen there.
    if (port.startsWith(kVirtual) && sceneOfPort(port).isEmpty())
        m_cameras.setScene({});
    connectTo(port);
}

/// What worked is what Connect offers, now and at the next start. A scene that was written for
/// this start is what this window's virtual cameras see; only one of the menu is kept.
void DeviceController::rememberPort(const QString& port)
{
    m_lastPort = port;
    m_settings.note([&](Settings& s) { s.connection.lastPort = port; });
    if (port.startsWith(kVirtual))
        m_cameras.setScene(sceneOfPort(port));
}

void DeviceController::setLent(const QString& port, const QString& name)
{
    m_lent = port;
    m_lentName = name;
    endWaiting();
    onState(m_session.state());
}

void DeviceController::awaitCamera()
{
    if (m_session.state().link == Link::Connected || m_reconnectPort.isEmpty())
        return;
    m_reconnectTimer.start(kReconnectEvery);
    onState(m_session.state());
}

QString DeviceController::preferredPort() const
{
    // What is behind a port of ours is another folder at each start.
    const auto place = [](const QString& port) { return port.section(u'?', 0, 0); };
    QStringList real;
    for (const CameraEntry& each : m_cameras.entries()) {
        if (each.port == m_lastPort || (each.ours && place(each.port) == place(m_lastPort)))
            return each.port;
        if (!each.ours)
            real.append(each.port);
    }
    return real.size() == 1 ? real.first() : QString();
}

void DeviceController::toggleConnection()
{
    const bool waited = waiting();
    endWaiting();
    if (m_session.state().link != Link::Disconnected)
        m_session.disconnectCamera();
    else if (waited)
        emit gaveUp();
    else
        connectAsUsual();
}

void DeviceController::connectForRun()
{
    if (!waiting()) {
        if (m_session.state().link == Link::Disconnected)
            connectAsUsual();
        return;
    }
    m_runWaits = true;
    showLost();
}

void DeviceController::endWaiting()
{
    if (!waiting())
        return;
    m_reconnectTimer.stop();
    m_runWaits = false;
    if (m_session.state().link == Link::Disconnected)
        m_session.forgetAbsent();
    m_window.tasks->removeTask(kLostTask);
    onState(m_session.state());
}

void DeviceController::connectAsUsual()
{
    const QString port = preferredPort();
    if (!port.isEmpty())
        return connectTo(port);
    showCameras();
    // Later: the choice is told after the menu has gone.
    const auto closed = [this] {
        if (m_session.state().link == Link::Disconnected)
            emit gaveUp();
    };
    connect(&m_menu, &QMenu::aboutToHide, this, closed,
            static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
}

void DeviceController::onState(const CameraState& state)
{
    const bool connected = state.connected();
    const bool busy = state.link == Link::Connecting || state.link == Link::Disconnecting;
    QAction* connection = m_actions["device.connect"];
    connection->setText(connected                            ? tr("&Disconnect")
                            : waiting()                      ? tr("Stop &waiting for the camera")
                            : state.link == Link::Connecting ? tr("&Cancel connecting")
                                                             : tr("&Connect"));
    m_actions.setEnabled(u"device.connect"_s, state.link != Link::Disconnecting,
                         tr("Disconnecting"));
    const QString why = tr("No camera is connected");
    m_actions.setEnabled(u"device.reset"_s, connected, why);
    m_actions.setEnabled(u"device.bootloader"_s, connected, why);
    m_actions.setEnabled(u"device.cancel"_s, busy || waiting() || !m_session.tasks().empty(),
                         tr("Nothing is waited for"));
    m_actions.setEnabled(u"device.rename"_s, connected && !state.info.serial.empty(), why);
    if (connected) {
        endWaiting();
        if (state.port != m_reconnectPort)
            m_reconnectSerial.clear();
        m_reconnectPort = state.port;
        learnSerial();
        m_lastBoard = plain(state.info.boardName);
        adoptOldAlias();
    }
    showChip();
    showStatus();
    if (!connected)
        m_window.link->setQuality({});
    else if (m_window.link->quality().level == ui::LinkQuality::Level::None)
        m_window.link->setQuality(ui::judgeLink({}, {}));
}

/// The serial number that the camera will have in the list when it is back. A camera that was
/// named when the program started may be older than the list.
void DeviceController::learnSerial()
{
    const CameraState& state = m_session.state();
    if (!state.connected() || !m_reconnectSerial.isEmpty())
        return;
    if (state.port.startsWith(kBySerial))
        m_reconnectSerial = state.port.mid(kBySerial.size());
    else if (const CameraEntry* entry = m_cameras.byPort(state.port))
        m_reconnectSerial = entry->serial;
}

void DeviceController::renameCamera()
{
    const QString serial = aliasKey();
    m_prompts.line(tr("Rename the camera"),
                   tr("Name of the camera with serial number %1").arg(serial),
                   m_cameras.aliases().value(serial), [this, serial](const QString& name) {
                       m_cameras.setAlias(serial, name.trimmed());
                       m_settings.change([this](Settings& s) { s.aliases = m_cameras.aliases(); });
                       showChip();
                   });
}

/// Of the connected camera: the serial number by which the list knows it.
QString DeviceController::aliasKey() const
{
    const CameraEntry* entry = m_cameras.byPort(m_session.state().port);
    return entry && !entry->serial.isEmpty() ? entry->serial : plain(m_session.state().info.serial);
}

/// Earlier versions kept aliases by the camera's own id, where the list does not find them.
void DeviceController::adoptOldAlias()
{
    const QString id = plain(m_session.state().info.serial);
    const QString key = aliasKey();
    const QString alias = m_cameras.aliases().value(id);
    if (key == id || alias.isEmpty())
        return;
    if (!m_cameras.aliases().contains(key))
        m_cameras.setAlias(key, alias);
    m_cameras.setAlias(id, {});
    m_settings.note([this](Settings& s) { s.aliases = m_cameras.aliases(); });
}

void DeviceController::onArrived(const CameraEntry& camera)
{
    if (waiting())
        tryReconnect();
    else if (m_session.state().link == Link::Disconnected && m_lent.isEmpty() &&
             m_settings.value().connection.autoConnect)
        connectTo(camera.port);
}

void DeviceController::onLost(const Error& error)
{
    m_lostBy = error;
    const bool ended = error.id == kProcessEnded;
    if (m_settings.value().connection.reconnect && !ended)
        m_reconnectTimer.start(kReconnectEvery);
    else
        m_session.forgetAbsent();
    showLost();
    onState(m_session.state());
}

/// One of ours keeps its place in the bus' absence, and its clock and memory.
void DeviceController::tryAbsent()
{
    if (!m_session.absentIsBack() && ++m_absentTries % kLookAnyway != 0)
        return;
    m_session.comeBack();
}

void DeviceController::retranslate()
{
    onState(m_session.state());
    const QList<ui::TaskState> shown = m_window.tasks->tasks();
    for (ui::TaskState task : shown) {
        const int id = static_cast<int>(task.id);
        if (task.id == kLostTask) {
            showLost();
        } else if (m_failedTasks.contains(id)) {
            task.title = titleOf(m_failedTasks.value(id), true);
            task.step = plain(inWords(m_failures.value(id)).why);
            m_window.tasks->setTask(task);
        }
    }
    showTasks();
    if (m_failures.contains(m_shownFailure))
        m_window.errorCard->setError(titleOf(m_failedTasks.value(m_shownFailure), true),
                                     inWords(m_failures.value(m_shownFailure)));
}

void DeviceController::tryReconnect()
{
    if (m_session.state().link != Link::Disconnected || !m_session.tasks().empty())
        return;
    if (m_session.hasAbsent())
        return tryAbsent();
    for (const CameraEntry& each : m_cameras.entries()) {
        if (each.ours)
            continue;
        // Another board may get the port of the one that went.
        const bool known = !each.serial.isEmpty() && !m_reconnectSerial.isEmpty();
        const bool same = known ? each.serial == m_reconnectSerial : each.port == m_reconnectPort;
        if (same) {
            m_session.connectTo(each.port);
            return;
        }
    }
}

void DeviceController::onTaskStarted(const Task&)
{
    m_taskTimer.start();
    m_actions.setEnabled(u"device.cancel"_s, true);
}

void DeviceController::onTaskEnded(const Task& task, const std::optional<Error>& error)
{
    const auto id = static_cast<quint64>(task.id);
    if (m_session.tasks().empty())
        m_actions.setEnabled(u"device.cancel"_s, false, tr("Nothing is waited for"));
    if (task.kind == TaskKind::Connect && !error) {
        m_window.tasks->removeTask(kLostTask);
        rememberPort(task.subject);
        if (const QString note = firmwareNote(m_session.state().info.firmware); !note.isEmpty())
            m_window.terminal->appendStatus(note);
        emit connected();
    }
    if (task.kind == TaskKind::Connect && error) {
        if (waiting() && error->id == kProcessEnded) {
            endWaiting();
            m_lostBy = *error;
            emit gaveUp();
            m_window.tasks->removeTask(id);
            return showLost();
        }
        if (waiting())
            m_reconnectTimer.start(kReconnectAfterFailure);
        else
            emit gaveUp();
    }
    if (error && error->code == Errc::Timeout && m_session.state().connected())
        showSilence(*error);
    const bool quiet = !error || error->code == Errc::Cancelled || waiting();
    if (quiet) {
        m_window.tasks->removeTask(id);
        return;
    }
    m_failures.insert(task.id, *error);
    m_failedTasks.insert(task.id, task);
    ui::TaskState shown;
    shown.id = id;
    shown.icon = u"error"_s;
    shown.title = titleOf(task, true);
    shown.step = plain(inWords(*error).why);
    shown.phase = ui::TaskState::Phase::Failed;
    shown.hasDetails = true;
    shown.error = error;
    // The card is its Details: it would cover the picture, to say the same.
    m_window.tasks->setTask(shown);
}

void DeviceController::copyText(const QString& text)
{
    QApplication::clipboard()->setText(text);
}

}  // namespace omv::ide
