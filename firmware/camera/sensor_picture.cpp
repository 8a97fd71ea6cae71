// SPDX-License-Identifier: MIT
// The optical half of Sensor: from the scene to the bytes in the frame buffer.
#include "firmware/camera/sensor.h"

#include "firmware/camera/codecs.h"
#include "firmware/camera/color.h"
#include "firmware/camera/layer.h"
#include "firmware/camera/palette.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <opencv2/imgproc.hpp>

namespace omv::firmware {

namespace {

using LookUp = std::array<std::uint8_t, 256>;

// White, yellow, cyan, green, magenta, red, blue, black, as test pictures have them.
void drawColorBar(RgbFrame& rgb)
{
    constexpr Rgb kBars[8] = {{255, 255, 255}, {255, 255, 0}, {0, 255, 255}, {0, 255, 0},
                              {255, 0, 255},   {255, 0, 0},   {0, 0, 255},   {0, 0, 0}};
    std::uint8_t* p = rgb.pixels.data();
    for (int y = 0; y < rgb.height; ++y) {
        for (int x = 0; x < rgb.width; ++x) {
            const Rgb& bar = kBars[x * 8 / rgb.width];
            *p++ = bar.r;
            *p++ = bar.g;
            *p++ = bar.b;
        }
    }
}

/// `exposure`: as a part of the automatic's.
double brightnessFactor(const PictureControls& c, double exposure, double night,
                        std::size_t channel)
{
    double factor = exposure;
    if (c.gainDb)
        factor *= std::pow(10.0, (*c.gainDb - kAutoGainDb) / 20);
    if (!c.exposureUs)
        factor *= night;
    if (c.rgbGainDb)
        factor *= std::pow(10.0, (*c.rgbGainDb)[channel] / 20);
    return factor;
}

std::uint8_t shown(const PictureControls& c, double value)
{
    const double contrast = 1 + 0.15 * c.contrast;
    value = (value - 128) * contrast + 128 + 12 * c.brightness;
    const double clamped = std::clamp(std::round(value), 0.0, 255.0);
    return static_cast<std::uint8_t>(c.negative ? 255 - clamped : clamped);
}

LookUp makeLookUp(const PictureControls& c, double factor)
{
    LookUp table{};
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] = shown(c, static_cast<double>(i) * factor);
    return table;
}

bool isNeutral(const PictureControls& c)
{
    return !c.gainDb && !c.exposureUs && !c.rgbGainDb && c.contrast == 0 && c.brightness == 0 &&
        !c.negative;
}

void saturate(RgbFrame& rgb, int saturation)
{
    const int factor = 100 + 25 * saturation;
    for (std::size_t i = 0; i + 2 < rgb.pixels.size(); i += 3) {
        const int gray = luma(rgb.pixels[i], rgb.pixels[i + 1], rgb.pixels[i + 2]);
        for (std::size_t channel = 0; channel < 3; ++channel) {
            std::uint8_t& value = rgb.pixels[i + channel];
            value =
                static_cast<std::uint8_t>(std::clamp(gray + (value - gray) * factor / 100, 0, 255));
        }
    }
}

void turn(RgbFrame& rgb, const Orientation& o)
{
    Layer layer{rgb.width, rgb.height, true, std::move(rgb.pixels)};
    turnLayer(layer, o.mirror, o.flip, o.transpose);
    rgb.pixels = std::move(layer.pixels);
    rgb.width = layer.width;
    rgb.height = layer.height;
}

void crop(RgbFrame& rgb, const Rect& window)
{
    if (window == Rect{0, 0, rgb.width, rgb.height})
        return;
    const auto row = static_cast<std::size_t>(window.w) * 3;
    std::vector<std::uint8_t> out;
    out.reserve(row * static_cast<std::size_t>(window.h));
    for (int y = window.y; y < window.bottom(); ++y) {
        const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(rgb.width) +
                         static_cast<std::size_t>(window.x)) *
            3;
        out.insert(out.end(), rgb.pixels.begin() + static_cast<std::ptrdiff_t>(at),
                   rgb.pixels.begin() + static_cast<std::ptrdiff_t>(at + row));
    }
    rgb.pixels = std::move(out);
    rgb.width = window.w;
    rgb.height = window.h;
}

void blur(RgbFrame& rgb, double radius)
{
    if (radius <= 0)
        return;
    const cv::Mat sharp(rgb.height, rgb.width, CV_8UC3, rgb.pixels.data());
    cv::Mat soft;
    cv::GaussianBlur(sharp, soft, {}, radius * rgb.width / 320);
    std::copy_n(soft.data, rgb.pixels.size(), rgb.pixels.begin());
}

// Drawn once: a large picture takes millions of them.
const std::array<float, 4096>& normalNumbers()
{
    static const std::array<float, 4096> numbers = [] {
        std::array<float, 4096> made{};
        cv::RNG random(1);
        for (float& number : made)
            number = static_cast<float>(random.gaussian(1));
        return made;
    }();
    return numbers;
}

}  // namespace

