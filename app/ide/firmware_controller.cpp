// SPDX-License-Identifier: MIT
#include "app/ide/firmware_controller.h"

#include "app/ide/action_set.h"
#include "app/ide/camera/camera_list.h"
#include "app/ide/camera/camera_session.h"
#include "app/ide/device_controller.h"
#include "app/ide/firmware_texts.h"
#include "app/ide/firmware_words.h"
#include "app/ide/prompts.h"
#include "app/ide/settings_store.h"
#include "app/ide/workbench.h"
#include "widgets/firmware/firmware_log.h"
#include "widgets/firmware/firmware_page.h"
#include "widgets/panels/task_strip.h"
#include "widgets/terminal/terminal_pane.h"
#include "widgets/window/status_line.h"

#include <QDateTime>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTime>

#include <algorithm>
#include <cmath>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

QString plain(const std::string& text)
{
    return QString::fromStdString(text);
}

std::optional<FirmwareVersion> versionOf(const QString& text)
{
    const QStringList parts = text.split(u'.');
    if (parts.size() != 3)
        return std::nullopt;
    return FirmwareVersion{parts[0].toInt(), parts[1].toInt(), parts[2].toInt()};
}

}  // namespace

FirmwareController::FirmwareController(Workbench& window, ActionSet& actions,
                                       SettingsStore& settings, CameraSession& session,
                                       CameraList& cameras, DeviceController& devices,
                                       Prompts& prompts)
    : m_window(window)
    , m_actions(actions)
    , m_settings(settings)
    , m_session(session)
    , m_cameras(cameras)
    , m_devices(devices)
    , m_prompts(prompts)
    , m_targets(cameras, session, m_boards)
    , m_source(settings.value().firmware.source)
{
    connectPage();
    connectJob();
    connect(actions["tools.firmware"], &QAction::triggered, this, &FirmwareController::open);
    connect(&cameras, &CameraList::changed, this, &FirmwareController::gatherBoards);
    connect(&session, &CameraSession::stateChanged, this, [this](const CameraState& state) {
        if (state.connected() && !state.info.boardId.empty())
            m_targets.learn(state.info.boardId);
        if (m_beginsWhenFree && state.link == Link::Disconnected)
            begin();
        if (!m_connectsWhenFree.isEmpty() && state.link == Link::Disconnected)
            m_devices.connectTo(std::exchange(m_connectsWhenFree, {}));
        gatherBoards();
    });
    connect(&devices, &DeviceController::connected, this, &FirmwareController::offerUpdate);
    connect(&window, &Workbench::closeAsked, this, &FirmwareController::onCloseAsked);
    connect(&window, &Workbench::panesChanged, this, [this] {
        if (m_window.firmwareShown() && !m_check && !m_checking)
            check();
    });
    connect(window.status, &ui::StatusLine::clicked, this, [this](ui::StatusLine::Item item) {
        if (item != ui::StatusLine::Item::Firmware)
            return;
        if (!m_maybe.isEmpty() && m_session.state().link == Link::Disconnected)
            openFor(m_maybe);
        open();
    });
    connect(&m_watch, &FirmwareWatch::seen, this, &FirmwareController::showSeen);
    m_stays.setSingleShot(true);
    m_stays.setInterval(kStays);
    connect(&m_stays, &QTimer::timeout, this, [this] {
        if (m_staysPort == m_maybe)
            offerRecovery(m_staysPort);
        else
            openFor(m_staysPort);
    });
    m_leaving.setSingleShot(true);
    m_leaving.setInterval(kLeaving);
    connect(&m_leaving, &QTimer::timeout, this, [this] {
        endEarly(Error{Errc::Timeout, "OMV-E0727", tr("The camera is not free").toStdString(),
                       tr("It was not left in time").toStdString(),
                       tr("Unplug the camera, plug it in again, and start again").toStdString()});
    });
    gatherBoards();
}

FirmwareController::~FirmwareController() = default;

