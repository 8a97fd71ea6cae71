// SPDX-License-Identifier: MIT
#include "firmware/modules/sequence.h"

#include "py/objtuple.h"
#include "py/objtype.h"
#include "py/runtime.h"

static bool has_tuple_layout(mp_obj_t object)
{
    return MP_OBJ_TYPE_GET_SLOT_OR_NULL(mp_obj_get_type(object), iter) == mp_obj_tuple_getiter;
}

static bool is_derived_from(const mp_obj_type_t* type, const mp_obj_type_t* base)
{
    return mp_obj_is_subclass_fast(MP_OBJ_FROM_PTR(type), MP_OBJ_FROM_PTR(base));
}

// An object of a script's class keeps its tuple or list inside; anything else is its own.
static mp_obj_t native_part(mp_obj_t object)
{
    const mp_obj_type_t* type = mp_obj_get_type(object);
    if (!mp_obj_is_instance_type(type))
        return object;
    if (!is_derived_from(type, &mp_type_tuple) && !is_derived_from(type, &mp_type_list))
        return object;
    return ((mp_obj_instance_t*)MP_OBJ_TO_PTR(object))->subobj[0];
}

bool omv_is_sequence(mp_obj_t object)
{
    const mp_obj_t native = native_part(object);
    return has_tuple_layout(native) || mp_obj_is_type(native, &mp_type_list);
}

void omv_sequence_items(mp_obj_t object, size_t* count, mp_obj_t** items)
{
    const mp_obj_t native = native_part(object);
    if (has_tuple_layout(native))
        mp_obj_tuple_get(native, count, items);
    else if (mp_obj_is_type(native, &mp_type_list))
        mp_obj_list_get(native, count, items);
    else
        mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("object '%s' isn't a tuple or list"),
                          mp_obj_get_type_str(object));
}

void omv_sequence_items_exactly(mp_obj_t object, size_t count, mp_obj_t** items)
{
    size_t length = 0;
    omv_sequence_items(object, &length, items);
    if (length != count)
        mp_raise_msg_varg(&mp_type_ValueError,
                          MP_ERROR_TEXT("requested length %d but object has length %d"), (int)count,
                          (int)length);
}
