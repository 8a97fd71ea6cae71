// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/camera.h>
#include <openmv/openmv.h>

#include <chrono>
#include <exception>
#include <mutex>
#include <optional>

/// Camera and what C callers need beside it.
struct omv_camera {
    explicit omv_camera(std::unique_ptr<omv::Camera> opened);

    /// Deadline and cancellation of one call.
    omv::CallOptions call(int timeoutMs);
    void cancelCalls();

    std::unique_ptr<omv::Camera> camera;
    omv::DeviceInfo device;
    std::string firmware;
    omv_info info;  // points into the two before

private:
    std::mutex m_mutex;
    std::stop_source m_stop;  // guarded by m_mutex; a new one for each cancellation
};

namespace omv::c {

/// Keeps the error as this thread's last and gives its code.
omv_status report(Error error) noexcept;
/// The same for an argument that must not be NULL.
omv_status missing(const char* function, const char* argument);
/// The same for an exception of the standard library. `what` may be anything.
omv_status reportException(const char* what) noexcept;

/// Unset when the caller wants the default.
std::optional<std::chrono::milliseconds> timeoutOf(int timeoutMs);

/// Calls a function that gives an omv_status; an exception becomes an error.
template<class Function>
omv_status guarded(Function function) noexcept
{
    try {
        return function();
    } catch (const std::exception& exception) {
        return reportException(exception.what());
    } catch (...) {
        return reportException("unknown exception");
    }
}

inline omv_status statusOf(Status status)
{
    return status ? OMV_OK : report(std::move(status).error());
}

/// Bytes handed out, with what they lie in: std::string or std::vector.
const omv_bytes* handOut(std::string text);
const omv_bytes* handOut(std::vector<std::uint8_t> bytes);
const omv_frame* handOut(Frame frame);
const omv_channels* handOut(std::vector<ChannelInfo> channels);

/// Hands the value of `result` out in `*out`, or reports its error.
template<class T, class Out>
omv_status give(Result<T> result, const Out** out)
{
    if (!result)
        return report(std::move(result).error());
    *out = handOut(*std::move(result));
    return OMV_OK;
}

}  // namespace omv::c
