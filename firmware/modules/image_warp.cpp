// SPDX-License-Identifier: MIT
// Image: colours, brightness, geometry, edges and flood fill in place; similarity.
#include "firmware/modules/image_args.h"
#include "firmware/modules/image_tables.h"
#include "firmware/modules/stoppable.h"

#include "firmware/camera/edges.h"
#include "firmware/camera/flood.h"
#include "firmware/camera/similarity.h"
#include "firmware/camera/tone.h"
#include "firmware/camera/warp.h"

#include <algorithm>
#include <numbers>

using namespace omv::firmware;

namespace {

constexpr double kRadians = std::numbers::pi / 180;
// Beyond all pictures; farther numbers must not overflow.
constexpr int kFar = 1 << 24;

omv_image_obj_t& evenImageArg(mp_obj_t object)
{
    omv_image_obj_t& image = mutableImageArg(object);
    if (image.width % 2 != 0)
        raiseOs("Width must be even");
    if (image.height % 2 != 0)
        raiseOs("Height must be even");
    return image;
}

// Nested rows of 3 or 4, of which the first three count, or 9, 12 or 16 numbers.
void colorMatrixArg(mp_obj_t object, ColorMatrix& matrix)
{
    matrix = {};
    mp_obj_t* items = nullptr;
    std::size_t length = 0;
    omv_sequence_items(object, &length, &items);
    const bool nested = length == 3 || length == 4;
    if (!nested && length != 9 && length != 12 && length != 16)
        raiseValue("Unexpected matrix dimensions");
    for (std::size_t row = 0; row < 3; ++row) {
        std::size_t columns = length == 9 ? 3 : 4;
        mp_obj_t* numbers = items + row * columns;
        if (nested)
            omv_sequence_items(items[row], &columns, &numbers);
        if (columns != 3 && columns != 4)
            raiseValue("Unexpected matrix dimensions");
        for (std::size_t i = 0; i < columns; ++i)
            matrix[row][i] = static_cast<double>(mp_obj_get_float(numbers[i]));
    }
}

mp_obj_t polar(size_t n_args, const mp_obj_t* args, mp_map_t* kw, bool logarithmic)
{
    enum { ARG_x, ARG_y, ARG_reverse };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_x, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_y, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_reverse, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
    };
    const omv_image_obj_t& image = evenImageArg(args[0]);
    mp_arg_val_t v[3];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 3, allowed, v);
    PolarOptions options;
    options.center.x = std::clamp(intOr(v[ARG_x].u_obj, image.width / 2), -kFar, kFar);
    options.center.y = std::clamp(intOr(v[ARG_y].u_obj, image.height / 2), -kFar, kFar);
    options.logarithmic = logarithmic;
    options.reverse = v[ARG_reverse].u_bool;
    stoppable([&] { polarWarp(canvasOf(image), options); });
    return args[0];
}

std::array<float, 8> cornersArg(mp_obj_t object)
{
    std::array<float, 8> out{};
    mp_obj_t* points = nullptr;
    omv_sequence_items_exactly(object, 4, &points);
    for (std::size_t i = 0; i < 4; ++i) {
        mp_obj_t* numbers = nullptr;
        omv_sequence_items_exactly(points[i], 2, &numbers);
        out[2 * i] = static_cast<float>(mp_obj_get_float(numbers[0]));
        out[2 * i + 1] = static_cast<float>(mp_obj_get_float(numbers[1]));
    }
    return out;
}

double shareArg(mp_obj_t object, const char* text)
{
    const double share = floatOr(object, 0.05);
    if (!(share >= 0 && share <= 1))
        raiseOs(text);
    return share;
}

mp_obj_t similarityTuple(const Similarity& s)
{
    static const qstr fields[] = {MP_QSTR_mean, MP_QSTR_stdev, MP_QSTR_min, MP_QSTR_max};
    const mp_obj_t items[] = {floatObject(s.mean), floatObject(s.stdev), floatObject(s.min),
                              floatObject(s.max)};
    return namedTuple(fields, 4, items);
}

}  // namespace

