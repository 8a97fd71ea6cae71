// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/unique_fd.h"
#include "firmware/ports/vcam/usbip_session.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

namespace omv::vcam {

/// Shows what is at the USB port over USB/IP on 127.0.0.1, on a thread of its own. Anybody may
/// ask for the list; one host at a time has the device. Its connection ends with the device:
/// that is the unplugging.
class UsbIpServer {
public:
    explicit UsbIpServer(UsbPort& port)
        : m_usb(port)
    {
    }
    ~UsbIpServer();
    UsbIpServer(const UsbIpServer&) = delete;
    UsbIpServer& operator=(const UsbIpServer&) = delete;

    /// `port`: 0 = any free one. False: errno says why.
    bool start(std::uint16_t port);
    std::uint16_t port() const { return m_port; }

private:
    /// A connection.
    struct Peer {
        UniqueFd fd;
        std::vector<std::uint8_t> input;
        std::vector<std::uint8_t> output;  ///< the session has its own
        std::unique_ptr<UsbIpSession> session;  ///< null: nothing was imported
        bool last = false;  ///< ends when its output is written
    };

    /// Something happened; from any thread.
    void changed();
    void serve();
    void waitForAny();
    void acceptPeer();
    /// False: it is over with this one.
    bool serve(Peer& peer);
    bool readInput(Peer& peer);
    bool takeOperation(Peer& peer);
    void list(Peer& peer);
    void import(Peer& peer, protocol::Bytes busId);
    static bool write(Peer& peer, std::vector<std::uint8_t>& bytes);

    UsbPort& m_usb;
    UniqueFd m_listener;
    UniqueFd m_wake;
    std::uint16_t m_port = 0;
    std::vector<std::unique_ptr<Peer>> m_peers;
    std::atomic<bool> m_end{false};
    std::thread m_thread;
};

}  // namespace omv::vcam
