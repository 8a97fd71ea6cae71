// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/auto_focus.h"
#include "firmware/camera/event_sensor.h"
#include "firmware/camera/lepton.h"
#include "firmware/camera/scene.h"
#include "firmware/camera/sensor_registers.h"
#include "firmware/camera/sensor_type.h"
#include "firmware/camera/timeline.h"

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace omv::firmware {

/// Controls that only change what a frame looks like. Defaults are those after reset.
struct PictureControls {
    int contrast = 0;
    int brightness = 0;
    int saturation = 0;
    int quality = 90;  ///< of the sensor's JPEG, 0..100
    bool colorBar = false;
    bool negative = false;
    bool lensCorrection = false;
    bool nightMode = false;
    bool triggered = false;
    int gainCeiling = 16;
    // Unset: automatic, which is perfect here and leaves the scene as it is.
    std::optional<double> gainDb;
    std::optional<int> exposureUs;
    std::optional<std::array<double, 3>> rgbGainDb;
    std::vector<int> blackLevel;
    int palette = 0;  ///< the number scripts know it by
    const ColorPalette* paletteColors = nullptr;  ///< null: rainbow
};

struct Orientation {
    bool mirror = false;
    bool flip = false;
    bool transpose = false;
    bool autoRotation = false;
};

/// Gain and exposure that the automatic reports, and at which a manual setting
/// leaves the brightness unchanged.
constexpr double kAutoGainDb = 6.0;
constexpr int kAutoExposureUs = 8000;

/// One image sensor with its frame buffers.
/// Ownership: borrows type, scene and timeline. Threads: the VM's.
class Sensor {
public:
    struct Setup {
        double defaultFps = 30;
        std::size_t poolBytes = 0;  ///< memory for frame buffers
        bool limits = true;  ///< false: frames come as fast as they are asked for
        bool freeRunning = true;
        std::uint64_t seed = 1;  ///< of the noise
        /// Says which frame of the scene there is, for a sensor whose own frames come at
        /// another rate than the scene's. Null: the sensor's own timeline.
        const Timeline* sceneClock = nullptr;
    };
    Sensor(const SensorType& type, Scene& scene, Timeline& timeline, const Setup& setup);

    const SensorType& type() const { return m_type; }
    void reset(std::int64_t now);

    CsiError setFormat(PixelFormat format);
    PixelFormat format() const { return m_format; }  ///< Invalid: not set
    /// `number`: a framesize constant; `custom`: for kFrameSizeCustom.
    CsiError setFrameSize(int number, Size custom, std::int64_t now);
    int frameSizeNumber() const { return m_sizeNumber; }
    Size frameSize() const { return m_size; }
    /// Clipped to the frame; the caller has checked that they touch.
    CsiError setWindow(const Rect& window);
    Rect window() const { return m_window; }
    CsiError setFrameRate(double fps, std::int64_t now);
    double frameRate() const { return m_frameRate; }  ///< 0: not set
    CsiError setBufferCount(int count);
    int bufferCount() const { return m_buffers; }
    /// x and y are the distance of its middle from the sensor's, as the drivers count.
    CsiError setReadoutWindow(const Rect& window);
    Rect readoutWindow() const { return m_readout; }
    CsiError setOrientation(const Orientation& orientation);
    const Orientation& orientation() const { return m_orientation; }

    PictureControls& controls() { return m_controls; }
    const PictureControls& controls() const { return m_controls; }
    SensorRegisters& registers() { return m_registers; }
    double gainDb() const { return m_controls.gainDb.value_or(kAutoGainDb); }
    void setGainDb(double db);
    /// The automatic's is shorter where a script has set a higher gain, and longer.
    int exposureUs() const;
    void setExposureUs(int us);

    /// Of a Lepton; null for other sensors.
    Lepton* lepton() { return m_lepton.get(); }
    /// Of an event camera; null for other sensors.
    EventSensor* events() { return m_events.get(); }
    /// Histograms, or buffers of `words` events: a frame is 1024 bytes wide then.
    CsiError setEventMode(bool streaming, int words, std::int64_t now);
    AutoFocus& autoFocus() { return m_focus; }
    /// Quarter turns clockwise that auto rotation gives the pictures.
    void setQuarterTurns(int turns) { m_quarterTurns = turns & 3; }

    /// Off and asleep no frames come; the settings stay. reset() ends both.
    void setPowered(bool on) { m_powered = on; }
    bool powered() const { return m_powered; }
    void setAsleep(bool on) { m_asleep = on; }
    bool delivers() const { return m_powered && !m_asleep; }

    /// What stands in the way of a capture; None: nothing.
    CsiError ready() const;
    /// When the next frame that nobody has taken is complete. Starts the capture.
    std::int64_t nextFrameTime(std::int64_t now);
    /// Takes the newest frame that is complete at `now` into the next buffer.
    CsiError capture(std::int64_t now);
    /// The buffer of the last capture; without data before the first one.
    Canvas current() const { return m_current; }
    /// The picture in that buffer was replaced by another one in the same place;
    /// pictures elsewhere are ignored.
    void replaceCurrent(const Canvas& canvas)
    {
        if (canvas.data == m_current.data)
            m_current = canvas;
    }
    /// Room of the buffer behind current(), bytes.
    std::size_t currentRoom() const;
    /// Memory for frame buffers.
    std::size_t poolBytes() const { return m_setup.poolBytes; }
    /// Means of red, green (two lines), blue of the last frame.
    std::array<int, 4> rgbStatistics() const { return m_means; }
    /// Room for a picture that a script makes: it is current() from now on, as if it had been
    /// captured. The same without data when it does not fit; then nothing changes.
    Canvas borrowBuffer(const Canvas& picture);

private:
    CsiError arrangeBuffers();
    CsiError checkSize(int number, Size size, PixelFormat format) const;
    Rect clampedReadout(Rect window) const;
    double maxFps() const;
    int allowedExposure(double us) const;
    void applyRate(std::int64_t now);
    void renderFrame(std::uint32_t frame, std::int64_t now);
    void renderThermal(std::uint32_t frame, std::int64_t now);
    void renderEvents(std::uint32_t frame, std::int64_t now);
    CsiError storeEvents(std::uint8_t* buffer);
    bool streamsEvents() const;
    void takeGlow(std::uint32_t frame, const SceneView& view);
    void place();
    void placeFrame(RgbFrame& rgb) const;
    void applyControls(std::uint32_t frame);
    void addNoise(std::uint32_t frame);
    double nightFactor() const;
    void measure();
    CsiError store(std::uint8_t* buffer, std::size_t room);

    const SensorType& m_type;
    Scene& m_scene;
    Timeline& m_timeline;
    Setup m_setup;

    PixelFormat m_format = PixelFormat::Invalid;
    int m_sizeNumber = kFrameSizeNone;
    Size m_size;
    Rect m_window;
    Rect m_readout;
    double m_frameRate = 0;
    int m_wantedBuffers = 0;  ///< 0: as many as fit, up to 3
    int m_buffers = 0;
    Orientation m_orientation;
    PictureControls m_controls;
    SensorRegisters m_registers;

    std::unique_ptr<std::uint8_t[]> m_pool;
    RgbFrame m_rgb;
    RgbFrame m_glow;  ///< of each value in m_rgb how many times as bright it is; empty: none
    Canvas m_current;
    bool m_borrowed = false;  ///< by a script, with all the memory: no capture
    int m_currentIndex = 0;
    bool m_running = false;
    bool m_powered = true;
    bool m_asleep = false;
    std::uint32_t m_lastFrame = 0;
    std::int64_t m_lastTime = 0;  ///< of the last frame taken, for dropping
    std::array<int, 4> m_means{};
    std::unique_ptr<Lepton> m_lepton;
    std::unique_ptr<EventSensor> m_events;
    AutoFocus m_focus;
    int m_quarterTurns = 0;
    int m_nightFrames = 1;  ///< frame times that the last exposure took
};

}  // namespace omv::firmware
