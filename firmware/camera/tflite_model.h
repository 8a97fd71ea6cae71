// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// What a TensorFlow Lite file says, with everything checked that running it relies on.

namespace omv::firmware::tflite {

/// Numbers of the file format.
enum class Type : std::uint8_t {
    Float32 = 0,
    Float16 = 1,
    Int32 = 2,
    Uint8 = 3,
    Int64 = 4,
    Bool = 6,
    Int16 = 7,
    Int8 = 9,
    Uint16 = 16,
};
/// 0: a type that is not known here.
std::size_t itemSize(Type type);
/// The letter that Python's struct has for it; '?' for bool, 0 when there is none here.
char typeCode(Type type);
std::string_view typeName(Type type);

struct Tensor {
    std::string name;
    Type type = Type::Float32;
    std::vector<int> shape;  ///< no size below 0
    std::size_t count = 0;  ///< elements
    std::span<const std::uint8_t> data;  ///< of a constant, in the file; empty otherwise
    std::vector<float> scales;  ///< as many as zero points; one, or one for each index of `axis`
    std::vector<std::int64_t> zeroPoints;
    std::size_t axis = 0;
    bool isVariable = false;  ///< keeps its values from one run to the next

    std::size_t bytes() const { return count * itemSize(type); }
    bool isConstant() const { return !data.empty(); }
    bool isQuantized() const { return !scales.empty() && type != Type::Float32; }
};

/// The options of all operators in one; those of others keep their defaults.
struct Options {
    int padding = 0;  ///< 0 same, 1 valid
    int strideX = 1;
    int strideY = 1;
    int dilationX = 1;
    int dilationY = 1;
    int filterX = 1;
    int filterY = 1;
    int activation = 0;  ///< 0 none, 1 ReLU, 2 -1..1, 3 ReLU6, 4 tanh
    int axis = 0;
    int count = 0;
    bool keepDims = false;
    bool alignCorners = false;
    bool halfPixels = false;
    bool timeMajor = false;
    float number = 0;  ///< beta, alpha, how far a cell reaches
    int beginMask = 0;
    int endMask = 0;
    int shrinkMask = 0;
    int otherMasks = 0;  ///< ellipses and new axes
    std::vector<int> dims;
};

struct Operator {
    int code = 0;  ///< the builtin operator's number
    std::string name;  ///< as CONV_2D; a custom one's own
    std::vector<int> inputs;  ///< tensors; -1: left out
    std::vector<int> outputs;
    Options options;
};

struct Model {
    std::string description;
    std::vector<Tensor> tensors;
    std::vector<Operator> operators;
    std::vector<int> inputs;
    std::vector<int> outputs;

    /// Bytes that are needed at once for what operators give each other.
    std::size_t arenaBytes() const;
};

/// Reads a file's first subgraph. The model points into `file`. Null and a reason in
/// `error` when the file is damaged or of a kind that is not understood.
std::unique_ptr<Model> readModel(std::span<const std::uint8_t> file, std::string& error);

/// A builtin operator's name; "BUILTIN_n" for one without.
std::string operatorName(int code);

}  // namespace omv::firmware::tflite
