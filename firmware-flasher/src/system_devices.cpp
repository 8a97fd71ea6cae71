// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/device_source.h"

#include <fmt/format.h>

#include "firmware-flasher/src/hid_devices.h"
#include "firmware-flasher/src/usb_sysfs.h"
#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/usb_id_text.h"

namespace omv::flasher {

namespace {

class SystemDevices final : public DeviceSource {
public:
    explicit SystemDevices(std::shared_ptr<UsbBus> bus)
        : m_bus(std::move(bus))
    {
    }

    std::vector<UsbDevice> find(const std::vector<UsbId>& ids) override { return m_bus->find(ids); }

    std::vector<CameraInfo> cameras(const std::string& path) override
    {
        std::vector<CameraInfo> found;
        const auto all = listCameras();
        if (!all)
            return found;
        for (const CameraInfo& each : *all) {
            if (each.kind == CameraInfo::Kind::Serial &&
                (path.empty() || m_sysfs.pathOfTty(each.port) == path))
                found.push_back(each);
        }
        return found;
    }

    std::string pathOf(const CameraInfo& camera) override { return m_sysfs.pathOfTty(camera.port); }

    Result<std::unique_ptr<Pipe>> openControl(const UsbDevice& device) override
    {
        auto opened = UsbBus::openControl(m_bus, device, 0);
        if (!opened)
            return Unexpected{opened.error()};
        return std::unique_ptr<Pipe>(std::move(opened->pipe));
    }

    Result<std::unique_ptr<Pipe>> openHid(const UsbDevice& device) override
    {
        for (const HidDevice& each : findHid({device.id})) {
            if (m_sysfs.there() && m_sysfs.pathOfHidraw(each.node) != device.path)
                continue;
            auto opened = flasher::openHid(each);
            if (!opened)
                return Unexpected{opened.error()};
            return std::unique_ptr<Pipe>(std::move(*opened));
        }
        return gone(device);
    }

    Result<std::string> serialPort(const UsbDevice& device) override
    {
        const auto ports = m_sysfs.ttys(device.path);
        if (ports.empty())
            return gone(device);
        return ports.front();
    }

private:
    /// Or the system is not yet done with it.
    static Unexpected gone(const UsbDevice& device)
    {
        return fail(
            "OMV-E0715",
            fmt::format("Cannot open the device {} at {}", toString(device.id), device.path),
            "The system has no port for it", "Unplug the board and plug it in again");
    }

    std::shared_ptr<UsbBus> m_bus;
    UsbSysfs m_sysfs;
};

}  // namespace

Result<std::unique_ptr<DeviceSource>> systemDevices()
{
    auto bus = UsbBus::open();
    if (!bus)
        return Unexpected{bus.error()};
    return std::unique_ptr<DeviceSource>(new SystemDevices(std::move(*bus)));
}

}  // namespace omv::flasher
