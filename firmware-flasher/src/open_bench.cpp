// SPDX-License-Identifier: MIT
#include <openmv/flasher/bench.h>

#include <openmv/discovery.h>

#include <algorithm>

#include <fmt/format.h>

#include "firmware-flasher/src/board_bench.h"
#include "firmware-flasher/src/usb_sysfs.h"
#include "firmware-flasher/src/usbip_client.h"
#include "libopenmv/src/discovery_sources.h"
#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/port_spec.h"
#include "libopenmv/src/sim_process.h"

namespace omv::flasher {

namespace {

constexpr std::string_view kUsbIp = "usbip:";
constexpr std::string_view kUsb = "usb:";
constexpr std::chrono::milliseconds kServerTime{2000};

using MadeBench = Result<std::unique_ptr<Bench>>;

bool begins(std::string_view text, std::string_view with)
{
    return text.substr(0, with.size()) == with;
}

MadeBench usbIpBench(const std::string& address, const FlashBoard& board)
{
    auto devices = usbIpDevices(address);
    if (!devices)
        return Unexpected{devices.error()};
    return makeBoardBench(std::move(*devices), board, {});
}

MadeBench systemBench(const std::string& path, const FlashBoard& board)
{
    auto devices = systemDevices();
    if (!devices)
        return Unexpected{devices.error()};
    return makeBoardBench(std::move(*devices), board, path);
}

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
    auto bench = usbIpBench(process->usbIp(), board);
    if (!bench)
        return Unexpected{bench.error()};
    return std::unique_ptr<Bench>(new SimBench(std::move(*process), std::move(*bench)));
}

bool canBe(const SeenBoard& seen, const std::string& board)
{
    return std::find(seen.boards.begin(), seen.boards.end(), board) != seen.boards.end();
}

std::string usbIpOf(const std::string& port)
{
    const auto cameras = listCameras();
    if (!cameras)
        return {};
    for (const CameraInfo& each : *cameras) {
        if (each.port == port)
            return each.usbIp;
    }
    return {};
}

/// Where `seen` is, as a bench.
MadeBench benchAt(const SeenBoard& seen, const FlashBoard& board)
{
    if (!seen.path.empty())
        return systemBench(seen.path, board);
    if (begins(seen.port, kUsbIp))
        return usbIpBench(seen.port, board);
    if (const std::string address = usbIpOf(seen.port); !address.empty())
        return usbIpBench(address, board);
    return fail("OMV-E0730", fmt::format("The board at {} cannot be written", seen.port),
                "Nothing leads from this port into a loader",
                "Plug the board into USB; start a virtual camera with --usbip");
}

/// Those that the port names; for "auto" all that can be `board`.
Result<std::vector<SeenBoard>> seenAt(const PortSpec& spec, const std::string& board)
{
    auto all = listBoards();
    if (!all)
        return all;
    const auto other = [&](const SeenBoard& each) {
        if (const auto* path = std::get_if<SerialPortPath>(&spec)) {
            const bool there = !each.path.empty() && each.path == UsbSysfs().pathOfTty(path->path);
            return each.port != path->path && !there;
        }
        if (const auto* serial = std::get_if<SerialNumber>(&spec))
            return each.serial != serial->number;
        // What has no way for firmware is not what is meant.
        return !std::holds_alternative<AutoPort>(spec) || (!board.empty() && !canBe(each, board)) ||
            !each.writable;
    };
    all->erase(std::remove_if(all->begin(), all->end(), other), all->end());
    return all;
}

Unexpected several(const std::vector<SeenBoard>& boards, const FlashBoard& board)
{
    std::string places;
    for (const SeenBoard& each : boards)
        places += (places.empty() ? "" : ", ") + each.port;
    return fail("OMV-E0740", fmt::format("Several boards could be the {}", board.name),
                "They are at " + places,
                fmt::format("Say which with -p, for example -p {}", boards.front().port));
}

}  // namespace

std::optional<std::string> boardAt(std::string_view port)
{
    if (begins(port, kUsbIp)) {
        const auto server = UsbIpAddress::parse(port);
        if (!server)
            return std::nullopt;
        const std::string address = fmt::format("usbip:{}:{}", server->host, server->port);
        for (const CameraInfo& each : virtualBoards()) {
            if (each.usbIp == address)
                return each.boardId;
        }
        return std::nullopt;
    }
    std::vector<SeenBoard> found;
    if (begins(port, kUsb)) {
        const auto all = listBoards();
        for (std::size_t i = 0; all && i < all->size(); ++i) {
            if ((*all)[i].path == port.substr(kUsb.size()))
                found.push_back((*all)[i]);
        }
    } else if (const auto spec = parsePortSpec(port)) {
        if (const auto* simulated = std::get_if<SimulatedPort>(&*spec))
            return simulated->board;
        if (const auto seen = seenAt(*spec, {}))
            found = *seen;
    }
    const bool known = found.size() == 1 && found.front().boards.size() == 1;
    return known ? std::optional(found.front().boards.front()) : std::nullopt;
}

bool isThere(std::string_view port)
{
    if (begins(port, kUsbIp)) {
        const auto server = UsbIpAddress::parse(port);
        if (!server)
            return true;  // what is wrong with it is said when it is opened
        const auto devices = listUsbIp(*server, kServerTime);
        return devices || devices.error().code != Errc::NoDevice;
    }
    const auto spec = begins(port, kUsb) ? Result<PortSpec>(AutoPort{}) : parsePortSpec(port);
    if (!spec)
        return true;
    if (begins(port, kUsb)) {
        const auto all = listBoards();
        return !all || std::any_of(all->begin(), all->end(), [&](const SeenBoard& each) {
            return each.path == port.substr(kUsb.size());
        });
    }
    const bool named = std::holds_alternative<SerialPortPath>(*spec) ||
        std::holds_alternative<SerialNumber>(*spec);
    if (!named)
        return true;
    const auto seen = seenAt(*spec, {});
    return !seen || !seen->empty();
}

MadeBench openBench(std::string_view port, const FlashBoard& board,
                    std::chrono::milliseconds timeout, const std::stop_token& cancel)
{
    if (begins(port, kUsbIp))
        return usbIpBench(std::string(port), board);
    if (begins(port, kUsb))
        return systemBench(std::string(port.substr(kUsb.size())), board);
    auto spec = parsePortSpec(port);
    if (!spec)
        return Unexpected{spec.error()};
    if (const auto* simulated = std::get_if<SimulatedPort>(&*spec))
        return startSimulated(*simulated, board, timeout, cancel);
    const auto seen = seenAt(*spec, board.id);
    if (!seen)
        return Unexpected{seen.error()};
    if (seen->size() > 1)
        return several(*seen, board);
    if (seen->size() == 1)
        return benchAt(seen->front(), board);
    // It is waited for: it may be dead, and shows up when somebody plugs it in.
    if (std::holds_alternative<AutoPort>(*spec))
        return systemBench({}, board);
    return fail("OMV-E0741", fmt::format("No board is at {}", port),
                "It is not plugged in, or the port is not one of a board",
                "Look with omv list; a board that shows nothing is waited for with -p auto");
}

}  // namespace omv::flasher
