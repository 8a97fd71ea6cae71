// SPDX-License-Identifier: MIT
// Module crc of the AE3: the checksums of the protocol, for scripts.
#include "firmware/modules/board_modules.h"

#include "py/obj.h"
#include "py/runtime.h"

static mp_obj_t crc_import(void)
{
    omv_require_module(MP_QSTR_crc);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(crc_import_obj, crc_import);

// Most significant bit first, nothing turned round.
static uint32_t divide(const mp_buffer_info_t* data, uint32_t crc, uint32_t polynomial)
{
    const uint8_t* bytes = data->buf;
    for (size_t i = 0; i < data->len; ++i) {
        crc ^= (uint32_t)bytes[i] << 24;
        for (int bit = 0; bit < 8; ++bit)
            crc = crc << 1 ^ (crc & 0x80000000 ? polynomial : 0);
    }
    return crc;
}

// (data, *, value): `value` is the checksum of what came before.
static uint32_t checksum(size_t n_args, const mp_obj_t* args, mp_map_t* kwargs, int bits,
                         uint32_t polynomial)
{
    enum { ARG_data, ARG_value };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_data, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_obj = MP_OBJ_NULL}},
        {MP_QSTR_value, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_obj = MP_OBJ_NULL}},
    };
    mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n_args, args, kwargs, MP_ARRAY_SIZE(allowed), allowed, values);
    mp_buffer_info_t data;
    mp_get_buffer_raise(values[ARG_data].u_obj, &data, MP_BUFFER_READ);
    const mp_obj_t before = values[ARG_value].u_obj;
    const uint32_t start =
        before == MP_OBJ_NULL ? 0xFFFFFFFF : (uint32_t)mp_obj_get_int_truncated(before);
    return divide(&data, start << (32 - bits), polynomial << (32 - bits)) >> (32 - bits);
}

static mp_obj_t crc_crc16(size_t n_args, const mp_obj_t* args, mp_map_t* kwargs)
{
    return mp_obj_new_int_from_uint(checksum(n_args, args, kwargs, 16, 0xF94F));
}
static MP_DEFINE_CONST_FUN_OBJ_KW(crc_crc16_obj, 1, crc_crc16);

static mp_obj_t crc_crc32(size_t n_args, const mp_obj_t* args, mp_map_t* kwargs)
{
    return mp_obj_new_int_from_uint(checksum(n_args, args, kwargs, 32, 0xFA567D89));
}
static MP_DEFINE_CONST_FUN_OBJ_KW(crc_crc32_obj, 1, crc_crc32);

static const mp_rom_map_elem_t crc_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_crc)},
    {MP_ROM_QSTR(MP_QSTR___init__), MP_ROM_PTR(&crc_import_obj)},
    {MP_ROM_QSTR(MP_QSTR_crc16), MP_ROM_PTR(&crc_crc16_obj)},
    {MP_ROM_QSTR(MP_QSTR_crc32), MP_ROM_PTR(&crc_crc32_obj)},
};
static MP_DEFINE_CONST_DICT(crc_globals, crc_globals_table);

const mp_obj_module_t omv_module_crc = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&crc_globals,
};
MP_REGISTER_MODULE(MP_QSTR_crc, omv_module_crc);
