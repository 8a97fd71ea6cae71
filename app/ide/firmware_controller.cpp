// SPDX-License-Identifier: MIT
#include "app/ide/firmware_controller.h"

#include "app/ide/action_set.h"
#include "app/ide/camera/camera_list.h"
#include "app/ide/camera/camera_session.h"
#include "app/ide/device_controller.h"
#include "app/ide/firmware_words.h"
#include "app/ide/prompts.h"
#include "app/ide/settings_store.h"
#include "app/ide/workbench.h"
#include "widgets/firmware/firmware_log.h"
#include "widgets/firmware/firmware_page.h"
#include "widgets/firmware/step_rows.h"
#include "widgets/panels/task_strip.h"
#include "widgets/terminal/terminal_pane.h"
#include "widgets/window/status_line.h"

#include <QFileInfo>
#include <QTime>

#include <algorithm>
#include <cmath>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

/// The strip's id of a run; above those of the session.
constexpr quint64 kTask = quint64{1} << 33;

QString plain(const std::string& text)
{
    return QString::fromStdString(text);
}

QString usbText(const UsbId& id)
{
    return u"%1:%2"_s.arg(id.vendor, 4, 16, QChar(u'0'))
        .arg(id.product, 4, 16, QChar(u'0'))
        .toUpper();
}

std::optional<FirmwareVersion> versionOf(const QString& text)
{
    const QStringList parts = text.split(u'.');
    if (parts.size() != 3)
        return std::nullopt;
    return FirmwareVersion{parts[0].toInt(), parts[1].toInt(), parts[2].toInt()};
}

ui::BoardStage stageOf(flasher::SeenBoard::State state)
{
    switch (state) {
    case flasher::SeenBoard::State::Running: return ui::BoardStage::Running;
    case flasher::SeenBoard::State::Bootloader: return ui::BoardStage::Bootloader;
    case flasher::SeenBoard::State::Recovery: return ui::BoardStage::Recovery;
    }
    return ui::BoardStage::Absent;
}

