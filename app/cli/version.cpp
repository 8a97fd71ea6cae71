// SPDX-License-Identifier: MIT
#include "app/cli/version.h"

#include <openmv/version.h>

#include <fmt/format.h>

namespace omv::cli {

Outcome run(const VersionCommand&, Context& context)
{
    context.output.event(json::version(OPENMV_VERSION, OPENMV_VERSION));
    context.output.data(fmt::format("omv {}\n", OPENMV_VERSION));
    return done();
}

}  // namespace omv::cli
