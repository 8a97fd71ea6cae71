// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/blit.h"
#include "firmware/camera/scene.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace omv::firmware {

constexpr Size kLeptonSize{160, 120};
constexpr double kLeptonFps = 9;
/// From reset or a change of mode to the first frame, microseconds.
constexpr std::int64_t kLeptonStartUs = 950000;

/// A FLIR Lepton 3.5: temperatures of the scene with its noise, flat field corrections
/// that hold the picture, and the commands and attributes of its control interface.
/// Threads: the VM's.
class Lepton {
public:
    explicit Lepton(std::uint64_t seed);
    void reset(std::int64_t now);

    /// Measurement: gray levels stand for temperatures; else the contrast is automatic.
    void setMode(bool measurement, bool highTemperature, std::int64_t now);
    bool measures() const { return m_measures; }
    bool isHighTemperature() const { return m_highTemperature; }
    /// Temperatures of gray 0 and 255, in any order, limited to what the mode can measure.
    void setRange(float a, float b);
    float rangeMin() const { return m_min; }
    float rangeMax() const { return m_max; }

    /// Takes the scene's frame, unless a correction holds the picture.
    void look(Scene& scene, std::uint32_t frame, std::int64_t now);
    /// What was taken last, kLeptonSize, degrees Celsius.
    const std::vector<float>& temperatures() const { return m_temperatures; }
    /// The same as gray levels, scaled bilinearly so that it fills `size`, centred.
    std::vector<std::uint8_t> scaledPicture(Size size) const;

    float fpaTemperature(std::int64_t now) const;
    float auxTemperature(std::int64_t now) const;

    /// Starts a command; false for one that it does not know.
    bool run(std::uint16_t command, std::int64_t now);
    void setAttribute(std::uint16_t attribute, std::vector<std::uint16_t> words);
    /// What the attribute holds; zeros where nothing was set.
    std::vector<std::uint16_t> attribute(std::uint16_t attribute, std::size_t count,
                                         std::int64_t now) const;

private:
    std::vector<std::uint8_t> grayPicture() const;
    std::optional<std::vector<std::uint16_t>> measured(std::uint16_t attribute,
                                                       std::int64_t now) const;

    std::uint64_t m_seed;
    bool m_measures = false;
    bool m_highTemperature = false;
    float m_min = 0;
    float m_max = 0;
    std::int64_t m_started = 0;
    std::int64_t m_corrected = 0;  ///< start of the last flat field correction
    std::vector<float> m_temperatures;
    std::map<std::uint16_t, std::vector<std::uint16_t>> m_attributes;
};

}  // namespace omv::firmware
