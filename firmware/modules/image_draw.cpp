// SPDX-License-Identifier: MIT
// Image: drawing methods. All answer the image itself.
#include "firmware/modules/image_args.h"
#include "firmware/modules/image_features.h"
#include "firmware/modules/image_tables.h"
#include "firmware/modules/stoppable.h"

#include "firmware/camera/draw.h"

#include <cmath>

using namespace omv::firmware;

namespace {

// The arguments that most drawing methods have: shape, color, thickness, fill.
struct Stroke {
    omv_image_obj_t* image;
    mp_obj_t shape;
    std::uint32_t color;
    int thickness;
    bool fill;

    Canvas canvas() const { return canvasOf(*image); }
};

Stroke parseStroke(size_t n_args, const mp_obj_t* args, mp_map_t* kw, bool takesFill)
{
    enum { ARG_shape, ARG_color, ARG_thickness, ARG_fill };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_color, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_thickness, MP_ARG_INT, {.u_int = 1}},
        {MP_QSTR_fill, MP_ARG_BOOL, {.u_bool = false}},
    };
    mp_arg_val_t v[4];
    v[ARG_fill].u_bool = false;
    mp_arg_parse_all(n_args - 1, args + 1, kw, takesFill ? 4 : 3, allowed, v);
    omv_image_obj_t& image = mutableImageArg(args[0]);
    return {&image, v[ARG_shape].u_obj, colorArg(v[ARG_color].u_obj, PixelFormat{image.format}),
            static_cast<int>(v[ARG_thickness].u_int), v[ARG_fill].u_bool};
}

const char* textArg(mp_obj_t object, std::size_t* length)
{
    return mp_obj_str_get_data(object, length);
}

void pointsArg(mp_obj_t object, Point (&points)[4])
{
    mp_obj_t* items = nullptr;
    omv_sequence_items_exactly(object, 4, &items);
    for (int i = 0; i < 4; ++i) {
        int at[2];
        intsExactly(items[i], at, 2);
        points[i] = {at[0], at[1]};
    }
}

// Clears what `keep` answers false for.
template<typename Keep>
void clearOutside(const Canvas& canvas, const Keep& keep)
{
    for (int y = 0; y < canvas.height; ++y)
        for (int x = 0; x < canvas.width; ++x)
            if (!keep(Point{x, y}))
                setPixel(canvas, x, y, 0);
}

}  // namespace

extern "C" {

mp_obj_t omv_image_draw_line(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    const Stroke s = parseStroke(n_args, args, kw, false);
    int n[4];
    intsAtLeast(s.shape, n, 4);
    stoppable([&] { drawLine(s.canvas(), {n[0], n[1]}, {n[2], n[3]}, s.color, s.thickness); });
    return args[0];
}

mp_obj_t omv_image_draw_rectangle(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    const Stroke s = parseStroke(n_args, args, kw, true);
    int n[4];
    intsAtLeast(s.shape, n, 4);
    drawRectangle(s.canvas(), {n[0], n[1], n[2], n[3]}, s.color, s.thickness, s.fill);
    return args[0];
}

mp_obj_t omv_image_draw_circle(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    const Stroke s = parseStroke(n_args, args, kw, true);
    int n[3];
    intsAtLeast(s.shape, n, 3);
    drawCircle(s.canvas(), {n[0], n[1]}, n[2], s.color, s.thickness, s.fill);
    return args[0];
}

mp_obj_t omv_image_draw_ellipse(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    const Stroke s = parseStroke(n_args, args, kw, true);
    int n[5];
    intsAtLeast(s.shape, n, 5);
    const Ellipse ellipse{{n[0], n[1]}, n[2], n[3], n[4]};
    stoppable([&] { drawEllipse(s.canvas(), ellipse, s.color, s.thickness, s.fill); });
    return args[0];
}

mp_obj_t omv_image_draw_string(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum {
        ARG_point,
        ARG_text,
        ARG_color,
        ARG_scale,
        ARG_x_spacing,
        ARG_y_spacing,
        ARG_mono_space,
        ARG_char_rotation,
        ARG_char_hmirror,
        ARG_char_vflip,
        ARG_string_rotation,
        ARG_string_hmirror,
        ARG_string_vflip,
        ARG_count
    };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_text, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_color, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_scale, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_x_spacing, MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_y_spacing, MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_mono_space, MP_ARG_BOOL, {.u_bool = true}},
        {MP_QSTR_char_rotation, MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_char_hmirror, MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_char_vflip, MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_string_rotation, MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_string_hmirror, MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_string_vflip, MP_ARG_BOOL, {.u_bool = false}},
    };
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all(n_args - 1, args + 1, kw, ARG_count, allowed, v);
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    int at[2];
    intsExactly(v[ARG_point].u_obj, at, 2);
    std::size_t length = 0;
    const char* text = textArg(v[ARG_text].u_obj, &length);
    TextStyle style;
    style.scale = floatOr(v[ARG_scale].u_obj, 1);
    if (!(style.scale > 0))
        raiseOs("scale must be above 0");
    style.xSpacing = bounded(v[ARG_x_spacing].u_int);
    style.ySpacing = bounded(v[ARG_y_spacing].u_int);
    style.monoSpace = v[ARG_mono_space].u_bool;
    style.charRotation = static_cast<int>(v[ARG_char_rotation].u_int);
    style.charMirror = v[ARG_char_hmirror].u_bool;
    style.charFlip = v[ARG_char_vflip].u_bool;
    style.stringRotation = static_cast<int>(v[ARG_string_rotation].u_int);
    style.stringMirror = v[ARG_string_hmirror].u_bool;
    style.stringFlip = v[ARG_string_vflip].u_bool;
    const std::uint32_t color = colorArg(v[ARG_color].u_obj, PixelFormat{image.format});
    stoppable([&] { drawText(canvasOf(image), {at[0], at[1]}, {text, length}, color, style); });
    return args[0];
}

