// SPDX-License-Identifier: MIT
// Image: lines, circles, rectangles; the shape of a blob.
#include "firmware/modules/image_args.h"
#include "firmware/modules/image_tables.h"
#include "firmware/modules/stoppable.h"

#include "firmware/camera/blob_shape.h"
#include "firmware/camera/find_circles.h"
#include "firmware/camera/find_lines.h"
#include "firmware/camera/find_rects.h"

using namespace omv::firmware;

namespace {

mp_obj_t bigIntObject(std::int64_t value)
{
    return mp_obj_new_int_from_ll(value);
}

mp_obj_t lineTuple(const Line& line)
{
    static const qstr fields[] = {MP_QSTR_x1,     MP_QSTR_y1,        MP_QSTR_x2,    MP_QSTR_y2,
                                  MP_QSTR_length, MP_QSTR_magnitude, MP_QSTR_theta, MP_QSTR_rho};
    const mp_obj_t items[] = {intObject(line.from.x),   intObject(line.from.y),
                              intObject(line.to.x),     intObject(line.to.y),
                              intObject(line.length()), bigIntObject(line.magnitude),
                              intObject(line.theta),    intObject(line.rho)};
    static_assert(std::size(items) == std::size(fields));
    return namedTuple(fields, std::size(fields), items);
}

mp_obj_t circleTuple(const Circle& circle)
{
    static const qstr fields[] = {MP_QSTR_x, MP_QSTR_y, MP_QSTR_r, MP_QSTR_magnitude};
    const mp_obj_t items[] = {intObject(circle.x), intObject(circle.y), intObject(circle.r),
                              bigIntObject(circle.magnitude)};
    return namedTuple(fields, std::size(fields), items);
}

mp_obj_t quadrangleTuple(const Quadrangle& rect)
{
    static const qstr fields[] = {MP_QSTR_x, MP_QSTR_y,         MP_QSTR_w,
                                  MP_QSTR_h, MP_QSTR_magnitude, MP_QSTR_corners};
    const mp_obj_t items[] = {intObject(rect.box.x),        intObject(rect.box.y),
                              intObject(rect.box.w),        intObject(rect.box.h),
                              bigIntObject(rect.magnitude), cornersTuple(rect.corners)};
    return namedTuple(fields, std::size(fields), items);
}

template<typename T>
mp_obj_t listOf(const Held<std::vector<T>>& found, mp_obj_t (*tuple)(const T&))
{
    const mp_obj_t list = mp_obj_new_list(0, nullptr);
    for (const T& one : *found)
        mp_obj_list_append(list, tuple(one));
    found.release();
    return list;
}

// The corners in a Blob, and its pixels and perimeter.
struct BlobArgument {
    MinCorners corners;
    int pixels = 0;
    int perimeter = 0;
};

BlobArgument blobArg(mp_obj_t object)
{
    constexpr std::size_t kFields = 23;
    constexpr std::size_t kPixels = 6;
    constexpr std::size_t kPerimeter = 10;
    constexpr std::size_t kMinCorners = 15;
    mp_obj_t* items = nullptr;
    std::size_t count = 0;
    if (mp_obj_is_type(object, &mp_type_attrtuple))
        mp_obj_tuple_get(object, &count, &items);
    if (count != kFields)
        raiseType("Expected a blob");
    BlobArgument out;
    out.pixels = static_cast<int>(mp_obj_get_int(items[kPixels]));
    out.perimeter = static_cast<int>(mp_obj_get_int(items[kPerimeter]));
    mp_obj_t* corners = nullptr;
    omv_sequence_items_exactly(items[kMinCorners], out.corners.size(), &corners);
    for (std::size_t i = 0; i < out.corners.size(); ++i) {
        int point[2];
        intsExactly(corners[i], point, 2);
        out.corners[i] = {point[0], point[1]};
    }
    return out;
}

mp_obj_t axisTuple(const AxisLine& line)
{
    static const qstr fields[] = {MP_QSTR_x1, MP_QSTR_y1, MP_QSTR_x2, MP_QSTR_y2};
    const mp_obj_t items[] = {intObject(line.from.x), intObject(line.from.y), intObject(line.to.x),
                              intObject(line.to.y)};
    return namedTuple(fields, std::size(fields), items);
}

}  // namespace

extern "C" {

mp_obj_t omv_image_get_regression(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t own[] = {
        {MP_QSTR_target_size, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t target;
    const PatchArguments patches = parsePatches(n_args, args, kw, own, &target);
    int size[2] = {80, 60};
    if (target.u_obj != mp_const_none)
        intsExactly(target.u_obj, size, 2);
    if (size[0] < 1 || size[1] < 1)
        raiseOs("target_size must be at least 1x1");
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    const Held<RegressionOptions> options;
    options->invert = patches.invert;
    options->roi = patches.roi;
    options->strides = patches.strides;
    options->areaThreshold = patches.areaThreshold;
    options->pixelsThreshold = patches.pixelsThreshold;
    options->targetWidth = size[0];
    options->targetHeight = size[1];
    options->thresholds = thresholdsArg(patches.thresholds, PixelFormat{image.format});
    std::optional<Line> line;
    stoppable([&] { line = findRegression(canvasOf(image), *options); });
    options.release();
    return line ? lineTuple(*line) : mp_const_none;
}

mp_obj_t omv_image_find_lines(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum {
        ARG_roi,
        ARG_x_stride,
        ARG_y_stride,
        ARG_threshold,
        ARG_theta_margin,
        ARG_rho_margin,
        ARG_count
    };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_roi, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_x_stride, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 2}},
        {MP_QSTR_y_stride, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 1}},
        {MP_QSTR_threshold, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 1000}},
        {MP_QSTR_theta_margin, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 25}},
        {MP_QSTR_rho_margin, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 25}},
    };
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all(n_args - 1, args + 1, kw, ARG_count, allowed, v);
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    LineOptions options;
    options.roi = roiArg(v[ARG_roi].u_obj, image);
    options.strides = stridesArg(v[ARG_x_stride].u_int, v[ARG_y_stride].u_int);
    options.threshold = v[ARG_threshold].u_int;
    options.thetaMargin = static_cast<int>(v[ARG_theta_margin].u_int);
    options.rhoMargin = static_cast<int>(v[ARG_rho_margin].u_int);
    const Held<std::vector<Line>> found;
    stoppable([&] { *found = findLines(canvasOf(image), options); });
    return listOf(found, lineTuple);
}

