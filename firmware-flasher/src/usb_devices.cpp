// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/usb_devices.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <libusb.h>

#include "firmware-flasher/src/usb_sysfs.h"
#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/usb_id_text.h"

namespace omv::flasher {

namespace {

using protocol::Bytes;
using protocol::Duration;
using protocol::MutableBytes;

struct FreeList {
    void operator()(libusb_device** list) const { libusb_free_device_list(list, 1); }
};
struct Close {
    void operator()(libusb_device_handle* handle) const { libusb_close(handle); }
};
struct FreeConfiguration {
    void operator()(libusb_config_descriptor* configuration) const
    {
        libusb_free_config_descriptor(configuration);
    }
};
using Handle = std::unique_ptr<libusb_device_handle, Close>;

/// All devices; the list holds a reference to each.
class Devices {
public:
    explicit Devices(libusb_context* context)
    {
        libusb_device** list = nullptr;
        const auto count = libusb_get_device_list(context, &list);
        m_list.reset(list);
        m_count = count < 0 ? 0 : static_cast<std::size_t>(count);
    }
    libusb_device* const* begin() const { return m_list.get(); }
    libusb_device* const* end() const { return m_list.get() + m_count; }

private:
    std::unique_ptr<libusb_device*, FreeList> m_list;
    std::size_t m_count = 0;
};

std::string pathOf(libusb_device* device)
{
    std::array<std::uint8_t, 8> ports{};
    const int depth = libusb_get_port_numbers(device, ports.data(), int{ports.size()});
    std::string path = fmt::format("{}-", libusb_get_bus_number(device));
    for (int i = 0; i < depth; ++i)
        path += fmt::format("{}{}", i == 0 ? "" : ".", ports[static_cast<std::size_t>(i)]);
    return path;
}

std::string stringOf(libusb_device_handle* handle, std::uint8_t index)
{
    std::array<unsigned char, 256> text{};
    const int size = index == 0
        ? 0
        : libusb_get_string_descriptor_ascii(handle, index, text.data(), int{text.size()});
    return {text.begin(), text.begin() + std::max(0, size)};
}

std::vector<UsbInterface> interfacesOf(libusb_device_handle* handle)
{
    libusb_config_descriptor* found = nullptr;
    if (libusb_get_active_config_descriptor(libusb_get_device(handle), &found) != 0)
        return {};
    const std::unique_ptr<libusb_config_descriptor, FreeConfiguration> configuration(found);
    std::vector<UsbInterface> interfaces;
    for (int i = 0; i < configuration->bNumInterfaces; ++i) {
        const libusb_interface& each = configuration->interface[i];
        UsbInterface interface;
        for (int k = 0; k < each.num_altsetting; ++k) {
            const libusb_interface_descriptor& setting = each.altsetting[k];
            interface.number = setting.bInterfaceNumber;
            interface.interfaceClass = setting.bInterfaceClass;
            interface.subclass = setting.bInterfaceSubClass;
            interface.protocol = setting.bInterfaceProtocol;
            interface.alternates.push_back(
                {setting.bAlternateSetting, stringOf(handle, setting.iInterface)});
            interface.extra.insert(interface.extra.end(), setting.extra,
                                   setting.extra + setting.extra_length);
        }
        // Some devices put the descriptors of the interface behind the configuration's own.
        if (interface.extra.empty())
            interface.extra.assign(configuration->extra,
                                   configuration->extra + configuration->extra_length);
        interfaces.push_back(std::move(interface));
    }
    return interfaces;
}

/// Serial number and permission: from the system where it tells them, as opening a device that
/// somebody else is talking to disturbs it. False: it has gone.
bool describe(libusb_device* found, std::uint8_t serialIndex, UsbDevice& device)
{
    static const UsbSysfs sysfs;
    if (sysfs.there()) {
        if (!sysfs.has(device.path, device.id))
            return false;
        device.serial = sysfs.serial(device.path);
        device.permitted = sysfs.permitted(device.path);
        return true;
    }
    libusb_device_handle* handle = nullptr;
    const int result = libusb_open(found, &handle);
    device.permitted = result != LIBUSB_ERROR_ACCESS;
    if (result == 0)
        device.serial = stringOf(Handle(handle).get(), serialIndex);
    return true;
}

Answer answerOf(int result)
{
    if (result >= 0)
        return {Outcome::Ok, static_cast<std::size_t>(result)};
    switch (result) {
    case LIBUSB_ERROR_PIPE:
    case LIBUSB_ERROR_OVERFLOW: return {Outcome::Stall, 0};
    case LIBUSB_ERROR_TIMEOUT: return {Outcome::Timeout, 0};
    default: return {Outcome::Gone, 0};
    }
}

unsigned milliseconds(Duration limit)
{
    // 0 would be for ever.
    return static_cast<unsigned>(std::max<Duration>(1, limit / protocol::kMillisecond));
}

class LibusbControlPipe final : public ControlPipe {
public:
    LibusbControlPipe(std::shared_ptr<UsbBus> bus, Handle handle, int interface)
        : m_bus(std::move(bus))
        , m_handle(std::move(handle))
        , m_interface(interface)
    {
    }
    ~LibusbControlPipe() override { libusb_release_interface(m_handle.get(), m_interface); }

protected:
    Answer out(const Setup& setup, Bytes data, Duration limit) override
    {
        // libusb takes both directions by one pointer; an OUT transfer is only read.
        return transfer(setup, const_cast<unsigned char*>(data.data()), data.size(), limit);
    }
    Answer in(const Setup& setup, MutableBytes data, Duration limit) override
    {
        return transfer(setup, data.data(), data.size(), limit);
    }
    Answer selectAlternate(int interface, int alternate, Duration) override
    {
        return answerOf(libusb_set_interface_alt_setting(m_handle.get(), interface, alternate));
    }
    Answer resetPort() override { return answerOf(libusb_reset_device(m_handle.get())); }

private:
    Answer transfer(const Setup& setup, unsigned char* data, std::size_t size, Duration limit)
    {
        const auto length = static_cast<std::uint16_t>(std::min<std::size_t>(size, setup.length));
        return answerOf(libusb_control_transfer(m_handle.get(), setup.requestType, setup.request,
                                                setup.value, setup.index, data, length,
                                                milliseconds(limit)));
    }

