// SPDX-License-Identifier: MIT
#include "app/cli/exit_code.h"

namespace omv::cli {

ExitCode exitCodeOf(Errc code)
{
    switch (code) {
    case Errc::NoDevice:
    case Errc::Ambiguous: return ExitCode::NoDevice;
    case Errc::PermissionDenied:
    case Errc::Busy: return ExitCode::Access;
    case Errc::Timeout: return ExitCode::Timeout;
    case Errc::VerificationFailed: return ExitCode::Verification;
    case Errc::Incompatible:
    case Errc::Unsupported: return ExitCode::Incompatible;
    case Errc::InvalidArgument: return ExitCode::Usage;
    case Errc::ScriptRaised: return ExitCode::ScriptRaised;
    case Errc::Cancelled: return ExitCode::Interrupted;
    case Errc::Disconnected:
    case Errc::Damaged:
    case Errc::Malformed:
    case Errc::Refused:
    case Errc::WrongThread:
    case Errc::System: return ExitCode::Failed;
    }
    return ExitCode::Failed;
}

Outcome failed(Error error)
{
    const ExitCode exit = exitCodeOf(error.code);
    return {exit, std::move(error)};
}

}  // namespace omv::cli
