// SPDX-License-Identifier: MIT
// ulab.numpy.fft and ulab.utils.
#include "firmware/modules/ndarray_core.h"
#include "firmware/modules/ulab_tables.h"

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace omv::firmware::nd;

namespace {

// In place; count is a power of two.
void transform(double* real, double* imaginary, std::size_t count, bool inverse)
{
    for (std::size_t i = 1, j = 0; i < count; ++i) {
        std::size_t bit = count / 2;
        for (; j & bit; bit /= 2)
            j ^= bit;
        j ^= bit;
        if (i < j) {
            std::swap(real[i], real[j]);
            std::swap(imaginary[i], imaginary[j]);
        }
    }
    for (std::size_t size = 2; size <= count; size *= 2) {
        const double step = (inverse ? 2 : -2) * std::numbers::pi / static_cast<double>(size);
        for (std::size_t k = 0; k < size / 2; ++k) {
            const double c = std::cos(step * static_cast<double>(k));
            const double s = std::sin(step * static_cast<double>(k));
            for (std::size_t a = k; a < count; a += size) {
                const std::size_t b = a + size / 2;
                const double x = real[b] * c - imaginary[b] * s;
                const double y = real[b] * s + imaginary[b] * c;
                real[b] = real[a] - x;
                imaginary[b] = imaginary[a] - y;
                real[a] += x;
                imaginary[a] += y;
            }
        }
    }
}

struct Spectrum {
    double* real;
    double* imaginary;
    std::size_t count;
};

Spectrum spectrumOf(mp_obj_t realPart, mp_obj_t imaginaryPart, bool inverse)
{
    const Array& real = arrayOf(realPart);
    const std::size_t count = real.len;
    if (real.ndim != 1 || count == 0 || (count & (count - 1)))
        raise(&mp_type_ValueError, "input array length must be power of 2");
    Spectrum out{doubles(real), nullptr, count};
    if (imaginaryPart == mp_const_none) {
        out.imaginary = static_cast<double*>(m_malloc0(count * sizeof(double)));
    } else {
        const Array& imaginary = arrayOf(imaginaryPart);
        if (imaginary.ndim != 1 || imaginary.len != count)
            raise(&mp_type_ValueError, "real and imaginary parts must be of equal length");
        out.imaginary = doubles(imaginary);
    }
    transform(out.real, out.imaginary, count, inverse);
    return out;
}

Array& vectorOf(const double* values, std::size_t count, double factor)
{
    Array& out = newVector(count, kFloat);
    for (std::size_t i = 0; i < count; ++i)
        store(kFloat, out.data + i * sizeof(float), values[i] * factor);
    return out;
}

mp_obj_t transformed(size_t n, const mp_obj_t* args, bool inverse)
{
    const Spectrum spectrum = spectrumOf(args[0], n > 1 ? args[1] : mp_const_none, inverse);
    const double factor = inverse ? 1 / static_cast<double>(spectrum.count) : 1;
    const mp_obj_t both[] = {object(vectorOf(spectrum.real, spectrum.count, factor)),
                             object(vectorOf(spectrum.imaginary, spectrum.count, factor))};
    return mp_obj_new_tuple(2, both);
}

// A number of `size` bytes.
double wideInteger(const std::uint8_t* at, std::size_t size, bool isSigned, bool swapped)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
        value |= std::uint32_t{at[swapped ? size - 1 - i : i]} << (8 * i);
    if (!isSigned)
        return value;
    return size == 2 ? static_cast<std::int16_t>(value) : static_cast<std::int32_t>(value);
}

mp_obj_t fromIntegers(size_t n, const mp_obj_t* args, mp_map_t* kw, std::size_t size, bool isSigned)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_buffer, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_count, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_offset, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_out, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_byteswap, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
    };
    mp_arg_val_t v[5];
    mp_arg_parse_all(n, args, kw, 5, allowed, v);
    mp_buffer_info_t info;
    mp_get_buffer_raise(v[0].u_obj, &info, MP_BUFFER_READ);
    if (v[2].u_int < 0 || static_cast<std::size_t>(v[2].u_int) > info.len)
        raise(&mp_type_ValueError, "offset is too large");
    std::size_t count = (info.len - static_cast<std::size_t>(v[2].u_int)) / size;
    if (v[1].u_int >= 0) {
        if (static_cast<std::size_t>(v[1].u_int) > count)
            raise(&mp_type_ValueError, "buffer is smaller than requested size");
        count = static_cast<std::size_t>(v[1].u_int);
    }
    const bool own = v[3].u_obj == mp_const_none;
    Array& out = own ? newVector(count, kFloat) : arrayArg(v[3].u_obj);
    if (out.dtype != kFloat)
        raise(&mp_type_TypeError, "out array must be of float type");
    if (out.ndim != 1 || out.len < count)
        raise(&mp_type_ValueError, "out array is too small");
    const auto* from = static_cast<const std::uint8_t*>(info.buf) + v[2].u_int;
    for (std::size_t i = 0; i < count; ++i)
        store(kFloat, out.data + static_cast<std::ptrdiff_t>(i) * out.strides[0],
              wideInteger(from + i * size, size, isSigned, v[4].u_bool));
    return object(out);
}

}  // namespace

extern "C" {

mp_obj_t omv_np_fft(size_t n, const mp_obj_t* args, mp_map_t*)
{
    return transformed(n, args, false);
}
mp_obj_t omv_np_ifft(size_t n, const mp_obj_t* args, mp_map_t*)
{
    return transformed(n, args, true);
}

mp_obj_t omv_np_from_int16_buffer(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    return fromIntegers(n, args, kw, 2, true);
}
mp_obj_t omv_np_from_uint16_buffer(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    return fromIntegers(n, args, kw, 2, false);
}
mp_obj_t omv_np_from_int32_buffer(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    return fromIntegers(n, args, kw, 4, true);
}
mp_obj_t omv_np_from_uint32_buffer(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    return fromIntegers(n, args, kw, 4, false);
}

mp_obj_t omv_np_spectrogram(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_array, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_scratchpad, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_out, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_log, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
    };
    mp_arg_val_t v[4];
    mp_arg_parse_all(n, args, kw, 4, allowed, v);
    if (!isArray(v[0].u_obj))
        raise(&mp_type_NotImplementedError, "spectrogram is defined for ndarrays only");
    if (v[1].u_obj != mp_const_none) {
        const Array& scratch = arrayArg(v[1].u_obj);
        if (scratch.dtype != kFloat || scratch.ndim != 1 ||
            scratch.len != 2 * arrayArg(v[0].u_obj).len)
            raise(&mp_type_ValueError,
                  "scratchpad must be a 1D dense float array of twice the length");
    }
    const Spectrum spectrum = spectrumOf(v[0].u_obj, mp_const_none, false);
    const bool own = v[2].u_obj == mp_const_none;
    Array& out = own ? newVector(spectrum.count, kFloat) : arrayArg(v[2].u_obj);
    if (out.dtype != kFloat || out.ndim != 1)
        raise(&mp_type_TypeError, "out array must be a 1D array of float type");
    if (out.len != spectrum.count)
        raise(&mp_type_ValueError, "input and out arrays must have same length");
    for (std::size_t i = 0; i < spectrum.count; ++i) {
        const double size = std::hypot(spectrum.real[i], spectrum.imaginary[i]);
        store(kFloat, out.data + static_cast<std::ptrdiff_t>(i) * out.strides[0],
              v[3].u_bool ? std::log(size) : size);
    }
    return object(out);
}

}  // extern "C"
