// SPDX-License-Identifier: MIT
#pragma once

// What the C tables and the C++ code of the modules image and csi share.

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#include "py/obj.h"
#include "py/runtime.h"

/// A script's Image. The pixels are in a frame buffer, or in memory that `owner`
/// keeps alive (or that this pointer itself keeps, being on the heap).
typedef struct _omv_image_obj_t {
    mp_obj_base_t base;
    int32_t width;
    int32_t height;
    uint32_t format;
    uint8_t* data;
    size_t size;  ///< bytes of the picture
    size_t room;  ///< bytes at `data`; an in-place conversion must fit
    mp_obj_t owner;
} omv_image_obj_t;

/// Keeps a C++ object that must not leak when an exception or a STOP jumps over
/// its destructor: the collector destroys it at the latest.
typedef struct _omv_holder_obj_t {
    mp_obj_base_t base;
    void* object;
    void (*destroy)(void*);
} omv_holder_obj_t;

/// A script's histogram; `holder` keeps the C++ one.
typedef struct _omv_histogram_obj_t {
    mp_obj_base_t base;
    mp_obj_t holder;
} omv_histogram_obj_t;

extern const mp_obj_type_t omv_image_type;
extern const mp_obj_type_t omv_image_iterator_type;
extern const mp_obj_type_t omv_histogram_type;
extern const mp_obj_type_t omv_holder_type;

mp_obj_t omv_holder_del(mp_obj_t self);

/// Calls `work`. True: `*result` is its answer. False: `*result` is what it raised, or
/// MP_OBJ_NULL when it was stopped; the caller must go on with nlr_raise() or
/// nlr_jump_abort() once it has tidied up.
bool omv_protect(mp_obj_t (*work)(void*), void* context, mp_obj_t* result);

// Slots of the types
void omv_image_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t kind);
mp_obj_t omv_image_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                            const mp_obj_t* args);
mp_obj_t omv_image_unary(mp_unary_op_t op, mp_obj_t self);
mp_obj_t omv_image_subscr(mp_obj_t self, mp_obj_t index, mp_obj_t value);
mp_int_t omv_image_buffer(mp_obj_t self, mp_buffer_info_t* info, mp_uint_t flags);
mp_obj_t omv_image_getiter(mp_obj_t self, mp_obj_iter_buf_t* buffer);
mp_obj_t omv_image_iternext(mp_obj_t self);
void omv_histogram_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t kind);
mp_obj_t omv_histogram_subscr(mp_obj_t self, mp_obj_t index, mp_obj_t value);

#ifdef __cplusplus
}
#endif
