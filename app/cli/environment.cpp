// SPDX-License-Identifier: MIT
#include "app/cli/environment.h"

#include "app/cli/json_lines.h"

#include <fmt/format.h>

namespace omv::cli {

namespace {

constexpr std::chrono::milliseconds kStepTimeout{5000};
constexpr std::chrono::milliseconds kLongTimeout{10000};

/// With no camera at hand the virtual one is the way on: say so, whatever else
/// the library suggests.
Error withVirtualCamera(Error error)
{
    if (error.code != Errc::NoDevice || error.fix.find("sim:") != std::string::npos)
        return error;
    error.fix += error.fix.empty() ? "" : " ";
    error.fix += "Without a camera use the virtual one: -p sim:ae3";
    return error;
}

}  // namespace

CallOptions Context::step() const
{
    return {.timeout = global.timeout.value_or(kStepTimeout), .cancel = env.interrupted};
}

std::chrono::milliseconds Context::longWait() const
{
    return global.timeout.value_or(kLongTimeout);
}

Result<std::unique_ptr<CameraPort>> connect(Context& context)
{
    Camera::Options options;
    options.connectTimeout = context.longWait();
    options.cancel = context.env.interrupted;
    options.log = [&output = context.output](int level, std::string_view line) {
        output.log(level, line);
    };
    auto camera = context.env.openCamera(context.global.port, options);
    if (!camera) {
        Error error = std::move(camera).error();
        const bool isAuto = context.global.port == "auto";
        return Unexpected{isAuto ? withVirtualCamera(std::move(error)) : std::move(error)};
    }
    const DeviceInfo info = (*camera)->info();
    context.output.event(json::connected(info));
    context.output.detail(fmt::format(
        "connected to {} at {}", info.boardName.empty() ? "a camera" : info.boardName, info.port));
    return camera;
}

}  // namespace omv::cli
