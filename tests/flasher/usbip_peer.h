// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <thread>
#include <vector>

#include "protocol/usbip.h"

namespace omv::test {

/// A USB/IP server with one device, whose answers a test gives. One connection at a time.
class UsbIpPeer {
public:
    struct Reply {
        std::int32_t status = 0;
        std::vector<std::uint8_t> data{};  ///< of an IN transfer
        std::uint32_t length = 0;  ///< of an OUT transfer: bytes taken
    };
    /// Nothing: it does not answer until the transfer is unlinked.
    using Handler = std::function<std::optional<Reply>(const protocol::usbip::Header& command,
                                                       const std::vector<std::uint8_t>& out)>;

    explicit UsbIpPeer(Handler handler);
    ~UsbIpPeer();

    std::uint16_t port() const { return m_port; }
    protocol::usbip::Device device{};
    std::uint32_t importStatus = 0;
    bool foreign = false;  ///< speaks something else
    std::size_t chop = 0;  ///< writes at most so many bytes at a time; 0: all
    std::size_t hangUpAfter = 0;  ///< closes after that many commands; 0: never

private:
    void serve();
    void talk(int connection);
    bool command(int connection);
    bool read(int connection, std::uint8_t* into, std::size_t size) const;
    bool write(int connection, const std::vector<std::uint8_t>& bytes) const;

    Handler m_handler;
    int m_listener = -1;
    int m_wake[2] = {-1, -1};
    std::uint16_t m_port = 0;
    std::size_t m_commands = 0;
    std::thread m_thread;
};

}  // namespace omv::test
