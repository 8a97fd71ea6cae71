// SPDX-License-Identifier: MIT
// Module uopenamp: the other core, and endpoints for messages between the two. What goes over
// is like RPMsg: every message has two addresses, and address 53 is told what endpoints appear.
#include "firmware/modules/board_modules.h"
#include "firmware/modules/port.h"

#include <string.h>

#include "py/mphal.h"
#include "py/objlist.h"
#include "py/runtime.h"

enum { NAME_SERVICE = 53, FIRST_ADDRESS = 1024, NAME_SIZE = 32 };
static const uint32_t any_address = 0xffffffffu;

// What send(timeout=0) returns when it sent nothing, as OpenAMP numbers it.
enum { NO_ROOM = -2002, TOO_LONG = -2005 };

// Messages served in one go: the script has its turn in between.
enum { SERVED_AT_ONCE = 16 };

typedef struct {
    mp_obj_base_t base;
    mp_obj_t name;
    mp_obj_t callback;
    uint32_t address;
    uint32_t other;  // where it sends; any_address: not yet known
} endpoint_t;

// The body of a message to NAME_SERVICE.
typedef struct {
    char name[NAME_SIZE];
    uint32_t address;
    uint32_t flags;  // 0: it appeared, 1: it went
} announcement_t;

MP_REGISTER_ROOT_POINTER(mp_obj_t omv_endpoints);  // a list; NULL: none yet
MP_REGISTER_ROOT_POINTER(mp_obj_t omv_service_callback);

static uint32_t next_address;

static const mp_obj_type_t endpoint_type;

void omv_core_reset(void)
{
    MP_STATE_PORT(omv_endpoints) = MP_OBJ_NULL;
    MP_STATE_PORT(omv_service_callback) = mp_const_none;
    next_address = FIRST_ADDRESS;
}

static size_t endpoint_count(void)
{
    const mp_obj_list_t* list = MP_OBJ_TO_PTR(MP_STATE_PORT(omv_endpoints));
    return list ? list->len : 0;
}

static endpoint_t* endpoint_at(size_t index)
{
    const mp_obj_list_t* list = MP_OBJ_TO_PTR(MP_STATE_PORT(omv_endpoints));
    return MP_OBJ_TO_PTR(list->items[index]);
}

static endpoint_t* by_address(uint32_t address)
{
    for (size_t i = 0; i < endpoint_count(); ++i) {
        if (endpoint_at(i)->address == address)
            return endpoint_at(i);
    }
    return NULL;
}

/// The one of this name that waits for its other half, or (bound) has one.
static endpoint_t* by_name(const char* name, bool bound)
{
    for (size_t i = 0; i < endpoint_count(); ++i) {
        endpoint_t* endpoint = endpoint_at(i);
        if ((endpoint->other != any_address) == bound &&
            strncmp(mp_obj_str_get_str(endpoint->name), name, NAME_SIZE - 1) == 0)
            return endpoint;
    }
    return NULL;
}

/// Waits for something to happen, at most until `end`.
static void wait_a_little(int64_t end)
{
    const int64_t left = end - omv_port_now();
    omv_port_wait(left < 1000000 ? (uint64_t)(left > 0 ? left : 0) : 1000000u);
    omv_vm_poll();
    mp_handle_pending(true);
}

/// As omv_port_core_send(), but waits for room as long as it is told; < 0: for ever.
static int send_within(uint32_t from, uint32_t to, const void* data, size_t size, mp_int_t ms)
{
    const int64_t end = ms < 0 ? INT64_MAX : omv_port_now() + (int64_t)ms * 1000;
    for (;;) {
        const int sent = omv_port_core_send(from, to, data, size);
        if (sent != 0 || omv_port_now() >= end)
            return sent;
        wait_a_little(end);
    }
}

static void announce(const endpoint_t* endpoint, uint32_t flags)
{
    announcement_t message = {.address = endpoint->address, .flags = flags};
    strncpy(message.name, mp_obj_str_get_str(endpoint->name), NAME_SIZE - 1);
    send_within(endpoint->address, NAME_SERVICE, &message, sizeof message, -1);
}

