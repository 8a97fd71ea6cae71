// SPDX-License-Identifier: MIT
// ulab.numpy: picking, moving and combining elements.
#include "firmware/modules/ndarray_core.h"
#include "firmware/modules/stoppable.h"
#include "firmware/modules/ulab_tables.h"

#include <algorithm>
#include <cmath>

using namespace omv::firmware::nd;

namespace {

mp_obj_t floatValue(double value)
{
    return mp_obj_new_float(static_cast<mp_float_t>(value));
}

std::uint8_t* along(const Array& array, std::size_t axis, std::size_t at)
{
    return array.data + static_cast<std::ptrdiff_t>(at) * array.strides[axis];
}

double at1(const Array& vector, std::size_t i)
{
    return load(vector.dtype, along(vector, 0, i));
}

// Copies of whole slices along an axis, in the order that `from` tells.
template<typename F>
Array& gathered(const Array& array, std::size_t axis, std::size_t count, F from)
{
    Shape shape = shapeOf(array);
    shape.dims[axis] = count;
    Array& out = newArray(shape, array.dtype);
    shape.dims[axis] = 1;
    const std::size_t size = itemSize(array.dtype);
    Lanes<2> first;
    setLane(first, 0, newView(array, shape, array.strides, array.data), shape);
    setLane(first, 1, newView(out, shape, out.strides, out.data), shape);
    for (std::size_t i = 0; i < count; ++i) {
        Lanes<2> lanes = first;
        lanes.at = {along(array, axis, from(i)), along(out, axis, i)};
        walk(lanes,
             [&](const std::array<std::uint8_t*, 2>& at) { std::memcpy(at[1], at[0], size); });
    }
    return out;
}

std::size_t indexArg(double value, std::size_t size)
{
    const double index = value < 0 ? value + static_cast<double>(size) : value;
    if (!(index >= 0 && index < static_cast<double>(size)))
        raise(&mp_type_IndexError, "index is out of bounds");
    return static_cast<std::size_t>(index);
}

// array, something, axis=None (flattened)
struct Picking {
    Array* array;
    mp_obj_t what;
    std::size_t axis = 0;
};
Picking pickingArguments(size_t n, const mp_obj_t* args, mp_map_t* kw, bool arrayFirst)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_a, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_indices, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_axis, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[3];
    mp_arg_parse_all(n, args, kw, 3, allowed, v);
    Picking out;
    Array& array = arrayOf(v[arrayFirst ? 0 : 1].u_obj);
    out.what = v[arrayFirst ? 1 : 0].u_obj;
    const bool flat = v[2].u_obj == mp_const_none;
    out.array = flat ? &flattened(array) : &array;
    if (!flat)
        out.axis = axisArg(v[2].u_obj, array);
    return out;
}

void matrixShape(const Array& array)
{
    if (array.ndim != 2 || array.shape[0] != array.shape[1])
        raise(&mp_type_ValueError, "input must be square matrix");
}

}  // namespace

