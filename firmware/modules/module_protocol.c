// SPDX-License-Identifier: MIT
// Module protocol (also uprotocol): channels whose other end is a Python object.
#include "firmware/modules/port.h"
#include "firmware/modules/sequence.h"

#include "py/binary.h"
#include "py/gc.h"
#include "py/mphal.h"
#include "py/objstr.h"
#include "py/runtime.h"

#include <string.h>

enum { FLAG_READ = 1, FLAG_WRITE = 2, FLAG_LOCK = 8, FLAG_PHYSICAL = 64 };
#define NAME_LENGTH 13

typedef struct {
    mp_obj_base_t base;
    int slot;
    char name[NAME_LENGTH + 1];
} channel_obj_t;

static const mp_obj_type_t channel_type;

MP_REGISTER_ROOT_POINTER(mp_obj_t omv_channel_backend[32]);

void omv_channels_reset(void)
{
    memset(MP_STATE_VM(omv_channel_backend), 0, sizeof MP_STATE_VM(omv_channel_backend));
}

static bool has_method(mp_obj_t backend, qstr name)
{
    mp_obj_t method[2];
    mp_load_method_maybe(backend, name, method);
    return method[0] != MP_OBJ_NULL;
}

static uint8_t flags_of(mp_obj_t backend)
{
    uint8_t flags = 0;
    if (has_method(backend, MP_QSTR_read) || has_method(backend, MP_QSTR_readp))
        flags |= FLAG_READ;
    if (has_method(backend, MP_QSTR_write))
        flags |= FLAG_WRITE;
    if (has_method(backend, MP_QSTR_lock) && has_method(backend, MP_QSTR_unlock))
        flags |= FLAG_LOCK;
    return flags;
}

static int free_slot(void)
{
    for (int i = 0; i < OMV_CHANNEL_SLOTS; ++i) {
        if (MP_STATE_VM(omv_channel_backend)[i] == MP_OBJ_NULL)
            return i;
    }
    mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("too many channels"));
}

// Waits for the link's thread; STOP and calls into backends are served meanwhile.
static int wait_for(int (*result)(void))
{
    int value;
    while ((value = result()) == OMV_PENDING)
        mp_event_wait_ms(100);
    return value;
}

static mp_obj_t protocol_register(size_t n_args, const mp_obj_t* args, mp_map_t* kwargs)
{
    enum { ARG_name, ARG_flags, ARG_backend };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_name, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_flags, MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_backend, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n_args, args, kwargs, MP_ARRAY_SIZE(allowed), allowed, values);
    mp_obj_t backend = values[ARG_backend].u_obj;
    const char* name = mp_obj_str_get_str(values[ARG_name].u_obj);
    const uint8_t flags = (uint8_t)(values[ARG_flags].u_int | flags_of(backend));
    if (flags & FLAG_PHYSICAL)
        mp_raise_msg(&mp_type_RuntimeError,
                     MP_ERROR_TEXT("transports made by scripts are not supported here"));

    channel_obj_t* self = mp_obj_malloc(channel_obj_t, &channel_type);
    self->slot = free_slot();
    strncpy(self->name, name, NAME_LENGTH);
    self->name[NAME_LENGTH] = '\0';
    mp_obj_t init[2];
    mp_load_method_maybe(backend, MP_QSTR_init, init);
    if (init[0] != MP_OBJ_NULL)
        mp_call_method_n_kw(0, 0, init);
    MP_STATE_VM(omv_channel_backend)[self->slot] = backend;
    omv_port_channel_register(self->slot, self->name, flags, has_method(backend, MP_QSTR_readp));
    if (wait_for(omv_port_channel_register_result) < 0) {
        MP_STATE_VM(omv_channel_backend)[self->slot] = MP_OBJ_NULL;
        mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("channel registration failed"));
    }
    return MP_OBJ_FROM_PTR(self);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(protocol_register_obj, 0, protocol_register);

static mp_obj_t protocol_init(size_t n_args, const mp_obj_t* args, mp_map_t* kwargs)
{
    (void)n_args;
    (void)args;
    (void)kwargs;
    mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("protocol.init is not supported here"));
}
static MP_DEFINE_CONST_FUN_OBJ_KW(protocol_init_obj, 0, protocol_init);

