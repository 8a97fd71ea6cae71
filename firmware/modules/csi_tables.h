// SPDX-License-Identifier: MIT
#pragma once

// The C functions behind the methods of csi.CSI, for the tables in C.

#include "firmware/modules/image_object.h"

#ifdef __cplusplus
extern "C" {
#endif

extern const mp_obj_type_t omv_csi_type;
mp_obj_t omv_csi_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                          const mp_obj_t* args);
void omv_csi_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t kind);
mp_obj_t omv_csi_devices(void);
mp_obj_t omv_csi_reset(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_csi_sleep(mp_obj_t a, mp_obj_t b);
mp_obj_t omv_csi_shutdown(mp_obj_t a, mp_obj_t b);
mp_obj_t omv_csi_flush(mp_obj_t a);
mp_obj_t omv_csi_snapshot(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_csi_width(mp_obj_t a);
mp_obj_t omv_csi_height(mp_obj_t a);
mp_obj_t omv_csi_cid(mp_obj_t a);
mp_obj_t omv_csi_readable(mp_obj_t a);
mp_obj_t omv_csi_pixformat(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_csi_framesize(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_csi_framerate(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_csi_window(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_csi_gainceiling(mp_obj_t a, mp_obj_t b);
mp_obj_t omv_csi_contrast(mp_obj_t a, mp_obj_t b);
mp_obj_t omv_csi_brightness(mp_obj_t a, mp_obj_t b);
mp_obj_t omv_csi_saturation(mp_obj_t a, mp_obj_t b);
mp_obj_t omv_csi_quality(mp_obj_t a, mp_obj_t b);
mp_obj_t omv_csi_colorbar(mp_obj_t a, mp_obj_t b);
mp_obj_t omv_csi_auto_gain(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_csi_gain_db(mp_obj_t a);
mp_obj_t omv_csi_auto_exposure(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_csi_exposure_us(mp_obj_t a);
mp_obj_t omv_csi_auto_whitebal(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_csi_rgb_gain_db(mp_obj_t a);
mp_obj_t omv_csi_auto_blc(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_csi_blc_regs(mp_obj_t a);
mp_obj_t omv_csi_hmirror(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_csi_vflip(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_csi_transpose(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_csi_auto_rotation(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_csi_framebuffers(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_csi_special_effect(mp_obj_t a, mp_obj_t b);
mp_obj_t omv_csi_lens_correction(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_csi_vsync_callback(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_csi_frame_callback(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_csi_ioctl(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_csi_color_palette(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_csi_write_reg(mp_obj_t a, mp_obj_t b, mp_obj_t c);
mp_obj_t omv_csi_read_reg(mp_obj_t a, mp_obj_t b);

/// Whether the board's firmware has the driver of the event camera.
bool omv_has_event_camera(void);
/// The value of a constant that only such firmware has, or MP_OBJ_NULL. `legacy`: of the
/// module sensor.
mp_obj_t omv_csi_event_constant(mp_obj_t name, bool legacy);

#ifdef __cplusplus
}
#endif