void Sensor::place()
{
    placeFrame(m_rgb);
    if (!m_glow.pixels.empty())
        placeFrame(m_glow);
}

void Sensor::placeFrame(RgbFrame& rgb) const
{
    if (m_orientation.mirror || m_orientation.flip)
        turn(rgb, {m_orientation.mirror, m_orientation.flip, false, false});
    crop(rgb, m_window);
    if (m_orientation.transpose)
        turn(rgb, {false, false, true, false});
    if (!m_orientation.autoRotation)
        return;
    switch (m_quarterTurns) {
    case 1: turn(rgb, {false, true, true, false}); break;
    case 2: turn(rgb, {true, true, false, false}); break;
    case 3: turn(rgb, {true, false, true, false}); break;
    default: break;
    }
}

// Where the picture is as bright as by the automatic, lamps are white anyway.
void Sensor::takeGlow(std::uint32_t frame, const SceneView& view)
{
    m_glow = {m_size.width, m_size.height, {}};
    const double exposure = static_cast<double>(exposureUs()) / kAutoExposureUs;
    if (m_controls.colorBar || brightnessFactor(m_controls, exposure, 1, 0) >= 1)
        return;
    ScalarFrame glow{m_size.width, m_size.height, {}};
    if (!m_scene.renderGlow(frame, view, glow))
        return;
    m_glow.pixels.reserve(glow.values.size() * 3);
    for (const float value : glow.values)
        m_glow.pixels.insert(m_glow.pixels.end(), 3, cv::saturate_cast<std::uint8_t>(value));
}

// From the thermal picture to the frame: bilinear, centred, filling the frame.
void Sensor::renderThermal(std::uint32_t frame, std::int64_t now)
{
    m_lepton->look(m_scene, frame, now);
    const std::vector<std::uint8_t> gray = m_lepton->scaledPicture({m_size.width, m_size.height});
    const ColorPalette& palette =
        m_controls.paletteColors ? *m_controls.paletteColors : rainbowPalette();
    m_rgb.width = m_size.width;
    m_rgb.height = m_size.height;
    m_rgb.pixels.clear();
    m_rgb.pixels.reserve(gray.size() * 3);
    for (const std::uint8_t level : gray) {
        const Rgb color =
            m_format == PixelFormat::Rgb565 ? fromRgb565(palette[level]) : Rgb{level, level, level};
        m_rgb.pixels.insert(m_rgb.pixels.end(), {color.r, color.g, color.b});
    }
    place();
}

// The scene's frame as the pixels see it; in histogram mode also as a picture.
void Sensor::renderEvents(std::uint32_t frame, std::int64_t now)
{
    m_events->look(m_scene, frame, now);
    if (streamsEvents())
        return;
    const ColorPalette* palette = m_controls.paletteColors;
    m_rgb.width = kEventSensorSize.width;
    m_rgb.height = kEventSensorSize.height;
    m_rgb.pixels.clear();
    for (const std::uint8_t level : m_events->histogram()) {
        const Rgb color = palette ? fromRgb565((*palette)[level]) : Rgb{level, level, level};
        m_rgb.pixels.insert(m_rgb.pixels.end(), {color.r, color.g, color.b});
    }
    place();
}

// A buffer of words, as the sensor sends them; what does not fit comes in the next.
CsiError Sensor::storeEvents(std::uint8_t* buffer)
{
    std::vector<PixelEvent> events(m_events->pending().begin(), m_events->pending().end());
    for (PixelEvent& event : events) {
        if (m_orientation.mirror)
            event.x = static_cast<std::uint16_t>(kEventSensorSize.width - 1 - event.x);
        if (m_orientation.flip)
            event.y = static_cast<std::uint16_t>(kEventSensorSize.height - 1 - event.y);
    }
    const std::size_t bytes =
        static_cast<std::size_t>(m_size.width) * static_cast<std::size_t>(m_size.height);
    std::vector<std::uint32_t> words(bytes / sizeof(std::uint32_t));
    m_events->take(packEvents(events, m_events->lastTime(), words));
    std::memcpy(buffer, words.data(), bytes);
    m_current = {m_size.width, m_size.height, PixelFormat::Grayscale, buffer, bytes};
    return CsiError::None;
}

// In the dark the night mode exposes for up to four frame times.
double Sensor::nightFactor() const
{
    constexpr double kWanted = 80;
    constexpr double kLongest = 4;
    std::int64_t sum = 0;
    for (const std::uint8_t value : m_rgb.pixels)
        sum += value;
    const double mean = static_cast<double>(sum) /
        static_cast<double>(std::max<std::size_t>(m_rgb.pixels.size(), 1));
    return std::clamp(kWanted / std::max(mean, 1.0), 1.0, kLongest);
}