extern "C" {

mp_obj_t omv_image_awb(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_max, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
    };
    const omv_image_obj_t& image = rawImageArg(args[0]);
    mp_arg_val_t v[1];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 1, allowed, v);
    whiteBalance(canvasOf(image), v[0].u_bool);
    return args[0];
}

mp_obj_t omv_image_ccm(mp_obj_t self, mp_obj_t object)
{
    const omv_image_obj_t& image = mutableImageArg(self);
    ColorMatrix matrix;
    colorMatrixArg(object, matrix);
    correctColors(canvasOf(image), matrix);
    return self;
}

mp_obj_t omv_image_gamma(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_gamma, ARG_contrast, ARG_brightness };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_gamma, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_contrast, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_brightness, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    const omv_image_obj_t& image = rawImageArg(args[0]);
    mp_arg_val_t v[3];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 3, allowed, v);
    const double gamma = floatOr(v[ARG_gamma].u_obj, 1);
    const double contrast = floatOr(v[ARG_contrast].u_obj, 1);
    const double brightness = floatOr(v[ARG_brightness].u_obj, 0);
    correctGamma(canvasOf(image), gamma, contrast, brightness);
    return args[0];
}

mp_obj_t omv_image_histeq(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_adaptive, ARG_clip_limit, ARG_mask };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_adaptive, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_clip_limit, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_mask, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    mp_arg_val_t v[3];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 3, allowed, v);
    const double clipLimit = floatOr(v[ARG_clip_limit].u_obj, -1);
    Operand storage;
    const Canvas* mask = maskArg(v[ARG_mask].u_obj, image, storage);
    const bool adaptive = v[ARG_adaptive].u_bool;
    stoppable([&] {
        if (adaptive)
            equalizeAdaptive(canvasOf(image), clipLimit, mask);
        else
            equalize(canvasOf(image), mask);
    });
    storage.release();
    return args[0];
}

mp_obj_t omv_image_linpolar(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return polar(n_args, args, kw, false);
}
mp_obj_t omv_image_logpolar(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return polar(n_args, args, kw, true);
}

mp_obj_t omv_image_lens_corr(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_strength, ARG_zoom, ARG_x_corr, ARG_y_corr };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_strength, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_zoom, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_x_corr, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_y_corr, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    const omv_image_obj_t& image = evenImageArg(args[0]);
    mp_arg_val_t v[4];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 4, allowed, v);
    LensOptions options;
    options.strength = floatOr(v[ARG_strength].u_obj, 1.8);
    if (!(options.strength > 0))
        raiseOs("strength must be above 0");
    options.zoom = floatOr(v[ARG_zoom].u_obj, 1);
    if (!(options.zoom > 0))
        raiseOs("zoom must be above 0");
    options.xCorrection = floatOr(v[ARG_x_corr].u_obj, 0);
    options.yCorrection = floatOr(v[ARG_y_corr].u_obj, 0);
    stoppable([&] { correctLens(canvasOf(image), options); });
    return args[0];
}

mp_obj_t omv_image_rotation_corr(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_x, ARG_y, ARG_z, ARG_x_move, ARG_y_move, ARG_zoom, ARG_fov, ARG_corners, ARG_count };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_x_rotation, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_y_rotation, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_z_rotation, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_x_translation, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_y_translation, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_zoom, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_fov, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_corners, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all(n_args - 1, args + 1, kw, ARG_count, allowed, v);
    RotationOptions options;
    options.x = floatOr(v[ARG_x].u_obj, 0) * kRadians;
    options.y = floatOr(v[ARG_y].u_obj, 0) * kRadians;
    options.z = floatOr(v[ARG_z].u_obj, 0) * kRadians;
    options.xTranslation = floatOr(v[ARG_x_move].u_obj, 0);
    options.yTranslation = floatOr(v[ARG_y_move].u_obj, 0);
    options.zoom = floatOr(v[ARG_zoom].u_obj, 1);
    if (!(options.zoom > 0))
        raiseOs("zoom must be above 0");
    const double degrees = floatOr(v[ARG_fov].u_obj, 60);
    if (!(degrees > 0 && degrees < 180))
        raiseOs("fov must be above 0 and below 180");
    options.fieldOfView = degrees * kRadians;
    if (v[ARG_corners].u_obj != mp_const_none)
        options.corners = cornersArg(v[ARG_corners].u_obj);
    stoppable([&] { rotatePlane(canvasOf(image), options); });
    return args[0];
}