mp_obj_t omv_image_draw_cross(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_point, ARG_color, ARG_size, ARG_thickness };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_color, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_size, MP_ARG_INT, {.u_int = 5}},
        {MP_QSTR_thickness, MP_ARG_INT, {.u_int = 1}},
    };
    mp_arg_val_t v[4];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 4, allowed, v);
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    int at[2];
    intsExactly(v[ARG_point].u_obj, at, 2);
    const std::uint32_t color = colorArg(v[ARG_color].u_obj, PixelFormat{image.format});
    const auto size = static_cast<int>(v[ARG_size].u_int);
    const auto thickness = static_cast<int>(v[ARG_thickness].u_int);
    stoppable([&] { drawCross(canvasOf(image), {at[0], at[1]}, color, size, thickness); });
    return args[0];
}

mp_obj_t omv_image_draw_arrow(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_line, ARG_color, ARG_size, ARG_thickness };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_color, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_size, MP_ARG_INT, {.u_int = 10}},
        {MP_QSTR_thickness, MP_ARG_INT, {.u_int = 1}},
    };
    mp_arg_val_t v[4];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 4, allowed, v);
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    int n[4];
    intsAtLeast(v[ARG_line].u_obj, n, 4);
    const std::uint32_t color = colorArg(v[ARG_color].u_obj, PixelFormat{image.format});
    const auto size = static_cast<int>(v[ARG_size].u_int);
    const auto thickness = static_cast<int>(v[ARG_thickness].u_int);
    stoppable([&] {
        drawArrow(canvasOf(image), {n[0], n[1]}, {n[2], n[3]}, color, size, thickness);
    });
    return args[0];
}

mp_obj_t omv_image_draw_edges(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_corners, ARG_color, ARG_size, ARG_thickness, ARG_fill };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_color, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_size, MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_thickness, MP_ARG_INT, {.u_int = 1}},
        {MP_QSTR_fill, MP_ARG_BOOL, {.u_bool = false}},
    };
    mp_arg_val_t v[5];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 5, allowed, v);
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    Point points[4];
    pointsArg(v[ARG_corners].u_obj, points);
    const std::uint32_t color = colorArg(v[ARG_color].u_obj, PixelFormat{image.format});
    const auto thickness = static_cast<int>(v[ARG_thickness].u_int);
    const Canvas canvas = canvasOf(image);
    stoppable([&] {
        for (int i = 0; i < 4; ++i)
            drawLine(canvas, points[i], points[(i + 1) % 4], color, thickness);
    });
    if (v[ARG_size].u_int > 0)
        for (const Point& point : points)
            drawCircle(canvas, point, static_cast<int>(v[ARG_size].u_int), color, thickness,
                       v[ARG_fill].u_bool);
    return args[0];
}

