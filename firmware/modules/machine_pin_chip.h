/* SPDX-License-Identifier: MIT */
#pragma once

#include "py/obj.h"

/* What pyb adds to a pin: the processor's names, alternate functions, and what it was set to. */

/* How a pin was configured, by Pin's constants. */
struct omv_pin_setting {
    mp_int_t mode;
    mp_int_t pull;
    mp_int_t alternate;
};
struct omv_pin_setting* omv_pin_setting(int index);

/* The Pin that a script's mapper gives instead of `id`, or MP_OBJ_NULL. */
mp_obj_t omv_pin_mapped(mp_obj_t id);
/* By the processor's name; -1: none, or the board's processor has no such names. */
int omv_pin_by_chip_name(const char* name);
/* "B15", or the board's name where the processor's is not known. */
const char* omv_pin_own_name(int index);
void omv_pin_chip_reset(void);

extern const mp_obj_fun_builtin_fixed_t omv_pin_name_obj;
extern const mp_obj_fun_builtin_fixed_t omv_pin_names_obj;
extern const mp_obj_fun_builtin_fixed_t omv_pin_af_list_obj;
extern const mp_obj_fun_builtin_fixed_t omv_pin_port_obj;
extern const mp_obj_fun_builtin_fixed_t omv_pin_pin_obj;
extern const mp_obj_fun_builtin_fixed_t omv_pin_gpio_obj;
extern const mp_obj_fun_builtin_fixed_t omv_pin_mode_obj;
extern const mp_obj_fun_builtin_fixed_t omv_pin_pull_obj;
extern const mp_obj_fun_builtin_fixed_t omv_pin_af_obj;
extern const mp_rom_obj_static_class_method_t omv_pin_mapper_obj;
extern const mp_rom_obj_static_class_method_t omv_pin_dict_obj;
extern const mp_rom_obj_static_class_method_t omv_pin_debug_obj;
extern const mp_obj_base_t omv_pin_board_obj;
extern const mp_obj_base_t omv_pin_cpu_obj;
