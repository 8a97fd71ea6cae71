// SPDX-License-Identifier: MIT
#include "app/cli/list.h"

#include "app/cli/cli_errors.h"
#include "app/cli/inbox.h"

#include <algorithm>

#include <fmt/format.h>

namespace omv::cli {

namespace {

using flasher::SeenBoard;

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

/// A chip's own loader does not tell which board it is on, nor whether it is a camera at all.
std::string boardText(const SeenBoard& board)
{
    if (board.state != SeenBoard::State::Recovery)
        return board.name;
    if (board.boards.size() == 1)
        return "perhaps " + board.name;
    return fmt::format("perhaps one of {} boards ({:04x}:{:04x})", board.boards.size(),
                       board.usbId.vendor, board.usbId.product);
}

std::string stateText(const SeenBoard& board)
{
    return std::string(name(board.state)) + (board.permitted ? "" : ", no permission: omv doctor");
}

Outcome listOnce(Context& context)
{
    const auto cameras = context.env.listCameras();
    if (!cameras)
        return failed(cameras.error());
    const auto loaders = context.env.listLoaders();
    if (!loaders)
        return failed(loaders.error());
    std::vector<Row> rows{{"PORT", "BOARD", "SERIAL", "KIND", "STATE"}};
    for (const CameraInfo& camera : *cameras) {
        context.output.event(json::camera(camera, {}));
        rows.push_back({camera.port, boardText(camera), camera.serial,
                        std::string(kindText(camera)), "running"});
    }
    for (const SeenBoard& board : *loaders) {
        context.output.event(json::board(board, {}));
        rows.push_back({board.port, boardText(board), board.serial, "usb", stateText(board)});
    }
    if (rows.size() == 1)
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

void show(const SeenBoard& board, bool appeared, Output& output)
{
    output.event(json::board(board, appeared ? "appeared" : "vanished"));
    output.data(fmt::format("{} {}  {}  {}  usb  {}\n", appeared ? '+' : '-', board.port,
                            boardText(board), board.serial, stateText(board)));
}

/// Tells what is new or gone since the last time.
void lookForLoaders(std::vector<SeenBoard>& known, Context& context)
{
    auto now = context.env.listLoaders();
    if (!now)
        return;
    const auto has = [](const std::vector<SeenBoard>& all, const SeenBoard& one) {
        return std::find(all.begin(), all.end(), one) != all.end();
    };
    for (const SeenBoard& each : known) {
        if (!has(*now, each))
            show(each, false, context.output);
    }
    for (const SeenBoard& each : *now) {
        if (!has(known, each))
            show(each, true, context.output);
    }
    known = std::move(*now);
}

void show(const Change& change, Output& output)
{
    const bool appeared = change.kind == Change::Kind::Appeared;
    output.event(json::camera(change.camera, appeared ? "appeared" : "vanished"));
    output.data(fmt::format("{} {}  {}  {}  {}  running\n", appeared ? '+' : '-',
                            change.camera.port, boardText(change.camera), change.camera.serial,
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
    std::vector<SeenBoard> loaders;
    for (;;) {
        lookForLoaders(loaders, context);
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
