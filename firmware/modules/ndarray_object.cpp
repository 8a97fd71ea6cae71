// SPDX-License-Identifier: MIT
// The type ndarray: printing, indexing, properties, methods.
#include "firmware/modules/ndarray_core.h"
#include "firmware/modules/ulab_tables.h"

#include <algorithm>
#include <cstring>
#include <string_view>

extern "C" {
#include "py/objarray.h"
#include "py/objtuple.h"
}

using namespace omv::firmware::nd;

namespace {

struct PrintOptions {
    mp_int_t threshold = 10;
    mp_int_t edge = 3;
};
PrintOptions g_print;

void printRow(const mp_print_t* print, const Array& array, const std::uint8_t* at)
{
    const std::size_t axis = array.ndim - 1u;
    const auto count = static_cast<mp_int_t>(array.shape[axis]);
    const bool cut = count > g_print.threshold;
    mp_print_str(print, "[");
    for (mp_int_t i = 0; i < count; ++i) {
        if (i)
            mp_print_str(print, ", ");
        if (cut && i == g_print.edge) {
            mp_print_str(print, "..., ");
            i = std::max(count - g_print.edge, i);
        }
        if (i < count)
            mp_obj_print_helper(print, item(array.dtype, at + i * array.strides[axis]), PRINT_REPR);
    }
    mp_print_str(print, "]");
}

void printLevel(const mp_print_t* print, const Array& array, std::size_t axis,
                const std::uint8_t* at)
{
    if (axis + 1 == array.ndim) {
        printRow(print, array, at);
        return;
    }
    mp_print_str(print, "[");
    for (std::size_t i = 0; i < array.shape[axis]; ++i) {
        if (i) {
            mp_print_str(print, axis + 2 == array.ndim ? ",\n      " : ",\n\n      ");
            for (std::size_t n = 0; n <= axis; ++n)
                mp_print_str(print, " ");
        }
        printLevel(print, array, axis + 1, at);
        at += array.strides[axis];
    }
    mp_print_str(print, "]");
}

// One view, being narrowed index by index.
struct Selection {
    Shape shape;
    std::ptrdiff_t strides[kDims];
    std::uint8_t* data;

