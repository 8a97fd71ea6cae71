// SPDX-License-Identifier: MIT
#include "app/cli/list.h"

#include "app/cli/cli_errors.h"
#include "app/cli/inbox.h"

#include <fmt/format.h>

namespace omv::cli {

namespace {

std::string_view kindText(const CameraInfo& camera)
{
    return camera.kind == CameraInfo::Kind::Virtual ? "virtual" : "serial";
}

std::string boardText(const CameraInfo& camera)
{
    if (!camera.boardName.empty())
        return camera.boardName;
    return fmt::format("USB {:04x}:{:04x}", camera.usbId.vendor, camera.usbId.product);
}

Outcome listOnce(Context& context)
{
    const auto cameras = context.env.listCameras();
    if (!cameras)
        return failed(cameras.error());
    std::vector<Row> rows{{"PORT", "BOARD", "SERIAL", "KIND"}};
    for (const CameraInfo& camera : *cameras) {
        context.output.event(json::camera(camera, {}));
        rows.push_back(
            {camera.port, boardText(camera), camera.serial, std::string(kindText(camera))});
    }
    if (cameras->empty())
        context.output.message("No camera found. A virtual one: omv -p sim:ae3 ...");
    else
        context.output.data(alignColumns(rows));
    return done();
}

/// How often is asked whether anybody reads what --watch will tell.
constexpr std::chrono::milliseconds kLookForReader{500};

struct Change {
    enum class Kind { Appeared, Vanished, Interrupted };

    Kind kind = Kind::Interrupted;
    CameraInfo camera;
};

void show(const Change& change, Output& output)
{
    const bool appeared = change.kind == Change::Kind::Appeared;
    output.event(json::camera(change.camera, appeared ? "appeared" : "vanished"));
    output.data(fmt::format("{} {}  {}  {}  {}\n", appeared ? '+' : '-', change.camera.port,
                            boardText(change.camera), change.camera.serial,
                            kindText(change.camera)));
}

Outcome watch(Context& context)
{
    Inbox<Change> inbox(std::size_t{1} << 20);
    const std::stop_callback onInterrupt(context.env.interrupted,
                                         [&inbox] { inbox.pushFirst(Change{}); });
    const auto watching =
        context.env.watchCameras({.appeared =
                                      [&inbox](const CameraInfo& camera) {
                                          inbox.push({Change::Kind::Appeared, camera}, 0);
                                      },
                                  .vanished =
                                      [&inbox](const CameraInfo& camera) {
                                          inbox.push({Change::Kind::Vanished, camera}, 0);
                                      }});
    for (;;) {
        const auto change = inbox.pop(std::chrono::steady_clock::now() + kLookForReader);
        if (change && change->kind == Change::Kind::Interrupted)
            return failed(interrupted());
        if (change)
            show(*change, context.output);
        if (context.output.broken() || (context.env.readerGone && context.env.readerGone()))
            return failed(outputClosed());
    }
}

}  // namespace

Outcome run(const ListCommand& command, Context& context)
{
    return command.watch ? watch(context) : listOnce(context);
}

}  // namespace omv::cli
