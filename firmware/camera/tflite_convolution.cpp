// SPDX-License-Identifier: MIT
// Operators with windows and weights. Tensors are batch, height, width, channels.
#include "firmware/camera/tflite_operators.h"

#include "firmware/camera/abort.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace omv::firmware::tflite {

namespace {

// Along one axis: where windows begin.
struct Windows {
    std::int64_t in;
    std::int64_t out;
    std::int64_t stride;
    std::int64_t dilation;
    std::int64_t filter;
    std::int64_t before = 0;  // padding

    // The first tap of the window at `position` that is inside, and the one behind the last.
    std::int64_t start(std::int64_t position) const { return position * stride - before; }
    std::int64_t firstTap(std::int64_t position) const
    {
        const std::int64_t at = start(position);
        return at >= 0 ? 0 : std::min(filter, (-at + dilation - 1) / dilation);
    }
    std::int64_t lastTap(std::int64_t position) const
    {
        const std::int64_t left = in - start(position);
        return left <= 0 ? 0 : std::min(filter, (left + dilation - 1) / dilation);
    }
};

bool plan(Windows& windows, int padding)
{
    if (windows.stride < 1 || windows.dilation < 1 || windows.filter < 1 ||
        windows.stride > 65536 || windows.dilation > 65536 || windows.filter > 65536)
        return false;
    const std::int64_t reach = (windows.filter - 1) * windows.dilation + 1;
    if (padding != 0)
        return windows.out <= 0 || (windows.out - 1) * windows.stride + reach <= windows.in;
    const std::int64_t needed = (windows.out - 1) * windows.stride + reach - windows.in;
    windows.before = std::max<std::int64_t>(needed, 0) / 2;
    return true;
}

struct Window2 {
    Windows y;
    Windows x;
    bool fits = false;
};

Window2 windowsOf(const Call& call, const Shape4& in, const Shape4& out, std::size_t filterY,
                  std::size_t filterX)
{
    const auto size = [](std::size_t value) { return static_cast<std::int64_t>(value); };
    Window2 window{{size(in.d[1]), size(out.d[1]), call.options.strideY, call.options.dilationY,
                    size(filterY)},
                   {size(in.d[2]), size(out.d[2]), call.options.strideX, call.options.dilationX,
                    size(filterX)}};
    window.fits = plan(window.y, call.options.padding) && plan(window.x, call.options.padding);
    return window;
}

std::size_t at(const Shape4& shape, std::size_t n, std::int64_t y, std::int64_t x)
{
    return ((n * shape.d[1] + static_cast<std::size_t>(y)) * shape.d[2] +
            static_cast<std::size_t>(x)) *
        shape.d[3];
}

// Calls f(batch, y, x) for each place of the output.
template<typename F>
void places(const Shape4& out, F f)
{
    for (std::size_t n = 0; n < out.d[0]; ++n)
        for (std::size_t y = 0; y < out.d[1]; ++y)
            for (std::size_t x = 0; x < out.d[2]; ++x) {
                checkAbort();
                f(n, static_cast<std::int64_t>(y), static_cast<std::int64_t>(x));
            }
}

// Calls f(input place, tap y, tap x) for each tap of a window that is inside.
template<typename F>
void taps(const Window2& window, std::int64_t y, std::int64_t x, F f)
{
    for (std::int64_t j = window.y.firstTap(y); j < window.y.lastTap(y); ++j)
        for (std::int64_t i = window.x.firstTap(x); i < window.x.lastTap(x); ++i)
            f(window.y.start(y) + j * window.y.dilation, window.x.start(x) + i * window.x.dilation,
              static_cast<std::size_t>(j), static_cast<std::size_t>(i));
}

float product(const float* a, const float* b, std::size_t count)
{
    // Eight sums side by side, which the compiler can vectorise.
    float sums[8] = {};
    std::size_t i = 0;
    for (; i + 8 <= count; i += 8)
        for (std::size_t k = 0; k < 8; ++k)
            sums[k] += a[i + k] * b[i + k];
    float sum =
        ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
    for (; i < count; ++i)
        sum += a[i] * b[i];
    return sum;
}

std::span<const float> bias(const Call& call, std::size_t channels, bool& fits)
{
    const bool given = call.in.size() > 2 && call.in[2];
    fits = !given || call.in[2].values.size() == channels;
    return given && fits ? call.in[2].values : std::span<const float>{};
}

bool conv2d(const Call& call)
{
    if (!call.has(2))
        return false;
    const Shape4 in = shape4(*call.in[0].tensor);
    const Shape4 weights = shape4(*call.in[1].tensor);  // out, height, width, in
    const Shape4 out = shape4(*call.out[0].tensor);
    bool biasFits = false;
    const auto offsets = bias(call, out.d[3], biasFits);
    if (!in.fits || !weights.fits || !out.fits || !biasFits || weights.d[0] != out.d[3] ||
        in.d[0] != out.d[0] || weights.d[3] == 0 || in.d[3] % weights.d[3] != 0)
        return false;
    const std::size_t depth = weights.d[3];
    const std::size_t groups = in.d[3] / depth;
    if (out.d[3] == 0 || groups == 0 || out.d[3] % groups != 0)
        return false;
    const std::size_t perGroup = out.d[3] / groups;
    const Window2 window = windowsOf(call, in, out, weights.d[1], weights.d[2]);
    if (!window.fits)
        return false;
    const float* input = call.in[0].values.data();
    const float* filter = call.in[1].values.data();
    places(out, [&](std::size_t n, std::int64_t y, std::int64_t x) {
        float* result = call.out[0].values.data() + at(out, n, y, x);
        for (std::size_t c = 0; c < out.d[3]; ++c) {
            float sum = offsets.empty() ? 0 : offsets[c];
            const std::size_t first = c / perGroup * depth;
            taps(window, y, x, [&](std::int64_t iy, std::int64_t ix, std::size_t j, std::size_t i) {
                sum += product(input + at(in, n, iy, ix) + first,
                               filter + ((c * weights.d[1] + j) * weights.d[2] + i) * depth, depth);
            });
            result[c] = activated(sum, call.options.activation);
        }
    });
    return true;
}

bool depthwise(const Call& call)
{
    if (!call.has(2))
        return false;
    const Shape4 in = shape4(*call.in[0].tensor);
    const Shape4 weights = shape4(*call.in[1].tensor);  // 1, height, width, out
    const Shape4 out = shape4(*call.out[0].tensor);
    bool biasFits = false;
    const auto offsets = bias(call, out.d[3], biasFits);
    if (!in.fits || !weights.fits || !out.fits || !biasFits || weights.d[0] != 1 ||
        weights.d[3] != out.d[3] || in.d[0] != out.d[0] || in.d[3] == 0 ||
        out.d[3] % in.d[3] != 0 || out.d[3] == 0)
        return false;
    const std::size_t multiplier = out.d[3] / in.d[3];
    const Window2 window = windowsOf(call, in, out, weights.d[1], weights.d[2]);
    if (!window.fits)
        return false;
    places(out, [&](std::size_t n, std::int64_t y, std::int64_t x) {
        float* result = call.out[0].values.data() + at(out, n, y, x);
        for (std::size_t c = 0; c < out.d[3]; ++c)
            result[c] = offsets.empty() ? 0 : offsets[c];
        taps(window, y, x, [&](std::int64_t iy, std::int64_t ix, std::size_t j, std::size_t i) {
            const float* input = call.in[0].values.data() + at(in, n, iy, ix);
            const float* filter = call.in[1].values.data() + (j * weights.d[2] + i) * weights.d[3];
            if (multiplier == 1)
                for (std::size_t c = 0; c < out.d[3]; ++c)
                    result[c] += input[c] * filter[c];
            else
                for (std::size_t c = 0; c < out.d[3]; ++c)
                    result[c] += input[c / multiplier] * filter[c];
        });
        for (std::size_t c = 0; c < out.d[3]; ++c)
            result[c] = activated(result[c], call.options.activation);
    });
    return true;
}

bool transposeConv(const Call& call)
{
    if (!call.has(3))
        return false;
    const Shape4 in = shape4(*call.in[2].tensor);
    const Shape4 weights = shape4(*call.in[1].tensor);
    const Shape4 out = shape4(*call.out[0].tensor);
    const bool withBias = call.in.size() > 3 && call.in[3];
    if (!in.fits || !weights.fits || !out.fits || weights.d[0] != out.d[3] ||
        weights.d[3] != in.d[3] || in.d[0] != out.d[0] ||
        (withBias && call.in[3].values.size() != out.d[3]))
        return false;
    // The windows of a convolution from the output to the input.
    const Window2 window = windowsOf(call, out, in, weights.d[1], weights.d[2]);
    if (!window.fits)
        return false;
    const std::span<float> result = call.out[0].values;
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] = withBias ? call.in[3].values[i % out.d[3]] : 0;
    places(in, [&](std::size_t n, std::int64_t y, std::int64_t x) {
        const float* input = call.in[2].values.data() + at(in, n, y, x);
        taps(window, y, x, [&](std::int64_t oy, std::int64_t ox, std::size_t j, std::size_t i) {
            float* target = result.data() + at(out, n, oy, ox);
            for (std::size_t c = 0; c < out.d[3]; ++c)
                target[c] += product(input,
                                     call.in[1].values.data() +
                                         ((c * weights.d[1] + j) * weights.d[2] + i) * in.d[3],
                                     in.d[3]);
        });
    });
    for (float& value : result)
        value = activated(value, call.options.activation);
    return true;
}

