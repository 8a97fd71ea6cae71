// SPDX-License-Identifier: MIT
#include "firmware/camera/lepton.h"

#include <algorithm>
#include <cmath>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace omv::firmware {

namespace {

constexpr float kNoise = 0.05F;
constexpr float kLowest = -10;
constexpr float kHighest = 140;
constexpr float kHighestHot = 600;
constexpr float kDefaultMax = 40;
// The automatic contrast does not blow up less than this to black and white, K.
constexpr float kLeastSpan = 2;
constexpr std::int64_t kCorrectionEveryUs = 180000000;
constexpr std::int64_t kCorrectionUs = 400000;

// Commands and attributes that answer something (FLIR's interface description).
constexpr std::uint16_t kAgcEnable = 0x0100;
constexpr std::uint16_t kPing = 0x0202;
constexpr std::uint16_t kStatus = 0x0204;
constexpr std::uint16_t kSerialNumber = 0x0208;
constexpr std::uint16_t kUptime = 0x020C;
constexpr std::uint16_t kAuxKelvin = 0x0210;
constexpr std::uint16_t kFpaKelvin = 0x0214;
constexpr std::uint16_t kRunCorrection = 0x0242;
constexpr std::uint16_t kReboot = 0x4842;

std::uint16_t centiKelvin(float celsius)
{
    return static_cast<std::uint16_t>(std::lround((celsius + 273.15F) * 100));
}

}  // namespace

Lepton::Lepton(std::uint64_t seed)
    : m_seed(seed)
{
    reset(0);
}

void Lepton::reset(std::int64_t now)
{
    m_attributes.clear();
    m_min = kLowest;
    m_max = kDefaultMax;
    setMode(false, false, now);
}

void Lepton::setMode(bool measurement, bool highTemperature, std::int64_t now)
{
    m_measures = measurement;
    m_highTemperature = highTemperature;
    setRange(m_min, m_max);
    m_started = now;
    m_corrected = now;
    m_temperatures.clear();
}

void Lepton::setRange(float a, float b)
{
    const float highest = m_highTemperature ? kHighestHot : kHighest;
    m_min = std::clamp(std::min(a, b), kLowest, highest);
    m_max = std::clamp(std::max(a, b), kLowest, highest);
}

void Lepton::look(Scene& scene, std::uint32_t frame, std::int64_t now)
{
    if (now - m_corrected >= kCorrectionEveryUs)
        m_corrected = now;
    const bool shutterClosed = now - m_corrected < kCorrectionUs;
    if (shutterClosed && !m_temperatures.empty())
        return;
    ScalarFrame seen{kLeptonSize.width, kLeptonSize.height, {}};
    scene.renderTemperature(frame, {}, seen);
    cv::RNG random(m_seed * 0x9E3779B97F4A7C15U + static_cast<std::uint64_t>(now) + 1);
    const float highest = m_highTemperature ? kHighestHot : kHighest;
    for (float& value : seen.values)
        value = std::min(value + static_cast<float>(random.gaussian(kNoise)), highest);
    m_temperatures = std::move(seen.values);
}

std::vector<std::uint8_t> Lepton::grayPicture() const
{
    float low = m_min;
    float high = m_max;
    if (!m_measures && !m_temperatures.empty()) {
        const auto [least, most] = std::ranges::minmax(m_temperatures);
        const float middle = (least + most) / 2;
        const float half = std::max(most - least, kLeastSpan) / 2;
        low = middle - half;
        high = middle + half;
    }
    const float scale = high > low ? 255 / (high - low) : 0;
    std::vector<std::uint8_t> gray(m_temperatures.size());
    std::ranges::transform(m_temperatures, gray.begin(), [&](float value) {
        return static_cast<std::uint8_t>(
            std::lround(std::clamp((value - low) * scale, 0.0F, 255.0F)));
    });
    return gray;
}

std::vector<std::uint8_t> Lepton::scaledPicture(Size size) const
{
    std::vector<std::uint8_t> gray = grayPicture();
    std::vector<std::uint8_t> out(static_cast<std::size_t>(size.width) *
                                  static_cast<std::size_t>(size.height));
    if (gray.empty() || out.empty())
        return out;
    const cv::Mat native(kLeptonSize.height, kLeptonSize.width, CV_8UC1, gray.data());
    const double scale = std::max(static_cast<double>(size.width) / native.cols,
                                  static_cast<double>(size.height) / native.rows);
    const int width = std::clamp(static_cast<int>(std::lround(size.width / scale)), 1, native.cols);
    const int height =
        std::clamp(static_cast<int>(std::lround(size.height / scale)), 1, native.rows);
    const cv::Rect part((native.cols - width) / 2, (native.rows - height) / 2, width, height);
    cv::Mat scaled(size.height, size.width, CV_8UC1, out.data());
    cv::resize(native(part), scaled, scaled.size(), 0, 0, cv::INTER_LINEAR);
    return out;
}

// It warms up over some minutes.
float Lepton::fpaTemperature(std::int64_t now) const
{
    const double minutes = static_cast<double>(std::max<std::int64_t>(now - m_started, 0)) / 60e6;
    return static_cast<float>(32.0 - 4.0 * std::exp(-minutes / 3));
}

float Lepton::auxTemperature(std::int64_t now) const
{
    return fpaTemperature(now) - 1.5F;
}

bool Lepton::run(std::uint16_t command, std::int64_t now)
{
    switch (command) {
    case kPing: return true;
    case kRunCorrection: m_corrected = now; return true;
    case kReboot: reset(now); return true;
    default: return false;
    }
}

void Lepton::setAttribute(std::uint16_t attribute, std::vector<std::uint16_t> words)
{
    m_attributes[attribute] = std::move(words);
}

std::optional<std::vector<std::uint16_t>> Lepton::measured(std::uint16_t attribute,
                                                           std::int64_t now) const
{
    const auto uptime = static_cast<std::uint64_t>(std::max<std::int64_t>(now - m_started, 0));
    const auto word = [](std::uint64_t value) { return static_cast<std::uint16_t>(value); };
    switch (attribute) {
    case kStatus: return std::vector<std::uint16_t>{0, 0, 0, 0};
    case kSerialNumber:
        return std::vector<std::uint16_t>{word(m_seed), word(m_seed >> 16), word(m_seed >> 32),
                                          word(m_seed >> 48)};
    case kUptime: return std::vector<std::uint16_t>{word(uptime / 1000), word(uptime / 65536000)};
    case kAuxKelvin: return std::vector<std::uint16_t>{centiKelvin(auxTemperature(now))};
    case kFpaKelvin: return std::vector<std::uint16_t>{centiKelvin(fpaTemperature(now))};
    case kAgcEnable: return std::vector<std::uint16_t>{word(m_measures ? 0 : 1), 0};
    default: return std::nullopt;
    }
}

std::vector<std::uint16_t> Lepton::attribute(std::uint16_t attribute, std::size_t count,
                                             std::int64_t now) const
{
    std::vector<std::uint16_t> words;
    if (const auto set = m_attributes.find(attribute); set != m_attributes.end())
        words = set->second;
    else if (const auto own = measured(attribute, now))
        words = *own;
    words.resize(count, 0);
    return words;
}

}  // namespace omv::firmware
