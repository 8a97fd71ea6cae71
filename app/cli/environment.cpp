// SPDX-License-Identifier: MIT
#include "app/cli/environment.h"

#include "app/cli/json_lines.h"

#include <fmt/format.h>

namespace omv::cli {

namespace {

constexpr std::chrono::milliseconds kStepTimeout{5000};
constexpr std::chrono::milliseconds kLongTimeout{10000};
/// Of Output::log().
constexpr int kPacketLevel = 2;

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

Error withHint(Error error, const GlobalOptions& global)
{
    return global.port == "auto" ? withVirtualCamera(std::move(error)) : error;
}

/// Only then somebody sees them; otherwise they shall cost nothing.
bool logsPackets(const GlobalOptions& global)
{
    return global.verbose > kPacketLevel || (global.verbose >= 2 && !global.logFile.empty());
}

Result<std::unique_ptr<CameraPort>> openCamera(Context& context)
{
    if (!logsPackets(context.global))
        return context.env.openCamera(context.global.port, cameraOptions(context));
    auto transport = openTransport(context);
    if (!transport)
        return Unexpected{transport.error()};
    return context.env.openOver(std::move(*transport), cameraOptions(context));
}

}  // namespace

bool wantsColor(const GlobalOptions& global, const Environment& env, bool isTerminal)
{
    if (global.color != "auto")
        return global.color == "always";
    const auto noColor = env.variable("NO_COLOR");
    return isTerminal && (!noColor || noColor->empty());
}

CallOptions Context::step() const
{
    return {.timeout = global.timeout.value_or(kStepTimeout), .cancel = env.interrupted};
}

std::chrono::milliseconds Context::longWait() const
{
    return global.timeout.value_or(kLongTimeout);
}

Camera::Options cameraOptions(Context& context)
{
    Camera::Options options;
    options.connectTimeout = context.longWait();
    options.cancel = context.env.interrupted;
    options.log = [&output = context.output](int level, std::string_view line) {
        output.log(level, line);
    };
    return options;
}

Result<std::unique_ptr<Transport>> openTransport(Context& context)
{
    auto port =
        context.env.openPort(context.global.port, context.longWait(), context.env.interrupted);
    if (!port)
        return Unexpected{withHint(std::move(port).error(), context.global)};
    if (!logsPackets(context.global))
        return port;
    return makeLogged(std::move(*port), [&output = context.output](std::string_view line) {
        output.log(kPacketLevel, line);
    });
}

Result<std::unique_ptr<CameraPort>> connect(Context& context)
{
    auto camera = openCamera(context);
    if (!camera)
        return Unexpected{withHint(std::move(camera).error(), context.global)};
    const DeviceInfo info = (*camera)->info();
    context.output.event(json::connected(info));
    context.output.detail(fmt::format(
        "connected to {} at {}", info.boardName.empty() ? "a camera" : info.boardName, info.port));
    return camera;
}

}  // namespace omv::cli
