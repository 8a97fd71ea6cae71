// SPDX-License-Identifier: MIT
#include "app/ide/firmware_progress.h"

#include "app/ide/firmware_texts.h"
#include "app/ide/firmware_words.h"
#include "widgets/panels/task_state.h"

namespace omv::ide {

using namespace Qt::StringLiterals;
using Phase = ui::FirmwareStep::Phase;

void FirmwareProgress::setPlan(const flasher::Plan& plan, const flasher::FlashBoard& board)
{
    m_plan = plan;
    m_board = board;
    m_steps.clear();
    for (const flasher::PlanStep& step : plan.steps)
        m_steps.append(stepText(step, board));
}

void FirmwareProgress::clear()
{
    m_plan.reset();
    m_steps.clear();
}

void FirmwareProgress::retranslate()
{
    for (qsizetype i = 0; m_plan && i < m_steps.size(); ++i) {
        const ui::FirmwareStep words =
            stepText(m_plan->steps[static_cast<std::size_t>(i)], m_board);
        m_steps[i].title = words.title;
        m_steps[i].detail = words.detail;
    }
}

void FirmwareProgress::begin(ui::BoardStage stage)
{
    m_at = 0;
    m_written = false;
    m_stage = stage;
    if (m_plan)
        setPlan(flasher::Plan(*m_plan), flasher::FlashBoard(m_board));
}

const flasher::PlanStep* FirmwareProgress::step() const
{
    return m_plan && m_at < m_plan->steps.size() ? &m_plan->steps[m_at] : nullptr;
}

QString FirmwareProgress::take(const flasher::FlashEvent& event)
{
    const auto index = static_cast<qsizetype>(event.step);
    if (!m_plan || index >= m_steps.size())
        return {};
    ui::FirmwareStep& step = m_steps[index];
    switch (event.kind) {
    case flasher::FlashEvent::Kind::StepBegan: return begun(event);
    case flasher::FlashEvent::Kind::Progress: moved(event); return {};
    case flasher::FlashEvent::Kind::Skipped:
        step.phase = Phase::Skipped;
        step.detail = tr("It is there already");
        return tr("   it is there already");
    case flasher::FlashEvent::Kind::Help:
        step.phase = Phase::Yours;
        step.detail =
            tr("%1. Goes on by itself when the board is seen.").arg(windowText(event.text));
        return tr("   you: %1").arg(windowText(event.text));
    case flasher::FlashEvent::Kind::Note: return noted(event);
    case flasher::FlashEvent::Kind::Seen: return seen(event);
    }
    return {};
}

void FirmwareProgress::moved(const flasher::FlashEvent& event)
{
    const flasher::PlanStep& planned = m_plan->steps[event.step];
    ui::FirmwareStep& step = m_steps[static_cast<qsizetype>(event.step)];
    const ui::FirmwareStep words = stepText(planned, m_board);
    if (step.phase == Phase::Yours || step.detail != words.detail)
        step = words;
    step.phase = Phase::Now;
    step.done = event.done;
    step.total = event.total;
    step.bytesPerSecond = event.bytesPerSecond;
    step.secondsLeft = event.secondsLeft;
    m_written = m_written || planned.kind == flasher::PlanStep::Kind::Write ||
        planned.kind == flasher::PlanStep::Kind::Erase ||
        planned.kind == flasher::PlanStep::Kind::StorageRescue;
}

/// A run may go back to an earlier step: what comes behind it has not begun again.
QString FirmwareProgress::begun(const flasher::FlashEvent& event)
{
    for (std::size_t i = 0; i < m_plan->steps.size(); ++i) {
        ui::FirmwareStep& each = m_steps[static_cast<qsizetype>(i)];
        const bool over = each.phase == Phase::Done || each.phase == Phase::Skipped;
        if (i >= event.step) {
            each = stepText(m_plan->steps[i], m_board);
        } else if (!over) {
            each = stepText(m_plan->steps[i], m_board);
            each.phase = Phase::Done;
            if (i == m_at && m_clock.isValid())
                each.time = ui::durationText(m_clock.elapsed());
        }
    }
    m_at = event.step;
    m_clock.start();
    m_steps[static_cast<qsizetype>(event.step)].phase = Phase::Now;
    return u"%1. %2"_s.arg(event.step + 1).arg(m_steps[static_cast<qsizetype>(event.step)].title);
}

/// What goes on is in the log, and in the step: it may wait for the board.
QString FirmwareProgress::noted(const flasher::FlashEvent& event)
{
    ui::FirmwareStep& step = m_steps[static_cast<qsizetype>(event.step)];
    if (step.total > 0) {
        step.total = 0;
        step.detail = windowText(event.text);
    }
    return u"   "_s + windowText(event.text);
}

/// Where the board is: not what the plan wants, but what is there.
QString FirmwareProgress::seen(const flasher::FlashEvent& event)
{
    m_stage = event.running    ? ui::BoardStage::Running
        : event.loader.empty() ? ui::BoardStage::Absent
        : m_board.loaders.empty() || m_board.loaders.front().name == event.loader
        ? ui::BoardStage::Bootloader
        : ui::BoardStage::Recovery;
    switch (m_stage) {
    case ui::BoardStage::Running: return tr("   seen: its firmware runs");
    case ui::BoardStage::Bootloader: return tr("   seen: it is in its bootloader");
    case ui::BoardStage::Recovery: return tr("   seen: it is in recovery");
    case ui::BoardStage::Absent: break;
    }
    return tr("   seen: it is away");
}

void FirmwareProgress::finish(const flasher::FlashReport& report)
{
    for (ui::FirmwareStep& step : m_steps) {
        const bool now = step.phase == Phase::Now || step.phase == Phase::Yours;
        if (report.ok() && step.phase != Phase::Skipped)
            step.phase = Phase::Done;
        else if (now)
            step.phase = Phase::Failed;
        step.total = 0;
    }
    if (report.ok())
        m_stage = ui::BoardStage::Running;
}

}  // namespace omv::ide
