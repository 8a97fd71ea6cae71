// SPDX-License-Identifier: MIT
// The optical half of Sensor: from the scene to the bytes in the frame buffer.
#include "firmware/camera/sensor.h"

#include "firmware/camera/codecs.h"
#include "firmware/camera/color.h"
#include "firmware/camera/layer.h"

#include <algorithm>
#include <cmath>

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

LookUp makeLookUp(const PictureControls& c, std::size_t channel)
{
    double factor = 1;
    if (c.gainDb)
        factor *= std::pow(10.0, (*c.gainDb - kAutoGainDb) / 20);
    if (c.exposureUs)
        factor *= static_cast<double>(*c.exposureUs) / kAutoExposureUs;
    if (c.rgbGainDb)
        factor *= std::pow(10.0, (*c.rgbGainDb)[channel] / 20);
    const double contrast = 1 + 0.15 * c.contrast;
    LookUp table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        double value = static_cast<double>(i) * factor;
        value = (value - 128) * contrast + 128 + 12 * c.brightness;
        const double clamped = std::clamp(std::round(value), 0.0, 255.0);
        table[i] = static_cast<std::uint8_t>(c.negative ? 255 - clamped : clamped);
    }
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

}  // namespace

void Sensor::renderFrame(std::uint32_t frame)
{
    m_rgb.width = m_size.width;
    m_rgb.height = m_size.height;
    const auto part = [](int value, int full) { return std::int64_t{value} * 1000000 / full; };
    const Size full = m_type.fullSize;
    const SceneView view{part(m_readout.x, full.width), part(m_readout.y, full.height),
                         part(m_readout.w, full.width), part(m_readout.h, full.height)};
    m_scene.render(frame, view, m_rgb);
    if (m_controls.colorBar)
        drawColorBar(m_rgb);
    if (m_orientation.mirror || m_orientation.flip)
        turn(m_rgb, {m_orientation.mirror, m_orientation.flip, false, false});
    crop(m_rgb, m_window);
    if (m_orientation.transpose)
        turn(m_rgb, {false, false, true, false});
    applyControls();
    measure();
}

void Sensor::applyControls()
{
    if (m_controls.saturation != 0)
        saturate(m_rgb, m_controls.saturation);
    if (isNeutral(m_controls))
        return;
    for (std::size_t channel = 0; channel < 3; ++channel) {
        const LookUp table = makeLookUp(m_controls, channel);
        for (std::size_t i = channel; i < m_rgb.pixels.size(); i += 3)
            m_rgb.pixels[i] = table[m_rgb.pixels[i]];
    }
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
    Canvas canvas{m_rgb.width, m_rgb.height, m_format, buffer, 0};
    if (m_format != PixelFormat::Jpeg) {
        if (!convertFromRgb(m_rgb, m_format, {buffer, room}))
            return CsiError::FrameBufferOverflow;
        canvas.size = protocol::imageBytes(m_format, static_cast<std::uint32_t>(m_rgb.width),
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
