// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/host_link.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace omv::test {

/// A host as small as can be, right on the host link: what it sees is what the
/// camera sent. Blocking; every wait is bounded.
class RawCamera {
public:
    /// Opens a pty, or 127.0.0.1:port.
    explicit RawCamera(const std::string& pty);
    explicit RawCamera(std::uint16_t tcpPort);
    ~RawCamera();
    RawCamera(const RawCamera&) = delete;
    RawCamera& operator=(const RawCamera&) = delete;

    bool isOpen() const { return m_fd >= 0; }
    /// The other end is gone.
    bool isGone() const { return m_gone; }
    void closePort();

    /// SYNC and capabilities; ACK is off unless useAck was called.
    bool connect(std::uint16_t maxPayload = 4000);
    void useAck(bool on) { m_ack = on; }
    /// One request; `received` holds the reply's payload.
    protocol::Reply request(protocol::Opcode opcode, std::uint8_t channel,
                            const std::vector<std::uint8_t>& payload = {},
                            std::chrono::milliseconds timeout = std::chrono::seconds(20));
    const std::vector<std::uint8_t>& received() const { return m_received; }

    bool ioctl(std::uint8_t channel, std::uint32_t request, std::vector<std::uint32_t> words = {});
    std::uint32_t size(std::uint8_t channel);
    /// Reads `length` bytes; false when refused.
    bool read(std::uint8_t channel, std::uint32_t offset, std::uint32_t length);
    bool write(std::uint8_t channel, std::uint32_t offset, const std::vector<std::uint8_t>& data);
    std::uint32_t poll();

    /// Uploads and starts a script.
    bool start(const std::string& script);
    /// What was started runs, or has run: EXEC in the middle of a reboot is lost.
    bool tookScript();
    /// Starts a script and waits for its soft reboot; the text up to the banner. It may take as
    /// long as it likes, but prints something every two minutes.
    std::string run(const std::string& script);
    /// Stops the script; a reboot that it had since it was started, or forgetEvents(), counts.
    bool stop();
    /// Ends what a fresh board runs, if it still does: main.py may be over before STOP comes, and
    /// then there is no reboot. True: it is at the prompt.
    bool settle();
    /// Waits for the soft reboot event and connects anew; `timeout` begins again with each print.
    bool waitForReboot(std::chrono::milliseconds timeout = std::chrono::seconds(60));
    /// Everything that stdout holds now.
    std::string text();
    /// Collects text until it holds `wanted` or time is up.
    bool printed(const std::string& wanted,
                 std::chrono::milliseconds timeout = std::chrono::seconds(60));
    const std::string& collected() const { return m_text; }
    void forgetText() { m_text.clear(); }
    void forgetEvents() { m_events.clear(); }

    /// Takes bytes until an event comes; nothing when time is up.
    std::optional<protocol::DeviceEvent> nextEvent(std::chrono::milliseconds timeout);
    /// Waits until the other end hangs up.
    bool waitUntilGone(std::chrono::milliseconds timeout = std::chrono::seconds(60));

    /// Id of a channel by name; 0: none.
    std::uint8_t find(const std::string& name);

private:
    void prepare();
    void keepAgreement();
    /// Moves bytes both ways until something came or `until`.
    void pump(std::chrono::steady_clock::time_point until);
    protocol::Time now() const;

    int m_fd = -1;
    bool m_gone = false;
    bool m_ack = false;
    std::vector<std::uint8_t> m_receiveBuffer;
    std::vector<std::uint8_t> m_sendBuffer;
    std::optional<protocol::HostLink> m_link;
    std::vector<std::uint8_t> m_replyBuffer;
    std::vector<std::uint8_t> m_received;
    std::vector<protocol::DeviceEvent> m_events;
    std::string m_text;
    std::uint16_t m_maxPayload = 0;
    /// How many numbers had been refused when the last connect() was done.
    std::optional<std::uint64_t> m_agreedAt;
};

/// The text before the soft reboot.
std::string scriptText(const std::string& text);

}  // namespace omv::test
