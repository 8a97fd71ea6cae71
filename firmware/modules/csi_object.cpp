// SPDX-License-Identifier: MIT
// csi.CSI: making it, capturing, geometry.
#include "firmware/modules/csi_object.h"

#include "firmware/modules/audio_tables.h"
#include "firmware/modules/csi_tables.h"
#include "firmware/modules/fir_tables.h"
#include "firmware/modules/tof_tables.h"

#include "firmware/modules/image_args.h"
#include "firmware/modules/imaging.h"

#include "firmware/camera/sensor_type.h"

#include <algorithm>
#include <cmath>

using namespace omv::firmware;
namespace protocol = omv::protocol;

namespace omv::firmware {

namespace {

constexpr std::int64_t kSettleUs = 100000;
constexpr std::int64_t kTimeoutUs = 3000000;
constexpr std::int64_t kLeptonTimeoutUs = 5000000;
// Weight of the past in the frame rate that frames carry.
constexpr float kFpsInertia = 0.9f;

void publishCurrent(CsiObject& csi)
{
    const Canvas frame = csi.sensor->current();
    const std::uint32_t source = host().streamSource();
    const bool streams = source == 0 ? csi.main : source == csi.sensor->type().chipId;
    if (!frame.data || !streams || !host().previewWanted())
        return;
    ImageView view;
    view.width = static_cast<std::uint32_t>(frame.width);
    view.height = static_cast<std::uint32_t>(frame.height);
    view.format = frame.format;
    view.data = {frame.data, frame.size};
    host().publish(view, csi.fps);
}

[[noreturn]] void raiseNoSensor(mp_int_t chipId)
{
    for (const SensorSettings& sensor : host().board().sensors)
        if (isMeant(sensor.chipId, chipId) && !sensorType(sensor.chipId))
            mp_raise_msg_varg(&mp_type_RuntimeError,
                              MP_ERROR_TEXT("%s: this sensor is fitted to the board, but the "
                                            "virtual camera does not simulate it yet"),
                              sensor.name.c_str());
    raiseRuntime(errorText(CsiError::NotDetected));
}

// How pictures are turned so that what is up is up. A board without a motion sensor knows
// nothing, nor does one that looks at the floor or the sky.
int uprightTurns()
{
    const auto& modules = host().board().modules;
    if (std::ranges::find(modules, "imu") == modules.end())
        return 0;
    const ImuModel& imu = imaging()->imu();
    const ImuModel::Axes up = imu.accelerationMg(host().now());
    // Pitched by more than 60 degrees.
    if (std::abs(up[2]) > std::sqrt(3.0F) * std::hypot(up[0], up[1]))
        return 0;
    const int quarters = static_cast<int>(std::lround(imu.roll(host().now()) / 90));
    return (4 - quarters) & 3;
}

void countFrame(CsiObject& csi)
{
    const std::int64_t now = host().now();
    const std::int64_t passed = now - csi.lastFrameTime;
    if (csi.lastFrameTime != 0 && passed > 0) {
        const float fps = 1e6f / static_cast<float>(passed);
        csi.fps = csi.fps == 0 ? fps : csi.fps * kFpsInertia + fps * (1 - kFpsInertia);
    }
    csi.lastFrameTime = now;
}

/// Waits for a frame as long as the driver does.
[[noreturn]] void missFrame(CsiObject& csi)
{
    if (host().board().limits)
        host().waitUntil(host().now() + (csi.sensor->lepton() ? kLeptonTimeoutUs : kTimeoutUs));
    raiseRuntime(errorText(CsiError::CaptureTimeout));
}

}  // namespace

CsiObject& csiArg(mp_obj_t object)
{
    return *static_cast<CsiObject*>(MP_OBJ_TO_PTR(object));
}

void check(CsiError error)
{
    if (error != CsiError::None)
        raiseRuntime(errorText(error));
}

CsiObject* newCsi(mp_int_t chipId)
{
    Imaging* all = imaging();
    Sensor* main = all ? all->mainSensor() : nullptr;
    Sensor* sensor = main;
    if (all && chipId != -1)
        sensor = all->sensor(chipId);
    if (!sensor)
        raiseNoSensor(chipId);
    auto* csi = mp_obj_malloc(CsiObject, &omv_csi_type);
    csi->sensor = sensor;
    csi->main = sensor == main;
    csi->delays = true;
    csi->lastFrameTime = 0;
    csi->fps = 0;
    csi->vsyncCallback = mp_const_none;
    csi->frameCallback = mp_const_none;
    return csi;
}

void takeStream(CsiObject& csi)
{
    host().setStreamSource(csi.sensor->type().chipId);
}

void startUp(CsiObject& csi)
{
    if (csi.sensor->lepton() && host().board().limits)
        host().waitUntil(host().now() + kLeptonStartUs);
}

void captureFrame(CsiObject& csi)
{
    check(csi.sensor->ready());
    publishCurrent(csi);
    if (!csi.sensor->delivers())
        missFrame(csi);
    if (csi.sensor->orientation().autoRotation)
        csi.sensor->setQuarterTurns(uprightTurns());
    host().waitUntil(csi.sensor->nextFrameTime(host().now()));
    if (csi.vsyncCallback != mp_const_none)
        mp_call_function_1(csi.vsyncCallback, MP_OBJ_NEW_SMALL_INT(1));
    check(csi.sensor->capture(host().now()));
    countFrame(csi);
    if (csi.frameCallback != mp_const_none)
        mp_call_function_0(csi.frameCallback);
    // The callback may have changed the camera, and the frame is gone.
    if (!csi.sensor->current().data)
        check(CsiError::CaptureFailed);
}

mp_obj_t currentImage(CsiObject& csi)
{
    const Canvas frame = csi.sensor->current();
    auto* image = mp_obj_malloc(omv_image_obj_t, &omv_image_type);
    image->width = frame.width;
    image->height = frame.height;
    image->format = protocol::value(frame.format);
    image->data = frame.data;
    image->size = frame.size;
    image->room = csi.sensor->currentRoom();
    image->owner = MP_OBJ_NULL;
    return MP_OBJ_FROM_PTR(image);
}

void skipFrames(CsiObject& csi, mp_int_t time, mp_int_t frames)
{
    const std::int64_t begin = host().now();
    for (mp_int_t taken = 0;; ++taken) {
        if (time >= 0 && host().now() - begin >= std::int64_t{time} * 1000)
            return;
        if (time < 0 && taken > frames)
            return;
        captureFrame(csi);
    }
}

void settle(CsiObject& csi)
{
    if (csi.delays && host().board().limits)
        host().waitUntil(host().now() + kSettleUs);
}

}  // namespace omv::firmware

