// SPDX-License-Identifier: MIT
// machine.Pin: the board's pins by name. One object a pin, so that handlers stay known.
#include "firmware/modules/machine_i2c_target.h"
#include "firmware/modules/machine_pin_chip.h"
#include "firmware/modules/machine_pins.h"
#include "firmware/modules/port.h"

#include "extmod/modmachine.h"
#include "extmod/virtpin.h"
#include "py/mphal.h"
#include "py/obj.h"
#include "py/runtime.h"
#include "shared/runtime/mpirq.h"

#include <string.h>

enum { MODE_ANALOG = 3, MODE_ALT = 4, MODE_ALT_OPEN_DRAIN = 5 };

typedef struct {
    mp_obj_base_t base;
    int pin;
    int edges;
    int last_edge;
} pin_obj_t;

extern const mp_obj_type_t omv_pin_type;
static unsigned interrupts_served;
static pin_obj_t pins[OMV_MAX_PINS];

MP_REGISTER_ROOT_POINTER(struct _mp_irq_obj_t* omv_pin_irq[64]);

static pin_obj_t* pin_by_index(int index)
{
    pin_obj_t* self = &pins[index];
    self->base.type = &omv_pin_type;
    self->pin = index;
    return self;
}

mp_obj_t omv_pin_object(int index)
{
    return MP_OBJ_FROM_PTR(pin_by_index(index));
}

static pin_obj_t* find_pin(mp_obj_t id)
{
    if (mp_obj_is_type(id, &omv_pin_type))
        return MP_OBJ_TO_PTR(id);
    const mp_obj_t mapped = omv_pin_mapped(id);
    if (mapped != MP_OBJ_NULL)
        return MP_OBJ_TO_PTR(mapped);
    int index = mp_obj_is_str(id) ? omv_port_pin_find(mp_obj_str_get_str(id)) : -1;
    if (index < 0 && mp_obj_is_str(id))
        index = omv_pin_by_chip_name(mp_obj_str_get_str(id));
    if (index < 0 || index >= OMV_MAX_PINS) {
        if (mp_obj_is_small_int(id))
            mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("Pin(%d) doesn't exist"),
                              (int)MP_OBJ_SMALL_INT_VALUE(id));
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("Pin(%q) doesn't exist"),
                          mp_obj_is_str(id) ? mp_obj_str_get_qstr(id) : MP_QSTR_);
    }
    return pin_by_index(index);
}

int omv_pin_index(mp_obj_t id)
{
    return ((pin_obj_t*)MP_OBJ_TO_PTR(find_pin(id)))->pin;
}

unsigned omv_pin_interrupts(void)
{
    return interrupts_served;
}

// As an STM32 tells it, with its own name.
static void chip_print(const mp_print_t* print, int pin)
{
    static const char* const modes[] = {"IN",     "OUT", "OPEN_DRAIN",
                                        "ANALOG", "ALT", "ALT_OPEN_DRAIN"};
    const struct omv_pin_setting* setting = omv_pin_setting(pin);
    mp_printf(print, "Pin(Pin.cpu.%s, mode=Pin.%s", omv_pin_own_name(pin), modes[setting->mode]);
    if (setting->mode != MODE_ANALOG && setting->pull != OMV_PULL_NONE)
        mp_printf(print, ", pull=Pin.PULL_%s", setting->pull == OMV_PULL_UP ? "UP" : "DOWN");
    if (setting->mode == MODE_ALT || setting->mode == MODE_ALT_OPEN_DRAIN)
        mp_printf(print, ", alt=%d", (int)setting->alternate);
    mp_print_str(print, ")");
}

static void pin_print(const mp_print_t* print, mp_obj_t self_in, mp_print_kind_t kind)
{
    (void)kind;
    pin_obj_t* self = MP_OBJ_TO_PTR(self_in);
    if (omv_port_has_module("pyb")) {
        chip_print(print, self->pin);
        return;
    }
    static const char* const modes[] = {"IN", "OUT", "OPEN_DRAIN"};
    mp_printf(print, "Pin(%s, mode=%s)", omv_port_pin_name(self->pin),
              modes[omv_port_pin_mode(self->pin)]);
}

