// SPDX-License-Identifier: MIT
// Image: keypoints, local binary patterns, their files and comparison.
#include "firmware/modules/image_features.h"

#include "firmware/camera/keypoints.h"
#include "firmware/modules/host.h"
#include "firmware/modules/image_args.h"
#include "firmware/modules/stoppable.h"

#include <algorithm>

using namespace omv::firmware;
namespace protocol = omv::protocol;

namespace {

using Keypoints = std::vector<Keypoint>;

// What a loaded descriptor says it was found with.
constexpr int kLoadedThreshold = 10;

const omv_feature_obj_t& featureArg(mp_obj_t object)
{
    return *static_cast<const omv_feature_obj_t*>(MP_OBJ_TO_PTR(object));
}

template<typename T>
const T& contentOf(mp_obj_t object)
{
    const auto* holder = static_cast<omv_holder_obj_t*>(MP_OBJ_TO_PTR(featureArg(object).holder));
    return *static_cast<const T*>(holder->object);
}

// A script's object that keeps `held`.
mp_obj_t featureObject(const mp_obj_type_t* type, mp_obj_t held, int threshold, bool normalized)
{
    auto* object = mp_obj_malloc(omv_feature_obj_t, type);
    object->holder = held;
    object->stages = 0;
    object->threshold = threshold;
    object->normalized = normalized;
    return MP_OBJ_FROM_PTR(object);
}

// The AE3's firmware is built without a corner detector.
bool hasCornerDetector()
{
    return host().board().id != "ae3";
}

mp_obj_t matchTuple(const KeypointMatch& match)
{
    static const qstr fields[] = {MP_QSTR_x,     MP_QSTR_y,   MP_QSTR_w,     MP_QSTR_h,
                                  MP_QSTR_cx,    MP_QSTR_cy,  MP_QSTR_count, MP_QSTR_theta,
                                  MP_QSTR_match, MP_QSTR_rect};
    const mp_obj_t pairs = mp_obj_new_list(0, nullptr);
    for (const auto& [first, second] : match.pairs) {
        const mp_obj_t pair[2] = {mp_obj_new_int_from_uint(first),
                                  mp_obj_new_int_from_uint(second)};
        mp_obj_list_append(pairs, mp_obj_new_tuple(2, pair));
    }
    const mp_obj_t items[] = {
        intObject(match.box.x), intObject(match.box.y),    intObject(match.box.w),
        intObject(match.box.h), intObject(match.center.x), intObject(match.center.y),
        intObject(match.count), intObject(match.theta),    pairs,
        rectTuple(match.box)};
    return namedTuple(fields, 10, items);
}

enum class FileContent { Bad, Lbp, Orb };

// Keeps what the file holds in one of the two.
FileContent takeFile(mp_obj_t file, const Held<LbpDescriptor>& lbp, const Held<Keypoints>& points)
{
    mp_buffer_info_t info;
    mp_get_buffer_raise(file, &info, MP_BUFFER_READ);
    auto descriptor = parseDescriptor({static_cast<const std::uint8_t*>(info.buf), info.len});
    if (!descriptor)
        return FileContent::Bad;
    if (const auto* histograms = std::get_if<LbpDescriptor>(&*descriptor)) {
        *lbp = *histograms;
        return FileContent::Lbp;
    }
    *points = std::move(*std::get_if<Keypoints>(&*descriptor));
    return FileContent::Orb;
}

}  // namespace

extern "C" {

mp_obj_t omv_image_find_lbp(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    const Rect roi = grayRoiArg(n_args, args, kw);
    const Canvas canvas = canvasOf(imageArg(args[0]));
    std::optional<LbpDescriptor> descriptor;
    stoppable([&] { descriptor = lbpDescriptor(canvas, roi); });
    if (!descriptor)
        raiseOs("roi must be at least 7x7");
    const Held<LbpDescriptor> held;
    *held = *descriptor;
    return featureObject(&omv_lbp_type, held.object(), 0, false);
}

mp_obj_t omv_image_find_keypoints(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_roi, ARG_threshold, ARG_normalized, ARG_scale, ARG_most, ARG_detector, ARG_count };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_roi, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_threshold, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 20}},
        {MP_QSTR_normalized, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_scale_factor, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_max_keypoints, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 100}},
        {MP_QSTR_corner_detector, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 1}},
    };
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all(n_args - 1, args + 1, kw, ARG_count, allowed, v);
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    const Rect roi = roiArg(v[ARG_roi].u_obj, image);
    KeypointSearch search;
    search.threshold = static_cast<int>(std::clamp<mp_int_t>(v[ARG_threshold].u_int, 0, 255));
    search.normalized = v[ARG_normalized].u_bool;
    search.scale = floatOr(v[ARG_scale].u_obj, 1.5);
    search.most = static_cast<std::size_t>(std::max<mp_int_t>(v[ARG_most].u_int, 0));
    if (!(search.scale > 1))
        raiseOs("scale_factor must be above 1");
    if (!hasCornerDetector())
        return mp_const_none;
    const Held<Keypoints> held;
    stoppable([&] { *held = findKeypoints(canvasOf(image), roi, search); });
    if (held->empty())
        return mp_const_none;
    return featureObject(&omv_keypoints_type, held.object(),
                         static_cast<int>(v[ARG_threshold].u_int), search.normalized);
}

