// SPDX-License-Identifier: MIT
// What the firmware page shows of what is known.
#include "app/ide/firmware_controller.h"

#include "app/ide/camera/camera_session.h"
#include "app/ide/firmware_texts.h"
#include "app/ide/firmware_words.h"
#include "app/ide/workbench.h"
#include "widgets/firmware/firmware_page.h"
#include "widgets/panels/task_strip.h"

#include <algorithm>
#include <cmath>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

QString plain(const std::string& text)
{
    return QString::fromStdString(text);
}

}  // namespace

QString FirmwareController::sentence() const
{
    const CameraState& state = m_session.state();
    const bool firmware = m_goal == ui::FirmwareGoal::Firmware;
    if (firmware && !m_running && m_check && m_check->version && state.connected() &&
        m_targets.target() && m_targets.connectedTo(*m_targets.target())) {
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
    for (const BoardSighting& each : m_targets.all()) {
        const bool written =
            m_running && m_targets.target() && each.port == m_targets.target()->port;
        state.boards.append({each.port, each.name, each.detail,
                             written ? m_progress.stage() : each.stage, !each.started && !written});
    }
    if (!m_targets.target())
        return;
    state.chosenBoard = m_targets.target()->port;
    state.boardName = m_targets.target()->name;
    const bool resting = !m_targets.target()->started && m_success.isEmpty();
    state.stage = m_running ? m_progress.stage()
        : resting           ? ui::BoardStage::Absent
                            : m_targets.target()->stage;
    state.stageDetails = m_boards.stageDetails(m_targets.target()->boardId);
    const CameraState& camera = m_session.state();
    if (!m_running && camera.connected() && m_targets.connectedTo(*m_targets.target()))
        state.stageDetails[2] = tr("Firmware %1").arg(plain(toString(camera.info.firmware)));
    if (resting && !m_running)
        state.stageDetails[2] = tr("Starts when it is written");
    const flasher::FlashBoard* board = m_targets.flashBoard();
    state.hasRecovery = board && FirmwareBoards::recoveryLoader(*board);
    state.drawing = m_boards.drawing(m_targets.target()->boardId);
    state.drawing.needed = m_goal == ui::FirmwareGoal::Recover;
    state.drawing.inRecovery = state.stage == ui::BoardStage::Recovery ||
        m_targets.target()->stage == ui::BoardStage::Recovery;
    state.leds = m_boards.leds(m_targets.target()->boardId, m_window.theme().colors().text2);
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
            const QString text = windowText(*each);
            if (!text.isEmpty())
                parts.append(text);
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
    state.consentMissing = !m_running && !m_checking && consentMissing();
    state.backupFolder = backupFolder();
    if (const flasher::FlashBoard* board = m_targets.flashBoard()) {
        state.has.systemPackage = board->systemPackage.has_value();
        state.has.burnFuse = board->fuse.has_value();
        state.has.storageRescue = board->storageRescue.has_value();
    }
    state.title = m_targets.target() ? firmwareTitle(m_goal, m_targets.target()->name, m_running)
                                     : tr("Firmware");
    state.sentence =
        m_targets.target() ? sentence() : tr("Plug a board in, in whatever state it is.");
    state.steps = m_progress.steps();
    state.noSteps = m_checking ? tr("The files are being read.")
                               : tr("The steps appear here before anything is done.");
    state.ifStopped = ifStopped(m_running ? m_progress.step() : nullptr, m_goal, state.stage,
                                m_progress.written());
    state.success = m_success;
    state.failure = m_failure;
    state.error = m_error;
    m_window.firmware->setState(state);
}

void FirmwareController::showTask()
{
    ui::TaskState task;
    task.id = kFirmwareTask;
    task.icon = m_goal == ui::FirmwareGoal::Recover ? u"recover"_s : u"firmware"_s;
    task.title =
        firmwareTitle(m_goal, m_targets.target() ? m_targets.target()->name : QString(), m_running);
    task.hasDetails = true;
    task.elapsed = m_clock.elapsed();
    if (m_running) {
        const auto& steps = m_progress.steps();
        const auto index = static_cast<qsizetype>(m_progress.at());
        if (index < steps.size()) {
            const ui::FirmwareStep& step = steps[index];
            task.step =
                tr("Step %1 of %2, %3")
                    .arg(QString::number(index + 1), QString::number(steps.size()), step.title);
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
