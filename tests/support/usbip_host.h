// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/usbip.h"

#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace omv::test {

/// A USB/IP client that has many transfers under way at once, as a kernel does. Every wait is
/// bounded.
class UsbIpHost {
public:
    using Header = protocol::usbip::Header;
    struct Reply {
        Header header;
        std::vector<std::uint8_t> data;
    };

    /// "usbip:127.0.0.1:PORT".
    explicit UsbIpHost(const std::string& address);
    ~UsbIpHost();
    UsbIpHost(const UsbIpHost&) = delete;
    UsbIpHost& operator=(const UsbIpHost&) = delete;

    static std::vector<protocol::usbip::Device> list(const std::string& address);
    /// Waits until the one device there has these ids.
    static bool waitFor(const std::string& address, std::uint16_t vendor, std::uint16_t product,
                        std::chrono::milliseconds timeout = std::chrono::seconds(60));
    /// Waits until none is there.
    static bool waitForNone(const std::string& address);

    bool import(const std::string& busId = "1-1");
    const protocol::usbip::Device& device() const { return m_device; }
    int fd() const { return m_fd; }

    /// The sequence number of the transfer.
    std::uint32_t submitIn(unsigned endpoint, std::uint32_t size);
    std::uint32_t submitOut(unsigned endpoint, const std::vector<std::uint8_t>& data);
    std::uint32_t unlink(std::uint32_t sequence);
    /// Nothing: time is up, or the connection is gone.
    std::optional<Reply> next(std::chrono::milliseconds timeout = std::chrono::seconds(60));
    bool gone() const { return m_gone; }
    /// Waits until the server hangs up.
    bool waitUntilGone();

    /// A control transfer; other replies that come meanwhile are kept for next().
    std::optional<Reply> control(const protocol::loader::Setup& setup,
                                 const std::vector<std::uint8_t>& out = {});
    /// Its data; empty when it was stalled.
    std::vector<std::uint8_t> descriptor(std::uint8_t type, std::uint8_t index = 0);
    std::string stringDescriptor(std::uint8_t index);
    bool configure() { return control({0x00, 9, 1, 0, 0}).has_value(); }

private:
    bool send(const std::vector<std::uint8_t>& bytes);
    bool read(std::size_t size, std::vector<std::uint8_t>& bytes,
              std::chrono::steady_clock::time_point deadline);
    std::optional<Reply> readReply(std::chrono::steady_clock::time_point deadline);
    std::uint32_t command(Header header, const std::vector<std::uint8_t>& data);

    int m_fd = -1;
    bool m_gone = false;
    std::uint32_t m_sequence = 0;
    protocol::usbip::Device m_device;
    /// Sizes to read behind a reply: only replies to transfers from the device have data.
    std::vector<std::uint32_t> m_ins;
    std::deque<Reply> m_kept;
};

/// What cdc_acm of Linux does with such a device, with a pseudo-terminal in place of ttyACM0:
/// raises DTR, keeps 16 reads queued, and takes all back in the end.
class CdcTty {
public:
    /// `host`: has imported and configured it; ours from now on.
    explicit CdcTty(std::unique_ptr<UsbIpHost> host);
    /// As closing the last descriptor of the terminal.
    ~CdcTty();
    CdcTty(const CdcTty&) = delete;
    CdcTty& operator=(const CdcTty&) = delete;

    /// The terminal. It hangs up when the device leaves.
    const std::string& path() const { return m_path; }
    bool waitUntilGone() const;

private:
    static constexpr unsigned kData = 2;
    void run();
    bool fromDevice();
    bool fromProgram();
    bool setLine(bool dtr);

    std::unique_ptr<UsbIpHost> m_host;
    int m_master = -1;
    int m_stop = -1;
    std::string m_path;
    std::vector<std::uint32_t> m_reads;
    std::atomic<bool> m_gone{false};
    std::thread m_thread;
};

}  // namespace omv::test
