// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/channel.h"
#include "app/cli/doctor.h"
#include "app/cli/explain.h"
#include "app/cli/flash.h"
#include "app/cli/info.h"
#include "app/cli/list.h"
#include "app/cli/memory.h"
#include "app/cli/reset.h"
#include "app/cli/run.h"
#include "app/cli/selftest.h"
#include "app/cli/sim.h"
#include "app/cli/snap.h"
#include "app/cli/stats.h"
#include "app/cli/stop.h"
#include "app/cli/stream.h"
#include "app/cli/version.h"

#include <functional>
#include <variant>

namespace omv::cli {

/// Help was asked for, or there is nothing else to do.
struct HelpCommand {
    std::string text;
};

using VerbCommand =
    std::variant<HelpCommand, ListCommand, InfoCommand, RunCommand, ExecCommand, StopCommand,
                 ResetCommand, SnapCommand, StreamCommand, ChannelListCommand, ChannelReadCommand,
                 ChannelWriteCommand, MemoryCommand, StatsCommand, SelftestCommand, FlashCommand,
                 ImageInfoCommand, SimImageCommand, DoctorCommand, SimCommand, ExplainCommand,
                 VersionCommand>;

struct CommandLine {
    GlobalOptions global;
    VerbCommand verb;
};

using Variables = std::function<std::optional<std::string>(const std::string& name)>;

/// Understands the arguments (without the program's name). OMV_PORT and OMV_TIMEOUT
/// count where the option is not given. Errors: InvalidArgument.
Result<CommandLine> parseCommandLine(const std::vector<std::string>& arguments,
                                     const Variables& variable);

/// Whether --json is given, for the report of an error that kept the rest from being
/// understood.
bool asksForJson(const std::vector<std::string>& arguments);

}  // namespace omv::cli