bool fullyConnected(const Call& call)
{
    if (!call.has(2) || call.in[1].rank() != 2)
        return false;
    const auto units = static_cast<std::size_t>(call.in[1].tensor->shape[0]);
    const auto depth = static_cast<std::size_t>(call.in[1].tensor->shape[1]);
    bool biasFits = false;
    const auto offsets = bias(call, units, biasFits);
    const std::span<float> out = call.out[0].values;
    if (!biasFits || depth == 0 || units == 0 || call.in[0].values.size() % depth != 0 ||
        out.size() != call.in[0].values.size() / depth * units)
        return false;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (i % 64 == 0)
            checkAbort();
        const std::size_t unit = i % units;
        const float sum = product(call.in[0].values.data() + i / units * depth,
                                  call.in[1].values.data() + unit * depth, depth);
        out[i] = activated(sum + (offsets.empty() ? 0 : offsets[unit]), call.options.activation);
    }
    return true;
}

bool pool(const Call& call)
{
    constexpr int kAverage = 1;
    if (!call.has(1) || call.options.filterX < 1 || call.options.filterY < 1)
        return false;
    const Shape4 in = shape4(*call.in[0].tensor);
    const Shape4 out = shape4(*call.out[0].tensor);
    if (!in.fits || !out.fits || in.d[3] != out.d[3] || in.d[0] != out.d[0])
        return false;
    const Window2 window = windowsOf(call, in, out, static_cast<std::size_t>(call.options.filterY),
                                     static_cast<std::size_t>(call.options.filterX));
    if (!window.fits)
        return false;
    const bool average = call.code == kAverage;
    places(out, [&](std::size_t n, std::int64_t y, std::int64_t x) {
        float* result = call.out[0].values.data() + at(out, n, y, x);
        std::fill_n(result, out.d[3], average ? 0 : std::numeric_limits<float>::lowest());
        int count = 0;
        taps(window, y, x, [&](std::int64_t iy, std::int64_t ix, std::size_t, std::size_t) {
            const float* input = call.in[0].values.data() + at(in, n, iy, ix);
            for (std::size_t c = 0; c < out.d[3]; ++c)
                result[c] = average ? result[c] + input[c] : std::max(result[c], input[c]);
            ++count;
        });
        for (std::size_t c = 0; c < out.d[3]; ++c)
            result[c] =
                activated(average && count ? result[c] / static_cast<float>(count) : result[c],
                          call.options.activation);
    });
    return true;
}

