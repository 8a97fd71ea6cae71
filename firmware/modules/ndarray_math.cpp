// SPDX-License-Identifier: MIT
// ulab.numpy: functions of each element, of pairs, and vectorize.
#include "firmware/modules/ndarray_core.h"
#include "firmware/modules/ulab_tables.h"

#include <cmath>
#include <numbers>

using namespace omv::firmware::nd;

namespace {

// A number gives a number; an array or iterable an array. In single precision, as on the board.
template<typename F>
mp_obj_t vectorMath(mp_obj_t argument, F f)
{
    const auto single = [&](double x) {
        return static_cast<double>(static_cast<float>(f(static_cast<double>(x))));
    };
    if (isNumber(argument))
        return mp_obj_new_float(
            static_cast<mp_float_t>(single(static_cast<double>(mp_obj_get_float(argument)))));
    return object(mapped(arrayOf(argument), single));
}

mp_obj_t paired(Op op, const mp_obj_t* args)
{
    return object(binary(op, operandArg(args[0]), operandArg(args[1])));
}

mp_obj_t scalarOrArray(Array& array, bool scalar)
{
    return scalar ? item(array.dtype, array.data) : object(array);
}

template<typename F>
mp_obj_t tested(mp_obj_t argument, F f)
{
    Array& array = arrayOf(argument);
    Array& out = newArray(shapeOf(array), kBool);
    Lanes<2> lanes;
    setLane(lanes, 0, array, shapeOf(array));
    setLane(lanes, 1, out, shapeOf(array));
    walk(lanes, [&](const std::array<std::uint8_t*, 2>& at) {
        *at[1] = f(load(array.dtype, at[0])) ? 1 : 0;
    });
    return scalarOrArray(out, isNumber(argument));
}

struct Vectorized {
    mp_obj_base_t base;
    mp_obj_t function;
    std::uint8_t dtype;
};

}  // namespace

extern "C" {

#define OMV_MATH(name, expression)                                                                 \
    mp_obj_t omv_np_##name(size_t, const mp_obj_t* args, mp_map_t*)                                \
    {                                                                                              \
        return vectorMath(args[0], [](double x) { return expression; });                           \
    }
OMV_MATH(acos, std::acos(x))
OMV_MATH(acosh, std::acosh(x))
OMV_MATH(asin, std::asin(x))
OMV_MATH(asinh, std::asinh(x))
OMV_MATH(atan, std::atan(x))
OMV_MATH(atanh, std::atanh(x))
OMV_MATH(ceil, std::ceil(x))
OMV_MATH(cos, std::cos(x))
OMV_MATH(cosh, std::cosh(x))
OMV_MATH(degrees, x * 180 / std::numbers::pi)
OMV_MATH(exp, std::exp(x))
OMV_MATH(expm1, std::expm1(x))
OMV_MATH(floor, std::floor(x))
OMV_MATH(log, std::log(x))
OMV_MATH(log10, std::log10(x))
OMV_MATH(log2, std::log2(x))
OMV_MATH(radians, x* std::numbers::pi / 180)
OMV_MATH(sin, std::sin(x))
OMV_MATH(sinc, x == 0 ? 1 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x))
OMV_MATH(sinh, std::sinh(x))
OMV_MATH(sqrt, std::sqrt(x))
OMV_MATH(tan, std::tan(x))
OMV_MATH(tanh, std::tanh(x))
OMV_MATH(erf, std::erf(x))
OMV_MATH(erfc, std::erfc(x))
OMV_MATH(gamma, std::tgamma(x))
OMV_MATH(gammaln, std::lgamma(x))
#undef OMV_MATH

#define OMV_PAIR(name, op)                                                                         \
    mp_obj_t omv_np_##name(size_t, const mp_obj_t* args, mp_map_t*)                                \
    {                                                                                              \
        return paired(Op::op, args);                                                               \
    }
