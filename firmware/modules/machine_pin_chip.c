// SPDX-License-Identifier: MIT
// What a Pin of a board with `pyb` has beside machine.Pin's own.
#include "firmware/modules/machine_pin_chip.h"

#include "firmware/modules/machine_pins.h"
#include "firmware/modules/pin_functions.h"
#include "firmware/modules/port.h"

#include "py/objlist.h"
#include "py/runtime.h"

#include <stdio.h>
#include <string.h>

extern const mp_obj_type_t omv_pin_type;

static struct omv_pin_setting settings[OMV_MAX_PINS];
static bool debug;
MP_REGISTER_ROOT_POINTER(mp_obj_t omv_pin_mapper);
MP_REGISTER_ROOT_POINTER(mp_obj_t omv_pin_dict);

struct omv_pin_setting* omv_pin_setting(int index)
{
    return &settings[index];
}

void omv_pin_chip_reset(void)
{
    memset(settings, 0, sizeof settings);
    debug = false;
    MP_STATE_VM(omv_pin_mapper) = mp_const_none;
    MP_STATE_VM(omv_pin_dict) = mp_const_none;
}

static const struct omv_chip_pin* chip_pin(int index)
{
    return omv_port_has_module("pyb") ? omv_chip_pin(omv_port_pin_name(index)) : NULL;
}

int omv_pin_by_chip_name(const char* name)
{
    const struct omv_chip_pin* pin = omv_port_has_module("pyb") ? omv_chip_pin_named(name) : NULL;
    return pin ? omv_port_pin_find(pin->name) : -1;
}

static mp_obj_t str_of(const char* text)
{
    return mp_obj_new_str_from_cstr(text);
}

static void chip_name(const struct omv_chip_pin* pin, char text[16])
{
    snprintf(text, 16, "%c%d", pin->port, pin->number);
}

const char* omv_pin_own_name(int index)
{
    static char text[16];
    const struct omv_chip_pin* pin = chip_pin(index);
    if (!pin)
        return omv_port_pin_name(index);
    chip_name(pin, text);
    return text;
}

// Mappers

static mp_obj_t told(const char* who, mp_obj_t id, mp_obj_t pin)
{
    if (debug) {
        mp_printf(&mp_plat_print, "Pin.%s maps ", who);
        mp_obj_print(id, PRINT_REPR);
        mp_print_str(&mp_plat_print, " to ");
        mp_obj_print(pin, PRINT_STR);
        mp_print_str(&mp_plat_print, "\n");
    }
    return pin;
}

mp_obj_t omv_pin_mapped(mp_obj_t id)
{
    if (MP_STATE_VM(omv_pin_mapper) != mp_const_none) {
        const mp_obj_t pin = mp_call_function_1(MP_STATE_VM(omv_pin_mapper), id);
        if (pin != mp_const_none) {
            if (!mp_obj_is_type(pin, &omv_pin_type))
                mp_raise_ValueError(MP_ERROR_TEXT("Pin.mapper didn't return a Pin object"));
            return told("mapper", id, pin);
        }
    }
    if (MP_STATE_VM(omv_pin_dict) != mp_const_none) {
        mp_map_elem_t* found =
            mp_map_lookup(mp_obj_dict_get_map(MP_STATE_VM(omv_pin_dict)), id, MP_MAP_LOOKUP);
        if (found) {
            if (!mp_obj_is_type(found->value, &omv_pin_type))
                mp_raise_ValueError(MP_ERROR_TEXT("Pin.dict has no Pin object there"));
            return told("map_dict", id, found->value);
        }
    }
    return MP_OBJ_NULL;
}

