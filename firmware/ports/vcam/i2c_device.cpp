// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/i2c_device.h"

#include "firmware/ports/vcam/i2c_sensors.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace omv::vcam {

namespace {

/// ST's ranging sensor. Registers: UM2356, UM2510 and the tables of ST's driver.
class Vl53l1x final : public RegisterDevice {
public:
    explicit Vl53l1x(const I2cSurroundings& surroundings)
        : RegisterDevice(2)
        , m_surroundings(surroundings)
    {
    }

private:
    enum : std::uint32_t {
        kIoStatus = 0x0031,
        kMeasures = 0x0087,
        kRangeStatus = 0x0089,
        kDistance = 0x0096,
        kFirmwareReady = 0x00E5,
        kModel = 0x010F,
    };
    static constexpr std::uint8_t kRangeComplete = 9;
    static constexpr std::uint8_t kNoTarget = 4;

    std::uint8_t get(std::uint32_t address) override
    {
        switch (address) {
        case kModel: return 0xEA;
        case kModel + 1: return 0xCC;
        case kModel + 2: return 0x10;
        case kFirmwareReady: return 0x03;
        // Bit 0 is the level of the interrupt line: active low, and new data is always there.
        case kIoStatus: return (m_memory[0x0030] & 0x10) != 0 ? 0 : 1;
        case kRangeStatus: measure(); return m_distance > 0 ? kRangeComplete : kNoTarget;
        case kDistance: measure(); return static_cast<std::uint8_t>(m_distance >> 8);
        case kDistance + 1: return static_cast<std::uint8_t>(m_distance);
        default: return address < m_memory.size() ? m_memory[address] : std::uint8_t{0};
        }
    }

    void set(std::uint32_t address, std::uint8_t value) override
    {
        if (address < m_memory.size())
            m_memory[address] = value;
    }

    /// Reaches 4 m.
    void measure()
    {
        const int seen = m_surroundings.distance ? m_surroundings.distance() : 0;
        m_distance = seen > 4000 ? 0 : seen;
    }

    I2cSurroundings m_surroundings;
    std::array<std::uint8_t, 0x200> m_memory{};
    int m_distance = 0;
};

/// 24C32: 4 KiB in pages of 32 bytes; writing beyond a page's end goes on at its beginning.
class Eeprom final : public RegisterDevice {
public:
    Eeprom()
        : RegisterDevice(2)
        , m_memory(4096, 0xFF)
    {
    }

private:
    std::uint8_t get(std::uint32_t address) override { return m_memory[address % 4096]; }
    void set(std::uint32_t address, std::uint8_t value) override
    {
        if (m_fresh || address != m_next)
            m_page = address / 32;
        m_fresh = false;
        m_next = address + 1;
        m_memory[(m_page * 32 + address % 32) % 4096] = value;
    }
    void stop() override { m_fresh = true; }

    std::vector<std::uint8_t> m_memory;
    bool m_fresh = true;
    std::uint32_t m_next = 0;
    std::uint32_t m_page = 0;
};

/// ST's motion sensor, lying still: who it is, and 1 g downwards at the range that is set.
class Lsm6dsox final : public RegisterDevice {
public:
    Lsm6dsox()
        : RegisterDevice(1)
    {
    }

private:
    std::uint8_t get(std::uint32_t address) override
    {
        constexpr std::uint32_t kWhoAmI = 0x0F;
        constexpr std::uint32_t kStatus = 0x1E;
        constexpr std::uint32_t kAccelerationZ = 0x2C;
        static constexpr std::array<int, 4> kRange = {2, 16, 4, 8};  // g, of CTRL1_XL bits 3:2
        const int one = 32768 / kRange[m_memory[0x10] >> 2 & 3];
        switch (address) {
        case kWhoAmI: return 0x6C;
        case kStatus: return 0x07;
        case kAccelerationZ: return static_cast<std::uint8_t>(one);
        case kAccelerationZ + 1: return static_cast<std::uint8_t>(one >> 8);
        default: return m_memory[address % m_memory.size()];
        }
    }
    void set(std::uint32_t address, std::uint8_t value) override
    {
        m_memory[address % m_memory.size()] = value;
    }

    std::array<std::uint8_t, 256> m_memory{};
};

/// NXP's sixteen outputs: what is written is there, and the divider that a chip starts with.
class Pca9685 final : public RegisterDevice {
public:
    Pca9685()
        : RegisterDevice(1)
    {
        m_memory[0xFE] = 0x1E;
    }

private:
    std::uint8_t get(std::uint32_t address) override { return m_memory[address & 0xFF]; }
    void set(std::uint32_t address, std::uint8_t value) override
    {
        m_memory[address & 0xFF] = value;
    }

    std::array<std::uint8_t, 256> m_memory{};
};

/// NXP's eight pins, with nothing at them: each reads as it was written.
class Pca9674a final : public I2cDevice {
public:
    void called(bool) override {}
    bool write(std::uint8_t byte) override
    {
        m_pins = byte;
        return true;
    }
    std::uint8_t read() override { return m_pins; }

private:
    std::uint8_t m_pins = 0xFF;
};

}  // namespace

void RegisterDevice::called(bool reads)
{
    m_missing = reads ? 0 : m_addressBytes;
}

bool RegisterDevice::write(std::uint8_t byte)
{
    if (m_missing == 0) {
        set(m_register++, byte);
        return true;
    }
    m_register = m_missing == m_addressBytes ? byte : m_register << 8 | byte;
    --m_missing;
    return true;
}

std::unique_ptr<I2cDevice> makeI2cDevice(const std::string& kind,
                                         const I2cSurroundings& surroundings)
{
    if (kind == "vl53l1x")
        return std::make_unique<Vl53l1x>(surroundings);
    if (kind == "eeprom")
        return std::make_unique<Eeprom>();
    if (kind == "lsm6dsox")
        return std::make_unique<Lsm6dsox>();
    if (kind == "pca9685")
        return std::make_unique<Pca9685>();
    if (kind == "pca9674a")
        return std::make_unique<Pca9674a>();
    return makeI2cSensor(kind, surroundings);
}

}  // namespace omv::vcam