/// Of a board in a loader: several kinds share one.
QString loaderPort(const flasher::SeenBoard& seen, const std::string& board)
{
    const QString port = plain(seen.port);
    return seen.boards.size() > 1 ? u"%1#%2"_s.arg(port, plain(board)) : port;
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
    , m_source(settings.value().firmware.source)
{
    connectPage();
    connectJob();
    connect(actions["tools.firmware"], &QAction::triggered, this, &FirmwareController::open);
    connect(&cameras, &CameraList::changed, this, &FirmwareController::gatherBoards);
    connect(&session, &CameraSession::stateChanged, this, [this](const CameraState& state) {
        if (state.connected() && !state.info.boardId.empty())
            m_known.insert(state.info.boardId);
        if (m_beginsWhenFree && state.link == Link::Disconnected)
            begin();
        gatherBoards();
    });
    connect(&devices, &DeviceController::connected, this, &FirmwareController::offerUpdate);
    connect(&window, &Workbench::closeAsked, this, &FirmwareController::onCloseAsked);
    connect(&window, &Workbench::panesChanged, this, [this] {
        if (m_window.firmwareShown() && !m_check && !m_checking)
            check();
    });
    connect(window.status, &ui::StatusLine::clicked, this, [this](ui::StatusLine::Item item) {
        if (item == ui::StatusLine::Item::Firmware)
            open();
    });
    connect(&m_watch, &FirmwareWatch::seen, this, &FirmwareController::showSeen);
    m_stays.setSingleShot(true);
    m_stays.setInterval(kStays);
    connect(&m_stays, &QTimer::timeout, this, [this] { openFor(m_staysPort); });
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
    connect(page, &ui::FirmwarePage::startWanted, this, &FirmwareController::start);
    connect(page, &ui::FirmwarePage::cancelWanted, this, &FirmwareController::cancel);
    connect(page, &ui::FirmwarePage::copyWanted, &m_devices, &DeviceController::copyText);
    connect(page, &ui::FirmwarePage::explainWanted, this, [this](const QString& id) {
        const std::string_view text = explain(id.toStdString());
        m_prompts.problem(
            {id, QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())), {}});
    });
    connect(m_window.tasks, &ui::TaskStrip::cancelWanted, this, [this](quint64 id) {
        if (id == kTask)
            cancel();
    });
    connect(m_window.tasks, &ui::TaskStrip::detailsWanted, this, [this](quint64 id) {
        if (id == kTask)
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
    const flasher::FlashBoard* board = flashBoard();
    for (qsizetype i = 0; m_plan && board && i < m_steps.size(); ++i) {
        const ui::FirmwareStep words = stepText(m_plan->steps[static_cast<std::size_t>(i)], *board);
        m_steps[i].title = words.title;
        m_steps[i].detail = words.detail;
    }
    show();
}

void FirmwareController::setTheme()
{
    show();
}

// Which board.

void FirmwareController::addCameras(std::vector<BoardSighting>& found) const
{
    for (const CameraEntry& each : m_cameras.entries()) {
        BoardSighting board;
        board.port = each.port.section(u'?', 0, 0);
        board.flashPort = each.usbIp.isEmpty() ? each.port : each.usbIp;
        board.boardId = each.boardId;
        board.name = each.ours ? tr("Virtual %1").arg(each.board) : each.title();
        board.serial = each.serial;
        board.ours = each.ours;
        board.started = !each.ours || m_session.state().port == each.port;
        board.detail = each.ours ? QString() : each.port.section(u'/', -1);
        for (const flasher::SeenBoard& seen : m_seen) {
            if (plain(seen.port) == each.port)
                board.flashPort = u"usb:"_s + plain(seen.path);
        }
        found.push_back(board);
    }
}

void FirmwareController::addLoaders(std::vector<BoardSighting>& found) const
{
    for (const flasher::SeenBoard& seen : m_seen) {
        if (seen.state == flasher::SeenBoard::State::Running)
            continue;
        for (const std::string& id : seen.boards) {
            const flasher::FlashBoard* board = m_boards.byId(id);
            BoardSighting sighting;
            sighting.port = loaderPort(seen, id);
            sighting.flashPort = plain(seen.port);
            sighting.boardId = id;
            sighting.name = board ? plain(board->name) : plain(id);
            sighting.serial = plain(seen.serial);
            sighting.stage = stageOf(seen.state);
            sighting.detail = u"%1 · %2"_s.arg(usbText(seen.usbId), plain(seen.path));
            found.push_back(sighting);
        }
    }
}

/// All there is now. The one that is written comes and goes meanwhile: it stays in the list.
void FirmwareController::gatherBoards()
{
    std::vector<BoardSighting> found;
    addLoaders(found);
    addCameras(found);
    std::stable_partition(found.begin(), found.end(),
                          [](const BoardSighting& each) { return !each.ours; });
    const auto byPort = [&](const QString& port) {
        return std::find_if(found.begin(), found.end(),
                            [&](const BoardSighting& each) { return each.port == port; });
    };
    if (m_target) {
        const auto same = byPort(m_target->port);
        if (same != found.end()) {
            m_target = *same;
            m_awaited = m_awaited && m_running;
        } else if (m_awaited) {
            found.insert(found.begin(), *m_target);
        } else {
            m_target.reset();
        }
    }
    const bool changed = found != m_found;
    m_found = std::move(found);
    const QString before = m_target ? m_target->port : QString();
    if (!m_running && (!m_target || !m_byUser))
        chooseUsual();
    if ((m_target ? m_target->port : QString()) != before) {
        forgetResult();
        check();
    } else if (changed) {
        show();
    }
}

/// The camera that is connected; else one in trouble; else the only real one. What was just
/// written stays in sight until another camera is connected.
void FirmwareController::chooseUsual()
{
    constexpr int kConnected = 4;
    const BoardSighting* best = nullptr;
    int bestRank = -1;
    for (const BoardSighting& each : m_found) {
        const int rank = connectedTo(each)          ? kConnected
            : each.stage != ui::BoardStage::Running ? 3
            : !each.ours                            ? 2
                                                    : 1;
        if (rank > bestRank) {
            best = &each;
            bestRank = rank;
        }
    }
    const bool result = m_error || !m_success.isEmpty();
    if (m_target && result && bestRank < kConnected)
        return;
    m_byUser = false;
    if (best)
        m_target = *best;
    else
        m_target.reset();
}

void FirmwareController::forgetResult()
{
    m_success.clear();
    m_error.reset();
    if (!m_running)
        m_window.tasks->removeTask(kTask);
}

void FirmwareController::chooseBoard(const QString& port)
{
    if (m_running)
        return;
    for (const BoardSighting& each : m_found) {
        if (each.port != port)
            continue;
        m_target = each;
        m_byUser = true;
        forgetResult();
        m_consents.clear();
        check();
        return;
    }
}

bool FirmwareController::connectedTo(const BoardSighting& board) const
{
    const CameraState& state = m_session.state();
    if (state.link == Link::Disconnected)
        return false;
    return state.port.section(u'?', 0, 0) == board.port ||
        (!board.serial.isEmpty() && state.port == u"serial:"_s + board.serial);
}

const flasher::FlashBoard* FirmwareController::flashBoard() const
{
    return m_target ? m_boards.byId(m_target->boardId) : nullptr;
}

void FirmwareController::showSeen(const std::vector<flasher::SeenBoard>& boards)
{
    m_seen = boards;
    std::set<QString> inLoaders;
    QString fresh;
    for (const flasher::SeenBoard& seen : boards) {
        if (seen.state == flasher::SeenBoard::State::Running || seen.boards.empty())
            continue;
        inLoaders.insert(plain(seen.port));
        const auto known = std::find_if(seen.boards.begin(), seen.boards.end(),
                                        [this](const auto& id) { return m_known.count(id) > 0; });
        // Bridges that a recovery goes by are in other things, too.
        const flasher::FlashBoard* board = m_boards.byId(seen.boards.front());
        const flasher::Loader* loader = board ? board->loader(seen.loader) : nullptr;
        const bool sure =
            known != seen.boards.end() || !(loader && loader->kind == flasher::LoaderKind::AlifIsp);
        if (sure && m_opened.count(plain(seen.port)) == 0)
            fresh = loaderPort(seen, known == seen.boards.end() ? seen.boards.front() : *known);
    }
    // Those that went may come again.
    std::erase_if(m_opened, [&](const QString& each) { return inLoaders.count(each) == 0; });
    if (fresh.isEmpty())
        m_stays.stop();
    else if (fresh != m_staysPort || !m_stays.isActive())
        m_stays.start();
    m_staysPort = fresh;
    gatherBoards();
}

/// A board stays in its loader: it wants firmware.
void FirmwareController::openFor(const QString& port)
{
    m_opened.insert(port.section(u'#', 0, 0));
    if (m_running)
        return;
    chooseBoard(port);
    if (m_target && m_target->port == port && m_target->stage == ui::BoardStage::Recovery)
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
    check();
}

std::optional<FirmwareOrder> FirmwareController::order() const
{
    const flasher::FlashBoard* board = flashBoard();
    if (!board)
        return std::nullopt;
    FirmwareOrder order{
        *board, m_target->flashPort, m_goal == ui::FirmwareGoal::Erase ? QString() : m_source, {}};
    order.options.goal = goalOf(m_goal);
    const bool firmware = m_goal == ui::FirmwareGoal::Firmware;
    order.options.resetRomfs = firmware && m_choices.resetRomfs;
    order.options.eraseFileSystem =
        (firmware || m_goal == ui::FirmwareGoal::Romfs) && m_choices.eraseFileSystem;
    order.options.verify = m_choices.verify;
    order.options.force = m_choices.force;
    for (const QString& each : m_consents)
        order.options.allowUnverified.push_back(each.toStdString());
    return order;
}

/// Only while somebody looks: a release may be large.
void FirmwareController::check()
{
    m_check.reset();
    m_checking = false;
    if (!m_running) {
        m_plan.reset();
        m_steps.clear();
    }
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
    const flasher::FlashBoard* board = flashBoard();
    if (!m_running && board) {
        m_plan = check.plan;
        m_steps.clear();
        if (m_plan) {
            for (const flasher::PlanStep& step : m_plan->steps)
                m_steps.append(stepText(step, *board));
        }
    }
    learnRelease(check);
    show();
}

/// What was chosen is the release known from now on.
void FirmwareController::learnRelease(const FirmwareCheck& check)
{
    if (!check.version || !check.plan || m_goal == ui::FirmwareGoal::Erase)
        return;
    const QString version = plain(toString(*check.version));
    const Settings::Firmware& known = m_settings.value().firmware;
    if (known.source == m_source && known.version == version)
        return;
    m_settings.note([&](Settings& s) {
        s.firmware.source = m_source;
        s.firmware.version = version;
    });
}

void FirmwareController::offerUpdate()
{
    const auto known = versionOf(m_settings.value().firmware.version);
    const CameraState& state = m_session.state();
    if (!known || !state.connected() || !(state.info.firmware < *known))
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
    if (!m_target)
        return tr("No board is there.");
    if (!flashBoard())
        return tr("Nothing is known of how this board takes firmware.");
    if (m_source.isEmpty() && m_goal != ui::FirmwareGoal::Erase)
        return tr("Choose the files first: a release, a folder or an image.");
    if (m_checking || !m_check)
        return tr("The files are being read.");
    if (!m_check->plan)
        return m_check->error ? tr("The files do not fit, see at the right.")
                              : tr("Choose the files first: a release, a folder or an image.");
    for (const flasher::PlanStep& step : m_check->plan->steps) {
        if (!step.consent.empty() && !m_consents.contains(plain(step.consent)))
            return tr("It needs your consent, at the right.");
    }
    return {};
}

void FirmwareController::start()
{
    if (m_running || !whyNotStart().isEmpty())
        return;
    m_order = order();
    m_running = true;
    m_awaited = true;
    m_cancelling = false;
    m_written = false;
    m_step = 0;
    m_success.clear();
    m_error.reset();
    m_stage = m_target->stage;
    for (ui::FirmwareStep& step : m_steps) {
        step = stepText(m_plan->steps[static_cast<std::size_t>(&step - m_steps.data())],
                        m_order->board);
    }
    m_clock.start();
    log(u"--- %1"_s.arg(firmwareTitle(m_goal, m_target->name, true)));
    log(tr("board %1 at %2, files %3")
            .arg(plain(m_order->board.id), m_order->port.section(u'?', 0, 0),
                 m_order->source.isEmpty() ? tr("none") : m_order->source));
    m_takeUpAgain = connectedTo(*m_target);
    m_devices.setLent(m_target->port, m_target->name);
    if (m_takeUpAgain) {
        log(tr("the IDE leaves the camera"));
        m_beginsWhenFree = true;
        m_session.cancel();
        m_session.disconnectCamera();
        if (m_session.state().link == Link::Disconnected)
            begin();
    } else {
        begin();
    }
    showTask();
    show();
}

void FirmwareController::begin()
{
    if (!std::exchange(m_beginsWhenFree, false) && m_takeUpAgain)
        return;
    if (m_cancelling) {
        flasher::FlashReport report;
        report.error = Error{Errc::Cancelled,
                             {},
                             tr("Ended at your request").toStdString(),
                             tr("Nothing was written").toStdString(),
                             {}};
        return onEnded(report);
    }
    m_job.run(*m_order);
}

void FirmwareController::cancel()
{
    if (!m_running || m_cancelling)
        return;
    m_cancelling = true;
    log(tr("Cancel"));
    m_job.cancel();
    showTask();
    show();
}

void FirmwareController::onPlanned(const flasher::Plan& plan)
{
    m_plan = plan;
    m_steps.clear();
    for (const flasher::PlanStep& step : plan.steps)
        m_steps.append(stepText(step, m_order->board));
    log(tr("plan: %1 steps, %2 to write")
            .arg(QString::number(plan.steps.size()), byteText(plan.bytes())));
    show();
}

void FirmwareController::onEvent(const flasher::FlashEvent& event)
{
    const auto index = static_cast<qsizetype>(event.step);
    if (!m_plan || index >= m_steps.size())
        return;
    ui::FirmwareStep& step = m_steps[index];
    switch (event.kind) {
    case flasher::FlashEvent::Kind::StepBegan: onStepBegan(event); break;
    case flasher::FlashEvent::Kind::Progress:
        if (step.phase == ui::FirmwareStep::Phase::Yours ||
            step.detail != stepText(m_plan->steps[event.step], m_order->board).detail)
            step = stepText(m_plan->steps[event.step], m_order->board);
        step.phase = ui::FirmwareStep::Phase::Now;
        step.done = event.done;
        step.total = event.total;
        step.bytesPerSecond = event.bytesPerSecond;
        step.secondsLeft = event.secondsLeft;
        m_stage = stageOf(m_plan->steps[event.step], m_order->board);
        m_written = m_written || m_plan->steps[event.step].kind == flasher::PlanStep::Kind::Write ||
            m_plan->steps[event.step].kind == flasher::PlanStep::Kind::Erase;
        break;
    case flasher::FlashEvent::Kind::Skipped:
        step.phase = ui::FirmwareStep::Phase::Skipped;
        step.detail = tr("It is there already");
        log(tr("   it is there already"));
        break;
    case flasher::FlashEvent::Kind::Help:
        step.phase = ui::FirmwareStep::Phase::Yours;
        step.detail = tr("%1. Goes on by itself when the board is seen.").arg(plain(event.text));
        log(tr("   you: %1").arg(plain(event.text)));
        break;
    case flasher::FlashEvent::Kind::Note: onNote(event); break;
    }
    showTask();
    show();
}

void FirmwareController::onStepBegan(const flasher::FlashEvent& event)
{
    for (std::size_t i = 0; i < event.step; ++i) {
        ui::FirmwareStep& before = m_steps[static_cast<qsizetype>(i)];
        if (before.phase == ui::FirmwareStep::Phase::Done ||
            before.phase == ui::FirmwareStep::Phase::Skipped)
            continue;
        before = stepText(m_plan->steps[i], m_order->board);
        before.phase = ui::FirmwareStep::Phase::Done;
        if (i == m_step && m_stepClock.isValid())
            before.time = ui::durationText(m_stepClock.elapsed());
    }
    m_step = event.step;
    m_stepClock.start();
    ui::FirmwareStep& now = m_steps[static_cast<qsizetype>(event.step)];
    now.phase = ui::FirmwareStep::Phase::Now;
    const flasher::PlanStep& step = m_plan->steps[event.step];
    if (step.kind != flasher::PlanStep::Kind::EnterLoader)
        m_stage = stageOf(step, m_order->board);
    log(tr("%1. %2").arg(QString::number(event.step + 1), plain(describe(step))));
}

/// What goes on is in the log; while a board is waited for the step says so, too.
void FirmwareController::onNote(const flasher::FlashEvent& event)
{
    log(u"   "_s + plain(event.text));
    ui::FirmwareStep& step = m_steps[static_cast<qsizetype>(event.step)];
    if (step.total == 0)
        return;
    step.total = 0;
    step.detail = tr("Waits for the board. %1").arg(plain(event.text));
}

void FirmwareController::onEnded(const flasher::FlashReport& report)
{
    finishSteps(report);
    m_running = false;
    m_cancelling = false;
    const QString board = m_target ? m_target->name : QString();
    if (report.ok()) {
        m_stage = ui::BoardStage::Running;
        const QString version = report.version ? plain(toString(*report.version)) : QString();
        m_success = m_choices.verify && m_goal != ui::FirmwareGoal::Erase
            ? tr("Running %1, verified").arg(version)
            : tr("Running %1").arg(version);
        log(tr("%1 in %2").arg(m_success, ui::durationText(m_clock.elapsed())));
    } else {
        m_error = report.error;
        m_failure = report.error->code == Errc::Cancelled
            ? tr("%1: cancelled").arg(firmwareTitle(m_goal, board, false))
            : tr("%1: failed").arg(firmwareTitle(m_goal, board, false));
        log(tr("failed: %1").arg(plain(toString(*report.error))));
        if (m_target && m_stage != ui::BoardStage::Running)
            m_target->stage = m_stage;
    }
    if (m_target && m_target->ours && report.version)
        m_cameras.setFlashed(m_target->boardId);
    showTask();
    giveBack(report.ok());
    gatherBoards();
    show();
    if (std::exchange(m_closeWhenDone, false))
        m_window.close();
}

void FirmwareController::finishSteps(const flasher::FlashReport& report)
{
    using Phase = ui::FirmwareStep::Phase;
    for (ui::FirmwareStep& step : m_steps) {
        const bool now = step.phase == Phase::Now || step.phase == Phase::Yours;
        if (report.ok() && step.phase != Phase::Skipped)
            step.phase = Phase::Done;
        else if (now)
            step.phase = Phase::Failed;
        step.total = 0;
    }
}

/// The camera that the window worked with is taken up again where it is.
void FirmwareController::giveBack(bool succeeded)
{
    m_devices.setLent({}, {});
    if (!std::exchange(m_takeUpAgain, false) || m_closeWhenDone || !m_target)
        return;
    if (succeeded || m_stage == ui::BoardStage::Running || !m_written)
        m_devices.connectTo(m_target->port);
}

void FirmwareController::onCloseAsked(QCloseEvent* event)
{
    if (!m_running)
        return;
    event->ignore();
    if (m_cancelling)
        return;
    const flasher::PlanStep* step =
        m_plan && m_step < m_plan->steps.size() ? &m_plan->steps[m_step] : nullptr;
    m_prompts.confirm(tr("A board is being written. Cancel that and close?"),
                      ifStopped(step, m_goal, m_stage, m_written), tr("Cancel and close"), [this] {
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

// What is shown.

QString FirmwareController::sentence() const
{
    const CameraState& state = m_session.state();
    const bool firmware = m_goal == ui::FirmwareGoal::Firmware;
    if (firmware && !m_running && m_check && m_check->version && state.connected() && m_target &&
        connectedTo(*m_target)) {
        const QString now = plain(toString(state.info.firmware));
        const QString fresh = plain(toString(*m_check->version));
        if (state.info.firmware < *m_check->version)
            return tr("It runs %1; the files have %2. Scripts and files on the camera stay.")
                .arg(now, fresh);
        return state.info.firmware == *m_check->version
            ? tr("It runs %1, and the files have the same. What is there already is not written "
                 "again.")
                  .arg(now)
            : tr("It runs %1, which is newer than the %2 of the files.").arg(now, fresh);
    }
    return firmwareSentence(m_goal);
}

void FirmwareController::showTarget(ui::FirmwareState& state) const
{
    for (const BoardSighting& each : m_found) {
        const bool written = m_running && m_target && each.port == m_target->port;
        state.boards.append({each.port, each.name, each.detail, written ? m_stage : each.stage,
                             !each.started && !written});
    }
    if (!m_target)
        return;
    state.chosenBoard = m_target->port;
    state.boardName = m_target->name;
    const bool resting = !m_target->started && m_success.isEmpty();
    state.stage = m_running ? m_stage : resting ? ui::BoardStage::Absent : m_target->stage;
    state.stageDetails = m_boards.stageDetails(m_target->boardId);
    const CameraState& camera = m_session.state();
    if (!m_running && camera.connected() && connectedTo(*m_target))
        state.stageDetails[2] = tr("Firmware %1").arg(plain(toString(camera.info.firmware)));
    if (resting && !m_running)
        state.stageDetails[2] = tr("Starts when it is written");
    const flasher::FlashBoard* board = flashBoard();
    state.hasRecovery = board && FirmwareBoards::recoveryLoader(*board);
    state.drawing = m_boards.drawing(m_target->boardId);
    state.drawing.needed = m_goal == ui::FirmwareGoal::Recover;
    state.drawing.inRecovery =
        state.stage == ui::BoardStage::Recovery || m_target->stage == ui::BoardStage::Recovery;
    state.leds = m_boards.leds(m_target->boardId, m_window.theme().colors().text2);
    if (board && !state.hasRecovery)
        state.goalsRefused[static_cast<std::size_t>(ui::FirmwareGoal::Recover)] =
            tr("This program knows no recovery for this board");
}

void FirmwareController::showFiles(ui::FirmwareState& state) const
{
    state.source = m_source;
    state.checking = m_checking;
    if (!m_check)
        return;
    for (const CheckedFile& file : m_check->files)
        state.files.append(fileText(file, m_check->plan.has_value()));
    // Those that are written, then those that are refused.
    std::stable_sort(state.files.begin(), state.files.end(), [](const auto& a, const auto& b) {
        const auto rank = [](const ui::FirmwareFile& file) {
            return file.verdict == ui::FirmwareFile::Verdict::Refused ? 0
                : file.verdict == ui::FirmwareFile::Verdict::Fits     ? 1
                                                                      : 2;
        };
        return rank(a) < rank(b);
    });
    if (m_check->error) {
        const Error& error = *m_check->error;
        QStringList parts;
        for (const std::string* each : {&error.what, &error.why, &error.fix}) {
            if (!each->empty())
                parts.append(plain(*each));
        }
        state.filesProblem = parts.join(u". "_s) + u'.';
    }
    if (!m_check->plan)
        return;
    QStringList asked;
    for (const flasher::PlanStep& step : m_check->plan->steps) {
        const QString id = plain(step.consent);
        if (id.isEmpty() || asked.contains(id))
            continue;
        asked.append(id);
        state.consents.append({id, consentText(step.consent, plain(m_check->plan->boardName)),
                               m_consents.contains(id)});
    }
}

void FirmwareController::show()
{
    ui::FirmwareState state;
    showTarget(state);
    showFiles(state);
    state.goal = m_goal;
    state.choices = m_choices;
    state.running = m_running;
    state.cancelling = m_cancelling;
    state.whyNotStart = m_running ? QString() : whyNotStart();
    state.title = m_target ? firmwareTitle(m_goal, m_target->name, m_running) : tr("Firmware");
    state.sentence = m_target ? sentence() : tr("Plug a board in, in whatever state it is.");
    state.steps = m_steps;
    state.noSteps = m_checking ? tr("The files are being read.")
                               : tr("The steps appear here before anything is done.");
    const flasher::PlanStep* step =
        m_running && m_plan && m_step < m_plan->steps.size() ? &m_plan->steps[m_step] : nullptr;
    state.ifStopped = ifStopped(step, m_goal, state.stage, m_written);
    state.success = m_success;
    state.failure = m_failure;
    state.error = m_error;
    m_window.firmware->setState(state);
}

void FirmwareController::showTask()
{
    ui::TaskState task;
    task.id = kTask;
    task.icon = m_goal == ui::FirmwareGoal::Recover ? u"recover"_s : u"firmware"_s;
    task.title = firmwareTitle(m_goal, m_target ? m_target->name : QString(), m_running);
    task.hasDetails = true;
    task.elapsed = m_clock.elapsed();
    if (m_running) {
        const auto index = static_cast<qsizetype>(m_step);
        if (index < m_steps.size()) {
            const ui::FirmwareStep& step = m_steps[index];
            task.step =
                tr("Step %1 of %2, %3")
                    .arg(QString::number(m_step + 1), QString::number(m_steps.size()), step.title);
            if (step.total > 0)
                task.progress = static_cast<double>(step.done) / static_cast<double>(step.total);
            if (step.secondsLeft > 0)
                task.left = static_cast<qint64>(std::ceil(step.secondsLeft)) * 1000;
        }
        task.canCancel = !m_cancelling;
    } else if (m_error) {
        task.phase = ui::TaskState::Phase::Failed;
        task.title = m_failure;
        task.step = plain(m_error->why);
        task.error = m_error;
    } else {
        task.phase = ui::TaskState::Phase::Succeeded;
        task.title = m_success;
    }
    m_window.tasks->setTask(task);
}

}  // namespace omv::ide
