// SPDX-License-Identifier: MIT
// ulab.numpy.linalg and polyfit. In double precision inside, single outside.
#include "firmware/modules/ndarray_core.h"
#include "firmware/modules/stoppable.h"
#include "firmware/modules/ulab_tables.h"

#include <algorithm>
#include <cmath>

using namespace omv::firmware::nd;

namespace {

double* zeros(std::size_t count)
{
    return static_cast<double*>(m_malloc0((count + 1) * sizeof(double)));
}

// The side of a square matrix; ValueError for anything else.
std::size_t squareSide(const Array& array)
{
    if (array.ndim != 2 || array.shape[0] != array.shape[1] || array.len == 0)
        raise(&mp_type_ValueError, "input must be square matrix");
    return array.shape[0];
}

Array& matrix(std::size_t rows, std::size_t columns, const double* values)
{
    Shape shape;
    shape.ndim = 2;
    shape.dims[0] = rows;
    shape.dims[1] = columns;
    Array& out = newArray(shape, kFloat);
    each(out, [&](std::uint8_t* at) { store(kFloat, at, *values++); });
    return out;
}

// Gauss-Jordan with pivoting, on `m` (n by n) and `right` (n by columns). The determinant;
// 0 when m has no inverse.
double solve(double* m, double* right, std::size_t n, std::size_t columns)
{
    double determinant = 1;
    for (std::size_t k = 0; k < n; ++k) {
        omv::firmware::leaveIfStopped();
        std::size_t pivot = k;
        for (std::size_t row = k + 1; row < n; ++row)
            if (std::abs(m[row * n + k]) > std::abs(m[pivot * n + k]))
                pivot = row;
        const double top = m[pivot * n + k];
        if (std::abs(top) < 1e-12)
            return 0;
        determinant *= pivot == k ? top : -top;
        if (pivot != k) {
            std::swap_ranges(m + k * n, m + k * n + n, m + pivot * n);
            std::swap_ranges(right + k * columns, right + (k + 1) * columns,
                             right + pivot * columns);
        }
        for (std::size_t i = 0; i < n; ++i)
            m[k * n + i] /= top;
        for (std::size_t i = 0; i < columns; ++i)
            right[k * columns + i] /= top;
        for (std::size_t row = 0; row < n; ++row) {
            const double factor = row == k ? 0 : m[row * n + k];
            for (std::size_t i = 0; i < n; ++i)
                m[row * n + i] -= factor * m[k * n + i];
            for (std::size_t i = 0; i < columns; ++i)
                right[row * columns + i] -= factor * right[k * columns + i];
        }
    }
    return determinant;
}

// One Jacobi rotation that makes m[p][q] zero; collects rotations in v.
void rotate(double* m, double* v, std::size_t n, std::size_t p, std::size_t q)
{
    const double theta = (m[q * n + q] - m[p * n + p]) / (2 * m[p * n + q]);
    const double t = (theta < 0 ? -1 : 1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
    const double c = 1 / std::sqrt(t * t + 1);
    const double s = t * c;
    for (std::size_t k = 0; k < n; ++k) {
        const double x = m[k * n + p];
        const double y = m[k * n + q];
        m[k * n + p] = c * x - s * y;
        m[k * n + q] = s * x + c * y;
    }
    for (std::size_t k = 0; k < n; ++k) {
        const double x = m[p * n + k];
        const double y = m[q * n + k];
        m[p * n + k] = c * x - s * y;
        m[q * n + k] = s * x + c * y;
        const double a = v[k * n + p];
        const double b = v[k * n + q];
        v[k * n + p] = c * a - s * b;
        v[k * n + q] = s * a + c * b;
    }
}

// Householder: r (rows by columns) becomes upper triangular, q collects the reflections.
void reflect(double* r, double* q, std::size_t rows, std::size_t columns)
{
    double* u = zeros(rows);
    for (std::size_t k = 0; k + 1 < rows && k < columns; ++k) {
        omv::firmware::leaveIfStopped();
        double norm = 0;
        for (std::size_t i = k; i < rows; ++i) {
            u[i] = r[i * columns + k];
            norm += u[i] * u[i];
        }
        norm = std::sqrt(norm);
        u[k] += u[k] < 0 ? -norm : norm;
        double length = 0;
        for (std::size_t i = k; i < rows; ++i)
            length += u[i] * u[i];
        if (length == 0)
            continue;
        for (std::size_t j = 0; j < columns; ++j) {
            double dot = 0;
            for (std::size_t i = k; i < rows; ++i)
                dot += u[i] * r[i * columns + j];
            for (std::size_t i = k; i < rows; ++i)
                r[i * columns + j] -= 2 * dot / length * u[i];
        }
        for (std::size_t j = 0; j < rows; ++j) {
            double dot = 0;
            for (std::size_t i = k; i < rows; ++i)
                dot += q[j * rows + i] * u[i];
            for (std::size_t i = k; i < rows; ++i)
                q[j * rows + i] -= 2 * dot / length * u[i];
        }
    }
}

}  // namespace

extern "C" {

mp_obj_t omv_np_inv(size_t, const mp_obj_t* args, mp_map_t*)
{
    const Array& array = arrayArg(args[0]);
    const std::size_t n = squareSide(array);
    double* inverse = zeros(n * n);
    for (std::size_t i = 0; i < n; ++i)
        inverse[i * n + i] = 1;
    if (solve(doubles(array), inverse, n, n) == 0)
        raise(&mp_type_ValueError, "input matrix is singular");
    return object(matrix(n, n, inverse));
}

mp_obj_t omv_np_det(size_t, const mp_obj_t* args, mp_map_t*)
{
    const Array& array = arrayArg(args[0]);
    const std::size_t n = squareSide(array);
    return mp_obj_new_float(static_cast<mp_float_t>(solve(doubles(array), zeros(n), n, 1)));
}

mp_obj_t omv_np_norm(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_x, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_axis, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n, args, kw, 2, allowed, v);
    Array& array = arrayOf(v[0].u_obj);
    const bool flat = v[1].u_obj == mp_const_none;
    const std::size_t axis = flat ? 0 : axisArg(v[1].u_obj, array);
    const Array& source = flat ? flattened(array) : array;
    const Array& starts = withoutAxis(source, axis);
    Array& out = newArray(shapeOf(starts), kFloat);
    Lanes<2> lanes;
    setLane(lanes, 0, starts, shapeOf(starts));
    setLane(lanes, 1, out, shapeOf(starts));
    walk(lanes, [&](const std::array<std::uint8_t*, 2>& at) {
        double sum = 0;
        for (std::size_t i = 0; i < source.shape[axis]; ++i) {
            const double x =
                load(source.dtype, at[0] + static_cast<std::ptrdiff_t>(i) * source.strides[axis]);
            sum += x * x;
        }
        store(kFloat, at[1], std::sqrt(sum));
    });
    return source.ndim == 1 ? item(kFloat, out.data) : object(out);
}

mp_obj_t omv_np_qr(size_t n, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_a, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_mode, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_QSTR(MP_QSTR_reduced)}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n, args, kw, 2, allowed, v);
    const Array& array = arrayArg(v[0].u_obj);
    if (array.ndim != 2)
        raise(&mp_type_ValueError, "operation is defined for 2D arrays only");
    const qstr mode = mp_obj_str_get_qstr(v[1].u_obj);
    if (mode != MP_QSTR_reduced && mode != MP_QSTR_complete)
        raise(&mp_type_ValueError, "mode must be complete, or reduced");
    const std::size_t rows = array.shape[0];
    const std::size_t columns = array.shape[1];
    double* r = doubles(array);
    double* q = zeros(rows * rows);
    for (std::size_t i = 0; i < rows; ++i)
        q[i * rows + i] = 1;
    reflect(r, q, rows, columns);
    const std::size_t kept = mode == MP_QSTR_reduced ? std::min(rows, columns) : rows;
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t i = 0; i < std::min(row, columns); ++i)
            r[row * columns + i] = 0;
    for (std::size_t row = 1; row < rows; ++row)
        std::copy_n(q + row * rows, kept, q + row * kept);
    const mp_obj_t both[] = {object(matrix(rows, kept, q)), object(matrix(kept, columns, r))};
    return mp_obj_new_tuple(2, both);
}

