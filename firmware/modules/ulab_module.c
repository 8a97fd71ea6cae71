// SPDX-License-Identifier: MIT
// Module ulab: numpy, utils and a little of scipy.
#include "firmware/modules/ulab_tables.h"

#include "py/objstr.h"

#define OMV_OBJECT(name, least)                                                                    \
    static MP_DEFINE_CONST_FUN_OBJ_KW(np_##name##_obj, least, omv_np_##name);
#define OMV_ENTRY(name, least) {MP_ROM_QSTR(MP_QSTR_##name), MP_ROM_PTR(&np_##name##_obj)},

static MP_DEFINE_CONST_FUN_OBJ_2(ndarray_reshape_obj, omv_ndarray_reshape);
static MP_DEFINE_CONST_FUN_OBJ_KW(ndarray_flatten_obj, 1, omv_ndarray_flatten);
static MP_DEFINE_CONST_FUN_OBJ_1(ndarray_copy_obj, omv_ndarray_copy);
static MP_DEFINE_CONST_FUN_OBJ_1(ndarray_tolist_obj, omv_ndarray_tolist);
static MP_DEFINE_CONST_FUN_OBJ_1(ndarray_tobytes_obj, omv_ndarray_tobytes);
static MP_DEFINE_CONST_FUN_OBJ_1(ndarray_transpose_obj, omv_ndarray_transpose);
static MP_DEFINE_CONST_FUN_OBJ_KW(ndarray_byteswap_obj, 1, omv_ndarray_byteswap);
static MP_DEFINE_CONST_FUN_OBJ_KW(ndarray_sort_obj, 1, omv_ndarray_sort);

static const mp_rom_map_elem_t ndarray_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_reshape), MP_ROM_PTR(&ndarray_reshape_obj)},
    {MP_ROM_QSTR(MP_QSTR_flatten), MP_ROM_PTR(&ndarray_flatten_obj)},
    {MP_ROM_QSTR(MP_QSTR_copy), MP_ROM_PTR(&ndarray_copy_obj)},
    {MP_ROM_QSTR(MP_QSTR_tolist), MP_ROM_PTR(&ndarray_tolist_obj)},
    {MP_ROM_QSTR(MP_QSTR_tobytes), MP_ROM_PTR(&ndarray_tobytes_obj)},
    {MP_ROM_QSTR(MP_QSTR_transpose), MP_ROM_PTR(&ndarray_transpose_obj)},
    {MP_ROM_QSTR(MP_QSTR_byteswap), MP_ROM_PTR(&ndarray_byteswap_obj)},
    {MP_ROM_QSTR(MP_QSTR_sort), MP_ROM_PTR(&ndarray_sort_obj)},
};
static MP_DEFINE_CONST_DICT(ndarray_locals, ndarray_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(omv_ndarray_type, MP_QSTR_ndarray,
                         MP_TYPE_FLAG_ITER_IS_GETITER | MP_TYPE_FLAG_EQ_CHECKS_OTHER_TYPE |
                             MP_TYPE_FLAG_EQ_HAS_NEQ_TEST | MP_TYPE_FLAG_EQ_NOT_REFLEXIVE,
                         make_new, omv_ndarray_make_new, print, omv_ndarray_print, unary_op,
                         omv_ndarray_unary, binary_op, omv_ndarray_binary, attr, omv_ndarray_attr,
                         subscr, omv_ndarray_subscr, iter, omv_ndarray_getiter, buffer,
                         omv_ndarray_buffer, locals_dict, &ndarray_locals);
MP_DEFINE_CONST_OBJ_TYPE(omv_ndarray_iterator_type, MP_QSTR_iterator, MP_TYPE_FLAG_ITER_IS_ITERNEXT,
                         iter, omv_ndarray_iternext);
MP_DEFINE_CONST_OBJ_TYPE(omv_vectorized_type, MP_QSTR_function, MP_TYPE_FLAG_NONE, call,
                         omv_vectorized_call);

OMV_FFT_FUNCTIONS(OMV_OBJECT)
static const mp_rom_map_elem_t fft_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_fft)}, OMV_FFT_FUNCTIONS(OMV_ENTRY)};
static MP_DEFINE_CONST_DICT(fft_globals, fft_globals_table);
static const mp_obj_module_t fft_module = {.base = {&mp_type_module},
                                           .globals = (mp_obj_dict_t*)&fft_globals};

OMV_LINALG_FUNCTIONS(OMV_OBJECT)
static const mp_rom_map_elem_t linalg_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_linalg)}, OMV_LINALG_FUNCTIONS(OMV_ENTRY)};
static MP_DEFINE_CONST_DICT(linalg_globals, linalg_globals_table);
static const mp_obj_module_t linalg_module = {.base = {&mp_type_module},
                                              .globals = (mp_obj_dict_t*)&linalg_globals};

// As py/objfloat.c has it.
typedef struct {
    mp_obj_base_t base;
    mp_float_t value;
} float_obj_t;
static const float_obj_t ulab_e = {{&mp_type_float}, (mp_float_t)2.718281828459045};
static const float_obj_t ulab_pi = {{&mp_type_float}, (mp_float_t)3.141592653589793};
static const float_obj_t ulab_inf = {{&mp_type_float}, (mp_float_t)__builtin_inff()};
static const float_obj_t ulab_nan = {{&mp_type_float}, (mp_float_t)__builtin_nanf("")};

