// SPDX-License-Identifier: MIT
// Module _wires: what frozen Python modules reach of the board's buses, analog output and HDMI.
#include "firmware/modules/machine_pins.h"
#include "firmware/modules/port.h"

#include "py/gc.h"
#include "py/objarray.h"
#include "py/runtime.h"

#include <string.h>

static mp_obj_t wires_dac(mp_obj_t pin, mp_obj_t volts)
{
    return mp_obj_new_bool(omv_port_dac(omv_pin_index(pin), mp_obj_get_float(volts)));
}
static MP_DEFINE_CONST_FUN_OBJ_2(wires_dac_obj, wires_dac);

static mp_obj_t wires_bus(mp_obj_t kind, mp_obj_t id)
{
    int pins[3];
    if (!omv_port_bus((enum omv_bus)mp_obj_get_int(kind), (int)mp_obj_get_int(id), pins))
        return mp_const_none;
    mp_obj_t names[3];
    for (int i = 0; i < 3; ++i)
        names[i] =
            pins[i] < 0 ? mp_const_none : mp_obj_new_str_from_cstr(omv_port_pin_name(pins[i]));
    return mp_obj_new_tuple(3, names);
}
static MP_DEFINE_CONST_FUN_OBJ_2(wires_bus_obj, wires_bus);

// Who wants to know of changes outside: functions that are called as scheduled ones, and look.
enum { LISTENERS = 2 };
MP_REGISTER_ROOT_POINTER(mp_obj_t omv_listeners[2]);

