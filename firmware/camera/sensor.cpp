// SPDX-License-Identifier: MIT
#include "firmware/camera/sensor.h"

#include <algorithm>
#include <cmath>

namespace omv::firmware {

namespace {

constexpr int kAutomaticBuffers = 3;

std::size_t bufferBytes(Size size)
{
    return static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 2;
}

Rect whole(Size size)
{
    return {0, 0, size.width, size.height};
}

}  // namespace

Sensor::Sensor(const SensorType& type, Scene& scene, Timeline& timeline, const Setup& setup)
    : m_type(type)
    , m_scene(scene)
    , m_timeline(timeline)
    , m_setup(setup)
{
    if (type.isThermal())
        m_lepton = std::make_unique<Lepton>(setup.seed);
    if (type.isEvents)
        m_events = std::make_unique<EventSensor>(setup.seed);
    reset(0);
}

void Sensor::reset(std::int64_t now)
{
    m_format = PixelFormat::Invalid;
    m_sizeNumber = kFrameSizeNone;
    m_size = {};
    m_window = {};
    m_readout = whole(m_type.fullSize);
    m_frameRate = 0;
    m_wantedBuffers = 0;
    m_buffers = 0;
    m_orientation = {};
    m_controls = {};
    m_registers.reset();
    m_controls.blackLevel.assign(static_cast<std::size_t>(m_type.blackLevelRegisters), 0);
    m_current = {};
    m_running = false;
    m_powered = true;
    m_asleep = false;
    m_lastTime = 0;
    m_focus.reset();
    m_quarterTurns = 0;
    m_nightFrames = 1;
    if (m_lepton)
        m_lepton->reset(now);
    if (m_events)
        m_events->reset(now);
    applyRate(now);
}

CsiError Sensor::checkSize(int number, Size size, PixelFormat format) const
{
    if (size.width < 1 || size.height < 1)
        return CsiError::InvalidFrameSize;
    if (!m_type.fixedSizes.empty())
        return CsiError::None;
    if (m_events) {
        const bool fits = size.width == kEventSensorSize.width &&
            size.height == kEventSensorSize.height &&
            (number == kFrameSizeCustom || number == kFrameSizeB320x320);
        return streamsEvents() || !fits ? CsiError::ControlFailed : CsiError::None;
    }
    constexpr int kLargestThermal = 4096;
    if (m_type.isThermal())
        return size.width <= kLargestThermal && size.height <= kLargestThermal
            ? CsiError::None
            : CsiError::ControlFailed;
    if (size.width > m_type.fullSize.width || size.height > m_type.fullSize.height ||
        number == kFrameSizeQqqqvga)
        return CsiError::ControlFailed;
    const bool tiny = number == kFrameSizeQqcif || number == kFrameSizeQqsif ||
        number == kFrameSizeHqqqvga || number == kFrameSizeHqqvga;
    const bool oneByte = format == PixelFormat::Grayscale || protocol::isBayer(format) ||
        format == PixelFormat::Jpeg;
    if (tiny && oneByte)
        return CsiError::ControlFailed;
    if (format == PixelFormat::Jpeg && (size.width % 8 != 0 || size.height % 8 != 0))
        return CsiError::ControlFailed;
    return CsiError::None;
}

CsiError Sensor::setFormat(PixelFormat format)
{
    // The sensor sends V first; scripts ask for YUV422.
    if (format == PixelFormat::Yuv422)
        format = PixelFormat::Yvu422;
    if (!m_type.delivers(format))
        return CsiError::ControlFailed;
    const bool rotated = m_orientation.transpose || m_orientation.autoRotation;
    if (rotated && (protocol::isYuv(format) || format == PixelFormat::Jpeg))
        return CsiError::PixelFormatUnsupported;
    if (m_size.width > 0 && !m_events) {
        if (format == PixelFormat::Jpeg && m_window != whole(m_size))
            return CsiError::PixelFormatUnsupported;
        if (const CsiError error = checkSize(m_sizeNumber, m_size, format); error != CsiError::None)
            return error;
    }
    m_format = format;
    m_current = {};
    return arrangeBuffers();
}

CsiError Sensor::setFrameSize(int number, Size custom, std::int64_t now)
{
    Size size = number == kFrameSizeCustom ? custom : namedFrameSize(number);
    if (size.width < 1 || size.height < 1)
        return CsiError::InvalidFrameSize;
    if (!m_type.fixedSizes.empty()) {
        const auto fixed =
            std::ranges::find(m_type.fixedSizes, number, &SensorType::FixedSize::number);
        if (fixed == m_type.fixedSizes.end())
            return CsiError::ControlFailed;
        size = fixed->size;
    }
    if (const CsiError error = checkSize(number, size, m_format); error != CsiError::None)
        return error;
    m_size = size;
    m_sizeNumber = number;
    m_window = whole(size);
    m_readout = clampedReadout(m_readout);
    m_current = {};
    applyRate(now);
    return arrangeBuffers();
}

CsiError Sensor::setWindow(const Rect& window)
{
    if (m_size.width < 1)
        return CsiError::InvalidFrameSize;
    if (m_format == PixelFormat::Jpeg)
        return CsiError::PixelFormatUnsupported;
    m_window = intersection(window, whole(m_size));
    m_current = {};
    return m_window.isEmpty() ? CsiError::InvalidWindow : CsiError::None;
}

double Sensor::maxFps() const
{
    double limit = m_type.maxFps;
    for (const SensorType::FixedSize& fixed : m_type.fixedSizes)
        if (fixed.number == m_sizeNumber)
            limit = fixed.maxFps;
    return std::max(limit, m_setup.defaultFps);
}

void Sensor::applyRate(std::int64_t now)
{
    const double wanted =
        m_frameRate > 0 && m_type.hasRateControl ? m_frameRate : m_setup.defaultFps;
    const double fps = std::min(wanted, maxFps());
    if (fps != m_timeline.fps())
        m_timeline.setFps(now, fps);
}

CsiError Sensor::setFrameRate(double fps, std::int64_t now)
{
    if (fps < 0)
        return CsiError::InvalidFrameRate;
    // The event camera integrates for this long.
    constexpr double kSlowest = 20;
    if (m_events && (streamsEvents() || fps < kSlowest || fps > m_type.maxFps))
        return CsiError::ControlFailed;
    m_frameRate = m_type.hasRateControl ? std::min(fps, maxFps()) : fps;
    applyRate(now);
    return CsiError::None;
}

CsiError Sensor::setBufferCount(int count)
{
    if (count < 1)
        return CsiError::InvalidArgument;
    const int before = m_wantedBuffers;
    m_wantedBuffers = count;
    const CsiError error = arrangeBuffers();
    if (error != CsiError::None) {
        m_wantedBuffers = before;
        arrangeBuffers();
    }
    return error;
}

CsiError Sensor::arrangeBuffers()
{
    m_running = false;
    m_currentIndex = 0;
    if (m_size.width < 1)
        return CsiError::None;
    const auto fit = static_cast<int>(
        std::min<std::size_t>(m_setup.poolBytes / bufferBytes(m_size), kAutomaticBuffers * 100));
    m_buffers = m_wantedBuffers > 0 ? m_wantedBuffers : std::min(fit, kAutomaticBuffers);
    if (m_buffers < 1 || m_buffers > fit) {
        m_buffers = 0;
        return CsiError::FrameBuffer;
    }
    return CsiError::None;
}

CsiError Sensor::setReadoutWindow(const Rect& wanted)
{
    if (!m_type.hasReadoutWindow)
        return CsiError::ControlUnsupported;
    m_readout = clampedReadout(wanted);
    return CsiError::None;
}

// A frame larger than the window makes it grow.
Rect Sensor::clampedReadout(Rect window) const
{
    const Size full = m_type.fullSize;
    window.w = std::clamp(window.w, std::clamp(m_size.width, 1, full.width), full.width);
    window.h = std::clamp(window.h, std::clamp(m_size.height, 1, full.height), full.height);
    const int mostX = (full.width - window.w) / 2;
    const int mostY = (full.height - window.h) / 2;
    window.x = std::clamp(window.x, -mostX, mostX);
    window.y = std::clamp(window.y, -mostY, mostY);
    return window;
}

CsiError Sensor::setOrientation(const Orientation& orientation)
{
    const bool rotated = orientation.transpose || orientation.autoRotation;
    if (rotated && (protocol::isYuv(m_format) || m_format == PixelFormat::Jpeg))
        return CsiError::PixelFormatUnsupported;
    m_orientation = orientation;
    m_current = {};
    return CsiError::None;
}

void Sensor::setGainDb(double db)
{
    double gain = std::pow(10.0, db / 20);
    if (m_type.gainStep > 0)
        gain = std::round(gain / m_type.gainStep) * m_type.gainStep;
    gain = std::clamp(gain, m_type.minGain, m_type.maxGain);
    m_controls.gainDb = 20 * std::log10(gain);
}

int Sensor::exposureUs() const
{
    if (m_controls.exposureUs)
        return *m_controls.exposureUs;
    return m_controls.gainDb
        ? allowedExposure(kAutoExposureUs * std::pow(10.0, (kAutoGainDb - gainDb()) / 20))
        : kAutoExposureUs;
}

void Sensor::setExposureUs(int us)
{
    m_controls.exposureUs = allowedExposure(us);
}

int Sensor::allowedExposure(double us) const
{
    const int frameTime = static_cast<int>(1e6 / m_timeline.fps());
    const int shortest = std::max(m_type.exposureMargin, m_type.exposureStep);
    const int longest = std::max(frameTime - m_type.exposureMargin, shortest);
    const auto clamped = static_cast<int>(std::clamp<double>(us, shortest, longest));
    return clamped / m_type.exposureStep * m_type.exposureStep;
}

CsiError Sensor::ready() const
{
    if (m_format == PixelFormat::Invalid)
        return CsiError::InvalidPixelFormat;
    if (m_size.width < 1)
        return CsiError::InvalidFrameSize;
    if (m_size.width < m_type.native.width || m_size.height < m_type.native.height)
        return CsiError::InvalidFrameSize;
    return m_buffers < 1 ? CsiError::FrameBuffer : CsiError::None;
}

std::int64_t Sensor::nextFrameTime(std::int64_t now)
{
    if (!m_setup.limits || (streamsEvents() && !m_events->pending().empty()))
        return now;
    const std::uint32_t newest = m_timeline.frameAt(now);
    // Capture starts with the first frame after the request: at once, when it was
    // stopped, with a single buffer, or in triggered mode.
    if (!m_running || m_buffers == 1 || m_controls.triggered) {
        if (!m_running || m_lastFrame < newest)
            m_lastFrame = newest;
        m_running = true;
    }
    std::uint32_t next = m_lastFrame + static_cast<std::uint32_t>(m_nightFrames);
    if (m_frameRate > 0 && !m_type.hasRateControl && m_lastTime != 0) {
        // The first frame that keeps the distance; a little early counts as in time.
        const auto distance = static_cast<std::int64_t>(0.97e6 / m_frameRate);
        while (m_timeline.timeOf(next) < m_lastTime + distance)
            ++next;
    }
    return next <= newest ? now : m_timeline.timeOf(next);
}

CsiError Sensor::capture(std::int64_t now)
{
    if (const CsiError error = ready(); error != CsiError::None)
        return error;
    if (streamsEvents() && m_current.data && !m_events->pending().empty())
        return storeEvents(m_current.data);
    std::uint32_t frame = m_timeline.frameAt(now);
    if (!m_setup.limits && m_current.data && frame <= m_lastFrame) {
        frame = m_lastFrame + 1;
        m_timeline.jump(now, frame);
    }
    m_lastFrame = frame;
    m_lastTime = m_timeline.timeOf(frame);
    if (!m_pool)
        m_pool.reset(new std::uint8_t[m_setup.poolBytes]);
    m_currentIndex = (m_currentIndex + 1) % m_buffers;
    m_borrowed = false;
    renderFrame(m_setup.sceneClock ? m_setup.sceneClock->frameAt(now) : frame, now);
    const std::size_t room = bufferBytes(m_size);
    return store(m_pool.get() + room * static_cast<std::size_t>(m_currentIndex), room);
}

bool Sensor::streamsEvents() const
{
    return m_events && m_events->mode() == EventSensor::Mode::Events;
}

CsiError Sensor::setEventMode(bool streaming, int words, std::int64_t now)
{
    constexpr int kWidth = 1024;
    constexpr int kLeast = 1024;
    constexpr int kMost = 65536;
    if (!m_events)
        return CsiError::ControlUnsupported;
    if (streaming && (words < kLeast || words > kMost || (words & (words - 1)) != 0))
        return CsiError::ControlFailed;
    m_events->setMode(streaming ? EventSensor::Mode::Events : EventSensor::Mode::Histogram, now);
    m_format = PixelFormat::Grayscale;
    m_sizeNumber = kFrameSizeCustom;
    m_size = streaming ? Size{kWidth, words * 4 / kWidth} : kEventSensorSize;
    m_window = whole(m_size);
    m_current = {};
    return arrangeBuffers();
}

std::size_t Sensor::currentRoom() const
{
    if (!m_current.data)
        return 0;
    return m_borrowed ? m_setup.poolBytes : bufferBytes(m_size);
}

Canvas Sensor::borrowBuffer(const Canvas& picture)
{
    Canvas canvas = picture;
    canvas.data = nullptr;
    if (canvas.size > m_setup.poolBytes)
        return canvas;
    if (!m_pool)
        m_pool.reset(new std::uint8_t[m_setup.poolBytes]);
    canvas.data = m_pool.get();
    m_current = canvas;
    m_borrowed = true;
    return canvas;
}

}  // namespace omv::firmware
