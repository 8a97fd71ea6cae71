// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/mailbox.h"
#include "firmware/ports/vcam/unique_fd.h"

#include <array>
#include <atomic>
#include <functional>
#include <thread>

namespace omv::vcam {

/// The way to the other core of the board: a socket that keeps messages whole, and a thread that
/// tells the VM when there is something to do (OMV_VM_CORE, OMV_VM_WAKE). What the socket holds
/// is bounded, as the boards' buffers are.
class CoreLink {
public:
    /// The two ends of a new socket; both empty when there can be none.
    static std::array<UniqueFd, 2> makePair();

    /// `onEnd` is called on the link's thread when the other core is gone.
    CoreLink(UniqueFd socket, std::function<void()> onEnd);
    ~CoreLink();
    CoreLink(const CoreLink&) = delete;
    CoreLink& operator=(const CoreLink&) = delete;

    // VM thread; the results of omv_port_core_send() and omv_port_core_receive()
    int send(std::uint32_t from, std::uint32_t to, const std::uint8_t* data, std::size_t size);
    int receive(std::uint32_t& from, std::uint32_t& to, std::uint8_t* data);
    /// Waits without serving the VM, at most so long; false: still no room.
    bool waitForRoom(int milliseconds) const;

    bool ended() const { return m_ended; }

private:
    void watch();

    UniqueFd m_socket;
    std::function<void()> m_onEnd;
    WakeEvent m_wake;
    std::atomic<bool> m_quit{false};
    std::atomic<bool> m_ended{false};
    std::atomic<bool> m_waitsToRead{true};
    std::atomic<bool> m_waitsToWrite{false};
    std::thread m_thread;
};

}  // namespace omv::vcam
