// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"
#include "firmware/camera/frame_size.h"

#include <cstdint>
#include <vector>

namespace omv::firmware {

/// Driver errors by the firmware's numbers (common/omv_csi.h).
enum class CsiError {
    None = 0,
    ControlFailed = -1,
    ControlUnsupported = -2,
    NotDetected = -3,
    UnknownSensor = -4,
    InputOutput = -9,
    CaptureFailed = -10,
    CaptureTimeout = -11,
    InvalidFrameSize = -12,
    InvalidPixelFormat = -13,
    InvalidWindow = -14,
    InvalidFrameRate = -15,
    InvalidArgument = -16,
    PixelFormatUnsupported = -17,
    FrameBuffer = -18,
    FrameBufferOverflow = -19,
    JpegOverflow = -20,
    WouldBlock = -21,
};
/// The sentence that the RuntimeError carries.
const char* errorText(CsiError error);

/// What a kind of image sensor can do.
struct SensorType {
    std::uint32_t chipId = 0;
    const char* name = "";
    std::uint8_t busAddress = 0;  ///< 8 bits
    std::uint32_t clockHz = 24000000;
    std::vector<PixelFormat> formats;
    Size fullSize;
    /// Without a scaler these are the only sizes; else any up to the full size.
    struct FixedSize {
        int number = 0;
        Size size;
        double maxFps = 0;
    };
    std::vector<FixedSize> fixedSizes;
    double maxFps = 30;  ///< where fixedSizes does not say
    int contrastLimit = -1;  ///< accepts -limit..limit; -1: has no such control
    int brightnessLimit = -1;
    int saturationLimit = -1;
    int gainCeilingLimit = 0;
    int blackLevelRegisters = 0;
    bool hasQuality = false;
    bool hasSpecialEffects = false;
    bool hasLensCorrection = false;
    bool hasReadoutWindow = false;
    bool hasNightMode = false;
    bool hasTriggeredMode = false;
    bool hasRgbStatistics = false;
    bool hasAutoFocus = false;
    bool hasRateControl = false;  ///< else frames are dropped in software
    /// Not empty: a thermal sensor of that size, whose picture is scaled to any framesize.
    Size native;
    bool isThermal() const { return native.width > 0; }
    bool isEvents = false;  ///< an event camera (event_sensor.h)
    int exposureStep = 1;  ///< microseconds
    int exposureMargin = 0;  ///< shortest exposure, and distance from the frame time
    double gainStep = 0;  ///< linear gain; 0: any
    double minGain = 1;
    double maxGain = 64;

    bool delivers(PixelFormat format) const;
};

/// Null for a sensor that is not simulated.
const SensorType* sensorType(std::uint32_t chipId);
/// Whether a csi.CSI(cid=wanted) means the sensor: constants such as csi.LEPTON name a
/// family, whose models have ids of their own (0x54xx).
bool isMeant(std::uint32_t chipId, std::int64_t wanted);

}  // namespace omv::firmware
