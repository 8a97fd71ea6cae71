// SPDX-License-Identifier: MIT
#include "firmware/camera/tflite_model.h"

#include "firmware/camera/tflite_flatbuffer.h"

#include <algorithm>

namespace omv::firmware::tflite {

namespace {

constexpr std::size_t kMostTensors = 20000;
constexpr std::size_t kMostElements = std::size_t{1} << 26;

struct Name {
    int code;
    std::string_view name;
};
constexpr Name kNames[] = {
    {0, "ADD"},
    {1, "AVERAGE_POOL_2D"},
    {2, "CONCATENATION"},
    {3, "CONV_2D"},
    {4, "DEPTHWISE_CONV_2D"},
    {5, "DEPTH_TO_SPACE"},
    {6, "DEQUANTIZE"},
    {8, "FLOOR"},
    {9, "FULLY_CONNECTED"},
    {11, "L2_NORMALIZATION"},
    {14, "LOGISTIC"},
    {15, "LSTM"},
    {17, "MAX_POOL_2D"},
    {18, "MUL"},
    {19, "RELU"},
    {20, "RELU_N1_TO_1"},
    {21, "RELU6"},
    {22, "RESHAPE"},
    {23, "RESIZE_BILINEAR"},
    {25, "SOFTMAX"},
    {26, "SPACE_TO_DEPTH"},
    {27, "SVDF"},
    {28, "TANH"},
    {32, "CUSTOM"},
    {34, "PAD"},
    {36, "GATHER"},
    {37, "BATCH_TO_SPACE_ND"},
    {38, "SPACE_TO_BATCH_ND"},
    {39, "TRANSPOSE"},
    {40, "MEAN"},
    {41, "SUB"},
    {42, "DIV"},
    {43, "SQUEEZE"},
    {44, "UNIDIRECTIONAL_SEQUENCE_LSTM"},
    {45, "STRIDED_SLICE"},
    {47, "EXP"},
    {49, "SPLIT"},
    {50, "LOG_SOFTMAX"},
    {53, "CAST"},
    {54, "PRELU"},
    {55, "MAXIMUM"},
    {56, "ARG_MAX"},
    {57, "MINIMUM"},
    {58, "LESS"},
    {59, "NEG"},
    {60, "PADV2"},
    {61, "GREATER"},
    {62, "GREATER_EQUAL"},
    {63, "LESS_EQUAL"},
    {64, "SELECT"},
    {65, "SLICE"},
    {66, "SIN"},
    {67, "TRANSPOSE_CONV"},
    {70, "EXPAND_DIMS"},
    {71, "EQUAL"},
    {72, "NOT_EQUAL"},
    {73, "LOG"},
    {74, "SUM"},
    {75, "SQRT"},
    {76, "RSQRT"},
    {77, "SHAPE"},
    {78, "POW"},
    {82, "REDUCE_MAX"},
    {83, "PACK"},
    {84, "LOGICAL_OR"},
    {86, "LOGICAL_AND"},
    {87, "LOGICAL_NOT"},
    {88, "UNPACK"},
    {90, "FLOOR_DIV"},
    {92, "SQUARE"},
    {97, "RESIZE_NEAREST_NEIGHBOR"},
    {98, "LEAKY_RELU"},
    {99, "SQUARED_DIFFERENCE"},
    {100, "MIRROR_PAD"},
    {101, "ABS"},
    {102, "SPLIT_V"},
    {104, "CEIL"},
    {108, "COS"},
    {114, "QUANTIZE"},
    {116, "ROUND"},
    {117, "HARD_SWISH"},
    {118, "IF"},
    {119, "WHILE"},
    {123, "SELECT_V2"},
    {126, "BATCH_MATMUL"},
    {129, "CALL_ONCE"},
    {130, "BROADCAST_TO"},
    {142, "VAR_HANDLE"},
    {143, "READ_VARIABLE"},
    {144, "ASSIGN_VARIABLE"},
    {150, "GELU"},
};

std::vector<int> ints(const Vector& vector)
{
    std::vector<int> out(vector.size(4));
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = vector.number<std::int32_t>(i);
    return out;
}

bool readShape(const Table& table, Tensor& tensor)
{
    tensor.shape = ints(table.vector(0));
    tensor.count = 1;
    if (tensor.shape.size() > 6)
        return false;
    for (const int size : tensor.shape) {
        if (size < 0 || static_cast<std::size_t>(size) > kMostElements)
            return false;
        tensor.count *= static_cast<std::size_t>(size);
        if (tensor.count > kMostElements)
            return false;
    }
    return true;
}

bool readQuantization(const Table& table, Tensor& tensor)
{
    const Vector scales = table.vector(2);
    const Vector zeros = table.vector(3);
    const std::size_t count = scales.size(4);
    if (count == 0)
        return true;
    const auto axis = table.number<std::int32_t>(6);
    const bool perChannel = count > 1;
    if (perChannel) {
        if (axis < 0 || static_cast<std::size_t>(axis) >= tensor.shape.size() ||
            static_cast<std::size_t>(tensor.shape[static_cast<std::size_t>(axis)]) != count)
            return false;
        tensor.axis = static_cast<std::size_t>(axis);
    }
    const std::size_t zeroCount = zeros.size(8);
    for (std::size_t i = 0; i < count; ++i) {
        const float scale = scales.number<float>(i);
        if (!(scale >= 0 && scale < 1e30f))
            return false;
        tensor.scales.push_back(scale);
        const std::int64_t zero = i < zeroCount ? zeros.number<std::int64_t>(i) : 0;
        tensor.zeroPoints.push_back(std::clamp<std::int64_t>(zero, -65536, 65536));
    }
    return true;
}

bool readTensor(Bytes file, const Table& table, const Vector& buffers, Tensor& tensor)
{
    tensor.name = table.text(3);
    tensor.type = Type{table.number<std::uint8_t>(1)};
    if (!readShape(table, tensor) || !readQuantization(table.table(4), tensor))
        return false;
    tensor.isVariable = table.number<std::uint8_t>(5) != 0;
    const auto index = table.number<std::uint32_t>(2);
    if (index == 0)
        return true;
    if (index >= buffers.size(4))
        return false;
    const Table buffer = buffers.table(index);
    Bytes data = buffer.vector(0).bytes();
    // Large files have the data behind the tables.
    const auto offset = buffer.number<std::uint64_t>(1);
    const auto size = buffer.number<std::uint64_t>(2);
    if (data.empty() && offset > 1 && size > 0) {
        if (offset > file.size() || size > file.size() - offset)
            return false;
        data = file.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(size));
    }
    if (data.empty())
        return true;
    if (itemSize(tensor.type) == 0)
        return true;
    if (data.size() < tensor.bytes())
        return false;
    tensor.data = data.first(tensor.bytes());
    return true;
}

// Where an operator's table has its padding, strides, ... -1: nowhere.
struct Fields {
    int code;
    int padding, strideX, strideY, activation, dilationX, dilationY, filterX, filterY;
};
constexpr Fields kFields[] = {
    {3, 0, 1, 2, 3, 4, 5, -1, -1},  // CONV_2D
    {4, 0, 1, 2, 4, 5, 6, -1, -1},  // DEPTHWISE_CONV_2D
    {67, 0, 1, 2, 3, -1, -1, -1, -1},  // TRANSPOSE_CONV
    {1, 0, 1, 2, 5, -1, -1, 3, 4},  // AVERAGE_POOL_2D
    {17, 0, 1, 2, 5, -1, -1, 3, 4},  // MAX_POOL_2D
    {9, -1, -1, -1, 0, -1, -1, -1, -1},  // FULLY_CONNECTED
    {2, -1, -1, -1, 1, -1, -1, -1, -1},  // CONCATENATION
    {0, -1, -1, -1, 0, -1, -1, -1, -1},  // ADD
    {18, -1, -1, -1, 0, -1, -1, -1, -1},  // MUL
    {41, -1, -1, -1, 0, -1, -1, -1, -1},  // SUB
    {42, -1, -1, -1, 0, -1, -1, -1, -1},  // DIV
    {11, -1, -1, -1, 0, -1, -1, -1, -1},  // L2_NORMALIZATION
};

int integer(const Table& table, int field, int fallback)
{
    return field < 0 ? fallback
                     : table.number<std::int32_t>(static_cast<std::size_t>(field), fallback);
}

int byte(const Table& table, int field)
{
    return field < 0 ? 0 : table.number<std::int8_t>(static_cast<std::size_t>(field));
}

void readOptions(const Table& table, int code, Options& out)
{
    for (const Fields& fields : kFields) {
        if (fields.code != code)
            continue;
        out.padding = byte(table, fields.padding);
        out.activation = byte(table, fields.activation);
        out.strideX = integer(table, fields.strideX, fields.strideX < 0 ? 1 : 0);
        out.strideY = integer(table, fields.strideY, fields.strideY < 0 ? 1 : 0);
        out.dilationX = integer(table, fields.dilationX, 1);
        out.dilationY = integer(table, fields.dilationY, 1);
        out.filterX = integer(table, fields.filterX, fields.filterX < 0 ? 1 : 0);
        out.filterY = integer(table, fields.filterY, fields.filterY < 0 ? 1 : 0);
    }
    switch (code) {
    case 2: out.axis = integer(table, 0, 0); break;
    case 5:
    case 26: out.count = integer(table, 0, 0); break;
    case 22:
    case 43: out.dims = ints(table.vector(0)); break;
    case 23:
        out.alignCorners = byte(table, 2) != 0;
        out.halfPixels = byte(table, 3) != 0;
        break;
    case 97:
        out.alignCorners = byte(table, 0) != 0;
        out.halfPixels = byte(table, 1) != 0;
        break;
    case 27:
        out.count = integer(table, 0, 0);
        out.activation = byte(table, 1);
        break;
    case 44:
        out.activation = byte(table, 0);
        out.number = table.number<float>(1);
        out.timeMajor = byte(table, 3) != 0;
        break;
    case 25:
    case 98: out.number = table.number<float>(0); break;
    case 36: out.axis = integer(table, 0, 0); break;
    case 40:
    case 74:
    case 82: out.keepDims = byte(table, 0) != 0; break;
    case 45:
        out.beginMask = integer(table, 0, 0);
        out.endMask = integer(table, 1, 0);
        out.otherMasks = integer(table, 2, 0) | integer(table, 3, 0);
        out.shrinkMask = integer(table, 4, 0);
        break;
    case 83:
    case 88: out.axis = integer(table, 1, 0); break;
    default: break;
    }
}

bool indicesFit(const std::vector<int>& indices, std::size_t count, bool optional)
{
    return std::all_of(indices.begin(), indices.end(), [&](int index) {
        return index < 0 ? optional && index == -1 : static_cast<std::size_t>(index) < count;
    });
}

bool readOperator(const Table& table, const Vector& codes, std::size_t tensorCount, Operator& out)
{
    const auto index = table.number<std::uint32_t>(0);
    if (!table.isValid() || index >= codes.size(4))
        return false;
    const Table code = codes.table(index);
    out.code = std::max<int>(code.number<std::int32_t>(3), code.number<std::int8_t>(0));
    out.name = out.code == 32 ? std::string(code.text(1)) : operatorName(out.code);
    out.inputs = ints(table.vector(1));
    out.outputs = ints(table.vector(2));
    readOptions(table.table(4), out.code, out.options);
    return indicesFit(out.inputs, tensorCount, true) && indicesFit(out.outputs, tensorCount, false);
}

}  // namespace

