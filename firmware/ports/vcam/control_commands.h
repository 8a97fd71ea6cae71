// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/ports/vcam/device_loop.h"

#include <cstdint>
#include <functional>
#include <string>

namespace omv::vcam {

/// What the control socket can do to the camera (docs/virtual-camera.md).
/// Runs on the device thread.
class ControlCommands {
public:
    ControlCommands(const BoardSetup& setup, Peripherals& peripherals, ScriptState& scripts,
                    DeviceLoop& loop)
        : m_setup(setup)
        , m_peripherals(peripherals)
        , m_scripts(scripts)
        , m_loop(loop)
    {
    }

    /// Ground truth of the scene as a JSON object: of the frame with that number,
    /// or of the newest one. Empty: nothing is known.
    std::function<std::string(std::optional<std::uint32_t> frame)> sceneTruth;

    /// One request, one reply; both JSON objects without a line end.
    std::string handle(const std::string& line);

private:
    const BoardSetup& m_setup;
    Peripherals& m_peripherals;
    ScriptState& m_scripts;
    DeviceLoop& m_loop;
};

}  // namespace omv::vcam
