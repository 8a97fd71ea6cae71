// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/codecs.h"

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace omv::firmware {

/// The display that is connected to the board: what a script shows there, for the world
/// outside. Threads: any.
class Screen {
public:
    struct State {
        std::string kind;  ///< "SPIDisplay"; empty: closed
        int width = 0;
        int height = 0;
        bool on = true;
        int backlight = 100;
        std::uint64_t frames = 0;  ///< pictures that were shown
    };

    void open(const std::string& kind, int width, int height);
    void close();
    bool isOpen() const;
    State state() const;
    /// RGB565 of the screen's size.
    void show(const std::vector<std::uint8_t>& pixels);
    void clear(bool off);
    void setBacklight(int percent);
    /// What is seen, as a PNG file; empty while closed.
    std::vector<std::uint8_t> png() const;

private:
    mutable std::mutex m_mutex;
    // guarded by m_mutex
    State m_state;
    std::vector<std::uint8_t> m_pixels;
};

}  // namespace omv::firmware