mp_obj_t omv_np_eig(size_t, const mp_obj_t* args, mp_map_t*)
{
    const Array& array = arrayArg(args[0]);
    const std::size_t n = squareSide(array);
    double* m = doubles(array);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (std::abs(m[i * n + j] - m[j * n + i]) > 1e-6)
                raise(&mp_type_ValueError, "input matrix is asymmetric");
    double* v = zeros(n * n);
    for (std::size_t i = 0; i < n; ++i)
        v[i * n + i] = 1;
    for (int sweep = 0; sweep < 60; ++sweep)
        for (std::size_t p = 0; p < n; ++p) {
            omv::firmware::leaveIfStopped();
            for (std::size_t q = p + 1; q < n; ++q)
                if (std::abs(m[p * n + q]) > 1e-14)
                    rotate(m, v, n, p, q);
        }
    Array& values = newVector(n, kFloat);
    for (std::size_t i = 0; i < n; ++i)
        store(kFloat, values.data + i * sizeof(float), m[i * n + i]);
    const mp_obj_t both[] = {object(values), object(matrix(n, n, v))};
    return mp_obj_new_tuple(2, both);
}

mp_obj_t omv_np_cholesky(size_t, const mp_obj_t* args, mp_map_t*)
{
    const Array& array = arrayArg(args[0]);
    const std::size_t n = squareSide(array);
    const double* m = doubles(array);
    double* l = zeros(n * n);
    for (std::size_t i = 0; i < n; ++i) {
        omv::firmware::leaveIfStopped();
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = m[i * n + j];
            for (std::size_t k = 0; k < j; ++k)
                sum -= l[i * n + k] * l[j * n + k];
            if (i == j && !(sum > 0))
                raise(&mp_type_ValueError, "matrix is not positive definite");
            l[i * n + j] = i == j ? std::sqrt(sum) : sum / l[j * n + j];
        }
    }
    return object(matrix(n, n, l));
}

