// SPDX-License-Identifier: MIT
#include "firmware/modules/tof_picture.h"

#include "firmware/modules/host.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace omv::firmware {

namespace {

struct Limits {
    float min;
    float max;
};

// None: from the numbers.
Limits limitsArg(mp_obj_t object, const Field& field)
{
    if (object == mp_const_none)
        return {field.least(), field.most()};
    mp_obj_t* items = nullptr;
    omv_sequence_items_exactly(object, 2, &items);
    const auto a = static_cast<float>(mp_obj_get_float(items[0]));
    const auto b = static_cast<float>(mp_obj_get_float(items[1]));
    return {std::min(a, b), std::max(a, b)};
}

using GrayPixels = std::array<std::uint8_t, Field::kMost>;

Canvas grayOf(const Field& field, const Limits& limits, GrayPixels& pixels)
{
    const float span = limits.max - limits.min;
    const float scale = span > 0 ? 255 / span : 0;
    for (std::size_t i = 0; i < field.count(); ++i) {
        const float level = (field.values[i] - limits.min) * scale;
        pixels[i] = static_cast<std::uint8_t>(std::lround(std::clamp(level, 0.0F, 255.0F)));
    }
    return {field.width, field.height, PixelFormat::Grayscale, pixels.data(), field.count()};
}

void checkChannelAndAlpha(const BlitArguments& arguments, Raise raise)
{
    if (arguments.channel < -1 || arguments.channel > 2)
        raise("rgb_channel must be -1, 0, 1 or 2");
    if (arguments.alpha < 0 || arguments.alpha > 255)
        raise("alpha must be 0 to 255");
}

void showPreview(const Canvas& canvas)
{
    if (!host().previewWanted())
        return;
    ImageView view;
    view.width = static_cast<std::uint32_t>(canvas.width);
    view.height = static_cast<std::uint32_t>(canvas.height);
    view.format = canvas.format;
    view.data = {canvas.data, canvas.size};
    host().publish(view, 0);
}

}  // namespace

float Field::least() const
{
    return *std::min_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count()));
}

float Field::most() const
{
    return *std::max_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count()));
}

Field makeField(int width, int height, const std::vector<float>& values)
{
    Field field;
    field.width = width;
    field.height = height;
    std::copy_n(values.begin(), std::min(values.size(), field.count()), field.values.begin());
    return field;
}

Field turned(const Field& field, bool mirror, bool flip, bool transpose)
{
    Field out;
    out.width = transpose ? field.height : field.width;
    out.height = transpose ? field.width : field.height;
    for (int y = 0; y < field.height; ++y) {
        for (int x = 0; x < field.width; ++x) {
            const int toX = mirror ? field.width - 1 - x : x;
            const int toY = flip ? field.height - 1 - y : y;
            const int at = transpose ? toX * field.height + toY : toY * field.width + toX;
            out.values[static_cast<std::size_t>(at)] =
                field.values[static_cast<std::size_t>(y * field.width + x)];
        }
    }
    return out;
}

mp_obj_t fieldList(const Field& field)
{
    const mp_obj_t list = mp_obj_new_list(0, nullptr);
    for (std::size_t i = 0; i < field.count(); ++i)
        mp_obj_list_append(list, floatObject(static_cast<double>(field.values[i])));
    return list;
}

Field fieldArg(mp_obj_t object, int width, int height)
{
    Field field;
    field.width = width;
    field.height = height;
    mp_obj_t* items = nullptr;
    omv_sequence_items_exactly(object, field.count(), &items);
    for (std::size_t i = 0; i < field.count(); ++i)
        field.values[i] = static_cast<float>(mp_obj_get_float(items[i]));
    return field;
}

void drawField(mp_obj_t image, const Field& field, size_t n_args, const mp_obj_t* args,
               mp_map_t* kw, mp_int_t palette, Raise raise)
{
    enum { ARG_x, ARG_y, ARG_scale, ARG_count };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_x, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_y, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_scale, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[ARG_count];
    const mp_obj_t unset = MP_OBJ_NEW_SMALL_INT(-1);
    BlitArguments arguments = parseBlit(n_args, args, kw, allowed, v, unset);
    if (arguments.palette == unset)
        arguments.palette = MP_OBJ_NEW_SMALL_INT(palette);
    checkChannelAndAlpha(arguments, raise);
    const Canvas target = canvasOf(mutableImageArg(image));
    GrayPixels pixels;
    const Canvas gray = grayOf(field, limitsArg(v[ARG_scale].u_obj, field), pixels);
    BlitStorage storage;
    BlitOptions options = blitOptions(arguments, gray, storage);
    options.x = bounded(v[ARG_x].u_int);
    options.y = bounded(v[ARG_y].u_int);
    if (!blit(gray, target, options))
        raise("The picture cannot be drawn");
}

