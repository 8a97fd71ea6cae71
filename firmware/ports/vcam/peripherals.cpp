// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/peripherals.h"

#include <chrono>

namespace omv::vcam {

namespace {

constexpr std::size_t kMaxEdges = 64;

std::int64_t hostClock()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

}  // namespace

Peripherals::Peripherals(std::vector<PinDescription> pins)
{
    for (auto& description : pins) {
        Pin pin;
        pin.description = std::move(description);
        m_pins.push_back(std::move(pin));
    }
    reset();
}

int Peripherals::find(std::string_view name) const
{
    for (std::size_t i = 0; i < m_pins.size(); ++i) {
        if (m_pins[i].description.name == name)
            return static_cast<int>(i);
    }
    return -1;
}

const char* Peripherals::name(int pin) const
{
    return m_pins[static_cast<std::size_t>(pin)].description.name.c_str();
}

bool Peripherals::drives(const Pin& pin)
{
    return pin.mode == OMV_PIN_OUT || (pin.mode == OMV_PIN_OPEN_DRAIN && !pin.output);
}

bool Peripherals::levelOf(int index) const
{
    const Pin& pin = m_pins[static_cast<std::size_t>(index)];
    if (drives(pin))
        return pin.output;
    if (pin.description.kind == PinDescription::Kind::Button)
        return pin.pressed != pin.description.activeLow;
    for (auto wire = m_wires.lower_bound({index, -1});
         wire != m_wires.end() && wire->first == index; ++wire) {
        const Pin& other = m_pins[static_cast<std::size_t>(wire->second)];
        if (drives(other))
            return other.output;
    }
    if (pin.driven)
        return *pin.driven;
    return pin.pull == OMV_PULL_UP;
}

template<class Change>
bool Peripherals::change(int index, Change change)
{
    const std::lock_guard guard(m_mutex);
    // The pin, and those that it is wired to.
    std::vector<std::pair<int, bool>> before{{index, levelOf(index)}};
    for (const auto& [from, to] : m_wires) {
        if (from == index)
            before.emplace_back(to, levelOf(to));
    }
    change(m_pins[static_cast<std::size_t>(index)]);
    bool seen = false;
    for (const auto& [pin, level] : before) {
        const bool after = levelOf(pin);
        const int edge = after ? OMV_EDGE_RISING : OMV_EDGE_FALLING;
        if (level == after || !(m_pins[static_cast<std::size_t>(pin)].edges & edge) ||
            m_edgesSeen.size() >= kMaxEdges)
            continue;
        m_edgesSeen.push_back({pin, edge});
        seen = true;
    }
    return seen;
}

bool Peripherals::wired(int a, int b) const
{
    const std::lock_guard guard(m_mutex);
    return m_wires.contains({a, b});
}

bool Peripherals::wire(std::string_view first, std::string_view second, bool joined)
{
    const int a = find(first);
    const int b = find(second);
    if (a < 0 || b < 0 || a == b)
        return false;
    const std::lock_guard guard(m_mutex);
    if (joined) {
        m_wires.insert({a, b});
        m_wires.insert({b, a});
    } else {
        m_wires.erase({a, b});
        m_wires.erase({b, a});
    }
    return true;
}

void Peripherals::configure(int pin, omv_pin_mode mode, omv_pin_pull pull)
{
    if (change(pin,
               [&](Pin& p) {
                   p.mode = mode;
                   p.pull = pull;
               }) &&
        onEdge)
        onEdge();
}

omv_pin_mode Peripherals::mode(int pin) const
{
    const std::lock_guard guard(m_mutex);
    return m_pins[static_cast<std::size_t>(pin)].mode;
}

bool Peripherals::read(int pin) const
{
    const std::lock_guard guard(m_mutex);
    return levelOf(pin);
}

void Peripherals::write(int pin, bool level)
{
    if (change(pin, [&](Pin& p) { p.output = level; }) && onEdge)
        onEdge();
}

void Peripherals::watchEdges(int pin, int edges)
{
    const std::lock_guard guard(m_mutex);
    m_pins[static_cast<std::size_t>(pin)].edges = edges;
}

std::optional<Peripherals::Edge> Peripherals::takeEdge()
{
    const std::lock_guard guard(m_mutex);
    if (m_edgesSeen.empty())
        return std::nullopt;
    const Edge edge = m_edgesSeen.front();
    m_edgesSeen.pop_front();
    return edge;
}

std::int64_t Peripherals::wallClock() const
{
    const std::lock_guard guard(m_mutex);
    return hostClock() + m_clockOffset;
}

void Peripherals::setWallClock(std::int64_t now)
{
    const std::lock_guard guard(m_mutex);
    m_clockOffset = now - hostClock();
}

void Peripherals::reset()
{
    const std::lock_guard guard(m_mutex);
    m_edgesSeen.clear();
    for (Pin& pin : m_pins) {
        const bool led = pin.description.kind == PinDescription::Kind::Led;
        pin.mode = led ? OMV_PIN_OUT : OMV_PIN_IN;
        pin.pull = OMV_PULL_NONE;
        pin.output = led && pin.description.activeLow;
        pin.edges = 0;
    }
}

bool Peripherals::press(std::string_view button, bool down)
{
    const int pin = find(button);
    if (pin < 0)
        return false;
    const PinDescription& description = m_pins[static_cast<std::size_t>(pin)].description;
    if (description.kind != PinDescription::Kind::Button)
        return false;
    if (change(pin, [&](Pin& p) { p.pressed = down; }) && onEdge)
        onEdge();
    if (down && description.wakes && onWake)
        onWake();
    return true;
}

bool Peripherals::drive(std::string_view name, std::optional<bool> level)
{
    const int pin = find(name);
    if (pin < 0)
        return false;
    if (change(pin, [&](Pin& p) { p.driven = level; }) && onEdge)
        onEdge();
    return true;
}

std::optional<bool> Peripherals::level(std::string_view name) const
{
    const int pin = find(name);
    return pin < 0 ? std::nullopt : std::optional(read(pin));
}

std::map<std::string, bool> Peripherals::leds() const
{
    const std::lock_guard guard(m_mutex);
    std::map<std::string, bool> lit;
    for (int i = 0; i < count(); ++i) {
        const PinDescription& pin = m_pins[static_cast<std::size_t>(i)].description;
        if (pin.kind == PinDescription::Kind::Led)
            lit[pin.name] = levelOf(i) != pin.activeLow;
    }
    return lit;
}

std::map<std::string, bool> Peripherals::levels() const
{
    const std::lock_guard guard(m_mutex);
    std::map<std::string, bool> levels;
    for (int i = 0; i < count(); ++i)
        levels[m_pins[static_cast<std::size_t>(i)].description.name] = levelOf(i);
    return levels;
}

}  // namespace omv::vcam
