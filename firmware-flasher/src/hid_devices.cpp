// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/hid_devices.h"

#include <algorithm>

#include <fmt/format.h>
#include <hidapi.h>

#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/usb_id_text.h"

namespace omv::flasher {

namespace {

using protocol::Bytes;
using protocol::Duration;
using protocol::MutableBytes;

struct Close {
    void operator()(hid_device* device) const { hid_close(device); }
};
struct FreeList {
    void operator()(hid_device_info* list) const { hid_free_enumeration(list); }
};

/// hidapi's messages are wide; those of Linux are ASCII.
std::string narrow(const wchar_t* text)
{
    std::string out;
    for (; text && *text; ++text)
        out += *text < 0x80 ? static_cast<char>(*text) : '?';
    return out;
}

class HidapiReports final : public HidReports {
public:
    explicit HidapiReports(hid_device* device)
        : m_device(device)
    {
    }

protected:
    // hidapi has no limit for writing; the system's own is a few seconds.
    Answer out(Bytes report, Duration) override
    {
        const int written = hid_write(m_device.get(), report.data(), report.size());
        if (written < 0)
            return {Outcome::Gone, 0};
        return {Outcome::Ok, static_cast<std::size_t>(written)};
    }
    Answer in(MutableBytes report, Duration limit) override
    {
        const auto wait = static_cast<int>(std::max<Duration>(1, limit / protocol::kMillisecond));
        const int got = hid_read_timeout(m_device.get(), report.data(), report.size(), wait);
        if (got < 0)
            return {Outcome::Gone, 0};
        if (got == 0)
            return {Outcome::Timeout, 0};
        return {Outcome::Ok, static_cast<std::size_t>(got)};
    }

private:
    std::unique_ptr<hid_device, Close> m_device;
};

}  // namespace

std::vector<HidDevice> findHid(const std::vector<UsbId>& ids)
{
    std::vector<HidDevice> found;
    for (const UsbId id : ids) {
        const std::unique_ptr<hid_device_info, FreeList> list(hid_enumerate(id.vendor, id.product));
        for (const hid_device_info* each = list.get(); each; each = each->next)
            found.push_back({id, each->path, narrow(each->serial_number), each->release_number});
    }
    std::sort(found.begin(), found.end(),
              [](const HidDevice& a, const HidDevice& b) { return a.node < b.node; });
    return found;
}

Result<std::unique_ptr<HidReports>> openHid(const HidDevice& device)
{
    hid_device* opened = hid_open_path(device.node.c_str());
    if (opened)
        return std::unique_ptr<HidReports>(new HidapiReports(opened));
    const std::string why = narrow(hid_error(nullptr));
    const std::string what =
        fmt::format("Cannot open the HID device {} at {}", toString(device.id), device.node);
    if (why.find("ermission") != std::string::npos)
        return fail("OMV-E0716", what, why,
                    "Install the udev rules (omv doctor --fix does it), then unplug the board and "
                    "plug it in again");
    if (why.find("No such") != std::string::npos)
        return fail("OMV-E0715", what, why, "Plug it in again");
    return fail("OMV-E0718", what, why, "Unplug it, plug it in again, and try again");
}

}  // namespace omv::flasher
