// SPDX-License-Identifier: MIT
// A TensorFlow Lite file: reading it, and running it when it is small.
#include "firmware/camera/tflite_interpreter.h"
#include "tests/fuzz/fuzz.h"

using namespace omv::firmware::tflite;
using omv::fuzz::require;

namespace {

constexpr std::size_t kSmall = 2000;

std::size_t elements(const Model& model)
{
    std::size_t sum = 0;
    for (const Tensor& tensor : model.tensors)
        sum += tensor.count;
    return sum;
}

void checkTensor(const Tensor& tensor, std::span<const std::uint8_t> file)
{
    std::size_t count = 1;
    for (const int size : tensor.shape)
        count *= static_cast<std::size_t>(size);
    require(count == tensor.count, "a tensor has as many elements as its shape says");
    require(tensor.scales.size() == tensor.zeroPoints.size(), "each scale has a zero point");
    if (!tensor.isConstant())
        return;
    require(tensor.data.size() == tensor.bytes(), "a constant has all its data");
    require(tensor.data.data() >= file.data() &&
                tensor.data.data() + tensor.data.size() <= file.data() + file.size(),
            "data lies inside the file");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::span<const std::uint8_t> file(data, size);
    std::string error;
    const auto model = readModel(file, error);
    require((model == nullptr) == !error.empty(), "a refused file has a reason");
    if (!model)
        return 0;
    const auto count = static_cast<int>(model->tensors.size());
    for (const Tensor& tensor : model->tensors)
        checkTensor(tensor, file);
    for (const Operator& op : model->operators) {
        for (const int index : op.inputs)
            require(index >= -1 && index < count, "inputs exist");
        for (const int index : op.outputs)
            require(index >= 0 && index < count, "outputs exist");
    }
    std::size_t bytes = 0;
    for (const Tensor& tensor : model->tensors)
        bytes += tensor.bytes();
    require(model->arenaBytes() <= bytes, "not more at once than all together");
    if (elements(*model) > kSmall || model->operators.size() > 50)
        return 0;
    Interpreter interpreter(*model);
    if (!interpreter.error().empty())
        return 0;
    for (std::size_t i = 0; i < model->inputs.size(); ++i)
        for (float& value : interpreter.input(i))
            value = static_cast<float>(i) + 1;
    require(interpreter.run() || !interpreter.error().empty(), "what failed has a reason");
    return 0;
}
