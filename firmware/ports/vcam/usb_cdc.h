// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/unique_fd.h"
#include "firmware/ports/vcam/usb_port.h"
#include "firmware/ports/vcam/wire_endpoint.h"

#include <array>
#include <atomic>
#include <mutex>
#include <string>
#include <vector>

namespace omv::vcam {

class UsbCdcWire;

struct UsbCdcNames {
    std::uint16_t vendor = 0;
    std::uint16_t product = 0;
    std::string serial;
    bool highSpeed = false;
};

/// The running application as a USB device: a CDC-ACM port. A conversation begins when a host
/// raises DTR, or sends something, and ends when it takes DTR back.
class UsbCdc final : public UsbFunction {
public:
    explicit UsbCdc(UsbCdcNames names)
        : m_names(std::move(names))
    {
    }
    ~UsbCdc() override { hangUp(); }

    /// Where conversations go; set before it is plugged in.
    void setWire(UsbCdcWire& wire) { m_wire = &wire; }

    UsbIdentity identity() override;
    UsbAnswer control(const protocol::loader::Setup& setup, protocol::Bytes out,
                      protocol::MutableBytes in) override;
    UsbAnswer send(unsigned endpoint, protocol::Bytes data) override;
    UsbAnswer receive(unsigned endpoint, protocol::MutableBytes into) override;
    pollfd readiness(bool sends, bool receives) override;
    void hostLeft() override;

private:
    using Answer = std::vector<std::uint8_t>;

    UsbAnswer standard(const protocol::loader::Setup& setup, protocol::MutableBytes in);
    UsbAnswer descriptor(std::uint16_t which, protocol::MutableBytes in) const;
    UsbAnswer lineRequest(const protocol::loader::Setup& setup, protocol::Bytes out,
                          protocol::MutableBytes in);
    Answer deviceDescriptor() const;
    Answer configurationDescriptor(bool highSpeed) const;
    void call();
    void hangUp();

    UsbCdcNames m_names;
    UsbCdcWire* m_wire = nullptr;
    UniqueFd m_host;  ///< our end of the conversation
    std::uint8_t m_configuration = 0;
    std::array<std::uint8_t, 7> m_lineCoding{0x00, 0xC2, 0x01, 0x00, 0, 0, 8};  ///< 115200 8N1
};

/// The device's end of that. On the device thread, but for give().
class UsbCdcWire final : public CalledEndpoint {
public:
    UsbCdcWire(UsbPort& port, UsbCdc& device)
        : m_port(port)
        , m_device(device)
    {
        device.setWire(*this);
    }
    ~UsbCdcWire() override { detach(); }

    /// A host begins; from any thread.
    void give(UniqueFd conversation);
    /// A host has set its baud rate; from any thread.
    void setRate(std::uint32_t rate) { m_rate = rate; }

    int listener() const override { return m_bell.get(); }
    bool accept() override;
    void dropClient() override { m_client.reset(); }
    int fd() const override { return m_client.get(); }
    Transferred read(protocol::MutableBytes into) override;
    Transferred write(protocol::Bytes from) override;
    std::optional<std::uint32_t> rate() const override
    {
        const std::uint32_t rate = m_rate;
        return rate == 0 ? std::nullopt : std::optional(rate);
    }
    bool attach() override;
    void detach() override;

private:
    UsbPort& m_port;
    UsbCdc& m_device;
    UniqueFd m_bell;
    UniqueFd m_client;
    std::mutex m_mutex;
    UniqueFd m_caller;  ///< guarded by m_mutex
    std::atomic<std::uint32_t> m_rate{0};  ///< 0: not set
};

}  // namespace omv::vcam