/// The other half of `endpoint` is found; it hears about it in turn.
static void bind(endpoint_t* endpoint, uint32_t other)
{
    endpoint->other = other;
    announce(endpoint, 0);
}

static void appeared(const char* name, uint32_t address)
{
    endpoint_t* endpoint = by_name(name, false);
    if (endpoint) {
        bind(endpoint, address);
        return;
    }
    for (size_t i = 0; i < endpoint_count(); ++i) {
        if (endpoint_at(i)->other == address)
            return;  // only the answer
    }
    const mp_obj_t callback = MP_STATE_PORT(omv_service_callback);
    if (callback == mp_const_none)
        return;
    mp_call_function_2_protected(callback, mp_obj_new_int_from_uint(address),
                                 mp_obj_new_str_from_cstr(name));
    endpoint = by_name(name, false);
    if (endpoint)
        bind(endpoint, address);
}

static void serve_announcement(const uint8_t* data, size_t size)
{
    announcement_t message;
    if (size < sizeof message)
        return;
    memcpy(&message, data, sizeof message);
    message.name[NAME_SIZE - 1] = '\0';
    if (message.flags == 0) {
        appeared(message.name, message.address);
        return;
    }
    for (size_t i = 0; i < endpoint_count(); ++i) {
        if (endpoint_at(i)->other == message.address)
            endpoint_at(i)->other = any_address;
    }
}

static void serve_message(uint32_t from, uint32_t to, const uint8_t* data, size_t size)
{
    endpoint_t* endpoint = by_address(to);
    if (!endpoint)
        return;
    if (endpoint->other == any_address)
        endpoint->other = from;
    if (endpoint->callback != mp_const_none)
        mp_call_function_2_protected(endpoint->callback, mp_obj_new_int_from_uint(from),
                                     mp_obj_new_bytearray(size, data));
}

void omv_core_serve(void)
{
    uint8_t data[OMV_CORE_MESSAGE];
    for (int i = 0; i < SERVED_AT_ONCE; ++i) {
        uint32_t from = 0;
        uint32_t to = 0;
        const int size = omv_port_core_receive(&from, &to, data);
        if (size < 0)
            return;
        if (to == NAME_SERVICE)
            serve_announcement(data, (size_t)size);
        else
            serve_message(from, to, data, (size_t)size);
    }
    omv_vm_post(OMV_VM_CORE);
}

int omv_core_print(const char* text, size_t size)
{
    const endpoint_t* endpoint = by_name("vm", true);
    if (!endpoint)
        return -1;
    return omv_port_core_send(endpoint->address, endpoint->other, (const uint8_t*)text, size);
}

static uint32_t free_address(void)
{
    while (by_address(next_address))
        ++next_address;
    return next_address++;
}

static mp_obj_t endpoint_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                                  const mp_obj_t* all)
{
    enum { ARG_name, ARG_callback, ARG_src, ARG_dest };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_name, MP_ARG_OBJ | MP_ARG_REQUIRED, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_callback, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_src, MP_ARG_INT | MP_ARG_KW_ONLY, {.u_int = -1}},
        {MP_QSTR_dest, MP_ARG_INT | MP_ARG_KW_ONLY, {.u_int = -1}},
    };
    mp_arg_val_t args[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all_kw_array(n_args, n_kw, all, MP_ARRAY_SIZE(allowed), allowed, args);
    mp_obj_str_get_str(args[ARG_name].u_obj);
    const uint32_t source = (uint32_t)args[ARG_src].u_int;
    if (source != any_address && (source == NAME_SERVICE || by_address(source)))
        mp_raise_msg(&mp_type_OSError, MP_ERROR_TEXT("Failed to create RPMsg endpoint"));

    endpoint_t* endpoint = mp_obj_malloc(endpoint_t, type);
    endpoint->name = args[ARG_name].u_obj;
    endpoint->callback = args[ARG_callback].u_obj;
    endpoint->address = source != any_address ? source : free_address();
    endpoint->other = (uint32_t)args[ARG_dest].u_int;
    if (MP_STATE_PORT(omv_endpoints) == MP_OBJ_NULL)
        MP_STATE_PORT(omv_endpoints) = mp_obj_new_list(0, NULL);
    mp_obj_list_append(MP_STATE_PORT(omv_endpoints), MP_OBJ_FROM_PTR(endpoint));
    announce(endpoint, 0);
    return MP_OBJ_FROM_PTR(endpoint);
}

