// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"
#include "protocol/payloads.h"
#include "protocol/pixel_format.h"

#include <cstdint>
#include <string>
#include <vector>

namespace omv::firmware {

/// Pixels that somebody else owns; valid during the call.
struct ImageView {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    protocol::PixelFormat format = protocol::PixelFormat::Invalid;
    protocol::Bytes data;  ///< rows without padding (Binary: rows padded to 32 bits), or the file
};

/// One sensor of the board that is being played.
struct SensorSettings {
    std::uint32_t chipId = 0;
    std::string name;  ///< "PAG7936"
    bool main = true;
    double defaultFps = 30;
};

/// What the modules must know of the board; filled from its JSON.
struct BoardSettings {
    std::string id;  ///< "ae3"
    std::string arch;  ///< omv.arch()
    std::string boardType;  ///< omv.board_type()
    std::vector<std::uint8_t> uniqueId;  ///< machine.unique_id()
    std::vector<SensorSettings> sensors;
    std::vector<std::uint32_t> sensorDrivers;  ///< chip ids of all that the firmware knows
    std::vector<std::string> pins;  ///< names machine.Pin accepts
    std::vector<std::string> leds;  ///< "LED_RED", ...
    std::vector<std::string> buttons;  ///< "SW"
    std::vector<std::string> modules;  ///< beyond those that every board has
    double fpsOverride = 0;  ///< --fps; 0 = the sensor's own rate
    std::uint64_t seed = 1;
    std::vector<std::string> thermalArrays;  ///< that the module fir has drivers for
    std::string thermalArray = "none";  ///< what the module fir finds: "MLX90640", ...
    bool limits = true;  ///< false lifts frame rate, stream buffer, stdout ring and lock interval
};

/// What the MicroPython modules reach of the board around them. Implemented by
/// the port; every function is called on the VM thread unless it says otherwise.
class ModuleHost {
public:
    virtual const BoardSettings& board() const = 0;

    /// Microseconds on a monotonic clock that starts at power-on.
    virtual std::int64_t now() const = 0;
    /// Waits until now() >= `time`, serving the VM's pending work (STOP, timers,
    /// scheduled callbacks) meanwhile. May leave by a MicroPython exception or
    /// abort: hold nothing that needs a destructor.
    virtual void waitUntil(std::int64_t time) = 0;

    /// The preview (stream channel) wants a frame now: streaming is on and the
    /// last one was taken. Cheap; lets a caller skip the work of publish().
    virtual bool previewWanted() const = 0;
    /// Offers a frame to the preview, which scales or compresses it as the board would.
    virtual void publish(const ImageView& image, float fps) = 0;
    /// Sensor chip id that the host chose to stream, 0 = the main one.
    virtual std::uint32_t streamSource() const = 0;
    /// csi.CSI(...) of the main sensor takes the stream back; stream=True forces it.
    virtual void setStreamSource(std::uint32_t chipId) = 0;

    /// Text to the script's stdout (warnings that a driver prints).
    virtual void print(const char* text, std::size_t size) = 0;

protected:
    ~ModuleHost() = default;
};

/// The board that the one MicroPython VM of this process belongs to. MicroPython
/// itself is one global VM, so its modules have one global door; main() sets it
/// before the VM starts and it outlives the VM.
ModuleHost& host();
void setHost(ModuleHost& host);

}  // namespace omv::firmware
