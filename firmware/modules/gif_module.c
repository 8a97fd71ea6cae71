// SPDX-License-Identifier: MIT
// Module gif.
#include "firmware/modules/image_features.h"

static MP_DEFINE_CONST_FUN_OBJ_1(gif_width_obj, omv_gif_width);
static MP_DEFINE_CONST_FUN_OBJ_1(gif_height_obj, omv_gif_height);
static MP_DEFINE_CONST_FUN_OBJ_1(gif_format_obj, omv_gif_format);
static MP_DEFINE_CONST_FUN_OBJ_1(gif_size_obj, omv_gif_size);
static MP_DEFINE_CONST_FUN_OBJ_1(gif_loop_obj, omv_gif_loop);
static MP_DEFINE_CONST_FUN_OBJ_KW(gif_add_frame_obj, 2, omv_gif_add_frame);
static MP_DEFINE_CONST_FUN_OBJ_1(gif_close_obj, omv_gif_close);

static const mp_rom_map_elem_t gif_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_width), MP_ROM_PTR(&gif_width_obj)},
    {MP_ROM_QSTR(MP_QSTR_height), MP_ROM_PTR(&gif_height_obj)},
    {MP_ROM_QSTR(MP_QSTR_format), MP_ROM_PTR(&gif_format_obj)},
    {MP_ROM_QSTR(MP_QSTR_size), MP_ROM_PTR(&gif_size_obj)},
    {MP_ROM_QSTR(MP_QSTR_loop), MP_ROM_PTR(&gif_loop_obj)},
    {MP_ROM_QSTR(MP_QSTR_add_frame), MP_ROM_PTR(&gif_add_frame_obj)},
    {MP_ROM_QSTR(MP_QSTR_close), MP_ROM_PTR(&gif_close_obj)},
};
static MP_DEFINE_CONST_DICT(gif_locals, gif_locals_table);
MP_DEFINE_CONST_OBJ_TYPE(omv_gif_type, MP_QSTR_Gif, MP_TYPE_FLAG_NONE, make_new, omv_gif_make_new,
                         print, omv_gif_print, locals_dict, &gif_locals);

static const mp_rom_map_elem_t gif_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_gif)},
    {MP_ROM_QSTR(MP_QSTR_Gif), MP_ROM_PTR(&omv_gif_type)},
};
static MP_DEFINE_CONST_DICT(gif_globals, gif_globals_table);

const mp_obj_module_t omv_module_gif = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&gif_globals,
};
MP_REGISTER_MODULE(MP_QSTR_gif, omv_module_gif);
