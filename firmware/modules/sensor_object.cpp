// SPDX-License-Identifier: MIT
// Module sensor: everything goes to one csi.CSI of the main sensor.
#include "firmware/modules/csi_object.h"
#include "firmware/modules/image_args.h"
#include "firmware/modules/imaging.h"
#include "firmware/modules/sensor_tables.h"

#include <algorithm>

using namespace omv::firmware;

namespace {

constexpr std::size_t kMaxArguments = 8;

mp_obj_t self()
{
    return MP_STATE_VM(omv_sensor_csi);
}

using VarFunction = mp_obj_t (*)(size_t, const mp_obj_t*);
using KwFunction = mp_obj_t (*)(size_t, const mp_obj_t*, mp_map_t*);

// A call with the object put before the arguments.
mp_obj_t forward(VarFunction function, size_t n_args, const mp_obj_t* args)
{
    mp_obj_t all[kMaxArguments] = {self()};
    std::copy_n(args, n_args, all + 1);
    return function(n_args + 1, all);
}

mp_obj_t forward(KwFunction function, size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    if (n_args + 1 > kMaxArguments)
        raiseType("Too many arguments");
    mp_obj_t all[kMaxArguments] = {self()};
    if (n_args > 0)
        std::copy_n(args, n_args, all + 1);
    mp_map_t none;
    mp_map_init(&none, 0);
    return function(n_args + 1, all, kw ? kw : &none);
}

}  // namespace

extern "C" {

mp_obj_t omv_sensor_init(void)
{
    MP_STATE_VM(omv_sensor_csi) = MP_OBJ_FROM_PTR(newCsi(-1));
    return mp_const_none;
}

// Surplus arguments are ignored, as on the board.
mp_obj_t omv_sensor_snapshot(size_t, const mp_obj_t*, mp_map_t*)
{
    CsiObject& csi = csiArg(self());
    takeStream(csi);
    captureFrame(csi);
    return currentImage(csi);
}

mp_obj_t omv_sensor_skip_frames(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_n, ARG_time };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_n, MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_time, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n_args, args, kw, 2, allowed, v);
    CsiObject& csi = csiArg(self());
    const mp_int_t frames = v[ARG_n].u_int;
    mp_int_t time = v[ARG_time].u_int;
    if (frames < 0) {
        skipFrames(csi, time < 0 ? 300 : time, -1);
        return mp_const_none;
    }
    const std::int64_t begin = host().now();
    for (mp_int_t i = 0; i < frames; ++i) {
        if (time >= 0 && host().now() - begin >= std::int64_t{time} * 1000)
            break;
        captureFrame(csi);
    }
    return mp_const_none;
}

mp_obj_t omv_sensor_get_fb(void)
{
    CsiObject& csi = csiArg(self());
    return csi.sensor->current().data ? currentImage(csi) : mp_const_none;
}

mp_obj_t omv_sensor_set_framesize(mp_obj_t size)
{
    const mp_obj_t args[] = {self(), mp_obj_new_int(mp_obj_get_int(size))};
    return omv_csi_framesize(2, args);
}

mp_obj_t omv_sensor_set_windowing(size_t n_args, const mp_obj_t* args)
{
    const mp_obj_t window = n_args == 1 ? args[0] : mp_obj_new_tuple(n_args, args);
    const mp_obj_t all[] = {self(), window};
    return omv_csi_window(2, all);
}

mp_obj_t omv_sensor_alloc_extra_fb(mp_obj_t, mp_obj_t, mp_obj_t)
{
    raiseOs("Removed: use image.Image() instead");
}
mp_obj_t omv_sensor_dealloc_extra_fb(void)
{
    raiseOs("Removed: use image.Image() instead");
}

mp_obj_t omv_sensor_disable_delays(size_t n_args, const mp_obj_t* args)
{
    CsiObject& csi = csiArg(self());
    if (n_args == 0)
        return mp_obj_new_bool(!csi.delays);
    csi.delays = !mp_obj_is_true(args[0]);
    return mp_const_none;
}

// Whether old frames are thrown away after a change; here none are old.
mp_obj_t omv_sensor_disable_full_flush(size_t n_args, const mp_obj_t* args)
{
    static bool disabled = false;
    if (n_args == 0)
        return mp_obj_new_bool(disabled);
    disabled = mp_obj_is_true(args[0]);
    return mp_const_none;
}

mp_obj_t omv_sensor_reset()
{
    return forward(omv_csi_reset, 0, nullptr, nullptr);
}

mp_obj_t omv_sensor_sleep(mp_obj_t a)
{
    return omv_csi_sleep(self(), a);
}

mp_obj_t omv_sensor_shutdown(mp_obj_t a)
{
    return omv_csi_shutdown(self(), a);
}

mp_obj_t omv_sensor_flush()
{
    return omv_csi_flush(self());
}

mp_obj_t omv_sensor_width()
{
    return omv_csi_width(self());
}

mp_obj_t omv_sensor_height()
{
    return omv_csi_height(self());
}

mp_obj_t omv_sensor_get_id()
{
    return omv_csi_cid(self());
}

mp_obj_t omv_sensor_get_frame_available()
{
    return omv_csi_readable(self());
}

mp_obj_t omv_sensor_set_pixformat(mp_obj_t a)
{
    const mp_obj_t args[] = {self(), a};
    return omv_csi_pixformat(2, args);
}

mp_obj_t omv_sensor_get_pixformat()
{
    const mp_obj_t args[] = {self()};
    return omv_csi_pixformat(1, args);
}

mp_obj_t omv_sensor_get_framesize()
{
    const mp_obj_t args[] = {self()};
    return omv_csi_framesize(1, args);
}

