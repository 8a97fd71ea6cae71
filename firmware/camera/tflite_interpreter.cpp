// SPDX-License-Identifier: MIT
#include "firmware/camera/tflite_interpreter.h"

#include "firmware/camera/abort.h"
#include "firmware/camera/tflite_operators.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace omv::firmware::tflite {

namespace {

struct Range {
    double low;
    double high;
};
Range rangeOf(Type type)
{
    switch (type) {
    case Type::Int8: return {-128, 127};
    case Type::Uint8: return {0, 255};
    case Type::Int16: return {-32768, 32767};
    case Type::Uint16: return {0, 65535};
    case Type::Bool: return {0, 1};
    default: return {-2147483648.0, 2147483647.0};
    }
}

float half(std::uint16_t bits)
{
    const int exponent = bits >> 10 & 31;
    const int fraction = bits & 1023;
    float value = 0;
    if (exponent == 31)
        value = fraction ? NAN : INFINITY;
    else if (exponent == 0)
        value = std::ldexp(static_cast<float>(fraction), -24);
    else
        value = std::ldexp(static_cast<float>(fraction + 1024), exponent - 25);
    return bits & 0x8000 ? -value : value;
}

template<typename T>
T number(const std::uint8_t* at)
{
    T value;
    std::memcpy(&value, at, sizeof value);
    return value;
}

double stored(Type type, const std::uint8_t* at)
{
    switch (type) {
    case Type::Float32: return static_cast<double>(number<float>(at));
    case Type::Float16: return static_cast<double>(half(number<std::uint16_t>(at)));
    case Type::Int32: return number<std::int32_t>(at);
    case Type::Int64: return static_cast<double>(number<std::int64_t>(at));
    case Type::Int16: return number<std::int16_t>(at);
    case Type::Uint16: return number<std::uint16_t>(at);
    case Type::Int8: return static_cast<std::int8_t>(*at);
    default: return *at;
    }
}

// Rounds an operator's results to what their tensor can hold.
void settle(const Tensor& tensor, std::span<float> values)
{
    if (tensor.type == Type::Float32 || tensor.type == Type::Float16)
        return;
    for (float& value : values)
        value = dequantized(tensor, quantized(tensor, value));
}

}  // namespace

double quantized(const Tensor& tensor, float value)
{
    if (tensor.type == Type::Float32 || tensor.type == Type::Float16)
        return static_cast<double>(value);
    auto wide = static_cast<double>(value);
    if (tensor.isQuantized() && tensor.scales[0] != 0)
        wide = std::round(wide / static_cast<double>(tensor.scales[0])) +
            static_cast<double>(tensor.zeroPoints[0]);
    else
        wide = std::trunc(wide);
    const Range range = rangeOf(tensor.type);
    return std::isnan(wide) ? 0 : std::clamp(wide, range.low, range.high);
}

float dequantized(const Tensor& tensor, double value)
{
    if (!tensor.isQuantized())
        return static_cast<float>(value);
    return static_cast<float>((value - static_cast<double>(tensor.zeroPoints[0])) *
                              static_cast<double>(tensor.scales[0]));
}

std::vector<float> constantValues(const Tensor& tensor)
{
    std::vector<float> out(tensor.count);
    const std::size_t size = itemSize(tensor.type);
    const std::size_t channels = tensor.isQuantized() ? tensor.scales.size() : 0;
    std::size_t inner = 1;  // elements from one index of the axis to the next
    for (std::size_t i = tensor.axis + 1; i < tensor.shape.size(); ++i)
        inner *= static_cast<std::size_t>(tensor.shape[i]);
    for (std::size_t i = 0; i < tensor.count; ++i) {
        const double value = stored(tensor.type, tensor.data.data() + i * size);
        const std::size_t channel = channels > 1 ? i / inner % channels : 0;
        out[i] = channels == 0
            ? static_cast<float>(value)
            : static_cast<float>((value - static_cast<double>(tensor.zeroPoints[channel])) *
                                 static_cast<double>(tensor.scales[channel]));
    }
    return out;
}

