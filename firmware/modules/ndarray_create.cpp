// SPDX-License-Identifier: MIT
// ulab.numpy: functions that make arrays.
#include "firmware/modules/ndarray_core.h"
#include "firmware/modules/ulab_tables.h"

#include <algorithm>
#include <cmath>

using namespace omv::firmware::nd;

namespace {

const mp_rom_obj_t kFloatCode = MP_ROM_INT(kFloat);

mp_obj_t filled(size_t n, const mp_obj_t* args, mp_map_t* kw, double value)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_shape, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_dtype, MP_ARG_OBJ, {.u_rom_obj = kFloatCode}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n, args, kw, 2, allowed, v);
    Array& out = newArray(shapeArg(v[0].u_obj), dtypeArg(v[1].u_obj));
    if (value != 0)
        each(out, [&](std::uint8_t* at) { store(out.dtype, at, value); });
    return object(out);
}

mp_obj_t spaced(size_t n, const mp_obj_t* args, mp_map_t* kw, bool logarithmic)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_start, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_stop, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_num, MP_ARG_INT, {.u_int = 50}},
        {MP_QSTR_base, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_INT(10)}},
        {MP_QSTR_endpoint, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = true}},
        {MP_QSTR_retstep, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_dtype, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = kFloatCode}},
    };
    mp_arg_val_t v[7];
    mp_arg_parse_all(n, args, kw, 7, allowed, v);
    if (v[2].u_int < 1)
        raise(&mp_type_ValueError, "number of points must be at least 1");
    const auto start = static_cast<double>(mp_obj_get_float(v[0].u_obj));
    const auto stop = static_cast<double>(mp_obj_get_float(v[1].u_obj));
    const auto base = static_cast<double>(mp_obj_get_float(v[3].u_obj));
    const auto intervals = static_cast<double>(v[4].u_bool ? v[2].u_int - 1 : v[2].u_int);
    const double step = intervals > 0 ? (stop - start) / intervals : 0;
    Array& out = newVector(static_cast<std::size_t>(v[2].u_int), dtypeArg(v[6].u_obj));
    double index = 0;
    each(out, [&](std::uint8_t* at) {
        const double value = start + step * index++;
        store(out.dtype, at, logarithmic ? std::pow(base, value) : value);
    });
    if (!v[5].u_bool)
        return object(out);
    const mp_obj_t both[] = {object(out), mp_obj_new_float(static_cast<mp_float_t>(step))};
    return mp_obj_new_tuple(2, both);
}

// A copy of `part` into `out`, from `at` along the axis on.
void paste(const Array& out, const Array& part, std::size_t axis, std::size_t at)
{
    Shape shape = shapeOf(out);
    shape.dims[axis] = part.shape[axis];
    Array& place = newView(out, shape, out.strides,
                           out.data + static_cast<std::ptrdiff_t>(at) * out.strides[axis]);
    Lanes<2> lanes;
    setLane(lanes, 0, place, shape);
    setLane(lanes, 1, part, shape);
    walk(lanes, [&](const std::array<std::uint8_t*, 2>& p) {
        std::memcpy(p[0], p[1], itemSize(out.dtype));
    });
}

void checkJoint(const Array& first, const Array& part, std::size_t axis)
{
    if (part.dtype != first.dtype || part.ndim != first.ndim)
        raise(&mp_type_ValueError, "input arrays are not compatible");
    for (std::size_t i = 0; i < first.ndim; ++i)
        if (i != axis && part.shape[i] != first.shape[i])
            raise(&mp_type_ValueError, "input arrays are not compatible");
}

}  // namespace

extern "C" {

mp_obj_t omv_np_array(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_object, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_dtype, MP_ARG_OBJ, {.u_rom_obj = kFloatCode}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n, args, kw, 2, allowed, v);
    const std::uint8_t dtype = dtypeArg(v[1].u_obj);
    Array& source = arrayOf(v[0].u_obj, dtype);
    return object(isArray(v[0].u_obj) ? converted(source, dtype) : source);
}

mp_obj_t omv_np_asarray(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_object, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_dtype, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n, args, kw, 2, allowed, v);
    const std::uint8_t dtype = v[1].u_obj == mp_const_none ? std::uint8_t{0} : dtypeArg(v[1].u_obj);
    Array& source = arrayOf(v[0].u_obj, dtype ? dtype : std::uint8_t{kFloat});
    return object(dtype && source.dtype != dtype ? converted(source, dtype) : source);
}

