// SPDX-License-Identifier: MIT
// Module tof: the time of flight sensor.
#include "firmware/modules/board_modules.h"
#include "firmware/modules/tof_tables.h"

static mp_obj_t tof_import(void)
{
    omv_require_module(MP_QSTR_tof);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(tof_import_obj, tof_import);
static MP_DEFINE_CONST_FUN_OBJ_KW(tof_init_obj, 0, omv_tof_init);
static MP_DEFINE_CONST_FUN_OBJ_0(tof_deinit_obj, omv_tof_deinit);
static MP_DEFINE_CONST_FUN_OBJ_0(tof_type_obj, omv_tof_type);
static MP_DEFINE_CONST_FUN_OBJ_0(tof_side_obj, omv_tof_side);
static MP_DEFINE_CONST_FUN_OBJ_0(tof_refresh_obj, omv_tof_refresh);
static MP_DEFINE_CONST_FUN_OBJ_KW(tof_read_depth_obj, 0, omv_tof_read_depth);
static MP_DEFINE_CONST_FUN_OBJ_KW(tof_draw_depth_obj, 2, omv_tof_draw_depth);
static MP_DEFINE_CONST_FUN_OBJ_KW(tof_snapshot_obj, 0, omv_tof_snapshot);

static const mp_rom_map_elem_t tof_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_tof)},
    {MP_ROM_QSTR(MP_QSTR___init__), MP_ROM_PTR(&tof_import_obj)},
    {MP_ROM_QSTR(MP_QSTR_TOF_VL53LX), MP_ROM_INT(1)},
    {MP_ROM_QSTR(MP_QSTR_init), MP_ROM_PTR(&tof_init_obj)},
    {MP_ROM_QSTR(MP_QSTR_reset), MP_ROM_PTR(&tof_deinit_obj)},
    {MP_ROM_QSTR(MP_QSTR_deinit), MP_ROM_PTR(&tof_deinit_obj)},
    {MP_ROM_QSTR(MP_QSTR_type), MP_ROM_PTR(&tof_type_obj)},
    {MP_ROM_QSTR(MP_QSTR_width), MP_ROM_PTR(&tof_side_obj)},
    {MP_ROM_QSTR(MP_QSTR_height), MP_ROM_PTR(&tof_side_obj)},
    {MP_ROM_QSTR(MP_QSTR_refresh), MP_ROM_PTR(&tof_refresh_obj)},
    {MP_ROM_QSTR(MP_QSTR_read_depth), MP_ROM_PTR(&tof_read_depth_obj)},
    {MP_ROM_QSTR(MP_QSTR_draw_depth), MP_ROM_PTR(&tof_draw_depth_obj)},
    {MP_ROM_QSTR(MP_QSTR_snapshot), MP_ROM_PTR(&tof_snapshot_obj)},
};
static MP_DEFINE_CONST_DICT(tof_globals, tof_globals_table);

const mp_obj_module_t omv_module_tof = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&tof_globals,
};
MP_REGISTER_MODULE(MP_QSTR_tof, omv_module_tof);
