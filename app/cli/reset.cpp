// SPDX-License-Identifier: MIT
#include "app/cli/reset.h"

namespace omv::cli {

Outcome run(const ResetCommand& command, Context& context)
{
    auto camera = connect(context);
    if (!camera)
        return failed(camera.error());
    auto restarted = command.bootloader ? (*camera)->enterBootloader(context.step())
                                        : (*camera)->reset(context.step());
    if (!restarted)
        return failed(restarted.error());
    context.output.message(command.bootloader ? "the board restarts into its bootloader"
                                              : "the board restarts");
    return done();
}

}  // namespace omv::cli
