// SPDX-License-Identifier: MIT
// uml.Model: a TensorFlow Lite file, and running it.
#include "firmware/modules/ml_tables.h"

#include "firmware/camera/tflite_interpreter.h"
#include "firmware/modules/image_args.h"
#include "firmware/modules/ndarray_core.h"
#include "firmware/modules/stoppable.h"

#include <cmath>
#include <memory>
#include <string>
#include <vector>

using namespace omv::firmware;

namespace {

struct State {
    std::vector<std::uint8_t> file;
    std::unique_ptr<tflite::Model> model;
    std::unique_ptr<tflite::Interpreter> interpreter;  ///< from the first run on
    std::string error;
};

State& stateOf(mp_obj_t self)
{
    const auto* object = static_cast<const omv_ml_model_obj_t*>(MP_OBJ_TO_PTR(self));
    auto* holder = static_cast<omv_holder_obj_t*>(MP_OBJ_TO_PTR(object->holder));
    return *static_cast<State*>(holder->object);
}

std::uint8_t dtypeOf(const tflite::Tensor& tensor)
{
    return static_cast<std::uint8_t>(tflite::typeCode(tensor.type));
}

// Of a tensor of one to four axes.
nd::Shape shapeOf(const tflite::Tensor& tensor)
{
    nd::Shape shape;
    shape.ndim = tensor.shape.size();
    for (std::size_t i = 0; i < shape.ndim; ++i)
        shape.dims[i] = static_cast<std::size_t>(tensor.shape[i]);
    return shape;
}

bool hasArrayShape(const tflite::Tensor& tensor)
{
    return !tensor.shape.empty() && tensor.shape.size() <= nd::kDims;
}

mp_obj_t shapeObject(const tflite::Tensor& tensor)
{
    const mp_obj_t list = mp_obj_new_list(0, nullptr);
    for (const int size : tensor.shape)
        mp_obj_list_append(list, mp_obj_new_int(size));
    std::size_t count = 0;
    mp_obj_t* items = nullptr;
    mp_obj_list_get(list, &count, &items);
    return mp_obj_new_tuple(count, items);
}

mp_obj_t dtypeObject(const tflite::Tensor& tensor)
{
    const auto code = static_cast<char>(dtypeOf(tensor));
    return mp_obj_new_str(&code, 1);
}

mp_obj_t scaleObject(const tflite::Tensor& tensor)
{
    const double scale = tensor.isQuantized() ? static_cast<double>(tensor.scales[0]) : 0;
    return floatObject(scale == 0 ? 1 : scale);
}

mp_obj_t zeroPointObject(const tflite::Tensor& tensor)
{
    return intObject(tensor.isQuantized() ? static_cast<int>(tensor.zeroPoints[0]) : 0);
}

mp_obj_t tupleOf(const State& state, const std::vector<int>& indices,
                 mp_obj_t (*part)(const tflite::Tensor&))
{
    const mp_obj_t list = mp_obj_new_list(0, nullptr);
    for (const int index : indices)
        mp_obj_list_append(list, part(state.model->tensors[static_cast<std::size_t>(index)]));
    std::size_t count = 0;
    mp_obj_t* items = nullptr;
    mp_obj_list_get(list, &count, &items);
    return mp_obj_new_tuple(count, items);
}

void load(State& state, const mp_buffer_info_t& info)
{
    const auto* bytes = static_cast<const std::uint8_t*>(info.buf);
    state.file.assign(bytes, bytes + info.len);
    state.model = tflite::readModel(state.file, state.error);
}

void makeInterpreter(State& state)
{
    if (!state.interpreter)
        state.interpreter = std::make_unique<tflite::Interpreter>(*state.model);
    state.error = state.interpreter->error();
}

const tflite::Tensor& inputTensor(const State& state, std::size_t index)
{
    return state.model->tensors[static_cast<std::size_t>(state.model->inputs[index])];
}

const tflite::Tensor& outputTensor(const State& state, std::size_t index)
{
    return state.model->tensors[static_cast<std::size_t>(state.model->outputs[index])];
}

// As the board's firmware does it for arrays of any type: cut off, not rounded.
float quantizedInput(const tflite::Tensor& tensor, float value)
{
    if (tensor.type == tflite::Type::Float32)
        return value;
    const bool scaled = tensor.isQuantized() && tensor.scales[0] != 0;
    const float steps = scaled
        ? std::trunc(value * (1 / tensor.scales[0]) + static_cast<float>(tensor.zeroPoints[0]))
        : std::trunc(value);
    const float whole = tflite::dequantized(tensor, static_cast<double>(steps));
    return tflite::dequantized(tensor, tflite::quantized(tensor, whole));
}

void takeArray(const State& state, std::size_t index, const nd::Array& array)
{
    const tflite::Tensor& tensor = inputTensor(state, index);
    float* next = state.interpreter->input(index).data();
    nd::each(array, [&](const std::uint8_t* at) {
        *next++ = quantizedInput(tensor, static_cast<float>(nd::load(array.dtype, at)));
    });
}

// The tensor as it is in memory.
void takeBytes(const State& state, std::size_t index, mp_obj_t object)
{
    const tflite::Tensor& tensor = inputTensor(state, index);
    mp_buffer_info_t info;
    mp_get_buffer_raise(object, &info, MP_BUFFER_READ);
    const auto* at = static_cast<const std::uint8_t*>(info.buf);
    for (float& value : state.interpreter->input(index)) {
        value = tflite::dequantized(tensor, nd::load(dtypeOf(tensor), at));
        at += tflite::itemSize(tensor.type);
    }
}

void checkInput(const State& state, std::size_t index, mp_obj_t object)
{
    const tflite::Tensor& tensor = inputTensor(state, index);
    if (nd::isArray(object)) {
        if (!hasArrayShape(tensor) || !(nd::shapeOf(nd::arrayArg(object)) == shapeOf(tensor)))
            raiseValue("Input shape does not match the model input shape");
        return;
    }
    mp_buffer_info_t info;
    if (!mp_get_buffer(object, &info, MP_BUFFER_READ) || info.len != tensor.bytes())
        raiseValue("Unsupported input type");
}

mp_obj_t outputArray(const State& state, std::size_t index)
{
    const tflite::Tensor& tensor = outputTensor(state, index);
    if (!hasArrayShape(tensor))
        raiseValue(tensor.shape.empty() ? "Unexpected tensor shape"
                                        : "Output shape has too many dimensions");
    nd::Array& out = nd::newArray(shapeOf(tensor), dtypeOf(tensor));
    const float* next = state.interpreter->output(index).data();
    nd::each(out, [&](std::uint8_t* at) {
        nd::store(out.dtype, at, tflite::quantized(tensor, *next++));
    });
    return nd::object(out);
}

// The firmware has no use for 32-bit integers, and takes no model that gives or wants them.
void checkTypes(const State& state, const std::vector<int>& tensors, const char* side)
{
    for (const int index : tensors) {
        const tflite::Type type = state.model->tensors[static_cast<std::size_t>(index)].type;
        if (tflite::typeCode(type) == 0 || type == tflite::Type::Bool)
            mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("Unsupported %s data type %s"),
                              side, tflite::typeName(type).data());
    }
}

