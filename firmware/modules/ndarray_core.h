// SPDX-License-Identifier: MIT
#pragma once

// What all functions of ulab are made of. Everything lives on the script's heap, so
// every function may raise; nothing here owns memory elsewhere.

#include "firmware/modules/ndarray.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace omv::firmware::nd {

using Array = omv_ndarray_obj_t;
constexpr std::size_t kDims = OMV_NDARRAY_DIMS;

/// Type codes, as in Python's struct.
enum Dtype : std::uint8_t {
    kBool = '?',
    kUint8 = 'B',
    kInt8 = 'b',
    kUint16 = 'H',
    kInt16 = 'h',
    kFloat = 'f',
};

[[noreturn]] void raise(const mp_obj_type_t* type, const char* text);

struct Shape {
    std::size_t ndim = 1;
    std::size_t dims[kDims] = {};

    std::size_t count() const;
    bool operator==(const Shape& other) const;
};
Shape shapeOf(const Array& array);
/// An int or a tuple of up to four. `unknown`: the elements that a -1 stands for; 0: none allowed.
Shape shapeArg(mp_obj_t object, std::size_t unknown = 0);
mp_obj_t shapeTuple(const Array& array);

std::size_t itemSize(std::uint8_t dtype);
/// A known type code given as int, one-letter text, or the type bool. ValueError otherwise.
std::uint8_t dtypeArg(mp_obj_t object);
const char* dtypeName(std::uint8_t dtype);
/// What ulab makes of two types.
std::uint8_t upcast(std::uint8_t a, std::uint8_t b);

/// Zero-filled, dense. MemoryError when it does not fit.
Array& newArray(const Shape& shape, std::uint8_t dtype);
Array& newVector(std::size_t count, std::uint8_t dtype);
/// Another look at the memory of `array`; strides in bytes.
Array& newView(const Array& array, const Shape& shape, const std::ptrdiff_t* strides,
               std::uint8_t* data);
/// Over foreign memory that `owner` keeps.
Array& newOver(const Shape& shape, std::uint8_t dtype, void* data, void* owner);
bool isDense(const Array& array);
/// A dense copy of that type.
Array& converted(const Array& array, std::uint8_t dtype);
/// The array itself when it is dense, else a copy.
Array& dense(Array& array);
/// One dimension; shares the memory when it can.
Array& flattened(Array& array);
Array& reshaped(Array& array, const Shape& shape);
/// Without that axis; the first elements along it.
Array& withoutAxis(const Array& array, std::size_t axis);

bool isArray(mp_obj_t object);
/// TypeError unless it is an ndarray.
Array& arrayArg(mp_obj_t object);
/// An ndarray as it is; a number, or an iterable (also nested), as a new one.
Array& arrayOf(mp_obj_t object, std::uint8_t dtypeOfNew = kFloat);
/// A number in the smallest type that holds it.
Array& scalarArray(mp_obj_t number);
bool isNumber(mp_obj_t object);
/// A negative axis counts from the end. ValueError when there is none such.
std::size_t axisArg(mp_obj_t object, const Array& array);

inline mp_obj_t object(Array& array)
{
    return MP_OBJ_FROM_PTR(&array);
}
mp_obj_t item(std::uint8_t dtype, const std::uint8_t* at);
void setItem(std::uint8_t dtype, std::uint8_t* at, mp_obj_t value);

double load(std::uint8_t dtype, const std::uint8_t* at);
/// Integers wrap.
void store(std::uint8_t dtype, std::uint8_t* at, double value);

/// N arrays walked side by side, broadcast to one shape.
template<std::size_t N>
struct Lanes {
    std::array<std::uint8_t*, N> at;
    std::ptrdiff_t step[N][kDims];
    std::size_t dims[kDims];
};

/// `shape` must be what broadcast() gave, or the array's own.
template<std::size_t N>
void setLane(Lanes<N>& lanes, std::size_t lane, const Array& array, const Shape& shape)
{
    lanes.at[lane] = array.data;
    for (std::size_t i = 0; i < kDims; ++i) {
        const std::size_t skipped = kDims - shape.ndim;
        lanes.dims[i] = i < skipped ? 1 : shape.dims[i - skipped];
        const std::size_t own = kDims - array.ndim;
        const bool stays = i < own || array.shape[i - own] == 1;
        lanes.step[lane][i] = stays ? 0 : array.strides[i - own];
    }
}

/// Calls f with the pointers to each element, in C order.
template<std::size_t N, typename F>
void walk(Lanes<N>& lanes, F f)
{
    std::size_t index[kDims] = {};
    for (const std::size_t size : lanes.dims)
        if (size == 0)
            return;
    constexpr std::size_t last = kDims - 1;
    for (;;) {
        auto at = lanes.at;
        for (std::size_t i = 0; i < lanes.dims[last]; ++i) {
            f(at);
            for (std::size_t n = 0; n < N; ++n)
                at[n] += lanes.step[n][last];
        }
        std::size_t axis = last;
        while (axis-- > 0) {
            for (std::size_t n = 0; n < N; ++n)
                lanes.at[n] += lanes.step[n][axis];
            if (++index[axis] < lanes.dims[axis])
                break;
            index[axis] = 0;
            for (std::size_t n = 0; n < N; ++n)
                lanes.at[n] -= lanes.step[n][axis] * static_cast<std::ptrdiff_t>(lanes.dims[axis]);
        }
        if (axis >= last)
            return;
    }
}

template<typename F>
void each(const Array& array, F f)
{
    Lanes<1> lanes;
    setLane(lanes, 0, array, shapeOf(array));
    walk(lanes, [&](const std::array<std::uint8_t*, 1>& at) { f(at[0]); });
}

/// ValueError when the two do not fit.
Shape broadcast(const Array& a, const Array& b);

enum class Op {
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Modulo,
    Power,
    Less,
    More,
    LessEqual,
    MoreEqual,
    Equal,
    NotEqual,
    And,
    Or,
    Xor,
    ShiftLeft,
    ShiftRight,
    Minimum,
    Maximum,
    Atan2,
};
Array& binary(Op op, Array& a, Array& b);
/// One of two operands: an ndarray or a number.
Array& operandArg(mp_obj_t object);
void assign(const Array& target, mp_obj_t value);

/// A new float array: f of each element.
template<typename F>
Array& mapped(const Array& array, F f)
{
    Array& out = newArray(shapeOf(array), kFloat);
    Lanes<2> lanes;
    setLane(lanes, 0, array, shapeOf(array));
    setLane(lanes, 1, out, shapeOf(array));
    walk(lanes, [&](const std::array<std::uint8_t*, 2>& at) {
        store(kFloat, at[1], f(load(array.dtype, at[0])));
    });
    return out;
}

/// The values as double, on the heap.
double* doubles(const Array& array);

}  // namespace omv::firmware::nd
