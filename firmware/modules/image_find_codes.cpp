// SPDX-License-Identifier: MIT
// Image: AprilTags, QR codes, data matrices, barcodes.
#include "firmware/modules/image_args.h"
#include "firmware/modules/image_tables.h"
#include "firmware/modules/port.h"
#include "firmware/modules/stoppable.h"

#include "firmware/camera/apriltag_find.h"
#include "firmware/camera/codes.h"

#include <cmath>
#include <cstring>

using namespace omv::firmware;

namespace {

mp_obj_t textObject(const std::string& text)
{
    return mp_obj_new_str(text.data(), text.size());
}

// The Pure Thermal's firmware has one family, the two cameras' four.
std::uint32_t familiesOfBoard()
{
    const bool one = std::strncmp(omv_port_arch(), "OPENMVPT", 8) == 0;
    return one ? kTag36h11 : kTag16h5 | kTag25h9 | kTag36h10 | kTag36h11;
}

mp_obj_t tagTuple(const Tag& tag)
{
    static const qstr fields[] = {MP_QSTR_x,
                                  MP_QSTR_y,
                                  MP_QSTR_w,
                                  MP_QSTR_h,
                                  MP_QSTR_cx,
                                  MP_QSTR_cy,
                                  MP_QSTR_id,
                                  MP_QSTR_family,
                                  MP_QSTR_name,
                                  MP_QSTR_cxf,
                                  MP_QSTR_cyf,
                                  MP_QSTR_rotation,
                                  MP_QSTR_decision_margin,
                                  MP_QSTR_hamming,
                                  MP_QSTR_goodness,
                                  MP_QSTR_x_translation,
                                  MP_QSTR_y_translation,
                                  MP_QSTR_z_translation,
                                  MP_QSTR_x_rotation,
                                  MP_QSTR_y_rotation,
                                  MP_QSTR_z_rotation,
                                  MP_QSTR_corners,
                                  MP_QSTR_area,
                                  MP_QSTR_rect};
    const char* name = tagFamilyName(tag.family);
    const mp_obj_t items[] = {intObject(tag.box.x),
                              intObject(tag.box.y),
                              intObject(tag.box.w),
                              intObject(tag.box.h),
                              intObject(static_cast<int>(std::lround(tag.cx))),
                              intObject(static_cast<int>(std::lround(tag.cy))),
                              intObject(tag.id),
                              mp_obj_new_int_from_uint(tag.family),
                              name ? mp_obj_new_str_from_cstr(name) : mp_const_none,
                              floatObject(tag.cx),
                              floatObject(tag.cy),
                              floatObject(tag.rotation[2]),
                              floatObject(tag.decisionMargin),
                              intObject(tag.hamming),
                              floatObject(tag.goodness),
                              floatObject(tag.translation[0]),
                              floatObject(tag.translation[1]),
                              floatObject(tag.translation[2]),
                              floatObject(tag.rotation[0]),
                              floatObject(tag.rotation[1]),
                              floatObject(tag.rotation[2]),
                              cornersTuple(tag.corners),
                              intObject(tag.box.w * tag.box.h),
                              rectTuple(tag.box)};
    static_assert(std::size(items) == std::size(fields));
    return namedTuple(fields, std::size(fields), items);
}

mp_obj_t qrTuple(const QrCode& code)
{
    static const qstr fields[] = {MP_QSTR_x,
                                  MP_QSTR_y,
                                  MP_QSTR_w,
                                  MP_QSTR_h,
                                  MP_QSTR_payload,
                                  MP_QSTR_version,
                                  MP_QSTR_ecc_level,
                                  MP_QSTR_mask,
                                  MP_QSTR_data_type,
                                  MP_QSTR_eci,
                                  MP_QSTR_corners,
                                  MP_QSTR_is_numeric,
                                  MP_QSTR_is_alphanumeric,
                                  MP_QSTR_is_binary,
                                  MP_QSTR_is_kanji,
                                  MP_QSTR_rect};
    const mp_obj_t items[] = {intObject(code.box.x),
                              intObject(code.box.y),
                              intObject(code.box.w),
                              intObject(code.box.h),
                              textObject(code.payload),
                              intObject(code.version),
                              intObject(code.eccLevel),
                              intObject(code.mask),
                              intObject(code.dataType),
                              intObject(code.eci),
                              cornersTuple(code.corners),
                              mp_obj_new_bool(code.dataType == 1),
                              mp_obj_new_bool(code.dataType == 2),
                              mp_obj_new_bool(code.dataType == 4),
                              mp_obj_new_bool(code.dataType == 8),
                              rectTuple(code.box)};
    static_assert(std::size(items) == std::size(fields));
    return namedTuple(fields, std::size(fields), items);
}

mp_obj_t matrixTuple(const DataMatrix& code)
{
    static const qstr fields[] = {MP_QSTR_x,       MP_QSTR_y,       MP_QSTR_w,
                                  MP_QSTR_h,       MP_QSTR_payload, MP_QSTR_rotation,
                                  MP_QSTR_rows,    MP_QSTR_columns, MP_QSTR_capacity,
                                  MP_QSTR_padding, MP_QSTR_corners, MP_QSTR_rect};
    const mp_obj_t items[] = {
        intObject(code.box.x),   intObject(code.box.y),      intObject(code.box.w),
        intObject(code.box.h),   textObject(code.payload),   floatObject(code.rotation),
        intObject(code.rows),    intObject(code.columns),    intObject(code.capacity),
        intObject(code.padding), cornersTuple(code.corners), rectTuple(code.box)};
    static_assert(std::size(items) == std::size(fields));
    return namedTuple(fields, std::size(fields), items);
}

mp_obj_t barTuple(const BarCode& code)
{
    static const qstr fields[] = {MP_QSTR_x,       MP_QSTR_y,    MP_QSTR_w,        MP_QSTR_h,
                                  MP_QSTR_payload, MP_QSTR_type, MP_QSTR_rotation, MP_QSTR_quality,
                                  MP_QSTR_corners, MP_QSTR_rect};
    const mp_obj_t items[] = {intObject(code.box.x),      intObject(code.box.y),
                              intObject(code.box.w),      intObject(code.box.h),
                              textObject(code.payload),   intObject(static_cast<int>(code.type)),
                              floatObject(code.rotation), intObject(code.quality),
                              cornersTuple(code.corners), rectTuple(code.box)};
    static_assert(std::size(items) == std::size(fields));
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

// The functions that take a roi and nothing else.
Rect parseRoi(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_roi, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[1];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 1, allowed, v);
    return roiArg(v[0].u_obj, mutableImageArg(args[0]));
}

}  // namespace