extern "C" {

mp_obj_t omv_np_where(size_t, const mp_obj_t* args, mp_map_t*)
{
    Array& condition = operandArg(args[0]);
    Array& yes = operandArg(args[1]);
    Array& no = operandArg(args[2]);
    const Array& like = newOver(broadcast(yes, no), kBool, nullptr, nullptr);
    const Shape shape = broadcast(condition, like);
    Array& out = newArray(shape, upcast(yes.dtype, no.dtype));
    Lanes<4> lanes;
    setLane(lanes, 0, condition, shape);
    setLane(lanes, 1, yes, shape);
    setLane(lanes, 2, no, shape);
    setLane(lanes, 3, out, shape);
    walk(lanes, [&](const std::array<std::uint8_t*, 4>& at) {
        const bool first = load(condition.dtype, at[0]) != 0;
        store(out.dtype, at[3], first ? load(yes.dtype, at[1]) : load(no.dtype, at[2]));
    });
    return object(out);
}

mp_obj_t omv_np_nonzero(size_t, const mp_obj_t* args, mp_map_t*)
{
    const Array& array = arrayOf(args[0]);
    std::size_t count = 0;
    each(array, [&](const std::uint8_t* at) { count += load(array.dtype, at) != 0; });
    mp_obj_t found[kDims];
    for (std::size_t axis = 0; axis < array.ndim; ++axis)
        found[axis] = object(newVector(count, kUint16));
    std::size_t index = 0;
    std::size_t next = 0;
    each(array, [&](const std::uint8_t* at) {
        std::size_t rest = index++;
        if (load(array.dtype, at) == 0)
            return;
        for (std::size_t axis = array.ndim; axis-- > 0; rest /= array.shape[axis])
            store(kUint16, along(arrayArg(found[axis]), 0, next),
                  static_cast<double>(rest % array.shape[axis]));
        ++next;
    });
    return mp_obj_new_tuple(array.ndim, found);
}

mp_obj_t omv_np_take(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    const Picking pick = pickingArguments(n, args, kw, true);
    const bool single = isNumber(pick.what);
    const Array& indices = flattened(arrayOf(pick.what));
    const std::size_t size = pick.array->shape[pick.axis];
    for (std::size_t i = 0; i < indices.len; ++i)
        indexArg(at1(indices, i), size);
    Array& out = gathered(*pick.array, pick.axis, indices.len,
                          [&](std::size_t i) { return indexArg(at1(indices, i), size); });
    return single && out.len == 1 ? item(out.dtype, out.data) : object(out);
}

mp_obj_t omv_np_compress(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    const Picking pick = pickingArguments(n, args, kw, false);
    const Array& condition = flattened(arrayOf(pick.what));
    if (condition.len != pick.array->shape[pick.axis])
        raise(&mp_type_ValueError, "wrong length of condition array");
    auto* kept = static_cast<std::size_t*>(m_malloc((condition.len + 1) * sizeof(std::size_t)));
    std::size_t count = 0;
    for (std::size_t i = 0; i < condition.len; ++i)
        if (at1(condition, i) != 0)
            kept[count++] = i;
    return object(gathered(*pick.array, pick.axis, count, [&](std::size_t i) { return kept[i]; }));
}

mp_obj_t omv_np_delete(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    const Picking pick = pickingArguments(n, args, kw, true);
    const Array& indices = flattened(arrayOf(pick.what));
    const std::size_t size = pick.array->shape[pick.axis];
    auto* kept = static_cast<std::size_t*>(m_malloc((size + 1) * sizeof(std::size_t)));
    auto* gone = static_cast<bool*>(m_malloc0(size + 1));
    for (std::size_t i = 0; i < indices.len; ++i)
        gone[indexArg(at1(indices, i), size)] = true;
    std::size_t count = 0;
    for (std::size_t i = 0; i < size; ++i)
        if (!gone[i])
            kept[count++] = i;
    return object(gathered(*pick.array, pick.axis, count, [&](std::size_t i) { return kept[i]; }));
}

mp_obj_t omv_np_dot(size_t, const mp_obj_t* args, mp_map_t*)
{
    const Array& a = arrayArg(args[0]);
    const Array& b = arrayArg(args[1]);
    if (a.ndim > 2 || b.ndim > 2 || a.shape[a.ndim - 1u] != b.shape[0])
        raise(&mp_type_ValueError, "dimensions do not match");
    const std::size_t depth = b.shape[0];
    const std::size_t rows = a.ndim == 2 ? a.shape[0] : 1;
    const std::size_t columns = b.ndim == 2 ? b.shape[1] : 1;
    const std::ptrdiff_t alongA = a.strides[a.ndim - 1u];
    const auto product = [&](std::size_t row, std::size_t column) {
        const std::uint8_t* x = a.ndim == 2 ? along(a, 0, row) : a.data;
        const std::uint8_t* y = b.ndim == 2 ? along(b, 1, column) : b.data;
        double sum = 0;
        for (std::size_t i = 0; i < depth; ++i) {
            sum += load(a.dtype, x) * load(b.dtype, y);
            x += alongA;
            y += b.strides[0];
        }
        return sum;
    };
    if (a.ndim == 1 && b.ndim == 1)
        return floatValue(product(0, 0));
    Shape shape;
    shape.ndim = a.ndim + b.ndim - 2u;
    shape.dims[0] = a.ndim == 2 ? rows : columns;
    if (shape.ndim == 2)
        shape.dims[1] = columns;
    Array& out = newArray(shape, kFloat);
    for (std::size_t i = 0; i < out.len; ++i) {
        if (i % 64 == 0)
            omv::firmware::leaveIfStopped();
        store(kFloat, out.data + i * sizeof(float), product(i / columns, i % columns));
    }
    return object(out);
}

mp_obj_t omv_np_cross(size_t, const mp_obj_t* args, mp_map_t*)
{
    const Array& a = arrayArg(args[0]);
    const Array& b = arrayArg(args[1]);
    if (a.ndim != 1 || b.ndim != 1 || a.len != 3 || b.len != 3)
        raise(&mp_type_ValueError, "cross is defined for 1D arrays of length 3");
    Array& out = newVector(3, upcast(a.dtype, b.dtype));
    for (std::size_t i = 0; i < 3; ++i)
        store(out.dtype, along(out, 0, i),
              at1(a, (i + 1) % 3) * at1(b, (i + 2) % 3) -
                  at1(a, (i + 2) % 3) * at1(b, (i + 1) % 3));
    return object(out);
}

mp_obj_t omv_np_trace(size_t, const mp_obj_t* args, mp_map_t*)
{
    const Array& array = arrayArg(args[0]);
    matrixShape(array);
    double sum = 0;
    for (std::size_t i = 0; i < array.shape[0]; ++i)
        sum += load(array.dtype,
                    along(array, 0, i) + static_cast<std::ptrdiff_t>(i) * array.strides[1]);
    if (array.dtype == kFloat)
        return floatValue(sum);
    return mp_obj_new_int_from_ll(static_cast<long long>(sum));
}

mp_obj_t omv_np_diff(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_array, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_n, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 1}},
        {MP_QSTR_axis, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_INT(-1)}},
    };
    mp_arg_val_t v[3];
    mp_arg_parse_all(n, args, kw, 3, allowed, v);
    if (v[1].u_int < 0 || v[1].u_int > 9)
        raise(&mp_type_ValueError, "differentiation order out of range");
    Array* array = &arrayArg(v[0].u_obj);
    const std::size_t axis = axisArg(v[2].u_obj, *array);
    for (mp_int_t order = 0; order < v[1].u_int; ++order) {
        const std::size_t count = array->shape[axis] ? array->shape[axis] - 1 : 0;
        Array& later = gathered(*array, axis, count, [](std::size_t i) { return i + 1; });
        Array& earlier = gathered(*array, axis, count, [](std::size_t i) { return i; });
        array = &binary(Op::Subtract, later, earlier);
    }
    return object(array->origin == arrayArg(v[0].u_obj).origin ? converted(*array, array->dtype)
                                                               : *array);
}