void FirmwareController::connectPage()
{
    ui::FirmwarePage* page = m_window.firmware;
    connect(page, &ui::FirmwarePage::boardChosen, this, &FirmwareController::chooseBoard);
    connect(page, &ui::FirmwarePage::sourceChosen, this, &FirmwareController::setSource);
    connect(page, &ui::FirmwarePage::fileWanted, this, [this] {
        m_prompts.openFiles(
            tr("Firmware"), QFileInfo(m_source).absolutePath(),
            tr("Releases and images (*.zip *.bin *.img *.dfu *.lst *.toc);;All files (*)"),
            [this](const QStringList& files) { setSource(files.value(0)); });
    });
    connect(page, &ui::FirmwarePage::folderWanted, this, [this] {
        m_prompts.openFolder(tr("Folder with firmware"), QFileInfo(m_source).absolutePath(),
                             [this](const QString& folder) { setSource(folder); });
    });
    connect(page, &ui::FirmwarePage::goalChosen, this, [this](ui::FirmwareGoal goal) {
        m_goal = goal;
        m_consents.clear();
        check();
    });
    connect(page, &ui::FirmwarePage::choicesChanged, this,
            [this](const ui::FirmwareChoices& choices) {
                m_choices = choices;
                check();
            });
    connect(page, &ui::FirmwarePage::consentChanged, this, [this](const QString& id, bool given) {
        if (given)
            m_consents.insert(id);
        else
            m_consents.remove(id);
        show();
    });
    connect(page, &ui::FirmwarePage::backupFolderWanted, this, [this] {
        m_prompts.openFolder(tr("Folder for copies"), QFileInfo(backupFolder()).absolutePath(),
                             [this](const QString& folder) {
                                 m_backupBase = folder;
                                 show();
                             });
    });
    connect(page, &ui::FirmwarePage::startWanted, this, &FirmwareController::start);
    connect(page, &ui::FirmwarePage::cancelWanted, this, &FirmwareController::cancel);
    connect(page, &ui::FirmwarePage::copyWanted, &m_devices, &DeviceController::copyText);
    connect(page, &ui::FirmwarePage::explainWanted, this, [this](const QString& id) {
        const std::string_view text = explain(id.toStdString());
        m_prompts.problem(
            {id, QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())), {}});
    });
    connect(m_window.tasks, &ui::TaskStrip::cancelWanted, this, [this](quint64 id) {
        if (id == kFirmwareTask)
            cancel();
    });
    connect(m_window.tasks, &ui::TaskStrip::detailsWanted, this, [this](quint64 id) {
        if (id == kFirmwareTask)
            open();
    });
}

void FirmwareController::connectJob()
{
    connect(&m_job, &FirmwareJob::checked, this, &FirmwareController::onChecked);
    connect(&m_job, &FirmwareJob::planned, this, &FirmwareController::onPlanned);
    connect(&m_job, &FirmwareJob::happened, this, &FirmwareController::onEvent);
    connect(&m_job, &FirmwareJob::ended, this, &FirmwareController::onEnded);
}

void FirmwareController::open()
{
    m_window.setFirmwareShown(true);
    show();
}

void FirmwareController::retranslate()
{
    gatherBoards();
    m_progress.retranslate();
    show();
}

void FirmwareController::setTheme()
{
    show();
}

// Which board.

void FirmwareController::gatherBoards()
{
    const bool result = m_error || !m_success.isEmpty();
    switch (m_targets.gather({m_running, result})) {
    case FirmwareTargets::Change::None: break;
    case FirmwareTargets::Change::List: show(); break;
    case FirmwareTargets::Change::Target:
        forgetResult();
        m_consents.clear();  // they were given for another board
        check();
        break;
    }
}

void FirmwareController::forgetResult()
{
    m_success.clear();
    m_error.reset();
    if (!m_running)
        m_window.tasks->removeTask(kFirmwareTask);
}

void FirmwareController::chooseBoard(const QString& port)
{
    if (m_running || !m_targets.choose(port))
        return;
    forgetResult();
    m_consents.clear();
    check();
}

