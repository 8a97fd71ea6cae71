// SPDX-License-Identifier: MIT
// Operators that move values: shapes, slices, padding, resizing.
#include "firmware/camera/tflite_operators.h"

#include <algorithm>
#include <cmath>

namespace omv::firmware::tflite {

namespace {

constexpr std::size_t kRank = 6;
using Index = std::array<std::int64_t, kRank>;

// A shape with ones before it.
struct Grid {
    Index dims;

    explicit Grid(const Tensor& tensor)
    {
        dims.fill(1);
        for (std::size_t i = 0; i < tensor.shape.size(); ++i)
            dims[kRank - tensor.shape.size() + i] = tensor.shape[i];
    }
    Index steps() const
    {
        Index out{};
        std::int64_t step = 1;
        for (std::size_t i = kRank; i-- > 0; step *= dims[i])
            out[i] = step;
        return out;
    }
    bool contains(const Index& index) const
    {
        for (std::size_t i = 0; i < kRank; ++i)
            if (index[i] < 0 || index[i] >= dims[i])
                return false;
        return true;
    }
};

std::size_t place(const Index& steps, const Index& index)
{
    std::int64_t at = 0;
    for (std::size_t i = 0; i < kRank; ++i)
        at += steps[i] * index[i];
    return static_cast<std::size_t>(at);
}

// Each value of the output, by where `from` says that it is in the input; outside: `other`.
template<typename From>
bool gather(const Call& call, From from, float other = 0)
{
    const Grid in(*call.in[0].tensor);
    const Grid out(*call.out[0].tensor);
    const Index inSteps = in.steps();
    Index index{};
    for (float& value : call.out[0].values) {
        const Index source = from(index);
        value = in.contains(source) ? call.in[0].values[place(inSteps, source)] : other;
        for (std::size_t axis = kRank; axis-- > 0;) {
            if (++index[axis] < out.dims[axis])
                break;
            index[axis] = 0;
        }
    }
    return true;
}

// The integers of an input with one for each axis, in front of which are `fallback`s.
bool perAxis(const Input& input, std::size_t rank, std::int64_t fallback, Index& out)
{
    const std::vector<int> values = integers(input);
    if (values.size() != rank || rank > kRank)
        return false;
    out.fill(fallback);
    for (std::size_t i = 0; i < rank; ++i)
        out[kRank - rank + i] = values[i];
    return true;
}

bool axisOf(int axis, std::size_t rank, std::size_t& out)
{
    const int all = static_cast<int>(rank);
    if (axis < -all || axis >= all)
        return false;
    out = static_cast<std::size_t>(axis < 0 ? axis + all : axis);
    return true;
}

bool copy(const Call& call)
{
    if (!call.has(1) || call.in[0].values.size() != call.out[0].values.size())
        return false;
    std::copy(call.in[0].values.begin(), call.in[0].values.end(), call.out[0].values.begin());
    return true;
}

// Values behind one index of that axis.
std::size_t block(const Tensor& tensor, std::size_t axis)
{
    std::size_t size = 1;
    for (std::size_t i = axis; i < tensor.shape.size(); ++i)
        size *= static_cast<std::size_t>(tensor.shape[i]);
    return size;
}

bool concatenate(const Call& call)
{
    const Tensor& out = *call.out[0].tensor;
    std::size_t axis = 0;
    if (!call.has(call.in.size()) || !axisOf(call.options.axis, out.shape.size(), axis))
        return false;
    const std::size_t whole = block(out, axis);
    std::size_t at = 0;
    for (const Input& in : call.in) {
        if (in.rank() != out.shape.size())
            return false;
        const std::size_t size = block(*in.tensor, axis);
        if (at + size > whole || (whole && in.values.size() != out.count / whole * size))
            return false;
        for (std::size_t row = 0; size && row < in.values.size() / size; ++row)
            std::copy_n(in.values.begin() + static_cast<std::ptrdiff_t>(row * size), size,
                        call.out[0].values.begin() + static_cast<std::ptrdiff_t>(row * whole + at));
        at += size;
    }
    for (float& value : call.out[0].values)
        value = activated(value, call.options.activation);
    return at == whole;
}

bool pad(const Call& call)
{
    if (!call.has(2))
        return false;
    const std::vector<int> amounts = integers(call.in[1]);
    const std::size_t rank = call.in[0].rank();
    if (amounts.size() != 2 * rank || call.out[0].tensor->shape.size() != rank)
        return false;
    Index before{};
    for (std::size_t i = 0; i < rank; ++i) {
        before[kRank - rank + i] = amounts[2 * i];
        if (amounts[2 * i] < 0 || amounts[2 * i + 1] < 0)
            return false;
    }
    const bool given =
        call.code == 60 && call.in.size() > 2 && call.in[2] && call.in[2].values.size() == 1;
    return gather(
        call,
        [&](Index index) {
            for (std::size_t i = 0; i < kRank; ++i)
                index[i] -= before[i];
            return index;
        },
        given ? call.in[2].values[0] : 0);
}

bool slice(const Call& call)
{
    Index begin;
    if (!call.has(2) || !perAxis(call.in[1], call.in[0].rank(), 0, begin))
        return false;
    return gather(call, [&](Index index) {
        for (std::size_t i = 0; i < kRank; ++i)
            index[i] += begin[i];
        return index;
    });
}

bool stridedSlice(const Call& call)
{
    Index begin;
    Index end;
    Index stride;
    const std::size_t rank = call.has(4) ? call.in[0].rank() : kRank + 1;
    if (rank > kRank || call.options.otherMasks != 0 || !perAxis(call.in[1], rank, 0, begin) ||
        !perAxis(call.in[2], rank, 1, end) || !perAxis(call.in[3], rank, 1, stride))
        return false;
    const Grid in(*call.in[0].tensor);
    const std::size_t skip = kRank - rank;
    // Which axis of the input an axis of the output runs along.
    std::vector<std::size_t> axes;
    for (std::size_t i = 0; i < rank; ++i) {
        const int bit = 1 << i;
        std::int64_t& first = begin[skip + i];
        const std::int64_t size = in.dims[skip + i];
        if (stride[skip + i] == 0)
            return false;
        if (call.options.beginMask & bit)
            first = stride[skip + i] > 0 ? 0 : size - 1;
        else
            first = std::clamp<std::int64_t>(first < 0 ? first + size : first, 0,
                                             std::max<std::int64_t>(size, 1) - 1);
        if (!(call.options.shrinkMask & bit))
            axes.push_back(skip + i);
    }
    const std::size_t outRank = call.out[0].tensor->shape.size();
    if (outRank != axes.size())
        return false;
    return gather(call, [&](const Index& index) {
        Index source = begin;
        for (std::size_t i = 0; i < outRank; ++i)
            source[axes[i]] += index[kRank - outRank + i] * stride[axes[i]];
        return source;
    });
}

bool transpose(const Call& call)
{
    Index order;
    const std::size_t rank = call.has(2) ? call.in[0].rank() : kRank + 1;
    if (rank > kRank || !perAxis(call.in[1], rank, 0, order) ||
        call.out[0].tensor->shape.size() != rank)
        return false;
    const std::size_t skip = kRank - rank;
    for (std::size_t i = skip; i < kRank; ++i)
        if (order[i] < 0 || order[i] >= static_cast<std::int64_t>(rank))
            return false;
    return gather(call, [&](const Index& index) {
        Index source{};
        for (std::size_t i = skip; i < kRank; ++i)
            source[skip + static_cast<std::size_t>(order[i])] = index[i];
        return source;
    });
}

// One axis of a resize: where the output's pixel is in the input.
struct Scale {
    std::size_t in;
    std::size_t out;
    const Options& options;