FieldSnapshot snapshotArgs(size_t n_args, const mp_obj_t* args, mp_map_t* kw, mp_int_t palette,
                           mp_int_t timeout)
{
    enum {
        ARG_hmirror,
        ARG_vflip,
        ARG_transpose,
        ARG_scale,
        ARG_pixformat,
        ARG_copy_to_fb,
        ARG_timeout,
        ARG_count
    };
    const mp_arg_t allowed[] = {
        {MP_QSTR_hmirror, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_vflip, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_transpose, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_scale, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_pixformat,
         MP_ARG_KW_ONLY | MP_ARG_INT,
         {.u_int = static_cast<mp_int_t>(protocol::value(PixelFormat::Rgb565))}},
        {MP_QSTR_copy_to_fb, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_timeout, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = timeout}},
    };
    mp_arg_val_t v[ARG_count];
    FieldSnapshot s{};
    s.blit = parseBlit(n_args, args, kw, allowed, v, MP_OBJ_NEW_SMALL_INT(palette));
    s.mirror = v[ARG_hmirror].u_bool;
    s.flip = v[ARG_vflip].u_bool;
    s.transpose = v[ARG_transpose].u_bool;
    s.toFrameBuffer = v[ARG_copy_to_fb].u_bool;
    s.timeout = v[ARG_timeout].u_int;
    s.format = PixelFormat{static_cast<std::uint32_t>(v[ARG_pixformat].u_int)};
    s.scale = v[ARG_scale].u_obj;
    checkChannelAndAlpha(s.blit, [](const char* text) { raiseValue(text); });
    if (s.format != PixelFormat::Grayscale && s.format != PixelFormat::Rgb565)
        raiseValue("pixformat must be GRAYSCALE or RGB565");
    return s;
}

mp_obj_t fieldImage(const Field& field, const FieldSnapshot& snapshot)
{
    GrayPixels pixels;
    const Canvas gray = grayOf(field, limitsArg(snapshot.scale, field), pixels);
    BlitStorage storage;
    const BlitOptions options = blitOptions(snapshot.blit, gray, storage);
    constexpr double kWidest = 8192;
    const double width = std::floor(options.roi.w * std::abs(options.xScale));
    const double height = std::floor(options.roi.h * std::abs(options.yScale));
    if (!(width >= 1 && height >= 1 && width <= kWidest && height <= kWidest))
        raiseValue("The picture would have no size, or too large a one");
    const int w = static_cast<int>(options.transpose ? height : width);
    const int h = static_cast<int>(options.transpose ? width : height);
    const std::size_t bytes = protocol::imageBytes(snapshot.format, static_cast<std::uint32_t>(w),
                                                   static_cast<std::uint32_t>(h));
    const mp_obj_t image = snapshot.toFrameBuffer
        ? newFrameBufferImage(w, h, snapshot.format, bytes)
        : newImage(w, h, snapshot.format, bytes);
    if (!blit(gray, canvasOf(imageArg(image)), options))
        raiseValue("The picture cannot be drawn");
    // What is in the frame buffer is what the preview shows.
    if (snapshot.toFrameBuffer)
        showPreview(canvasOf(imageArg(image)));
    return image;
}

FieldRead readArgs(size_t n_args, const mp_obj_t* args, mp_map_t* kw, mp_int_t timeout)
{
    enum { ARG_hmirror, ARG_vflip, ARG_transpose, ARG_timeout, ARG_count };
    const mp_arg_t allowed[] = {
        {MP_QSTR_hmirror, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_vflip, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_transpose, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_timeout, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = timeout}},
    };
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all(n_args, args, kw, ARG_count, allowed, v);
    return {v[ARG_hmirror].u_bool, v[ARG_vflip].u_bool, v[ARG_transpose].u_bool,
            v[ARG_timeout].u_int};
}

}  // namespace omv::firmware
