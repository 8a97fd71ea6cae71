// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/firmware/firmware_state.h"

#include <openmv/flasher/executor.h>

#include <QCoreApplication>
#include <QElapsedTimer>

#include <optional>

namespace omv::ide {

/// A plan in words, and how far it is. It is told what happens, and shows nothing itself.
class FirmwareProgress {
    Q_DECLARE_TR_FUNCTIONS(omv::ide::FirmwareProgress)
public:
    /// What is going to be done; nothing of it has begun.
    void setPlan(const flasher::Plan& plan, const flasher::FlashBoard& board);
    void clear();
    /// The words again, in the language of now.
    void retranslate();
    /// A run begins, of a board that is in `stage`.
    void begin(ui::BoardStage stage);
    /// Gives what there is to log; empty: nothing.
    QString take(const flasher::FlashEvent& event);
    void finish(const flasher::FlashReport& report);

    const QList<ui::FirmwareStep>& steps() const { return m_steps; }
    /// Number of the step that it is at, from 0.
    std::size_t at() const { return m_at; }
    /// nullptr: there is no plan.
    const flasher::PlanStep* step() const;
    ui::BoardStage stage() const { return m_stage; }
    void setStage(ui::BoardStage stage) { m_stage = stage; }
    /// Something on the board is not as it was.
    bool written() const { return m_written; }

private:
    QString begun(const flasher::FlashEvent& event);
    void moved(const flasher::FlashEvent& event);
    QString noted(const flasher::FlashEvent& event);
    QString seen(const flasher::FlashEvent& event);

    std::optional<flasher::Plan> m_plan;
    flasher::FlashBoard m_board;
    QList<ui::FirmwareStep> m_steps;
    std::size_t m_at = 0;
    bool m_written = false;
    ui::BoardStage m_stage = ui::BoardStage::Absent;
    QElapsedTimer m_clock;  ///< of the step
};

}  // namespace omv::ide