OMV_NUMPY_FUNCTIONS(OMV_OBJECT)
static const mp_rom_map_elem_t numpy_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_numpy)},
    {MP_ROM_QSTR(MP_QSTR_ndarray), MP_ROM_PTR(&omv_ndarray_type)},
    {MP_ROM_QSTR(MP_QSTR_bool), MP_ROM_INT('?')},
    {MP_ROM_QSTR(MP_QSTR_uint8), MP_ROM_INT('B')},
    {MP_ROM_QSTR(MP_QSTR_int8), MP_ROM_INT('b')},
    {MP_ROM_QSTR(MP_QSTR_uint16), MP_ROM_INT('H')},
    {MP_ROM_QSTR(MP_QSTR_int16), MP_ROM_INT('h')},
    {MP_ROM_QSTR(MP_QSTR_float), MP_ROM_INT('f')},
    {MP_ROM_QSTR(MP_QSTR_e), MP_ROM_PTR(&ulab_e)},
    {MP_ROM_QSTR(MP_QSTR_pi), MP_ROM_PTR(&ulab_pi)},
    {MP_ROM_QSTR(MP_QSTR_inf), MP_ROM_PTR(&ulab_inf)},
    {MP_ROM_QSTR(MP_QSTR_nan), MP_ROM_PTR(&ulab_nan)},
    {MP_ROM_QSTR(MP_QSTR_fft), MP_ROM_PTR(&fft_module)},
    {MP_ROM_QSTR(MP_QSTR_linalg), MP_ROM_PTR(&linalg_module)},
    OMV_NUMPY_FUNCTIONS(OMV_ENTRY)};
static MP_DEFINE_CONST_DICT(numpy_globals, numpy_globals_table);
static const mp_obj_module_t numpy_module = {.base = {&mp_type_module},
                                             .globals = (mp_obj_dict_t*)&numpy_globals};

OMV_UTILS_FUNCTIONS(OMV_OBJECT)
static const mp_rom_map_elem_t utils_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_utils)}, OMV_UTILS_FUNCTIONS(OMV_ENTRY)};
static MP_DEFINE_CONST_DICT(utils_globals, utils_globals_table);
static const mp_obj_module_t utils_module = {.base = {&mp_type_module},
                                             .globals = (mp_obj_dict_t*)&utils_globals};

OMV_SPECIAL_FUNCTIONS(OMV_OBJECT)
static const mp_rom_map_elem_t special_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_special)},
    OMV_SPECIAL_FUNCTIONS(OMV_ENTRY)};
static MP_DEFINE_CONST_DICT(special_globals, special_globals_table);
static const mp_obj_module_t special_module = {.base = {&mp_type_module},
                                               .globals = (mp_obj_dict_t*)&special_globals};
OMV_SIGNAL_FUNCTIONS(OMV_OBJECT)
static const mp_rom_map_elem_t signal_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_signal)}, OMV_SIGNAL_FUNCTIONS(OMV_ENTRY)};
static MP_DEFINE_CONST_DICT(signal_globals, signal_globals_table);
static const mp_obj_module_t signal_module = {.base = {&mp_type_module},
                                              .globals = (mp_obj_dict_t*)&signal_globals};
OMV_OPTIMIZE_FUNCTIONS(OMV_OBJECT)
static const mp_rom_map_elem_t optimize_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_optimize)},
    OMV_OPTIMIZE_FUNCTIONS(OMV_ENTRY)};
static MP_DEFINE_CONST_DICT(optimize_globals, optimize_globals_table);
static const mp_obj_module_t optimize_module = {.base = {&mp_type_module},
                                                .globals = (mp_obj_dict_t*)&optimize_globals};
static const mp_rom_map_elem_t scipy_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_scipy)},
    {MP_ROM_QSTR(MP_QSTR_optimize), MP_ROM_PTR(&optimize_module)},
    {MP_ROM_QSTR(MP_QSTR_signal), MP_ROM_PTR(&signal_module)},
    {MP_ROM_QSTR(MP_QSTR_special), MP_ROM_PTR(&special_module)},
};
static MP_DEFINE_CONST_DICT(scipy_globals, scipy_globals_table);
static const mp_obj_module_t scipy_module = {.base = {&mp_type_module},
                                             .globals = (mp_obj_dict_t*)&scipy_globals};

static const MP_DEFINE_STR_OBJ(ulab_version, "6.0.0-4D");
static MP_DEFINE_CONST_FUN_OBJ_0(ulab_init_obj, omv_ulab_init);
static const mp_rom_map_elem_t ulab_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_ulab)},
    {MP_ROM_QSTR(MP_QSTR___init__), MP_ROM_PTR(&ulab_init_obj)},
    {MP_ROM_QSTR(MP_QSTR___version__), MP_ROM_PTR(&ulab_version)},
    {MP_ROM_QSTR(MP_QSTR_numpy), MP_ROM_PTR(&numpy_module)},
    {MP_ROM_QSTR(MP_QSTR_scipy), MP_ROM_PTR(&scipy_module)},
    {MP_ROM_QSTR(MP_QSTR_utils), MP_ROM_PTR(&utils_module)},
};
static MP_DEFINE_CONST_DICT(ulab_globals, ulab_globals_table);

const mp_obj_module_t omv_module_ulab = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&ulab_globals,
};
MP_REGISTER_MODULE(MP_QSTR_ulab, omv_module_ulab);
