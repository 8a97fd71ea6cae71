// SPDX-License-Identifier: MIT
// ulab's arrays: memory, types, shapes.
#include "firmware/modules/ndarray_core.h"

#include "firmware/modules/sequence.h"

#include <cmath>

namespace omv::firmware::nd {

namespace {

std::int64_t whole(double value)
{
    return std::abs(value) < 9e18 ? static_cast<std::int64_t>(value) : 0;
}

void denseStrides(Array& array)
{
    auto step = static_cast<std::ptrdiff_t>(itemSize(array.dtype));
    for (std::size_t i = array.ndim; i-- > 0;) {
        array.strides[i] = step;
        step *= static_cast<std::ptrdiff_t>(array.shape[i]);
    }
}

Array& blank(const Shape& shape, std::uint8_t dtype)
{
    auto* array = mp_obj_malloc(Array, &omv_ndarray_type);
    array->dtype = dtype;
    array->ndim = static_cast<std::uint8_t>(shape.ndim);
    array->len = shape.count();
    for (std::size_t i = 0; i < kDims; ++i) {
        array->shape[i] = i < shape.ndim ? shape.dims[i] : 0;
        array->strides[i] = 0;
    }
    array->data = nullptr;
    array->origin = nullptr;
    denseStrides(*array);
    return *array;
}

// The shape of nested iterables, by the first item of each level.
void nestedShape(mp_obj_t object, Shape& shape)
{
    shape.ndim = 0;
    while (!isNumber(object)) {
        if (isArray(object)) {
            const Shape inner = shapeOf(arrayArg(object));
            if (shape.ndim + inner.ndim > kDims)
                raise(&mp_type_ValueError, "too many dimensions");
            for (std::size_t i = 0; i < inner.ndim; ++i)
                shape.dims[shape.ndim++] = inner.dims[i];
            return;
        }
        if (shape.ndim == kDims)
            raise(&mp_type_ValueError, "too many dimensions");
        const mp_obj_t length = mp_obj_len_maybe(object);
        if (length == MP_OBJ_NULL)
            raise(&mp_type_TypeError, "object is not a number or an iterable of numbers");
        const auto count = static_cast<std::size_t>(mp_obj_get_int(length));
        shape.dims[shape.ndim++] = count;
        if (count == 0)
            return;
        mp_obj_iter_buf_t buffer;
        object = mp_iternext(mp_getiter(object, &buffer));
    }
}

void fill(Array& target, std::size_t axis, std::uint8_t* at, mp_obj_t values)
{
    if (axis == target.ndim) {
        setItem(target.dtype, at, values);
        return;
    }
    mp_obj_iter_buf_t buffer;
    const mp_obj_t iterator = mp_getiter(values, &buffer);
    std::size_t count = 0;
    for (mp_obj_t value; (value = mp_iternext(iterator)) != MP_OBJ_STOP_ITERATION; ++count) {
        if (count < target.shape[axis])
            fill(target, axis + 1, at, value);
        at += target.strides[axis];
    }
    if (count != target.shape[axis])
        raise(&mp_type_ValueError, "iterables are not of the same length");
}

}  // namespace

void raise(const mp_obj_type_t* type, const char* text)
{
    mp_raise_msg_varg(type, MP_ERROR_TEXT("%s"), text);
}

std::size_t Shape::count() const
{
    std::size_t all = 1;
    for (std::size_t i = 0; i < ndim; ++i)
        if (__builtin_mul_overflow(all, dims[i], &all) || all > SIZE_MAX / 16)
            raise(&mp_type_MemoryError, "the array is too large");
    return all;
}

bool Shape::operator==(const Shape& other) const
{
    if (ndim != other.ndim)
        return false;
    for (std::size_t i = 0; i < ndim; ++i)
        if (dims[i] != other.dims[i])
            return false;
    return true;
}

Shape shapeOf(const Array& array)
{
    Shape shape;
    shape.ndim = array.ndim;
    for (std::size_t i = 0; i < array.ndim; ++i)
        shape.dims[i] = array.shape[i];
    return shape;
}

Shape shapeArg(mp_obj_t object, std::size_t unknown)
{
    mp_obj_t* items = &object;
    std::size_t count = 1;
    if (!mp_obj_is_int(object))
        omv_sequence_items(object, &count, &items);
    if (count < 1 || count > kDims)
        raise(&mp_type_ValueError, "maximum number of dimensions is 4");
    Shape shape;
    shape.ndim = count;
    std::size_t open = count;
    for (std::size_t i = 0; i < count; ++i) {
        const mp_int_t size = mp_obj_get_int(items[i]);
        if (size < -1 || (size == -1 && (unknown == 0 || open != count)))
            raise(&mp_type_ValueError, "wrong shape");
        if (size == -1)
            open = i;
        shape.dims[i] = size == -1 ? 1 : static_cast<std::size_t>(size);
    }
    if (open < count) {
        const std::size_t known = shape.count();
        shape.dims[open] = known ? unknown / known : 0;
    }
    return shape;
}

mp_obj_t shapeTuple(const Array& array)
{
    mp_obj_t items[kDims];
    for (std::size_t i = 0; i < array.ndim; ++i)
        items[i] = mp_obj_new_int_from_uint(array.shape[i]);
    return mp_obj_new_tuple(array.ndim, items);
}

std::size_t itemSize(std::uint8_t dtype)
{
    if (dtype == kFloat)
        return sizeof(float);
    return dtype == kUint16 || dtype == kInt16 ? 2 : 1;
}

std::uint8_t dtypeArg(mp_obj_t object)
{
    mp_int_t code = -1;
    if (mp_obj_is_str(object)) {
        std::size_t length = 0;
        const char* text = mp_obj_str_get_data(object, &length);
        code = length == 1 ? text[0] : -1;
    } else if (object == MP_OBJ_FROM_PTR(&mp_type_bool)) {
        code = kBool;
    } else if (object == MP_OBJ_FROM_PTR(&mp_type_float)) {
        code = kFloat;
    } else {
        code = mp_obj_get_int(object);
    }
    for (const std::uint8_t known : {kBool, kUint8, kInt8, kUint16, kInt16, kFloat})
        if (code == known)
            return known;
    raise(&mp_type_ValueError, "unknown dtype");
}

const char* dtypeName(std::uint8_t dtype)
{
    switch (dtype) {
    case kBool: return "bool";
    case kUint8: return "uint8";
    case kInt8: return "int8";
    case kUint16: return "uint16";
    case kInt16: return "int16";
    default: return "float32";
    }
}

std::uint8_t upcast(std::uint8_t a, std::uint8_t b)
{
    a = a == kBool ? std::uint8_t{kUint8} : a;
    b = b == kBool ? std::uint8_t{kUint8} : b;
    if (a == b)
        return a;
    if (a == kFloat || b == kFloat)
        return kFloat;
    const bool has16 = a == kUint16 || b == kUint16;
    const bool hasSigned16 = a == kInt16 || b == kInt16;
    if (has16)
        return hasSigned16 ? kFloat : kUint16;
    return kInt16;
}

Array& newArray(const Shape& shape, std::uint8_t dtype)
{
    Array& array = blank(shape, dtype);
    array.data = static_cast<std::uint8_t*>(m_malloc0(array.len * itemSize(dtype)));
    array.origin = array.data;
    return array;
}

Array& newVector(std::size_t count, std::uint8_t dtype)
{
    Shape shape;
    shape.dims[0] = count;
    return newArray(shape, dtype);
}

Array& newView(const Array& array, const Shape& shape, const std::ptrdiff_t* strides,
               std::uint8_t* data)
{
    Array& view = blank(shape, array.dtype);
    for (std::size_t i = 0; i < shape.ndim; ++i)
        view.strides[i] = strides[i];
    view.data = data;
    view.origin = array.origin;
    return view;
}

Array& newOver(const Shape& shape, std::uint8_t dtype, void* data, void* owner)
{
    Array& array = blank(shape, dtype);
    array.data = static_cast<std::uint8_t*>(data);
    array.origin = owner;
    return array;
}

bool isDense(const Array& array)
{
    auto step = static_cast<std::ptrdiff_t>(itemSize(array.dtype));
    for (std::size_t i = array.ndim; i-- > 0;) {
        if (array.shape[i] != 1 && array.strides[i] != step)
            return false;
        step *= static_cast<std::ptrdiff_t>(array.shape[i]);
    }
    return true;
}

Array& converted(const Array& array, std::uint8_t dtype)
{
    Array& out = newArray(shapeOf(array), dtype);
    const std::size_t size = itemSize(dtype);
    const bool same = array.dtype == dtype;
    Lanes<2> lanes;
    setLane(lanes, 0, array, shapeOf(array));
    setLane(lanes, 1, out, shapeOf(array));
    walk(lanes, [&](const std::array<std::uint8_t*, 2>& at) {
        if (same)
            std::memcpy(at[1], at[0], size);
        else
            store(dtype, at[1], load(array.dtype, at[0]));
    });
    return out;
}

Array& dense(Array& array)
{
    return isDense(array) ? array : converted(array, array.dtype);
}

Array& flattened(Array& array)
{
    Shape shape;
    shape.dims[0] = array.len;
    return reshaped(array, shape);
}

Array& reshaped(Array& array, const Shape& shape)
{
    if (shape.count() != array.len)
        raise(&mp_type_ValueError, "cannot reshape array");
    const Array& source = dense(array);
    Array& view = blank(shape, array.dtype);
    view.data = source.data;
    view.origin = source.origin;
    return view;
}

Array& withoutAxis(const Array& array, std::size_t axis)
{
    Shape shape;
    std::ptrdiff_t strides[kDims] = {};
    shape.ndim = 0;
    for (std::size_t i = 0; i < array.ndim; ++i) {
        if (i == axis)
            continue;
        shape.dims[shape.ndim] = array.shape[i];
        strides[shape.ndim++] = array.strides[i];
    }
    if (shape.ndim == 0) {
        shape.ndim = 1;
        shape.dims[0] = 1;
    }
    return newView(array, shape, strides, array.data);
}

bool isArray(mp_obj_t object)
{
    return mp_obj_is_type(object, &omv_ndarray_type);
}

Array& arrayArg(mp_obj_t object)
{
    if (!isArray(object))
        raise(&mp_type_TypeError, "input must be an ndarray");
    return *static_cast<Array*>(MP_OBJ_TO_PTR(object));
}

bool isNumber(mp_obj_t object)
{
    return mp_obj_is_int(object) || mp_obj_is_float(object) || object == mp_const_true ||
        object == mp_const_false;
}

Array& scalarArray(mp_obj_t number)
{
    const auto value = static_cast<double>(mp_obj_get_float(number));
    std::uint8_t dtype = kFloat;
    if (!mp_obj_is_float(number)) {
        if (value >= 0)
            dtype = value <= 255 ? kUint8 : value <= 65535 ? kUint16 : kFloat;
        else
            dtype = value >= -128 ? kInt8 : value >= -32768 ? kInt16 : kFloat;
    }
    Array& array = newVector(1, dtype);
    store(dtype, array.data, value);
    return array;
}

Array& arrayOf(mp_obj_t object, std::uint8_t dtypeOfNew)
{
    if (isArray(object))
        return arrayArg(object);
    Shape shape;
    nestedShape(object, shape);
    const bool single = shape.ndim == 0;
    if (single) {
        shape.ndim = 1;
        shape.dims[0] = 1;
    }
    Array& array = newArray(shape, dtypeOfNew);
    if (single)
        setItem(dtypeOfNew, array.data, object);
    else
        fill(array, 0, array.data, object);
    return array;
}

std::size_t axisArg(mp_obj_t object, const Array& array)
{
    mp_int_t axis = mp_obj_get_int(object);
    if (axis < 0)
        axis += array.ndim;
    if (axis < 0 || axis >= array.ndim)
        raise(&mp_type_ValueError, "axis is out of bounds");
    return static_cast<std::size_t>(axis);
}

mp_obj_t item(std::uint8_t dtype, const std::uint8_t* at)
{
    const double value = load(dtype, at);
    if (dtype == kFloat)
        return mp_obj_new_float(static_cast<mp_float_t>(value));
    if (dtype == kBool)
        return mp_obj_new_bool(value != 0);
    return MP_OBJ_NEW_SMALL_INT(static_cast<mp_int_t>(value));
}

void setItem(std::uint8_t dtype, std::uint8_t* at, mp_obj_t value)
{
    if (dtype == kBool)
        *at = mp_obj_is_true(value) ? 1 : 0;
    else
        store(dtype, at, static_cast<double>(mp_obj_get_float(value)));
}

double load(std::uint8_t dtype, const std::uint8_t* at)
{
    std::uint16_t word = 0;
    float number = 0;
    switch (dtype) {
    case kInt8: return static_cast<std::int8_t>(*at);
    case kUint16: std::memcpy(&word, at, sizeof word); return word;
    case kInt16: std::memcpy(&word, at, sizeof word); return static_cast<std::int16_t>(word);
    case kFloat: std::memcpy(&number, at, sizeof number); return static_cast<double>(number);
    default: return *at;
    }
}

void store(std::uint8_t dtype, std::uint8_t* at, double value)
{
    if (dtype == kFloat) {
        const auto number = static_cast<float>(value);
        std::memcpy(at, &number, sizeof number);
    } else if (dtype == kUint16 || dtype == kInt16) {
        const auto word = static_cast<std::uint16_t>(whole(value));
        std::memcpy(at, &word, sizeof word);
    } else if (dtype == kBool) {
        *at = value != 0 ? 1 : 0;
    } else {
        *at = static_cast<std::uint8_t>(whole(value));
    }
}

double* doubles(const Array& array)
{
    auto* values = static_cast<double*>(m_malloc((array.len + 1) * sizeof(double)));
    double* next = values;
    each(array, [&](const std::uint8_t* at) { *next++ = load(array.dtype, at); });
    return values;
}

}  // namespace omv::firmware::nd
