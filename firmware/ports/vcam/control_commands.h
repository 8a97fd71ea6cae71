// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/imu_model.h"
#include "firmware/ports/vcam/device_loop.h"

#include <cstdint>
#include <functional>
#include <string>

namespace omv::firmware {
class Screen;
}  // namespace omv::firmware

namespace omv::vcam {

/// What the control socket can do to the camera (docs/virtual-camera.md).
/// Runs on the device thread.
class ControlCommands {
public:
    ControlCommands(const BoardSetup& setup, Peripherals& peripherals, Buses& buses,
                    ScriptState& scripts, DeviceLoop& loop)
        : m_setup(setup)
        , m_peripherals(peripherals)
        , m_buses(buses)
        , m_scripts(scripts)
        , m_loop(loop)
    {
    }

    /// Ground truth of the scene as a JSON object: of the frame with that number,
    /// or of the newest one. Empty: nothing is known.
    std::function<std::string(std::optional<std::uint32_t> frame)> sceneTruth;

    /// The board's motion sensor and display; null: it has none.
    firmware::ImuModel* imu = nullptr;
    firmware::Screen* screen = nullptr;
    /// The board was moved, and the motion sensor with it.
    std::function<void(const firmware::ImuModel::Motion& motion)> onMoved;

    /// The cable was pulled or put in.
    std::function<void(bool in)> onCable;
    /// Moves the recovery switch or jumper. Null: the board's loaders are not played.
    std::function<void(bool on)> setRecovery;

    /// One request, one reply; both JSON objects without a line end.
    std::string handle(const std::string& line);

private:
    const BoardSetup& m_setup;
    Peripherals& m_peripherals;
    Buses& m_buses;
    ScriptState& m_scripts;
    DeviceLoop& m_loop;
};

}  // namespace omv::vcam