static mp_obj_t protocol_is_active(void)
{
    return mp_obj_new_bool(omv_port_host_connected());
}
static MP_DEFINE_CONST_FUN_OBJ_0(protocol_is_active_obj, protocol_is_active);

static mp_obj_t channel_send_event(size_t n_args, const mp_obj_t* args, mp_map_t* kwargs)
{
    enum { ARG_event, ARG_wait_ack };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_event, MP_ARG_REQUIRED | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_wait_ack, MP_ARG_BOOL, {.u_bool = false}},
    };
    channel_obj_t* self = MP_OBJ_TO_PTR(args[0]);
    mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n_args - 1, args + 1, kwargs, MP_ARRAY_SIZE(allowed), allowed, values);
    const bool wait = values[ARG_wait_ack].u_bool;
    omv_port_channel_event(self->slot, (uint16_t)values[ARG_event].u_int, wait);
    if (wait && wait_for(omv_port_channel_event_result) < 0)
        mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("event was not acknowledged"));
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(channel_send_event_obj, 2, channel_send_event);

static void channel_print(const mp_print_t* print, mp_obj_t self_in, mp_print_kind_t kind)
{
    (void)kind;
    mp_printf(print, "<ProtocolChannel: %s>", ((channel_obj_t*)MP_OBJ_TO_PTR(self_in))->name);
}

static const mp_rom_map_elem_t channel_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_send_event), MP_ROM_PTR(&channel_send_event_obj)},
};
static MP_DEFINE_CONST_DICT(channel_locals, channel_locals_table);

static MP_DEFINE_CONST_OBJ_TYPE(channel_type, MP_QSTR_ProtocolChannel, MP_TYPE_FLAG_NONE, print,
                                channel_print, locals_dict, &channel_locals);

// Calls of the protocol into a backend

static mp_obj_t call(const struct omv_job* job, qstr name, size_t n_args, const mp_obj_t* args)
{
    mp_obj_t method[2 + 3];
    mp_load_method(MP_STATE_VM(omv_channel_backend)[job->slot], name, method);
    for (size_t i = 0; i < n_args; ++i)
        method[2 + i] = args[i];
    return mp_call_method_n_kw(n_args, 0, method);
}

static void call_read(struct omv_job* job, qstr name)
{
    const mp_obj_t args[2] = {mp_obj_new_int_from_uint(job->offset),
                              mp_obj_new_int_from_uint(job->out_size)};
    mp_buffer_info_t data;
    mp_get_buffer_raise(call(job, name, 2, args), &data, MP_BUFFER_READ);
    if (data.len < job->out_size)
        job->out_size = data.len;
    memcpy(job->out, data.buf, job->out_size);
    job->ok = true;
}

static void call_write(struct omv_job* job)
{
    const mp_obj_t args[2] = {mp_obj_new_int_from_uint(job->offset),
                              mp_obj_new_bytearray(job->in_size, job->in)};
    const mp_obj_t written = call(job, MP_QSTR_write, 2, args);
    job->ok = written == mp_const_none || mp_obj_get_int(written) > 0;
}

static void call_ioctl(struct omv_job* job)
{
    const mp_obj_t args[3] = {
        mp_obj_new_int_from_uint(job->offset), mp_obj_new_int_from_uint(job->in_size),
        job->in_size ? mp_obj_new_bytearray(job->in_size, job->in) : mp_const_none};
    const mp_obj_t result = call(job, MP_QSTR_ioctl, 3, args);
    job->ok = result == mp_const_none || mp_obj_get_int(result) == 0;
}

static void call_shape(struct omv_job* job)
{
    size_t count;
    mp_obj_t* items;
    omv_sequence_items(call(job, MP_QSTR_shape, 0, NULL), &count, &items);
    job->shape_count = count < 4 ? count : 4;
    for (size_t i = 0; i < job->shape_count; ++i)
        job->shape[i] = (uint32_t)mp_obj_get_int_truncated(items[i]);
    job->ok = true;
}

