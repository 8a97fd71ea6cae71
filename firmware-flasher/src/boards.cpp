// SPDX-License-Identifier: MIT
#include <openmv/flasher/boards.h>

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "firmware-flasher/src/device_source.h"

namespace omv::flasher {

namespace {

bool contains(const std::vector<UsbId>& ids, UsbId id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// A loader of the chip is a recovery; the first one that a board's file names is its own.
SeenBoard::State stateOf(const FlashBoard& board, const Loader& loader)
{
    return &loader == &board.loaders.front() || loader.kind == LoaderKind::LegacyCdc
        ? SeenBoard::State::Bootloader
        : SeenBoard::State::Recovery;
}

SeenBoard seen(const CameraInfo& camera, DeviceSource* system)
{
    SeenBoard board;
    board.port = camera.port;
    if (system && camera.kind == CameraInfo::Kind::Serial)
        board.path = system->pathOf(camera);
    if (!camera.boardId.empty())
        board.boards = {camera.boardId};
    board.name = camera.boardName;
    board.serial = camera.serial;
    board.usbId = camera.usbId;
    board.writable = camera.kind == CameraInfo::Kind::Serial || !camera.usbIp.empty();
    return board;
}

/// Adds what `device` can be to what is known of it.
void addLoader(std::map<std::string, SeenBoard>& byPath, const FlashBoard& board,
               const Loader& loader, const UsbDevice& device)
{
    const auto& serials = loader.usbSerials;
    if (!serials.empty() &&
        std::find(serials.begin(), serials.end(), device.serial) == serials.end())
        return;
    SeenBoard& entry = byPath[device.path];
    if (!entry.boards.empty() && entry.boards.back() == board.id)
        return;
    entry.state = stateOf(board, loader);
    entry.port = "usb:" + device.path;
    entry.path = device.path;
    entry.boards.push_back(board.id);
    entry.name += (entry.name.empty() ? "" : ", ") + board.name;
    entry.serial = device.serial;
    entry.usbId = device.id;
    entry.loader = loader.name;
    entry.permitted = device.permitted;
}

void addLoaders(std::vector<SeenBoard>& all, const std::vector<FlashBoard>& boards,
                DeviceSource& system)
{
    std::vector<UsbId> ids;
    for (const FlashBoard& board : boards) {
        for (const Loader& loader : board.loaders)
            ids.insert(ids.end(), loader.usbIds.begin(), loader.usbIds.end());
    }
    std::map<std::string, SeenBoard> byPath;
    for (const UsbDevice& device : system.find(ids)) {
        for (const FlashBoard& board : boards) {
            for (const Loader& loader : board.loaders) {
                if (contains(loader.usbIds, device.id))
                    addLoader(byPath, board, loader, device);
            }
        }
    }
    // An old camera has one id for its firmware and its loader; told apart by the serial number.
    for (auto& [path, board] : byPath) {
        all.erase(
            std::remove_if(all.begin(), all.end(),
                           [&at = board.path](const SeenBoard& each) { return each.path == at; }),
            all.end());
        all.push_back(std::move(board));
    }
}

}  // namespace

std::string_view name(SeenBoard::State state)
{
    switch (state) {
    case SeenBoard::State::Running: return "running";
    case SeenBoard::State::Bootloader: return "bootloader";
    case SeenBoard::State::Recovery: return "recovery";
    }
    return {};
}

Result<std::vector<SeenBoard>> listBoards()
{
    const auto boards = flashBoards();
    if (!boards)
        return Unexpected{boards.error()};
    const auto cameras = listCameras();
    if (!cameras)
        return Unexpected{cameras.error()};
    const auto system = systemDevices();  // a computer without USB still has virtual cameras
    DeviceSource* usb = system ? system->get() : nullptr;
    std::vector<SeenBoard> all;
    for (const CameraInfo& each : *cameras)
        all.push_back(seen(each, usb));
    if (usb)
        addLoaders(all, *boards, *usb);
    std::sort(all.begin(), all.end(),
              [](const SeenBoard& a, const SeenBoard& b) { return a.port < b.port; });
    return all;
}

}  // namespace omv::flasher
