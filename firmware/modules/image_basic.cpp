// SPDX-License-Identifier: MIT
// Image objects: making, printing, indexing, pixels.
#include "firmware/modules/image_args.h"
#include "firmware/modules/image_tables.h"
#include "firmware/modules/imaging.h"
#include "firmware/modules/ndarray.h"

#include "firmware/camera/color.h"
#include "firmware/camera/mask.h"

#include <cstring>

extern "C" {
#include "py/objarray.h"
}

using namespace omv::firmware;
namespace protocol = omv::protocol;

namespace {

bool isKnownFormat(mp_int_t number)
{
    return number > 0 && number <= 0x7FFFFFFF &&
        protocol::isKnown(PixelFormat{static_cast<std::uint32_t>(number)});
}

const char* typeWord(PixelFormat format)
{
    switch (format) {
    case PixelFormat::Binary: return "binary";
    case PixelFormat::Grayscale: return "grayscale";
    case PixelFormat::Rgb565: return "rgb565";
    case PixelFormat::BayerBggr: return "bayer_bggr";
    case PixelFormat::BayerGbrg: return "bayer_gbrg";
    case PixelFormat::BayerGrbg: return "bayer_grbg";
    case PixelFormat::BayerRggb: return "bayer_rggb";
    case PixelFormat::Yuv422: return "yuv422";
    case PixelFormat::Yvu422: return "yvu422";
    case PixelFormat::Jpeg: return "jpeg";
    case PixelFormat::Png: return "png";
    default: return "unknown";
    }
}

mp_obj_t makeImage(int width, int height, PixelFormat format, std::size_t size, mp_obj_t copyToFb)
{
    return mp_obj_is_true(copyToFb) ? newFrameBufferImage(width, height, format, size)
                                    : newImage(width, height, format, size);
}

// A picture file that stays compressed in memory, as on the board.
mp_obj_t imageOfFile(mp_obj_t path, mp_obj_t copyToFb)
{
    const mp_obj_t file = readFile(path);
    mp_buffer_info_t info;
    mp_get_buffer_raise(file, &info, MP_BUFFER_READ);
    const protocol::Bytes bytes(static_cast<const std::uint8_t*>(info.buf), info.len);
    const bool jpeg = info.len > 2 && bytes[0] == 0xFF && bytes[1] == 0xD8;
    const bool png = info.len > 4 && bytes[0] == 0x89 && bytes[1] == 'P';
    if (jpeg || png) {
        const PixelFormat format = jpeg ? PixelFormat::Jpeg : PixelFormat::Png;
        const auto size = compressedSize(bytes, format);
        if (!size)
            raiseOs("Damaged image file");
        const mp_obj_t out = makeImage(size->width, size->height, format, info.len, copyToFb);
        std::memcpy(imageArg(out).data, info.buf, info.len);
        return out;
    }
    const Operand picture = operandArg(path);
    const Canvas& canvas = picture.canvas;
    const mp_obj_t out =
        makeImage(canvas.width, canvas.height, canvas.format, canvas.size, copyToFb);
    std::memcpy(imageArg(out).data, canvas.data, canvas.size);
    picture.release();
    return out;
}

mp_obj_t imageOfBuffer(int width, int height, PixelFormat format, mp_obj_t buffer)
{
    mp_buffer_info_t info;
    mp_get_buffer_raise(buffer, &info, MP_BUFFER_READ);
    std::size_t size = info.len;
    if (!protocol::isCompressed(format)) {
        size = protocol::imageBytes(format, static_cast<std::uint32_t>(width),
                                    static_cast<std::uint32_t>(height));
        if (info.len < size)
            raiseValue("Buffer is too small");
    }
    auto* image = mp_obj_malloc(omv_image_obj_t, &omv_image_type);
    image->owner = buffer;
    image->width = width;
    image->height = height;
    image->format = protocol::value(format);
    image->data = static_cast<std::uint8_t*>(info.buf);
    image->size = size;
    image->room = info.len;
    return MP_OBJ_FROM_PTR(image);
}

// One pixel (or byte, when compressed) by its linear index.
mp_obj_t itemAt(const omv_image_obj_t& image, std::size_t index)
{
    const PixelFormat format{image.format};
    if (protocol::isCompressed(format))
        return MP_OBJ_NEW_SMALL_INT(image.data[index]);
    const auto width = static_cast<std::size_t>(image.width);
    const std::uint32_t value =
        pixel(canvasOf(image), static_cast<int>(index % width), static_cast<int>(index / width));
    if (format == PixelFormat::Rgb565) {
        const Rgb rgb = fromRgb565(static_cast<std::uint16_t>(value));
        const mp_obj_t items[3] = {MP_OBJ_NEW_SMALL_INT(rgb.r), MP_OBJ_NEW_SMALL_INT(rgb.g),
                                   MP_OBJ_NEW_SMALL_INT(rgb.b)};
        return mp_obj_new_tuple(3, items);
    }
    if (protocol::isYuv(format)) {
        const mp_obj_t items[2] = {MP_OBJ_NEW_SMALL_INT(value & 0xFF),
                                   MP_OBJ_NEW_SMALL_INT(value >> 8)};
        return mp_obj_new_tuple(2, items);
    }
    return MP_OBJ_NEW_SMALL_INT(value);
}

void storeItem(omv_image_obj_t& image, std::size_t index, mp_obj_t object)
{
    const PixelFormat format{image.format};
    if (protocol::isCompressed(format)) {
        image.data[index] = static_cast<std::uint8_t>(mp_obj_get_int(object));
        return;
    }
    std::uint32_t value = 0;
    if (protocol::isYuv(format) && !mp_obj_is_int(object)) {
        int pair[2];
        intsExactly(object, pair, 2);
        value = static_cast<std::uint32_t>((pair[0] & 0xFF) | (pair[1] & 0xFF) << 8);
    } else {
        value = colorArg(object, format);
    }
    const auto width = static_cast<std::size_t>(image.width);
    setPixel(canvasOf(image), static_cast<int>(index % width), static_cast<int>(index / width),
             value);
}

std::size_t itemCount(const omv_image_obj_t& image)
{
    if (protocol::isCompressed(PixelFormat{image.format}))
        return image.size;
    return static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
}

mp_obj_t loadSlice(const omv_image_obj_t& image, const mp_bound_slice_t& slice)
{
    const std::size_t count = slice.stop > slice.start ? slice.stop - slice.start : 0;
    const mp_obj_t list = mp_obj_new_list(count, nullptr);
    mp_obj_t* items = nullptr;
    std::size_t length = 0;
    mp_obj_get_array(list, &length, &items);
    for (std::size_t i = 0; i < count; ++i)
        items[i] = mp_const_none;
    for (std::size_t i = 0; i < count; ++i)
        items[i] = itemAt(image, slice.start + i);
    return list;
}

void storeSlice(omv_image_obj_t& image, const mp_bound_slice_t& slice, mp_obj_t value)
{
    const std::size_t count = slice.stop > slice.start ? slice.stop - slice.start : 0;
    if (!mp_obj_is_type(value, &mp_type_list)) {
        for (std::size_t i = 0; i < count; ++i)
            storeItem(image, slice.start + i, value);
        return;
    }
    mp_obj_t* items = nullptr;
    std::size_t length = 0;
    mp_obj_get_array(value, &length, &items);
    if (length != count)
        raiseOs("Slice and list have different lengths");
    for (std::size_t i = 0; i < count; ++i)
        storeItem(image, slice.start + i, items[i]);
}

}  // namespace

