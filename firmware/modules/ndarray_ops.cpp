// SPDX-License-Identifier: MIT
// ulab's arithmetic: broadcasting, types of results, operators.
#include "firmware/modules/ndarray_core.h"

#include <algorithm>
#include <cmath>

using namespace omv::firmware::nd;

namespace omv::firmware::nd {

namespace {

bool isComparison(Op op)
{
    return op >= Op::Less && op <= Op::NotEqual;
}

bool isBitwise(Op op)
{
    return op >= Op::And && op <= Op::ShiftRight;
}

double bits(Op op, double x, double y)
{
    const auto a = static_cast<std::int64_t>(x);
    const auto b = static_cast<std::int64_t>(y);
    switch (op) {
    case Op::And: return static_cast<double>(a & b);
    case Op::Or: return static_cast<double>(a | b);
    case Op::Xor: return static_cast<double>(a ^ b);
    case Op::ShiftLeft: return b < 0 || b > 30 ? 0 : static_cast<double>(a * (1ll << b));
    default: return static_cast<double>(a >> std::clamp<std::int64_t>(b, 0, 31));
    }
}

double floorDivide(double x, double y, bool integers)
{
    return integers && y == 0 ? 0 : std::floor(x / y);
}

double modulo(double x, double y, bool integers)
{
    if (integers && y == 0)
        return 0;
    const double rest = std::fmod(x, y);
    return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
}

double apply(Op op, double x, double y, bool integers)
{
    switch (op) {
    case Op::Add: return x + y;
    case Op::Subtract: return x - y;
    case Op::Multiply: return x * y;
    case Op::Divide: return x / y;
    case Op::FloorDivide: return floorDivide(x, y, integers);
    case Op::Modulo: return modulo(x, y, integers);
    case Op::Power: return std::pow(x, y);
    case Op::Less: return x < y;
    case Op::More: return x > y;
    case Op::LessEqual: return x <= y;
    case Op::MoreEqual: return x >= y;
    case Op::Equal: return x == y;
    case Op::NotEqual: return x != y;
    case Op::Minimum: return std::min(x, y);
    case Op::Maximum: return std::max(x, y);
    case Op::Atan2: return std::atan2(x, y);
    default: return bits(op, x, y);
    }
}

std::uint8_t resultType(Op op, const Array& a, const Array& b)
{
    if (isComparison(op))
        return kBool;
    if (op == Op::Divide || op == Op::Power || op == Op::Atan2)
        return kFloat;
    if (a.dtype == kBool && b.dtype == kBool && (isBitwise(op) || op >= Op::Minimum))
        return kBool;
    return upcast(a.dtype, b.dtype);
}

void combine(Op op, const Array& a, const Array& b, const Array& out)
{
    const Shape shape = shapeOf(out);
    const bool integers = a.dtype != kFloat && b.dtype != kFloat;
    Lanes<3> lanes;
    setLane(lanes, 0, a, shape);
    setLane(lanes, 1, b, shape);
    setLane(lanes, 2, out, shape);
    walk(lanes, [&](const std::array<std::uint8_t*, 3>& at) {
        store(out.dtype, at[2], apply(op, load(a.dtype, at[0]), load(b.dtype, at[1]), integers));
    });
}

// a op= b, where b's shape may be broadcast but a's may not.
void combineInto(Op op, Array& a, Array& b)
{
    if (!(broadcast(a, b) == shapeOf(a)))
        raise(&mp_type_ValueError, "operands could not be broadcast together");
    const bool cannot = a.dtype != kFloat && resultType(op, a, b) == kFloat;
    if (cannot)
        raise(&mp_type_TypeError, "cannot cast output with casting rule");
    if (isBitwise(op) && (a.dtype == kFloat || b.dtype == kFloat))
        raise(&mp_type_TypeError, "operation is not supported for given type");
    const Array& source = a.origin == b.origin && &a != &b ? converted(b, b.dtype) : b;
    combine(op, a, source, a);
}

struct Operator {
    mp_binary_op_t plain;
    mp_binary_op_t inPlace;
    mp_binary_op_t reversed;
    Op op;
};
constexpr mp_binary_op_t kNone = MP_BINARY_OP_NOT_IN;
constexpr Operator kOperators[] = {
    {MP_BINARY_OP_ADD, MP_BINARY_OP_INPLACE_ADD, MP_BINARY_OP_REVERSE_ADD, Op::Add},
    {MP_BINARY_OP_SUBTRACT, MP_BINARY_OP_INPLACE_SUBTRACT, MP_BINARY_OP_REVERSE_SUBTRACT,
     Op::Subtract},
    {MP_BINARY_OP_MULTIPLY, MP_BINARY_OP_INPLACE_MULTIPLY, MP_BINARY_OP_REVERSE_MULTIPLY,
     Op::Multiply},
    {MP_BINARY_OP_TRUE_DIVIDE, MP_BINARY_OP_INPLACE_TRUE_DIVIDE, MP_BINARY_OP_REVERSE_TRUE_DIVIDE,
     Op::Divide},
    {MP_BINARY_OP_FLOOR_DIVIDE, MP_BINARY_OP_INPLACE_FLOOR_DIVIDE,
     MP_BINARY_OP_REVERSE_FLOOR_DIVIDE, Op::FloorDivide},
    {MP_BINARY_OP_MODULO, MP_BINARY_OP_INPLACE_MODULO, MP_BINARY_OP_REVERSE_MODULO, Op::Modulo},
    {MP_BINARY_OP_POWER, MP_BINARY_OP_INPLACE_POWER, MP_BINARY_OP_REVERSE_POWER, Op::Power},
    {MP_BINARY_OP_AND, MP_BINARY_OP_INPLACE_AND, MP_BINARY_OP_REVERSE_AND, Op::And},
    {MP_BINARY_OP_OR, MP_BINARY_OP_INPLACE_OR, MP_BINARY_OP_REVERSE_OR, Op::Or},
    {MP_BINARY_OP_XOR, MP_BINARY_OP_INPLACE_XOR, MP_BINARY_OP_REVERSE_XOR, Op::Xor},
    {MP_BINARY_OP_LSHIFT, MP_BINARY_OP_INPLACE_LSHIFT, MP_BINARY_OP_REVERSE_LSHIFT, Op::ShiftLeft},
    {MP_BINARY_OP_RSHIFT, MP_BINARY_OP_INPLACE_RSHIFT, MP_BINARY_OP_REVERSE_RSHIFT, Op::ShiftRight},
    {MP_BINARY_OP_LESS, kNone, kNone, Op::Less},
    {MP_BINARY_OP_MORE, kNone, kNone, Op::More},
    {MP_BINARY_OP_LESS_EQUAL, kNone, kNone, Op::LessEqual},
    {MP_BINARY_OP_MORE_EQUAL, kNone, kNone, Op::MoreEqual},
    {MP_BINARY_OP_EQUAL, kNone, kNone, Op::Equal},
    {MP_BINARY_OP_NOT_EQUAL, kNone, kNone, Op::NotEqual},
};

}  // namespace

Shape broadcast(const Array& a, const Array& b)
{
    Shape shape;
    shape.ndim = std::max(a.ndim, b.ndim);
    for (std::size_t i = 0; i < shape.ndim; ++i) {
        const std::size_t skipA = shape.ndim - a.ndim;
        const std::size_t skipB = shape.ndim - b.ndim;
        const std::size_t x = i < skipA ? 1 : a.shape[i - skipA];
        const std::size_t y = i < skipB ? 1 : b.shape[i - skipB];
        if (x != y && x != 1 && y != 1)
            raise(&mp_type_ValueError, "operands could not be broadcast together");
        shape.dims[i] = x == 1 ? y : x;
    }
    return shape;
}

Array& binary(Op op, Array& a, Array& b)
{
    if (isBitwise(op) && (a.dtype == kFloat || b.dtype == kFloat))
        raise(&mp_type_TypeError, "operation is not supported for given type");
    Array& out = newArray(broadcast(a, b), resultType(op, a, b));
    combine(op, a, b, out);
    return out;
}

Array& operandArg(mp_obj_t object)
{
    if (isNumber(object))
        return scalarArray(object);
    return arrayArg(object);
}

void assign(const Array& target, mp_obj_t value)
{
    const Array* source = nullptr;
    if (isNumber(value)) {
        Array& single = newVector(1, target.dtype == kBool ? kBool : kFloat);
        setItem(single.dtype, single.data, value);
        source = &single;
    } else {
        Array& given = arrayOf(value);
        source = given.origin == target.origin ? &converted(given, given.dtype) : &given;
    }
    const Shape shape = shapeOf(target);
    if (!(broadcast(target, *source) == shape))
        raise(&mp_type_ValueError, "could not broadcast input array");
    Lanes<2> lanes;
    setLane(lanes, 0, target, shape);
    setLane(lanes, 1, *source, shape);
    walk(lanes, [&](const std::array<std::uint8_t*, 2>& at) {
        store(target.dtype, at[0], load(source->dtype, at[1]));
    });
}

}  // namespace omv::firmware::nd

