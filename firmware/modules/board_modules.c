// SPDX-License-Identifier: MIT
// Module _board: what frozen Python modules ask of the board being played.
#include "firmware/modules/board_modules.h"
#include "firmware/modules/port.h"

#include "py/objlist.h"
#include "py/runtime.h"

#include <string.h>

void omv_require_module(qstr name)
{
    if (!omv_port_has_module(qstr_str(name)))
        mp_raise_msg_varg(&mp_type_ImportError, MP_ERROR_TEXT("no module named '%q'"), name);
}

// What a module that only some boards have is called in a board's file; others have their own name.
static const char* const kOptional[][2] = {
    {"aioble", NULL},  {"audio", NULL},   {"bluetooth", NULL}, {"bno055", NULL},
    {"crc", NULL},     {"dht", NULL},     {"ds18x20", "dht"},  {"ft5x06", NULL},
    {"imu", NULL},     {"modbus", NULL},  {"mqtt", NULL},      {"mutex", NULL},
    {"network", NULL}, {"ntptime", NULL}, {"onewire", "dht"},  {"openamp", NULL},
    {"pid", NULL},     {"pyb", NULL},     {"requests", NULL},  {"romfs", NULL},
    {"rpc", NULL},     {"socket", NULL},  {"ssd1306", NULL},   {"tb6612", NULL},
    {"tfp410", NULL},  {"tof", NULL},     {"types", NULL},     {"uopenamp", "openamp"},
};

// Names that begin with an underscore are this project's own, but for those of MicroPython.
static bool is_listed(const char* name)
{
    if (name[0] == '_')
        return strcmp(name, "__main__") == 0 || strcmp(name, "_asyncio") == 0;
    for (size_t i = 0; i < MP_ARRAY_SIZE(kOptional); ++i)
        if (strcmp(name, kOptional[i][0]) == 0)
            return omv_port_has_module(kOptional[i][1] ? kOptional[i][1] : name);
    return true;
}

// In the place of mp_obj_list_sort() where help("modules") calls it: the names that this board
// has, each once, as some stand in front of a built-in module of the same name.
mp_obj_t omv_help_sort(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_help_sort(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    mp_obj_list_sort(n_args, args, kw);
    mp_obj_list_t* list = MP_OBJ_TO_PTR(args[0]);
    size_t count = 0;
    for (size_t i = 0; i < list->len; ++i) {
        const char* name = mp_obj_str_get_str(list->items[i]);
        const bool again =
            count > 0 && strcmp(name, mp_obj_str_get_str(list->items[count - 1])) == 0;
        if (is_listed(name) && !again)
            list->items[count++] = list->items[i];
    }
    mp_obj_list_set_len(args[0], count);
    return mp_const_none;
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
