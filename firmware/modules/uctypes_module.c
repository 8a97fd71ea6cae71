// SPDX-License-Identifier: MIT
// MicroPython's uctypes. Memory that is not there gives a board a hard fault: where a script
// reaches for such an address, the virtual one is told first, and the script ends.
#include "firmware/modules/port.h"

#include "py/cstack.h"
#include "py/objarray.h"
#include "py/objstr.h"
#include "py/runtime.h"

static const void* there(const void* memory, size_t size, bool writing)
{
    if (!omv_memory_is_of_script((uintptr_t)memory, size) &&
        !omv_port_has_memory((uintptr_t)memory, size, writing)) {
        omv_port_hard_fault((uintptr_t)memory);
        omv_vm_leave();
    }
    return memory;
}

static mp_obj_t bytes_of(const void* memory, size_t size)
{
    return mp_obj_new_bytes(there(memory, size, false), size);
}

// Whether it is written to later is not known; a ROM may be looked at in this way, too.
static mp_obj_t bytearray_of(size_t size, void* memory)
{
    return mp_obj_new_bytearray_by_ref(size, (void*)there(memory, size, false));
}

static void buffer_of(mp_obj_t object, mp_buffer_info_t* buffer, mp_uint_t flags);
static bool is_fields(mp_obj_t layout);

// The type is made below, of functions that look before they leap.
#pragma push_macro("MP_DEFINE_CONST_OBJ_TYPE")
#undef MP_DEFINE_CONST_OBJ_TYPE
#define MP_DEFINE_CONST_OBJ_TYPE(name, ...) const mp_obj_type_t name
#define mp_obj_new_bytes bytes_of
#define mp_obj_new_bytearray_by_ref bytearray_of
#define mp_get_buffer_raise buffer_of
#define mp_obj_is_dict_or_ordereddict is_fields
#include "extmod/moductypes.c"
#undef mp_obj_new_bytes
#undef mp_obj_new_bytearray_by_ref
#undef mp_get_buffer_raise
#undef mp_obj_is_dict_or_ordereddict
#pragma pop_macro("MP_DEFINE_CONST_OBJ_TYPE")

// What MicroPython takes for granted of a layout. A script may change it at any time, so it is
// looked at whenever it is used; what is wrong otherwise MicroPython refuses itself.
static void check_layout(mp_obj_t layout);

// Elements and what a pointer points to are no bit fields.
static void check_scalar(mp_obj_t type)
{
    const int kind = GET_TYPE(MP_OBJ_SMALL_INT_VALUE(type), VAL_TYPE_BITS);
    if (kind >= BFUINT8 && kind <= BFINT32)
        syntax_error();
}

static void check_parts(const mp_obj_tuple_t* parts)
{
    if (parts->len < 2 || !mp_obj_is_small_int(parts->items[0]))
        syntax_error();
    const int kind = GET_TYPE(MP_OBJ_SMALL_INT_VALUE(parts->items[0]), AGG_TYPE_BITS);
    const bool array = kind == ARRAY;
    const bool number = mp_obj_is_small_int(parts->items[1]);
    if (parts->len > (array ? 3 : 2) || kind > ARRAY || (array && !number))
        syntax_error();
    if (parts->len == 3)
        check_layout(parts->items[2]);
    else if (number)
        check_scalar(parts->items[1]);
    else if (kind == STRUCT)
        check_layout(parts->items[1]);
}

static void check_layout(mp_obj_t layout)
{
    mp_cstack_check();  // it may be part of itself
    if (mp_obj_is_type(layout, &mp_type_tuple))
        check_parts(MP_OBJ_TO_PTR(layout));
    if (!mp_obj_is_dict_or_ordereddict(layout))
        return;
    const mp_map_t* fields = mp_obj_dict_get_map(layout);
    for (size_t i = 0; i < fields->alloc; ++i)
        if (mp_map_slot_is_filled(fields, i) &&
            mp_obj_is_type(fields->table[i].value, &mp_type_tuple))
            check_parts(MP_OBJ_TO_PTR(fields->table[i].value));
}

static bool is_fields(mp_obj_t layout)
{
    check_layout(layout);
    return mp_obj_is_dict_or_ordereddict(layout);
}

// Of addressof(), which touches nothing.
static void buffer_of(mp_obj_t object, mp_buffer_info_t* buffer, mp_uint_t flags)
{
    if (mp_obj_is_type(object, &uctypes_struct_type))
        uctypes_get_buffer(object, buffer, flags);
    else
        mp_get_buffer_raise(object, buffer, flags);
}