extern "C" {

mp_obj_t omv_ndarray_binary(mp_binary_op_t op, mp_obj_t left, mp_obj_t right)
{
    if (!isArray(right) && !isNumber(right)) {
        if (op == MP_BINARY_OP_EQUAL || op == MP_BINARY_OP_NOT_EQUAL)
            return mp_obj_new_bool(op == MP_BINARY_OP_NOT_EQUAL);
        return MP_OBJ_NULL;
    }
    for (const Operator& known : kOperators) {
        if (op == known.plain)
            return object(binary(known.op, arrayArg(left), operandArg(right)));
        if (known.inPlace == kNone)
            continue;
        if (op == known.inPlace) {
            combineInto(known.op, arrayArg(left), operandArg(right));
            return left;
        }
        if (op == known.reversed)
            return object(binary(known.op, operandArg(right), arrayArg(left)));
    }
    return MP_OBJ_NULL;
}

mp_obj_t omv_ndarray_unary(mp_unary_op_t op, mp_obj_t self)
{
    Array& array = arrayArg(self);
    if (op == MP_UNARY_OP_LEN)
        return mp_obj_new_int_from_uint(array.shape[0]);
    const bool invert = op == MP_UNARY_OP_INVERT;
    if (!invert && op != MP_UNARY_OP_NEGATIVE && op != MP_UNARY_OP_POSITIVE &&
        op != MP_UNARY_OP_ABS)
        return MP_OBJ_NULL;
    if (invert && array.dtype == kFloat)
        raise(&mp_type_ValueError, "operation is not supported for given type");
    Array& out = converted(array, array.dtype);
    each(out, [&](std::uint8_t* at) {
        const double value = load(out.dtype, at);
        if (invert)
            store(out.dtype, at, out.dtype == kBool ? value == 0 : -value - 1);
        else if (op == MP_UNARY_OP_NEGATIVE)
            store(out.dtype, at, -value);
        else if (op == MP_UNARY_OP_ABS)
            store(out.dtype, at, std::abs(value));
    });
    return object(out);
}

}  // extern "C"