mp_obj_t omv_image_load_descriptor(mp_obj_t path)
{
    const mp_obj_t file = readFile(path);
    const Held<LbpDescriptor> lbp;
    const Held<Keypoints> points;
    switch (takeFile(file, lbp, points)) {
    case FileContent::Lbp: return featureObject(&omv_lbp_type, lbp.object(), 0, false);
    case FileContent::Orb:
        return featureObject(&omv_keypoints_type, points.object(), kLoadedThreshold, false);
    case FileContent::Bad: break;
    }
    raiseOs("Descriptor type is not supported");
}

mp_obj_t omv_image_save_descriptor(mp_obj_t descriptor, mp_obj_t path)
{
    const bool lbp = mp_obj_is_type(descriptor, &omv_lbp_type);
    if (!lbp && !mp_obj_is_type(descriptor, &omv_keypoints_type))
        raiseOs("Descriptor type is not supported");
    const Held<std::vector<std::uint8_t>> file;
    *file = lbp ? descriptorFile(contentOf<LbpDescriptor>(descriptor))
                : descriptorFile(contentOf<Keypoints>(descriptor));
    writeFile(path, file->data(), file->size());
    file.release();
    return mp_const_true;
}

mp_obj_t omv_image_match_descriptor(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_threshold, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 85}},
        {MP_QSTR_filter_outliers, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
    };
    mp_arg_val_t v[2];
    mp_arg_parse_all(n_args - 2, args + 2, kw, 2, allowed, v);
    const mp_obj_type_t* type = mp_obj_get_type(args[0]);
    if (type != mp_obj_get_type(args[1]))
        raiseOs("Descriptors have different types!");
    if (type == &omv_lbp_type)
        return intObject(
            lbpDistance(contentOf<LbpDescriptor>(args[0]), contentOf<LbpDescriptor>(args[1])));
    if (type != &omv_keypoints_type)
        raiseOs("Descriptor type is not supported");
    const mp_int_t threshold = v[0].u_int;
    if (threshold < 0 || threshold > 100)
        raiseOs("Expected threshold between 0 and 100");
    const Held<KeypointMatch> match;
    const bool filterOutliers = v[1].u_bool;
    stoppable([&] {
        *match = matchKeypoints(contentOf<Keypoints>(args[0]), contentOf<Keypoints>(args[1]),
                                static_cast<int>(threshold), filterOutliers);
    });
    const mp_obj_t out = matchTuple(*match);
    match.release();
    return out;
}

mp_obj_t omv_keypoints_list(mp_obj_t object)
{
    if (!mp_obj_is_type(object, &omv_keypoints_type))
        return object;
    const mp_obj_t list = mp_obj_new_list(0, nullptr);
    for (const Keypoint& point : contentOf<Keypoints>(object)) {
        const mp_obj_t items[3] = {intObject(point.x), intObject(point.y), intObject(point.angle)};
        mp_obj_list_append(list, mp_obj_new_tuple(3, items));
    }
    return list;
}

void omv_keypoints_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t)
{
    mp_printf(print, "{\"size\":%d, \"threshold\":%d, \"normalized\":%d}",
              static_cast<int>(contentOf<Keypoints>(self).size()), featureArg(self).threshold,
              featureArg(self).normalized ? 1 : 0);
}

mp_obj_t omv_keypoints_unary(mp_unary_op_t op, mp_obj_t self)
{
    if (op != MP_UNARY_OP_LEN)
        return MP_OBJ_NULL;
    return mp_obj_new_int_from_uint(contentOf<Keypoints>(self).size());
}

mp_obj_t omv_keypoints_subscr(mp_obj_t self, mp_obj_t index, mp_obj_t value)
{
    if (value != MP_OBJ_SENTINEL)
        return MP_OBJ_NULL;
    const Keypoints& points = contentOf<Keypoints>(self);
    const Keypoint& point = points[mp_get_index(&omv_keypoints_type, points.size(), index, false)];
    const mp_obj_t items[5] = {intObject(point.x), intObject(point.y), intObject(point.score),
                               intObject(point.octave), intObject(point.angle)};
    return mp_obj_new_tuple(5, items);
}

void omv_lbp_print(const mp_print_t* print, mp_obj_t, mp_print_kind_t)
{
    mp_printf(print, "{}");
}

}  // extern "C"
