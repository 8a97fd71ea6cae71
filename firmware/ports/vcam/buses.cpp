// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/buses.h"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace omv::vcam {

namespace {

constexpr std::size_t kMostSent = 64 * 1024;

std::vector<int> indexes(const Peripherals& pins, const std::vector<std::string>& names)
{
    std::vector<int> found;
    for (const auto& name : names)
        found.push_back(pins.find(name));
    return found;
}

bool contains(const std::vector<int>& pins, int pin)
{
    return std::find(pins.begin(), pins.end(), pin) != pins.end();
}

}  // namespace

Buses::Buses(const BusDescription& board, Peripherals& pins)
    : m_pins(pins)
    , m_soldered(board.devices)
    , m_adc(indexes(pins, board.adc))
    , m_dac(indexes(pins, board.dac))
    , m_pwm(indexes(pins, board.pwm))
    , m_adcVolts(board.adcVolts)
{
    for (std::size_t kind = 0; kind < m_buses.size(); ++kind) {
        for (const auto& described : board.buses[kind]) {
            Bus bus;
            bus.id = described.id;
            for (std::size_t i = 0; i < bus.pins.size(); ++i)
                bus.pins[i] = described.pins[i].empty() ? -1 : pins.find(described.pins[i]);
            m_buses[kind].push_back(bus);
        }
    }
    for (const Bus& can : m_buses[OMV_BUS_CAN])
        m_cans.try_emplace(can.id, board.canPartner);
}

const Buses::Bus* Buses::bus(omv_bus kind, int id) const
{
    const auto& buses = m_buses[static_cast<std::size_t>(kind)];
    const auto found =
        std::find_if(buses.begin(), buses.end(), [id](const Bus& bus) { return bus.id == id; });
    return found == buses.end() ? nullptr : &*found;
}

bool Buses::find(omv_bus kind, int id, std::array<int, 3>& pins) const
{
    const Bus* found = bus(kind, id);
    if (found)
        pins = found->pins;
    return found != nullptr;
}

int Buses::i2c(int scl, int sda, int address, int flags, std::uint8_t* data, std::size_t size)
{
    const auto& buses = m_buses[OMV_BUS_I2C];
    const auto reaches = [this](int a, int b) { return a == b || m_pins.wired(a, b); };
    std::vector<int> ids;
    for (const Bus& each : buses) {
        if (reaches(each.pins[0], scl) && reaches(each.pins[1], sda))
            ids.push_back(each.id);
    }
    const std::lock_guard guard(m_mutex);
    auto chip = m_chips.end();
    for (const int id : ids) {
        if (chip == m_chips.end())
            chip = m_chips.find({id, address});
    }
    if (chip == m_chips.end())
        return -ENODEV;
    const bool reads = (flags & OMV_I2C_READ) != 0;
    I2cDevice& device = *chip->second.device;
    device.called(reads);
    int acknowledged = 0;
    for (std::size_t i = 0; i < size; ++i) {
        if (reads)
            data[i] = device.read();
        else if (!device.write(data[i]))
            break;
        else
            ++acknowledged;
    }
    if (flags & OMV_I2C_STOP)
        device.stop();
    return reads ? 0 : acknowledged;
}

void Buses::spi(int mosi, int miso, const std::uint8_t* out, std::uint8_t* in, std::size_t size)
{
    if (!in)
        return;
    if (m_pins.wired(mosi, miso))
        std::copy_n(out, size, in);
    else
        std::fill_n(in, size, miso >= 0 && m_pins.read(miso) ? 0xFF : 0x00);
}

void Buses::uartOpen(int id, std::size_t receiveBuffer)
{
    const std::lock_guard guard(m_mutex);
    m_uarts[id].room = receiveBuffer;
}

std::size_t Buses::uartAny(int id) const
{
    const std::lock_guard guard(m_mutex);
    const auto found = m_uarts.find(id);
    return found == m_uarts.end() ? 0 : found->second.received.size();
}

std::size_t Buses::uartRead(int id, std::uint8_t* data, std::size_t size)
{
    const std::lock_guard guard(m_mutex);
    std::string& received = m_uarts[id].received;
    const std::size_t count = std::min(size, received.size());
    std::copy_n(received.begin(), count, data);
    received.erase(0, count);
    return count;
}

/// What does not fit is lost, as on a board.
void Buses::receive(Uart& uart, std::string_view text)
{
    uart.received.append(text.substr(0, uart.room - std::min(uart.room, uart.received.size())));
}