mp_obj_t omv_sensor_set_framerate(mp_obj_t a)
{
    const mp_obj_t args[] = {self(), a};
    return omv_csi_framerate(2, args);
}

mp_obj_t omv_sensor_get_framerate()
{
    const mp_obj_t args[] = {self()};
    return omv_csi_framerate(1, args);
}

mp_obj_t omv_sensor_get_windowing()
{
    const mp_obj_t args[] = {self()};
    return omv_csi_window(1, args);
}

mp_obj_t omv_sensor_set_gainceiling(mp_obj_t a)
{
    return omv_csi_gainceiling(self(), a);
}

mp_obj_t omv_sensor_set_contrast(mp_obj_t a)
{
    return omv_csi_contrast(self(), a);
}

mp_obj_t omv_sensor_set_brightness(mp_obj_t a)
{
    return omv_csi_brightness(self(), a);
}

mp_obj_t omv_sensor_set_saturation(mp_obj_t a)
{
    return omv_csi_saturation(self(), a);
}

mp_obj_t omv_sensor_set_quality(mp_obj_t a)
{
    return omv_csi_quality(self(), a);
}

mp_obj_t omv_sensor_set_colorbar(mp_obj_t a)
{
    return omv_csi_colorbar(self(), a);
}

mp_obj_t omv_sensor_set_special_effect(mp_obj_t a)
{
    return omv_csi_special_effect(self(), a);
}

mp_obj_t omv_sensor_set_lens_correction(mp_obj_t a, mp_obj_t b, mp_obj_t c)
{
    const mp_obj_t args[] = {self(), a, b, c};
    return omv_csi_lens_correction(4, args);
}

mp_obj_t omv_sensor_set_auto_gain(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    mp_obj_get_int(args[0]);
    return forward(omv_csi_auto_gain, n_args, args, kw);
}

mp_obj_t omv_sensor_get_gain_db()
{
    return omv_csi_gain_db(self());
}

mp_obj_t omv_sensor_set_auto_exposure(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    mp_obj_get_int(args[0]);
    return forward(omv_csi_auto_exposure, n_args, args, kw);
}

mp_obj_t omv_sensor_get_exposure_us()
{
    return omv_csi_exposure_us(self());
}

mp_obj_t omv_sensor_set_auto_whitebal(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    mp_obj_get_int(args[0]);
    return forward(omv_csi_auto_whitebal, n_args, args, kw);
}

mp_obj_t omv_sensor_get_rgb_gain_db()
{
    return omv_csi_rgb_gain_db(self());
}

mp_obj_t omv_sensor_set_auto_blc(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    mp_obj_get_int(args[0]);
    return forward(omv_csi_auto_blc, n_args, args, kw);
}

mp_obj_t omv_sensor_get_blc_regs()
{
    return omv_csi_blc_regs(self());
}

mp_obj_t omv_sensor_set_hmirror(mp_obj_t a)
{
    const mp_obj_t args[] = {self(), a};
    return omv_csi_hmirror(2, args);
}

mp_obj_t omv_sensor_get_hmirror()
{
    const mp_obj_t args[] = {self()};
    return omv_csi_hmirror(1, args);
}

mp_obj_t omv_sensor_set_vflip(mp_obj_t a)
{
    const mp_obj_t args[] = {self(), a};
    return omv_csi_vflip(2, args);
}

mp_obj_t omv_sensor_get_vflip()
{
    const mp_obj_t args[] = {self()};
    return omv_csi_vflip(1, args);
}

mp_obj_t omv_sensor_set_transpose(mp_obj_t a)
{
    const mp_obj_t args[] = {self(), a};
    return omv_csi_transpose(2, args);
}

mp_obj_t omv_sensor_get_transpose()
{
    const mp_obj_t args[] = {self()};
    return omv_csi_transpose(1, args);
}

mp_obj_t omv_sensor_set_auto_rotation(mp_obj_t a)
{
    const mp_obj_t args[] = {self(), a};
    return omv_csi_auto_rotation(2, args);
}

mp_obj_t omv_sensor_get_auto_rotation()
{
    const mp_obj_t args[] = {self()};
    return omv_csi_auto_rotation(1, args);
}

mp_obj_t omv_sensor_set_framebuffers(mp_obj_t a)
{
    const mp_obj_t args[] = {self(), a};
    return omv_csi_framebuffers(2, args);
}

mp_obj_t omv_sensor_get_framebuffers()
{
    const mp_obj_t args[] = {self()};
    return omv_csi_framebuffers(1, args);
}

mp_obj_t omv_sensor_set_vsync_callback(mp_obj_t a)
{
    const mp_obj_t args[] = {self(), a};
    return omv_csi_vsync_callback(2, args);
}

mp_obj_t omv_sensor_set_frame_callback(mp_obj_t a)
{
    const mp_obj_t args[] = {self(), a};
    return omv_csi_frame_callback(2, args);
}

mp_obj_t omv_sensor_ioctl(size_t n_args, const mp_obj_t* args)
{
    return forward(omv_csi_ioctl, n_args, args);
}

mp_obj_t omv_sensor_set_color_palette(mp_obj_t a)
{
    const mp_obj_t args[] = {self(), a};
    return omv_csi_color_palette(2, args);
}

mp_obj_t omv_sensor_get_color_palette()
{
    const mp_obj_t args[] = {self()};
    return omv_csi_color_palette(1, args);
}

mp_obj_t omv_sensor_write_reg(mp_obj_t a, mp_obj_t b)
{
    return omv_csi_write_reg(self(), a, b);
}

mp_obj_t omv_sensor_read_reg(mp_obj_t a)
{
    return omv_csi_read_reg(self(), a);
}

}  // extern "C"
