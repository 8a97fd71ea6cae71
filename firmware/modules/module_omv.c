// SPDX-License-Identifier: MIT
// Module omv: what firmware and board this is.
#include "firmware/modules/port.h"

#include "py/obj.h"
#include "py/runtime.h"

static mp_obj_t omv_version_string(void)
{
    return mp_obj_new_str_from_cstr("5.0.0");
}
static MP_DEFINE_CONST_FUN_OBJ_0(omv_version_string_obj, omv_version_string);

static mp_obj_t omv_arch(void)
{
    return mp_obj_new_str_from_cstr(omv_port_arch());
}
static MP_DEFINE_CONST_FUN_OBJ_0(omv_arch_obj, omv_arch);

static mp_obj_t omv_board_type(void)
{
    return mp_obj_new_str_from_cstr(omv_port_board_type());
}
static MP_DEFINE_CONST_FUN_OBJ_0(omv_board_type_obj, omv_board_type);

static mp_obj_t omv_board_id(void)
{
    return mp_obj_new_str_from_cstr(omv_port_board_id());
}
static MP_DEFINE_CONST_FUN_OBJ_0(omv_board_id_obj, omv_board_id);

static mp_obj_t omv_debug_mode(void)
{
    return mp_obj_new_bool(omv_port_host_connected());
}
static MP_DEFINE_CONST_FUN_OBJ_0(omv_debug_mode_obj, omv_debug_mode);

static const mp_rom_map_elem_t omv_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_omv)},
    {MP_ROM_QSTR(MP_QSTR_version_major), MP_ROM_INT(5)},
    {MP_ROM_QSTR(MP_QSTR_version_minor), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_version_patch), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_version_string), MP_ROM_PTR(&omv_version_string_obj)},
    {MP_ROM_QSTR(MP_QSTR_arch), MP_ROM_PTR(&omv_arch_obj)},
    {MP_ROM_QSTR(MP_QSTR_board_type), MP_ROM_PTR(&omv_board_type_obj)},
    {MP_ROM_QSTR(MP_QSTR_board_id), MP_ROM_PTR(&omv_board_id_obj)},
    {MP_ROM_QSTR(MP_QSTR_debug_mode), MP_ROM_PTR(&omv_debug_mode_obj)},
};
static MP_DEFINE_CONST_DICT(omv_globals, omv_globals_table);

const mp_obj_module_t omv_module_omv = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&omv_globals,
};
MP_REGISTER_MODULE(MP_QSTR_omv, omv_module_omv);
