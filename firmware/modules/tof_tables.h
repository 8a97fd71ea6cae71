// SPDX-License-Identifier: MIT
#pragma once

// The C functions of the module tof, for its table in C.

#include "firmware/modules/image_object.h"

#ifdef __cplusplus
extern "C" {
#endif

mp_obj_t omv_tof_init(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_tof_deinit(void);
mp_obj_t omv_tof_type(void);
mp_obj_t omv_tof_side(void);
mp_obj_t omv_tof_refresh(void);
mp_obj_t omv_tof_read_depth(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_tof_draw_depth(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_tof_snapshot(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
/// Power-on state.
void omv_tof_forget(void);

#ifdef __cplusplus
}
#endif
