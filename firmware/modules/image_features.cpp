// SPDX-License-Identifier: MIT
// Image: Haar cascades, templates, displacement.
#include "firmware/modules/image_features.h"

#include "firmware/camera/displacement.h"
#include "firmware/camera/haar.h"
#include "firmware/camera/template.h"
#include "firmware/modules/image_args.h"
#include "firmware/modules/stoppable.h"

using namespace omv::firmware;
namespace protocol = omv::protocol;

namespace {

enum Search : mp_int_t { kExhaustive = 0, kDiamond = 1 };

omv_feature_obj_t& featureArg(mp_obj_t object)
{
    return *static_cast<omv_feature_obj_t*>(MP_OBJ_TO_PTR(object));
}

const Cascade& cascadeOf(const omv_feature_obj_t& feature)
{
    const auto* holder = static_cast<omv_holder_obj_t*>(MP_OBJ_TO_PTR(feature.holder));
    return *static_cast<Cascade*>(holder->object);
}

protocol::Bytes bytesOf(mp_obj_t object)
{
    mp_buffer_info_t info;
    mp_get_buffer_raise(object, &info, MP_BUFFER_READ);
    return {static_cast<const std::uint8_t*>(info.buf), info.len};
}

DisplacementMode displacementMode(bool logpolar, bool fix)
{
    if (logpolar)
        return DisplacementMode::LogPolar;
    return fix ? DisplacementMode::Fixed : DisplacementMode::Translation;
}

}  // namespace

extern "C" {

mp_obj_t omv_image_haar_cascade(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_path, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_stages, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n_args, args, kw, 2, allowed, v);
    const mp_obj_t file = readFile(v[0].u_obj);
    auto* object = mp_obj_malloc(omv_feature_obj_t, &omv_cascade_type);
    object->holder = mp_const_none;
    const Held<Cascade> held;
    object->holder = held.object();
    bool sound = false;
    {
        auto cascade = parseCascade(bytesOf(file));
        sound = cascade.has_value();
        if (sound)
            *held = std::move(*cascade);
    }
    if (!sound)
        raiseRuntime("Failed to load Haar cascade");
    object->stages = held->stages.size();
    const mp_int_t stages = v[1].u_int;
    if (stages > 0 && static_cast<std::size_t>(stages) < object->stages)
        object->stages = static_cast<std::size_t>(stages);
    return MP_OBJ_FROM_PTR(object);
}

void omv_cascade_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t)
{
    const omv_feature_obj_t& feature = featureArg(self);
    const Cascade& cascade = cascadeOf(feature);
    mp_printf(print,
              "{\"width\":%d, \"height\":%d, \"n_stages\":%d, \"n_features\":%d, "
              "\"n_rectangles\":%d}",
              cascade.width, cascade.height, static_cast<int>(feature.stages),
              static_cast<int>(cascade.features.size()),
              static_cast<int>(cascade.rectangles.size()));
}

mp_obj_t omv_image_find_features(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_cascade, ARG_threshold, ARG_scale, ARG_roi, ARG_count };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_cascade, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_threshold, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_scale, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_roi, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all(n_args - 1, args + 1, kw, ARG_count, allowed, v);
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    if (!mp_obj_is_type(v[ARG_cascade].u_obj, &omv_cascade_type))
        raiseType("Expected a Cascade");
    const omv_feature_obj_t& feature = featureArg(v[ARG_cascade].u_obj);
    const Cascade& cascade = cascadeOf(feature);
    FeatureSearch search;
    search.threshold = floatOr(v[ARG_threshold].u_obj, 0.5);
    search.scale = floatOr(v[ARG_scale].u_obj, 1.5);
    search.stages = feature.stages;
    const Rect roi = roiArg(v[ARG_roi].u_obj, image);
    if (roi.w <= cascade.width || roi.h <= cascade.height)
        raiseOs("Region of interest is smaller than detector window!");
    if (!(search.scale > 1))
        raiseOs("scale must be above 1");
    const mp_obj_t list = mp_obj_new_list(0, nullptr);
    const Held<std::vector<Rect>> found;
    stoppable([&] { *found = findFeatures(canvasOf(image), roi, cascade, search); });
    for (const Rect& rect : *found)
        mp_obj_list_append(list, rectTuple(rect));
    found.release();
    return list;
}

mp_obj_t omv_image_find_eye(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    const Rect roi = grayRoiArg(n_args, args, kw);
    const Canvas canvas = canvasOf(imageArg(args[0]));
    Point pupil;
    stoppable([&] { pupil = findPupil(canvas, roi); });
    return pointTuple(pupil);
}

mp_obj_t omv_image_find_template(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_template, ARG_threshold, ARG_roi, ARG_step, ARG_search, ARG_count };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_template, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_threshold, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_roi, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_step, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 2}},
        {MP_QSTR_search, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = kExhaustive}},
    };
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all(n_args - 1, args + 1, kw, ARG_count, allowed, v);
    const omv_image_obj_t& image = grayscaleImageArg(args[0]);
    const omv_image_obj_t& pattern = grayscaleImageArg(v[ARG_template].u_obj);
    const auto threshold = static_cast<double>(mp_obj_get_float(v[ARG_threshold].u_obj));
    const Rect roi = roiArg(v[ARG_roi].u_obj, image);
    if (roi.w < pattern.width || roi.h < pattern.height)
        raiseOs("Region of interest is smaller than template!");
    if (v[ARG_step].u_int < 1)
        raiseOs("step must be at least 1");
    const auto step = static_cast<int>(v[ARG_step].u_int);
    const bool diamond = v[ARG_search].u_int == kDiamond;
    std::optional<TemplateMatch> match;
    stoppable([&] {
        match = diamond ? searchTemplate(canvasOf(image), canvasOf(pattern))
                        : matchTemplate(canvasOf(image), canvasOf(pattern), roi, step);
    });
    if (!match || !(match->correlation > threshold))
        return mp_const_none;
    return rectTuple(match->place);
}

mp_obj_t omv_image_find_displacement(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_template, ARG_roi, ARG_template_roi, ARG_logpolar, ARG_fix, ARG_count };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_template, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_roi, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_template_roi, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_logpolar, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_fix_rotation_scale, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
    };
    static const qstr fields[] = {MP_QSTR_x_translation, MP_QSTR_y_translation, MP_QSTR_rotation,
                                  MP_QSTR_scale, MP_QSTR_response};
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all(n_args - 1, args + 1, kw, ARG_count, allowed, v);
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    const omv_image_obj_t& reference = mutableImageArg(v[ARG_template].u_obj);
    const Rect roi = roiArg(v[ARG_roi].u_obj, image);
    const Rect referenceRoi = roiArg(v[ARG_template_roi].u_obj, reference);
    if (roi.w != referenceRoi.w || roi.h != referenceRoi.h)
        raiseOs("roi and template_roi must have the same size");
    const DisplacementMode mode = displacementMode(v[ARG_logpolar].u_bool, v[ARG_fix].u_bool);
    Displacement d;
    stoppable([&] {
        d = findDisplacement(canvasOf(image), roi, canvasOf(reference), referenceRoi, mode);
    });
    const mp_obj_t items[] = {mp_obj_new_float(d.x), mp_obj_new_float(d.y),
                              mp_obj_new_float(d.rotation), mp_obj_new_float(d.scale),
                              mp_obj_new_float(d.response)};
    return namedTuple(fields, 5, items);
}

}  // extern "C"
