// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/firmware_job.h"
#include "widgets/firmware/firmware_state.h"

#include <openmv/flasher/plan.h>

namespace omv::ide {

/// What the firmware page says, in words for people.

flasher::Goal goalOf(ui::FirmwareGoal goal);
/// "Update OpenMV AE3", "Updating OpenMV AE3".
QString firmwareTitle(ui::FirmwareGoal goal, const QString& board, bool running);
QString firmwareSentence(ui::FirmwareGoal goal);
ui::FirmwareStep stepText(const flasher::PlanStep& step, const flasher::FlashBoard& board);
/// What is left when a run ends at this step; `step` null: none runs.
QString ifStopped(const flasher::PlanStep* step, ui::FirmwareGoal goal, ui::BoardStage stage,
                  bool written);
ui::FirmwareFile fileText(const CheckedFile& file, bool planned);
/// Worded: what may happen.
QString consentText(const std::string& consent, const QString& board);
/// For the log: "step 3: 65,536 bytes at 142 KB/s".
QString byteText(quint64 bytes);

}  // namespace omv::ide
