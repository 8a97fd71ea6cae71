// SPDX-License-Identifier: MIT
#include "firmware/camera/sensor_registers.h"

#include "firmware/camera/sensor.h"

#include <span>

namespace omv::firmware {

namespace {

/// Bits of a register that are a control.
struct ControlBits {
    std::uint16_t address;
    std::uint8_t mask;
    bool set;  ///< what the bits are while the control is on
    bool (*get)(const Sensor& sensor);
    void (*put)(Sensor& sensor, bool on);
};

struct Constant {
    std::uint16_t address;
    std::uint16_t value;
};

void turn(Sensor& sensor, bool Orientation::*flag, bool on)
{
    Orientation orientation = sensor.orientation();
    if (orientation.*flag == on)
        return;
    orientation.*flag = on;
    sensor.setOrientation(orientation);
}

bool mirrored(const Sensor& sensor)
{
    return sensor.orientation().mirror;
}
void mirror(Sensor& sensor, bool on)
{
    turn(sensor, &Orientation::mirror, on);
}
bool flipped(const Sensor& sensor)
{
    return sensor.orientation().flip;
}
void flip(Sensor& sensor, bool on)
{
    turn(sensor, &Orientation::flip, on);
}

bool manualExposure(const Sensor& sensor)
{
    return sensor.controls().exposureUs.has_value();
}
void setManualExposure(Sensor& sensor, bool on)
{
    if (!on)
        sensor.controls().exposureUs.reset();
    else if (!manualExposure(sensor))
        sensor.setExposureUs(sensor.exposureUs());
}
bool manualGain(const Sensor& sensor)
{
    return sensor.controls().gainDb.has_value();
}
void setManualGain(Sensor& sensor, bool on)
{
    if (!on)
        sensor.controls().gainDb.reset();
    else if (!manualGain(sensor))
        sensor.setGainDb(sensor.gainDb());
}
bool manualWhite(const Sensor& sensor)
{
    return sensor.controls().rgbGainDb.has_value();
}
void setManualWhite(Sensor& sensor, bool on)
{
    if (!on)
        sensor.controls().rgbGainDb.reset();
    else if (!manualWhite(sensor))
        sensor.controls().rgbGainDb = std::array<double, 3>{};
}

template<bool PictureControls::*Flag>
bool isOn(const Sensor& sensor)
{
    return sensor.controls().*Flag;
}
template<bool PictureControls::*Flag>
void turnOn(Sensor& sensor, bool on)
{
    sensor.controls().*Flag = on;
}

// The vertical bits are set while the picture is not flipped: the sensor is mounted that way.
constexpr ControlBits kOv5640[] = {
    {0x3406, 0x01, true, manualWhite, setManualWhite},
    {0x3503, 0x01, true, manualExposure, setManualExposure},
    {0x3503, 0x02, true, manualGain, setManualGain},
    {0x3820, 0x06, false, flipped, flip},
    {0x3821, 0x06, true, mirrored, mirror},
    {0x3A00, 0x04, true, isOn<&PictureControls::nightMode>, turnOn<&PictureControls::nightMode>},
    {0x5000, 0x80, true, isOn<&PictureControls::lensCorrection>,
     turnOn<&PictureControls::lensCorrection>},
    {0x503D, 0x80, true, isOn<&PictureControls::colorBar>, turnOn<&PictureControls::colorBar>},
    {0x5580, 0x40, true, isOn<&PictureControls::negative>, turnOn<&PictureControls::negative>},
};
constexpr Constant kOv5640Constants[] = {{0x300A, 0x56}, {0x300B, 0x40}};

constexpr ControlBits kPag7936[] = {
    {0x01CE, 0x04, true, flipped, flip},
    {0x01CE, 0x08, true, mirrored, mirror},
};
constexpr Constant kPag7936Constants[] = {{0x0000, 0x36}, {0x0001, 0x79}};

// Status: booted, and no command is under way.
constexpr Constant kLeptonConstants[] = {{0x0002, 0x0006}};

struct Map {
    std::span<const ControlBits> controls;
    std::span<const Constant> constants;
    std::uint16_t width = 0xFF;  ///< all bits of a register
};

Map mapOf(const SensorType& type)
{
    if (type.chipId == 0x56)
        return {kOv5640, kOv5640Constants};
    if (type.chipId == 0x7936)
        return {kPag7936, kPag7936Constants};
    if (type.isThermal())
        return {{}, kLeptonConstants, 0xFFFF};
    return {{}, {}, 0xFFFF};
}

}  // namespace

int SensorRegisters::read(const Sensor& sensor, std::uint16_t address) const
{
    const Map map = mapOf(sensor.type());
    for (const Constant& constant : map.constants)
        if (constant.address == address)
            return constant.value;
    const auto found = m_written.find(address);
    int value = found == m_written.end() ? 0 : found->second;
    for (const ControlBits& bits : map.controls) {
        if (bits.address == address) {
            value &= ~bits.mask;
            value |= bits.get(sensor) == bits.set ? bits.mask : 0;
        }
    }
    return value;
}

void SensorRegisters::write(Sensor& sensor, std::uint16_t address, std::uint16_t value)
{
    const Map map = mapOf(sensor.type());
    m_written[address] = value & map.width;
    for (const ControlBits& bits : map.controls)
        if (bits.address == address)
            bits.put(sensor, ((value & bits.mask) != 0) == bits.set);
}

}  // namespace omv::firmware