[[noreturn]] void raiseText(const mp_obj_type_t* type, const std::string& text)
{
    mp_raise_msg_varg(type, MP_ERROR_TEXT("%s"), text.c_str());
}

}  // namespace

extern "C" {

mp_obj_t omv_ml_model_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                               const mp_obj_t* args)
{
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    const mp_obj_t file = readFile(args[0]);
    mp_buffer_info_t info;
    mp_get_buffer_raise(file, &info, MP_BUFFER_READ);
    auto* model = mp_obj_malloc(omv_ml_model_obj_t, type);
    model->holder = mp_const_none;
    const Held<State> state;
    model->holder = state.object();
    stoppable([&] { load(*state, info); });
    if (!state->model)
        raiseText(&mp_type_ValueError, state->error);
    checkTypes(*state, state->model->inputs, "input");
    checkTypes(*state, state->model->outputs, "output");
    return MP_OBJ_FROM_PTR(model);
}

void omv_ml_model_attr(mp_obj_t self, qstr name, mp_obj_t* dest)
{
    if (dest[0] != MP_OBJ_NULL)
        return;
    const State& state = stateOf(self);
    const std::vector<int>& in = state.model->inputs;
    const std::vector<int>& out = state.model->outputs;
    switch (name) {
    case MP_QSTR_len: dest[0] = mp_obj_new_int_from_uint(state.file.size()); break;
    case MP_QSTR_ram: dest[0] = mp_obj_new_int_from_uint(state.model->arenaBytes()); break;
    case MP_QSTR_input_shape: dest[0] = tupleOf(state, in, shapeObject); break;
    case MP_QSTR_input_dtype: dest[0] = tupleOf(state, in, dtypeObject); break;
    case MP_QSTR_input_scale: dest[0] = tupleOf(state, in, scaleObject); break;
    case MP_QSTR_input_zero_point: dest[0] = tupleOf(state, in, zeroPointObject); break;
    case MP_QSTR_output_shape: dest[0] = tupleOf(state, out, shapeObject); break;
    case MP_QSTR_output_dtype: dest[0] = tupleOf(state, out, dtypeObject); break;
    case MP_QSTR_output_scale: dest[0] = tupleOf(state, out, scaleObject); break;
    case MP_QSTR_output_zero_point: dest[0] = tupleOf(state, out, zeroPointObject); break;
    case MP_QSTR_operators: {
        const mp_obj_t list = mp_obj_new_list(0, nullptr);
        for (const tflite::Operator& op : state.model->operators)
            mp_obj_list_append(list, mp_obj_new_str(op.name.data(), op.name.size()));
        dest[0] = list;
        break;
    }
    default: dest[1] = MP_OBJ_SENTINEL;
    }
}