static mp_obj_t endpoint_send(size_t n_args, const mp_obj_t* pos, mp_map_t* kw)
{
    enum { ARG_src, ARG_dest, ARG_timeout };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_src, MP_ARG_INT | MP_ARG_KW_ONLY, {.u_int = -1}},
        {MP_QSTR_dest, MP_ARG_INT | MP_ARG_KW_ONLY, {.u_int = -1}},
        {MP_QSTR_timeout, MP_ARG_INT | MP_ARG_KW_ONLY, {.u_int = -1}},
    };
    mp_arg_val_t args[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n_args - 2, pos + 2, kw, MP_ARRAY_SIZE(allowed), allowed, args);
    const endpoint_t* self = MP_OBJ_TO_PTR(pos[0]);
    mp_buffer_info_t data;
    mp_get_buffer_raise(pos[1], &data, MP_BUFFER_READ);

    const uint32_t from = args[ARG_src].u_int == -1 ? self->address : (uint32_t)args[ARG_src].u_int;
    const uint32_t to = args[ARG_dest].u_int == -1 ? self->other : (uint32_t)args[ARG_dest].u_int;
    if (to == any_address || !omv_port_core_runs())
        mp_raise_msg(&mp_type_OSError, MP_ERROR_TEXT("Endpoint not ready"));
    const mp_int_t timeout = args[ARG_timeout].u_int;
    if (data.len > OMV_CORE_MESSAGE) {
        if (timeout == 0)
            return MP_OBJ_NEW_SMALL_INT(TOO_LONG);
        mp_raise_msg_varg(&mp_type_OSError, MP_ERROR_TEXT("message is longer than %d bytes"),
                          OMV_CORE_MESSAGE);
    }
    const int sent = send_within(from, to, data.buf, data.len, timeout);
    if (sent < 0)
        mp_raise_msg(&mp_type_OSError, MP_ERROR_TEXT("Endpoint not ready"));
    if (sent == 0 && timeout != 0)
        mp_raise_msg(&mp_type_OSError, MP_ERROR_TEXT("timeout waiting for a free buffer"));
    return sent == 0 ? MP_OBJ_NEW_SMALL_INT(NO_ROOM) : mp_obj_new_int_from_uint(data.len);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(endpoint_send_obj, 2, endpoint_send);

static mp_obj_t endpoint_is_ready(mp_obj_t self_in)
{
    const endpoint_t* self = MP_OBJ_TO_PTR(self_in);
    return mp_obj_new_bool(self->other != any_address && omv_port_core_runs());
}
static MP_DEFINE_CONST_FUN_OBJ_1(endpoint_is_ready_obj, endpoint_is_ready);

static mp_obj_t endpoint_deinit(mp_obj_t self_in)
{
    endpoint_t* self = MP_OBJ_TO_PTR(self_in);
    for (size_t i = 0; i < endpoint_count(); ++i) {
        if (endpoint_at(i) == self) {
            mp_obj_list_remove(MP_STATE_PORT(omv_endpoints), self_in);
            announce(self, 1);
            break;
        }
    }
    self->other = any_address;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(endpoint_deinit_obj, endpoint_deinit);

static const mp_rom_map_elem_t endpoint_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_send), MP_ROM_PTR(&endpoint_send_obj)},
    {MP_ROM_QSTR(MP_QSTR_is_ready), MP_ROM_PTR(&endpoint_is_ready_obj)},
    {MP_ROM_QSTR(MP_QSTR_deinit), MP_ROM_PTR(&endpoint_deinit_obj)},
};
static MP_DEFINE_CONST_DICT(endpoint_locals, endpoint_locals_table);
static MP_DEFINE_CONST_OBJ_TYPE(endpoint_type, MP_QSTR_Endpoint, MP_TYPE_FLAG_NONE, make_new,
                                endpoint_make_new, locals_dict, &endpoint_locals);

