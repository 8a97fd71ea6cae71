// SPDX-License-Identifier: MIT
#include "firmware/modules/image_args.h"

#include "firmware/camera/color.h"
#include "firmware/modules/imaging.h"
#include "firmware/modules/port.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>

extern "C" {
#include "extmod/vfs.h"
#include "py/objtuple.h"
#include "py/stream.h"
}

extern "C" mp_obj_t omv_holder_del(mp_obj_t self)
{
    auto* holder = static_cast<omv_holder_obj_t*>(MP_OBJ_TO_PTR(self));
    if (holder->object)
        holder->destroy(holder->object);
    holder->object = nullptr;
    return mp_const_none;
}

namespace omv::firmware {

namespace {

std::uint8_t channelByte(mp_obj_t object)
{
    return static_cast<std::uint8_t>(std::clamp<mp_int_t>(mp_obj_get_int(object), 0, 255));
}

}  // namespace

void raiseValue(const char* text)
{
    mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("%s"), text);
}
void raiseType(const char* text)
{
    mp_raise_msg_varg(&mp_type_TypeError, MP_ERROR_TEXT("%s"), text);
}
void raiseOs(const char* text)
{
    mp_raise_msg_varg(&mp_type_OSError, MP_ERROR_TEXT("%s"), text);
}
void raiseRuntime(const char* text)
{
    mp_raise_msg_varg(&mp_type_RuntimeError, MP_ERROR_TEXT("%s"), text);
}

omv_image_obj_t& imageArg(mp_obj_t object)
{
    if (!mp_obj_is_type(object, &omv_image_type))
        raiseType("Expected an image");
    return *static_cast<omv_image_obj_t*>(MP_OBJ_TO_PTR(object));
}

omv_image_obj_t& rawImageArg(mp_obj_t object)
{
    omv_image_obj_t& image = imageArg(object);
    if (protocol::isCompressed(PixelFormat{image.format}))
        raiseValue("Expected an uncompressed image");
    return image;
}

omv_image_obj_t& mutableImageArg(mp_obj_t object)
{
    omv_image_obj_t& image = imageArg(object);
    if (!protocol::isMutable(PixelFormat{image.format}))
        raiseValue("Expected a mutable image");
    return image;
}

omv_image_obj_t& grayscaleImageArg(mp_obj_t object)
{
    omv_image_obj_t& image = imageArg(object);
    if (PixelFormat{image.format} != PixelFormat::Grayscale)
        raiseValue("Expected a grayscale image");
    return image;
}

Canvas canvasOf(const omv_image_obj_t& image)
{
    return {image.width, image.height, PixelFormat{image.format}, image.data, image.size};
}

mp_obj_t newImage(int width, int height, PixelFormat format, std::size_t size)
{
    auto* image = mp_obj_malloc(omv_image_obj_t, &omv_image_type);
    image->owner = MP_OBJ_NULL;
    image->data = nullptr;
    image->width = width;
    image->height = height;
    image->format = protocol::value(format);
    image->size = size;
    image->room = size;
    image->data = static_cast<std::uint8_t*>(m_malloc0(size));
    return MP_OBJ_FROM_PTR(image);
}

mp_obj_t newFrameBufferImage(int width, int height, PixelFormat format, std::size_t size)
{
    Sensor* sensor = imaging() ? imaging()->mainSensor() : nullptr;
    const Canvas buffer =
        sensor ? sensor->borrowBuffer({width, height, format, nullptr, size}) : Canvas{};
    if (!buffer.data)
        raiseOs("The image does not fit into the frame buffer");
    auto* image = mp_obj_malloc(omv_image_obj_t, &omv_image_type);
    image->owner = MP_OBJ_NULL;
    image->width = width;
    image->height = height;
    image->format = protocol::value(format);
    image->data = buffer.data;
    image->size = size;
    image->room = sensor->currentRoom();
    std::memset(image->data, 0, size);
    return MP_OBJ_FROM_PTR(image);
}

void changeImage(omv_image_obj_t& image, const Canvas& canvas)
{
    image.width = canvas.width;
    image.height = canvas.height;
    image.format = protocol::value(canvas.format);
    image.size = canvas.size;
    if (imaging())
        imaging()->pictureChanged(canvasOf(image));
}

void intsExactly(mp_obj_t object, int* out, std::size_t count)
{
    mp_obj_t* items = nullptr;
    omv_sequence_items_exactly(object, count, &items);
    for (std::size_t i = 0; i < count; ++i)
        out[i] = bounded(mp_obj_get_int(items[i]));
}

void intsAtLeast(mp_obj_t object, int* out, std::size_t count)
{
    mp_obj_t* items = nullptr;
    std::size_t length = 0;
    omv_sequence_items(object, &length, &items);
    if (length < count)
        mp_raise_msg_varg(&mp_type_TypeError,
                          MP_ERROR_TEXT("Expected a tuple of at least %d items"),
                          static_cast<int>(count));
    for (std::size_t i = 0; i < count; ++i)
        out[i] = bounded(mp_obj_get_int(items[i]));
}