void omv_ml_model_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t)
{
    static const qstr names[] = {MP_QSTR_len,          MP_QSTR_ram,
                                 MP_QSTR_input_shape,  MP_QSTR_input_dtype,
                                 MP_QSTR_input_scale,  MP_QSTR_input_zero_point,
                                 MP_QSTR_output_shape, MP_QSTR_output_dtype,
                                 MP_QSTR_output_scale, MP_QSTR_output_zero_point};
    const char* before = "{";
    for (const qstr name : names) {
        mp_obj_t dest[2] = {MP_OBJ_NULL, MP_OBJ_NULL};
        omv_ml_model_attr(self, name, dest);
        mp_printf(print, "%s%q: ", before, name);
        mp_obj_print_helper(print, dest[0], PRINT_REPR);
        before = ", ";
    }
    mp_print_str(print, "}");
}

mp_obj_t omv_ml_model_run(mp_obj_t self, mp_obj_t inputs)
{
    State& state = stateOf(self);
    std::size_t count = 0;
    mp_obj_t* items = nullptr;
    mp_obj_get_array(inputs, &count, &items);
    if (count != state.model->inputs.size())
        raiseValue("Expected as many inputs as the model has");
    for (std::size_t i = 0; i < count; ++i)
        checkInput(state, i, items[i]);
    stoppable([&] { makeInterpreter(state); });
    if (!state.error.empty())
        raiseText(&mp_type_RuntimeError, state.error);
    for (std::size_t i = 0; i < count; ++i) {
        if (nd::isArray(items[i]))
            takeArray(state, i, nd::arrayArg(items[i]));
        else
            takeBytes(state, i, items[i]);
    }
    bool ran = false;
    stoppable([&] { ran = state.interpreter->run(); });
    if (!ran)
        raiseText(&mp_type_RuntimeError, state.interpreter->error());
    const mp_obj_t list = mp_obj_new_list(0, nullptr);
    for (std::size_t i = 0; i < state.model->outputs.size(); ++i)
        mp_obj_list_append(list, outputArray(state, i));
    return list;
}

}  // extern "C"