// (batch..., rows, depth) times (batch..., depth, columns)
bool batchMatmul(const Call& call)
{
    if (!call.has(2) || call.in[0].rank() < 2 || call.in[1].rank() < 2)
        return false;
    const Shape4 a = shape4(*call.in[0].tensor);
    const Shape4 b = shape4(*call.in[1].tensor);
    const Shape4 out = shape4(*call.out[0].tensor);
    if (!a.fits || !b.fits || !out.fits || a.d[3] != b.d[2] || out.d[2] != a.d[2] ||
        out.d[3] != b.d[3] || a.d[0] != b.d[0] || a.d[1] != b.d[1] || out.d[0] != a.d[0] ||
        out.d[1] != a.d[1])
        return false;
    for (std::size_t i = 0; i < call.out[0].values.size(); ++i) {
        if (i % 64 == 0)
            checkAbort();
        const std::size_t column = i % out.d[3];
        const std::size_t row = i / out.d[3];
        const std::size_t matrix = row / out.d[2];
        float sum = 0;
        for (std::size_t k = 0; k < a.d[3]; ++k)
            sum += call.in[0].values[row * a.d[3] + k] *
                call.in[1].values[(matrix * b.d[2] + k) * b.d[3] + column];
        call.out[0].values[i] = sum;
    }
    return true;
}

}  // namespace

Run convolutionFor(int code)
{
    switch (code) {
    case 3: return conv2d;
    case 4: return depthwise;
    case 67: return transposeConv;
    case 9: return fullyConnected;
    case 1:
    case 17: return pool;
    case 126: return batchMatmul;
    default: return nullptr;
    }
}

}  // namespace omv::firmware::tflite
