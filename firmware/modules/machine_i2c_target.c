// SPDX-License-Identifier: MIT
// machine.I2CTarget. Its controllers are objects of the same script, at the same or wired pins.
#include "firmware/modules/machine_i2c_target.h"

#include "firmware/modules/machine_pins.h"
#include "firmware/modules/port.h"

#include "extmod/modmachine.h"
#include "py/mperrno.h"
#include "py/runtime.h"
#include "shared/runtime/mpirq.h"

#include <string.h>

enum { MAX_TARGETS = 8, NOTHING = -1 };

enum {
    ADDR_MATCH_READ = 1,
    ADDR_MATCH_WRITE = 2,
    READ_REQ = 4,
    WRITE_REQ = 8,
    END_READ = 16,
    END_WRITE = 32,
    // The controller waits for these, so a handler has to run at once.
    HARD_ONLY = ADDR_MATCH_READ | ADDR_MATCH_WRITE | READ_REQ | WRITE_REQ
};

enum phase { IDLE, CALLED_TO_READ, CALLED_TO_WRITE, ADDRESSED, READS, WRITES };

typedef struct {
    mp_obj_base_t base;
    int id;
    int scl;
    int sda;
    uint16_t address;
    unsigned address_bytes;  // of the memory
    mp_obj_t memory;
    mp_irq_obj_t* irq;
    mp_uint_t triggers;
    mp_uint_t flags;
    enum phase phase;
    unsigned missing;  // bytes of the memory's address still to come
    uint32_t at;
    uint32_t selected;
    int written;  // by the controller, for readinto(); or NOTHING
    int answer;  // from write(), for the controller; or NOTHING
} target_obj_t;

extern const mp_obj_type_t omv_i2c_target_type;

MP_REGISTER_ROOT_POINTER(void* omv_i2c_targets[8]);

static target_obj_t* target_in(int slot)
{
    return MP_STATE_VM(omv_i2c_targets)[slot];
}

void omv_i2c_targets_reset(void)
{
    memset(MP_STATE_VM(omv_i2c_targets), 0, sizeof MP_STATE_VM(omv_i2c_targets));
}

// On the wire

static bool notify(target_obj_t* self, mp_uint_t event)
{
    if (self->irq == NULL || self->irq->handler == mp_const_none || !(self->triggers & event))
        return false;
    self->flags = event;
    mp_irq_handler(self->irq);
    return true;
}

// The memory as it is now: a script may have made it longer or shorter.
static bool memory_of(const target_obj_t* self, mp_buffer_info_t* memory)
{
    return self->memory != mp_const_none && mp_get_buffer(self->memory, memory, MP_BUFFER_RW) &&
        memory->len > 0;
}

static void select_memory(target_obj_t* self, size_t length)
{
    self->at %= (uint32_t)length;
    self->selected = self->at;
    self->missing = 0;
}

static void finish(target_obj_t* self)
{
    const enum phase phase = self->phase;
    self->phase = IDLE;
    if (phase == READS)
        notify(self, END_READ);
    else if (phase == WRITES || phase == CALLED_TO_WRITE)
        notify(self, END_WRITE);
}

static void call(target_obj_t* self, bool reads)
{
    finish(self);
    notify(self, reads ? ADDR_MATCH_READ : ADDR_MATCH_WRITE);
    self->phase = reads ? CALLED_TO_READ : CALLED_TO_WRITE;
}

static void take_memory_byte(target_obj_t* self, uint8_t byte, const mp_buffer_info_t* memory)
{
    if (self->phase == CALLED_TO_WRITE) {
        self->phase = ADDRESSED;
        self->missing = self->address_bytes;
        if (self->missing > 0)
            self->at = 0;
    }
    if (self->phase == ADDRESSED && self->missing > 0) {
        self->at = self->at << 8 | byte;
        if (--self->missing == 0)
            select_memory(self, memory->len);
        return;
    }
    self->phase = WRITES;
    self->at %= (uint32_t)memory->len;
    ((uint8_t*)memory->buf)[self->at++] = byte;
}

static bool take(target_obj_t* self, uint8_t byte)
{
    self->written = byte;
    notify(self, WRITE_REQ);
    mp_buffer_info_t memory;
    if (memory_of(self, &memory))
        take_memory_byte(self, byte, &memory);
    else
        self->phase = WRITES;
    self->written = NOTHING;
    return true;
}

// False: a handler was asked for a byte and gave none, so that the controller waits in vain.
static bool give(target_obj_t* self, uint8_t* byte)
{
    self->answer = NOTHING;
    const bool asked = notify(self, READ_REQ);
    mp_buffer_info_t memory;
    if (memory_of(self, &memory)) {
        if (self->phase == ADDRESSED && self->missing > 0)
            select_memory(self, memory.len);
        self->at %= (uint32_t)memory.len;
        *byte = ((uint8_t*)memory.buf)[self->at++];
    } else if (asked && self->answer == NOTHING) {
        return false;
    } else {
        *byte = (uint8_t)(self->answer == NOTHING ? 0 : self->answer);
    }
    self->phase = READS;
    return true;
}

