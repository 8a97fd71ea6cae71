// SPDX-License-Identifier: MIT
#pragma once

// The C functions of the module udisplay, for its tables in C.

#include "firmware/modules/image_object.h"

#ifdef __cplusplus
extern "C" {
#endif

extern const mp_obj_type_t omv_display_spi_type;
extern const mp_obj_type_t omv_display_rgb_type;
extern const mp_obj_type_t omv_display_tv_type;

mp_obj_t omv_display_make_spi(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                              const mp_obj_t* args);
mp_obj_t omv_display_make_rgb(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                              const mp_obj_t* args);
mp_obj_t omv_display_make_tv(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                             const mp_obj_t* args);
void omv_display_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t kind);
mp_obj_t omv_display_width(mp_obj_t self);
mp_obj_t omv_display_height(mp_obj_t self);
mp_obj_t omv_display_triple_buffer(mp_obj_t self);
mp_obj_t omv_display_bgr(mp_obj_t self);
mp_obj_t omv_display_byte_swap(mp_obj_t self);
mp_obj_t omv_display_framesize(mp_obj_t self);
mp_obj_t omv_display_refresh(mp_obj_t self);
mp_obj_t omv_display_deinit(mp_obj_t self);
mp_obj_t omv_display_clear(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_display_backlight(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_display_write(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_display_bus_write(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_display_bus_read(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_display_ioctl(size_t n_args, const mp_obj_t* args);

#ifdef __cplusplus
}
#endif
