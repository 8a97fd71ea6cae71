// SPDX-License-Identifier: MIT
#include "tests/usb/usb_board.h"

#include <openmv/camera.h>
#include <openmv/discovery.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <sstream>

#include <poll.h>

#include <fmt/format.h>

#include "firmware-flasher/src/usb_sysfs.h"
#include "tests/support/catch.h"

namespace omv::test {

using flasher::UsbBus;
using flasher::UsbDevice;

bool eventually(const std::function<bool()>& condition, std::chrono::seconds time)
{
    const auto deadline = std::chrono::steady_clock::now() + time;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        ::poll(nullptr, 0, 20);
    }
    return true;
}

FileBytes pattern(std::size_t size, std::uint32_t seed)
{
    FileBytes bytes(size);
    std::uint32_t state = seed * 2654435761U + 1;
    for (std::uint8_t& each : bytes) {
        state = state * 1664525U + 1013904223U;
        each = static_cast<std::uint8_t>(state >> 24);
    }
    return bytes;
}

ProgramResult omvRun(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), std::string(OMV_BIN_DIR) + "/omv");
    return runProgram(arguments, std::chrono::seconds(120));
}

nlohmann::json lineOf(const std::string& out, const std::string& type)
{
    std::istringstream lines(out);
    for (std::string line; std::getline(lines, line);) {
        nlohmann::json object = nlohmann::json::parse(line, nullptr, false);
        if (object.is_object() && object.value("type", "") == type)
            return object;
    }
    return nlohmann::json::object();
}

UsbBoard::UsbBoard(const UsbBoardOptions& options)
    : m_number(options.port)
    , m_board(flashBoardOf(options.id))
{
    std::vector<std::string> arguments{"--board", options.id, "--usbip", "--state", m_state.path()};
    arguments.insert(arguments.end(), options.arguments.begin(), options.arguments.end());
    m_process = std::make_unique<VcamProcess>(arguments);
    INFO(m_process->problem());
    REQUIRE(m_process->ok());
    // Not in time for the bootloader's moment after power-on: see intoLoader().
    waitUntilItRuns();
    m_port = std::make_unique<VirtualPort>(m_process->usbIp(), options.port);
}

std::string UsbBoard::path() const
{
    // The controller's first root hub is the one of USB 2.
    for (const auto& each :
         std::filesystem::directory_iterator("/sys/devices/platform/vhci_hcd.0")) {
        const std::string name = each.path().filename();
        if (name.rfind("usb", 0) == 0 && readText(each.path() / "speed") == "480\n")
            return fmt::format("{}-{}", name.substr(3), m_number + 1);
    }
    return {};
}

std::vector<UsbDevice> UsbBoard::seen(const UsbBus& bus) const
{
    std::vector<UsbDevice> found = bus.find({loaderId()});
    const std::string here = path();
    found.erase(std::remove_if(found.begin(), found.end(),
                               [&](const UsbDevice& each) { return each.path != here; }),
                found.end());
    return found;
}

void UsbBoard::waitUntilItRuns()
{
    m_asked = false;
    const auto announced = [this] {
        const auto cameras = listCameras();
        REQUIRE(cameras);
        return std::any_of(cameras->begin(), cameras->end(),
                           [this](const CameraInfo& each) { return each.pid == m_process->pid(); });
    };
    REQUIRE(eventually(announced));
}

UsbDevice UsbBoard::intoLoader(const UsbBus& bus)
{
    if (m_asked && !seen(bus).empty())
        return seen(bus).front();
    // On a busy machine the kernel may need longer for it than the bootloader waits, a second.
    constexpr int kAttempts = 5;
    for (int i = 0; i < kAttempts && seen(bus).empty(); ++i)
        askForLoader([&] { return !seen(bus).empty(); });
    REQUIRE_FALSE(seen(bus).empty());
    m_asked = true;
    return seen(bus).front();
}

void UsbBoard::askForLoader(const std::function<bool()>& there)
{
    // A device that leaves while the kernel looks at it keeps the controller busy for seconds.
    REQUIRE(eventually([this] { return !tty().empty(); }));
    auto camera = Camera::open(m_process->pty(), {.connectTimeout = std::chrono::seconds(60)});
    INFO((camera ? "" : toString(camera.error())));
    REQUIRE(camera);
    const Status asked = (*camera)->enterBootloader({.timeout = std::chrono::seconds(60)});
    INFO((asked ? "" : toString(asked.error())));
    REQUIRE(asked);
    const int before = m_port->plugs();
    // The bootloader, or the application again.
    eventually([&] { return there() || (m_port->plugs() > before + 1 && !tty().empty()); },
               std::chrono::seconds(20));
}

void UsbBoard::leaveLoader()
{
    if (m_asked && tty().empty())
        m_process->control(R"({"cmd":"reset"})");
    m_asked = false;
    REQUIRE(eventually([this] { return !tty().empty(); }));
}

std::string UsbBoard::tty() const
{
    const auto ttys = flasher::UsbSysfs().ttys(path());
    return ttys.empty() ? std::string() : ttys.front();
}

std::string UsbBoard::serial() const
{
    return flasher::UsbSysfs().serial(path());
}

UsbBoard& sharedBoard()
{
    static UsbBoard board;
    return board;
}

}  // namespace omv::test
