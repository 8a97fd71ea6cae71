// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/device_source.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "firmware-flasher/src/usb_describe.h"
#include "firmware-flasher/src/usbip_client.h"
#include "libopenmv/src/discovery_sources.h"
#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

namespace {

using namespace std::chrono_literals;

constexpr auto kListTime = 1s;
constexpr auto kImportTime = 5s;
constexpr protocol::Duration kConfigureLimit = 5 * protocol::kSecond;
constexpr std::uint8_t kSetConfiguration = 9;  // USB 2.0, 9.4.7

// What stands for the terminals of a virtual board; facts of the board files.
constexpr UsbId kBridge{0x0403, 0x6015};
constexpr UsbId kOldCamera{0x1209, 0xABD1};
constexpr const char* kOldHighSpeed = "000000000010";

class UsbIpDevices final : public DeviceSource {
public:
    explicit UsbIpDevices(UsbIpAddress server)
        : m_server(std::move(server))
        , m_address(fmt::format("usbip:{}:{}", m_server.host, m_server.port))
    {
    }

    std::vector<UsbDevice> find(const std::vector<UsbId>& ids) override
    {
        std::vector<UsbDevice> found = serialLines(ids);
        const auto devices = listUsbIp(m_server, kListTime);
        if (!devices)
            return found;
        for (const protocol::usbip::Device& each : *devices) {
            const UsbId id{each.vendor, each.product};
            if (std::find(ids.begin(), ids.end(), id) != ids.end())
                found.push_back({id, each.busId.data(), {}, each.release, true});
        }
        return found;
    }

    // The camera is a virtual one of this computer: nothing else is known to run there.
    std::vector<CameraInfo> cameras(const std::string&) override
    {
        std::vector<CameraInfo> found;
        const auto all = listCameras();
        if (!all)
            return found;
        std::copy_if(all->begin(), all->end(), std::back_inserter(found),
                     [this](const CameraInfo& each) { return each.usbIp == m_address; });
        return found;
    }

    std::string pathOf(const CameraInfo&) override { return {}; }
    bool isOneBoard() const override { return true; }

    Result<std::unique_ptr<Pipe>> openControl(const UsbDevice& device) override
    {
        auto imported = import(device);
        if (!imported)
            return Unexpected{imported.error()};
        return std::unique_ptr<Pipe>(new UsbIpControlPipe(std::move(*imported)));
    }

    Result<std::unique_ptr<Pipe>> openHid(const UsbDevice& device) override
    {
        auto imported = import(device);
        if (!imported)
            return Unexpected{imported.error()};
        UsbIpControlPipe control(std::move(*imported));
        const auto hid = describeHid(control);
        if (!hid)
            return Unexpected{hid.error()};
        return std::unique_ptr<Pipe>(
            new UsbIpHidReports(control.release(), {hid->interface, hid->in, hid->out}));
    }

    Result<std::string> serialPort(const UsbDevice& device) override
    {
        if (device.path.front() == '/')
            return device.path;
        return fail("OMV-E0715", "The board has no serial port here",
                    fmt::format("{} at {} is no port of this computer", device.path, m_address),
                    "Attach it to this computer, and name its serial port with -p");
    }

private:
    /// A virtual board of this computer has terminals where a real one has USB serial ports.
    std::vector<UsbDevice> serialLines(const std::vector<UsbId>& ids) const
    {
        std::vector<UsbDevice> found;
        const auto add = [&](const std::string& path, UsbId id, const char* serial) {
            const bool wanted = std::find(ids.begin(), ids.end(), id) != ids.end();
            std::error_code none;
            if (wanted && !path.empty() && std::filesystem::exists(path, none))
                found.push_back({id, path, serial, 0, true});
        };
        for (const CameraInfo& each : virtualBoards()) {
            if (each.usbIp != m_address)
                continue;
            add(each.seUart, kBridge, "");
            add(each.loaderTty, kOldCamera, kOldHighSpeed);
        }
        return found;
    }

    Result<std::unique_ptr<UsbIpDevice>> import(const UsbDevice& device)
    {
        auto imported = UsbIpDevice::import(m_server, device.path, kImportTime);
        // The host of a device that is imported is this program.
        if (imported)
            (*imported)->control({0x00, kSetConfiguration, 1, 0, 0}, {}, {}, kConfigureLimit);
        return imported;
    }

    UsbIpAddress m_server;
    std::string m_address;
};

}  // namespace

Result<std::unique_ptr<DeviceSource>> usbIpDevices(const std::string& address)
{
    auto server = UsbIpAddress::parse(address);
    if (!server)
        return Unexpected{server.error()};
    return std::unique_ptr<DeviceSource>(new UsbIpDevices(std::move(*server)));
}

}  // namespace omv::flasher