namespace {

Size sizeArg(mp_obj_t object)
{
    int n[2];
    intsExactly(object, n, 2);
    return {n[0], n[1]};
}

// Of the pixels as they come from the sensor.
unsigned bitRate(const Sensor& sensor)
{
    const Size size = sensor.frameSize();
    const double rate = sensor.frameRate() > 0 ? sensor.frameRate() : sensor.type().maxFps;
    constexpr double kBits = 16;
    return static_cast<unsigned>(size.width * size.height * kBits * rate);
}

mp_obj_t snapshotInto(CsiObject& csi, mp_obj_t target)
{
    const omv_image_obj_t& image = mutableImageArg(target);
    captureFrame(csi);
    const Canvas frame = csi.sensor->current();
    BlitOptions options;
    options.roi = {0, 0, frame.width, frame.height};
    options.aspect = Aspect::Ignore;
    options.interpolation = Interpolation::Bilinear;
    if (!blit(frame, canvasOf(image), options))
        check(CsiError::PixelFormatUnsupported);
    return mp_const_none;
}

Rect windowArg(mp_obj_t object, Size frame)
{
    bool hasPlace = false;
    Rect window = sizeOrRectArg(object, hasPlace);
    if (!hasPlace) {
        window.x = frame.width / 2 - window.w / 2;
        window.y = frame.height / 2 - window.h / 2;
    }
    if (window.isEmpty())
        raiseValue("Invalid window size");
    if (intersection(window, {0, 0, frame.width, frame.height}).isEmpty())
        raiseValue("The window does not overlap the frame");
    return window;
}

using Flag = bool Orientation::*;

mp_obj_t orientationCall(size_t n_args, const mp_obj_t* args, Flag flag)
{
    CsiObject& csi = csiArg(args[0]);
    Orientation orientation = csi.sensor->orientation();
    if (n_args == 1)
        return mp_obj_new_bool(orientation.*flag);
    const bool wanted = mp_obj_is_true(args[1]);
    if (orientation.*flag == wanted)
        return mp_const_none;
    orientation.*flag = wanted;
    check(csi.sensor->setOrientation(orientation));
    settle(csi);
    return mp_const_none;
}

}  // namespace