    void keep(std::size_t size, std::ptrdiff_t stride)
    {
        shape.dims[shape.ndim] = size;
        strides[shape.ndim++] = stride;
    }
};

void select(Selection& selection, const Array& array, std::size_t axis, mp_obj_t index)
{
    const std::size_t size = array.shape[axis];
    if (mp_obj_is_type(index, &mp_type_slice)) {
        mp_bound_slice_t bounds;
        mp_obj_slice_indices(index, static_cast<mp_int_t>(size), &bounds);
        const mp_int_t span =
            static_cast<mp_int_t>(bounds.stop) - static_cast<mp_int_t>(bounds.start);
        mp_int_t count = 0;
        if (bounds.step > 0 && span > 0)
            count = (span + bounds.step - 1) / bounds.step;
        else if (bounds.step < 0 && span < 0)
            count = (-span - bounds.step - 1) / -bounds.step;
        if (count > 0)
            selection.data += static_cast<std::ptrdiff_t>(bounds.start) * array.strides[axis];
        selection.keep(static_cast<std::size_t>(count), array.strides[axis] * bounds.step);
        return;
    }
    const std::size_t at = mp_get_index(&omv_ndarray_type, size, index, false);
    selection.data += static_cast<std::ptrdiff_t>(at) * array.strides[axis];
}

Selection selected(const Array& array, std::size_t count, const mp_obj_t* indices)
{
    if (count > array.ndim)
        raise(&mp_type_IndexError, "too many indices");
    Selection out;
    out.shape.ndim = 0;
    out.data = array.data;
    for (std::size_t i = 0; i < array.ndim; ++i) {
        if (i < count)
            select(out, array, i, indices[i]);
        else
            out.keep(array.shape[i], array.strides[i]);
    }
    return out;
}

// The elements where a mask of the same shape is true, or of its first axis.
std::size_t countTrue(const Array& mask)
{
    std::size_t count = 0;
    each(mask, [&](const std::uint8_t* at) { count += *at != 0; });
    return count;
}

void checkMask(const Array& array, const Array& mask)
{
    if (!(shapeOf(array) == shapeOf(mask)))
        raise(&mp_type_IndexError, "the mask has another shape");
}

mp_obj_t masked(const Array& array, const Array& mask)
{
    if (mask.ndim == 1 && array.ndim > 1 && mask.shape[0] == array.shape[0]) {
        Shape shape = shapeOf(array);
        shape.dims[0] = countTrue(mask);
        Array& out = newArray(shape, array.dtype);
        std::size_t row = 0;
        for (std::size_t i = 0; i < array.shape[0]; ++i) {
            if (!mask.data[static_cast<std::ptrdiff_t>(i) * mask.strides[0]])
                continue;
            const mp_obj_t from = MP_OBJ_NEW_SMALL_INT(i);
            const mp_obj_t value = omv_ndarray_subscr(MP_OBJ_FROM_PTR(const_cast<Array*>(&array)),
                                                      from, MP_OBJ_SENTINEL);
            omv_ndarray_subscr(object(out), MP_OBJ_NEW_SMALL_INT(row++), value);
        }
        return object(out);
    }
    checkMask(array, mask);
    Array& out = newVector(countTrue(mask), array.dtype);
    std::uint8_t* next = out.data;
    const std::size_t size = itemSize(array.dtype);
    Lanes<2> lanes;
    setLane(lanes, 0, array, shapeOf(array));
    setLane(lanes, 1, mask, shapeOf(array));
    walk(lanes, [&](const std::array<std::uint8_t*, 2>& at) {
        if (!*at[1])
            return;
        std::memcpy(next, at[0], size);
        next += size;
    });
    return object(out);
}

void assignMasked(const Array& array, const Array& mask, mp_obj_t value)
{
    checkMask(array, mask);
    Array& values = isNumber(value) ? arrayOf(value) : flattened(arrayOf(value));
    if (values.len != 1 && values.len != countTrue(mask))
        raise(&mp_type_ValueError, "could not broadcast input array");
    const std::uint8_t* next = values.data;
    const std::ptrdiff_t step = values.len == 1 ? 0 : values.strides[0];
    Lanes<2> lanes;
    setLane(lanes, 0, array, shapeOf(array));
    setLane(lanes, 1, mask, shapeOf(array));
    walk(lanes, [&](const std::array<std::uint8_t*, 2>& at) {
        if (!*at[1])
            return;
        store(array.dtype, at[0], load(values.dtype, next));
        next += step;
    });
}

mp_obj_t transposed(const Array& array)
{
    Shape shape;
    std::ptrdiff_t strides[kDims] = {};
    shape.ndim = array.ndim;
    for (std::size_t i = 0; i < array.ndim; ++i) {
        shape.dims[i] = array.shape[array.ndim - 1u - i];
        strides[i] = array.strides[array.ndim - 1u - i];
    }
    return object(newView(array, shape, strides, array.data));
}

mp_obj_t listLevel(const Array& array, std::size_t axis, const std::uint8_t* at)
{
    if (axis == array.ndim)
        return item(array.dtype, at);
    const mp_obj_t list = mp_obj_new_list(0, nullptr);
    for (std::size_t i = 0; i < array.shape[axis]; ++i) {
        mp_obj_list_append(list, listLevel(array, axis + 1, at));
        at += array.strides[axis];
    }
    return list;
}

struct Iterator {
    mp_obj_base_t base;
    mp_obj_t array;
    std::size_t next;
};

}  // namespace

extern "C" {

void omv_ndarray_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t)
{
    const Array& array = arrayArg(self);
    mp_print_str(print, "array(");
    if (array.len == 0)
        mp_print_str(print, "[]");
    else
        printLevel(print, array, 0, array.data);
    mp_printf(print, ", dtype=%s)", dtypeName(array.dtype));
}

mp_obj_t omv_ndarray_make_new(const mp_obj_type_t*, size_t n_args, size_t n_kw,
                              const mp_obj_t* args)
{
    mp_map_t kw;
    mp_map_init_fixed_table(&kw, n_kw, args + n_args);
    return omv_np_array(n_args, args, &kw);
}