static mp_obj_t wires_listen(mp_obj_t which, mp_obj_t function)
{
    const mp_int_t index = mp_obj_get_int(which);
    if (index < 0 || index >= LISTENERS)
        mp_raise_ValueError(NULL);
    MP_STATE_VM(omv_listeners)[index] = function == mp_const_none ? MP_OBJ_NULL : function;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(wires_listen_obj, wires_listen);

void omv_wires_serve(void)
{
    for (int i = 0; i < LISTENERS; ++i) {
        const mp_obj_t function = MP_STATE_VM(omv_listeners)[i];
        // No room among the scheduled functions: asked again at the next hook.
        if (function != MP_OBJ_NULL && !mp_sched_schedule(function, mp_const_none))
            omv_vm_post(OMV_VM_WIRES);
    }
}

void omv_wires_reset(void)
{
    memset(MP_STATE_VM(omv_listeners), 0, sizeof MP_STATE_VM(omv_listeners));
    omv_port_radio_close();
}

// CAN

static mp_obj_t wires_can_send(size_t n_args, const mp_obj_t* args)
{
    (void)n_args;
    struct omv_can_frame frame = {.id = (uint32_t)mp_obj_get_int_truncated(args[1]),
                                  .flags = (uint32_t)mp_obj_get_int(args[2])};
    mp_buffer_info_t data;
    mp_get_buffer_raise(args[3], &data, MP_BUFFER_READ);
    frame.size = data.len < sizeof frame.data ? data.len : sizeof frame.data;
    memcpy(frame.data, data.buf, frame.size);
    return mp_obj_new_bool(omv_port_can_send((int)mp_obj_get_int(args[0]), &frame));
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(wires_can_send_obj, 4, 4, wires_can_send);

static mp_obj_t wires_can_receive(mp_obj_t id)
{
    struct omv_can_frame frame;
    if (!omv_port_can_receive((int)mp_obj_get_int(id), &frame))
        return mp_const_none;
    mp_obj_t items[3] = {mp_obj_new_int_from_uint(frame.id), MP_OBJ_NEW_SMALL_INT(frame.flags),
                         mp_obj_new_bytes(frame.data, frame.size)};
    return mp_obj_new_tuple(3, items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(wires_can_receive_obj, wires_can_receive);

// Puts bytes into a memoryview, which then has their size. What is behind it may be longer than
// it says: a view that held a short message holds a long one next.
static mp_obj_t wires_fill(mp_obj_t view_in, mp_obj_t data_in)
{
    if (!mp_obj_is_type(view_in, &mp_type_memoryview))
        mp_raise_TypeError(MP_ERROR_TEXT("a memoryview is needed"));
    mp_buffer_info_t writable;
    mp_get_buffer_raise(view_in, &writable, MP_BUFFER_WRITE);
    mp_obj_array_t* view = MP_OBJ_TO_PTR(view_in);
    if (writable.len != view->len)
        mp_raise_TypeError(MP_ERROR_TEXT("a memoryview of bytes is needed"));
    mp_buffer_info_t data;
    mp_get_buffer_raise(data_in, &data, MP_BUFFER_READ);
    // In a view, `free` is where it begins.
    const size_t whole = gc_nbytes(view->items);
    const size_t room = whole > view->free + view->len ? whole - view->free : view->len;
    if (data.len > room)
        mp_raise_ValueError(MP_ERROR_TEXT("the memoryview is too short"));
    view->len = data.len;
    memcpy((uint8_t*)view->items + view->free, data.buf, data.len);
    return view_in;
}
static MP_DEFINE_CONST_FUN_OBJ_2(wires_fill_obj, wires_fill);

// HDMI

static mp_obj_t wires_monitor(void)
{
    return mp_obj_new_bool(omv_port_monitor());
}
static MP_DEFINE_CONST_FUN_OBJ_0(wires_monitor_obj, wires_monitor);

static mp_obj_t wires_edid(void)
{
    uint8_t data[OMV_EDID_BYTES];
    omv_port_edid(data);
    return mp_obj_new_bytes(data, sizeof data);
}
static MP_DEFINE_CONST_FUN_OBJ_0(wires_edid_obj, wires_edid);

static mp_obj_t wires_cec_send(mp_obj_t frame_in)
{
    mp_buffer_info_t frame;
    mp_get_buffer_raise(frame_in, &frame, MP_BUFFER_READ);
    return mp_obj_new_bool(omv_port_cec_send(frame.buf, frame.len));
}
static MP_DEFINE_CONST_FUN_OBJ_1(wires_cec_send_obj, wires_cec_send);

static mp_obj_t wires_cec_receive(void)
{
    uint8_t frame[OMV_CEC_BYTES];
    const size_t size = omv_port_cec_receive(frame);
    return size == 0 ? mp_const_none : mp_obj_new_bytearray(size, frame);
}
static MP_DEFINE_CONST_FUN_OBJ_0(wires_cec_receive_obj, wires_cec_receive);

// The radio

static mp_obj_t wires_radio_open(void)
{
    return mp_obj_new_int(omv_port_radio_open());
}
static MP_DEFINE_CONST_FUN_OBJ_0(wires_radio_open_obj, wires_radio_open);

static mp_obj_t wires_radio_close(void)
{
    omv_port_radio_close();
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(wires_radio_close_obj, wires_radio_close);

static mp_obj_t wires_radio_send(mp_obj_t to, mp_obj_t data_in)
{
    mp_buffer_info_t data;
    mp_get_buffer_raise(data_in, &data, MP_BUFFER_READ);
    return MP_OBJ_NEW_SMALL_INT(omv_port_radio_send((int)mp_obj_get_int(to), data.buf, data.len));
}
static MP_DEFINE_CONST_FUN_OBJ_2(wires_radio_send_obj, wires_radio_send);

static mp_obj_t wires_radio_receive(void)
{
    uint8_t data[OMV_RADIO_BYTES];
    const size_t size = omv_port_radio_receive(data);
    return size == 0 ? mp_const_none : mp_obj_new_bytes(data, size);
}
static MP_DEFINE_CONST_FUN_OBJ_0(wires_radio_receive_obj, wires_radio_receive);

static const mp_rom_map_elem_t wires_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR__wires)},
    {MP_ROM_QSTR(MP_QSTR_dac), MP_ROM_PTR(&wires_dac_obj)},
    {MP_ROM_QSTR(MP_QSTR_bus), MP_ROM_PTR(&wires_bus_obj)},
    {MP_ROM_QSTR(MP_QSTR_listen), MP_ROM_PTR(&wires_listen_obj)},
    {MP_ROM_QSTR(MP_QSTR_can_send), MP_ROM_PTR(&wires_can_send_obj)},
    {MP_ROM_QSTR(MP_QSTR_can_receive), MP_ROM_PTR(&wires_can_receive_obj)},
    {MP_ROM_QSTR(MP_QSTR_fill), MP_ROM_PTR(&wires_fill_obj)},
    {MP_ROM_QSTR(MP_QSTR_monitor), MP_ROM_PTR(&wires_monitor_obj)},
    {MP_ROM_QSTR(MP_QSTR_edid), MP_ROM_PTR(&wires_edid_obj)},
    {MP_ROM_QSTR(MP_QSTR_cec_send), MP_ROM_PTR(&wires_cec_send_obj)},
    {MP_ROM_QSTR(MP_QSTR_cec_receive), MP_ROM_PTR(&wires_cec_receive_obj)},
    {MP_ROM_QSTR(MP_QSTR_radio_open), MP_ROM_PTR(&wires_radio_open_obj)},
    {MP_ROM_QSTR(MP_QSTR_radio_close), MP_ROM_PTR(&wires_radio_close_obj)},
    {MP_ROM_QSTR(MP_QSTR_radio_send), MP_ROM_PTR(&wires_radio_send_obj)},
    {MP_ROM_QSTR(MP_QSTR_radio_receive), MP_ROM_PTR(&wires_radio_receive_obj)},
};
static MP_DEFINE_CONST_DICT(wires_globals, wires_globals_table);

const mp_obj_module_t omv_module_wires = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&wires_globals,
};
MP_REGISTER_MODULE(MP_QSTR__wires, omv_module_wires);