typedef struct {
    mp_obj_base_t base;
    uint32_t entry;
} remote_t;

static mp_obj_t remote_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                                const mp_obj_t* args)
{
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    if (mp_obj_is_str(args[0]))
        mp_raise_msg(&mp_type_OSError,
                     MP_ERROR_TEXT("The virtual camera runs no firmware from a file"));
    remote_t* self = mp_obj_malloc(remote_t, type);
    self->entry = (uint32_t)mp_obj_get_int_truncated(args[0]);
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t remote_start(mp_obj_t self_in)
{
    const remote_t* self = MP_OBJ_TO_PTR(self_in);
    if (omv_port_core_runs())
        return mp_const_none;
    if (!omv_port_core_start(self->entry))
        mp_raise_msg_varg(&mp_type_OSError, MP_ERROR_TEXT("no firmware at 0x%08x"),
                          (unsigned)self->entry);
    // What was made before hears of the other core, and it of them.
    for (size_t i = 0; i < endpoint_count(); ++i)
        announce(endpoint_at(i), 0);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(remote_start_obj, remote_start);

static mp_obj_t remote_stop(mp_obj_t self_in)
{
    (void)self_in;
    omv_port_core_stop();
    for (size_t i = 0; i < endpoint_count(); ++i)
        endpoint_at(i)->other = any_address;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(remote_stop_obj, remote_stop);

static const mp_rom_map_elem_t remote_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_start), MP_ROM_PTR(&remote_start_obj)},
    {MP_ROM_QSTR(MP_QSTR_stop), MP_ROM_PTR(&remote_stop_obj)},
    {MP_ROM_QSTR(MP_QSTR_shutdown), MP_ROM_PTR(&remote_stop_obj)},
};
static MP_DEFINE_CONST_DICT(remote_locals, remote_locals_table);
static MP_DEFINE_CONST_OBJ_TYPE(remote_type, MP_QSTR_RemoteProc, MP_TYPE_FLAG_NONE, make_new,
                                remote_make_new, locals_dict, &remote_locals);

static mp_obj_t new_service_callback(mp_obj_t callback)
{
    if (callback != mp_const_none && !mp_obj_is_callable(callback))
        mp_raise_ValueError(MP_ERROR_TEXT("invalid callback"));
    MP_STATE_PORT(omv_service_callback) = callback;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(new_service_callback_obj, new_service_callback);

static mp_obj_t module_init(void)
{
    omv_require_module(MP_QSTR_openamp);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(module_init_obj, module_init);

static const mp_rom_map_elem_t globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_uopenamp)},
    {MP_ROM_QSTR(MP_QSTR___init__), MP_ROM_PTR(&module_init_obj)},
    {MP_ROM_QSTR(MP_QSTR_ENDPOINT_ADDR_ANY), MP_ROM_INT(-1)},
    {MP_ROM_QSTR(MP_QSTR_new_service_callback), MP_ROM_PTR(&new_service_callback_obj)},
    {MP_ROM_QSTR(MP_QSTR_Endpoint), MP_ROM_PTR(&endpoint_type)},
    {MP_ROM_QSTR(MP_QSTR_RemoteProc), MP_ROM_PTR(&remote_type)},
};
static MP_DEFINE_CONST_DICT(globals, globals_table);

const mp_obj_module_t omv_module_openamp = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&globals,
};
MP_REGISTER_MODULE(MP_QSTR_uopenamp, omv_module_openamp);
