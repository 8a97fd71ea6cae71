// SPDX-License-Identifier: MIT
// Image: find_blobs().
#include "firmware/modules/image_args.h"
#include "firmware/modules/image_tables.h"
#include "firmware/modules/stoppable.h"

#include "firmware/camera/blobs.h"

using namespace omv::firmware;

namespace {

mp_obj_t blobTuple(const Blob& b)
{
    static const qstr fields[] = {
        MP_QSTR_x,           MP_QSTR_y,           MP_QSTR_w,          MP_QSTR_h,
        MP_QSTR_cx,          MP_QSTR_cy,          MP_QSTR_pixels,     MP_QSTR_rotation,
        MP_QSTR_code,        MP_QSTR_count,       MP_QSTR_perimeter,  MP_QSTR_roundness,
        MP_QSTR_x_hist_bins, MP_QSTR_y_hist_bins, MP_QSTR_corners,    MP_QSTR_min_corners,
        MP_QSTR_cxf,         MP_QSTR_cyf,         MP_QSTR_elongation, MP_QSTR_area,
        MP_QSTR_density,     MP_QSTR_compactness, MP_QSTR_rect};
    const auto bins = [](const std::vector<int>& values) {
        const mp_obj_t list = mp_obj_new_list(0, nullptr);
        for (const int value : values)
            mp_obj_list_append(list, intObject(value));
        return list;
    };
    const mp_obj_t items[] = {intObject(b.x),
                              intObject(b.y),
                              intObject(b.w),
                              intObject(b.h),
                              intObject(b.cx),
                              intObject(b.cy),
                              intObject(b.pixels),
                              floatObject(b.rotation),
                              mp_obj_new_int_from_uint(b.code),
                              intObject(b.count),
                              intObject(b.perimeter),
                              floatObject(b.roundness),
                              bins(b.xHistBins),
                              bins(b.yHistBins),
                              cornersTuple(b.corners),
                              cornersTuple(b.minCorners),
                              floatObject(b.cxf),
                              floatObject(b.cyf),
                              floatObject(b.elongation),
                              intObject(b.area),
                              floatObject(b.density),
                              floatObject(b.compactness),
                              rectTuple({b.x, b.y, b.w, b.h})};
    static_assert(std::size(items) == std::size(fields));
    return namedTuple(fields, std::size(fields), items);
}

// A script's callback must not jump over the search: an exception or a STOP is kept, and the
// search left by a C++ exception.
struct Callbacks {
    mp_obj_t threshold;
    mp_obj_t merge;
    mp_obj_t raised = MP_OBJ_NULL;
    bool aborted = false;

    bool ask(mp_obj_t function, const Blob& a, const Blob* b)
    {
        struct Question {
            mp_obj_t function;
            const Blob& a;
            const Blob* b;
        } question{function, a, b};
        const auto work = [](void* context) {
            const Question& q = *static_cast<const Question*>(context);
            const mp_obj_t blobs[2] = {blobTuple(q.a), q.b ? blobTuple(*q.b) : MP_OBJ_NULL};
            const mp_obj_t answer = mp_call_function_n_kw(q.function, q.b ? 2 : 1, 0, blobs);
            return mp_obj_new_bool(mp_obj_is_true(answer));
        };
        mp_obj_t result = MP_OBJ_NULL;
        // Nothing between here and the callback's own calls could catch.
        const AbortScope nobody(nullptr);
        if (omv_protect(work, &question, &result))
            return result == mp_const_true;
        aborted = result == MP_OBJ_NULL;
        raised = result;
        throw Aborted{};
    }

    void raise() const
    {
        if (aborted)
            nlr_jump_abort();
        if (raised != MP_OBJ_NULL)
            nlr_raise(raised);
    }
};

// The arguments of find_blobs(); its callbacks are what is returned.
Callbacks parseBlobs(size_t n_args, const mp_obj_t* args, mp_map_t* kw, BlobOptions& options)
{
    enum {
        ARG_merge,
        ARG_margin,
        ARG_threshold_cb,
        ARG_merge_cb,
        ARG_x_hist_bins_max,
        ARG_y_hist_bins_max,
        ARG_count
    };
    static const mp_arg_t own[] = {
        {MP_QSTR_merge, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_margin, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_threshold_cb, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_merge_cb, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_x_hist_bins_max, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_y_hist_bins_max, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
    };
    mp_arg_val_t v[ARG_count];
    const PatchArguments patches = parsePatches(n_args, args, kw, own, v);
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    options.invert = patches.invert;
    options.roi = patches.roi;
    options.xStride = patches.strides.x;
    options.yStride = patches.strides.y;
    options.areaThreshold = patches.areaThreshold;
    options.pixelsThreshold = patches.pixelsThreshold;
    options.merge = v[ARG_merge].u_bool;
    options.margin = bounded(v[ARG_margin].u_int);
    options.xHistBinsMax = bounded(v[ARG_x_hist_bins_max].u_int);
    options.yHistBinsMax = bounded(v[ARG_y_hist_bins_max].u_int);
    options.thresholds = thresholdsArg(patches.thresholds, PixelFormat{image.format});
    return {v[ARG_threshold_cb].u_obj, v[ARG_merge_cb].u_obj};
}

}  // namespace

extern "C" {

mp_obj_t omv_image_find_blobs(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    const Held<BlobOptions> options;
    Callbacks callbacks = parseBlobs(n_args, args, kw, *options);
    if (callbacks.threshold != mp_const_none)
        options->thresholdCallback = [&](const Blob& blob) {
            return callbacks.ask(callbacks.threshold, blob, nullptr);
        };
    if (callbacks.merge != mp_const_none)
        options->mergeCallback = [&](const Blob& a, const Blob& b) {
            return callbacks.ask(callbacks.merge, a, &b);
        };
    const Held<std::vector<Blob>> found;
    const Canvas canvas = canvasOf(imageArg(args[0]));
    const WorkEnd end = runStoppable([&] { *found = findBlobs(canvas, *options); });
    options.release();
    callbacks.raise();
    raiseWorkEnd(end);
    const mp_obj_t list = mp_obj_new_list(0, nullptr);
    for (const Blob& blob : *found)
        mp_obj_list_append(list, blobTuple(blob));
    found.release();
    return list;
}

}  // extern "C"