extern "C" {

void omv_image_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t)
{
    const omv_image_obj_t& image = imageArg(self);
    mp_printf(print, "{\"w\":%d, \"h\":%d, \"type\":\"%s\", \"size\":%u}",
              static_cast<int>(image.width), static_cast<int>(image.height),
              typeWord(PixelFormat{image.format}), static_cast<unsigned>(image.size));
}

mp_obj_t omv_image_make_new(const mp_obj_type_t*, size_t n_args, size_t n_kw, const mp_obj_t* args)
{
    enum { ARG_arg, ARG_height, ARG_pixformat, ARG_buffer, ARG_copy_to_fb };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_arg, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_height, MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_pixformat, MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_buffer, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_copy_to_fb, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_FALSE}},
    };
    mp_arg_val_t v[5];
    mp_arg_parse_all_kw_array(n_args, n_kw, args, 5, allowed, v);
    if (mp_obj_is_str(v[ARG_arg].u_obj)) {
        if (v[ARG_buffer].u_obj != mp_const_none || v[ARG_height].u_int != -1 ||
            v[ARG_pixformat].u_int != -1)
            raiseValue("Image(path) takes no size, format or buffer");
        return imageOfFile(v[ARG_arg].u_obj, v[ARG_copy_to_fb].u_obj);
    }
    if (mp_obj_is_type(v[ARG_arg].u_obj, &omv_ndarray_type))
        return omv_image_of_ndarray(v[ARG_arg].u_obj, v[ARG_buffer].u_obj, v[ARG_copy_to_fb].u_obj);
    if (!mp_obj_is_int(v[ARG_arg].u_obj))
        raiseType("Expected a path, or width, height and pixformat");
    const mp_int_t width = mp_obj_get_int(v[ARG_arg].u_obj);
    const mp_int_t height = v[ARG_height].u_int;
    if (width < 1 || height < 1 || width > 32767 || height > 32767)
        raiseOs("Invalid image size");
    if (!isKnownFormat(v[ARG_pixformat].u_int))
        raiseOs("Invalid pixel format");
    const PixelFormat format{static_cast<std::uint32_t>(v[ARG_pixformat].u_int)};
    const auto w = static_cast<int>(width);
    const auto h = static_cast<int>(height);
    if (v[ARG_buffer].u_obj != mp_const_none)
        return imageOfBuffer(w, h, format, v[ARG_buffer].u_obj);
    if (protocol::isCompressed(format))
        raiseValue("A compressed image needs a buffer");
    return makeImage(
        w, h, format,
        protocol::imageBytes(format, static_cast<std::uint32_t>(w), static_cast<std::uint32_t>(h)),
        v[ARG_copy_to_fb].u_obj);
}

