// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace omv::vcam {

/// A chip at an I2C bus, as the wire sees it: its address was called, bytes go either way, stop.
class I2cDevice {
public:
    virtual ~I2cDevice() = default;

    virtual void called(bool reads) = 0;
    /// False: not acknowledged.
    virtual bool write(std::uint8_t byte) = 0;
    virtual std::uint8_t read() = 0;
    virtual void stop() {}
};

/// One whose first bytes written choose a register that counts on by itself.
class RegisterDevice : public I2cDevice {
public:
    /// `addressBytes`: 1 or 2, most significant first.
    explicit RegisterDevice(unsigned addressBytes)
        : m_addressBytes(addressBytes)
    {
    }

    void called(bool reads) override;
    bool write(std::uint8_t byte) override;
    std::uint8_t read() override { return get(m_register++); }

protected:
    virtual std::uint8_t get(std::uint32_t address) = 0;
    virtual void set(std::uint32_t address, std::uint8_t value) = 0;

private:
    unsigned m_addressBytes;
    unsigned m_missing = 0;  // bytes of the address still to come
    std::uint32_t m_register = 0;
};

/// What the devices see of the world.
struct I2cSurroundings {
    /// Millimetres to what is in the middle of the picture; 0: nothing is within reach.
    std::function<int()> distance;
};

/// For people who have to choose one.
inline constexpr const char* kI2cKinds =
    "eeprom, vl53l1x, lsm6dsox, pca9685, pca9674a, apds9960, gt911, hts221, lps22h";
/// One of kI2cKinds; the EEPROM is a 24C32 of 4 KiB. Null: no such kind.
std::unique_ptr<I2cDevice> makeI2cDevice(const std::string& kind,
                                         const I2cSurroundings& surroundings);

}  // namespace omv::vcam