    std::shared_ptr<UsbBus> m_bus;
    Handle m_handle;
    int m_interface;
};

Unexpected cannotOpen(const UsbDevice& device, int result)
{
    const std::string what =
        fmt::format("Cannot open the USB device {} at {}", toString(device.id), device.path);
    const std::string why = libusb_strerror(result);
    switch (result) {
    case LIBUSB_ERROR_ACCESS:
        return fail("OMV-E0716", what, why,
                    "Install the udev rules (omv doctor --fix does it), then unplug the board and "
                    "plug it in again");
    case LIBUSB_ERROR_BUSY:
        return fail("OMV-E0717", what, why, "End the program that uses it, then try again");
    case LIBUSB_ERROR_NO_DEVICE:
    case LIBUSB_ERROR_NOT_FOUND:
        return fail("OMV-E0715", what, "It is no longer there", "Plug it in again");
    default: return fail("OMV-E0718", what, why, "Unplug it, plug it in again, and try again");
    }
}

}  // namespace

Result<std::shared_ptr<UsbBus>> UsbBus::open()
{
    libusb_context* context = nullptr;
    if (const int result = libusb_init(&context); result != 0)
        return fail("OMV-E0714", "The USB of this computer cannot be used", libusb_strerror(result),
                    "Boards over USB/IP and serial ports work without it");
    return std::shared_ptr<UsbBus>(new UsbBus(context));
}

UsbBus::~UsbBus()
{
    libusb_exit(m_context);
}

std::vector<UsbDevice> UsbBus::find(const std::vector<UsbId>& ids) const
{
    std::vector<UsbDevice> found;
    for (libusb_device* each : Devices(m_context)) {
        libusb_device_descriptor descriptor{};
        if (libusb_get_device_descriptor(each, &descriptor) != 0)
            continue;
        UsbDevice device;
        device.id = {descriptor.idVendor, descriptor.idProduct};
        if (std::find(ids.begin(), ids.end(), device.id) == ids.end())
            continue;
        device.path = pathOf(each);
        device.release = descriptor.bcdDevice;
        if (describe(each, descriptor.iSerialNumber, device))
            found.push_back(std::move(device));
    }
    std::sort(found.begin(), found.end(),
              [](const UsbDevice& a, const UsbDevice& b) { return a.path < b.path; });
    return found;
}

Result<UsbBus::Opened> UsbBus::openControl(const std::shared_ptr<UsbBus>& bus,
                                           const UsbDevice& device, int interface)
{
    for (libusb_device* each : Devices(bus->m_context)) {
        libusb_device_descriptor descriptor{};
        const bool same = libusb_get_device_descriptor(each, &descriptor) == 0 &&
            UsbId{descriptor.idVendor, descriptor.idProduct} == device.id &&
            pathOf(each) == device.path;
        if (!same)
            continue;
        libusb_device_handle* opened = nullptr;
        if (const int result = libusb_open(each, &opened); result != 0)
            return cannotOpen(device, result);
        Handle handle(opened);
        libusb_set_auto_detach_kernel_driver(handle.get(), 1);
        if (const int result = libusb_claim_interface(handle.get(), interface); result != 0)
            return cannotOpen(device, result);
        auto interfaces = interfacesOf(handle.get());
        return Opened{std::make_unique<LibusbControlPipe>(bus, std::move(handle), interface),
                      std::move(interfaces)};
    }
    return cannotOpen(device, LIBUSB_ERROR_NO_DEVICE);
}

}  // namespace omv::flasher