mp_obj_t omv_image_find_line_segments(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_roi, ARG_merge_distance, ARG_max_theta_diff, ARG_threshold, ARG_count };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_roi, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_merge_distance, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_max_theta_diff, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 15}},
        {MP_QSTR_threshold, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 50}},
    };
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all(n_args - 1, args + 1, kw, ARG_count, allowed, v);
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    SegmentOptions options;
    options.roi = roiArg(v[ARG_roi].u_obj, image);
    options.mergeDistance = static_cast<int>(v[ARG_merge_distance].u_int);
    options.maxThetaDifference = static_cast<int>(v[ARG_max_theta_diff].u_int);
    options.threshold = static_cast<int>(v[ARG_threshold].u_int);
    const Held<std::vector<Line>> found;
    stoppable([&] { *found = findLineSegments(canvasOf(image), options); });
    return listOf(found, lineTuple);
}

mp_obj_t omv_image_find_circles(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum {
        ARG_roi,
        ARG_x_stride,
        ARG_y_stride,
        ARG_threshold,
        ARG_x_margin,
        ARG_y_margin,
        ARG_r_margin,
        ARG_r_min,
        ARG_r_max,
        ARG_r_step,
        ARG_count
    };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_roi, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_x_stride, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 2}},
        {MP_QSTR_y_stride, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 1}},
        {MP_QSTR_threshold, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 2000}},
        {MP_QSTR_x_margin, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 10}},
        {MP_QSTR_y_margin, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 10}},
        {MP_QSTR_r_margin, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 10}},
        {MP_QSTR_r_min, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 2}},
        {MP_QSTR_r_max, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_r_step, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 2}},
    };
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all(n_args - 1, args + 1, kw, ARG_count, allowed, v);
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    CircleOptions options;
    options.roi = roiArg(v[ARG_roi].u_obj, image);
    options.strides = stridesArg(v[ARG_x_stride].u_int, v[ARG_y_stride].u_int);
    if (v[ARG_r_step].u_int < 1)
        raiseOs("r_step must be at least 1");
    options.threshold = v[ARG_threshold].u_int;
    options.xMargin = static_cast<int>(v[ARG_x_margin].u_int);
    options.yMargin = static_cast<int>(v[ARG_y_margin].u_int);
    options.rMargin = static_cast<int>(v[ARG_r_margin].u_int);
    options.rMin = static_cast<int>(v[ARG_r_min].u_int);
    const int most = intOr(v[ARG_r_max].u_obj, 0);
    if (v[ARG_r_max].u_obj != mp_const_none && most < 1)
        return mp_obj_new_list(0, nullptr);
    options.rMax = most;
    options.rStep = static_cast<int>(v[ARG_r_step].u_int);
    const Held<std::vector<Circle>> found;
    stoppable([&] { *found = findCircles(canvasOf(image), options); });
    return listOf(found, circleTuple);
}

mp_obj_t omv_image_find_rects(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_roi, ARG_threshold, ARG_count };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_roi, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_threshold, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 1000}},
    };
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all(n_args - 1, args + 1, kw, ARG_count, allowed, v);
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    const Rect roi = roiArg(v[ARG_roi].u_obj, image);
    const Held<std::vector<Quadrangle>> found;
    const mp_int_t threshold = v[ARG_threshold].u_int;
    stoppable([&] { *found = findRects(canvasOf(image), roi, threshold); });
    return listOf(found, quadrangleTuple);
}

mp_obj_t omv_image_get_solidity(mp_obj_t object)
{
    const BlobArgument blob = blobArg(object);
    return floatObject(solidity(blob.pixels, blob.corners));
}

mp_obj_t omv_image_get_convexity(mp_obj_t object)
{
    const BlobArgument blob = blobArg(object);
    return floatObject(convexity(blob.perimeter, blob.corners));
}

mp_obj_t omv_image_get_major_axis_line(mp_obj_t object)
{
    return axisTuple(majorAxis(blobArg(object).corners));
}

mp_obj_t omv_image_get_minor_axis_line(mp_obj_t object)
{
    return axisTuple(minorAxis(blobArg(object).corners));
}

mp_obj_t omv_image_get_enclosing_circle(mp_obj_t object)
{
    static const qstr fields[] = {MP_QSTR_x, MP_QSTR_y, MP_QSTR_r};
    const EnclosingCircle circle = enclosingCircle(blobArg(object).corners);
    const mp_obj_t items[] = {intObject(circle.x), intObject(circle.y), intObject(circle.r)};
    return namedTuple(fields, std::size(fields), items);
}

mp_obj_t omv_image_get_enclosed_ellipse(mp_obj_t object)
{
    const EnclosedEllipse e = enclosedEllipse(blobArg(object).corners);
    const mp_obj_t items[] = {intObject(e.x), intObject(e.y), intObject(e.a), intObject(e.b),
                              intObject(e.degrees)};
    return mp_obj_new_tuple(std::size(items), items);
}

}  // extern "C"
