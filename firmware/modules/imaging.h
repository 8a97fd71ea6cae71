// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/imu_model.h"
#include "firmware/camera/microphone.h"
#include "firmware/camera/sensor.h"
#include "firmware/camera/thermal_array.h"
#include "firmware/modules/display_screen.h"
#include "firmware/modules/host.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace omv::firmware {

/// The sensors of the board and the scene before them: what the modules csi,
/// sensor and image work on. main() builds one, hands it over by setImaging()
/// before the VM starts, and keeps it until the VM has ended.
/// Threads: the VM's, but for truth().
class Imaging {
public:
    /// Borrows `scene`. `frameBufferBytes`: the board's memory for frame buffers.
    Imaging(Scene& scene, const BoardSettings& board, std::size_t frameBufferBytes);

    /// What the scene shows in that frame, or in the newest at `now`, as JSON. Any thread.
    std::string truth(std::optional<std::uint32_t> frame, std::int64_t now) const;

    /// What the board's other sensors (time of flight, thermal) see at `now`.
    Scene& scene() { return m_scene; }
    std::uint32_t sceneFrame(std::int64_t now) const { return m_timeline.frameAt(now); }

    // The board's other sensors, and its display
    ImuModel& imu() { return m_imu; }
    Microphone& microphone() { return m_microphone; }
    Screen& screen() { return m_screen; }
    /// Null: none is connected.
    const ThermalArrayType* thermalArray() const { return m_thermalArray; }

    /// Null when the board has no such sensor, or it is not simulated. `wanted`: a chip id,
    /// or the constant of a family (csi.LEPTON).
    Sensor* sensor(std::int64_t wanted);
    /// Null when the board has none.
    Sensor* mainSensor();
    /// The script changed what is in a frame buffer (in place): the preview shows that.
    void pictureChanged(const Canvas& canvas);
    /// All sensors back to what they are after power-on.
    void reset(std::int64_t now);

private:
    struct Entry {
        bool main = false;
        std::unique_ptr<Timeline> clock;  ///< of a sensor that is not the main one
        std::unique_ptr<Sensor> sensor;
    };

    Scene& m_scene;
    Timeline m_timeline;
    std::vector<Entry> m_sensors;
    ImuModel m_imu;
    Microphone m_microphone;
    Screen m_screen;
    const ThermalArrayType* m_thermalArray;
};

/// Null until setImaging(); csi.CSI() then finds no sensor.
Imaging* imaging();
void setImaging(Imaging& imaging);

}  // namespace omv::firmware