static mp_obj_t init_helper(pin_obj_t* self, size_t n_args, const mp_obj_t* args, mp_map_t* kwargs)
{
    enum { ARG_mode, ARG_pull, ARG_value, ARG_drive, ARG_alt, ARG_af };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_mode, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_pull, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_value, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_drive, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_alt, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_af, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
    };
    mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n_args, args, kwargs, MP_ARRAY_SIZE(allowed), allowed, values);
    if (values[ARG_value].u_obj != mp_const_none)
        omv_port_pin_write(self->pin, mp_obj_is_true(values[ARG_value].u_obj));
    if (values[ARG_mode].u_obj == mp_const_none)
        return mp_const_none;
    const mp_int_t mode = mp_obj_get_int(values[ARG_mode].u_obj);
    if (mode < OMV_PIN_IN || mode > MODE_ALT_OPEN_DRAIN)
        mp_raise_ValueError(MP_ERROR_TEXT("invalid pin mode"));
    mp_int_t pull = OMV_PULL_NONE;
    if (values[ARG_pull].u_obj != mp_const_none)
        pull = mp_obj_get_int(values[ARG_pull].u_obj);
    if (pull < OMV_PULL_NONE || pull > OMV_PULL_DOWN)
        mp_raise_ValueError(MP_ERROR_TEXT("invalid pin pull"));
    const mp_int_t alt = values[ARG_alt].u_int >= 0 ? values[ARG_alt].u_int : values[ARG_af].u_int;
    const bool alternate = mode == MODE_ALT || mode == MODE_ALT_OPEN_DRAIN;
    if (alternate && omv_port_has_module("pyb") && (alt < 0 || alt > 15))
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("invalid pin af: %d"), (int)alt);
    *omv_pin_setting(self->pin) =
        (struct omv_pin_setting){mode, pull, alternate && alt > 0 ? alt : 0};
    // A pin that is analog or a bus's is none that the script drives.
    const mp_int_t driven = mode > OMV_PIN_OPEN_DRAIN ? (mp_int_t)OMV_PIN_IN : mode;
    omv_port_pin_configure(self->pin, (enum omv_pin_mode)driven, (enum omv_pin_pull)pull);
    return mp_const_none;
}

