// SPDX-License-Identifier: MIT
#pragma once

// The array type of ulab, as the tables in C and the C++ code see it.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#include "py/gc.h"
#include "py/obj.h"
#include "py/runtime.h"

enum { OMV_NDARRAY_DIMS = 4 };

/// The elements are on the script's heap, or in a buffer that `origin` keeps alive.
typedef struct _omv_ndarray_obj_t {
    mp_obj_base_t base;
    uint8_t dtype;  ///< type code: '?', 'B', 'b', 'H', 'h' or 'f'
    uint8_t ndim;  ///< 1 to OMV_NDARRAY_DIMS
    size_t len;  ///< elements
    size_t shape[OMV_NDARRAY_DIMS];
    ptrdiff_t strides[OMV_NDARRAY_DIMS];  ///< bytes
    uint8_t* data;  ///< the first element
    void* origin;  ///< the head of the memory block, for the collector
} omv_ndarray_obj_t;

extern const mp_obj_type_t omv_ndarray_type;
extern const mp_obj_type_t omv_ndarray_iterator_type;
extern const mp_obj_type_t omv_vectorized_type;

void omv_ndarray_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t kind);
mp_obj_t omv_ndarray_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                              const mp_obj_t* args);
mp_obj_t omv_ndarray_unary(mp_unary_op_t op, mp_obj_t self);
mp_obj_t omv_ndarray_binary(mp_binary_op_t op, mp_obj_t left, mp_obj_t right);
void omv_ndarray_attr(mp_obj_t self, qstr name, mp_obj_t* dest);
mp_obj_t omv_ndarray_subscr(mp_obj_t self, mp_obj_t index, mp_obj_t value);
mp_int_t omv_ndarray_buffer(mp_obj_t self, mp_buffer_info_t* info, mp_uint_t flags);
mp_obj_t omv_ndarray_getiter(mp_obj_t self, mp_obj_iter_buf_t* buffer);
mp_obj_t omv_ndarray_iternext(mp_obj_t self);
mp_obj_t omv_vectorized_call(mp_obj_t self, size_t n_args, size_t n_kw, const mp_obj_t* args);

#ifdef __cplusplus
}
#endif