OMV_PAIR(arctan2, Atan2)
OMV_PAIR(equal, Equal)
OMV_PAIR(not_equal, NotEqual)
OMV_PAIR(bitwise_and, And)
OMV_PAIR(bitwise_or, Or)
OMV_PAIR(bitwise_xor, Xor)
OMV_PAIR(left_shift, ShiftLeft)
OMV_PAIR(right_shift, ShiftRight)
#undef OMV_PAIR

mp_obj_t omv_np_minimum(size_t, const mp_obj_t* args, mp_map_t*)
{
    Array& out = binary(Op::Minimum, operandArg(args[0]), operandArg(args[1]));
    return scalarOrArray(out, isNumber(args[0]) && isNumber(args[1]));
}

mp_obj_t omv_np_maximum(size_t, const mp_obj_t* args, mp_map_t*)
{
    Array& out = binary(Op::Maximum, operandArg(args[0]), operandArg(args[1]));
    return scalarOrArray(out, isNumber(args[0]) && isNumber(args[1]));
}

mp_obj_t omv_np_clip(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_a, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_a_min, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_a_max, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[3];
    mp_arg_parse_all(n, args, kw, 3, allowed, v);
    Array* out = &operandArg(v[0].u_obj);
    if (v[2].u_obj != mp_const_none)
        out = &binary(Op::Minimum, *out, operandArg(v[2].u_obj));
    if (v[1].u_obj != mp_const_none)
        out = &binary(Op::Maximum, *out, operandArg(v[1].u_obj));
    return scalarOrArray(*out, isNumber(v[0].u_obj));
}

mp_obj_t omv_np_isfinite(size_t, const mp_obj_t* args, mp_map_t*)
{
    return tested(args[0], [](double x) { return std::isfinite(x); });
}

mp_obj_t omv_np_isinf(size_t, const mp_obj_t* args, mp_map_t*)
{
    return tested(args[0], [](double x) { return std::isinf(x); });
}

mp_obj_t omv_np_around(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_array, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_decimals, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n, args, kw, 2, allowed, v);
    const double scale = std::pow(10.0, static_cast<double>(v[1].u_int));
    return object(
        mapped(arrayArg(v[0].u_obj), [&](double x) { return std::round(x * scale) / scale; }));
}

mp_obj_t omv_np_vectorize(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_pyfunc, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_otypes, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n, args, kw, 2, allowed, v);
    if (!mp_obj_is_callable(v[0].u_obj))
        raise(&mp_type_TypeError, "first argument must be a callable");
    const std::uint8_t dtype =
        v[1].u_obj == mp_const_none ? std::uint8_t{kFloat} : dtypeArg(v[1].u_obj);
    auto* function = mp_obj_malloc(Vectorized, &omv_vectorized_type);
    function->function = v[0].u_obj;
    function->dtype = dtype;
    return MP_OBJ_FROM_PTR(function);
}

mp_obj_t omv_vectorized_call(mp_obj_t self, size_t n_args, size_t n_kw, const mp_obj_t* args)
{
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    const auto* function = static_cast<Vectorized*>(MP_OBJ_TO_PTR(self));
    // The items as Python sees them: a list's keep their type.
    const mp_obj_t source = isNumber(args[0]) ? object(scalarArray(args[0])) : args[0];
    const Array& like = arrayOf(source);
    Array& out = newArray(shapeOf(like), function->dtype);
    const bool list = !isArray(source) && like.ndim == 1;
    mp_obj_iter_buf_t buffer;
    const mp_obj_t iterator = list ? mp_getiter(source, &buffer) : MP_OBJ_NULL;
    Lanes<2> lanes;
    setLane(lanes, 0, like, shapeOf(like));
    setLane(lanes, 1, out, shapeOf(like));
    walk(lanes, [&](const std::array<std::uint8_t*, 2>& at) {
        const mp_obj_t value = list ? mp_iternext(iterator) : item(like.dtype, at[0]);
        const mp_obj_t result = mp_call_function_1(function->function, value);
        if (out.dtype != kFloat && mp_obj_is_float(result))
            raise(&mp_type_TypeError, "can't convert float to int");
        setItem(out.dtype, at[1], result);
    });
    return object(out);
}

}  // extern "C"
