// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/modules/port.h"
#include "firmware/ports/vcam/can_bus.h"
#include "firmware/ports/vcam/i2c_device.h"
#include "firmware/ports/vcam/monitor.h"
#include "firmware/ports/vcam/peripherals.h"

#include <array>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace omv::vcam {

/// Which pins of a board its buses and converters use, by name.
struct BusDescription {
    struct Bus {
        int id = 0;
        std::array<std::string, 3> pins;  ///< as omv_port_bus() tells them
    };
    struct Device {
        int bus = 0;
        int address = 0;
        std::string kind;
    };
    std::array<std::vector<Bus>, OMV_BUS_KINDS> buses;  ///< by omv_bus
    std::vector<Device> devices;  ///< soldered to an I2C bus
    CanPartner canPartner = CanPartner::Quiet;
    std::vector<std::string> adc;
    std::vector<std::string> dac;
    std::vector<std::string> pwm;
    double adcVolts = 3.3;  ///< that reads as full scale
};

/// Serial buses, analog pins and pulse widths: the script's side and the outside world's.
/// Which pins are wired to which is known to Peripherals. Thread-safe.
class Buses {
public:
    Buses(const BusDescription& board, Peripherals& pins);

    // The script's side
    /// Indexes of the bus's pins; false: the board has no such bus.
    bool find(omv_bus kind, int id, std::array<int, 3>& pins) const;
    /// One piece of an I2C transfer on two pins: bytes acknowledged (0 when reading), or a
    /// negative errno.
    int i2c(int scl, int sda, int address, int flags, std::uint8_t* data, std::size_t size);
    void spi(int mosi, int miso, const std::uint8_t* out, std::uint8_t* in, std::size_t size);
    void uartOpen(int id, std::size_t receiveBuffer);
    std::size_t uartAny(int id) const;
    std::size_t uartRead(int id, std::uint8_t* data, std::size_t size);
    void uartWrite(int id, const std::uint8_t* data, std::size_t size);
    /// Full scale is 1; negative: no analog input.
    double adc(int pin) const;
    bool dac(int pin, double volts);
    bool hasPwm(int pin) const;
    /// `frequency` 0: off.
    void pwm(int pin, std::uint32_t frequency, std::uint32_t dutyNs);
    /// Null: no such bus.
    CanBus* can(int id);
    /// What a soft reboot does: no pulses, nothing in the buffers.
    void reset();

    // The outside world's side
    bool setVolts(std::string_view pin, double volts);
    double adcVolts() const { return m_adcVolts; }  ///< that reads as full scale
    struct Pulses {
        std::uint32_t frequency = 0;
        std::uint32_t dutyNs = 0;
    };
    std::map<std::string, Pulses> pulses() const;
    std::map<std::string, double> dacVolts() const;
    /// False: no such bus.
    bool uartType(int id, std::string_view text);
    /// What the script sent since the last time; nothing: no such bus.
    std::optional<std::string> uartSent(int id);
    /// Puts a device at a bus, or takes it away (empty kind). What is wrong, or empty.
    std::string attach(int bus, int address, const std::string& kind);
    struct Attached {
        int bus;
        int address;
        std::string kind;
    };
    std::vector<Attached> attached() const;

    /// What is in the HDMI socket, of a board that has one.
    Monitor monitor;

    /// For the devices; set before other threads start.
    I2cSurroundings surroundings;
    /// Called (outside of locks) when the script should look at its UARTs.
    std::function<void()> onUart;
    /// The same for CAN frames and the monitor.
    void setOnChange(const std::function<void()>& changed);

private:
    struct Bus {
        int id = 0;
        std::array<int, 3> pins{-1, -1, -1};
    };
    struct Uart {
        std::size_t room = 256;
        std::string received;
        std::string sent;
    };
    struct Chip {
        std::string kind;
        std::unique_ptr<I2cDevice> device;
    };

    const Bus* bus(omv_bus kind, int id) const;
    void receive(Uart& uart, std::string_view text);

    Peripherals& m_pins;
    std::array<std::vector<Bus>, OMV_BUS_KINDS> m_buses;
    std::map<int, CanBus> m_cans;  // by id
    std::vector<BusDescription::Device> m_soldered;
    std::vector<int> m_adc;
    std::vector<int> m_dac;
    std::vector<int> m_pwm;
    double m_adcVolts;

    mutable std::mutex m_mutex;
    std::map<int, double> m_volts;  // by pin
    std::map<int, double> m_dacVolts;
    std::map<int, Pulses> m_pulses;
    std::map<int, Uart> m_uarts;  // by id
    std::map<std::pair<int, int>, Chip> m_chips;  // by bus and address
};

}  // namespace omv::vcam