extern "C" {

mp_obj_t omv_image_find_apriltags(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_roi, ARG_families, ARG_fx, ARG_fy, ARG_cx, ARG_cy, ARG_count };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_roi, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_families, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = kTag36h11}},
        {MP_QSTR_fx, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_fy, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_cx, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_cy, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all(n_args - 1, args + 1, kw, ARG_count, allowed, v);
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    const Rect roi = roiArg(v[ARG_roi].u_obj, image);
    // 2.8 mm lens, 3.984 x 2.952 mm of sensor.
    TagOptics optics;
    optics.fx = floatOr(v[ARG_fx].u_obj, 2.8 / 3.984 * image.width);
    optics.fy = floatOr(v[ARG_fy].u_obj, 2.8 / 2.952 * image.height);
    optics.cx = floatOr(v[ARG_cx].u_obj, image.width * 0.5);
    optics.cy = floatOr(v[ARG_cy].u_obj, image.height * 0.5);
    const auto families = static_cast<std::uint32_t>(v[ARG_families].u_int) & familiesOfBoard();
    // One per process: it keeps the tables of the families, which take long to make.
    static TagFinder finder;
    const Held<std::vector<Tag>> found;
    stoppable([&] { *found = finder.find(canvasOf(image), roi, families, optics); });
    return listOf(found, tagTuple);
}

mp_obj_t omv_image_find_qrcodes(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    const Rect roi = parseRoi(n_args, args, kw);
    const Held<std::vector<QrCode>> found;
    const Canvas canvas = canvasOf(imageArg(args[0]));
    stoppable([&] { *found = findQrCodes(canvas, roi); });
    return listOf(found, qrTuple);
}

mp_obj_t omv_image_find_datamatrices(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_roi, ARG_effort, ARG_count };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_roi, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_effort, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 200}},
    };
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all(n_args - 1, args + 1, kw, ARG_count, allowed, v);
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    const Rect roi = roiArg(v[ARG_roi].u_obj, image);
    const Held<std::vector<DataMatrix>> found;
    const auto effort = static_cast<int>(v[ARG_effort].u_int);
    stoppable([&] { *found = findDataMatrices(canvasOf(image), roi, effort); });
    return listOf(found, matrixTuple);
}

mp_obj_t omv_image_find_barcodes(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    const Rect roi = parseRoi(n_args, args, kw);
    const Held<std::vector<BarCode>> found;
    const Canvas canvas = canvasOf(imageArg(args[0]));
    stoppable([&] { *found = findBarCodes(canvas, roi); });
    return listOf(found, barTuple);
}

mp_obj_t omv_image_tag_family(mp_obj_t name)
{
    const std::uint32_t families = familiesOfBoard();
    for (std::uint32_t family = 1; family <= families; family <<= 1)
        if ((families & family) &&
            std::strcmp(mp_obj_str_get_str(name), tagFamilyName(family)) == 0)
            return mp_obj_new_int_from_uint(family);
    return MP_OBJ_NULL;
}

}  // extern "C"
