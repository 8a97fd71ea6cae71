// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "libopenmv/src/c_api.h"
#include "libopenmv/src/error_catalog.h"

namespace {

struct LastError {
    omv::Error error;
    omv_error view{OMV_OK, "", "", "", ""};
};

LastError& lastError()
{
    thread_local LastError last;
    return last;
}

omv_status codeOf(omv::Errc code)
{
    switch (code) {
    case omv::Errc::NoDevice: return OMV_ERROR_NO_DEVICE;
    case omv::Errc::Ambiguous: return OMV_ERROR_AMBIGUOUS;
    case omv::Errc::PermissionDenied: return OMV_ERROR_PERMISSION_DENIED;
    case omv::Errc::Busy: return OMV_ERROR_BUSY;
    case omv::Errc::Timeout: return OMV_ERROR_TIMEOUT;
    case omv::Errc::Disconnected: return OMV_ERROR_DISCONNECTED;
    case omv::Errc::Damaged: return OMV_ERROR_DAMAGED;
    case omv::Errc::Malformed: return OMV_ERROR_MALFORMED;
    case omv::Errc::Refused: return OMV_ERROR_REFUSED;
    case omv::Errc::Incompatible: return OMV_ERROR_INCOMPATIBLE;
    case omv::Errc::Unsupported: return OMV_ERROR_UNSUPPORTED;
    case omv::Errc::InvalidArgument: return OMV_ERROR_INVALID_ARGUMENT;
    case omv::Errc::VerificationFailed: return OMV_ERROR_VERIFICATION_FAILED;
    case omv::Errc::ScriptRaised: return OMV_ERROR_SCRIPT_RAISED;
    case omv::Errc::Cancelled: return OMV_ERROR_CANCELLED;
    case omv::Errc::WrongThread: return OMV_ERROR_WRONG_THREAD;
    case omv::Errc::System: return OMV_ERROR_SYSTEM;
    }
    return OMV_ERROR_SYSTEM;
}

}  // namespace

namespace omv::c {

omv_status report(Error error) noexcept
{
    LastError& last = lastError();
    last.error = std::move(error);
    last.view = {codeOf(last.error.code), last.error.id.c_str(), last.error.what.c_str(),
                 last.error.why.c_str(), last.error.fix.c_str()};
    return last.view.code;
}

omv_status missing(const char* function, const char* argument)
{
    return report(makeError("OMV-E0209", fmt::format("{}() was called wrongly", function),
                            fmt::format("`{}` is NULL", argument),
                            "See <openmv/openmv.h> for what may be NULL"));
}

omv_status reportException(const char* what) noexcept
{
    try {
        return report(makeError("OMV-E0290", "The library failed", what));
    } catch (...) {
        // No memory even for that text.
        lastError().view = {OMV_ERROR_SYSTEM, "OMV-E0290", "The library failed", "out of memory",
                            ""};
        return OMV_ERROR_SYSTEM;
    }
}

}  // namespace omv::c

const omv_error* omv_last_error(void)
{
    return &lastError().view;
}
