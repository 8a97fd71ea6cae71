// SPDX-License-Identifier: MIT
#pragma once

// The functions of ulab by module, with their least number of arguments. All take
// (count, arguments, keywords).

#include "firmware/modules/ndarray.h"

// clang-format off
#define OMV_NUMPY_FUNCTIONS(F)                                                                     \
    F(array, 1) F(asarray, 1) F(zeros, 0) F(ones, 0) F(full, 0) F(empty, 0) F(arange, 1)           \
    F(linspace, 2) F(logspace, 2) F(eye, 1) F(diag, 1) F(concatenate, 1) F(frombuffer, 1)          \
    F(ndinfo, 1) F(set_printoptions, 0) F(get_printoptions, 0)                                     \
    F(acos, 1) F(acosh, 1) F(asin, 1) F(asinh, 1) F(atan, 1) F(atanh, 1) F(ceil, 1) F(cos, 1)      \
    F(cosh, 1) F(degrees, 1) F(exp, 1) F(expm1, 1) F(floor, 1) F(log, 1) F(log10, 1) F(log2, 1)    \
    F(radians, 1) F(sin, 1) F(sinc, 1) F(sinh, 1) F(sqrt, 1) F(tan, 1) F(tanh, 1) F(around, 1)     \
    F(arctan2, 2) F(vectorize, 1)                                                                  \
    F(sum, 1) F(mean, 1) F(std, 1) F(min, 1) F(max, 1) F(argmin, 1) F(argmax, 1) F(median, 1)      \
    F(all, 1) F(any, 1) F(sort, 1) F(argsort, 1) F(size, 1)                                        \
    F(clip, 1) F(minimum, 2) F(maximum, 2) F(equal, 2) F(not_equal, 2) F(bitwise_and, 2)           \
    F(bitwise_or, 2) F(bitwise_xor, 2) F(left_shift, 2) F(right_shift, 2) F(isfinite, 1)           \
    F(isinf, 1) F(where, 3) F(nonzero, 1) F(dot, 2) F(cross, 2) F(trace, 1) F(diff, 1) F(roll, 1)  \
    F(flip, 1) F(interp, 3) F(polyfit, 2) F(polyval, 2) F(convolve, 2) F(trapz, 1) F(take, 2)      \
    F(compress, 2) F(delete, 2)
#define OMV_FFT_FUNCTIONS(F) F(fft, 1) F(ifft, 1)
#define OMV_LINALG_FUNCTIONS(F) F(inv, 1) F(det, 1) F(norm, 1) F(qr, 1) F(eig, 1) F(cholesky, 1)
#define OMV_UTILS_FUNCTIONS(F)                                                                     \
    F(from_int16_buffer, 1) F(from_uint16_buffer, 1) F(from_int32_buffer, 1)                       \
    F(from_uint32_buffer, 1) F(spectrogram, 1)
#define OMV_SPECIAL_FUNCTIONS(F) F(erf, 1) F(erfc, 1) F(gamma, 1) F(gammaln, 1)
#define OMV_SIGNAL_FUNCTIONS(F) F(sosfilt, 2)
#define OMV_OPTIMIZE_FUNCTIONS(F) F(bisect, 3) F(newton, 2)

#ifdef __cplusplus
extern "C" {
#endif

#define OMV_DECLARE(name, least) mp_obj_t omv_np_##name(size_t n, const mp_obj_t* a, mp_map_t* kw);
OMV_NUMPY_FUNCTIONS(OMV_DECLARE)
OMV_FFT_FUNCTIONS(OMV_DECLARE)
OMV_LINALG_FUNCTIONS(OMV_DECLARE)
OMV_UTILS_FUNCTIONS(OMV_DECLARE)
OMV_SPECIAL_FUNCTIONS(OMV_DECLARE)
OMV_SIGNAL_FUNCTIONS(OMV_DECLARE)
OMV_OPTIMIZE_FUNCTIONS(OMV_DECLARE)
#undef OMV_DECLARE
// clang-format on

mp_obj_t omv_ndarray_reshape(mp_obj_t self, mp_obj_t shape);
mp_obj_t omv_ndarray_flatten(size_t n, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_ndarray_copy(mp_obj_t self);
mp_obj_t omv_ndarray_tolist(mp_obj_t self);
mp_obj_t omv_ndarray_tobytes(mp_obj_t self);
mp_obj_t omv_ndarray_transpose(mp_obj_t self);
mp_obj_t omv_ndarray_byteswap(size_t n, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_ndarray_sort(size_t n, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_ulab_init(void);

#ifdef __cplusplus
}
#endif
