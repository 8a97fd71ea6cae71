// SPDX-License-Identifier: MIT
// ulab.numpy: reductions along an axis, sorting.
#include "firmware/modules/ndarray_core.h"
#include "firmware/modules/ulab_tables.h"

#include <algorithm>
#include <cmath>

using namespace omv::firmware::nd;

namespace {

enum class Fold { Sum, Mean, Std, Min, Max, ArgMin, ArgMax, Median, All, Any };

// One run of elements along an axis.
struct Run {
    std::uint8_t dtype;
    const std::uint8_t* at;
    std::ptrdiff_t stride;
    std::size_t count;

    double operator[](std::size_t i) const
    {
        return load(dtype, at + static_cast<std::ptrdiff_t>(i) * stride);
    }
};

double sumOf(const Run& run)
{
    double sum = 0;
    for (std::size_t i = 0; i < run.count; ++i)
        sum += run[i];
    return sum;
}

double deviation(const Run& run, double ddof)
{
    const double count = static_cast<double>(run.count);
    if (count <= ddof)
        return 0;
    const double mean = sumOf(run) / count;
    double squares = 0;
    for (std::size_t i = 0; i < run.count; ++i)
        squares += (run[i] - mean) * (run[i] - mean);
    return std::sqrt(squares / (count - ddof));
}

std::size_t extreme(const Run& run, bool greatest)
{
    std::size_t best = 0;
    for (std::size_t i = 1; i < run.count; ++i)
        if (greatest ? run[i] > run[best] : run[i] < run[best])
            best = i;
    return best;
}

// An order for std::sort that holds for NaN, too: it comes last.
bool before(double a, double b)
{
    return std::isnan(b) ? !std::isnan(a) : a < b;
}

double median(const Run& run, double* scratch)
{
    for (std::size_t i = 0; i < run.count; ++i)
        scratch[i] = run[i];
    std::sort(scratch, scratch + run.count, before);
    const std::size_t middle = run.count / 2;
    return run.count % 2 ? scratch[middle] : (scratch[middle - 1] + scratch[middle]) / 2;
}

bool truth(const Run& run, bool all)
{
    for (std::size_t i = 0; i < run.count; ++i)
        if ((run[i] != 0) != all)
            return !all;
    return all;
}

double fold(Fold kind, const Run& run, double ddof, double* scratch)
{
    switch (kind) {
    case Fold::Sum: return sumOf(run);
    case Fold::Mean: return sumOf(run) / static_cast<double>(run.count);
    case Fold::Std: return deviation(run, ddof);
    case Fold::Min: return run[extreme(run, false)];
    case Fold::Max: return run[extreme(run, true)];
    case Fold::ArgMin: return static_cast<double>(extreme(run, false));
    case Fold::ArgMax: return static_cast<double>(extreme(run, true));
    case Fold::Median: return median(run, scratch);
    case Fold::All: return truth(run, true);
    default: return truth(run, false);
    }
}

std::uint8_t foldType(Fold kind, std::uint8_t dtype)
{
    switch (kind) {
    case Fold::Mean:
    case Fold::Std:
    case Fold::Median: return kFloat;
    case Fold::ArgMin:
    case Fold::ArgMax: return kInt16;
    case Fold::All:
    case Fold::Any: return kBool;
    default: return dtype == kBool && kind == Fold::Sum ? std::uint8_t{kUint8} : dtype;
    }
}

mp_obj_t scalarOf(Fold kind, std::uint8_t dtype, double value)
{
    switch (foldType(kind, dtype)) {
    case kBool: return mp_obj_new_bool(value != 0);
    case kFloat: return mp_obj_new_float(static_cast<mp_float_t>(value));
    default: return mp_obj_new_int_from_ll(static_cast<long long>(value));
    }
}

double* scratchFor(Fold kind, std::size_t count)
{
    if (kind != Fold::Median)
        return nullptr;
    return static_cast<double*>(m_malloc((count + 1) * sizeof(double)));
}

mp_obj_t folded(Fold kind, size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_array, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_axis, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_keepdims, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_ddof, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
    };
    mp_arg_val_t v[4];
    mp_arg_parse_all(n, args, kw, kind == Fold::Std ? 4 : 3, allowed, v);
    Array& array = arrayOf(v[0].u_obj);
    const double ddof = kind == Fold::Std ? static_cast<double>(v[3].u_int) : 0;
    const bool keep = v[2].u_bool;
    const bool needsOne = kind != Fold::Sum && kind != Fold::All && kind != Fold::Any;
    if (v[1].u_obj == mp_const_none) {
        const Array& flat = flattened(array);
        if (needsOne && flat.len == 0)
            raise(&mp_type_ValueError, "attempt to get a value of an empty sequence");
        const double value = fold(kind, {flat.dtype, flat.data, flat.strides[0], flat.len}, ddof,
                                  scratchFor(kind, flat.len));
        if (!keep)
            return scalarOf(kind, array.dtype, value);
        Shape ones = shapeOf(array);
        std::fill_n(ones.dims, ones.ndim, std::size_t{1});
        Array& out = newArray(ones, foldType(kind, array.dtype));
        store(out.dtype, out.data, value);
        return object(out);
    }
    const std::size_t axis = axisArg(v[1].u_obj, array);
    const std::size_t count = array.shape[axis];
    if (needsOne && count == 0)
        raise(&mp_type_ValueError, "attempt to get a value of an empty sequence");
    const Array& starts = withoutAxis(array, axis);
    Array& out = newArray(shapeOf(starts), foldType(kind, array.dtype));
    double* scratch = scratchFor(kind, count);
    Lanes<2> lanes;
    setLane(lanes, 0, starts, shapeOf(starts));
    setLane(lanes, 1, out, shapeOf(starts));
    walk(lanes, [&](const std::array<std::uint8_t*, 2>& at) {
        store(out.dtype, at[1],
              fold(kind, {array.dtype, at[0], array.strides[axis], count}, ddof, scratch));
    });
    if (keep) {
        Shape shape = shapeOf(array);
        shape.dims[axis] = 1;
        return object(reshaped(out, shape));
    }
    if (array.ndim == 1)
        return item(out.dtype, out.data);
    return object(out);
}

