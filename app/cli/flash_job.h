// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/flash.h"

#include <openmv/flasher/bench.h>

namespace omv::cli {

/// One board and all that is going to be done with it.
struct FlashJob {
    std::string port;
    flasher::FlashBoard board;
    flasher::Release release;
    flasher::Plan plan;
    flasher::ExecutorOptions options;
    std::chrono::seconds wait{0};
    bool mustBeThere = false;  ///< nobody said that it is to be waited for
    /// Of a recovery: what is enough for a board whose own loader works.
    std::optional<flasher::Plan> easier;
    /// Of a recovery: why there is no other plan.
    std::optional<Error> notWhole;
};

/// Reads the files and makes the plan; opens nothing. Errors: those of the flasher; InvalidArgument
/// (usage: the port does not tell which board it has).
Result<FlashJob> prepareFlash(const FlashCommand& command, const std::string& port);

/// Blocking. Any thread. Events come on it.
flasher::FlashReport performFlash(FlashJob& job, const std::stop_token& cancel,
                                  const std::function<void(const flasher::FlashEvent&)>& events);

/// Downloads a release; its path. `sha256`: that it must have, or empty.
Result<std::string> fetchSource(const std::string& url, const std::string& sha256,
                                Context& context);

/// One step as programs read it.
json::Object stepObject(const flasher::PlanStep& step, std::size_t number);
/// The plan for people and programs.
void showPlan(const flasher::Plan& plan, Output& output);
/// What happens at `port`, in `step`'s words. `prefix` before each message: nothing or "usb:1-2: ".
void tellFlash(const flasher::FlashEvent& event, const std::string& step, const std::string& port,
               const std::string& prefix, Output& output);
/// The result line of one board.
json::Object reportObject(const flasher::FlashReport& report, const FlashJob& job);
/// "OpenMV AE3 runs firmware 5.1.0"
std::string reportText(const flasher::FlashReport& report, const FlashJob& job);

/// Several boards, each on a thread of its own.
Outcome flashMany(const FlashCommand& command, Context& context);

}  // namespace omv::cli
