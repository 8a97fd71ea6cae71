// SPDX-License-Identifier: MIT
// Module _board: what frozen Python modules ask of the board being played.
#include "firmware/modules/board_modules.h"
#include "firmware/modules/port.h"

#include "py/runtime.h"

void omv_require_module(qstr name)
{
    if (!omv_port_has_module(qstr_str(name)))
        mp_raise_msg_varg(&mp_type_ImportError, MP_ERROR_TEXT("no module named '%q'"), name);
}

static mp_obj_t board_require(mp_obj_t name)
{
    omv_require_module(mp_obj_str_get_qstr(name));
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(board_require_obj, board_require);

static mp_obj_t board_has(mp_obj_t name)
{
    return mp_obj_new_bool(omv_port_has_module(mp_obj_str_get_str(name)));
}
static MP_DEFINE_CONST_FUN_OBJ_1(board_has_obj, board_has);

static mp_obj_t board_sdcard(void)
{
    return omv_sdcard();
}
static MP_DEFINE_CONST_FUN_OBJ_0(board_sdcard_obj, board_sdcard);

static const mp_rom_map_elem_t board_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR__board)},
    {MP_ROM_QSTR(MP_QSTR_require), MP_ROM_PTR(&board_require_obj)},
    {MP_ROM_QSTR(MP_QSTR_has), MP_ROM_PTR(&board_has_obj)},
    {MP_ROM_QSTR(MP_QSTR_sdcard), MP_ROM_PTR(&board_sdcard_obj)},
};
static MP_DEFINE_CONST_DICT(board_globals, board_globals_table);

const mp_obj_module_t omv_module_board = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&board_globals,
};
MP_REGISTER_MODULE(MP_QSTR__board, omv_module_board);