extern "C" {

mp_obj_t omv_csi_make_new(const mp_obj_type_t*, size_t n_args, size_t n_kw, const mp_obj_t* args)
{
    enum { ARG_cid, ARG_delays, ARG_fflush, ARG_stream };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_cid, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_delays, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = true}},
        {MP_QSTR_fflush, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = true}},
        {MP_QSTR_stream, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[4];
    mp_arg_parse_all_kw_array(n_args, n_kw, args, 4, allowed, v);
    CsiObject* csi = newCsi(v[ARG_cid].u_int);
    csi->delays = v[ARG_delays].u_bool;
    const mp_obj_t stream = v[ARG_stream].u_obj;
    if (stream == mp_const_none ? csi->main : mp_obj_is_true(stream))
        takeStream(*csi);
    return MP_OBJ_FROM_PTR(csi);
}

void omv_csi_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t)
{
    const CsiObject& csi = csiArg(self);
    const Sensor& sensor = *csi.sensor;
    mp_printf(print, "CSI {\n");
    mp_printf(print, "  Name                    : %s\n", sensor.type().name);
    mp_printf(print, "  Chip ID                 : 0x%04X\n",
              static_cast<unsigned>(sensor.type().chipId));
    mp_printf(print, "  Auxiliary               : %s\n", csi.main ? "No" : "Yes");
    mp_printf(print, "  Slave address           : 0x%02X\n",
              static_cast<unsigned>(sensor.type().busAddress));
    mp_printf(print, "  Powered                 : %s\n", sensor.powered() ? "Yes" : "No");
    mp_printf(print, "  Clock                   : %u Hz\n",
              static_cast<unsigned>(sensor.type().clockHz));
    mp_printf(print, "  Bitrate                 : %u bit/s\n", bitRate(sensor));
    mp_printf(print, "  Frame rate              : %d fps\n", static_cast<int>(sensor.frameRate()));
    mp_printf(print, "  Frame size              : %dx%d\n", sensor.frameSize().width,
              sensor.frameSize().height);
    mp_printf(print, "  Frame buffers           : %d\n", sensor.bufferCount());
    mp_printf(print, "  Frame buffer size       : %u\n",
              static_cast<unsigned>(sensor.frameSize().width * sensor.frameSize().height * 2));
    mp_printf(print, "}");
}

mp_obj_t omv_csi_devices(void)
{
    const mp_obj_t list = mp_obj_new_list(0, nullptr);
    for (const SensorSettings& sensor : host().board().sensors)
        mp_obj_list_append(list, mp_obj_new_int_from_uint(sensor.chipId));
    return list;
}

mp_obj_t omv_csi_reset(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_hard, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = true}},
    };
    mp_arg_val_t v[1];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 1, allowed, v);
    CsiObject& csi = csiArg(args[0]);
    csi.sensor->reset(host().now());
    csi.fps = 0;
    csi.lastFrameTime = 0;
    csi.vsyncCallback = mp_const_none;
    csi.frameCallback = mp_const_none;
    startUp(csi);
    return mp_const_none;
}

mp_obj_t omv_csi_sleep(mp_obj_t self, mp_obj_t enable)
{
    csiArg(self).sensor->setAsleep(mp_obj_is_true(enable));
    return mp_const_none;
}

mp_obj_t omv_csi_shutdown(mp_obj_t self, mp_obj_t enable)
{
    csiArg(self).sensor->setPowered(!mp_obj_is_true(enable));
    return mp_const_none;
}

mp_obj_t omv_csi_flush(mp_obj_t self)
{
    publishCurrent(csiArg(self));
    return mp_const_none;
}

mp_obj_t omv_csi_snapshot(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_time, ARG_frames, ARG_blocking, ARG_image };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_time, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_frames, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_blocking, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = true}},
        {MP_QSTR_image, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[4];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 4, allowed, v);
    CsiObject& csi = csiArg(args[0]);
    if (v[ARG_time].u_int >= 0 || v[ARG_frames].u_int >= 0) {
        skipFrames(csi, v[ARG_time].u_int, v[ARG_frames].u_int);
        return mp_const_none;
    }
    check(csi.sensor->ready());
    const std::int64_t now = host().now();
    if (!v[ARG_blocking].u_bool &&
        (!csi.sensor->delivers() || csi.sensor->nextFrameTime(now) > now))
        return mp_const_none;
    if (v[ARG_image].u_obj != mp_const_none)
        return snapshotInto(csi, v[ARG_image].u_obj);
    captureFrame(csi);
    return currentImage(csi);
}

mp_obj_t omv_csi_readable(mp_obj_t self)
{
    CsiObject& csi = csiArg(self);
    if (csi.sensor->ready() != CsiError::None || !csi.sensor->delivers())
        return mp_const_false;
    const std::int64_t now = host().now();
    return mp_obj_new_bool(csi.sensor->nextFrameTime(now) <= now);
}

