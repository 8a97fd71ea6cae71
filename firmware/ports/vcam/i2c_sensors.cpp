// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/i2c_sensors.h"

#include <algorithm>
#include <array>

namespace omv::vcam {

namespace {

constexpr std::uint8_t byteOf(int value, unsigned index)
{
    return static_cast<std::uint8_t>(value >> 8 * index);
}

/// Two registers, the lower byte first.
template<std::size_t Size>
void putWord(std::array<std::uint8_t, Size>& memory, std::size_t at, int value)
{
    memory.at(at) = byteOf(value, 0);
    memory.at(at + 1) = byteOf(value, 1);
}

/// Broadcom's light and proximity sensor in a room's light; nobody waves a hand. Its proximity is
/// the nearer the brighter, up to 20 cm. Registers: its data sheet.
class Apds9960 final : public RegisterDevice {
public:
    explicit Apds9960(const I2cSurroundings& surroundings)
        : RegisterDevice(1)
        , m_surroundings(surroundings)
    {
        m_memory[kId] = 0xAB;
        m_memory[kAtime] = 0xFF;
        m_memory[kWtime] = 0xFF;
    }

private:
    enum : std::uint32_t {
        kEnable = 0x80,
        kAtime = 0x81,
        kWtime = 0x83,
        kControl = 0x8F,
        kId = 0x92,
        kStatus = 0x93,
        kClear = 0x94,
        kProximity = 0x9C,
        kGestureLevel = 0xAE,
        kGestureStatus = 0xAF,
    };
    enum : std::uint8_t { kPower = 1, kLight = 2, kNear = 4 };

    std::uint8_t get(std::uint32_t address) override
    {
        const std::uint32_t at = address & 0xFF;
        if (at >= kClear && at < kProximity)
            return byteOf(light((at - kClear) / 2), at & 1);
        switch (at) {
        case kStatus:
            return static_cast<std::uint8_t>((isOn(kLight) ? 1 : 0) | (isOn(kNear) ? 2 : 0));
        case kProximity: return isOn(kNear) ? proximity() : std::uint8_t{0};
        case kGestureLevel:
        case kGestureStatus: return 0;
        default: return m_memory[at];
        }
    }

    void set(std::uint32_t address, std::uint8_t value) override
    {
        const std::uint32_t at = address & 0xFF;
        if (at >= kEnable && (at < kId || at > kProximity))
            m_memory[at] = value;
    }

    bool isOn(std::uint8_t what) const
    {
        return (m_memory[kEnable] & kPower) != 0 && (m_memory[kEnable] & what) != 0;
    }

    /// Clear, red, green, blue: by gain and the number of steps that it integrates.
    int light(std::uint32_t channel) const
    {
        static constexpr std::array<int, 4> kPerStep = {8, 3, 3, 2};
        static constexpr std::array<int, 4> kGains = {1, 4, 16, 64};
        if (!isOn(kLight))
            return 0;
        const int steps = 256 - m_memory[kAtime];
        const int most = std::min(65535, 1025 * steps);
        return std::min(kPerStep.at(channel) * steps * kGains.at(m_memory[kControl] & 3) / 4, most);
    }

    std::uint8_t proximity() const
    {
        constexpr int kReach = 200;
        const int seen = m_surroundings.distance ? m_surroundings.distance() : 0;
        const int near = seen > 0 ? std::max(0, kReach - seen) : 0;
        return static_cast<std::uint8_t>(255 * near / kReach);
    }

    I2cSurroundings m_surroundings;
    std::array<std::uint8_t, 256> m_memory{};
};

/// Goodix's touch controller; a finger rests in the middle of the panel. It takes a new
/// configuration when told to, if its sum is right.
class Gt911 final : public RegisterDevice {
public:
    Gt911()
        : RegisterDevice(2)
    {
        m_written[0] = 0x41;
        putWord(m_written, 1, 800);
        putWord(m_written, 3, 480);
        m_written[5] = 5;
        m_used = m_written;
    }

private:
    static constexpr std::uint32_t kConfig = 0x8047;
    static constexpr std::size_t kBytes = 184;  // the checksum follows
    static constexpr std::uint32_t kFresh = 0x8100;
    static constexpr std::uint32_t kProduct = 0x8140;
    static constexpr std::uint32_t kStatus = 0x814E;
    static constexpr std::uint32_t kPoint = 0x814F;
    static constexpr int kFingerSize = 40;