mp_obj_t omv_np_zeros(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    return filled(n, args, kw, 0);
}
mp_obj_t omv_np_empty(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    return filled(n, args, kw, 0);
}
mp_obj_t omv_np_ones(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    return filled(n, args, kw, 1);
}

mp_obj_t omv_np_full(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_shape, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_fill_value, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_dtype, MP_ARG_OBJ, {.u_rom_obj = kFloatCode}},
    };
    mp_arg_val_t v[3];
    mp_arg_parse_all(n, args, kw, 3, allowed, v);
    Array& out = newArray(shapeArg(v[0].u_obj), dtypeArg(v[2].u_obj));
    if (!isNumber(v[1].u_obj))
        raise(&mp_type_TypeError, "the value must be a number");
    assign(out, v[1].u_obj);
    return object(out);
}

mp_obj_t omv_np_arange(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_start, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_stop, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_step, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_INT(1)}},
        {MP_QSTR_dtype, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[4];
    mp_arg_parse_all(n, args, kw, 4, allowed, v);
    const bool single = v[1].u_obj == mp_const_none;
    const auto first = static_cast<double>(mp_obj_get_float(v[0].u_obj));
    const double start = single ? 0 : first;
    const double stop = single ? first : static_cast<double>(mp_obj_get_float(v[1].u_obj));
    const auto step = static_cast<double>(mp_obj_get_float(v[2].u_obj));
    if (step == 0)
        raise(&mp_type_ZeroDivisionError, "divide by zero");
    const double count = std::max(std::ceil((stop - start) / step), 0.0);
    if (!(count < 1e9))
        raise(&mp_type_ValueError, "the array is too large");
    bool whole = true;
    for (std::size_t i = 0; i < 3; ++i)
        whole = whole && !mp_obj_is_float(v[i].u_obj);
    std::uint8_t dtype = kFloat;
    if (v[3].u_obj != mp_const_none)
        dtype = dtypeArg(v[3].u_obj);
    else if (whole && std::abs(start) <= 32768 && std::abs(stop) <= 32768)
        dtype = kInt16;
    Array& out = newVector(static_cast<std::size_t>(count), dtype);
    double index = 0;
    each(out, [&](std::uint8_t* at) { store(dtype, at, start + step * index++); });
    return object(out);
}

mp_obj_t omv_np_linspace(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    return spaced(n, args, kw, false);
}
mp_obj_t omv_np_logspace(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    return spaced(n, args, kw, true);
}

mp_obj_t omv_np_eye(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_N, MP_ARG_REQUIRED | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_M, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_k, MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_dtype, MP_ARG_OBJ, {.u_rom_obj = kFloatCode}},
    };
    mp_arg_val_t v[4];
    mp_arg_parse_all(n, args, kw, 4, allowed, v);
    const mp_int_t rows = v[0].u_int;
    const mp_int_t columns = v[1].u_obj == mp_const_none ? rows : mp_obj_get_int(v[1].u_obj);
    if (rows < 0 || columns < 0)
        raise(&mp_type_ValueError, "wrong shape");
    Shape shape;
    shape.ndim = 2;
    shape.dims[0] = static_cast<std::size_t>(rows);
    shape.dims[1] = static_cast<std::size_t>(columns);
    Array& out = newArray(shape, dtypeArg(v[3].u_obj));
    for (mp_int_t row = 0; row < rows; ++row) {
        const mp_int_t column = row + v[2].u_int;
        if (column >= 0 && column < columns)
            store(out.dtype, out.data + row * out.strides[0] + column * out.strides[1], 1);
    }
    return object(out);
}

