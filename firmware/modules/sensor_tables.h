// SPDX-License-Identifier: MIT
#pragma once

// The C functions of the module sensor, for the tables in C.

#include "firmware/modules/csi_tables.h"

#ifdef __cplusplus
extern "C" {
#endif

mp_obj_t omv_sensor_reset(void);
mp_obj_t omv_sensor_sleep(mp_obj_t a);
mp_obj_t omv_sensor_shutdown(mp_obj_t a);
mp_obj_t omv_sensor_flush(void);
mp_obj_t omv_sensor_width(void);
mp_obj_t omv_sensor_height(void);
mp_obj_t omv_sensor_get_id(void);
mp_obj_t omv_sensor_get_frame_available(void);
mp_obj_t omv_sensor_set_pixformat(mp_obj_t a);
mp_obj_t omv_sensor_get_pixformat(void);
mp_obj_t omv_sensor_get_framesize(void);
mp_obj_t omv_sensor_set_framerate(mp_obj_t a);
mp_obj_t omv_sensor_get_framerate(void);
mp_obj_t omv_sensor_get_windowing(void);
mp_obj_t omv_sensor_set_gainceiling(mp_obj_t a);
mp_obj_t omv_sensor_set_contrast(mp_obj_t a);
mp_obj_t omv_sensor_set_brightness(mp_obj_t a);
mp_obj_t omv_sensor_set_saturation(mp_obj_t a);
mp_obj_t omv_sensor_set_quality(mp_obj_t a);
mp_obj_t omv_sensor_set_colorbar(mp_obj_t a);
mp_obj_t omv_sensor_set_special_effect(mp_obj_t a);
mp_obj_t omv_sensor_set_lens_correction(mp_obj_t a, mp_obj_t b, mp_obj_t c);
mp_obj_t omv_sensor_set_auto_gain(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_sensor_get_gain_db(void);
mp_obj_t omv_sensor_set_auto_exposure(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_sensor_get_exposure_us(void);
mp_obj_t omv_sensor_set_auto_whitebal(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_sensor_get_rgb_gain_db(void);
mp_obj_t omv_sensor_set_auto_blc(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_sensor_get_blc_regs(void);
mp_obj_t omv_sensor_set_hmirror(mp_obj_t a);
mp_obj_t omv_sensor_get_hmirror(void);
mp_obj_t omv_sensor_set_vflip(mp_obj_t a);
mp_obj_t omv_sensor_get_vflip(void);
mp_obj_t omv_sensor_set_transpose(mp_obj_t a);
mp_obj_t omv_sensor_get_transpose(void);
mp_obj_t omv_sensor_set_auto_rotation(mp_obj_t a);
mp_obj_t omv_sensor_get_auto_rotation(void);
mp_obj_t omv_sensor_set_framebuffers(mp_obj_t a);
mp_obj_t omv_sensor_get_framebuffers(void);
mp_obj_t omv_sensor_set_vsync_callback(mp_obj_t a);
mp_obj_t omv_sensor_set_frame_callback(mp_obj_t a);
mp_obj_t omv_sensor_ioctl(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_sensor_set_color_palette(mp_obj_t a);
mp_obj_t omv_sensor_get_color_palette(void);
mp_obj_t omv_sensor_write_reg(mp_obj_t a, mp_obj_t b);
mp_obj_t omv_sensor_read_reg(mp_obj_t a);
mp_obj_t omv_sensor_snapshot(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_sensor_skip_frames(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_sensor_get_fb(void);
mp_obj_t omv_sensor_set_framesize(mp_obj_t a);
mp_obj_t omv_sensor_set_windowing(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_sensor_alloc_extra_fb(mp_obj_t a, mp_obj_t b, mp_obj_t c);
mp_obj_t omv_sensor_dealloc_extra_fb(void);
mp_obj_t omv_sensor_disable_delays(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_sensor_disable_full_flush(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_sensor_init(void);

#ifdef __cplusplus
}
#endif