void FirmwareController::showSeen(const std::vector<flasher::SeenBoard>& boards)
{
    const FirmwareTargets::Fresh seen = m_targets.setSeen(boards);
    const QString fresh = seen.port;
    if (!seen.port.isEmpty() && !seen.sure)
        m_maybe = seen.port;
    if (fresh.isEmpty())
        m_stays.stop();
    else if (fresh != m_staysPort || !m_stays.isActive())
        m_stays.start();
    m_staysPort = fresh;
    gatherBoards();
    if (!m_maybe.isEmpty() && !m_targets.has(m_maybe)) {
        m_maybe.clear();
        if (m_session.state().link == Link::Disconnected)
            m_window.status->set(ui::StatusLine::Item::Firmware, {});
    }
}

/// Such bridges are in many things: nothing comes up by itself.
void FirmwareController::offerRecovery(const QString& port)
{
    m_targets.setOpened(port);
    const auto& all = m_targets.all();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const BoardSighting& each) { return each.port == port; });
    if (m_running || found == all.end())
        return;
    const QString text =
        tr("A serial bridge is plugged in as %1 has it in recovery. If it is that board, Tools, "
           "Firmware brings it back.")
            .arg(found->name);
    if (m_session.state().link == Link::Disconnected)
        m_window.status->set(ui::StatusLine::Item::Firmware, tr("Recover a board?"), text);
    m_window.terminal->appendStatus(text);
}

/// A board stays in its loader: it wants firmware.
void FirmwareController::openFor(const QString& port)
{
    m_targets.setOpened(port);
    if (m_running)
        return;
    chooseBoard(port);
    const auto& target = m_targets.target();
    if (target && target->port == port && target->stage == ui::BoardStage::Recovery)
        m_goal = ui::FirmwareGoal::Recover;
    check();
    m_window.setFirmwareShown(true);
}

// Which files.

void FirmwareController::setSource(const QString& path)
{
    if (path.isEmpty() || m_running)
        return;
    m_source = path;
    forgetResult();
    m_consents.clear();
    check();
}

std::optional<FirmwareOrder> FirmwareController::order() const
{
    const flasher::FlashBoard* board = m_targets.flashBoard();
    if (!board)
        return std::nullopt;
    FirmwareOrder order{*board,
                        m_targets.target()->flashPort,
                        m_goal == ui::FirmwareGoal::Erase ? QString() : m_source,
                        {}};
    order.options.goal = goalOf(m_goal);
    const bool firmware = m_goal == ui::FirmwareGoal::Firmware;
    order.options.resetRomfs = firmware && m_choices.resetRomfs;
    order.options.eraseFileSystem =
        (firmware || m_goal == ui::FirmwareGoal::Romfs) && m_choices.eraseFileSystem;
    order.options.verify = m_choices.verify;
    order.options.force = m_choices.force;
    order.options.backup = m_choices.backup;
    if (m_goal == ui::FirmwareGoal::Recover) {
        order.options.systemPackage = m_choices.systemPackage && board->systemPackage;
        order.options.burnFuse = m_choices.burnFuse && board->fuse;
        order.options.storageRescue = m_choices.storageRescue && board->storageRescue;
    }
    for (const QString& each : m_consents)
        order.options.allowUnverified.push_back(each.toStdString());
    return order;
}

/// Only while somebody looks: a release may be large.
void FirmwareController::check()
{
    m_check.reset();
    m_checking = false;
    if (!m_running)
        m_progress.clear();
    const auto wanted = order();
    if (wanted && !m_running && m_window.firmwareShown()) {
        m_checking = true;
        m_job.check(*wanted);
    }
    show();
}

void FirmwareController::onChecked(const FirmwareCheck& check)
{
    m_checking = false;
    m_check = check;
    const flasher::FlashBoard* board = m_targets.flashBoard();
    if (!m_running && board && check.plan)
        m_progress.setPlan(*check.plan, *board);
    learnRelease(check);
    show();
}

/// What was chosen is the release known from now on.
void FirmwareController::learnRelease(const FirmwareCheck& check)
{
    if (!check.version || !check.plan || m_goal == ui::FirmwareGoal::Erase)
        return;
    const QString version = plain(toString(*check.version));
    const QString board = plain(m_targets.target() ? m_targets.target()->boardId : std::string());
    const Settings::Firmware& known = m_settings.value().firmware;
    if (known.source == m_source && known.version == version && known.board == board)
        return;
    m_settings.note([&](Settings& s) {
        s.firmware.source = m_source;
        s.firmware.version = version;
        s.firmware.board = board;
    });
}