mp_obj_t omv_image_unary(mp_unary_op_t op, mp_obj_t self)
{
    const omv_image_obj_t& image = imageArg(self);
    if (op == MP_UNARY_OP_BOOL)
        return mp_const_true;
    if (op != MP_UNARY_OP_LEN)
        return MP_OBJ_NULL;
    if (protocol::isCompressed(PixelFormat{image.format}))
        return mp_obj_new_int_from_uint(image.size);
    return MP_OBJ_NEW_SMALL_INT(image.height);
}

mp_obj_t omv_image_subscr(mp_obj_t self, mp_obj_t index, mp_obj_t value)
{
    if (value == MP_OBJ_NULL)
        return MP_OBJ_NULL;
    omv_image_obj_t& image = imageArg(self);
    const std::size_t count = itemCount(image);
    const bool load = value == MP_OBJ_SENTINEL;
    if (mp_obj_is_type(index, &mp_type_slice)) {
        mp_bound_slice_t slice;
        if (!mp_seq_get_fast_slice_indexes(count, index, &slice))
            raiseOs("Slices with a step are not supported");
        if (load)
            return loadSlice(image, slice);
        storeSlice(image, slice, value);
        return mp_const_none;
    }
    const std::size_t i = mp_get_index(&omv_image_type, count, index, false);
    if (load)
        return itemAt(image, i);
    storeItem(image, i, value);
    return mp_const_none;
}

mp_int_t omv_image_buffer(mp_obj_t self, mp_buffer_info_t* info, mp_uint_t flags)
{
    const omv_image_obj_t& image = imageArg(self);
    if (flags != MP_BUFFER_READ)
        return 1;
    info->buf = image.data;
    info->len = image.size;
    info->typecode = 'b';
    return 0;
}

struct omv_image_iterator {
    mp_obj_base_t base;
    mp_obj_t image;
    std::size_t next;
};

mp_obj_t omv_image_getiter(mp_obj_t self, mp_obj_iter_buf_t* buffer)
{
    static_assert(sizeof(omv_image_iterator) <= sizeof(mp_obj_iter_buf_t));
    auto* it = reinterpret_cast<omv_image_iterator*>(buffer);
    it->base.type = &omv_image_iterator_type;
    it->image = self;
    it->next = 0;
    return MP_OBJ_FROM_PTR(it);
}

mp_obj_t omv_image_iternext(mp_obj_t self)
{
    auto* it = static_cast<omv_image_iterator*>(MP_OBJ_TO_PTR(self));
    const omv_image_obj_t& image = imageArg(it->image);
    if (protocol::isCompressed(PixelFormat{image.format}))
        return it->next < image.size ? MP_OBJ_NEW_SMALL_INT(image.data[it->next++])
                                     : MP_OBJ_STOP_ITERATION;
    if (it->next >= static_cast<std::size_t>(image.height))
        return MP_OBJ_STOP_ITERATION;
    // One list of raw numbers per row.
    const auto width = static_cast<std::size_t>(image.width);
    const mp_obj_t row = mp_obj_new_list(width, nullptr);
    mp_obj_t* items = nullptr;
    std::size_t length = 0;
    mp_obj_get_array(row, &length, &items);
    const Canvas canvas = canvasOf(image);
    for (std::size_t x = 0; x < width; ++x)
        items[x] =
            MP_OBJ_NEW_SMALL_INT(pixel(canvas, static_cast<int>(x), static_cast<int>(it->next)));
    ++it->next;
    return row;
}

