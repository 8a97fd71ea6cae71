// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

namespace omv::cli {

struct ChannelListCommand {};

struct ChannelReadCommand {
    std::string channel;  ///< name or decimal id
    std::string out;  ///< file, or "-" for the bytes on standard output
};

struct ChannelWriteCommand {
    std::string channel;
    std::string data;  ///< the text itself, "@FILE", or "-" for standard input
};

/// Lists the camera's data channels.
Outcome run(const ChannelListCommand& command, Context& context);
/// Reads all there is: as a hex dump on a terminal, else the bytes.
Outcome run(const ChannelReadCommand& command, Context& context);
Outcome run(const ChannelWriteCommand& command, Context& context);

}  // namespace omv::cli