std::size_t itemSize(Type type)
{
    switch (type) {
    case Type::Float32:
    case Type::Int32: return 4;
    case Type::Float16:
    case Type::Uint16:
    case Type::Int16: return 2;
    case Type::Int64: return 8;
    case Type::Uint8:
    case Type::Bool:
    case Type::Int8: return 1;
    default: return 0;
    }
}

char typeCode(Type type)
{
    switch (type) {
    case Type::Float32: return 'f';
    case Type::Uint8: return 'B';
    case Type::Int8: return 'b';
    case Type::Int16: return 'h';
    case Type::Uint16: return 'H';
    case Type::Bool: return '?';
    default: return 0;
    }
}

std::string_view typeName(Type type)
{
    switch (type) {
    case Type::Float32: return "float32";
    case Type::Float16: return "float16";
    case Type::Int32: return "int32";
    case Type::Uint8: return "uint8";
    case Type::Int64: return "int64";
    case Type::Bool: return "bool";
    case Type::Int16: return "int16";
    case Type::Uint16: return "uint16";
    case Type::Int8: return "int8";
    default: return "unknown";
    }
}

std::string operatorName(int code)
{
    const auto found = std::find_if(std::begin(kNames), std::end(kNames),
                                    [&](const Name& name) { return name.code == code; });
    return found != std::end(kNames) ? std::string(found->name) : "BUILTIN_" + std::to_string(code);
}

