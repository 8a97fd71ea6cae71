// SPDX-License-Identifier: MIT
// Module mjpeg.
#include "firmware/modules/image_features.h"

static MP_DEFINE_CONST_FUN_OBJ_1(mjpeg_is_closed_obj, omv_mjpeg_is_closed);
static MP_DEFINE_CONST_FUN_OBJ_1(mjpeg_width_obj, omv_mjpeg_width);
static MP_DEFINE_CONST_FUN_OBJ_1(mjpeg_height_obj, omv_mjpeg_height);
static MP_DEFINE_CONST_FUN_OBJ_1(mjpeg_count_obj, omv_mjpeg_count);
static MP_DEFINE_CONST_FUN_OBJ_1(mjpeg_size_obj, omv_mjpeg_size);
static MP_DEFINE_CONST_FUN_OBJ_KW(mjpeg_write_obj, 2, omv_mjpeg_write);
static MP_DEFINE_CONST_FUN_OBJ_1(mjpeg_sync_obj, omv_mjpeg_sync);
static MP_DEFINE_CONST_FUN_OBJ_1(mjpeg_close_obj, omv_mjpeg_close);

static const mp_rom_map_elem_t mjpeg_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_is_closed), MP_ROM_PTR(&mjpeg_is_closed_obj)},
    {MP_ROM_QSTR(MP_QSTR_width), MP_ROM_PTR(&mjpeg_width_obj)},
    {MP_ROM_QSTR(MP_QSTR_height), MP_ROM_PTR(&mjpeg_height_obj)},
    {MP_ROM_QSTR(MP_QSTR_count), MP_ROM_PTR(&mjpeg_count_obj)},
    {MP_ROM_QSTR(MP_QSTR_size), MP_ROM_PTR(&mjpeg_size_obj)},
    {MP_ROM_QSTR(MP_QSTR_add_frame), MP_ROM_PTR(&mjpeg_write_obj)},
    {MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&mjpeg_write_obj)},
    {MP_ROM_QSTR(MP_QSTR_sync), MP_ROM_PTR(&mjpeg_sync_obj)},
    {MP_ROM_QSTR(MP_QSTR_close), MP_ROM_PTR(&mjpeg_close_obj)},
};
static MP_DEFINE_CONST_DICT(mjpeg_locals, mjpeg_locals_table);
MP_DEFINE_CONST_OBJ_TYPE(omv_mjpeg_type, MP_QSTR_Mjpeg, MP_TYPE_FLAG_NONE, make_new,
                         omv_mjpeg_make_new, print, omv_mjpeg_print, locals_dict, &mjpeg_locals);

static const mp_rom_map_elem_t mjpeg_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_mjpeg)},
    {MP_ROM_QSTR(MP_QSTR_Mjpeg), MP_ROM_PTR(&omv_mjpeg_type)},
};
static MP_DEFINE_CONST_DICT(mjpeg_globals, mjpeg_globals_table);

const mp_obj_module_t omv_module_mjpeg = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&mjpeg_globals,
};
MP_REGISTER_MODULE(MP_QSTR_mjpeg, omv_module_mjpeg);
