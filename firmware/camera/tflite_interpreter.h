// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/tflite_model.h"

#include <span>
#include <string>
#include <vector>

namespace omv::firmware::tflite {

/// Runs a model in float arithmetic: quantized tensors are held as the numbers they
/// stand for, and each operator's result is rounded to what its tensor can hold. So a
/// result may differ by one step from a board, which computes in integers.
class Interpreter {
public:
    /// Borrows the model. error() is not empty when it has operators that cannot run here.
    explicit Interpreter(const Model& model);

    const std::string& error() const { return m_error; }
    /// The values of an input, to be filled in before run().
    std::span<float> input(std::size_t index);
    /// False when an operator does not fit its tensors; error() says which.
    bool run();
    std::span<const float> output(std::size_t index) const;

private:
    const Model& m_model;
    std::vector<std::vector<float>> m_values;
    std::string m_error;
};

/// The nearest number that the tensor can hold, as it is in memory.
double quantized(const Tensor& tensor, float value);
float dequantized(const Tensor& tensor, double stored);
/// The numbers that a constant stands for.
std::vector<float> constantValues(const Tensor& tensor);

}  // namespace omv::firmware::tflite