mp_obj_t omv_image_draw_keypoints(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_keypoints, ARG_color, ARG_size, ARG_thickness, ARG_fill };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_color, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_size, MP_ARG_INT, {.u_int = 10}},
        {MP_QSTR_thickness, MP_ARG_INT, {.u_int = 1}},
        {MP_QSTR_fill, MP_ARG_BOOL, {.u_bool = false}},
    };
    mp_arg_val_t v[5];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 5, allowed, v);
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    const std::uint32_t color = colorArg(v[ARG_color].u_obj, PixelFormat{image.format});
    const auto size = static_cast<int>(v[ARG_size].u_int);
    const auto thickness = static_cast<int>(v[ARG_thickness].u_int);
    mp_obj_t* items = nullptr;
    std::size_t count = 0;
    omv_sequence_items(omv_keypoints_list(v[ARG_keypoints].u_obj), &count, &items);
    for (std::size_t i = 0; i < count; ++i) {
        int n[3];
        intsAtLeast(items[i], n, 3);
        const double angle = n[2] * 3.14159265358979323846 / 180;
        const Point tip{n[0] + static_cast<int>(std::cos(angle) * size),
                        n[1] + static_cast<int>(std::sin(angle) * size)};
        stoppable([&] { drawLine(canvasOf(image), {n[0], n[1]}, tip, color, thickness); });
        drawCircle(canvasOf(image), {n[0], n[1]}, (size - 2) / 2, color, thickness,
                   v[ARG_fill].u_bool);
    }
    return args[0];
}

mp_obj_t omv_image_draw_detection(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum {
        ARG_detection,
        ARG_color1,
        ARG_color2,
        ARG_size,
        ARG_thickness,
        ARG_fill,
        ARG_label,
        ARG_label_offset,
        ARG_count
    };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_color1, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_color2, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_size, MP_ARG_INT, {.u_int = 5}},
        {MP_QSTR_thickness, MP_ARG_INT, {.u_int = 1}},
        {MP_QSTR_fill, MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_label, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_label_offset, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all(n_args - 1, args + 1, kw, ARG_count, allowed, v);
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    int n[6];
    intsAtLeast(v[ARG_detection].u_obj, n, 6);
    int offset[2] = {0, -10};
    if (v[ARG_label_offset].u_obj != mp_const_none)
        intsExactly(v[ARG_label_offset].u_obj, offset, 2);
    const PixelFormat format{image.format};
    const std::uint32_t color1 = colorArg(v[ARG_color1].u_obj, format);
    const std::uint32_t color2 =
        v[ARG_color2].u_obj == mp_const_none ? color1 : colorArg(v[ARG_color2].u_obj, format);
    std::size_t length = 0;
    const char* label =
        v[ARG_label].u_obj == mp_const_none ? nullptr : textArg(v[ARG_label].u_obj, &length);
    const auto thickness = static_cast<int>(v[ARG_thickness].u_int);
    const Canvas canvas = canvasOf(image);
    drawRectangle(canvas, {n[0], n[1], n[2], n[3]}, color1, thickness, v[ARG_fill].u_bool);
    const auto size = static_cast<int>(v[ARG_size].u_int);
    stoppable([&] { drawCross(canvas, {n[4], n[5]}, color2, size, thickness); });
    const Point place{n[0] + offset[0], n[1] + offset[1]};
    stoppable([&] { drawText(canvas, place, {label, length}, color1, {}); });
    return args[0];
}

mp_obj_t omv_image_mask_rectangle(size_t n_args, const mp_obj_t* args)
{
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    int n[4] = {image.width / 4, image.height / 4, image.width / 2, image.height / 2};
    if (n_args > 1)
        intsAtLeast(args[1], n, 4);
    const Rect keep{n[0], n[1], n[2], n[3]};
    clearOutside(canvasOf(image), [&](Point p) {
        return p.x >= keep.x && p.y >= keep.y && p.x < keep.right() && p.y < keep.bottom();
    });
    return args[0];
}

mp_obj_t omv_image_mask_circle(size_t n_args, const mp_obj_t* args)
{
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    const int smaller = image.width < image.height ? image.width : image.height;
    int n[3] = {image.width / 2, image.height / 2, smaller / 2};
    if (n_args > 1)
        intsAtLeast(args[1], n, 3);
    const Ellipse keep{{n[0], n[1]}, n[2], n[2], 0};
    clearOutside(canvasOf(image), [&](Point p) { return isInside(keep, p); });
    return args[0];
}

mp_obj_t omv_image_mask_ellipse(size_t n_args, const mp_obj_t* args)
{
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    int n[5] = {image.width / 2, image.height / 2, image.width / 2, image.height / 2, 0};
    if (n_args > 1)
        intsAtLeast(args[1], n, 5);
    const Ellipse keep{{n[0], n[1]}, n[2], n[3], n[4]};
    clearOutside(canvasOf(image), [&](Point p) { return isInside(keep, p); });
    return args[0];
}

}  // extern "C"