Run operatorFor(int code)
{
    for (const auto part : {convolutionFor, arithmeticFor, layoutFor, recurrentFor})
        if (const Run run = part(code))
            return run;
    return nullptr;
}

Shape4 shape4(const Tensor& tensor)
{
    Shape4 out{{1, 1, 1, 1}, tensor.shape.size() <= 4};
    for (std::size_t i = 0; out.fits && i < tensor.shape.size(); ++i)
        out.d[4 - tensor.shape.size() + i] = static_cast<std::size_t>(tensor.shape[i]);
    return out;
}

std::vector<int> integers(const Input& input)
{
    std::vector<int> out;
    for (const float value : input.values)
        out.push_back(std::isnan(value) ? 0 : static_cast<int>(std::clamp(value, -2e9f, 2e9f)));
    return out;
}

float activated(float value, int activation)
{
    switch (activation) {
    case 1: return std::max(value, 0.0f);
    case 2: return std::clamp(value, -1.0f, 1.0f);
    case 3: return std::clamp(value, 0.0f, 6.0f);
    case 4: return std::tanh(value);
    default: return value;
    }
}

Interpreter::Interpreter(const Model& model)
    : m_model(model)
{
    for (const Operator& op : model.operators) {
        if (op.code == 32 && op.name.find("ethos-u") != std::string::npos) {
            m_error = "the model was compiled for an Ethos-U NPU (operator " + op.name +
                "), which is not simulated: use the file from before Vela";
            return;
        }
        if (!operatorFor(op.code)) {
            m_error = "operator " + op.name + " is not supported";
            return;
        }
    }
    m_values.resize(model.tensors.size());
    for (std::size_t i = 0; i < model.tensors.size(); ++i) {
        const Tensor& tensor = model.tensors[i];
        if (itemSize(tensor.type) == 0) {
            m_error = "tensor " + tensor.name + " has an unknown type";
            return;
        }
        if (tensor.isConstant())
            m_values[i] = constantValues(tensor);
        else
            m_values[i].assign(tensor.count, 0.0f);
    }
}

std::span<float> Interpreter::input(std::size_t index)
{
    return m_values[static_cast<std::size_t>(m_model.inputs[index])];
}

std::span<const float> Interpreter::output(std::size_t index) const
{
    return m_values[static_cast<std::size_t>(m_model.outputs[index])];
}

bool Interpreter::run()
{
    if (!m_error.empty())
        return false;
    for (std::size_t step = 0; step < m_model.operators.size(); ++step) {
        checkAbort();
        const Operator& op = m_model.operators[step];
        Call call{op.options, op.code, {}, {}};
        for (const int index : op.inputs) {
            const auto i = static_cast<std::size_t>(index);
            if (index < 0) {
                call.in.push_back({});
                continue;
            }
            const Tensor& tensor = m_model.tensors[i];
            const bool kept = tensor.isVariable && !tensor.isConstant();
            call.in.push_back(
                {&tensor, m_values[i], kept ? std::span<float>(m_values[i]) : std::span<float>()});
        }
        for (const int index : op.outputs) {
            const auto i = static_cast<std::size_t>(index);
            // An operator that writes a constant, or its own input, is none of the converter's.
            const bool own =
                std::find(op.inputs.begin(), op.inputs.end(), index) != op.inputs.end();
            if (own || m_model.tensors[i].isConstant()) {
                m_error = "operator " + op.name + " writes to its input";
                return false;
            }
            call.out.push_back({&m_model.tensors[i], m_values[i]});
        }
        if (call.out.empty() || !operatorFor(op.code)(call)) {
            m_error = "operator " + std::to_string(step) + " (" + op.name +
                ") cannot work on its tensors";
            return false;
        }
        for (const Output& out : call.out)
            settle(*out.tensor, out.values);
        for (const Input& in : call.in)
            if (in && !in.state.empty())
                settle(*in.tensor, in.state);
    }
    return true;
}

}  // namespace omv::firmware::tflite