static void checked_attr(mp_obj_t self_in, qstr attr, mp_obj_t* dest)
{
    const mp_obj_uctypes_struct_t* self = MP_OBJ_TO_PTR(self_in);
    const mp_map_elem_t* field = NULL;
    if (mp_obj_is_dict_or_ordereddict(self->desc))
        field =
            mp_map_lookup(mp_obj_dict_get_map(self->desc), MP_OBJ_NEW_QSTR(attr), MP_MAP_LOOKUP);
    if (field != NULL && mp_obj_is_small_int(field->value)) {
        mp_int_t offset = MP_OBJ_SMALL_INT_VALUE(field->value);
        const int type = GET_TYPE(offset, VAL_TYPE_BITS);
        offset &= VALUE_MASK(VAL_TYPE_BITS);
        if (type >= BFUINT8 && type <= BFINT32)
            offset &= (1 << OFFSET_BITS) - 1;
        there(self->addr + offset, uctypes_struct_scalar_size(type), dest[0] != MP_OBJ_NULL);
    }
    uctypes_struct_attr(self_in, attr, dest);
}

static void check_element(const mp_obj_uctypes_struct_t* self, mp_int_t index, bool writing)
{
    const mp_obj_tuple_t* parts = MP_OBJ_TO_PTR(self->desc);
    const int kind = GET_TYPE(MP_OBJ_SMALL_INT_VALUE(parts->items[0]), AGG_TYPE_BITS);
    const mp_int_t second = MP_OBJ_SMALL_INT_VALUE(parts->items[1]);
    const bool array = kind == ARRAY;
    if (kind == PTR)
        there(self->addr, sizeof(void*), false);
    // Elements that are structures are only pointed to.
    if (array ? parts->len != 2 || index >= (second & VALUE_MASK(VAL_TYPE_BITS))
              : kind != PTR || !mp_obj_is_small_int(parts->items[1]))
        return;
    const mp_int_t size = uctypes_struct_scalar_size(GET_TYPE(second, VAL_TYPE_BITS));
    const byte* first = array ? self->addr : *(byte**)self->addr;
    there(first + size * index, size, writing);
}

static mp_obj_t checked_subscr(mp_obj_t self_in, mp_obj_t index, mp_obj_t value)
{
    const mp_obj_uctypes_struct_t* self = MP_OBJ_TO_PTR(self_in);
    if (value != MP_OBJ_NULL && mp_obj_is_type(self->desc, &mp_type_tuple)) {
        if (!mp_obj_is_small_int(index))
            mp_raise_TypeError(MP_ERROR_TEXT("indices must be integers"));
        check_layout(self->desc);
        check_element(self, MP_OBJ_SMALL_INT_VALUE(index), value != MP_OBJ_SENTINEL);
    }
    return uctypes_struct_subscr(self_in, index, value);
}

static mp_obj_t checked_unary_op(mp_unary_op_t op, mp_obj_t self_in)
{
    const mp_obj_uctypes_struct_t* self = MP_OBJ_TO_PTR(self_in);
    if (op == MP_UNARY_OP_INT_MAYBE && mp_obj_is_type(self->desc, &mp_type_tuple)) {
        check_layout(self->desc);
        const mp_obj_tuple_t* parts = MP_OBJ_TO_PTR(self->desc);
        if (GET_TYPE(MP_OBJ_SMALL_INT_VALUE(parts->items[0]), AGG_TYPE_BITS) == PTR)
            there(self->addr, sizeof(void*), false);
    }
    return uctypes_struct_unary_op(op, self_in);
}

static mp_int_t checked_buffer(mp_obj_t self, mp_buffer_info_t* buffer, mp_uint_t flags)
{
    const mp_int_t result = uctypes_get_buffer(self, buffer, flags);
    there(buffer->buf, buffer->len, (flags & MP_BUFFER_WRITE) != 0);
    return result;
}

static MP_DEFINE_CONST_OBJ_TYPE(uctypes_struct_type, MP_QSTR_struct, MP_TYPE_FLAG_NONE, make_new,
                                uctypes_struct_make_new, print, uctypes_struct_print, attr,
                                checked_attr, subscr, checked_subscr, unary_op, checked_unary_op,
                                buffer, checked_buffer);