mp_obj_t omv_image_width(mp_obj_t self)
{
    return MP_OBJ_NEW_SMALL_INT(imageArg(self).width);
}
mp_obj_t omv_image_height(mp_obj_t self)
{
    return MP_OBJ_NEW_SMALL_INT(imageArg(self).height);
}
mp_obj_t omv_image_size(mp_obj_t self)
{
    return mp_obj_new_int_from_uint(imageArg(self).size);
}
mp_obj_t omv_image_format(mp_obj_t self)
{
    PixelFormat format{imageArg(self).format};
    if (protocol::isBayer(format))
        format = PixelFormat::BayerBggr;
    if (protocol::isYuv(format))
        format = PixelFormat::Yuv422;
    return mp_obj_new_int_from_uint(protocol::value(format));
}
mp_obj_t omv_image_bytearray(mp_obj_t self)
{
    const omv_image_obj_t& image = imageArg(self);
    return mp_obj_new_bytearray_by_ref(image.size, image.data);
}

mp_obj_t omv_image_get_pixel(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_point, ARG_rgbtuple };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_point, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_rgbtuple, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 2, allowed, v);
    const omv_image_obj_t& image = rawImageArg(args[0]);
    int at[2];
    intsExactly(v[ARG_point].u_obj, at, 2);
    const Canvas canvas = canvasOf(image);
    if (!canvas.contains(at[0], at[1]))
        return mp_const_none;
    const bool color = canvas.format == PixelFormat::Rgb565;
    const mp_obj_t wanted = v[ARG_rgbtuple].u_obj;
    const bool tuple = wanted == mp_const_none ? color : mp_obj_is_true(wanted);
    const std::uint32_t value = pixel(canvas, at[0], at[1]);
    if (!tuple)
        return MP_OBJ_NEW_SMALL_INT(value);
    Rgb rgb = fromRgb565(static_cast<std::uint16_t>(value));
    if (!color) {
        // Gray and Bayer alike: the one number stands for all three.
        const auto level = canvas.format == PixelFormat::Binary
            ? static_cast<std::uint8_t>(value ? 255 : 0)
            : static_cast<std::uint8_t>(value);
        rgb = fromRgb565(rgb565(level, level, level));
    }
    const mp_obj_t items[3] = {MP_OBJ_NEW_SMALL_INT(rgb.r), MP_OBJ_NEW_SMALL_INT(rgb.g),
                               MP_OBJ_NEW_SMALL_INT(rgb.b)};
    return mp_obj_new_tuple(3, items);
}

mp_obj_t omv_image_set_pixel(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_point, ARG_color };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_point, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_color, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 2, allowed, v);
    const omv_image_obj_t& image = rawImageArg(args[0]);
    int at[2];
    intsExactly(v[ARG_point].u_obj, at, 2);
    setPixel(canvasOf(image), at[0], at[1],
             colorArg(v[ARG_color].u_obj, PixelFormat{image.format}));
    return args[0];
}

mp_obj_t omv_image_clear(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_mask, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[1];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 1, allowed, v);
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    Operand storage;
    const Canvas* mask = maskArg(v[0].u_obj, image, storage);
    if (!mask) {
        std::memset(image.data, 0, image.size);
        return args[0];
    }
    const Canvas canvas = canvasOf(image);
    for (int y = 0; y < canvas.height; ++y)
        for (int x = 0; x < canvas.width; ++x)
            if (maskPasses(*mask, x, y))
                setPixel(canvas, x, y, 0);
    storage.release();
    return args[0];
}

mp_obj_t omv_image_flush(mp_obj_t self)
{
    const omv_image_obj_t& image = imageArg(self);
    ImageView view;
    view.width = static_cast<std::uint32_t>(image.width);
    view.height = static_cast<std::uint32_t>(image.height);
    view.format = PixelFormat{image.format};
    view.data = {image.data, image.size};
    host().publish(view, 0.0f);
    return mp_const_none;
}

}  // extern "C"