void FirmwareController::offerUpdate()
{
    const auto known = versionOf(m_settings.value().firmware.version);
    const CameraState& state = m_session.state();
    const bool its = plain(state.info.boardId) == m_settings.value().firmware.board;
    if (!known || !its || !state.connected() || !(state.info.firmware < *known))
        return;
    const QString old = plain(toString(state.info.firmware));
    const QString fresh = m_settings.value().firmware.version;
    m_window.status->set(
        ui::StatusLine::Item::Firmware, tr("Firmware %1, %2 is there").arg(old, fresh),
        tr("The release %1 is newer than the camera's firmware. Click to update.").arg(fresh));
    const QString key = u"%1 %2 %3"_s.arg(state.port, old, fresh);
    if (std::exchange(m_offered, key) == key)
        return;
    m_window.terminal->appendStatus(
        tr("The camera runs firmware %1, and the release %2 is there. Tools, Firmware updates it.")
            .arg(old, fresh));
}

// The run.

QString FirmwareController::whyNotStart() const
{
    if (!m_targets.target())
        return tr("No board is there.");
    if (!m_targets.flashBoard())
        return tr("Nothing is known of how this board takes firmware.");
    if (m_source.isEmpty() && m_goal != ui::FirmwareGoal::Erase)
        return tr("Choose the files first: a release, a folder or an image.");
    if (m_checking || !m_check)
        return tr("The files are being read.");
    if (!m_check->plan)
        return m_check->error ? tr("The files do not fit, see at the right.")
                              : tr("Choose the files first: a release, a folder or an image.");
    return consentMissing() ? tr("It needs your consent, at the right.") : QString();
}

bool FirmwareController::consentMissing() const
{
    if (!m_check || !m_check->plan)
        return false;
    const auto& steps = m_check->plan->steps;
    return std::any_of(steps.begin(), steps.end(), [this](const flasher::PlanStep& step) {
        return !step.consent.empty() && !m_consents.contains(plain(step.consent));
    });
}

/// A new one for each run: what is there already is never written over.
QString FirmwareController::backupFolder() const
{
    const auto& target = m_targets.target();
    const QString base = m_backupBase.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) + u"/OpenMV backups"_s
        : m_backupBase;
    return u"%1/%2"_s.arg(base, target ? plain(target->boardId) : QString());
}

void FirmwareController::start()
{
    if (m_running || !whyNotStart().isEmpty())
        return;
    m_order = order();
    if (m_choices.backup) {
        m_order->backupFolder =
            backupFolder() + QDateTime::currentDateTime().toString(u" yyyy-MM-dd HH.mm.ss"_s);
        log(tr("what is overwritten is kept in %1").arg(m_order->backupFolder));
    }
    m_running = true;
    m_cancelling = false;
    m_success.clear();
    m_error.reset();
    const BoardSighting target = *m_targets.target();
    m_targets.awaitTarget();
    m_progress.begin(target.stage);
    m_clock.start();
    log(u"--- %1"_s.arg(firmwareTitle(m_goal, target.name, true)));
    log(tr("board %1 at %2, files %3")
            .arg(plain(m_order->board.id), m_order->port.section(u'?', 0, 0),
                 m_order->source.isEmpty() ? tr("none") : m_order->source));
    const bool connected = m_targets.connectedTo(target);
    m_takeUpAgain = connected || (!m_left.isEmpty() && m_left == target.flashPort);
    m_left = m_takeUpAgain ? target.flashPort : QString();
    m_devices.setLent(target.port, target.name);
    emit runningChanged(target.name);
    if (connected) {
        log(tr("the IDE leaves the camera"));
        m_beginsWhenFree = true;
        m_leaving.start();
        m_session.cancel();
        m_session.disconnectCamera();
        if (m_beginsWhenFree && m_session.state().link == Link::Disconnected)
            begin();
    } else {
        begin();
    }
    showTask();
    show();
}

void FirmwareController::begin()
{
    m_beginsWhenFree = false;
    m_leaving.stop();
    m_job.run(*m_order);
}