mp_obj_t omv_image_find_edges(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_roi, ARG_threshold };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_roi, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_threshold, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    const omv_image_obj_t& image = grayscaleImageArg(args[0]);
    const mp_int_t type = mp_obj_get_int(args[1]);
    mp_arg_val_t v[2];
    mp_arg_parse_all(n_args - 2, args + 2, kw, 2, allowed, v);
    const Rect roi = roiArg(v[ARG_roi].u_obj, image);
    int threshold[2] = {100, 200};
    if (v[ARG_threshold].u_obj != mp_const_none)
        intsExactly(v[ARG_threshold].u_obj, threshold, 2);
    if (type != 0 && type != 1)
        raiseValue("Invalid edge detector");
    stoppable([&] {
        if (type == 0)
            cannyEdges(canvasOf(image), roi, threshold[0], threshold[1]);
        else
            simpleEdges(canvasOf(image), threshold[0], threshold[1]);
    });
    return args[0];
}

mp_obj_t omv_image_flood_fill(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_seed, ARG_floating, ARG_color, ARG_invert, ARG_clear_background, ARG_mask };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_seed_threshold, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_floating_threshold, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_color, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_invert, MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_clear_background, MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_mask, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    int at[2];
    intsExactly(args[1], at, 2);
    mp_arg_val_t v[6];
    mp_arg_parse_all(n_args - 2, args + 2, kw, 6, allowed, v);
    FloodOptions options;
    options.seedThreshold = shareArg(v[ARG_seed].u_obj, "seed_threshold must be 0 to 1");
    options.floatingThreshold =
        shareArg(v[ARG_floating].u_obj, "floating_threshold must be 0 to 1");
    options.color = colorArg(v[ARG_color].u_obj, PixelFormat{image.format});
    options.invert = v[ARG_invert].u_bool;
    options.clearBackground = v[ARG_clear_background].u_bool;
    Operand storage;
    options.mask = maskArg(v[ARG_mask].u_obj, image, storage);
    stoppable([&] { floodFill(canvasOf(image), {at[0], at[1]}, options); });
    storage.release();
    return args[0];
}

mp_obj_t omv_image_get_similarity(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_image, ARG_x, ARG_y, ARG_dssim, ARG_count };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_image, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_x, MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_y, MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_dssim, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
    };
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    mp_arg_val_t v[ARG_count];
    const BlitArguments arguments = parseBlit(n_args - 1, args + 1, kw, allowed, v);
    const Operand other = operandArg(v[ARG_image].u_obj);
    BlitStorage storage;
    BlitOptions options = blitOptions(arguments, other.canvas, storage);
    options.x = bounded(v[ARG_x].u_int);
    options.y = bounded(v[ARG_y].u_int);
    const bool dissimilarity = v[ARG_dssim].u_bool;
    std::optional<Similarity> result;
    stoppable([&] { result = similarity(canvasOf(image), other.canvas, options, dissimilarity); });
    other.release();
    if (!result)
        raiseOs("The pictures cannot be compared");
    return similarityTuple(*result);
}

// The firmware of no board has these compiled in; the names are there.
mp_obj_t omv_image_unavailable(size_t, const mp_obj_t*, mp_map_t*)
{
    raiseOs("This function is not available on this camera");
}

}  // extern "C"
