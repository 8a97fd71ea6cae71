// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/tflite_model.h"

#include <array>
#include <span>
#include <vector>

namespace omv::firmware::tflite {

struct Input {
    const Tensor* tensor = nullptr;
    std::span<const float> values;
    std::span<float> state;  ///< the values of a variable, to be changed; else empty

    explicit operator bool() const { return tensor != nullptr; }
    std::size_t rank() const { return tensor->shape.size(); }
};
struct Output {
    const Tensor* tensor = nullptr;
    std::span<float> values;
};

/// One operator with its tensors. Values have as many items as their tensors' shapes say.
struct Call {
    const Options& options;
    int code;
    std::vector<Input> in;
    std::vector<Output> out;

    bool has(std::size_t inputs) const
    {
        if (in.size() < inputs || out.empty())
            return false;
        for (std::size_t i = 0; i < inputs; ++i)
            if (!in[i])
                return false;
        return true;
    }
};

/// False: the tensors do not fit together.
using Run = bool (*)(const Call& call);
/// Null: not known here.
Run operatorFor(int code);

Run convolutionFor(int code);
Run arithmeticFor(int code);
Run layoutFor(int code);
Run recurrentFor(int code);

/// A shape with ones before it, so that it has four.
struct Shape4 {
    std::array<std::size_t, 4> d;
    bool fits = false;
};
Shape4 shape4(const Tensor& tensor);
/// The inputs' integers, as axes and sizes have them.
std::vector<int> integers(const Input& input);
float activated(float value, int activation);

}  // namespace omv::firmware::tflite
