// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <string>
#include <thread>

namespace omv::test {

/// A port of Linux's virtual host controller (vhci_hcd) with a cable to a USB/IP server: whenever
/// the server shows a device, it is plugged in there, as a board that restarts leaves the bus and
/// comes back. Needs root.
class VirtualPort {
public:
    /// `address`: "usbip:HOST:PORT". `number`: 0 to 7, the controller's ports for USB 2.
    VirtualPort(const std::string& address, unsigned number);
    /// Pulls the cable and waits until the controller has seen it.
    ~VirtualPort();
    VirtualPort(const VirtualPort&) = delete;
    VirtualPort& operator=(const VirtualPort&) = delete;

    /// The cable; true at first.
    void connect(bool cable);
    /// How often a device was plugged in.
    int plugs() const { return m_plugs; }
    /// Of the last thing that went wrong; empty: nothing did. Only after connect(false).
    const std::string& problem() const { return m_problem; }

private:
    void run();
    bool plugIn();
    bool occupied() const;

    std::string m_address;
    unsigned m_number;
    std::string m_problem;
    std::atomic<bool> m_cable{false};
    std::atomic<int> m_plugs{0};
    std::thread m_thread;
};

}  // namespace omv::test
