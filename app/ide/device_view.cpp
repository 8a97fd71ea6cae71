// SPDX-License-Identifier: MIT
// What is shown of the camera that the window works with.
#include "app/ide/device_controller.h"

#include "app/ide/action_set.h"
#include "app/ide/camera/scene_menu.h"
#include "app/ide/connection_words.h"
#include "app/ide/settings_store.h"
#include "app/ide/workbench.h"
#include "widgets/panels/error_card.h"
#include "widgets/panels/link_bars.h"
#include "widgets/panels/task_strip.h"
#include "widgets/window/camera_chip.h"
#include "widgets/window/header_bar.h"
#include "widgets/window/status_line.h"

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

/// What is over sooner is not worth a strip that comes and goes.
constexpr std::chrono::milliseconds kQuiet{400};

/// Firmware that this program was made for.
constexpr FirmwareVersion kKnownFirst{5, 0, 0};
constexpr FirmwareVersion kKnownLast{5, 0, 99};

QString plain(const std::string& text)
{
    return QString::fromStdString(text);
}

}  // namespace

void DeviceController::showChip()
{
    const CameraState& state = m_session.state();
    ui::CameraChipState chip;
    const QString port = waiting() && state.port.isEmpty() ? m_reconnectPort : state.port;
    const CameraEntry* entry = m_cameras.byPort(port);
    const bool isVirtual = port.startsWith("sim:"_L1) || (entry && entry->isVirtual);
    switch (state.link) {
    case Link::Disconnected:
        if (waiting()) {
            chip.dot = ui::CameraChipState::Dot::Attention;
            chip.name = m_lastBoard;
            chip.detail = tr("waiting for it to come back");
        } else if (!m_lent.isEmpty()) {
            chip.dot = ui::CameraChipState::Dot::Attention;
            chip.name = m_lentName;
            chip.detail = tr("being written");
        }
        break;
    case Link::Connecting:
        chip.dot = ui::CameraChipState::Dot::Busy;
        chip.name = entry ? entry->board : state.port;
        chip.detail = tr("connecting");
        break;
    case Link::Connected:
    case Link::Disconnecting: {
        chip.dot = ui::CameraChipState::Dot::Connected;
        const QString alias = m_cameras.aliases().value(aliasKey());
        const QString board = plain(state.info.boardName);
        chip.name = isVirtual ? tr("Virtual camera") : board;
        chip.detail = !alias.isEmpty() ? alias : isVirtual ? board.section(u' ', 1) : QString();
        break;
    }
    }
    if (!chip.name.isEmpty())
        chip.icon = isVirtual ? u"virtual-camera"_s : u"usb"_s;
    m_window.header->chip()->setState(chip);
}

void DeviceController::showStatus()
{
    using Item = ui::StatusLine::Item;
    const CameraState& state = m_session.state();
    ui::StatusLine& line = *m_window.status;
    if (!state.connected()) {
        line.set(Item::Camera, state.link == Link::Connecting ? tr("Connecting") : tr("No camera"),
                 tr("Choose a camera"));
        for (const Item item : {Item::Sensor, Item::Firmware, Item::Port, Item::Fps})
            line.set(item, {});
        return;
    }
    const DeviceInfo& info = state.info;
    line.set(Item::Camera, plain(info.boardName), tr("Choose a camera"));
    QStringList sensors;
    for (const std::string& name : info.sensorNames)
        sensors.append(plain(name));
    line.set(Item::Sensor, sensors.join(u", "_s), tr("Sensor of the camera"));
    const QString note = firmwareNote(info.firmware);
    const QString version = tr("Firmware %1").arg(plain(toString(info.firmware)));
    line.set(Item::Firmware,
             note.isEmpty()                   ? version
                 : info.firmware > kKnownLast ? tr("%1, newer than known").arg(version)
                                              : tr("%1, older than known").arg(version),
             note.isEmpty() ? tr("Firmware of the camera") : note);
    const bool ours = state.port.startsWith("sim:"_L1);
    line.set(Item::Port, ours ? QString() : state.port.section(u'/', -1), state.port);
}

void DeviceController::showCameras()
{
    fillCameraMenu();
    QWidget* chip = m_window.header->chip();
    m_menu.popup(chip->mapToGlobal(QPoint(0, chip->height())));
}

void DeviceController::fillCameraMenu()
{
    m_menu.clear();
    m_menu.setObjectName(u"cameraMenu"_s);
    const auto& entries = m_cameras.entries();
    m_menu.addSection(tr("Cameras"));
    bool any = false;
    for (const CameraEntry& each : entries) {
        if (!each.ours) {
            addCamera(each);
            any = true;
        }
    }
    if (!any)
        m_menu.addAction(tr("No camera found. Plug one in with a data cable."))->setEnabled(false);
    m_menu.addSection(tr("Virtual cameras"));
    for (const CameraEntry& each : entries) {
        if (each.ours)
            addCamera(each);
    }
    addSceneMenu(m_menu, m_cameras.scene(), [this](const QString& name) { showScene(name); });
    m_menu.addSeparator();
    m_menu.addAction(m_actions["device.rename"]);
    m_menu.addAction(m_actions["device.connect"]);
}