mp_obj_t omv_np_roll(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_array, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_distance, MP_ARG_INT, {.u_int = 1}},
        {MP_QSTR_axis, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[3];
    mp_arg_parse_all(n, args, kw, 3, allowed, v);
    Array& array = arrayArg(v[0].u_obj);
    const bool flat = v[2].u_obj == mp_const_none;
    const Array& source = flat ? flattened(array) : array;
    const std::size_t axis = flat ? 0 : axisArg(v[2].u_obj, array);
    const auto count = static_cast<mp_int_t>(source.shape[axis]);
    const auto from = [&](std::size_t i) {
        const mp_int_t moved = (static_cast<mp_int_t>(i) - v[1].u_int % count + count) % count;
        return static_cast<std::size_t>(moved);
    };
    Array& out = gathered(source, axis, source.shape[axis], from);
    return object(flat ? reshaped(out, shapeOf(array)) : out);
}

mp_obj_t omv_np_flip(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_array, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_axis, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n, args, kw, 2, allowed, v);
    Array& array = arrayArg(v[0].u_obj);
    const bool flat = v[1].u_obj == mp_const_none;
    const Array& source = flat ? flattened(array) : array;
    const std::size_t axis = flat ? 0 : axisArg(v[1].u_obj, array);
    const std::size_t count = source.shape[axis];
    return object(gathered(source, axis, count, [&](std::size_t i) { return count - 1 - i; }));
}