static mp_obj_t pin_mapper(size_t n_args, const mp_obj_t* args)
{
    if (n_args == 1)
        return MP_STATE_VM(omv_pin_mapper);
    if (args[1] != mp_const_none && !mp_obj_is_callable(args[1]))
        mp_raise_ValueError(MP_ERROR_TEXT("mapper must be None or callable"));
    MP_STATE_VM(omv_pin_mapper) = args[1];
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(pin_mapper_fun, 1, 2, pin_mapper);
MP_DEFINE_CONST_CLASSMETHOD_OBJ(omv_pin_mapper_obj, MP_ROM_PTR(&pin_mapper_fun));

static mp_obj_t pin_dict(size_t n_args, const mp_obj_t* args)
{
    if (n_args == 1)
        return MP_STATE_VM(omv_pin_dict);
    if (args[1] != mp_const_none && !mp_obj_is_dict_or_ordereddict(args[1]))
        mp_raise_TypeError(MP_ERROR_TEXT("a dict is needed"));
    MP_STATE_VM(omv_pin_dict) = args[1];
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(pin_dict_fun, 1, 2, pin_dict);
MP_DEFINE_CONST_CLASSMETHOD_OBJ(omv_pin_dict_obj, MP_ROM_PTR(&pin_dict_fun));

static mp_obj_t pin_debug(size_t n_args, const mp_obj_t* args)
{
    if (n_args == 1)
        return mp_obj_new_bool(debug);
    debug = mp_obj_is_true(args[1]);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(pin_debug_fun, 1, 2, pin_debug);
MP_DEFINE_CONST_CLASSMETHOD_OBJ(omv_pin_debug_obj, MP_ROM_PTR(&pin_debug_fun));

// Names and numbers

static mp_obj_t pin_name(mp_obj_t self)
{
    return str_of(omv_pin_own_name(omv_pin_index(self)));
}
MP_DEFINE_CONST_FUN_OBJ_1(omv_pin_name_obj, pin_name);

static mp_obj_t pin_names(mp_obj_t self)
{
    const int index = omv_pin_index(self);
    mp_obj_t names[2] = {pin_name(self), str_of(omv_port_pin_name(index))};
    return mp_obj_new_list(chip_pin(index) ? 2 : 1, names);
}
MP_DEFINE_CONST_FUN_OBJ_1(omv_pin_names_obj, pin_names);

static mp_obj_t pin_port(mp_obj_t self)
{
    const struct omv_chip_pin* pin = chip_pin(omv_pin_index(self));
    return MP_OBJ_NEW_SMALL_INT(pin ? pin->port - 'A' : 0);
}
MP_DEFINE_CONST_FUN_OBJ_1(omv_pin_port_obj, pin_port);

static mp_obj_t pin_pin(mp_obj_t self)
{
    const struct omv_chip_pin* pin = chip_pin(omv_pin_index(self));
    return MP_OBJ_NEW_SMALL_INT(pin ? pin->number : 0);
}
MP_DEFINE_CONST_FUN_OBJ_1(omv_pin_pin_obj, pin_pin);

// Of an STM32H7: the ports' blocks follow each other.
static mp_obj_t pin_gpio(mp_obj_t self)
{
    const struct omv_chip_pin* pin = chip_pin(omv_pin_index(self));
    return mp_obj_new_int_from_uint(0x58020000u + 0x400u * (pin ? (unsigned)(pin->port - 'A') : 0));
}
MP_DEFINE_CONST_FUN_OBJ_1(omv_pin_gpio_obj, pin_gpio);

static mp_obj_t pin_mode(mp_obj_t self)
{
    return MP_OBJ_NEW_SMALL_INT(settings[omv_pin_index(self)].mode);
}
MP_DEFINE_CONST_FUN_OBJ_1(omv_pin_mode_obj, pin_mode);

static mp_obj_t pin_pull(mp_obj_t self)
{
    return MP_OBJ_NEW_SMALL_INT(settings[omv_pin_index(self)].pull);
}
MP_DEFINE_CONST_FUN_OBJ_1(omv_pin_pull_obj, pin_pull);

static mp_obj_t pin_af(mp_obj_t self)
{
    return MP_OBJ_NEW_SMALL_INT(settings[omv_pin_index(self)].alternate);
}
MP_DEFINE_CONST_FUN_OBJ_1(omv_pin_af_obj, pin_af);

// Alternate functions

typedef struct {
    mp_obj_base_t base;
    const struct omv_pin_function* function;
} pin_af_obj_t;

static void pin_af_print(const mp_print_t* print, mp_obj_t self_in, mp_print_kind_t kind)
{
    (void)kind;
    mp_printf(print, "Pin.%s", ((pin_af_obj_t*)MP_OBJ_TO_PTR(self_in))->function->name);
}

static mp_obj_t pin_af_name(mp_obj_t self_in)
{
    return str_of(((pin_af_obj_t*)MP_OBJ_TO_PTR(self_in))->function->name);
}
static MP_DEFINE_CONST_FUN_OBJ_1(pin_af_name_obj, pin_af_name);

static mp_obj_t pin_af_index(mp_obj_t self_in)
{
    return MP_OBJ_NEW_SMALL_INT(((pin_af_obj_t*)MP_OBJ_TO_PTR(self_in))->function->index);
}
static MP_DEFINE_CONST_FUN_OBJ_1(pin_af_index_obj, pin_af_index);

static const mp_rom_map_elem_t pin_af_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_name), MP_ROM_PTR(&pin_af_name_obj)},
    {MP_ROM_QSTR(MP_QSTR_index), MP_ROM_PTR(&pin_af_index_obj)},
};
static MP_DEFINE_CONST_DICT(pin_af_locals, pin_af_locals_table);
static MP_DEFINE_CONST_OBJ_TYPE(pin_af_type, MP_QSTR_PinAF, MP_TYPE_FLAG_NONE, print, pin_af_print,
                                locals_dict, &pin_af_locals);

static mp_obj_t pin_af_list(mp_obj_t self)
{
    const mp_obj_t list = mp_obj_new_list(0, NULL);
    const struct omv_chip_pin* pin = chip_pin(omv_pin_index(self));
    for (int i = 0; pin && i < OMV_PIN_FUNCTIONS && pin->functions[i].index; ++i) {
        pin_af_obj_t* function = mp_obj_malloc(pin_af_obj_t, &pin_af_type);
        function->function = &pin->functions[i];
        mp_obj_list_append(list, MP_OBJ_FROM_PTR(function));
    }
    return list;
}
MP_DEFINE_CONST_FUN_OBJ_1(omv_pin_af_list_obj, pin_af_list);

// Pin.board and Pin.cpu: the pins as attributes.

static void pins_attr(qstr name, mp_obj_t* destination, bool by_chip)
{
    if (destination[0] != MP_OBJ_NULL)
        return;
    const char* text = qstr_str(name);
    const int index = by_chip ? omv_pin_by_chip_name(text) : omv_port_pin_find(text);
    if (index >= 0)
        destination[0] = omv_pin_object(index);
}

static void board_attr(mp_obj_t self, qstr name, mp_obj_t* destination)
{
    (void)self;
    pins_attr(name, destination, false);
}

static void cpu_attr(mp_obj_t self, qstr name, mp_obj_t* destination)
{
    (void)self;
    pins_attr(name, destination, true);
}

static MP_DEFINE_CONST_OBJ_TYPE(board_type, MP_QSTR_board, MP_TYPE_FLAG_NONE, attr, board_attr);
static MP_DEFINE_CONST_OBJ_TYPE(cpu_type, MP_QSTR_cpu, MP_TYPE_FLAG_NONE, attr, cpu_attr);
const mp_obj_base_t omv_pin_board_obj = {&board_type};
const mp_obj_base_t omv_pin_cpu_obj = {&cpu_type};
