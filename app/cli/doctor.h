// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/environment.h"

namespace omv::cli {

struct DoctorCommand {
    bool fix = false;  ///< run the commands that mend something
    bool ask = false;  ///< ask running boards for their firmware's version
};

/// Looks why boards cannot be reached, and says what to do. Changes nothing without `fix`.
Outcome run(const DoctorCommand& command, Context& context);

}  // namespace omv::cli
