// SPDX-License-Identifier: MIT
// machine.I2C, SoftI2C, SPI and SoftSPI. The soft ones reach what is wired to their pins, too.
#include "firmware/modules/machine_i2c_target.h"
#include "firmware/modules/machine_pins.h"
#include "firmware/modules/port.h"

#include "extmod/modmachine.h"
#include "py/obj.h"
#include "py/runtime.h"

typedef struct {
    mp_obj_base_t base;
    int id;  // -1: a soft one
    int scl;
    int sda;
    mp_int_t frequency;
} i2c_obj_t;

extern const mp_obj_type_t omv_soft_i2c_type;
extern const mp_obj_type_t omv_soft_spi_type;

// I2C

static void i2c_print(const mp_print_t* print, mp_obj_t self_in, mp_print_kind_t kind)
{
    (void)kind;
    i2c_obj_t* self = MP_OBJ_TO_PTR(self_in);
    if (self->id < 0)
        mp_print_str(print, "SoftI2C(");
    else
        mp_printf(print, "I2C(%d, ", self->id);
    mp_printf(print, "scl=%s, sda=%s, freq=%d)", omv_port_pin_name(self->scl),
              omv_port_pin_name(self->sda), (int)self->frequency);
}

static void i2c_set_up(i2c_obj_t* self, size_t n_args, const mp_obj_t* args, mp_map_t* kwargs)
{
    enum { ARG_scl, ARG_sda, ARG_freq, ARG_timeout, ARG_drive };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_scl, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_sda, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_freq, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 400000}},
        {MP_QSTR_timeout, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 50000}},
        {MP_QSTR_drive, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
    };
    mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n_args, args, kwargs, MP_ARRAY_SIZE(allowed), allowed, values);
    if (values[ARG_scl].u_obj != mp_const_none)
        self->scl = omv_pin_index(values[ARG_scl].u_obj);
    if (values[ARG_sda].u_obj != mp_const_none)
        self->sda = omv_pin_index(values[ARG_sda].u_obj);
    if (self->scl < 0 || self->sda < 0)
        mp_raise_TypeError(MP_ERROR_TEXT("scl and sda are required"));
    if (values[ARG_freq].u_int <= 0)
        mp_raise_ValueError(MP_ERROR_TEXT("invalid freq"));
    self->frequency = values[ARG_freq].u_int;
}

static mp_obj_t i2c_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                             const mp_obj_t* args)
{
    const bool soft = type == &omv_soft_i2c_type;
    mp_arg_check_num(n_args, n_kw, soft ? 0 : 1, MP_OBJ_FUN_ARGS_MAX, true);
    i2c_obj_t* self = mp_obj_malloc(i2c_obj_t, type);
    int pins[3] = {-1, -1, -1};
    self->id = -1;
    if (!soft) {
        self->id = (int)mp_obj_get_int(args[0]);
        if (!omv_port_bus(OMV_BUS_I2C, self->id, pins))
            mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("I2C(%d) doesn't exist"),
                              self->id);
    }
    self->scl = pins[0];
    self->sda = pins[1];
    mp_map_t kwargs;
    mp_map_init_fixed_table(&kwargs, n_kw, args + n_args);
    const size_t taken = soft ? 0 : 1;
    i2c_set_up(self, n_args - taken, args + taken, &kwargs);
    return MP_OBJ_FROM_PTR(self);
}

static void i2c_init(mp_obj_base_t* self, size_t n_args, const mp_obj_t* args, mp_map_t* kwargs)
{
    i2c_set_up((i2c_obj_t*)self, n_args, args, kwargs);
}

static int i2c_transfer(mp_obj_base_t* self_in, uint16_t address, size_t size, uint8_t* data,
                        unsigned int flags)
{
    i2c_obj_t* self = (i2c_obj_t*)self_in;
    const mp_obj_t target = omv_i2c_target_at(self->scl, self->sda, address);
    if (target != MP_OBJ_NULL)
        return omv_i2c_target_transfer(target, data, size, flags & MP_MACHINE_I2C_FLAG_READ,
                                       flags & MP_MACHINE_I2C_FLAG_STOP);
    const int how = (flags & MP_MACHINE_I2C_FLAG_READ ? OMV_I2C_READ : 0) |
        (flags & MP_MACHINE_I2C_FLAG_STOP ? OMV_I2C_STOP : 0);
    return omv_port_i2c(self->scl, self->sda, address, how, data, size);
}

static const mp_machine_i2c_p_t i2c_protocol = {
    .init = i2c_init,
    .transfer = mp_machine_i2c_transfer_adaptor,
    .transfer_single = i2c_transfer,
};

MP_DEFINE_CONST_OBJ_TYPE(machine_i2c_type, MP_QSTR_I2C, MP_TYPE_FLAG_NONE, make_new, i2c_make_new,
                         print, i2c_print, protocol, &i2c_protocol, locals_dict,
                         &mp_machine_i2c_locals_dict);