mp_obj_t mp_pin_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                         const mp_obj_t* args)
{
    (void)type;
    mp_arg_check_num(n_args, n_kw, 1, MP_OBJ_FUN_ARGS_MAX, true);
    pin_obj_t* self = find_pin(args[0]);
    if (n_args > 1 || n_kw > 0) {
        mp_map_t kwargs;
        mp_map_init_fixed_table(&kwargs, n_kw, args + n_args);
        init_helper(self, n_args - 1, args + 1, &kwargs);
    }
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t pin_init(size_t n_args, const mp_obj_t* args, mp_map_t* kwargs)
{
    return init_helper(MP_OBJ_TO_PTR(args[0]), n_args - 1, args + 1, kwargs);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(pin_init_obj, 1, pin_init);

static mp_obj_t pin_set(mp_obj_t self_in, bool level)
{
    omv_port_pin_write(((pin_obj_t*)MP_OBJ_TO_PTR(self_in))->pin, level);
    return mp_const_none;
}

static mp_obj_t pin_call(mp_obj_t self_in, size_t n_args, size_t n_kw, const mp_obj_t* args)
{
    mp_arg_check_num(n_args, n_kw, 0, 1, false);
    if (n_args == 1)
        return pin_set(self_in, mp_obj_is_true(args[0]));
    return MP_OBJ_NEW_SMALL_INT(omv_port_pin_read(((pin_obj_t*)MP_OBJ_TO_PTR(self_in))->pin));
}

static mp_obj_t pin_value(size_t n_args, const mp_obj_t* args)
{
    return pin_call(args[0], n_args - 1, 0, args + 1);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(pin_value_obj, 1, 2, pin_value);

static mp_obj_t pin_on(mp_obj_t self_in)
{
    return pin_set(self_in, true);
}
static MP_DEFINE_CONST_FUN_OBJ_1(pin_on_obj, pin_on);

static mp_obj_t pin_off(mp_obj_t self_in)
{
    return pin_set(self_in, false);
}
static MP_DEFINE_CONST_FUN_OBJ_1(pin_off_obj, pin_off);

static mp_obj_t pin_toggle(mp_obj_t self_in)
{
    pin_obj_t* self = MP_OBJ_TO_PTR(self_in);
    return pin_set(self_in, !omv_port_pin_read(self->pin));
}
static MP_DEFINE_CONST_FUN_OBJ_1(pin_toggle_obj, pin_toggle);

// Interrupts

void omv_check_handler(mp_obj_t handler)
{
    if (handler != mp_const_none && !mp_obj_is_callable(handler))
        mp_raise_ValueError(MP_ERROR_TEXT("handler must be None or callable"));
}

static mp_uint_t irq_trigger(mp_obj_t self_in, mp_uint_t trigger)
{
    pin_obj_t* self = MP_OBJ_TO_PTR(self_in);
    self->edges = (int)trigger;
    omv_port_pin_interrupt(self->pin, (int)trigger);
    return 0;
}

static mp_uint_t irq_info(mp_obj_t self_in, mp_uint_t what)
{
    pin_obj_t* self = MP_OBJ_TO_PTR(self_in);
    return (mp_uint_t)(what == MP_IRQ_INFO_FLAGS ? self->last_edge : self->edges);
}

static const mp_irq_methods_t irq_methods = {.trigger = irq_trigger, .info = irq_info};

static mp_obj_t pin_irq(size_t n_args, const mp_obj_t* args, mp_map_t* kwargs)
{
    enum { ARG_handler, ARG_trigger, ARG_hard };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_handler, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_trigger, MP_ARG_INT, {.u_int = OMV_EDGE_RISING | OMV_EDGE_FALLING}},
        {MP_QSTR_hard, MP_ARG_BOOL, {.u_bool = false}},
    };
    pin_obj_t* self = MP_OBJ_TO_PTR(args[0]);
    mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n_args - 1, args + 1, kwargs, MP_ARRAY_SIZE(allowed), allowed, values);
    mp_irq_obj_t* irq = MP_STATE_VM(omv_pin_irq)[self->pin];
    if (irq == NULL) {
        irq = mp_irq_new(&irq_methods, args[0]);
        MP_STATE_VM(omv_pin_irq)[self->pin] = irq;
    }
    if (n_args == 1 && kwargs->used == 0)
        return MP_OBJ_FROM_PTR(irq);
    omv_check_handler(values[ARG_handler].u_obj);
    irq->handler = values[ARG_handler].u_obj;
    irq->ishard = values[ARG_hard].u_bool;
    irq_trigger(args[0], irq->handler == mp_const_none ? 0 : (mp_uint_t)values[ARG_trigger].u_int);
    return MP_OBJ_FROM_PTR(irq);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(pin_irq_obj, 1, pin_irq);

static void show_pyb_locals(bool shown);

void omv_pins_reset(void)
{
    omv_pin_chip_reset();
    show_pyb_locals(omv_port_has_module("pyb"));
    memset(MP_STATE_VM(omv_pin_irq), 0, sizeof MP_STATE_VM(omv_pin_irq));
    memset(pins, 0, sizeof pins);
    memset(MP_STATE_VM(omv_uarts), 0, sizeof MP_STATE_VM(omv_uarts));
    omv_i2c_targets_reset();
}

void omv_pins_serve(void)
{
    int index;
    int edge;
    while (omv_port_pin_take_event(&index, &edge)) {
        mp_irq_obj_t* irq = index < OMV_MAX_PINS ? MP_STATE_VM(omv_pin_irq)[index] : NULL;
        pins[index].last_edge = edge;
        if (irq == NULL)
            continue;
        ++interrupts_served;
        mp_irq_handler(irq);
    }
}

// For time_pulse_us() and bitstream()

mp_obj_t omv_pin_checked(mp_obj_t id)
{
    return MP_OBJ_FROM_PTR(find_pin(id));
}

int omv_pin_level(mp_obj_t pin)
{
    return omv_port_pin_read(omv_pin_index(pin));
}

// Of levels that outside drives: served while it waits, and left by a STOP.
static bool wait_for_level(int pin, bool level, int64_t timeout_us)
{
    const int64_t end = omv_port_now() + timeout_us;
    while (omv_port_pin_read(pin) != level) {
        if (omv_port_now() >= end)
            return false;
        omv_vm_poll();
        mp_handle_pending(true);
    }
    return true;
}

mp_uint_t machine_time_pulse_us(mp_hal_pin_obj_t pin_in, int level, mp_uint_t timeout_us)
{
    const int pin = omv_pin_index(pin_in);
    if (!wait_for_level(pin, level, (int64_t)timeout_us))
        return (mp_uint_t)-2;
    const int64_t start = omv_port_now();
    if (!wait_for_level(pin, !level, (int64_t)timeout_us))
        return (mp_uint_t)-1;
    return (mp_uint_t)(omv_port_now() - start);
}

// It takes its time; nothing outside listens that fast.
void machine_bitstream_high_low(mp_hal_pin_obj_t pin, uint32_t* timing_ns, const uint8_t* data,
                                size_t size)
{
    uint64_t time = 0;
    for (size_t bit = 0; bit < 8 * size; ++bit) {
        const bool one = data[bit / 8] >> (7 - bit % 8) & 1;
        time += timing_ns[one ? 2 : 0] + timing_ns[one ? 3 : 1];
    }
    omv_port_pin_write(omv_pin_index(pin), false);
    mp_hal_delay_us((mp_uint_t)(time / 1000));
}

// For machine.Signal
static mp_uint_t pin_ioctl(mp_obj_t self_in, mp_uint_t request, uintptr_t argument, int* error)
{
    (void)error;
    pin_obj_t* self = MP_OBJ_TO_PTR(self_in);
    switch (request) {
    case MP_PIN_READ: return omv_port_pin_read(self->pin);
    case MP_PIN_WRITE: omv_port_pin_write(self->pin, argument != 0); return 0;
    default: return (mp_uint_t)-1;
    }
}
static const mp_pin_p_t pin_protocol = {.ioctl = pin_ioctl};

static const mp_rom_map_elem_t pin_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_init), MP_ROM_PTR(&pin_init_obj)},
    {MP_ROM_QSTR(MP_QSTR_value), MP_ROM_PTR(&pin_value_obj)},
    {MP_ROM_QSTR(MP_QSTR_on), MP_ROM_PTR(&pin_on_obj)},
    {MP_ROM_QSTR(MP_QSTR_off), MP_ROM_PTR(&pin_off_obj)},
    {MP_ROM_QSTR(MP_QSTR_high), MP_ROM_PTR(&pin_on_obj)},
    {MP_ROM_QSTR(MP_QSTR_low), MP_ROM_PTR(&pin_off_obj)},
    {MP_ROM_QSTR(MP_QSTR_toggle), MP_ROM_PTR(&pin_toggle_obj)},
    {MP_ROM_QSTR(MP_QSTR_name), MP_ROM_PTR(&omv_pin_name_obj)},
    {MP_ROM_QSTR(MP_QSTR_irq), MP_ROM_PTR(&pin_irq_obj)},
    {MP_ROM_QSTR(MP_QSTR_IN), MP_ROM_INT(OMV_PIN_IN)},
    {MP_ROM_QSTR(MP_QSTR_OUT), MP_ROM_INT(OMV_PIN_OUT)},
    {MP_ROM_QSTR(MP_QSTR_OPEN_DRAIN), MP_ROM_INT(OMV_PIN_OPEN_DRAIN)},
    {MP_ROM_QSTR(MP_QSTR_ANALOG), MP_ROM_INT(MODE_ANALOG)},
    {MP_ROM_QSTR(MP_QSTR_ALT), MP_ROM_INT(MODE_ALT)},
    {MP_ROM_QSTR(MP_QSTR_ALT_OPEN_DRAIN), MP_ROM_INT(MODE_ALT_OPEN_DRAIN)},
    // As pyb names them
    {MP_ROM_QSTR(MP_QSTR_OUT_PP), MP_ROM_INT(OMV_PIN_OUT)},
    {MP_ROM_QSTR(MP_QSTR_OUT_OD), MP_ROM_INT(OMV_PIN_OPEN_DRAIN)},
    {MP_ROM_QSTR(MP_QSTR_AF_PP), MP_ROM_INT(MODE_ALT)},
    {MP_ROM_QSTR(MP_QSTR_AF_OD), MP_ROM_INT(MODE_ALT_OPEN_DRAIN)},
    {MP_ROM_QSTR(MP_QSTR_PULL_NONE), MP_ROM_INT(OMV_PULL_NONE)},
    {MP_ROM_QSTR(MP_QSTR_PULL_UP), MP_ROM_INT(OMV_PULL_UP)},
    {MP_ROM_QSTR(MP_QSTR_PULL_DOWN), MP_ROM_INT(OMV_PULL_DOWN)},
    {MP_ROM_QSTR(MP_QSTR_IRQ_RISING), MP_ROM_INT(OMV_EDGE_RISING)},
    {MP_ROM_QSTR(MP_QSTR_IRQ_FALLING), MP_ROM_INT(OMV_EDGE_FALLING)},
    {MP_ROM_QSTR(MP_QSTR_board), MP_ROM_PTR(&omv_pin_board_obj)},
    // From here on: boards with pyb only
    {MP_ROM_QSTR(MP_QSTR_cpu), MP_ROM_PTR(&omv_pin_cpu_obj)},
    {MP_ROM_QSTR(MP_QSTR_names), MP_ROM_PTR(&omv_pin_names_obj)},
    {MP_ROM_QSTR(MP_QSTR_af_list), MP_ROM_PTR(&omv_pin_af_list_obj)},
    {MP_ROM_QSTR(MP_QSTR_port), MP_ROM_PTR(&omv_pin_port_obj)},
    {MP_ROM_QSTR(MP_QSTR_pin), MP_ROM_PTR(&omv_pin_pin_obj)},
    {MP_ROM_QSTR(MP_QSTR_gpio), MP_ROM_PTR(&omv_pin_gpio_obj)},
    {MP_ROM_QSTR(MP_QSTR_mode), MP_ROM_PTR(&omv_pin_mode_obj)},
    {MP_ROM_QSTR(MP_QSTR_pull), MP_ROM_PTR(&omv_pin_pull_obj)},
    {MP_ROM_QSTR(MP_QSTR_af), MP_ROM_PTR(&omv_pin_af_obj)},
    {MP_ROM_QSTR(MP_QSTR_mapper), MP_ROM_PTR(&omv_pin_mapper_obj)},
    {MP_ROM_QSTR(MP_QSTR_dict), MP_ROM_PTR(&omv_pin_dict_obj)},
    {MP_ROM_QSTR(MP_QSTR_debug), MP_ROM_PTR(&omv_pin_debug_obj)},
    {MP_ROM_QSTR(MP_QSTR_AF1_TIM1), MP_ROM_INT(1)},
    {MP_ROM_QSTR(MP_QSTR_AF1_TIM2), MP_ROM_INT(1)},
    {MP_ROM_QSTR(MP_QSTR_AF2_TIM4), MP_ROM_INT(2)},
    {MP_ROM_QSTR(MP_QSTR_AF2_TIM5), MP_ROM_INT(2)},
    {MP_ROM_QSTR(MP_QSTR_AF2_TIM12), MP_ROM_INT(2)},
    {MP_ROM_QSTR(MP_QSTR_AF3_TIM8), MP_ROM_INT(3)},
    {MP_ROM_QSTR(MP_QSTR_AF4_I2C2), MP_ROM_INT(4)},
    {MP_ROM_QSTR(MP_QSTR_AF4_I2C4), MP_ROM_INT(4)},
    {MP_ROM_QSTR(MP_QSTR_AF4_TIM15), MP_ROM_INT(4)},
    {MP_ROM_QSTR(MP_QSTR_AF4_USART1), MP_ROM_INT(4)},
    {MP_ROM_QSTR(MP_QSTR_AF5_SPI2), MP_ROM_INT(5)},
    {MP_ROM_QSTR(MP_QSTR_AF7_USART3), MP_ROM_INT(7)},
    {MP_ROM_QSTR(MP_QSTR_AF9_CAN2), MP_ROM_INT(9)},
};
enum { PYB_LOCALS = 25 };
static mp_obj_dict_t pin_locals = {
    .base = {&mp_type_dict},
    .map = {.all_keys_are_qstrs = 1,
            .is_fixed = 1,
            .is_ordered = 1,
            .used = MP_ARRAY_SIZE(pin_locals_table) - PYB_LOCALS,
            .alloc = MP_ARRAY_SIZE(pin_locals_table),
            .table = (mp_map_elem_t*)(mp_rom_map_elem_t*)pin_locals_table},
};

MP_DEFINE_CONST_OBJ_TYPE(omv_pin_type, MP_QSTR_Pin, MP_TYPE_FLAG_NONE, make_new, mp_pin_make_new,
                         print, pin_print, call, pin_call, protocol, &pin_protocol, locals_dict,
                         &pin_locals);

static void show_pyb_locals(bool shown)
{
    pin_locals.map.used = MP_ARRAY_SIZE(pin_locals_table) - (shown ? 0 : PYB_LOCALS);
    // The cache of lookups goes by this one.
    pin_locals.map.alloc = pin_locals.map.used;
}
