// SPDX-License-Identifier: MIT
#include "app/cli/info.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace omv::cli {

namespace {

std::string sensorsText(const DeviceInfo& info)
{
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < info.sensorIds.size(); ++i) {
        parts.push_back(i < info.sensorNames.size()
                            ? fmt::format("{} (0x{:04x})", info.sensorNames[i], info.sensorIds[i])
                            : fmt::format("0x{:04x}", info.sensorIds[i]));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::vector<Row> rowsOf(const DeviceInfo& info)
{
    const std::string board = info.boardName.empty() ? "unknown" : info.boardName;
    return {
        {"Board:", info.boardId.empty() ? board : fmt::format("{} ({})", board, info.boardId)},
        {"Port:", info.port},
        {"Device id:", info.serial},
        {"USB id:", fmt::format("{:04x}:{:04x}", info.usbVendor, info.usbProduct)},
        {"Firmware:", toString(info.firmware)},
        {"Protocol:", toString(info.protocol)},
        {"Bootloader:", toString(info.bootloader)},
        {"CPU id:", fmt::format("0x{:08x}", info.cpuId)},
        {"Sensors:", sensorsText(info)},
        {"Features:", fmt::format("{}", fmt::join(info.hardwareCapNames, ", "))},
        {"Frame buffer:", fmt::format("{} KB", info.frameBufferKb)},
        {"Stream buffer:", fmt::format("{} KB", info.streamBufferKb)},
        {"Payload:", fmt::format("up to {} bytes", info.maxPayload)},
    };
}

}  // namespace

Outcome run(const InfoCommand&, Context& context)
{
    auto camera = connect(context);
    if (!camera)
        return failed(camera.error());
    const DeviceInfo info = (*camera)->info();
    context.output.event(json::info(info));
    context.output.data(alignColumns(rowsOf(info)));
    return done();
}

}  // namespace omv::cli
