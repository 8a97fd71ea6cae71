// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/usb_port.h"

#include <array>
#include <deque>
#include <optional>
#include <vector>

namespace omv::vcam {

/// What one host does with a device that it imported, without any I/O: takes commands, offers
/// their transfers to the device in the order of each endpoint, and makes the replies.
class UsbIpSession {
public:
    UsbIpSession(UsbPort& port, const UsbPort::Plugged& plugged)
        : m_port(port)
        , m_plugged(plugged)
    {
    }
    ~UsbIpSession() { m_plugged.function->hostLeft(); }
    UsbIpSession(const UsbIpSession&) = delete;
    UsbIpSession& operator=(const UsbIpSession&) = delete;

    /// Takes the whole commands at the front of `input`, and says how many bytes they are.
    /// Nothing: this is not the protocol.
    std::optional<std::size_t> take(protocol::Bytes input);
    /// Offers what is not done yet. False: the device left.
    bool pump();
    /// Still plugged in as when it was imported.
    bool there();

    std::vector<std::uint8_t>& output() { return m_output; }
    /// What may end a waiting: see UsbFunction.
    pollfd readiness();
    int lookAgain();

private:
    struct Transfer {
        protocol::usbip::Header header;
        std::vector<std::uint8_t> data;
        std::size_t moved = 0;  ///< to the device, before it said "not yet"
    };
    using Queue = std::deque<Transfer>;

    static constexpr std::size_t kEndpoints = 16;
    /// Replies beyond that wait for the host to take some.
    static constexpr std::size_t kMostOutput = 1024 * 1024;

    Queue& queueOf(const protocol::usbip::Header& header);
    bool pump(Queue& queue);
    UsbAnswer offer(Transfer& transfer);
    void unlink(const protocol::usbip::Header& header);
    void reply(const protocol::usbip::Header& header, protocol::Bytes data = {});
    bool waits(bool in) const;

    UsbPort& m_port;
    UsbPort::Plugged m_plugged;
    /// Endpoint 0, then those to the device, then those from it.
    std::array<Queue, 2 * kEndpoints> m_queues;
    std::vector<std::uint8_t> m_output;
};

}  // namespace omv::vcam