mp_obj_t omv_np_interp(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_x, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_xp, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_fp, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_left, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_right, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[5];
    mp_arg_parse_all(n, args, kw, 5, allowed, v);
    const Array& xs = arrayOf(v[1].u_obj);
    const Array& ys = arrayOf(v[2].u_obj);
    if (xs.ndim != 1 || ys.ndim != 1 || xs.len != ys.len || xs.len < 2)
        raise(&mp_type_ValueError, "interp is defined for 1D iterables of equal length");
    const auto edge = [&](mp_obj_t given, std::size_t i) {
        return given == mp_const_none ? at1(ys, i) : static_cast<double>(mp_obj_get_float(given));
    };
    const double left = edge(v[3].u_obj, 0);
    const double right = edge(v[4].u_obj, ys.len - 1);
    return object(mapped(arrayOf(v[0].u_obj), [&](double x) {
        omv::firmware::leaveIfStopped();
        if (x < at1(xs, 0))
            return left;
        if (!(x <= at1(xs, xs.len - 1)))
            return right;
        std::size_t i = 0;
        while (i + 2 < xs.len && x >= at1(xs, i + 1))
            ++i;
        const double span = at1(xs, i + 1) - at1(xs, i);
        const double share = span != 0 ? (x - at1(xs, i)) / span : 0;
        return at1(ys, i) + share * (at1(ys, i + 1) - at1(ys, i));
    }));
}

mp_obj_t omv_np_polyval(size_t, const mp_obj_t* args, mp_map_t*)
{
    const Array& factors = flattened(arrayOf(args[0]));
    const auto value = [&](double x) {
        omv::firmware::leaveIfStopped();
        double sum = 0;
        for (std::size_t i = 0; i < factors.len; ++i)
            sum = sum * x + at1(factors, i);
        return sum;
    };
    if (isNumber(args[1]))
        return floatValue(value(static_cast<double>(mp_obj_get_float(args[1]))));
    return object(mapped(arrayOf(args[1]), value));
}

mp_obj_t omv_np_convolve(size_t, const mp_obj_t* args, mp_map_t*)
{
    const Array& a = arrayArg(args[0]);
    const Array& b = arrayArg(args[1]);
    if (a.ndim != 1 || b.ndim != 1 || a.len == 0 || b.len == 0)
        raise(&mp_type_TypeError, "convolve arguments must be linear arrays");
    Array& out = newVector(a.len + b.len - 1, kFloat);
    for (std::size_t i = 0; i < out.len; ++i) {
        if (i % 64 == 0)
            omv::firmware::leaveIfStopped();
        double sum = 0;
        for (std::size_t k = i < b.len ? 0 : i - b.len + 1; k <= i && k < a.len; ++k)
            sum += at1(a, k) * at1(b, i - k);
        store(kFloat, along(out, 0, i), sum);
    }
    return object(out);
}

mp_obj_t omv_np_trapz(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_y, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_x, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_dx, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_INT(1)}},
    };
    mp_arg_val_t v[3];
    mp_arg_parse_all(n, args, kw, 3, allowed, v);
    const Array& y = arrayOf(v[0].u_obj);
    const bool even = v[1].u_obj == mp_const_none;
    const Array& x = even ? y : arrayOf(v[1].u_obj);
    if (y.ndim != 1 || x.ndim != 1 || x.len != y.len)
        raise(&mp_type_ValueError, "trapz is defined for 1D arrays of equal length");
    const auto dx = static_cast<double>(mp_obj_get_float(v[2].u_obj));
    double sum = 0;
    for (std::size_t i = 1; i < y.len; ++i)
        sum += (at1(y, i) + at1(y, i - 1)) / 2 * (even ? dx : at1(x, i) - at1(x, i - 1));
    return floatValue(sum);
}

}  // extern "C"
