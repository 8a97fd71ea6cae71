// SPDX-License-Identifier: MIT
#pragma once

// The C functions of the module fir, for its table in C.

#include "firmware/modules/image_object.h"

#ifdef __cplusplus
extern "C" {
#endif

/// The constants, which not every board has.
void omv_fir_getattr(mp_obj_t self, qstr name, mp_obj_t* dest);
mp_obj_t omv_fir_init(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_fir_deinit(void);
mp_obj_t omv_fir_type(void);
mp_obj_t omv_fir_width(void);
mp_obj_t omv_fir_height(void);
mp_obj_t omv_fir_refresh(void);
mp_obj_t omv_fir_resolution(void);
mp_obj_t omv_fir_read_ta(void);
mp_obj_t omv_fir_read_ir(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_fir_draw_ir(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_fir_snapshot(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
/// Power-on state.
void omv_fir_forget(void);

#ifdef __cplusplus
}
#endif
