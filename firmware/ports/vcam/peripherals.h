// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/modules/port.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace omv::vcam {

struct PinDescription {
    enum class Kind { Plain, Led, Button };

    std::string name;
    Kind kind = Kind::Plain;
    bool activeLow = true;  ///< LED: lights when low; button: low while pressed
    bool wakes = false;  ///< button: ends deep sleep
};

/// Pins, LEDs, buttons and the clock of the board: the script's side and the
/// outside world's. Thread-safe.
class Peripherals {
public:
    explicit Peripherals(std::vector<PinDescription> pins);

    // The script's side
    int find(std::string_view name) const;
    int count() const { return static_cast<int>(m_pins.size()); }
    const char* name(int pin) const;
    void configure(int pin, omv_pin_mode mode, omv_pin_pull pull);
    omv_pin_mode mode(int pin) const;
    bool read(int pin) const;
    void write(int pin, bool level);
    void watchEdges(int pin, int edges);
    struct Edge {
        int pin;
        int edge;
    };
    std::optional<Edge> takeEdge();
    /// Microseconds since 1970.
    std::int64_t wallClock() const;
    void setWallClock(std::int64_t now);
    /// What a soft reboot does: all pins are inputs, the LEDs dark, no interrupts.
    void reset();
    /// A wire outside joins these two.
    bool wired(int a, int b) const;

    // The outside world's side
    /// False: no such button.
    bool press(std::string_view button, bool down);
    /// A level that something outside drives; nullopt: nothing does. False: no such pin.
    bool drive(std::string_view pin, std::optional<bool> level);
    std::optional<bool> level(std::string_view pin) const;
    /// Joins two pins by a wire, or takes it away: one drives the other. False: no such pin.
    bool wire(std::string_view a, std::string_view b, bool joined);
    std::map<std::string, bool> leds() const;  ///< true: lit
    std::map<std::string, bool> levels() const;

    /// Called (outside of locks) when the script should look for edges, and when a
    /// button that ends deep sleep is pressed. Set before other threads start.
    std::function<void()> onEdge;
    std::function<void()> onWake;

private:
    struct Pin {
        PinDescription description;
        omv_pin_mode mode = OMV_PIN_IN;
        omv_pin_pull pull = OMV_PULL_NONE;
        bool output = false;
        int edges = 0;
        bool pressed = false;
        std::optional<bool> driven;
    };

    bool levelOf(int pin) const;
    static bool drives(const Pin& pin);
    /// Changes a pin and notes the edge; true when the script should look.
    template<class Change>
    bool change(int pin, Change change);

    mutable std::mutex m_mutex;
    std::vector<Pin> m_pins;
    std::set<std::pair<int, int>> m_wires;  // both ways round
    std::deque<Edge> m_edgesSeen;
    std::int64_t m_clockOffset = 0;  // of the board's clock to the host's
};

}  // namespace omv::vcam
