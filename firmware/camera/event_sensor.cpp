// SPDX-License-Identifier: MIT
#include "firmware/camera/event_sensor.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace omv::firmware {

namespace {

constexpr std::size_t kPixels =
    static_cast<std::size_t>(kEventSensorSize.width) * kEventSensorSize.height;

// A step of the bias changes the threshold by a hundredth of the logarithm: with the
// default set a pixel answers to a quarter.
constexpr float kThresholdStep = 0.01F;
// Gray levels of darkness in which changes drown.
constexpr float kDarkLevel = 16;
constexpr int kHotPixels = 5;

// DIFF_OFF, DIFF_ON, FO, HPF, REFR of the firmware's sets.
constexpr int kBiasSets[5][5] = {
    {28, 25, 34, 40, 10},  // default
    {19, 24, 19, 0, 10},  // low light
    {45, 55, 50, 127, 0},  // active marker
    {38, 35, 24, 40, 10},  // low noise
    {26, 37, 38, 74, 25},  // high speed
};

// EVT 2.0: type in the upper four bits, six bits of time, eleven each of x and y.
constexpr std::uint32_t kTimeMark = 8;
constexpr int kTypeShift = 28;
constexpr int kTimeShift = 22;
constexpr int kXShift = 11;
constexpr std::uint32_t kCoordinate = 0x7FF;
constexpr std::uint32_t kTimeLow = 0x3F;
constexpr int kTimeBits = 6;

std::uint32_t timeMark(std::int64_t time)
{
    return kTimeMark << kTypeShift | (static_cast<std::uint32_t>(time >> kTimeBits) & 0xFFFFFFF);
}

const std::array<float, 256>& logarithms()
{
    static const std::array<float, 256> table = [] {
        std::array<float, 256> made{};
        for (std::size_t i = 0; i < made.size(); ++i)
            made[i] = std::log(static_cast<float>(i) + kDarkLevel);
        return made;
    }();
    return table;
}

std::uint64_t mixed(std::uint64_t value)
{
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9U;
    value = (value ^ value >> 27) * 0x94D049BB133111EBU;
    return value ^ value >> 31;
}

}  // namespace

std::size_t packEvents(std::span<const PixelEvent> events, std::int64_t end,
                       std::span<std::uint32_t> words)
{
    std::size_t at = 0;
    std::size_t packed = 0;
    std::uint32_t mark = 0;
    for (const PixelEvent& event : events) {
        const std::uint32_t wanted = timeMark(event.time);
        if (at + (wanted != mark ? 2 : 1) > words.size())
            break;
        if (wanted != mark)
            words[at++] = wanted;
        mark = wanted;
        words[at++] = static_cast<std::uint32_t>(event.on) << kTypeShift |
            (static_cast<std::uint32_t>(event.time) & kTimeLow) << kTimeShift |
            static_cast<std::uint32_t>(event.x) << kXShift | event.y;
        ++packed;
    }
    std::fill(words.begin() + static_cast<std::ptrdiff_t>(at), words.end(),
              packed < events.size() ? mark : timeMark(end));
    return packed;
}

std::vector<PixelEvent> unpackEvents(std::span<const std::uint32_t> words)
{
    std::vector<PixelEvent> events;
    std::int64_t high = 0;
    for (const std::uint32_t word : words) {
        const std::uint32_t type = word >> kTypeShift;
        if (type == kTimeMark)
            high = static_cast<std::int64_t>(word & 0xFFFFFFF) << kTimeBits;
        else if (type <= 1)
            events.push_back({high | (word >> kTimeShift & kTimeLow),
                              static_cast<std::uint16_t>(word >> kXShift & kCoordinate),
                              static_cast<std::uint16_t>(word & kCoordinate), type == 1});
    }
    return events;
}

EventSensor::EventSensor(std::uint64_t seed)
    : m_seed(seed)
{
    reset(0);
}

void EventSensor::reset(std::int64_t now)
{
    setMode(Mode::Histogram, now);
    m_filter = BurstFilter::All;
    m_contrast = 16;
    m_brightness = 128;
    m_disabled.assign(kPixels, false);
}

void EventSensor::setMode(Mode mode, std::int64_t now)
{
    m_mode = mode;
    setBiases(0);
    m_started = now;
    m_lastTime = now;
    m_levels.clear();
    m_events.clear();
    m_taken = 0;
}

bool EventSensor::setBiases(int preset)
{
    if (preset < 0 || preset >= static_cast<int>(std::size(kBiasSets)))
        return false;
    std::copy_n(kBiasSets[preset], std::size(m_biases), m_biases);
    return true;
}

bool EventSensor::setBias(int bias, int value)
{
    if (bias < 0 || bias >= static_cast<int>(std::size(m_biases)))
        return false;
    m_biases[bias] = std::clamp(value, 0, 127);
    return true;
}

bool EventSensor::setBurstFilter(int filter)
{
    if (filter < 0 || filter > static_cast<int>(BurstFilter::FirstTwo))
        return false;
    m_filter = static_cast<BurstFilter>(filter);
    return true;
}

