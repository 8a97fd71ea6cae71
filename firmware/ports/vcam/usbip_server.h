// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/boot_stage.h"
#include "firmware/ports/vcam/unique_fd.h"

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace omv::vcam {

/// Shows a USB device over USB/IP on 127.0.0.1, to one host at a time, on a thread of its own.
/// The connection ends with the device: that is its unplugging.
class UsbIpServer {
public:
    explicit UsbIpServer(UsbFunction& function)
        : m_function(function)
    {
    }
    ~UsbIpServer();
    UsbIpServer(const UsbIpServer&) = delete;
    UsbIpServer& operator=(const UsbIpServer&) = delete;

    /// `port`: 0 = any free one. False: errno says why.
    bool start(std::uint16_t port);
    std::uint16_t port() const { return m_port; }
    /// The device came or left; from any thread.
    void changed();

private:
    /// Reads all of it; false: the host left, the device did, or the server ends.
    bool read(protocol::MutableBytes into);
    bool write(protocol::Bytes bytes);
    bool wait(short events);
    void serve();
    void talk();
    void list();
    bool import();
    bool command();
    bool submit(const protocol::usbip::Header& header);
    bool reply(protocol::usbip::Header header, protocol::Bytes data);

    UsbFunction& m_function;
    UniqueFd m_listener;
    UniqueFd m_connection;
    UniqueFd m_wake;
    std::uint16_t m_port = 0;
    std::uint64_t m_imported = 0;  ///< the plugging that the host has; 0: none
    std::vector<std::uint8_t> m_data;
    std::atomic<bool> m_end{false};
    std::thread m_thread;
};

}  // namespace omv::vcam