void omv_ndarray_attr(mp_obj_t self, qstr name, mp_obj_t* dest)
{
    if (dest[0] != MP_OBJ_NULL) {
        if (name != MP_QSTR_shape || dest[1] == MP_OBJ_NULL)
            return;
        Array& array = arrayArg(self);
        array = reshaped(array, shapeArg(dest[1], array.len));
        dest[0] = MP_OBJ_NULL;
        return;
    }
    const Array& array = arrayArg(self);
    switch (name) {
    case MP_QSTR_shape: dest[0] = shapeTuple(array); break;
    case MP_QSTR_size: dest[0] = mp_obj_new_int_from_uint(array.len); break;
    case MP_QSTR_ndim: dest[0] = MP_OBJ_NEW_SMALL_INT(array.ndim); break;
    case MP_QSTR_itemsize: dest[0] = mp_obj_new_int_from_uint(itemSize(array.dtype)); break;
    case MP_QSTR_dtype: dest[0] = MP_OBJ_NEW_SMALL_INT(array.dtype); break;
    case MP_QSTR_T: dest[0] = transposed(array); break;
    case MP_QSTR_flat: dest[0] = object(flattened(arrayArg(self))); break;
    case MP_QSTR_strides: {
        mp_obj_t items[kDims];
        for (std::size_t i = 0; i < array.ndim; ++i)
            items[i] = mp_obj_new_int(array.strides[i]);
        dest[0] = mp_obj_new_tuple(array.ndim, items);
        break;
    }
    default: dest[1] = MP_OBJ_SENTINEL;
    }
}

mp_obj_t omv_ndarray_subscr(mp_obj_t self, mp_obj_t index, mp_obj_t value)
{
    Array& array = arrayArg(self);
    if (value == MP_OBJ_NULL)
        return MP_OBJ_NULL;
    if (isArray(index)) {
        const Array& mask = arrayArg(index);
        if (mask.dtype != kBool)
            raise(&mp_type_TypeError, "indices must be integers, slices, or Boolean lists");
        if (value == MP_OBJ_SENTINEL)
            return masked(array, mask);
        assignMasked(array, mask, value);
        return mp_const_none;
    }
    mp_obj_t* indices = &index;
    std::size_t count = 1;
    if (mp_obj_is_type(index, &mp_type_tuple))
        mp_obj_get_array(index, &count, &indices);
    Selection selection = selected(array, count, indices);
    if (selection.shape.ndim > 0) {
        Array& view = newView(array, selection.shape, selection.strides, selection.data);
        if (value == MP_OBJ_SENTINEL)
            return object(view);
        assign(view, value);
        return mp_const_none;
    }
    if (value == MP_OBJ_SENTINEL)
        return item(array.dtype, selection.data);
    if (isArray(value) && arrayArg(value).len == 1)
        value = item(arrayArg(value).dtype, arrayArg(value).data);
    setItem(array.dtype, selection.data, value);
    return mp_const_none;
}

mp_int_t omv_ndarray_buffer(mp_obj_t self, mp_buffer_info_t* info, mp_uint_t flags)
{
    const Array& array = arrayArg(self);
    if (!isDense(array))
        return 1;
    info->buf = array.data;
    info->len = array.len * itemSize(array.dtype);
    info->typecode = array.dtype == kBool ? int{kUint8} : int{array.dtype};
    if (array.data == array.origin || flags == MP_BUFFER_WRITE)
        return 0;
    // Who reads may keep nothing but this pointer, as a memoryview does, and the collector
    // knows only heads of blocks: a part of another array is a copy, and cannot be written.
    if (flags != MP_BUFFER_READ)
        return 1;
    info->buf = m_new(std::uint8_t, info->len);
    std::memcpy(info->buf, array.data, info->len);
    return 0;
}

mp_obj_t omv_ndarray_getiter(mp_obj_t self, mp_obj_iter_buf_t* buffer)
{
    static_assert(sizeof(Iterator) <= sizeof(mp_obj_iter_buf_t));
    auto* iterator = reinterpret_cast<Iterator*>(buffer);
    iterator->base.type = &omv_ndarray_iterator_type;
    iterator->array = self;
    iterator->next = 0;
    return MP_OBJ_FROM_PTR(iterator);
}

mp_obj_t omv_ndarray_iternext(mp_obj_t self)
{
    auto* iterator = static_cast<Iterator*>(MP_OBJ_TO_PTR(self));
    if (iterator->next >= arrayArg(iterator->array).shape[0])
        return MP_OBJ_STOP_ITERATION;
    return omv_ndarray_subscr(iterator->array, MP_OBJ_NEW_SMALL_INT(iterator->next++),
                              MP_OBJ_SENTINEL);
}

