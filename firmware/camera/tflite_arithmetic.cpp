// SPDX-License-Identifier: MIT
// Operators on single values, on pairs, and along the last axis.
#include "firmware/camera/tflite_operators.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace omv::firmware::tflite {

namespace {

float combined(int code, float a, float b)
{
    switch (code) {
    case 0: return a + b;
    case 18: return a * b;
    case 41: return a - b;
    case 42: return a / b;
    case 55: return std::max(a, b);
    case 57: return std::min(a, b);
    case 58: return a < b ? 1.0f : 0.0f;
    case 61: return a > b ? 1.0f : 0.0f;
    case 62: return a >= b ? 1.0f : 0.0f;
    case 63: return a <= b ? 1.0f : 0.0f;
    case 71: return a == b ? 1.0f : 0.0f;
    case 72: return a != b ? 1.0f : 0.0f;
    case 78: return std::pow(a, b);
    case 84: return a != 0 || b != 0 ? 1.0f : 0.0f;
    case 86: return a != 0 && b != 0 ? 1.0f : 0.0f;
    case 90: return std::floor(a / b);
    case 99: return (a - b) * (a - b);
    default: return a > 0 ? a : a * b;  // PRELU
    }
}

// How far apart the values of a tensor lie along the axes of an output that it is repeated
// over; false: it does not fit.
bool stepsOver(const Shape4& in, const Shape4& out, std::array<std::size_t, 4>& steps)
{
    std::size_t next = 1;
    for (std::size_t i = 4; i-- > 0; next *= in.d[i]) {
        if (in.d[i] != 1 && in.d[i] != out.d[i])
            return false;
        steps[i] = in.d[i] == 1 ? 0 : next;
    }
    return in.fits && out.fits;
}

std::size_t placeOf(std::size_t i, const Shape4& out, const std::array<std::size_t, 4>& steps)
{
    std::size_t at = 0;
    for (std::size_t axis = 4; axis-- > 0; i /= out.d[axis])
        at += i % out.d[axis] * steps[axis];
    return at;
}

// With broadcasting over up to four axes.
bool binary(const Call& call)
{
    if (!call.has(2))
        return false;
    const Shape4 out = shape4(*call.out[0].tensor);
    std::array<std::size_t, 4> a{};
    std::array<std::size_t, 4> b{};
    if (!stepsOver(shape4(*call.in[0].tensor), out, a) ||
        !stepsOver(shape4(*call.in[1].tensor), out, b))
        return false;
    for (std::size_t i = 0; i < call.out[0].values.size(); ++i) {
        const float value = combined(call.code, call.in[0].values[placeOf(i, out, a)],
                                     call.in[1].values[placeOf(i, out, b)]);
        call.out[0].values[i] = activated(value, call.options.activation);
    }
    return true;
}

// The older SELECT takes a condition for each index of the first axis, too.
Shape4 conditionShape(const Call& call)
{
    Shape4 shape = shape4(*call.in[0].tensor);
    const std::size_t rank = call.out[0].tensor->shape.size();
    if (call.code == 64 && call.in[0].rank() == 1 && rank > 1 && rank <= 4)
        std::swap(shape.d[3], shape.d[4 - rank]);
    return shape;
}

bool select(const Call& call)
{
    if (!call.has(3))
        return false;
    const Shape4 out = shape4(*call.out[0].tensor);
    std::array<std::size_t, 4> steps[3] = {};
    if (!stepsOver(conditionShape(call), out, steps[0]) ||
        !stepsOver(shape4(*call.in[1].tensor), out, steps[1]) ||
        !stepsOver(shape4(*call.in[2].tensor), out, steps[2]))
        return false;
    for (std::size_t i = 0; i < call.out[0].values.size(); ++i) {
        const std::size_t from = call.in[0].values[placeOf(i, out, steps[0])] != 0 ? 1 : 2;
        call.out[0].values[i] = call.in[from].values[placeOf(i, out, steps[from])];
    }
    return true;
}

float changed(const Call& call, float x)
{
    switch (call.code) {
    case 8: return std::floor(x);
    case 14: return 1 / (1 + std::exp(-x));
    case 19: return std::max(x, 0.0f);
    case 20: return std::clamp(x, -1.0f, 1.0f);
    case 21: return std::clamp(x, 0.0f, 6.0f);
    case 28: return std::tanh(x);
    case 47: return std::exp(x);
    case 59: return -x;
    case 66: return std::sin(x);
    case 73: return std::log(x);
    case 75: return std::sqrt(x);
    case 76: return 1 / std::sqrt(x);
    case 87: return x == 0 ? 1.0f : 0.0f;
    case 92: return x * x;
    case 98: return x > 0 ? x : x * call.options.number;
    case 101: return std::abs(x);
    case 104: return std::ceil(x);
    case 108: return std::cos(x);
    case 116: return std::nearbyint(x);
    case 117: return x * std::clamp(x + 3, 0.0f, 6.0f) / 6;
    case 150: return x / 2 * (1 + std::erf(x / 1.41421356f));
    default: return x;  // CAST, QUANTIZE, DEQUANTIZE
    }
}

bool unary(const Call& call)
{
    if (!call.has(1) || call.in[0].values.size() != call.out[0].values.size())
        return false;
    for (std::size_t i = 0; i < call.out[0].values.size(); ++i)
        call.out[0].values[i] = changed(call, call.in[0].values[i]);
    return true;
}

std::size_t lastSize(const Input& input)
{
    return input.rank() ? static_cast<std::size_t>(input.tensor->shape.back()) : 1;
}

// Softmax, log softmax, L2 normalization
bool alongLast(const Call& call)
{
    if (!call.has(1) || call.in[0].values.size() != call.out[0].values.size())
        return false;
    const std::size_t size = lastSize(call.in[0]);
    const float beta = call.code == 25 && call.options.number != 0 ? call.options.number : 1;
    for (std::size_t at = 0; size && at < call.out[0].values.size(); at += size) {
        const auto in = call.in[0].values.subspan(at, size);
        const auto out = call.out[0].values.subspan(at, size);
        const float most = *std::max_element(in.begin(), in.end());
        double sum = 0;
        for (const float x : in)
            sum += static_cast<double>(call.code == 11 ? x * x : std::exp(beta * (x - most)));
        for (std::size_t i = 0; i < size; ++i) {
            if (call.code == 11)
                out[i] = in[i] / static_cast<float>(std::sqrt(std::max(sum, 1e-12)));
            else if (call.code == 25)
                out[i] =
                    static_cast<float>(static_cast<double>(std::exp(beta * (in[i] - most))) / sum);
            else
                out[i] = in[i] - most - static_cast<float>(std::log(sum));
        }
    }
    return true;
}

// Mean, sum, maximum over given axes
bool reduce(const Call& call)
{
    if (!call.has(2))
        return false;
    const Shape4 in = shape4(*call.in[0].tensor);
    const int rank = static_cast<int>(call.in[0].rank());
    if (!in.fits)
        return false;
    bool gone[4] = {};
    for (int axis : integers(call.in[1])) {
        axis += axis < 0 ? rank : 0;
        if (axis < 0 || axis >= rank)
            return false;
        gone[4 - rank + axis] = true;
    }
    std::size_t kept[4];
    std::size_t count = 1;
    for (std::size_t i = 4; i-- > 0;) {
        kept[i] = gone[i] ? 0 : count;
        count *= gone[i] ? 1 : in.d[i];
    }
    const std::span<float> out = call.out[0].values;
    if (out.size() != count || call.in[0].values.empty())
        return false;
    const bool greatest = call.code == 82;
    std::vector<double> sums(count, greatest ? -1e300 : 0);
    for (std::size_t i = 0; i < call.in[0].values.size(); ++i) {
        std::size_t rest = i;
        std::size_t at = 0;
        for (std::size_t axis = 4; axis-- > 0; rest /= in.d[axis])
            at += rest % in.d[axis] * kept[axis];
        const auto value = static_cast<double>(call.in[0].values[i]);
        sums[at] = greatest ? std::max(sums[at], value) : sums[at] + value;
    }
    const double share = call.code == 40
        ? static_cast<double>(count) / static_cast<double>(call.in[0].values.size())
        : 1;
    for (std::size_t i = 0; i < count; ++i)
        out[i] = static_cast<float>(sums[i] * share);
    return true;
}

bool argMax(const Call& call)
{
    if (!call.has(2) || call.in[1].values.size() != 1)
        return false;
    const std::size_t size = lastSize(call.in[0]);
    const int axis = integers(call.in[1])[0];
    if (size == 0 || (axis != -1 && axis + 1 != static_cast<int>(call.in[0].rank())) ||
        call.out[0].values.size() != call.in[0].values.size() / size)
        return false;
    for (std::size_t i = 0; i < call.out[0].values.size(); ++i) {
        const auto run = call.in[0].values.subspan(i * size, size);
        call.out[0].values[i] =
            static_cast<float>(std::max_element(run.begin(), run.end()) - run.begin());
    }
    return true;
}

}  // namespace

Run arithmeticFor(int code)
{
    switch (code) {
    case 0:
    case 18:
    case 41:
    case 42:
    case 54:
    case 55:
    case 57:
    case 58:
    case 61:
    case 62:
    case 63:
    case 71:
    case 72:
    case 78:
    case 84:
    case 86:
    case 90:
    case 99: return binary;
    case 64:
    case 123: return select;
    case 6:
    case 8:
    case 14:
    case 19:
    case 20:
    case 21:
    case 28:
    case 47:
    case 53:
    case 59:
    case 66:
    case 73:
    case 75:
    case 76:
    case 87:
    case 92:
    case 98:
    case 101:
    case 104:
    case 108:
    case 114:
    case 116:
    case 117:
    case 150: return unary;
    case 11:
    case 25:
    case 50: return alongLast;
    case 40:
    case 74:
    case 82: return reduce;
    case 56: return argMax;
    default: return nullptr;
    }
}

}  // namespace omv::firmware::tflite