    std::uint8_t get(std::uint32_t address) override
    {
        if (address >= kConfig && address < kFresh)
            return m_written[address - kConfig];
        if (address >= kProduct && address < kProduct + 4)
            return static_cast<std::uint8_t>("911\0"[address - kProduct]);
        if (address == kStatus)
            return 0x81;
        const int x = word(1) / 2;
        const int y = word(3) / 2;
        switch (address - kPoint) {
        case 1: return byteOf(x, 0);
        case 2: return byteOf(x, 1);
        case 3: return byteOf(y, 0);
        case 4: return byteOf(y, 1);
        case 5: return kFingerSize;
        default: return 0;
        }
    }

    void set(std::uint32_t address, std::uint8_t value) override
    {
        if (address >= kConfig && address < kFresh)
            m_written[address - kConfig] = value;
        else if (address == kFresh && value == 1)
            take();
    }

    void take()
    {
        std::uint8_t sum = 0;
        for (std::size_t i = 0; i <= kBytes; ++i)
            sum = static_cast<std::uint8_t>(sum + m_written[i]);
        if (sum == 0)
            m_used = m_written;
    }

    int word(std::size_t at) const { return m_used[at] | m_used[at + 1] << 8; }

    std::array<std::uint8_t, kBytes + 1> m_written{};
    std::array<std::uint8_t, kBytes + 1> m_used{};
};

/// ST's sensor for humidity: 45 % at 25 degrees. The register counts on if its bit 7 is set.
class Hts221 final : public RegisterDevice {
public:
    Hts221()
        : RegisterDevice(1)
    {
        m_memory[0x0F] = 0xBC;
        // Two points of each line: 20 % and 80 % at 0 and 6000; 10 and 40 degrees at 0 and 600.
        m_memory[0x30] = 20 * 2;
        m_memory[0x31] = 80 * 2;
        m_memory[0x32] = 10 * 8;
        m_memory[0x33] = byteOf(40 * 8, 0);
        m_memory[0x35] = 0x04;
        putWord(m_memory, 0x3A, 6000);
        putWord(m_memory, 0x3E, 600);
    }

private:
    std::uint8_t get(std::uint32_t address) override
    {
        constexpr std::uint32_t kStatus = 0x27;
        if ((m_memory[0x20] & 0x80) != 0) {
            m_memory[kStatus] = 0x03;
            putWord(m_memory, 0x28, 2500);
            putWord(m_memory, 0x2A, 300);
        }
        return m_memory[address & 0x7F];
    }
    void set(std::uint32_t address, std::uint8_t value) override
    {
        const std::uint32_t at = address & 0x7F;
        if (at == 0x10 || (at >= 0x20 && at <= 0x22))
            m_memory[at] = value;
    }

    std::array<std::uint8_t, 128> m_memory{};
};

/// ST's barometer at sea level: 1013.25 hPa at 25 degrees, continuously or one measurement a time.
class Lps22h final : public RegisterDevice {
public:
    Lps22h()
        : RegisterDevice(1)
    {
        m_memory[0x0F] = 0xB1;
        m_memory[kControl2] = 0x10;
    }

private:
    static constexpr std::uint32_t kControl1 = 0x10;
    static constexpr std::uint32_t kControl2 = 0x11;
    static constexpr std::uint32_t kStatus = 0x27;

    std::uint8_t get(std::uint32_t address) override
    {
        if ((m_memory[kControl1] & 0x70) != 0)
            measure();
        return m_memory[address & 0x7F];
    }
    void set(std::uint32_t address, std::uint8_t value) override
    {
        const std::uint32_t at = address & 0x7F;
        if (at != kControl1 && at != kControl2)
            return;
        m_memory[at] = value;
        if (at == kControl2 && (value & 1) != 0) {
            measure();
            m_memory[at] = value & 0xFE;
        }
    }
    void measure()
    {
        constexpr int kPressure = 4150272;  // 1013.25 * 4096
        constexpr int kTemperature = 2500;
        for (unsigned i = 0; i < 3; ++i)
            m_memory[0x28 + i] = byteOf(kPressure, i);
        for (unsigned i = 0; i < 2; ++i)
            m_memory[0x2B + i] = byteOf(kTemperature, i);
        m_memory[kStatus] = 0x03;
    }

    std::array<std::uint8_t, 128> m_memory{};
};

}  // namespace

std::unique_ptr<I2cDevice> makeI2cSensor(const std::string& kind,
                                         const I2cSurroundings& surroundings)
{
    if (kind == "apds9960")
        return std::make_unique<Apds9960>(surroundings);
    if (kind == "gt911")
        return std::make_unique<Gt911>();
    if (kind == "hts221")
        return std::make_unique<Hts221>();
    if (kind == "lps22h")
        return std::make_unique<Lps22h>();
    return nullptr;
}

}  // namespace omv::vcam