mp_obj_t omv_csi_width(mp_obj_t self)
{
    return MP_OBJ_NEW_SMALL_INT(csiArg(self).sensor->frameSize().width);
}
mp_obj_t omv_csi_height(mp_obj_t self)
{
    return MP_OBJ_NEW_SMALL_INT(csiArg(self).sensor->frameSize().height);
}
mp_obj_t omv_csi_cid(mp_obj_t self)
{
    return mp_obj_new_int_from_uint(csiArg(self).sensor->type().chipId);
}

mp_obj_t omv_csi_pixformat(size_t n_args, const mp_obj_t* args)
{
    CsiObject& csi = csiArg(args[0]);
    PixelFormat format = csi.sensor->format();
    if (n_args == 1) {
        if (format == PixelFormat::Invalid)
            check(CsiError::InvalidPixelFormat);
        if (protocol::isYuv(format))
            format = PixelFormat::Yuv422;
        return mp_obj_new_int_from_uint(protocol::value(format));
    }
    const mp_int_t wanted = mp_obj_get_int(args[1]);
    check(csi.sensor->setFormat(PixelFormat{static_cast<std::uint32_t>(wanted)}));
    if (csi.sensor->format() != format)
        settle(csi);
    return mp_const_none;
}

mp_obj_t omv_csi_framesize(size_t n_args, const mp_obj_t* args)
{
    CsiObject& csi = csiArg(args[0]);
    const int number = csi.sensor->frameSizeNumber();
    if (n_args == 1) {
        if (number == kFrameSizeNone)
            check(CsiError::InvalidFrameSize);
        return MP_OBJ_NEW_SMALL_INT(number);
    }
    if (mp_obj_is_int(args[1])) {
        const auto wanted = static_cast<int>(mp_obj_get_int(args[1]));
        if (wanted == kFrameSizeCustom)
            check(CsiError::InvalidFrameSize);
        check(csi.sensor->setFrameSize(wanted, {}, host().now()));
    } else {
        check(csi.sensor->setFrameSize(kFrameSizeCustom, sizeArg(args[1]), host().now()));
    }
    if (csi.sensor->frameSizeNumber() != number || number == kFrameSizeCustom)
        settle(csi);
    return mp_const_none;
}

mp_obj_t omv_csi_framerate(size_t n_args, const mp_obj_t* args)
{
    CsiObject& csi = csiArg(args[0]);
    if (n_args == 1) {
        if (csi.sensor->frameRate() <= 0)
            check(CsiError::InvalidFrameRate);
        return MP_OBJ_NEW_SMALL_INT(static_cast<mp_int_t>(csi.sensor->frameRate()));
    }
    check(csi.sensor->setFrameRate(static_cast<double>(mp_obj_get_int(args[1])), host().now()));
    return mp_const_none;
}

mp_obj_t omv_csi_window(size_t n_args, const mp_obj_t* args)
{
    CsiObject& csi = csiArg(args[0]);
    if (csi.sensor->frameSizeNumber() == kFrameSizeNone)
        check(CsiError::InvalidFrameSize);
    if (n_args == 1)
        return rectTuple(csi.sensor->window());
    check(csi.sensor->setWindow(windowArg(args[1], csi.sensor->frameSize())));
    return mp_const_none;
}

mp_obj_t omv_csi_hmirror(size_t n_args, const mp_obj_t* args)
{
    return orientationCall(n_args, args, &Orientation::mirror);
}
mp_obj_t omv_csi_vflip(size_t n_args, const mp_obj_t* args)
{
    return orientationCall(n_args, args, &Orientation::flip);
}
mp_obj_t omv_csi_transpose(size_t n_args, const mp_obj_t* args)
{
    return orientationCall(n_args, args, &Orientation::transpose);
}
mp_obj_t omv_csi_auto_rotation(size_t n_args, const mp_obj_t* args)
{
    return orientationCall(n_args, args, &Orientation::autoRotation);
}

mp_obj_t omv_csi_framebuffers(size_t n_args, const mp_obj_t* args)
{
    CsiObject& csi = csiArg(args[0]);
    if (n_args == 1)
        return MP_OBJ_NEW_SMALL_INT(csi.sensor->bufferCount());
    check(csi.sensor->setBufferCount(static_cast<int>(mp_obj_get_int(args[1]))));
    return mp_const_none;
}

void omv_camera_reset(void)
{
    omv_tof_forget();
    omv_fir_forget();
    omv_audio_forget();
    if (imaging())
        imaging()->reset(host().now());
}

}  // extern "C"