mp_obj_t omv_np_diag(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_v, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_k, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n, args, kw, 2, allowed, v);
    Array& source = arrayArg(v[0].u_obj);
    const mp_int_t k = v[1].u_int;
    const auto shift = static_cast<std::size_t>(std::abs(k));
    Shape shape;
    shape.ndim = 2;
    if (source.ndim == 1) {
        shape.dims[0] = shape.dims[1] = source.len + shift;
        Array& out = newArray(shape, source.dtype);
        for (std::size_t i = 0; i < source.len; ++i)
            store(out.dtype,
                  out.data + static_cast<std::ptrdiff_t>(i + (k < 0 ? shift : 0)) * out.strides[0] +
                      static_cast<std::ptrdiff_t>(i + (k > 0 ? shift : 0)) * out.strides[1],
                  load(source.dtype,
                       source.data + static_cast<std::ptrdiff_t>(i) * source.strides[0]));
        return object(out);
    }
    if (source.ndim != 2)
        raise(&mp_type_ValueError, "input must be 1- or 2-d");
    const std::size_t skipRows = k < 0 ? std::min(shift, source.shape[0]) : 0;
    const std::size_t skipColumns = k > 0 ? std::min(shift, source.shape[1]) : 0;
    shape.ndim = 1;
    shape.dims[0] = std::min(source.shape[0] - skipRows, source.shape[1] - skipColumns);
    const std::ptrdiff_t strides[kDims] = {source.strides[0] + source.strides[1]};
    Array& view = newView(source, shape, strides,
                          source.data + static_cast<std::ptrdiff_t>(skipRows) * source.strides[0] +
                              static_cast<std::ptrdiff_t>(skipColumns) * source.strides[1]);
    return object(converted(view, view.dtype));
}

mp_obj_t omv_np_concatenate(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_arrays, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_axis, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_INT(0)}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n, args, kw, 2, allowed, v);
    std::size_t count = 0;
    mp_obj_t* parts = nullptr;
    if (!mp_obj_is_type(v[0].u_obj, &mp_type_tuple) && !mp_obj_is_type(v[0].u_obj, &mp_type_list))
        raise(&mp_type_TypeError, "first argument must be a tuple of ndarrays");
    mp_obj_get_array(v[0].u_obj, &count, &parts);
    if (count == 0)
        raise(&mp_type_ValueError, "need at least one array");
    const Array& first = arrayArg(parts[0]);
    const std::size_t axis = axisArg(v[1].u_obj, first);
    Shape shape = shapeOf(first);
    shape.dims[axis] = 0;
    for (std::size_t i = 0; i < count; ++i) {
        checkJoint(first, arrayArg(parts[i]), axis);
        shape.dims[axis] += arrayArg(parts[i]).shape[axis];
    }
    Array& out = newArray(shape, first.dtype);
    std::size_t at = 0;
    for (std::size_t i = 0; i < count; ++i) {
        paste(out, arrayArg(parts[i]), axis, at);
        at += arrayArg(parts[i]).shape[axis];
    }
    return object(out);
}

mp_obj_t omv_np_frombuffer(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_buffer, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_dtype, MP_ARG_OBJ, {.u_rom_obj = kFloatCode}},
        {MP_QSTR_count, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_offset, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
    };
    mp_arg_val_t v[4];
    mp_arg_parse_all(n, args, kw, 4, allowed, v);
    mp_buffer_info_t info;
    bool shared = mp_get_buffer(v[0].u_obj, &info, MP_BUFFER_WRITE);
    if (!shared) {
        mp_get_buffer_raise(v[0].u_obj, &info, MP_BUFFER_READ);
        // As on a board, unless they are in read-only memory: of a frozen module, or of /rom.
        shared = mp_obj_is_type(v[0].u_obj, &mp_type_bytes) && gc_nbytes(info.buf) > 0;
    }
    const std::uint8_t dtype = dtypeArg(v[1].u_obj);
    const std::size_t size = itemSize(dtype);
    if (v[3].u_int < 0 || static_cast<std::size_t>(v[3].u_int) > info.len)
        raise(&mp_type_ValueError, "offset must be non-negative and no greater than buffer length");
    const std::size_t room = info.len - static_cast<std::size_t>(v[3].u_int);
    std::size_t count = room / size;
    if (v[2].u_int < 0 && room % size != 0)
        raise(&mp_type_ValueError, "buffer size must be a multiple of element size");
    if (v[2].u_int >= 0) {
        if (static_cast<std::size_t>(v[2].u_int) > count)
            raise(&mp_type_ValueError, "buffer is smaller than requested size");
        count = static_cast<std::size_t>(v[2].u_int);
    }
    Shape shape;
    shape.dims[0] = count;
    Array& over = newOver(shape, dtype, static_cast<std::uint8_t*>(info.buf) + v[3].u_int,
                          MP_OBJ_TO_PTR(v[0].u_obj));
    return object(shared ? over : converted(over, dtype));
}

}  // extern "C"
