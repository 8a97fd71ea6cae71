// SPDX-License-Identifier: MIT
// Module fir: thermal sensors of few pixels.
#include "firmware/modules/fir_tables.h"

#include "py/objmodule.h"

static MP_DEFINE_CONST_FUN_OBJ_KW(fir_init_obj, 0, omv_fir_init);
static MP_DEFINE_CONST_FUN_OBJ_0(fir_deinit_obj, omv_fir_deinit);
static MP_DEFINE_CONST_FUN_OBJ_0(fir_type_obj, omv_fir_type);
static MP_DEFINE_CONST_FUN_OBJ_0(fir_width_obj, omv_fir_width);
static MP_DEFINE_CONST_FUN_OBJ_0(fir_height_obj, omv_fir_height);
static MP_DEFINE_CONST_FUN_OBJ_0(fir_refresh_obj, omv_fir_refresh);
static MP_DEFINE_CONST_FUN_OBJ_0(fir_resolution_obj, omv_fir_resolution);
static MP_DEFINE_CONST_FUN_OBJ_0(fir_read_ta_obj, omv_fir_read_ta);
static MP_DEFINE_CONST_FUN_OBJ_KW(fir_read_ir_obj, 0, omv_fir_read_ir);
static MP_DEFINE_CONST_FUN_OBJ_KW(fir_draw_ir_obj, 2, omv_fir_draw_ir);
static MP_DEFINE_CONST_FUN_OBJ_KW(fir_snapshot_obj, 0, omv_fir_snapshot);

static const mp_rom_map_elem_t fir_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_fir)},
    {MP_ROM_QSTR(MP_QSTR_init), MP_ROM_PTR(&fir_init_obj)},
    {MP_ROM_QSTR(MP_QSTR_deinit), MP_ROM_PTR(&fir_deinit_obj)},
    {MP_ROM_QSTR(MP_QSTR_type), MP_ROM_PTR(&fir_type_obj)},
    {MP_ROM_QSTR(MP_QSTR_width), MP_ROM_PTR(&fir_width_obj)},
    {MP_ROM_QSTR(MP_QSTR_height), MP_ROM_PTR(&fir_height_obj)},
    {MP_ROM_QSTR(MP_QSTR_refresh), MP_ROM_PTR(&fir_refresh_obj)},
    {MP_ROM_QSTR(MP_QSTR_resolution), MP_ROM_PTR(&fir_resolution_obj)},
    {MP_ROM_QSTR(MP_QSTR_read_ta), MP_ROM_PTR(&fir_read_ta_obj)},
    {MP_ROM_QSTR(MP_QSTR_read_ir), MP_ROM_PTR(&fir_read_ir_obj)},
    {MP_ROM_QSTR(MP_QSTR_draw_ir), MP_ROM_PTR(&fir_draw_ir_obj)},
    {MP_ROM_QSTR(MP_QSTR_snapshot), MP_ROM_PTR(&fir_snapshot_obj)},
};
static MP_DEFINE_CONST_DICT(fir_globals, fir_globals_table);

const mp_obj_module_t omv_module_fir = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&fir_globals,
};
MP_REGISTER_MODULE(MP_QSTR_fir, omv_module_fir);
MP_REGISTER_MODULE_DELEGATION(omv_module_fir, omv_fir_getattr);