/// The board was not touched yet.
void FirmwareController::endEarly(const Error& error)
{
    m_beginsWhenFree = false;
    m_leaving.stop();
    flasher::FlashReport report;
    report.error = error;
    onEnded(report);
}

void FirmwareController::cancel()
{
    if (!m_running || m_cancelling)
        return;
    m_cancelling = true;
    log(tr("Cancel"));
    if (m_beginsWhenFree)
        return endEarly(Error{
            Errc::Cancelled, "OMV-E0724", "Ended at your request", "Nothing was written", {}});
    m_job.cancel();
    showTask();
    show();
}

void FirmwareController::onPlanned(const flasher::Plan& plan)
{
    m_progress.setPlan(plan, m_order->board);
    log(tr("plan: %1 steps, %2 to write")
            .arg(QString::number(plan.steps.size()), byteText(plan.bytes())));
    show();
}

void FirmwareController::onEvent(const flasher::FlashEvent& event)
{
    if (const QString line = m_progress.take(event); !line.isEmpty())
        log(line);
    showTask();
    show();
}

void FirmwareController::onEnded(const flasher::FlashReport& report)
{
    m_progress.finish(report);
    m_running = false;
    m_cancelling = false;
    emit runningChanged({});
    const auto& target = m_targets.target();
    const QString board = target ? target->name : QString();
    if (report.ok()) {
        m_targets.setTargetRuns();
        const QString version = report.version ? plain(toString(*report.version)) : QString();
        const bool verified =
            m_choices.verify && m_goal != ui::FirmwareGoal::Erase && report.notReadBack.empty();
        m_success =
            verified ? tr("Running %1, verified").arg(version) : tr("Running %1").arg(version);
        log(tr("%1 in %2").arg(m_success, ui::durationText(m_clock.elapsed())));
    } else {
        m_error = windowError(*report.error);
        m_failure = report.error->code == Errc::Cancelled
            ? tr("%1: cancelled").arg(firmwareTitle(m_goal, board, false))
            : tr("%1: failed").arg(firmwareTitle(m_goal, board, false));
        log(tr("failed: %1").arg(plain(toString(*m_error))));
        if (m_progress.stage() != ui::BoardStage::Running)
            m_targets.setTargetStage(m_progress.stage());
    }
    if (target && target->ours && report.version)
        m_cameras.setFlashed(target->boardId);
    showTask();
    giveBack(report.ok());
    gatherBoards();
    show();
    if (std::exchange(m_closeWhenDone, false))
        m_window.close();
}

/// The camera that the window worked with is taken up again where it is; one that stays in its
/// loader when it is written whole, or comes back otherwise.
void FirmwareController::giveBack(bool succeeded)
{
    m_devices.setLent({}, {});
    if (!std::exchange(m_takeUpAgain, false) || m_closeWhenDone || !m_targets.target())
        return;
    if (!succeeded && m_progress.written() && m_progress.stage() != ui::BoardStage::Running)
        return;
    m_left.clear();
    const BoardSighting& target = *m_targets.target();
    // It may have to start first.
    const bool free = m_session.state().link == Link::Disconnected;
    if (target.ours && !free)
        m_connectsWhenFree = target.port;
    else if (target.ours || (succeeded && m_cameras.byPort(target.port)))
        m_devices.connectTo(target.port);
    else
        m_devices.awaitCamera();
}

void FirmwareController::onCloseAsked(QCloseEvent* event)
{
    if (!m_running)
        return;
    event->ignore();
    if (m_cancelling) {
        m_closeWhenDone = true;
        return;
    }
    m_prompts.confirm(
        tr("A board is being written. Cancel that and close?"),
        ifStopped(m_progress.step(), m_goal, m_progress.stage(), m_progress.written()),
        tr("Cancel and close"), [this] {
            if (!m_running) {
                m_window.close();
                return;
            }
            m_closeWhenDone = true;
            cancel();
        });
}

void FirmwareController::log(const QString& line)
{
    m_window.firmware->log()->append(QTime::currentTime().toString(u"HH:mm:ss.zzz  "_s) + line);
}

}  // namespace omv::ide