static bool joined(int a, int b)
{
    return a == b || omv_port_wired(a, b);
}

mp_obj_t omv_i2c_target_at(int scl, int sda, uint16_t address)
{
    for (int i = 0; i < MAX_TARGETS; ++i) {
        const target_obj_t* self = target_in(i);
        if (self != NULL && self->address == address && joined(self->scl, scl) &&
            joined(self->sda, sda))
            return MP_OBJ_FROM_PTR(self);
    }
    return MP_OBJ_NULL;
}

int omv_i2c_target_transfer(mp_obj_t target, uint8_t* data, size_t size, bool reads, bool stop)
{
    target_obj_t* self = MP_OBJ_TO_PTR(target);
    call(self, reads);
    int acknowledged = 0;
    for (size_t i = 0; i < size; ++i) {
        if (reads && !give(self, &data[i]))
            return -MP_ETIMEDOUT;
        if (!reads && take(self, data[i]))
            ++acknowledged;
    }
    if (stop)
        finish(self);
    return acknowledged;
}

// In Python

static void target_print(const mp_print_t* print, mp_obj_t self_in, mp_print_kind_t kind)
{
    (void)kind;
    const target_obj_t* self = MP_OBJ_TO_PTR(self_in);
    mp_printf(print, "I2CTarget(%d, addr=%u, scl=%s, sda=%s)", self->id, self->address,
              omv_port_pin_name(self->scl), omv_port_pin_name(self->sda));
}

// A target that was there with this number is gone.
static void put_into_slot(target_obj_t* self)
{
    int chosen = MAX_TARGETS;
    for (int i = MAX_TARGETS - 1; i >= 0; --i) {
        const target_obj_t* other = target_in(i);
        if (other == NULL && (chosen == MAX_TARGETS || target_in(chosen) == NULL))
            chosen = i;
        if (other != NULL && other->id == self->id)
            chosen = i;
    }
    if (chosen == MAX_TARGETS)
        mp_raise_OSError(MP_EBUSY);
    MP_STATE_VM(omv_i2c_targets)[chosen] = self;
}