void Sensor::renderFrame(std::uint32_t frame, std::int64_t now)
{
    if (m_lepton) {
        renderThermal(frame, now);
        return;
    }
    if (m_events) {
        renderEvents(frame, m_lastTime);
        return;
    }
    m_rgb.width = m_size.width;
    m_rgb.height = m_size.height;
    const auto part = [](int value, int full) { return std::int64_t{value} * 1000000 / full; };
    const Size full = m_type.fullSize;
    const int left = (full.width - m_readout.w) / 2 + m_readout.x;
    const int top = (full.height - m_readout.h) / 2 + m_readout.y;
    const SceneView view{part(left, full.width), part(top, full.height),
                         part(m_readout.w, full.width), part(m_readout.h, full.height)};
    m_scene.render(frame, view, m_rgb);
    takeGlow(frame, view);
    blur(m_rgb, m_focus.blurAt(now));
    if (m_controls.colorBar)
        drawColorBar(m_rgb);
    place();
    applyControls(frame);
    measure();
}

// Amplified noise: none at the automatic's gain.
void Sensor::addNoise(std::uint32_t frame)
{
    constexpr double kDeviation = 0.8;
    const double excess = std::pow(10.0, (gainDb() - kAutoGainDb) / 20) - 1;
    if (excess <= 0)
        return;
    const auto deviation = static_cast<float>(kDeviation * excess);
    const std::array<float, 4096>& normal = normalNumbers();
    auto state = static_cast<std::uint32_t>(m_setup.seed * 0x9E3779B9U + frame);
    for (std::uint8_t& value : m_rgb.pixels) {
        state = state * 1664525U + 1013904223U;
        const float noisy = static_cast<float>(value) + normal[state >> 20] * deviation;
        value = cv::saturate_cast<std::uint8_t>(noisy);
    }
}

void Sensor::applyControls(std::uint32_t frame)
{
    if (m_controls.saturation != 0)
        saturate(m_rgb, m_controls.saturation);
    const bool night = m_controls.nightMode && !m_controls.exposureUs;
    const double brighter = night ? nightFactor() : 1;
    m_nightFrames = static_cast<int>(std::ceil(brighter));
    if (isNeutral(m_controls) && brighter <= 1)
        return;
    const double exposure = static_cast<double>(exposureUs()) / kAutoExposureUs;
    for (std::size_t channel = 0; channel < 3; ++channel) {
        const double factor = brightnessFactor(m_controls, exposure, brighter, channel);
        const LookUp table = makeLookUp(m_controls, factor);
        for (std::size_t i = channel; i < m_rgb.pixels.size(); i += 3) {
            std::uint8_t& value = m_rgb.pixels[i];
            const bool lamp = !m_glow.pixels.empty() && m_glow.pixels[i] > 1;
            value = lamp ? shown(m_controls, value * factor * m_glow.pixels[i]) : table[value];
        }
    }
    addNoise(frame);
}

void Sensor::measure()
{
    if (!m_type.hasRgbStatistics)
        return;
    // Every 16th pixel is enough for a mean.
    std::array<std::int64_t, 3> sums{};
    std::int64_t count = 0;
    for (std::size_t i = 0; i + 2 < m_rgb.pixels.size(); i += 48, ++count)
        for (std::size_t channel = 0; channel < 3; ++channel)
            sums[channel] += m_rgb.pixels[i + channel];
    const auto mean = [&](std::size_t channel) {
        return static_cast<int>(sums[channel] / std::max<std::int64_t>(count, 1));
    };
    m_means = {mean(0), mean(1), mean(1), mean(2)};
}

CsiError Sensor::store(std::uint8_t* buffer, std::size_t room)
{
    m_current = {};
    if (streamsEvents())
        return storeEvents(buffer);
    // An event camera's histogram is coloured where it lies.
    const bool colored = m_events && m_controls.paletteColors;
    const PixelFormat format = colored ? PixelFormat::Rgb565 : m_format;
    Canvas canvas{m_rgb.width, m_rgb.height, format, buffer, 0};
    if (format != PixelFormat::Jpeg) {
        if (!convertFromRgb(m_rgb, format, {buffer, room}))
            return CsiError::FrameBufferOverflow;
        canvas.size = protocol::imageBytes(format, static_cast<std::uint32_t>(m_rgb.width),
                                           static_cast<std::uint32_t>(m_rgb.height));
        m_current = canvas;
        return CsiError::None;
    }
    const auto file =
        encodeRgbJpeg(m_rgb.pixels, m_rgb.width, m_rgb.height, std::max(m_controls.quality, 1));
    if (!file)
        return CsiError::CaptureFailed;
    if (file->size() > room)
        return CsiError::JpegOverflow;
    std::ranges::copy(*file, buffer);
    canvas.size = file->size();
    m_current = canvas;
    return CsiError::None;
}

}  // namespace omv::firmware
