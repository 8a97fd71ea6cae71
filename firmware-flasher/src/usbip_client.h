// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/transport.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "firmware-flasher/src/pipes.h"
#include "protocol/usbip.h"

namespace omv::flasher {

struct UsbIpAddress {
    std::string host;
    std::uint16_t port = protocol::usbip::kPort;

    /// "usbip:HOST[:PORT]", the prefix optional. Errors: InvalidArgument.
    static Result<UsbIpAddress> parse(std::string_view text);
};

/// The devices that a USB/IP server has. Errors: those of openTcp(); Malformed (OMV-E0712: it
/// does not speak USB/IP), Timeout, Disconnected.
Result<std::vector<protocol::usbip::Device>> listUsbIp(const UsbIpAddress& server,
                                                       std::chrono::milliseconds timeout);

/// A device of a USB/IP server, taken for us alone, without any driver of the system. Transfers
/// go one at a time; one that takes too long is unlinked. One thread.
class UsbIpDevice {
public:
    /// Errors: as listUsbIp(); Busy (OMV-E0713: the server does not give the device away).
    static Result<std::unique_ptr<UsbIpDevice>>
    import(const UsbIpAddress& server, const std::string& busId, std::chrono::milliseconds timeout);

    const protocol::usbip::Device& device() const { return m_device; }

    /// Endpoint 0. `data` for a request to the device is read, for one from it written.
    Answer control(const Setup& setup, protocol::Bytes out, protocol::MutableBytes in,
                   protocol::Duration limit);
    /// An interrupt or bulk endpoint, by its number without the direction bit.
    Answer send(unsigned endpoint, protocol::Bytes data, protocol::Duration limit);
    Answer receive(unsigned endpoint, protocol::MutableBytes data, protocol::Duration limit);

private:
    using Clock = Transport::Clock;

    UsbIpDevice(std::unique_ptr<Transport> stream, const protocol::usbip::Device& device);
    Answer submit(protocol::usbip::Header header, protocol::Bytes out, protocol::MutableBytes in,
                  protocol::Duration limit);
    Answer take(const protocol::usbip::Header& reply, protocol::MutableBytes in);
    Answer unlink(std::uint32_t sequence, protocol::MutableBytes in);

    std::unique_ptr<Transport> m_stream;
    protocol::usbip::Device m_device;
    std::uint32_t m_sequence = 0;
    bool m_gone = false;
};

/// The control endpoint of such a device.
class UsbIpControlPipe final : public ControlPipe {
public:
    explicit UsbIpControlPipe(std::unique_ptr<UsbIpDevice> device)
        : m_device(std::move(device))
    {
    }
    UsbIpDevice& device() { return *m_device; }
    /// For another kind of pipe on it; this one is used up.
    std::unique_ptr<UsbIpDevice> release() { return std::move(m_device); }

protected:
    Answer out(const Setup& setup, protocol::Bytes data, protocol::Duration limit) override;
    Answer in(const Setup& setup, protocol::MutableBytes data, protocol::Duration limit) override;
    Answer selectAlternate(int interface, int alternate, protocol::Duration limit) override;
    Answer resetPort() override;

private:
    std::unique_ptr<UsbIpDevice> m_device;
};

/// Its reports: from the device by an interrupt endpoint; to it by one, or where it has none by
/// SET_REPORT.
class UsbIpHidReports final : public HidReports {
public:
    struct Endpoints {
        int interface = 0;
        unsigned in = 1;
        unsigned out = 0;  ///< 0: there is none
    };
    UsbIpHidReports(std::unique_ptr<UsbIpDevice> device, Endpoints endpoints)
        : m_device(std::move(device))
        , m_endpoints(endpoints)
    {
    }

protected:
    Answer out(protocol::Bytes report, protocol::Duration limit) override;
    Answer in(protocol::MutableBytes report, protocol::Duration limit) override;

private:
    std::unique_ptr<UsbIpDevice> m_device;
    Endpoints m_endpoints;
};

}  // namespace omv::flasher
