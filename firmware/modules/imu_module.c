// SPDX-License-Identifier: MIT
// Module imu: the motion sensor.
#include "firmware/modules/board_modules.h"
#include "firmware/modules/imu_tables.h"

static mp_obj_t imu_import(void)
{
    omv_require_module(MP_QSTR_imu);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(imu_import_obj, imu_import);
static MP_DEFINE_CONST_FUN_OBJ_0(imu_acceleration_mg_obj, omv_imu_acceleration_mg);
static MP_DEFINE_CONST_FUN_OBJ_0(imu_angular_rate_mdps_obj, omv_imu_angular_rate_mdps);
static MP_DEFINE_CONST_FUN_OBJ_0(imu_temperature_c_obj, omv_imu_temperature_c);
static MP_DEFINE_CONST_FUN_OBJ_0(imu_roll_obj, omv_imu_roll);
static MP_DEFINE_CONST_FUN_OBJ_0(imu_pitch_obj, omv_imu_pitch);
static MP_DEFINE_CONST_FUN_OBJ_1(imu_sleep_obj, omv_imu_sleep);
static MP_DEFINE_CONST_FUN_OBJ_2(imu_write_reg_obj, omv_imu_write_reg);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(imu_read_reg_obj, 1, 2, omv_imu_read_reg);

static const mp_rom_map_elem_t imu_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_imu)},
    {MP_ROM_QSTR(MP_QSTR___init__), MP_ROM_PTR(&imu_import_obj)},
    {MP_ROM_QSTR(MP_QSTR_acceleration_mg), MP_ROM_PTR(&imu_acceleration_mg_obj)},
    {MP_ROM_QSTR(MP_QSTR_angular_rate_mdps), MP_ROM_PTR(&imu_angular_rate_mdps_obj)},
    {MP_ROM_QSTR(MP_QSTR_temperature_c), MP_ROM_PTR(&imu_temperature_c_obj)},
    {MP_ROM_QSTR(MP_QSTR_roll), MP_ROM_PTR(&imu_roll_obj)},
    {MP_ROM_QSTR(MP_QSTR_pitch), MP_ROM_PTR(&imu_pitch_obj)},
    {MP_ROM_QSTR(MP_QSTR_sleep), MP_ROM_PTR(&imu_sleep_obj)},
    {MP_ROM_QSTR(MP_QSTR___write_reg), MP_ROM_PTR(&imu_write_reg_obj)},
    {MP_ROM_QSTR(MP_QSTR___read_reg), MP_ROM_PTR(&imu_read_reg_obj)},
};
static MP_DEFINE_CONST_DICT(imu_globals, imu_globals_table);

const mp_obj_module_t omv_module_imu = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&imu_globals,
};
MP_REGISTER_MODULE(MP_QSTR_imu, omv_module_imu);