void DeviceController::showScene(const QString& name)
{
    m_cameras.setScene(name);
    m_settings.note([&](Settings& s) { s.connection.scene = name; });
    const QString port = m_session.state().port;
    if (port.startsWith("sim:"_L1) && m_session.state().link != Link::Disconnected)
        connectTo(portWithScene(port, name));
}

void DeviceController::addCamera(const CameraEntry& camera)
{
    const QString place = camera.ours ? QString() : camera.port;
    QString text = camera.ours ? tr("Virtual %1").arg(camera.board) : camera.title();
    if (!place.isEmpty())
        text += u'\t' + place;
    QAction* action = m_menu.addAction(text);
    action->setObjectName(u"camera:"_s + camera.port.section(u'?', 0, 0));
    action->setCheckable(true);
    action->setChecked(m_session.state().port == camera.port);
    connect(action, &QAction::triggered, this, [this, port = camera.port] { connectTo(port); });
}

void DeviceController::showLost()
{
    ui::TaskState task;
    task.id = kLostTask;
    task.icon = u"disconnect"_s;
    task.phase = waiting() ? ui::TaskState::Phase::Waiting : ui::TaskState::Phase::Failed;
    if (m_lostBy && m_lostBy->id == kProcessEnded) {
        task.title = tr("The virtual %1 ended").arg(m_lastBoard);
        task.step = tr("Connect starts it anew.");
    } else if (m_lostBy && m_lostBy->code != Errc::Disconnected) {
        task.title = tr("%1 was disconnected: %2").arg(m_lastBoard, plain(inWords(*m_lostBy).why));
    } else if (m_session.hasAbsent()) {
        task.title = tr("%1 left the bus: it sleeps or restarts").arg(m_lastBoard);
    } else {
        task.title = tr("%1 left the bus: it sleeps, restarts or was unplugged").arg(m_lastBoard);
    }
    if (m_runWaits)
        task.step = tr("The script runs when the camera is back.");
    else if (waiting())
        task.step = tr("It is connected again when it is back.");
    m_window.tasks->setTask(task);
}

void DeviceController::showSilence(const Error& error)
{
    ui::LinkQuality quality{ui::LinkQuality::Level::Lost, 0, tr("lost"), plain(error.why), {}};
    quality.hint = tr("Reset the camera, or unplug it and plug it in again.");
    m_window.link->setQuality(quality);
}

QString DeviceController::titleOf(const Task& task, bool failed) const
{
    switch (task.kind) {
    case TaskKind::Connect: {
        const CameraEntry* entry = m_cameras.byPort(task.subject);
        const QString name = entry ? entry->title() : task.subject;
        return failed ? tr("Connecting to %1 failed").arg(name) : tr("Connecting to %1").arg(name);
    }
    case TaskKind::Disconnect: return failed ? tr("Disconnecting failed") : tr("Disconnecting");
    case TaskKind::Run:
        return failed ? tr("%1 was not started").arg(task.subject)
                      : tr("Sending %1 to the camera").arg(task.subject);
    case TaskKind::Stop:
        return failed ? tr("The script could not be stopped") : tr("Stopping the script");
    case TaskKind::Stream:
        return failed ? tr("The stream was not switched") : tr("Switching the stream");
    case TaskKind::Reset:
        return failed ? tr("The camera was not reset") : tr("Resetting the camera");
    case TaskKind::Bootloader:
        return failed ? tr("The camera did not enter its bootloader")
                      : tr("Entering the bootloader");
    }
    return {};
}

QString DeviceController::firmwareNote(const FirmwareVersion& version)
{
    if (version > kKnownLast)
        return tr("This firmware is newer than this program. What is new in it may not work here.");
    return version < kKnownFirst
        ? tr("This firmware is older than this program. Update the camera.")
        : QString();
}

void DeviceController::showTasks()
{
    for (const Task& task : m_session.tasks()) {
        const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - task.started);
        if (elapsed < kQuiet)
            continue;
        ui::TaskState shown;
        shown.id = static_cast<quint64>(task.id);
        shown.icon = task.kind == TaskKind::Run ? u"run"_s : u"connect"_s;
        shown.title = titleOf(task, false);
        shown.elapsed = elapsed.count();
        shown.step = tr("given up after %1").arg(ui::durationText(task.deadline.count()));
        m_window.tasks->setTask(shown);
    }
    if (m_session.tasks().empty())
        m_taskTimer.stop();
}

/// Opens the card of a failed task, or closes it when it is open.
void DeviceController::showFailure(quint64 id)
{
    const int wanted = static_cast<int>(id);
    const bool open = m_shownFailure != wanted && m_failures.contains(wanted);
    if (open) {
        const Task task = m_failedTasks.value(wanted);
        m_window.errorCard->setError(titleOf(task, true), inWords(m_failures.value(wanted)));
        m_window.errorCard->setRetryPossible(task.kind == TaskKind::Connect);
    }
    m_shownFailure = open ? wanted : 0;
    m_window.tasks->setDetailsOpen(id, open);
    m_window.showErrorCard(open);
}

}  // namespace omv::ide
