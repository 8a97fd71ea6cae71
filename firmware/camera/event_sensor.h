// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/blit.h"
#include "firmware/camera/scene.h"

#include <cstdint>
#include <span>
#include <vector>

namespace omv::firmware {

constexpr std::uint32_t kEventSensorId = 0xB0602003;
constexpr Size kEventSensorSize{320, 320};

/// A pixel became brighter or darker by its threshold.
struct PixelEvent {
    std::int64_t time = 0;  ///< microseconds since the mode was set
    std::uint16_t x = 0;
    std::uint16_t y = 0;
    bool on = false;  ///< brighter

    friend bool operator==(const PixelEvent&, const PixelEvent&) = default;
};

/// Events as the sensor sends them: 32-bit words (EVT 2.0). Writes events until one
/// does not fit, fills up with time marks, and returns how many events there are.
std::size_t packEvents(std::span<const PixelEvent> events, std::int64_t end,
                       std::span<std::uint32_t> words);
std::vector<PixelEvent> unpackEvents(std::span<const std::uint32_t> words);

/// Prophesee's GENX320: each pixel remembers the logarithm of its brightness and tells
/// when that changed by a threshold; several times when it changed by more. Frames of the
/// scene are all that it sees, so the times between two of them are interpolated.
/// Threads: the VM's.
class EventSensor {
public:
    enum class Mode { Histogram = 0, Events = 1 };
    /// Which events of a burst, of one pixel between two frames, are let through.
    enum class BurstFilter { All = 0, Second = 1, First = 2, FirstTwo = 3 };
    enum class Bias { DiffOff = 0, DiffOn = 1, Fo = 2, Hpf = 3, Refractory = 4 };

    explicit EventSensor(std::uint64_t seed);
    void reset(std::int64_t now);

    /// Forgets what the pixels saw.
    void setMode(Mode mode, std::int64_t now);
    Mode mode() const { return m_mode; }
    /// False: there is no such set.
    bool setBiases(int preset);
    bool setBias(int bias, int value);
    bool setBurstFilter(int filter);
    int contrast() const { return m_contrast; }
    int brightness() const { return m_brightness; }
    void setContrast(int level);
    void setBrightness(int level);

    /// Compares the scene's frame with what the pixels remember; `time`: when it ended.
    void look(Scene& scene, std::uint32_t frame, std::int64_t time);
    /// Of the last frame, in the order of time; less those that were taken.
    std::span<const PixelEvent> pending() const;
    void take(std::size_t count) { m_taken += count; }
    /// Time of the last frame, as events have it.
    std::int64_t lastTime() const { return m_lastTime - m_started; }
    /// Events of the last frame by pixel: ON less OFF, times the contrast, around the
    /// brightness.
    std::vector<std::uint8_t> histogram() const;

    /// Switches off the pixels that had more events than the mean and so many standard
    /// deviations; returns how many. `counts`: events of each pixel.
    int disableHotPixels(std::span<const std::uint8_t> counts, float sigma);

private:
    void compare(std::size_t pixel, float level, std::int64_t time);
    void addHotPixels(std::int64_t time);
    void emit(std::size_t pixel, bool on, int count, std::int64_t time);

    std::uint64_t m_seed;
    Mode m_mode = Mode::Histogram;
    BurstFilter m_filter = BurstFilter::All;
    int m_biases[5] = {};
    int m_contrast = 16;
    int m_brightness = 128;
    std::int64_t m_started = 0;
    std::int64_t m_lastTime = 0;
    std::uint32_t m_lastFrame = 0;
    std::vector<float> m_levels;  ///< what the pixels remember; empty: nothing
    std::vector<bool> m_disabled;
    std::vector<PixelEvent> m_events;
    std::size_t m_taken = 0;
};

}  // namespace omv::firmware
