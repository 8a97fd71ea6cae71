// SPDX-License-Identifier: MIT
// ulab.scipy.signal and ulab.scipy.optimize.
#include "firmware/modules/ndarray_core.h"
#include "firmware/modules/stoppable.h"
#include "firmware/modules/ulab_tables.h"

#include <cmath>

using namespace omv::firmware::nd;

namespace {

constexpr mp_float_t kTolerance = static_cast<mp_float_t>(2.4e-7);

double number(mp_obj_t object)
{
    return static_cast<double>(mp_obj_get_float(object));
}

double call(mp_obj_t function, double x)
{
    const mp_obj_t result =
        mp_call_function_1(function, mp_obj_new_float(static_cast<mp_float_t>(x)));
    return number(result);
}

double numberOr(mp_obj_t object, mp_float_t fallback)
{
    return object == mp_const_none ? static_cast<double>(fallback) : number(object);
}

mp_obj_t floatObject(double value)
{
    return mp_obj_new_float(static_cast<mp_float_t>(value));
}

// One second-order section over the whole signal, in place; z is its state.
void section(const double* sos, double* z, double* values, std::size_t count)
{
    omv::firmware::leaveIfStopped();
    if (sos[3] != 1)
        raise(&mp_type_ValueError, "sos[:, 3] should be all ones");
    for (std::size_t i = 0; i < count; ++i) {
        const double x = values[i];
        const double y = sos[0] * x + z[0];
        z[0] = sos[1] * x - sos[4] * y + z[1];
        z[1] = sos[2] * x - sos[5] * y;
        values[i] = y;
    }
}

}  // namespace

extern "C" {

mp_obj_t omv_np_sosfilt(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_sos, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_x, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_zi, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[3];
    mp_arg_parse_all(n, args, kw, 3, allowed, v);
    const Array& sections = arrayOf(v[0].u_obj);
    const Array& signal = arrayOf(v[1].u_obj);
    if (sections.ndim != 2 || sections.shape[1] != 6)
        raise(&mp_type_ValueError, "sos array must be of shape (n_section, 6)");
    if (signal.ndim != 1)
        raise(&mp_type_ValueError, "input must be one-dimensional");
    const std::size_t count = sections.shape[0];
    const double* sos = doubles(sections);
    double* values = doubles(signal);
    const bool given = v[2].u_obj != mp_const_none;
    Shape shape;
    shape.ndim = 2;
    shape.dims[0] = count;
    shape.dims[1] = 2;
    Array& state = given ? converted(arrayArg(v[2].u_obj), kFloat) : newArray(shape, kFloat);
    if (!(shapeOf(state) == shape))
        raise(&mp_type_ValueError, "zi must be of shape (n_section, 2)");
    double* z = doubles(state);
    for (std::size_t i = 0; i < count; ++i)
        section(sos + 6 * i, z + 2 * i, values, signal.len);
    Array& out = newVector(signal.len, kFloat);
    each(out, [&](std::uint8_t* at) { store(kFloat, at, *values++); });
    if (!given)
        return object(out);
    each(state, [&](std::uint8_t* at) { store(kFloat, at, *z++); });
    const mp_obj_t both[] = {object(out), object(state)};
    return mp_obj_new_tuple(2, both);
}

mp_obj_t omv_np_bisect(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_fun, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_a, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_b, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_xtol, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_maxiter, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 100}},
    };
    mp_arg_val_t v[5];
    mp_arg_parse_all(n, args, kw, 5, allowed, v);
    double low = number(v[1].u_obj);
    double high = number(v[2].u_obj);
    const double tolerance = numberOr(v[3].u_obj, kTolerance);
    const double atLow = call(v[0].u_obj, low);
    if (atLow * call(v[0].u_obj, high) > 0)
        raise(&mp_type_ValueError, "function has the same sign at the ends of interval");
    for (mp_int_t i = 0; i < v[4].u_int && std::abs(high - low) > tolerance; ++i) {
        const double middle = (low + high) / 2;
        const double value = call(v[0].u_obj, middle);
        (value * atLow > 0 ? low : high) = middle;
    }
    return floatObject((low + high) / 2);
}

mp_obj_t omv_np_newton(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_fun, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_x0, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_tol, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_rtol, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_INT(0)}},
        {MP_QSTR_maxiter, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 50}},
    };
    mp_arg_val_t v[5];
    mp_arg_parse_all(n, args, kw, 5, allowed, v);
    double x = number(v[1].u_obj);
    const double tolerance = numberOr(v[2].u_obj, kTolerance);
    const double relative = number(v[3].u_obj);
    // The secant through two near points stands for the derivative.
    double before = x * 1.0001 + (x >= 0 ? 1e-4 : -1e-4);
    double atBefore = call(v[0].u_obj, before);
    for (mp_int_t i = 0; i < v[4].u_int; ++i) {
        const double value = call(v[0].u_obj, x);
        if (value == atBefore)
            break;
        const double next = x - value * (x - before) / (value - atBefore);
        before = x;
        atBefore = value;
        x = next;
        if (std::abs(x - before) <= tolerance + relative * std::abs(x))
            break;
    }
    return floatObject(x);
}

}  // extern "C"
