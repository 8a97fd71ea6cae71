// SPDX-License-Identifier: MIT
// Between images and ulab's arrays.
#include "firmware/camera/canvas.h"
#include "firmware/camera/color.h"
#include "firmware/modules/image_args.h"
#include "firmware/modules/image_tables.h"
#include "firmware/modules/ndarray_core.h"

#include <algorithm>

using namespace omv::firmware;
namespace protocol = omv::protocol;

namespace {

void storePixel(std::uint8_t dtype, std::uint8_t* at, int value)
{
    // Signed bytes have the middle of the range as zero.
    nd::store(dtype, at, dtype == nd::kInt8 ? value - 128 : value);
}

// A new array, or one over the caller's memory.
nd::Array& target(const nd::Shape& shape, std::uint8_t dtype, mp_obj_t buffer)
{
    if (buffer == mp_const_none)
        return nd::newArray(shape, dtype);
    mp_buffer_info_t info;
    mp_get_buffer_raise(buffer, &info, MP_BUFFER_WRITE);
    if (info.len < shape.count() * nd::itemSize(dtype))
        raiseValue("The buffer is too small");
    return nd::newOver(shape, dtype, info.buf, MP_OBJ_TO_PTR(buffer));
}

int channel(const nd::Array& array, const std::uint8_t* at)
{
    const double value = nd::load(array.dtype, at);
    return value > 0 ? static_cast<int>(std::min(value, 255.0)) : 0;  // NaN too
}

}  // namespace

extern "C" {

mp_obj_t omv_image_to_ndarray(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_dtype, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_buffer, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 2, allowed, v);
    const Canvas canvas = canvasOf(imageArg(args[0]));
    const bool color = canvas.format == PixelFormat::Rgb565;
    if (!color && canvas.format != PixelFormat::Grayscale)
        raiseValue("Expected a grayscale or RGB565 image");
    const std::uint8_t dtype = nd::dtypeArg(v[0].u_obj);
    if (dtype != nd::kInt8 && dtype != nd::kUint8 && dtype != nd::kFloat)
        raiseValue("Unsupported dtype");
    nd::Shape shape;
    shape.ndim = color ? 3 : 2;
    shape.dims[0] = static_cast<std::size_t>(canvas.height);
    shape.dims[1] = static_cast<std::size_t>(canvas.width);
    shape.dims[2] = 3;
    nd::Array& out = target(shape, dtype, v[1].u_obj);
    std::uint8_t* at = out.data;
    const std::size_t size = nd::itemSize(dtype);
    for (int y = 0; y < canvas.height; ++y) {
        for (int x = 0; x < canvas.width; ++x) {
            const std::uint32_t value = pixel(canvas, x, y);
            if (!color) {
                storePixel(dtype, at, static_cast<int>(value));
                at += size;
                continue;
            }
            const Rgb rgb = fromRgb565(static_cast<std::uint16_t>(value));
            for (const int part : {rgb.r, rgb.g, rgb.b}) {
                storePixel(dtype, at, part);
                at += size;
            }
        }
    }
    return nd::object(out);
}

mp_obj_t omv_image_of_ndarray(mp_obj_t source, mp_obj_t buffer, mp_obj_t copyToFb)
{
    const nd::Array& array = nd::arrayArg(source);
    const bool color = array.ndim == 3 && array.shape[2] == 3;
    if (array.dtype != nd::kFloat || (!color && array.ndim != 2))
        raiseValue("Expected a float array of the shape (h, w) or (h, w, 3)");
    const std::size_t rows = array.shape[0];
    const std::size_t columns = array.shape[1];
    if (rows < 1 || columns < 1 || rows > 32767 || columns > 32767)
        raiseValue("Invalid image size");
    const auto width = static_cast<int>(columns);
    const auto height = static_cast<int>(rows);
    const PixelFormat format = color ? PixelFormat::Rgb565 : PixelFormat::Grayscale;
    const std::size_t bytes = rows * columns * (color ? 2 : 1);
    mp_obj_t out = MP_OBJ_NULL;
    if (buffer != mp_const_none) {
        const mp_obj_t arguments[] = {intObject(width), intObject(height),
                                      mp_obj_new_int_from_uint(protocol::value(format)),
                                      MP_OBJ_NEW_QSTR(MP_QSTR_buffer), buffer};
        out = omv_image_make_new(&omv_image_type, 3, 1, arguments);
    } else {
        out = mp_obj_is_true(copyToFb) ? newFrameBufferImage(width, height, format, bytes)
                                       : newImage(width, height, format, bytes);
    }
    const Canvas canvas = canvasOf(imageArg(out));
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const std::uint8_t* at = array.data + y * array.strides[0] + x * array.strides[1];
            if (!color) {
                setPixel(canvas, x, y, static_cast<std::uint32_t>(channel(array, at)));
                continue;
            }
            const Rgb rgb{static_cast<std::uint8_t>(channel(array, at)),
                          static_cast<std::uint8_t>(channel(array, at + array.strides[2])),
                          static_cast<std::uint8_t>(channel(array, at + 2 * array.strides[2]))};
            setPixel(canvas, x, y, rgb565(rgb));
        }
    }
    return out;
}

}  // extern "C"
