// SPDX-License-Identifier: MIT
#include "firmware/camera/sensor_type.h"

#include "firmware/camera/event_sensor.h"
#include "firmware/camera/lepton.h"

#include <algorithm>
#include <limits>

namespace omv::firmware {

namespace {

// Global shutter, raw Bayer, on a board without hardware scaler.
SensorType makePag7936()
{
    SensorType type;
    type.chipId = 0x7936;
    type.name = "PAG7936";
    type.busAddress = 0x80;
    type.formats = {PixelFormat::Rgb565, PixelFormat::Grayscale, PixelFormat::BayerBggr};
    type.fullSize = {1280, 800};
    type.fixedSizes = {{kFrameSizeHd, {1280, 800}, 60},
                       {kFrameSizeVga, {640, 400}, 120},
                       {kFrameSizeQvga, {320, 200}, 240}};
    type.maxFps = 240;
    type.gainCeilingLimit = 16;
    type.hasTriggeredMode = true;
    type.hasRgbStatistics = true;
    type.hasRateControl = true;
    type.exposureStep = 8;
    type.exposureMargin = 80;
    type.gainStep = 1.0 / 16;
    type.minGain = 23.0 / 16;
    type.maxGain = 256.0 / 16;
    return type;
}

SensorType makeOv5640()
{
    SensorType type;
    type.chipId = 0x56;
    type.name = "OV5640";
    type.busAddress = 0x78;
    type.formats = {PixelFormat::Grayscale, PixelFormat::Rgb565, PixelFormat::BayerBggr,
                    PixelFormat::Yvu422, PixelFormat::Jpeg};
    type.fullSize = {2592, 1944};
    type.maxFps = 30;
    type.contrastLimit = 3;
    type.brightnessLimit = 4;
    type.saturationLimit = 3;
    type.gainCeilingLimit = 32;
    type.blackLevelRegisters = 8;
    type.hasQuality = true;
    type.hasSpecialEffects = true;
    type.hasLensCorrection = true;
    type.hasReadoutWindow = true;
    type.hasNightMode = true;
    type.hasAutoFocus = true;
    return type;
}

// All picture controls are accepted, and change nothing.
SensorType makeLepton35()
{
    constexpr int kAnything = std::numeric_limits<int>::max();
    SensorType type;
    type.chipId = 0x5435;
    type.name = "Lepton 3.5";
    type.busAddress = 0x54;
    type.formats = {PixelFormat::Grayscale, PixelFormat::Rgb565};
    type.native = kLeptonSize;
    type.fullSize = kLeptonSize;
    type.maxFps = kLeptonFps;
    type.contrastLimit = kAnything;
    type.brightnessLimit = kAnything;
    type.saturationLimit = kAnything;
    type.gainCeilingLimit = 128;
    type.hasQuality = true;
    type.hasSpecialEffects = true;
    type.hasLensCorrection = true;
    return type;
}

// Contrast and brightness are those of the event histogram (csi_control.cpp).
SensorType makeGenx320()
{
    SensorType type;
    type.chipId = kEventSensorId;
    type.name = "GENX320";
    type.busAddress = 0x78;
    type.formats = {PixelFormat::Grayscale};
    type.fullSize = kEventSensorSize;
    type.maxFps = 350;
    type.hasRateControl = true;
    type.isEvents = true;
    return type;
}

}  // namespace

bool SensorType::delivers(PixelFormat format) const
{
    return std::ranges::find(formats, format) != formats.end();
}

const SensorType* sensorType(std::uint32_t chipId)
{
    static const SensorType kPag7936 = makePag7936();
    static const SensorType kOv5640 = makeOv5640();
    static const SensorType kLepton35 = makeLepton35();
    static const SensorType kGenx320 = makeGenx320();
    for (const SensorType* type : {&kPag7936, &kOv5640, &kLepton35, &kGenx320})
        if (type->chipId == chipId)
            return type;
    return nullptr;
}

bool isMeant(std::uint32_t chipId, std::int64_t wanted)
{
    return chipId == wanted || (wanted > 0 && chipId >> 8 == wanted);
}

const char* errorText(CsiError error)
{
    switch (error) {
    case CsiError::None: return "No error";
    case CsiError::ControlFailed: return "Camera control failed";
    case CsiError::ControlUnsupported: return "Camera control is not supported by this sensor";
    case CsiError::NotDetected: return "No image sensor was detected";
    case CsiError::UnknownSensor: return "The image sensor is of an unknown kind";
    case CsiError::InputOutput: return "Reading or writing the image sensor failed";
    case CsiError::CaptureFailed: return "Frame capture failed";
    case CsiError::CaptureTimeout: return "Frame capture timed out";
    case CsiError::InvalidFrameSize: return "Frame size is not set or not supported";
    case CsiError::InvalidPixelFormat: return "Pixel format is not set or not supported";
    case CsiError::InvalidWindow: return "Window is not set or not supported";
    case CsiError::InvalidFrameRate: return "Frame rate is not set or not supported";
    case CsiError::InvalidArgument: return "Invalid argument";
    case CsiError::PixelFormatUnsupported: return "Not supported for this pixel format";
    case CsiError::FrameBuffer: return "Frame buffers do not fit into memory";
    case CsiError::FrameBufferOverflow: return "Frame is larger than the frame buffer";
    case CsiError::JpegOverflow: return "JPEG frame is larger than the frame buffer";
    case CsiError::WouldBlock: return "No frame is ready";
    }
    return "Unknown camera error";
}

}  // namespace omv::firmware
