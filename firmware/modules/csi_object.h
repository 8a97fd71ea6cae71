// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/sensor.h"
#include "firmware/modules/image_object.h"

#include <cstdint>

extern "C" {
extern const mp_obj_type_t omv_csi_type;
}

namespace omv::firmware {

/// A script's csi.CSI. The state of the sensor is the Sensor's: all objects of one
/// sensor share it.
struct CsiObject {
    mp_obj_base_t base;
    Sensor* sensor;
    bool main;
    bool delays;
    std::int64_t lastFrameTime;  ///< 0: none yet
    float fps;
    mp_obj_t vsyncCallback;  ///< or None
    mp_obj_t frameCallback;
};

CsiObject& csiArg(mp_obj_t object);
/// RuntimeError with the driver's sentence unless all is well.
void check(CsiError error);
/// A new object of that sensor; RuntimeError when there is none. `chipId` -1: the main one.
CsiObject* newCsi(mp_int_t chipId);
void takeStream(CsiObject& csi);
/// One frame into the frame buffer, after showing the one before to the preview.
void captureFrame(CsiObject& csi);
/// The last frame as an Image that shares the buffer.
mp_obj_t currentImage(CsiObject& csi);
/// Grabs and drops: until `time` ms have passed, or, when time < 0, `frames` + 1 times.
void skipFrames(CsiObject& csi, mp_int_t time, mp_int_t frames);
/// Waits for a sensor that takes its time after a reset.
void startUp(CsiObject& csi);
/// Waits as the driver does after a setting has changed.
void settle(CsiObject& csi);
mp_obj_t ioctlCall(CsiObject& csi, std::size_t count, const mp_obj_t* args);
/// The requests that only a Lepton knows; the error of an unknown one for others.
/// `args[0]` is the request.
mp_obj_t leptonCall(CsiObject& csi, mp_int_t request, std::size_t count, const mp_obj_t* args);
/// The same for an event camera.
mp_obj_t eventCall(CsiObject& csi, mp_int_t request, std::size_t count, const mp_obj_t* args);

}  // namespace omv::firmware
