// SPDX-License-Identifier: MIT
#include "app/cli/stop.h"

namespace omv::cli {

Outcome run(const StopCommand&, Context& context)
{
    auto camera = connect(context);
    if (!camera)
        return failed(camera.error());
    const auto running = (*camera)->isRunning(context.step());
    if (!running)
        return failed(running.error());
    // Also when it says that none runs: stopping is harmless, and the answer may be old.
    if (auto stopped = (*camera)->stop(context.step()); !stopped)
        return failed(stopped.error());
    context.output.event(json::stopped(*running));
    context.output.message(*running ? "script stopped" : "no script was running");
    return done();
}

}  // namespace omv::cli