std::size_t Model::arenaBytes() const
{
    // Each tensor lives from the operator that makes it to the last that takes it.
    const std::size_t steps = operators.size();
    std::vector<std::size_t> first(tensors.size(), steps + 1);
    std::vector<std::size_t> last(tensors.size(), 0);
    const auto seen = [&](int tensor, std::size_t step) {
        if (tensor < 0)
            return;
        const auto index = static_cast<std::size_t>(tensor);
        first[index] = std::min(first[index], step);
        last[index] = std::max(last[index], step);
    };
    for (const int input : inputs)
        seen(input, 0);
    for (std::size_t step = 0; step < steps; ++step) {
        for (const int input : operators[step].inputs)
            seen(input, step);
        for (const int output : operators[step].outputs)
            seen(output, step);
    }
    for (const int output : outputs)
        seen(output, steps);
    std::vector<std::int64_t> change(steps + 2, 0);
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        if (tensors[i].isConstant() || first[i] > steps)
            continue;
        change[first[i]] += static_cast<std::int64_t>(tensors[i].bytes());
        change[last[i] + 1] -= static_cast<std::int64_t>(tensors[i].bytes());
    }
    std::int64_t now = 0;
    std::int64_t most = 0;
    for (const std::int64_t step : change)
        most = std::max(most, now += step);
    return static_cast<std::size_t>(most);
}