static mp_obj_t target_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                                const mp_obj_t* args)
{
    enum { ARG_id, ARG_addr, ARG_addrsize, ARG_mem, ARG_mem_addrsize, ARG_scl, ARG_sda };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_id, MP_ARG_REQUIRED | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_addr, MP_ARG_REQUIRED | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_addrsize, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 7}},
        {MP_QSTR_mem, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_mem_addrsize, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 8}},
        {MP_QSTR_scl, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_sda, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all_kw_array(n_args, n_kw, args, MP_ARRAY_SIZE(allowed), allowed, values);
    const int id = (int)values[ARG_id].u_int;
    int pins[3];
    if (!omv_port_bus(OMV_BUS_I2C, id, pins))
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("I2C(%d) doesn't exist"), id);
    const mp_int_t bits = values[ARG_addrsize].u_int;
    if (bits != 7 && bits != 10)
        mp_raise_ValueError(MP_ERROR_TEXT("addrsize must be 7 or 10"));
    const mp_int_t address = values[ARG_addr].u_int;
    if (address < 0 || address >= 1 << bits)
        mp_raise_ValueError(MP_ERROR_TEXT("invalid addr"));
    const mp_int_t memory_bits = values[ARG_mem_addrsize].u_int;
    if (memory_bits < 0 || memory_bits > 32 || memory_bits % 8 != 0)
        mp_raise_ValueError(MP_ERROR_TEXT("mem_addrsize must be 0, 8, 16, 24 or 32"));
    mp_buffer_info_t memory;
    if (values[ARG_mem].u_obj != mp_const_none)
        mp_get_buffer_raise(values[ARG_mem].u_obj, &memory, MP_BUFFER_RW);
    target_obj_t* self = mp_obj_malloc(target_obj_t, type);
    self->id = id;
    self->scl =
        values[ARG_scl].u_obj == mp_const_none ? pins[0] : omv_pin_index(values[ARG_scl].u_obj);
    self->sda =
        values[ARG_sda].u_obj == mp_const_none ? pins[1] : omv_pin_index(values[ARG_sda].u_obj);
    self->address = (uint16_t)address;
    self->address_bytes = (unsigned)memory_bits / 8;
    self->memory = values[ARG_mem].u_obj;
    self->irq = NULL;
    self->triggers = 0;
    self->flags = 0;
    self->phase = IDLE;
    self->missing = 0;
    self->at = 0;
    self->selected = 0;
    self->written = NOTHING;
    self->answer = NOTHING;
    put_into_slot(self);
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t target_deinit(mp_obj_t self_in)
{
    for (int i = 0; i < MAX_TARGETS; ++i) {
        if (MP_STATE_VM(omv_i2c_targets)[i] == MP_OBJ_TO_PTR(self_in))
            MP_STATE_VM(omv_i2c_targets)[i] = NULL;
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(target_deinit_obj, target_deinit);

// The hardware keeps one byte in each direction.
static mp_obj_t target_readinto(mp_obj_t self_in, mp_obj_t into)
{
    target_obj_t* self = MP_OBJ_TO_PTR(self_in);
    mp_buffer_info_t buffer;
    mp_get_buffer_raise(into, &buffer, MP_BUFFER_WRITE);
    if (buffer.len == 0 || self->written == NOTHING)
        return MP_OBJ_NEW_SMALL_INT(0);
    *(uint8_t*)buffer.buf = (uint8_t)self->written;
    self->written = NOTHING;
    return MP_OBJ_NEW_SMALL_INT(1);
}
static MP_DEFINE_CONST_FUN_OBJ_2(target_readinto_obj, target_readinto);

static mp_obj_t target_write(mp_obj_t self_in, mp_obj_t data_in)
{
    target_obj_t* self = MP_OBJ_TO_PTR(self_in);
    mp_buffer_info_t data;
    mp_get_buffer_raise(data_in, &data, MP_BUFFER_READ);
    if (data.len == 0 || self->answer != NOTHING)
        return MP_OBJ_NEW_SMALL_INT(0);
    self->answer = *(const uint8_t*)data.buf;
    return MP_OBJ_NEW_SMALL_INT(1);
}
static MP_DEFINE_CONST_FUN_OBJ_2(target_write_obj, target_write);

static mp_uint_t irq_trigger(mp_obj_t self_in, mp_uint_t triggers)
{
    target_obj_t* self = MP_OBJ_TO_PTR(self_in);
    self->flags = 0;
    self->triggers = triggers;
    return 0;
}

static mp_uint_t irq_info(mp_obj_t self_in, mp_uint_t what)
{
    const target_obj_t* self = MP_OBJ_TO_PTR(self_in);
    return what == MP_IRQ_INFO_FLAGS ? self->flags : self->triggers;
}

static const mp_irq_methods_t irq_methods = {.trigger = irq_trigger, .info = irq_info};

static mp_obj_t target_irq(size_t n_args, const mp_obj_t* args, mp_map_t* kwargs)
{
    enum { ARG_handler, ARG_trigger, ARG_hard };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_handler, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_trigger, MP_ARG_INT, {.u_int = END_READ | END_WRITE}},
        {MP_QSTR_hard, MP_ARG_BOOL, {.u_bool = false}},
    };
    target_obj_t* self = MP_OBJ_TO_PTR(args[0]);
    mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n_args - 1, args + 1, kwargs, MP_ARRAY_SIZE(allowed), allowed, values);
    if (self->irq == NULL)
        self->irq = mp_irq_new(&irq_methods, args[0]);
    if (n_args == 1 && kwargs->used == 0)
        return MP_OBJ_FROM_PTR(self->irq);
    const mp_uint_t triggers = (mp_uint_t)values[ARG_trigger].u_int;
    if ((triggers & HARD_ONLY) && !values[ARG_hard].u_bool)
        mp_raise_ValueError(MP_ERROR_TEXT("hard IRQ required"));
    omv_check_handler(values[ARG_handler].u_obj);
    self->irq->handler = values[ARG_handler].u_obj;
    self->irq->ishard = values[ARG_hard].u_bool;
    irq_trigger(args[0], triggers);
    return MP_OBJ_FROM_PTR(self->irq);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(target_irq_obj, 1, target_irq);

static void target_attr(mp_obj_t self_in, qstr attribute, mp_obj_t* destination)
{
    const target_obj_t* self = MP_OBJ_TO_PTR(self_in);
    if (destination[0] != MP_OBJ_NULL)
        return;
    if (attribute == MP_QSTR_memaddr)
        destination[0] = mp_obj_new_int_from_uint(self->selected);
    else
        destination[1] = MP_OBJ_SENTINEL;  // among the methods
}

static const mp_rom_map_elem_t target_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_deinit), MP_ROM_PTR(&target_deinit_obj)},
    {MP_ROM_QSTR(MP_QSTR_readinto), MP_ROM_PTR(&target_readinto_obj)},
    {MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&target_write_obj)},
    {MP_ROM_QSTR(MP_QSTR_irq), MP_ROM_PTR(&target_irq_obj)},
    {MP_ROM_QSTR(MP_QSTR_IRQ_ADDR_MATCH_READ), MP_ROM_INT(ADDR_MATCH_READ)},
    {MP_ROM_QSTR(MP_QSTR_IRQ_ADDR_MATCH_WRITE), MP_ROM_INT(ADDR_MATCH_WRITE)},
    {MP_ROM_QSTR(MP_QSTR_IRQ_READ_REQ), MP_ROM_INT(READ_REQ)},
    {MP_ROM_QSTR(MP_QSTR_IRQ_WRITE_REQ), MP_ROM_INT(WRITE_REQ)},
    {MP_ROM_QSTR(MP_QSTR_IRQ_END_READ), MP_ROM_INT(END_READ)},
    {MP_ROM_QSTR(MP_QSTR_IRQ_END_WRITE), MP_ROM_INT(END_WRITE)},
};
static MP_DEFINE_CONST_DICT(target_locals, target_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(omv_i2c_target_type, MP_QSTR_I2CTarget, MP_TYPE_FLAG_NONE, make_new,
                         target_make_new, print, target_print, attr, target_attr, locals_dict,
                         &target_locals);
