// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <vector>

namespace omv::vcam {

/// The monitor at the board's HDMI socket: its plug, its description (EDID) and its end of the
/// CEC line, where it has the logical address 0. Thread-safe.
class Monitor {
public:
    static constexpr std::size_t kMostBytes = 16;  ///< of a CEC frame, with the addresses
    static constexpr int kWidth = 1280;
    static constexpr int kHeight = 720;
    /// First byte: sender << 4 | receiver.
    using Frame = std::vector<std::uint8_t>;

    // The script's side
    bool connected() const;
    /// 128 bytes. What it says of itself is the same for every virtual monitor.
    static std::array<std::uint8_t, 128> edid();
    /// False: nobody acknowledged it.
    bool send(const Frame& frame);
    /// Empty: none waits.
    Frame receive();
    /// What a soft reboot does.
    void reset();

    // The outside world's side
    void plug(bool in);
    /// Some device on the line sends; lost while nothing is connected.
    bool inject(const Frame& frame);
    /// What the script sent since the last time.
    std::vector<Frame> sent();

    /// Called (outside of locks) when the script should look.
    std::function<void()> onChange;

private:
    void answer(const Frame& frame);
    void changed() const;

    mutable std::mutex m_mutex;
    bool m_connected = false;
    bool m_awake = false;
    std::deque<Frame> m_toScript;
    std::deque<Frame> m_sent;
};

}  // namespace omv::vcam