MP_DEFINE_CONST_OBJ_TYPE(omv_soft_i2c_type, MP_QSTR_SoftI2C, MP_TYPE_FLAG_NONE, make_new,
                         i2c_make_new, print, i2c_print, protocol, &i2c_protocol, locals_dict,
                         &mp_machine_i2c_locals_dict);

// SPI

typedef struct {
    mp_obj_base_t base;
    int id;  // -1: a soft one
    int sck;
    int mosi;
    int miso;
    mp_int_t baudrate;
    mp_int_t polarity;
    mp_int_t phase;
    mp_int_t bits;
    mp_int_t firstbit;
} spi_obj_t;

static void spi_print(const mp_print_t* print, mp_obj_t self_in, mp_print_kind_t kind)
{
    (void)kind;
    spi_obj_t* self = MP_OBJ_TO_PTR(self_in);
    if (self->id < 0)
        mp_print_str(print, "SoftSPI(");
    else
        mp_printf(print, "SPI(%d, ", self->id);
    mp_printf(print, "baudrate=%d, polarity=%d, phase=%d, bits=%d, firstbit=%d)",
              (int)self->baudrate, (int)self->polarity, (int)self->phase, (int)self->bits,
              (int)self->firstbit);
}

static void set_if_given(mp_int_t value, mp_int_t* into)
{
    if (value != -1)
        *into = value;
}

static void spi_set_up(mp_obj_base_t* self_in, size_t n_args, const mp_obj_t* args,
                       mp_map_t* kwargs)
{
    enum {
        ARG_baudrate,
        ARG_polarity,
        ARG_phase,
        ARG_bits,
        ARG_firstbit,
        ARG_sck,
        ARG_mosi,
        ARG_miso
    };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_baudrate, MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_polarity, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_phase, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_bits, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_firstbit, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_sck, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_mosi, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_miso, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    spi_obj_t* self = (spi_obj_t*)self_in;
    mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n_args, args, kwargs, MP_ARRAY_SIZE(allowed), allowed, values);
    set_if_given(values[ARG_baudrate].u_int, &self->baudrate);
    set_if_given(values[ARG_polarity].u_int, &self->polarity);
    set_if_given(values[ARG_phase].u_int, &self->phase);
    set_if_given(values[ARG_bits].u_int, &self->bits);
    set_if_given(values[ARG_firstbit].u_int, &self->firstbit);
    if (self->baudrate <= 0)
        mp_raise_ValueError(MP_ERROR_TEXT("invalid baudrate"));
    int* const pins[] = {&self->sck, &self->mosi, &self->miso};
    for (int i = 0; i < 3; ++i) {
        const mp_obj_t pin = values[ARG_sck + i].u_obj;
        if (pin != mp_const_none)
            *pins[i] = omv_pin_index(pin);
        if (self->id < 0 && *pins[i] < 0)
            mp_raise_ValueError(MP_ERROR_TEXT("must specify all of sck/mosi/miso"));
    }
}

static mp_obj_t spi_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                             const mp_obj_t* args)
{
    const bool soft = type == &omv_soft_spi_type;
    mp_arg_check_num(n_args, n_kw, soft ? 0 : 1, MP_OBJ_FUN_ARGS_MAX, true);
    int pins[3] = {-1, -1, -1};
    const int id = soft ? -1 : (int)mp_obj_get_int(args[0]);
    if (!soft && !omv_port_bus(OMV_BUS_SPI, id, pins))
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("SPI(%d) doesn't exist"), id);
    spi_obj_t* self = mp_obj_malloc(spi_obj_t, type);
    self->id = id;
    self->sck = pins[0];
    self->mosi = pins[1];
    self->miso = pins[2];
    self->baudrate = soft ? 500000 : 1000000;
    self->polarity = 0;
    self->phase = 0;
    self->bits = 8;
    self->firstbit = MICROPY_PY_MACHINE_SPI_MSB;
    mp_map_t kwargs;
    mp_map_init_fixed_table(&kwargs, n_kw, args + n_args);
    const size_t taken = soft ? 0 : 1;
    spi_set_up(&self->base, n_args - taken, args + taken, &kwargs);
    return MP_OBJ_FROM_PTR(self);
}

static void spi_transfer(mp_obj_base_t* self_in, size_t size, const uint8_t* out, uint8_t* in)
{
    spi_obj_t* self = (spi_obj_t*)self_in;
    omv_port_spi(self->mosi, self->miso, out, in, size);
}

static const mp_machine_spi_p_t spi_protocol = {.init = spi_set_up, .transfer = spi_transfer};

MP_DEFINE_CONST_OBJ_TYPE(machine_spi_type, MP_QSTR_SPI, MP_TYPE_FLAG_NONE, make_new, spi_make_new,
                         print, spi_print, protocol, &spi_protocol, locals_dict,
                         &mp_machine_spi_locals_dict);
MP_DEFINE_CONST_OBJ_TYPE(omv_soft_spi_type, MP_QSTR_SoftSPI, MP_TYPE_FLAG_NONE, make_new,
                         spi_make_new, print, spi_print, protocol, &spi_protocol, locals_dict,
                         &mp_machine_spi_locals_dict);
