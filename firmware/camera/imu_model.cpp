// SPDX-License-Identifier: MIT
#include "firmware/camera/imu_model.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include <opencv2/core.hpp>

namespace omv::firmware {

namespace {

constexpr double kMgPerLsb = 0.244;
constexpr double kMdpsPerLsb = 70;
constexpr double kLsbPerKelvin = 256;
constexpr double kZeroCelsius = 25;
constexpr double kAccelerationNoise = 1.5;  // mg
constexpr double kRateNoise = 80;  // mdps
constexpr double kRate = 52;

// Registers
constexpr std::uint8_t kWhoAmI = 0x0F;
constexpr std::uint8_t kCtrl1Xl = 0x10;
constexpr std::uint8_t kCtrl2G = 0x11;
constexpr std::uint8_t kCtrl3C = 0x12;
constexpr std::uint8_t kStatus = 0x1E;
constexpr std::uint8_t kOutTemperature = 0x20;
constexpr std::uint8_t kOutEnd = 0x2E;
constexpr std::uint8_t kIdentity = 0x6A;
constexpr std::uint8_t k52Hz = 3 << 4;
constexpr std::uint8_t kFullScale = 3 << 2;

std::int16_t toLsb(double value, double unit)
{
    constexpr double kLow = std::numeric_limits<std::int16_t>::min();
    constexpr double kHigh = std::numeric_limits<std::int16_t>::max();
    return static_cast<std::int16_t>(std::lround(std::clamp(value / unit, kLow, kHigh)));
}

ImuModel::Axes scaled(const std::array<std::int16_t, 3>& raw, double unit)
{
    const auto axis = [&](std::size_t i) { return static_cast<float>(raw[i] * unit); };
    return {axis(0), axis(1), axis(2)};
}

float degrees(float y, float x)
{
    return std::atan2(y, x) * 180 / std::numbers::pi_v<float>;
}

}  // namespace

std::array<std::uint8_t, 128> ImuModel::freshRegisters()
{
    std::array<std::uint8_t, 128> registers{};
    registers[kWhoAmI] = kIdentity;
    registers[kCtrl1Xl] = k52Hz | kFullScale;
    registers[kCtrl2G] = k52Hz | kFullScale;
    registers[kCtrl3C] = 0x44;  // block data update, address increment
    registers[kStatus] = 7;
    return registers;
}

ImuModel::Motion ImuModel::motion() const
{
    if (m_source)
        return m_source();
    const std::scoped_lock lock(m_mutex);
    return m_motion;
}

void ImuModel::move(const Motion& motion)
{
    const std::scoped_lock lock(m_mutex);
    m_motion = motion;
}

// Of a part that is asleep the last sample stays.
ImuModel::Sample ImuModel::sampleAt(std::int64_t now) const
{
    const Motion truth = motion();
    const std::scoped_lock lock(m_mutex);
    const auto number = static_cast<std::uint64_t>(static_cast<double>(now) * kRate / 1e6);
    cv::RNG random((m_seed + number) * 0x9E3779B97F4A7C15U + 3);
    const bool accelerometer = m_registers[kCtrl1Xl] >> 4 != 0;
    const bool gyroscope = m_registers[kCtrl2G] >> 4 != 0;
    for (std::size_t i = 0; i < 3; ++i) {
        const double acceleration =
            static_cast<double>(truth.accelerationMg[i]) + random.gaussian(kAccelerationNoise);
        const double rate =
            static_cast<double>(truth.angularRateMdps[i]) + random.gaussian(kRateNoise);
        if (accelerometer)
            m_last.acceleration[i] = toLsb(acceleration, kMgPerLsb);
        if (gyroscope)
            m_last.rate[i] = toLsb(rate, kMdpsPerLsb);
    }
    if (accelerometer || gyroscope)
        m_last.temperature =
            toLsb(static_cast<double>(truth.temperatureC) - kZeroCelsius + random.gaussian(0.02),
                  1 / kLsbPerKelvin);
    return m_last;
}

ImuModel::Axes ImuModel::accelerationMg(std::int64_t now) const
{
    return scaled(sampleAt(now).acceleration, kMgPerLsb);
}

ImuModel::Axes ImuModel::angularRateMdps(std::int64_t now) const
{
    return scaled(sampleAt(now).rate, kMdpsPerLsb);
}

float ImuModel::temperatureC(std::int64_t now) const
{
    return static_cast<float>(sampleAt(now).temperature / kLsbPerKelvin + kZeroCelsius);
}

float ImuModel::roll(std::int64_t now) const
{
    const Axes a = accelerationMg(now);
    return std::fmod(degrees(-a[0], a[1]) + 180, 360.0F);
}

float ImuModel::pitch(std::int64_t now) const
{
    const Axes a = accelerationMg(now);
    return degrees(a[2], -a[1]);
}

void ImuModel::reset()
{
    const std::scoped_lock lock(m_mutex);
    m_registers = freshRegisters();
}

void ImuModel::sleep(bool on)
{
    const std::scoped_lock lock(m_mutex);
    for (const std::uint8_t address : {kCtrl1Xl, kCtrl2G})
        m_registers[address] =
            static_cast<std::uint8_t>((m_registers[address] & 0x0F) | (on ? 0 : k52Hz));
}

void ImuModel::writeRegister(std::uint8_t address, std::uint8_t value)
{
    const bool readOnly = address == kWhoAmI || address == kStatus ||
        (address >= kOutTemperature && address < kOutEnd);
    if (readOnly || address >= m_registers.size())
        return;
    const std::scoped_lock lock(m_mutex);
    m_registers[address] = value;
}

std::uint8_t ImuModel::readRegister(std::uint8_t address, std::int64_t now) const
{
    if (address >= m_registers.size())
        return 0;
    if (address < kOutTemperature || address >= kOutEnd) {
        const std::scoped_lock lock(m_mutex);
        return m_registers[address];
    }
    const Sample sample = sampleAt(now);
    const std::int16_t words[] = {
        sample.temperature,     sample.rate[0],         sample.rate[1],        sample.rate[2],
        sample.acceleration[0], sample.acceleration[1], sample.acceleration[2]};
    const int at = address - kOutTemperature;
    const auto word = static_cast<std::uint16_t>(words[at / 2]);
    return static_cast<std::uint8_t>(at & 1 ? word >> 8 : word);
}

}  // namespace omv::firmware