    float position(std::size_t at) const
    {
        const auto x = static_cast<float>(at);
        const auto whole = static_cast<float>(in);
        if (options.alignCorners && out > 1)
            return x * (whole - 1) / static_cast<float>(out - 1);
        const float step = whole / static_cast<float>(out);
        return options.halfPixels ? (x + 0.5f) * step - 0.5f : x * step;
    }
    std::size_t clamped(float at) const
    {
        return static_cast<std::size_t>(std::clamp(at, 0.0f, static_cast<float>(in - 1)));
    }
    std::size_t nearest(std::size_t at) const
    {
        const float x = position(at);
        if (options.alignCorners)
            return clamped(std::round(x));
        return clamped(std::floor(options.halfPixels ? x + 0.5f : x));
    }
};

bool resize(const Call& call)
{
    if (!call.has(1))
        return false;
    const Shape4 in = shape4(*call.in[0].tensor);
    const Shape4 out = shape4(*call.out[0].tensor);
    if (!in.fits || !out.fits || in.d[0] != out.d[0] || in.d[3] != out.d[3] ||
        call.in[0].values.empty())
        return false;
    const Scale down{in.d[1], out.d[1], call.options};
    const Scale across{in.d[2], out.d[2], call.options};
    const std::size_t depth = in.d[3];
    const auto pixel = [&](std::size_t n, std::size_t y, std::size_t x) {
        return call.in[0].values.data() + ((n * in.d[1] + y) * in.d[2] + x) * depth;
    };
    float* target = call.out[0].values.data();
    for (std::size_t i = 0; i < out.d[0] * out.d[1] * out.d[2]; ++i, target += depth) {
        const std::size_t x = i % out.d[2];
        const std::size_t y = i / out.d[2] % out.d[1];
        const std::size_t n = i / out.d[2] / out.d[1];
        if (call.code == 97) {
            std::copy_n(pixel(n, down.nearest(y), across.nearest(x)), depth, target);
            continue;
        }
        const float fy = std::max(down.position(y), 0.0f);
        const float fx = std::max(across.position(x), 0.0f);
        const std::size_t y0 = down.clamped(fy);
        const std::size_t x0 = across.clamped(fx);
        const std::size_t y1 = std::min(y0 + 1, in.d[1] - 1);
        const std::size_t x1 = std::min(x0 + 1, in.d[2] - 1);
        const float dy = fy - std::floor(fy);
        const float dx = fx - std::floor(fx);
        for (std::size_t c = 0; c < depth; ++c)
            target[c] = pixel(n, y0, x0)[c] * (1 - dy) * (1 - dx) +
                pixel(n, y0, x1)[c] * (1 - dy) * dx + pixel(n, y1, x0)[c] * dy * (1 - dx) +
                pixel(n, y1, x1)[c] * dy * dx;
    }
    return true;
}

// Split, split by sizes, unpack: the input's parts along an axis, one an output.
bool split(const Call& call)
{
    const bool first = call.code == 49;  // the axis comes before the tensor
    const std::size_t which = first ? 1 : 0;
    const std::size_t needed = call.code == 88 ? 1 : first ? 2 : 3;
    if (!call.has(needed))
        return false;
    int wanted = call.options.axis;
    if (call.code != 88) {
        const std::vector<int> axes = integers(call.in[first ? 0 : 2]);
        if (axes.size() != 1)
            return false;
        wanted = axes[0];
    }
    const Input& in = call.in[which];
    std::size_t axis = 0;
    if (!axisOf(wanted, in.rank(), axis))
        return false;
    const std::size_t whole = block(*in.tensor, axis);
    const std::size_t rows = whole ? in.values.size() / whole : 0;
    std::size_t at = 0;
    for (const Output& out : call.out) {
        if (rows == 0 || out.values.size() % rows != 0)
            return false;
        const std::size_t size = out.values.size() / rows;
        if (size > whole - at)
            return false;
        for (std::size_t row = 0; row < rows; ++row)
            std::copy_n(in.values.begin() + static_cast<std::ptrdiff_t>(row * whole + at), size,
                        out.values.begin() + static_cast<std::ptrdiff_t>(row * size));
        at += size;
    }
    return at == whole;
}

bool pack(const Call& call)
{
    const Tensor& out = *call.out[0].tensor;
    std::size_t axis = 0;
    if (call.in.empty() || !call.has(call.in.size()) ||
        !axisOf(call.options.axis, out.shape.size(), axis))
        return false;
    const std::size_t size = block(out, axis + 1);
    const std::size_t count = call.in.size();
    for (std::size_t i = 0; i < count; ++i) {
        const Input& in = call.in[i];
        if (size == 0 || in.values.size() * count != out.count || in.values.size() % size != 0)
            return false;
        for (std::size_t row = 0; row < in.values.size() / size; ++row)
            std::copy_n(in.values.begin() + static_cast<std::ptrdiff_t>(row * size), size,
                        call.out[0].values.begin() +
                            static_cast<std::ptrdiff_t>((row * count + i) * size));
    }
    return true;
}

bool gatherRows(const Call& call)
{
    std::size_t axis = 0;
    if (!call.has(2) || !axisOf(call.options.axis, call.in[0].rank(), axis))
        return false;
    const auto all = call.in[0].tensor->shape[axis];
    const std::size_t size = block(*call.in[0].tensor, axis + 1);
    const std::vector<int> indices = integers(call.in[1]);
    const std::size_t whole = size * static_cast<std::size_t>(all);
    const std::size_t rows = whole ? call.in[0].values.size() / whole : 0;
    if (call.out[0].values.size() != rows * indices.size() * size)
        return false;
    auto next = call.out[0].values.begin();
    for (std::size_t row = 0; row < rows; ++row) {
        for (const int index : indices) {
            if (index < 0 || index >= all)
                return false;
            next = std::copy_n(call.in[0].values.begin() +
                                   static_cast<std::ptrdiff_t>(
                                       row * whole + static_cast<std::size_t>(index) * size),
                               size, next);
        }
    }
    return true;
}

bool shapeOf(const Call& call)
{
    if (!call.has(1) || call.out[0].values.size() != call.in[0].rank())
        return false;
    for (std::size_t i = 0; i < call.in[0].rank(); ++i)
        call.out[0].values[i] = static_cast<float>(call.in[0].tensor->shape[i]);
    return true;
}

// Space to depth and back: blocks of pixels become channels.
bool reblock(const Call& call)
{
    const std::int64_t side = call.options.count;
    if (!call.has(1) || side < 1 || call.in[0].rank() != 4 || call.out[0].tensor->shape.size() != 4)
        return false;
    const bool toDepth = call.code == 26;
    const std::int64_t depth = toDepth ? call.in[0].tensor->shape[3] : call.out[0].tensor->shape[3];
    if (depth < 1)
        return false;
    return gather(call, [&](Index index) {
        std::int64_t& y = index[3];
        std::int64_t& x = index[4];
        std::int64_t& c = index[5];
        if (toDepth) {
            const std::int64_t part = c / depth;
            y = y * side + part / side;
            x = x * side + part % side;
            c %= depth;
        } else {
            c += (y % side * side + x % side) * depth;
            y /= side;
            x /= side;
        }
        return index;
    });
}

bool broadcastTo(const Call& call)
{
    if (!call.has(1))
        return false;
    const Grid in(*call.in[0].tensor);
    return gather(call, [&](Index index) {
        for (std::size_t i = 0; i < kRank; ++i)
            index[i] = in.dims[i] == 1 ? 0 : index[i];
        return index;
    });
}

}  // namespace

Run layoutFor(int code)
{
    switch (code) {
    case 22:
    case 43:
    case 70: return copy;
    case 2: return concatenate;
    case 34:
    case 60: return pad;
    case 65: return slice;
    case 45: return stridedSlice;
    case 39: return transpose;
    case 23:
    case 97: return resize;
    case 49:
    case 88:
    case 102: return split;
    case 83: return pack;
    case 36: return gatherRows;
    case 77: return shapeOf;
    case 5:
    case 26: return reblock;
    case 130: return broadcastTo;
    default: return nullptr;
    }
}

}  // namespace omv::firmware::tflite