void EventSensor::setContrast(int level)
{
    m_contrast = std::clamp(level, 0, 255);
}

void EventSensor::setBrightness(int level)
{
    m_brightness = std::clamp(level, 0, 255);
}

void EventSensor::emit(std::size_t pixel, bool on, int count, std::int64_t time)
{
    if (m_disabled[pixel])
        return;
    int first = 0;
    int end = count;
    switch (m_filter) {
    case BurstFilter::All: break;
    case BurstFilter::Second:
        first = 1;
        end = std::min(count, 2);
        break;
    case BurstFilter::First: end = 1; break;
    case BurstFilter::FirstTwo: end = std::min(count, 2); break;
    }
    const auto width = static_cast<std::size_t>(kEventSensorSize.width);
    // Even steps of the logarithm, and the last one at the frame's own time.
    const std::int64_t passed = std::max<std::int64_t>(time - m_lastTime, 0);
    for (int i = first; i < end; ++i)
        m_events.push_back({m_lastTime - m_started + passed * (i + 1) / count,
                            static_cast<std::uint16_t>(pixel % width),
                            static_cast<std::uint16_t>(pixel / width), on});
}

void EventSensor::compare(std::size_t pixel, float level, std::int64_t time)
{
    const float change = level - m_levels[pixel];
    const Bias bias = change > 0 ? Bias::DiffOn : Bias::DiffOff;
    const int steps = std::max(m_biases[static_cast<std::size_t>(bias)], 1);
    const float threshold = kThresholdStep * static_cast<float>(steps);
    const int count = static_cast<int>(std::abs(change) / threshold);
    if (count == 0)
        return;
    m_levels[pixel] += std::copysign(threshold * static_cast<float>(count), change);
    emit(pixel, change > 0, count, time);
}

// A few pixels report changes that are none, every other frame or so.
void EventSensor::addHotPixels(std::int64_t time)
{
    for (std::uint64_t i = 1; i <= kHotPixels; ++i) {
        const std::uint64_t place = mixed(m_seed * 0x9E3779B97F4A7C15U + i);
        const std::uint64_t now = mixed(place + m_lastFrame);
        if (now & 1)
            emit(place % kPixels, (now & 2) != 0, m_filter == BurstFilter::Second ? 2 : 1, time);
    }
}

void EventSensor::look(Scene& scene, std::uint32_t frame, std::int64_t time)
{
    RgbFrame seen{kEventSensorSize.width, kEventSensorSize.height, {}};
    scene.render(frame, {}, seen);
    const std::array<float, 256>& levelOf = logarithms();
    const bool first = m_levels.empty();
    m_levels.resize(kPixels);
    m_events.clear();
    m_taken = 0;
    m_lastFrame = frame;
    for (std::size_t i = 0; i < kPixels; ++i) {
        const std::uint8_t* p = &seen.pixels[3 * i];
        // Luma in 1/256.
        const int gray = (77 * p[0] + 150 * p[1] + 29 * p[2]) >> 8;
        const float level = levelOf[static_cast<std::size_t>(gray)];
        if (first)
            m_levels[i] = level;
        else
            compare(i, level, time);
    }
    if (!first)
        addHotPixels(time);
    m_lastTime = std::max(time, m_lastTime);
    std::ranges::stable_sort(m_events, {}, &PixelEvent::time);
}

std::span<const PixelEvent> EventSensor::pending() const
{
    return std::span(m_events).subspan(std::min(m_taken, m_events.size()));
}

std::vector<std::uint8_t> EventSensor::histogram() const
{
    std::vector<int> counts(kPixels, 0);
    for (const PixelEvent& event : m_events)
        counts[static_cast<std::size_t>(event.y) * kEventSensorSize.width + event.x] +=
            event.on ? 1 : -1;
    std::vector<std::uint8_t> gray(kPixels);
    std::ranges::transform(counts, gray.begin(), [this](int count) {
        const int level = std::clamp(count, -128, 127) * m_contrast + m_brightness;
        return static_cast<std::uint8_t>(std::clamp(level, 0, 255));
    });
    return gray;
}

int EventSensor::disableHotPixels(std::span<const std::uint8_t> counts, float sigma)
{
    double sum = 0;
    double squares = 0;
    for (const std::uint8_t count : counts) {
        const double number = count;
        sum += number;
        squares += number * number;
    }
    const double mean = sum / static_cast<double>(counts.size());
    const double deviation =
        std::sqrt(std::max(squares / static_cast<double>(counts.size()) - mean * mean, 0.0));
    const double limit = std::round(mean + deviation * static_cast<double>(sigma));
    int disabled = 0;
    for (std::size_t i = 0; i < kPixels; ++i) {
        m_disabled[i] = i < counts.size() && counts[i] > limit;
        disabled += m_disabled[i] ? 1 : 0;
    }
    return disabled;
}

}  // namespace omv::firmware