void sortAlong(const Array& array, std::size_t axis)
{
    const std::size_t count = array.shape[axis];
    const std::ptrdiff_t stride = array.strides[axis];
    auto* scratch = static_cast<double*>(m_malloc((count + 1) * sizeof(double)));
    each(withoutAxis(array, axis), [&](std::uint8_t* at) {
        for (std::size_t i = 0; i < count; ++i)
            scratch[i] = load(array.dtype, at + static_cast<std::ptrdiff_t>(i) * stride);
        std::sort(scratch, scratch + count, before);
        for (std::size_t i = 0; i < count; ++i)
            store(array.dtype, at + static_cast<std::ptrdiff_t>(i) * stride, scratch[i]);
    });
}

// Parses (array, axis=-1); None flattens.
Array& sortArguments(size_t n, const mp_obj_t* args, mp_map_t* kw, mp_obj_t& axis)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_array, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_axis, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_INT(-1)}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n, args, kw, 2, allowed, v);
    axis = v[1].u_obj;
    return arrayArg(v[0].u_obj);
}

}  // namespace

extern "C" {

#define OMV_FOLD(name, kind)                                                                       \
    mp_obj_t omv_np_##name(size_t n, const mp_obj_t* args, mp_map_t* kw)                           \
    {                                                                                              \
        return folded(Fold::kind, n, args, kw);                                                    \
    }
OMV_FOLD(sum, Sum)
OMV_FOLD(mean, Mean)
OMV_FOLD(std, Std)
OMV_FOLD(min, Min)
OMV_FOLD(max, Max)
OMV_FOLD(argmin, ArgMin)
OMV_FOLD(argmax, ArgMax)
OMV_FOLD(median, Median)
OMV_FOLD(all, All)
OMV_FOLD(any, Any)
#undef OMV_FOLD

mp_obj_t omv_np_sort(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    mp_obj_t axis;
    Array& array = sortArguments(n, args, kw, axis);
    Array* out = &converted(array, array.dtype);
    if (axis == mp_const_none)
        out = &flattened(*out);
    sortAlong(*out, axis == mp_const_none ? 0 : axisArg(axis, *out));
    return object(*out);
}

mp_obj_t omv_ndarray_sort(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    mp_obj_t axis;
    Array& array = sortArguments(n, args, kw, axis);
    if (axis != mp_const_none) {
        sortAlong(array, axisArg(axis, array));
        return mp_const_none;
    }
    Array& flat = flattened(converted(array, array.dtype));
    sortAlong(flat, 0);
    array = flat;
    return mp_const_none;
}

mp_obj_t omv_np_argsort(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    mp_obj_t axisObject;
    Array& array = sortArguments(n, args, kw, axisObject);
    if (axisObject == mp_const_none)
        raise(&mp_type_NotImplementedError, "argsort is not implemented for flattened arrays");
    const std::size_t axis = axisArg(axisObject, array);
    const std::size_t count = array.shape[axis];
    if (count > 65535)
        raise(&mp_type_ValueError, "axis too long");
    Array& out = newArray(shapeOf(array), kUint16);
    auto* order = static_cast<std::uint16_t*>(m_malloc((count + 1) * sizeof(std::uint16_t)));
    const Array& from = withoutAxis(array, axis);
    Lanes<2> lanes;
    setLane(lanes, 0, from, shapeOf(from));
    setLane(lanes, 1, withoutAxis(out, axis), shapeOf(from));
    walk(lanes, [&](const std::array<std::uint8_t*, 2>& at) {
        const Run run{array.dtype, at[0], array.strides[axis], count};
        for (std::size_t i = 0; i < count; ++i)
            order[i] = static_cast<std::uint16_t>(i);
        std::sort(order, order + count, [&](std::uint16_t a, std::uint16_t b) {
            if (before(run[a], run[b]) || before(run[b], run[a]))
                return before(run[a], run[b]);
            return a < b;
        });
        for (std::size_t i = 0; i < count; ++i)
            store(kUint16, at[1] + static_cast<std::ptrdiff_t>(i) * out.strides[axis], order[i]);
    });
    return object(out);
}

mp_obj_t omv_np_size(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_array, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_axis, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n, args, kw, 2, allowed, v);
    const Array& array = arrayOf(v[0].u_obj);
    if (v[1].u_obj == mp_const_none)
        return mp_obj_new_int_from_uint(array.len);
    return mp_obj_new_int_from_uint(array.shape[axisArg(v[1].u_obj, array)]);
}

}  // extern "C"