mp_obj_t omv_np_polyfit(size_t n, const mp_obj_t* args, mp_map_t*)
{
    if (n < 2 || n > 3)
        raise(&mp_type_TypeError, "polyfit takes 2 or 3 arguments");
    const Array& ys = flattened(arrayOf(args[n - 2]));
    const mp_int_t degree = mp_obj_get_int(args[n - 1]);
    const std::size_t count = ys.len;
    if (degree < 0 || static_cast<std::size_t>(degree) >= count)
        raise(&mp_type_ValueError, "more degrees of freedom than data points");
    const double* y = doubles(ys);
    const double* x = nullptr;
    if (n == 3) {
        const Array& xs = flattened(arrayOf(args[0]));
        if (xs.len != count)
            raise(&mp_type_ValueError, "input vectors must be of equal length");
        x = doubles(xs);
    }
    const std::size_t terms = static_cast<std::size_t>(degree) + 1;
    double* m = zeros(terms * terms);
    double* right = zeros(terms);
    for (std::size_t i = 0; i < count; ++i) {
        const double at = x ? x[i] : static_cast<double>(i);
        for (std::size_t a = 0; a < terms; ++a) {
            omv::firmware::leaveIfStopped();
            const double power = std::pow(at, static_cast<double>(degree) - static_cast<double>(a));
            right[a] += power * y[i];
            for (std::size_t b = 0; b < terms; ++b)
                m[a * terms + b] +=
                    power * std::pow(at, static_cast<double>(degree) - static_cast<double>(b));
        }
    }
    if (solve(m, right, terms, 1) == 0)
        raise(&mp_type_ValueError, "could not invert Vandermonde matrix");
    Array& out = newVector(terms, kFloat);
    for (std::size_t i = 0; i < terms; ++i)
        store(kFloat, out.data + i * sizeof(float), right[i]);
    return object(out);
}

}  // extern "C"