mp_obj_t omv_ndarray_reshape(mp_obj_t self, mp_obj_t shape)
{
    Array& array = arrayArg(self);
    return object(reshaped(array, shapeArg(shape, array.len)));
}

mp_obj_t omv_ndarray_flatten(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_order, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_QSTR(MP_QSTR_C)}},
    };
    mp_arg_val_t v[1];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 1, allowed, v);
    const std::string_view order = mp_obj_str_get_str(v[0].u_obj);
    if (order != "C" && order != "F")
        raise(&mp_type_ValueError, "flattening order must be either 'C', or 'F'");
    const mp_obj_t source = order == "F" ? transposed(arrayArg(args[0])) : args[0];
    return object(flattened(converted(arrayArg(source), arrayArg(source).dtype)));
}

mp_obj_t omv_ndarray_copy(mp_obj_t self)
{
    return object(converted(arrayArg(self), arrayArg(self).dtype));
}

mp_obj_t omv_ndarray_tolist(mp_obj_t self)
{
    return listLevel(arrayArg(self), 0, arrayArg(self).data);
}

mp_obj_t omv_ndarray_tobytes(mp_obj_t self)
{
    const Array& array = arrayArg(self);
    if (!isDense(array))
        raise(&mp_type_ValueError, "tobytes can be invoked for dense arrays only");
    const std::size_t size = array.len * itemSize(array.dtype);
    // A bytearray keeps memory alive only by its head.
    if (array.data != array.origin)
        return mp_obj_new_bytearray(size, array.data);
    return mp_obj_new_bytearray_by_ref(size, array.data);
}

mp_obj_t omv_ndarray_transpose(mp_obj_t self)
{
    return transposed(arrayArg(self));
}

mp_obj_t omv_ndarray_byteswap(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_inplace, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
    };
    mp_arg_val_t v[1];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 1, allowed, v);
    Array& array = arrayArg(args[0]);
    Array& out = v[0].u_bool ? array : converted(array, array.dtype);
    const std::size_t size = itemSize(out.dtype);
    each(out, [&](std::uint8_t* at) { std::reverse(at, at + size); });
    return object(out);
}

mp_obj_t omv_np_set_printoptions(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_threshold, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_edgeitems, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n_args, args, kw, 2, allowed, v);
    if (v[0].u_obj != mp_const_none)
        g_print.threshold = mp_obj_get_int(v[0].u_obj);
    if (v[1].u_obj != mp_const_none)
        g_print.edge = std::max<mp_int_t>(mp_obj_get_int(v[1].u_obj), 0);
    return mp_const_none;
}

mp_obj_t omv_np_get_printoptions(size_t, const mp_obj_t*, mp_map_t*)
{
    const mp_obj_t options = mp_obj_new_dict(2);
    mp_obj_dict_store(options, MP_OBJ_NEW_QSTR(MP_QSTR_threshold),
                      mp_obj_new_int(g_print.threshold));
    mp_obj_dict_store(options, MP_OBJ_NEW_QSTR(MP_QSTR_edgeitems), mp_obj_new_int(g_print.edge));
    return options;
}

mp_obj_t omv_np_ndinfo(size_t, const mp_obj_t* args, mp_map_t*)
{
    const Array& array = arrayArg(args[0]);
    mp_obj_t dest[2] = {MP_OBJ_NULL, MP_OBJ_NULL};
    omv_ndarray_attr(args[0], MP_QSTR_strides, dest);
    const mp_print_t* print = &mp_plat_print;
    mp_print_str(print, "class: ndarray\nshape: ");
    mp_obj_print_helper(print, shapeTuple(array), PRINT_REPR);
    mp_print_str(print, "\nstrides: ");
    mp_obj_print_helper(print, dest[0], PRINT_REPR);
    mp_printf(print, "\nitemsize: %d\ndata pointer: %p\ntype: %s\n",
              static_cast<int>(itemSize(array.dtype)), static_cast<void*>(array.data),
              array.dtype == kFloat ? "float" : dtypeName(array.dtype));
    return mp_const_none;
}

// Each fresh VM that imports ulab begins with the defaults.
mp_obj_t omv_ulab_init(void)
{
    g_print = {};
    return mp_const_none;
}

}  // extern "C"
