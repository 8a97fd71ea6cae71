// SPDX-License-Identifier: MIT
#pragma once

// The type Model of the module uml, for the table in C.

#ifdef __cplusplus
extern "C" {
#endif
#include "py/obj.h"
#include "py/runtime.h"

/// `holder` keeps the C++ model.
typedef struct _omv_ml_model_obj_t {
    mp_obj_base_t base;
    mp_obj_t holder;
} omv_ml_model_obj_t;

extern const mp_obj_type_t omv_ml_model_type;

mp_obj_t omv_ml_model_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                               const mp_obj_t* args);
void omv_ml_model_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t kind);
void omv_ml_model_attr(mp_obj_t self, qstr name, mp_obj_t* dest);
mp_obj_t omv_ml_model_run(mp_obj_t self, mp_obj_t inputs);

#ifdef __cplusplus
}
#endif
