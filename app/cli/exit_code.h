// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

#include <optional>

namespace omv::cli {

/// What the process returns; documented in docs/cli.md and stable.
enum class ExitCode : int {
    Ok = 0,
    Failed = 1,
    Usage = 2,
    NoDevice = 3,  ///< none, or several that fit
    Access = 4,  ///< no permission, or the port is busy
    Timeout = 5,
    Verification = 6,
    Incompatible = 7,
    ScriptRaised = 8,
    Interrupted = 130,
};

ExitCode exitCodeOf(Errc code);

/// How a verb ended. Every failure has its error; exit and error agree.
struct Outcome {
    ExitCode exit = ExitCode::Ok;
    std::optional<Error> error;

    bool ok() const { return exit == ExitCode::Ok; }
};

inline Outcome done()
{
    return {};
}

/// The exit code follows from the error's code.
Outcome failed(Error error);

}  // namespace omv::cli
