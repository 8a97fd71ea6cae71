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

bool Peripherals::levelOf(const Pin& pin)
{
    if (pin.mode == OMV_PIN_OUT || (pin.mode == OMV_PIN_OPEN_DRAIN && !pin.output))
        return pin.output;
    if (pin.description.kind == PinDescription::Kind::Button)
        return pin.pressed != pin.description.activeLow;
    if (pin.driven)
        return *pin.driven;
    return pin.pull == OMV_PULL_UP;
}

template<class Change>
bool Peripherals::change(int index, Change change)
{
    const std::lock_guard guard(m_mutex);
    Pin& pin = m_pins[static_cast<std::size_t>(index)];
    const bool before = levelOf(pin);
    change(pin);
    const bool after = levelOf(pin);
    const int edge = after ? OMV_EDGE_RISING : OMV_EDGE_FALLING;
    if (before == after || !(pin.edges & edge) || m_edgesSeen.size() >= kMaxEdges)
        return false;
    m_edgesSeen.push_back({index, edge});
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
    return levelOf(m_pins[static_cast<std::size_t>(pin)]);
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
    for (const Pin& pin : m_pins) {
        if (pin.description.kind == PinDescription::Kind::Led)
            lit[pin.description.name] = levelOf(pin) != pin.description.activeLow;
    }
    return lit;
}

std::map<std::string, bool> Peripherals::levels() const
{
    const std::lock_guard guard(m_mutex);
    std::map<std::string, bool> levels;
    for (const Pin& pin : m_pins)
        levels[pin.description.name] = levelOf(pin);
    return levels;
}

}  // namespace omv::vcam
