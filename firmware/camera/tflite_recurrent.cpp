// SPDX-License-Identifier: MIT
// Operators that remember: what they keep from one run to the next is in tensors of their own.
#include "firmware/camera/tflite_operators.h"

#include <algorithm>
#include <cmath>

namespace omv::firmware::tflite {

namespace {

bool hasShape(const Input& input, std::initializer_list<std::size_t> shape)
{
    return input &&
        std::equal(shape.begin(), shape.end(), input.tensor->shape.begin(),
                   input.tensor->shape.end(),
                   [](std::size_t size, int dim) { return size == static_cast<std::size_t>(dim); });
}

float dot(std::span<const float> a, std::span<const float> b)
{
    float sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += a[i] * b[i];
    return sum;
}

float sigmoid(float x)
{
    return 1 / (1 + std::exp(-x));
}

// Filters over time. Inputs: values, weights of the features, weights of the times, bias,
// what was: for each filter its last outputs, the oldest first.
bool svdf(const Call& call)
{
    if (call.in.size() != 5 || call.in[0].rank() != 2 || call.in[2].rank() != 2)
        return false;
    const std::size_t batches = static_cast<std::size_t>(call.in[0].tensor->shape[0]);
    const std::size_t size = static_cast<std::size_t>(call.in[0].tensor->shape[1]);
    const std::size_t filters = static_cast<std::size_t>(call.in[2].tensor->shape[0]);
    const std::size_t times = static_cast<std::size_t>(call.in[2].tensor->shape[1]);
    const auto rank = static_cast<std::size_t>(std::max(call.options.count, 0));
    const std::span<float> memory = call.in[4].state;
    if (rank == 0 || times == 0 || filters % rank != 0 || memory.empty() ||
        !hasShape(call.in[1], {filters, size}) || memory.size() != batches * filters * times)
        return false;
    const std::size_t units = filters / rank;
    const bool biased = static_cast<bool>(call.in[3]);
    if ((biased && call.in[3].values.size() != units) ||
        call.out[0].values.size() != batches * units)
        return false;
    std::fill(call.out[0].values.begin(), call.out[0].values.end(), 0.0f);
    for (std::size_t i = 0; i < batches * filters; ++i) {
        const std::size_t batch = i / filters;
        const std::size_t filter = i % filters;
        const std::span<float> kept = memory.subspan(i * times, times);
        std::copy(kept.begin() + 1, kept.end(), kept.begin());
        kept[times - 1] = dot(call.in[0].values.subspan(batch * size, size),
                              call.in[1].values.subspan(filter * size, size));
        call.out[0].values[batch * units + filter / rank] +=
            dot(kept, call.in[2].values.subspan(filter * times, times));
    }
    for (std::size_t i = 0; i < batches * units; ++i) {
        float& value = call.out[0].values[i];
        value =
            activated(value + (biased ? call.in[3].values[i % units] : 0), call.options.activation);
    }
    return true;
}

// Where an LSTM has its inputs; four of each, by gate: input, forget, cell, output.
constexpr std::size_t kWeights = 1;
constexpr std::size_t kRecurrent = 5;
constexpr std::size_t kBias = 12;
constexpr std::size_t kOutputState = 18;
constexpr std::size_t kCellState = 19;
constexpr std::size_t kLstmInputs = 24;

struct Lstm {
    const Call& call;
    std::size_t size;  ///< of the values of a time
    std::size_t units;

    bool fits() const
    {
        for (std::size_t gate = 0; gate < 4; ++gate) {
            if (!hasShape(call.in[kWeights + gate], {units, size}) ||
                !hasShape(call.in[kRecurrent + gate], {units, units}) ||
                !hasShape(call.in[kBias + gate], {units}))
                return false;
        }
        return true;
    }
    float gate(std::size_t gate, std::size_t unit, std::span<const float> x,
               std::span<const float> h) const
    {
        return dot(x, call.in[kWeights + gate].values.subspan(unit * size, size)) +
            dot(h, call.in[kRecurrent + gate].values.subspan(unit * units, units)) +
            call.in[kBias + gate].values[unit];
    }
    // One time: h and c become the new output and the new cells.
    void step(std::span<const float> x, std::span<float> h, std::span<float> c) const
    {
        const std::vector<float> before(h.begin(), h.end());
        const int activation = call.options.activation;
        const float clip = call.options.number;
        for (std::size_t unit = 0; unit < units; ++unit) {
            const float in = sigmoid(gate(0, unit, x, before));
            const float forget = sigmoid(gate(1, unit, x, before));
            const float candidate = activated(gate(2, unit, x, before), activation);
            const float out = sigmoid(gate(3, unit, x, before));
            float cell = forget * c[unit] + in * candidate;
            if (clip > 0)
                cell = std::clamp(cell, -clip, clip);
            c[unit] = cell;
            h[unit] = out * activated(cell, activation);
        }
    }
};

// Without peepholes, projection and normalization of layers, as on the boards.
bool isPlain(const Call& call)
{
    const auto left = [&](std::size_t first, std::size_t last) {
        return std::none_of(call.in.begin() + static_cast<std::ptrdiff_t>(first),
                            call.in.begin() + static_cast<std::ptrdiff_t>(last),
                            [](const Input& input) { return static_cast<bool>(input); });
    };
    return left(9, kBias) && left(16, kOutputState) && left(kCellState + 1, call.in.size());
}

bool lstm(const Call& call)
{
    if (call.in.size() < kCellState + 1 || call.in.size() > kLstmInputs || !call.in[0] ||
        call.in[0].rank() != 3 || !call.in[kOutputState] || !isPlain(call))
        return false;
    const bool timeFirst = call.options.timeMajor;
    const std::vector<int>& shape = call.in[0].tensor->shape;
    const auto batches = static_cast<std::size_t>(shape[timeFirst ? 1 : 0]);
    const auto times = static_cast<std::size_t>(shape[timeFirst ? 0 : 1]);
    const std::span<float> outputs = call.in[kOutputState].state;
    const std::span<float> cells = call.in[kCellState].state;
    if (batches == 0 || outputs.empty() || outputs.size() % batches != 0 ||
        cells.size() != outputs.size())
        return false;
    const Lstm lstm{call, static_cast<std::size_t>(shape[2]), outputs.size() / batches};
    if (!lstm.fits() || call.out[0].values.size() != batches * times * lstm.units)
        return false;
    for (std::size_t time = 0; time < times; ++time) {
        for (std::size_t batch = 0; batch < batches; ++batch) {
            const std::size_t row = timeFirst ? time * batches + batch : batch * times + time;
            const std::span<float> h = outputs.subspan(batch * lstm.units, lstm.units);
            lstm.step(call.in[0].values.subspan(row * lstm.size, lstm.size), h,
                      cells.subspan(batch * lstm.units, lstm.units));
            std::copy(h.begin(), h.end(),
                      call.out[0].values.begin() + static_cast<std::ptrdiff_t>(row * lstm.units));
        }
    }
    return true;
}

}  // namespace

Run recurrentFor(int code)
{
    switch (code) {
    case 27: return svdf;
    case 44: return lstm;
    default: return nullptr;
    }
}

}  // namespace omv::firmware::tflite
