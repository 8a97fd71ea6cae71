// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command_line.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace omv::cli {

/// What the parser fills in; only the chosen verb's part means something.
struct Fields {
    GlobalOptions global;
    std::optional<double> timeout;
    bool version = false;
    ListCommand list;
    RunCommand run;
    std::optional<double> runSeconds;
    ExecCommand exec;
    ResetCommand reset;
    SnapCommand snap;
    StreamCommand stream;
    ChannelReadCommand channelRead;
    ChannelWriteCommand channelWrite;
    FlashCommand flash;
    std::vector<std::string> ports;
    std::optional<double> flashWait;
    ImageInfoCommand imageInfo;
    DoctorCommand doctor;
    SimImageCommand simImage;
    ExplainCommand explain;
    StatsCommand stats;
    std::optional<double> statsSeconds;
    SelftestCommand selftest;
    std::optional<double> selftestSeconds;
    std::vector<std::string> helpWith;
};

/// Empty: it is a number of seconds above 0.
std::string secondsProblem(const std::string& text);

/// Verbs that have verbs of their own.
bool hasVerbs(const std::string& name);

/// All verbs and options, which fill in `fields`. Global options may stand after the verb: what a
/// verb does not know goes to its parent.
void declare(CLI::App& app, Fields& fields);

}  // namespace omv::cli
