// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/link_rates.h"
#include "app/cli/stats.h"

namespace omv::cli {

/// Shows what goes on on the link, once each interval, until Ctrl+C, the number of lines asked
/// for, or the end of the connection. On a terminal it draws over what it showed before.
/// Takes text and frames from the camera and throws them away.
Outcome watchStats(CameraPort& camera, const StatsCommand& command, Context& context);

/// The one line without a terminal. `elapsed`: seconds since the beginning.
std::string rateLine(const LinkRates& rates, double elapsed);
/// The lines on one.
std::vector<std::string> rateBlock(const LinkRates& rates);

}  // namespace omv::cli