int intOr(mp_obj_t object, int fallback)
{
    return object == mp_const_none ? fallback : bounded(mp_obj_get_int(object));
}

void parseArguments(size_t n_args, const mp_obj_t* args, mp_map_t* kw,
                    std::span<const mp_arg_t> first, mp_arg_val_t* firstValues,
                    std::span<const mp_arg_t> second, mp_arg_val_t* secondValues)
{
    // One table, since what is in neither of two would be an error in both.
    std::array<mp_arg_t, kMostArguments> allowed;
    std::array<mp_arg_val_t, kMostArguments> values;
    const std::size_t count = first.size() + second.size();
    assert(count <= kMostArguments);
    std::copy(second.begin(), second.end(), std::copy(first.begin(), first.end(), allowed.begin()));
    mp_arg_parse_all(n_args, args, kw, count, allowed.data(), values.data());
    std::copy_n(values.begin(), first.size(), firstValues);
    std::copy_n(values.begin() + first.size(), second.size(), secondValues);
}

Strides stridesArg(mp_int_t x, mp_int_t y)
{
    if (x < 1 || y < 1)
        raiseOs("Strides must be at least 1");
    return {bounded(x), bounded(y)};
}

PatchArguments parsePatches(size_t n_args, const mp_obj_t* args, mp_map_t* kw,
                            std::span<const mp_arg_t> own, mp_arg_val_t* values)
{
    enum { kThresholds, kInvert, kRoi, kXStride, kYStride, kArea, kPixels, kShared };
    static const mp_arg_t shared[kShared] = {
        {MP_QSTR_thresholds, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_invert, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_roi, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_x_stride, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 2}},
        {MP_QSTR_y_stride, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 1}},
        {MP_QSTR_area_threshold, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 10}},
        {MP_QSTR_pixels_threshold, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 10}},
    };
    mp_arg_val_t v[kShared];
    parseArguments(n_args - 1, args + 1, kw, shared, v, own, values);
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    PatchArguments out;
    out.thresholds = v[kThresholds].u_obj;
    out.invert = v[kInvert].u_bool;
    out.strides = stridesArg(v[kXStride].u_int, v[kYStride].u_int);
    out.roi = roiArg(v[kRoi].u_obj, image);
    out.areaThreshold = bounded(v[kArea].u_int);
    out.pixelsThreshold = bounded(v[kPixels].u_int);
    return out;
}

double finiteArg(mp_obj_t object)
{
    const auto number = static_cast<double>(mp_obj_get_float(object));
    if (!std::isfinite(number))
        raiseValue("Expected a finite number");
    return number;
}

double floatOr(mp_obj_t object, double fallback)
{
    return object == mp_const_none ? fallback : static_cast<double>(mp_obj_get_float(object));
}

Rect roiArg(mp_obj_t object, const omv_image_obj_t& image)
{
    const Rect whole{0, 0, image.width, image.height};
    if (object == mp_const_none)
        return whole;
    int n[4];
    intsExactly(object, n, 4);
    if (n[2] < 1 || n[3] < 1)
        raiseOs("Invalid ROI dimensions");
    const Rect roi = intersection({n[0], n[1], n[2], n[3]}, whole);
    if (roi.isEmpty())
        raiseOs("ROI does not overlap on the image");
    return roi;
}

Rect sizeOrRectArg(mp_obj_t object, bool& hasPlace)
{
    mp_obj_t* items = nullptr;
    std::size_t count = 0;
    omv_sequence_items(object, &count, &items);
    if (count != 2 && count != 4)
        raiseValue("Expected (w, h) or (x, y, w, h)");
    hasPlace = count == 4;
    int n[4] = {};
    for (std::size_t i = 0; i < count; ++i)
        n[4 - count + i] = bounded(mp_obj_get_int(items[i]));
    return {n[0], n[1], n[2], n[3]};
}

Rect grayRoiArg(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_roi, MP_ARG_KW_ONLY | MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
    };
    mp_arg_val_t roi;
    mp_arg_parse_all(n_args - 1, args + 1, kw, 1, allowed, &roi);
    return roiArg(roi.u_obj, grayscaleImageArg(args[0]));
}

bool isIntArg(mp_obj_t object)
{
    return mp_obj_is_int(object) || object == mp_const_true || object == mp_const_false;
}

