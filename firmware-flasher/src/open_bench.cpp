// SPDX-License-Identifier: MIT
#include <openmv/flasher/bench.h>

#include <openmv/discovery.h>

#include <algorithm>

#include <fmt/format.h>

#include "firmware-flasher/src/usbip_bench.h"
#include "firmware-flasher/src/usbip_client.h"
#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/port_spec.h"
#include "libopenmv/src/sim_process.h"

namespace omv::flasher {

namespace {

constexpr std::string_view kUsbIp = "usbip:";

/// A virtual camera of our own, which ends with it.
class SimBench final : public Bench {
public:
    SimBench(SimProcess process, std::unique_ptr<Bench> bench)
        : m_process(std::move(process))
        , m_bench(std::move(bench))
    {
    }
    Sight look() override { return m_bench->look(); }
    Status askForLoader() override { return m_bench->askForLoader(); }
    Result<std::unique_ptr<LoaderSession>> openLoader(const Loader& loader) override
    {
        return m_bench->openLoader(loader);
    }
    Result<FirmwareVersion> readVersion() override { return m_bench->readVersion(); }
    std::chrono::microseconds now() override { return m_bench->now(); }
    void sleep(std::chrono::microseconds time, const std::stop_token& cancel) override
    {
        m_bench->sleep(time, cancel);
    }

private:
    SimProcess m_process;
    std::unique_ptr<Bench> m_bench;
};

Result<std::unique_ptr<Bench>> startSimulated(SimulatedPort port, const FlashBoard& board,
                                              std::chrono::milliseconds timeout,
                                              const std::stop_token& cancel)
{
    const bool asked = std::any_of(port.options.begin(), port.options.end(),
                                   [](const auto& each) { return each.first == "usbip"; });
    if (!asked)
        port.options.emplace_back("usbip", "0");
    auto process = SimProcess::start(port, timeout, cancel);
    if (!process)
        return Unexpected{process.error()};
    auto bench = openUsbIpBench(process->usbIp(), board);
    if (!bench)
        return Unexpected{bench.error()};
    return std::unique_ptr<Bench>(new SimBench(std::move(*process), std::move(*bench)));
}

}  // namespace

std::optional<std::string> boardAt(std::string_view port)
{
    if (port.substr(0, kUsbIp.size()) != kUsbIp) {
        const auto spec = parsePortSpec(port);
        const auto* simulated = spec ? std::get_if<SimulatedPort>(&*spec) : nullptr;
        return simulated ? std::optional(simulated->board) : std::nullopt;
    }
    const auto server = UsbIpAddress::parse(port);
    const auto cameras = listCameras();
    if (!server || !cameras)
        return std::nullopt;
    const std::string address = fmt::format("usbip:{}:{}", server->host, server->port);
    for (const CameraInfo& each : *cameras) {
        if (each.usbIp == address)
            return each.boardId;
    }
    return std::nullopt;
}

Result<std::unique_ptr<Bench>> openBench(std::string_view port, const FlashBoard& board,
                                         std::string_view loader, std::chrono::milliseconds timeout,
                                         const std::stop_token& cancel)
{
    const Loader* way = board.loader(loader);
    if (!way || way->kind != LoaderKind::OpenMvDfu)
        return fail("OMV-E0730",
                    fmt::format("{} cannot be written by its loader {} yet", board.name, loader),
                    "This version reaches OpenMV's own DFU bootloader only",
                    "Use --dry-run to see the plan");
    if (port.substr(0, kUsbIp.size()) == kUsbIp)
        return openUsbIpBench(std::string(port), board);
    auto spec = parsePortSpec(port);
    if (!spec)
        return Unexpected{spec.error()};
    if (const auto* simulated = std::get_if<SimulatedPort>(&*spec))
        return startSimulated(*simulated, board, timeout, cancel);
    return fail("OMV-E0730", fmt::format("A board at {} cannot be written yet", port),
                "This version writes boards behind USB/IP servers and virtual cameras",
                "Use -p usbip:HOST:PORT or -p sim:BOARD");
}

}  // namespace omv::flasher