void Buses::uartWrite(int id, const std::uint8_t* data, std::size_t size)
{
    const Bus* sender = bus(OMV_BUS_UART, id);
    if (!sender)
        return;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    {
        const std::lock_guard guard(m_mutex);
        std::string& sent = m_uarts[id].sent;
        sent.append(text);
        if (sent.size() > kMostSent)
            sent.erase(0, sent.size() - kMostSent);
        for (const Bus& other : m_buses[OMV_BUS_UART]) {
            if (m_pins.wired(sender->pins[0], other.pins[1]))
                receive(m_uarts[other.id], text);
        }
    }
    if (onUart)
        onUart();
}

double Buses::adc(int pin) const
{
    if (!contains(m_adc, pin))
        return -1;
    const std::lock_guard guard(m_mutex);
    const auto found = m_volts.find(pin);
    return found == m_volts.end() ? 0 : std::clamp(found->second / m_adcVolts, 0.0, 1.0);
}

bool Buses::dac(int pin, double volts)
{
    if (!contains(m_dac, pin))
        return false;
    const std::lock_guard guard(m_mutex);
    m_dacVolts[pin] = volts;
    return true;
}

bool Buses::hasPwm(int pin) const
{
    return contains(m_pwm, pin);
}

void Buses::pwm(int pin, std::uint32_t frequency, std::uint32_t dutyNs)
{
    const std::lock_guard guard(m_mutex);
    if (frequency == 0)
        m_pulses.erase(pin);
    else
        m_pulses[pin] = {frequency, dutyNs};
}

CanBus* Buses::can(int id)
{
    const auto found = m_cans.find(id);
    return found == m_cans.end() ? nullptr : &found->second;
}

void Buses::setOnChange(const std::function<void()>& changed)
{
    monitor.onChange = changed;
    for (auto& [id, can] : m_cans)
        can.onChange = changed;
}

void Buses::reset()
{
    monitor.reset();
    for (auto& [id, can] : m_cans)
        can.reset();
    const std::lock_guard guard(m_mutex);
    m_pulses.clear();
    m_dacVolts.clear();
    for (auto& [id, uart] : m_uarts)
        uart.received.clear();
    for (const auto& device : m_soldered) {
        if (!m_chips.contains({device.bus, device.address}))
            m_chips[{device.bus, device.address}] = {device.kind,
                                                     makeI2cDevice(device.kind, surroundings)};
    }
}

bool Buses::setVolts(std::string_view name, double volts)
{
    const int pin = m_pins.find(name);
    if (!contains(m_adc, pin))
        return false;
    const std::lock_guard guard(m_mutex);
    m_volts[pin] = volts;
    return true;
}

std::map<std::string, Buses::Pulses> Buses::pulses() const
{
    const std::lock_guard guard(m_mutex);
    std::map<std::string, Pulses> named;
    for (const auto& [pin, pulse] : m_pulses)
        named[m_pins.name(pin)] = pulse;
    return named;
}

std::map<std::string, double> Buses::dacVolts() const
{
    const std::lock_guard guard(m_mutex);
    std::map<std::string, double> named;
    for (const auto& [pin, volts] : m_dacVolts)
        named[m_pins.name(pin)] = volts;
    return named;
}

bool Buses::uartType(int id, std::string_view text)
{
    if (!bus(OMV_BUS_UART, id))
        return false;
    {
        const std::lock_guard guard(m_mutex);
        receive(m_uarts[id], text);
    }
    if (onUart)
        onUart();
    return true;
}

std::optional<std::string> Buses::uartSent(int id)
{
    if (!bus(OMV_BUS_UART, id))
        return std::nullopt;
    const std::lock_guard guard(m_mutex);
    return std::exchange(m_uarts[id].sent, {});
}

std::string Buses::attach(int id, int address, const std::string& kind)
{
    if (!bus(OMV_BUS_I2C, id))
        return "there is no I2C bus " + std::to_string(id);
    if (address < 0x08 || address > 0x77)
        return "an address is 8 to 119";
    auto device = kind.empty() ? nullptr : makeI2cDevice(kind, surroundings);
    if (!kind.empty() && !device)
        return "there is no device \"" + kind + "\"";
    const std::lock_guard guard(m_mutex);
    m_chips.erase({id, address});
    if (device)
        m_chips[{id, address}] = {kind, std::move(device)};
    return {};
}

std::vector<Buses::Attached> Buses::attached() const
{
    const std::lock_guard guard(m_mutex);
    std::vector<Attached> all;
    for (const auto& [where, chip] : m_chips)
        all.push_back({where.first, where.second, chip.kind});
    return all;
}

}  // namespace omv::vcam