std::uint32_t colorArg(mp_obj_t object, PixelFormat format)
{
    if (object == mp_const_none)
        return 0xFFFFFFFFu;
    if (isIntArg(object))
        return static_cast<std::uint32_t>(mp_obj_get_int_truncated(object));
    mp_obj_t* items = nullptr;
    omv_sequence_items_exactly(object, 3, &items);
    const Rgb rgb{channelByte(items[0]), channelByte(items[1]), channelByte(items[2])};
    switch (format) {
    case PixelFormat::Binary: return luma(rgb) > 127;
    case PixelFormat::Rgb565: return rgb565(rgb);
    default: return luma(rgb);
    }
}

std::vector<ColorThreshold> thresholdsArg(mp_obj_t object, PixelFormat format)
{
    // Looked at twice, so that nothing raises once the vector exists.
    mp_obj_t* tuples = nullptr;
    std::size_t count = 0;
    omv_sequence_items(object, &count, &tuples);
    const auto read = [&](std::size_t i, int(&numbers)[6]) {
        mp_obj_t* items = nullptr;
        std::size_t length = 0;
        omv_sequence_items(tuples[i], &length, &items);
        length = std::min<std::size_t>(length, 6);
        for (std::size_t k = 0; k < length; ++k)
            numbers[k] = static_cast<int>(mp_obj_get_int(items[k]));
        return length;
    };
    int numbers[6] = {};
    for (std::size_t i = 0; i < count; ++i)
        read(i, numbers);
    std::vector<ColorThreshold> out;
    out.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t length = read(i, numbers);
        out.push_back(makeThreshold(std::span<const int>(numbers, length), format));
    }
    return out;
}

Operand operandArg(mp_obj_t object)
{
    Operand operand;
    mp_obj_t file = MP_OBJ_NULL;
    if (mp_obj_is_str(object)) {
        file = readFile(object);
    } else {
        const omv_image_obj_t& image = imageArg(object);
        operand.canvas = canvasOf(image);
        if (!protocol::isCompressed(operand.canvas.format))
            return operand;
    }
    Held<Picture> picture;
    bool decoded = false;
    {
        protocol::Bytes bytes(operand.canvas.data, operand.canvas.size);
        if (file != MP_OBJ_NULL) {
            mp_buffer_info_t info;
            mp_get_buffer_raise(file, &info, MP_BUFFER_READ);
            bytes = {static_cast<const std::uint8_t*>(info.buf), info.len};
        }
        auto result = decodePicture(bytes);
        decoded = result.has_value();
        if (decoded)
            *picture = std::move(*result);
    }
    if (!decoded)
        raiseOs("Unsupported or damaged image file");
    operand.canvas = picture->canvas();
    operand.held = picture.object();
    return operand;
}

const Canvas* maskArg(mp_obj_t object, const omv_image_obj_t&, Operand& storage)
{
    if (object == mp_const_none)
        return nullptr;
    storage = operandArg(object);
    if (!protocol::isMutable(storage.canvas.format))
        raiseValue("Expected a mutable image");
    return &storage.canvas;
}

mp_obj_t readFile(mp_obj_t path)
{
    const mp_obj_t arguments[2] = {path, MP_OBJ_NEW_QSTR(MP_QSTR_rb)};
    const mp_obj_t file = mp_vfs_open(2, arguments, const_cast<mp_map_t*>(&mp_const_empty_map));
    mp_obj_t method[2];
    mp_load_method(file, MP_QSTR_read, method);
    const mp_obj_t bytes = mp_call_method_n_kw(0, 0, method);
    mp_stream_close(file);
    return bytes;
}

void writeFile(mp_obj_t path, const void* data, std::size_t size)
{
    const mp_obj_t arguments[2] = {path, MP_OBJ_NEW_QSTR(MP_QSTR_wb)};
    const mp_obj_t file = mp_vfs_open(2, arguments, const_cast<mp_map_t*>(&mp_const_empty_map));
    int error = 0;
    // The stream does not write to what it is given; its signature has no const.
    mp_stream_rw(file, const_cast<void*>(data), size, &error, MP_STREAM_RW_WRITE);
    mp_stream_close(file);
    if (error != 0)
        mp_raise_OSError(error);
}

mp_obj_t namedTuple(const qstr* fields, std::size_t count, const mp_obj_t* items)
{
    return mp_obj_new_attrtuple(fields, count, items);
}

mp_obj_t pointTuple(const Point& point)
{
    const mp_obj_t items[2] = {intObject(point.x), intObject(point.y)};
    return mp_obj_new_tuple(2, items);
}

mp_obj_t rectTuple(const Rect& rect)
{
    const mp_obj_t items[4] = {intObject(rect.x), intObject(rect.y), intObject(rect.w),
                               intObject(rect.h)};
    return mp_obj_new_tuple(4, items);
}

mp_obj_t cornersTuple(const std::array<Point, 4>& corners)
{
    mp_obj_t items[4] = {};
    for (std::size_t i = 0; i < 4; ++i)
        items[i] = pointTuple(corners[i]);
    return mp_obj_new_tuple(4, items);
}

}  // namespace omv::firmware