std::unique_ptr<Model> readModel(std::span<const std::uint8_t> file, std::string& error)
{
    const auto magic = read<std::uint32_t>(file, 4);
    if (!magic || *magic != 0x334C4654) {  // "TFL3"
        error = "not a TensorFlow Lite file";
        return nullptr;
    }
    error = "damaged TensorFlow Lite file";
    const Table root = Table::root(file);
    if (root.number<std::uint32_t>(0) != 3) {
        error = "TensorFlow Lite file of an unknown version";
        return nullptr;
    }
    const Vector graphs = root.vector(2);
    if (graphs.size(4) == 0)
        return nullptr;
    const Table graph = graphs.table(0);
    const Vector tensors = graph.vector(0);
    const Vector operators = graph.vector(3);
    const std::size_t tensorCount = tensors.size(4);
    const std::size_t operatorCount = operators.size(4);
    if (tensorCount > kMostTensors || operatorCount > kMostTensors)
        return nullptr;
    auto model = std::make_unique<Model>();
    model->description = root.text(3);
    model->tensors.resize(tensorCount);
    model->operators.resize(operatorCount);
    std::size_t elements = 0;
    for (std::size_t i = 0; i < tensorCount; ++i) {
        if (tensors.table(i).table(6).isValid()) {
            error = "TensorFlow Lite file with sparse tensors, which are not supported";
            return nullptr;
        }
        if (!readTensor(file, tensors.table(i), root.vector(4), model->tensors[i]))
            return nullptr;
        elements += model->tensors[i].count;
        if (elements > kMostElements)
            return nullptr;
    }
    for (std::size_t i = 0; i < operatorCount; ++i)
        if (!readOperator(operators.table(i), root.vector(1), tensorCount, model->operators[i]))
            return nullptr;
    model->inputs = ints(graph.vector(1));
    model->outputs = ints(graph.vector(2));
    if (!indicesFit(model->inputs, tensorCount, false) ||
        !indicesFit(model->outputs, tensorCount, false))
        return nullptr;
    error.clear();
    return model;
}

}  // namespace omv::firmware::tflite