static void call_bool(struct omv_job* job, qstr name)
{
    job->ok = mp_obj_is_true(call(job, name, 0, NULL));
}

static void measure_memory(struct omv_job* job)
{
    gc_info_t info;
    gc_info(&info);
    job->value = (uint32_t)info.total;
    job->shape[0] = (uint32_t)info.used;
    job->shape[1] = (uint32_t)info.free;
    job->ok = true;
}

static void serve(struct omv_job* job)
{
    switch (job->kind) {
    case OMV_JOB_MEMORY: measure_memory(job); break;
    case OMV_JOB_POLL: call_bool(job, MP_QSTR_poll); break;
    case OMV_JOB_LOCK: call_bool(job, MP_QSTR_lock); break;
    case OMV_JOB_UNLOCK: call_bool(job, MP_QSTR_unlock); break;
    case OMV_JOB_SIZE:
        job->value = (uint32_t)mp_obj_get_int_truncated(call(job, MP_QSTR_size, 0, NULL));
        job->ok = true;
        break;
    case OMV_JOB_SHAPE: call_shape(job); break;
    case OMV_JOB_READ: call_read(job, MP_QSTR_read); break;
    case OMV_JOB_READP: call_read(job, MP_QSTR_readp); break;
    case OMV_JOB_WRITE: call_write(job); break;
    case OMV_JOB_IOCTL: call_ioctl(job); break;
    }
}

// Runs as a scheduled callback. What a backend raises counts as failure of that call.
void omv_channels_serve(void)
{
    struct omv_job* job;
    while ((job = omv_port_take_job()) != NULL) {
        job->ok = false;
        nlr_buf_t nlr;
        if (nlr_push(&nlr) == 0) {
            if (job->kind == OMV_JOB_MEMORY ||
                MP_STATE_VM(omv_channel_backend)[job->slot] != MP_OBJ_NULL)
                serve(job);
            nlr_pop();
        } else {
            job->ok = false;
        }
        omv_port_job_done(job);
    }
}

static const mp_rom_map_elem_t protocol_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_protocol)},
    {MP_ROM_QSTR(MP_QSTR_init), MP_ROM_PTR(&protocol_init_obj)},
    {MP_ROM_QSTR(MP_QSTR_is_active), MP_ROM_PTR(&protocol_is_active_obj)},
    {MP_ROM_QSTR(MP_QSTR_register), MP_ROM_PTR(&protocol_register_obj)},
    {MP_ROM_QSTR(MP_QSTR_ProtocolChannel), MP_ROM_PTR(&channel_type)},
    {MP_ROM_QSTR(MP_QSTR_CHANNEL_FLAG_READ), MP_ROM_INT(FLAG_READ)},
    {MP_ROM_QSTR(MP_QSTR_CHANNEL_FLAG_WRITE), MP_ROM_INT(FLAG_WRITE)},
    {MP_ROM_QSTR(MP_QSTR_CHANNEL_FLAG_LOCK), MP_ROM_INT(FLAG_LOCK)},
    {MP_ROM_QSTR(MP_QSTR_CHANNEL_FLAG_PHYSICAL), MP_ROM_INT(FLAG_PHYSICAL)},
    {MP_ROM_QSTR(MP_QSTR_CHANNEL_ID_TRANSPORT), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_CHANNEL_ID_STDIN), MP_ROM_INT(1)},
    {MP_ROM_QSTR(MP_QSTR_CHANNEL_ID_STDOUT), MP_ROM_INT(2)},
    {MP_ROM_QSTR(MP_QSTR_CHANNEL_ID_STREAM), MP_ROM_INT(3)},
    {MP_ROM_QSTR(MP_QSTR_CHANNEL_ID_PROFILE), MP_ROM_INT(4)},
};
static MP_DEFINE_CONST_DICT(protocol_globals, protocol_globals_table);

const mp_obj_module_t omv_module_protocol = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&protocol_globals,
};
MP_REGISTER_EXTENSIBLE_MODULE(MP_QSTR_protocol, omv_module_protocol);
