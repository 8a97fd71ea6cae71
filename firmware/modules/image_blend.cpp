// SPDX-License-Identifier: MIT
// Image: the operations of two pictures, and module functions for colours.
#include "firmware/modules/image_args.h"
#include "firmware/modules/image_tables.h"

#include "firmware/camera/color.h"

using namespace omv::firmware;

namespace {

struct TwoPictures {
    Operand operand;
    Operand mask;
    BlitStorage storage;
    std::uint8_t solid[2];
};

// Argument `image` as a picture; a number or colour becomes one pixel that fills everything.
bool takeOperand(mp_obj_t object, const omv_image_obj_t& target, TwoPictures& two)
{
    const bool color = mp_obj_is_int(object) || omv_is_sequence(object);
    if (!color) {
        two.operand = operandArg(object);
        return false;
    }
    PixelFormat format{target.format};
    std::uint32_t value = colorArg(object, format);
    if (format == PixelFormat::Binary) {
        format = PixelFormat::Grayscale;
        value = value & 1 ? 255 : 0;
    }
    two.solid[0] = static_cast<std::uint8_t>(value);
    two.solid[1] = static_cast<std::uint8_t>(value >> 8);
    two.operand.canvas = {1, 1, format, two.solid, 2};
    return true;
}

mp_obj_t combine(size_t n_args, const mp_obj_t* args, mp_map_t* kw, PixelOp op)
{
    enum { ARG_image, ARG_x, ARG_y, ARG_transform, ARG_mask, ARG_count };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_image, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_x, MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_y, MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_transform, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_mask, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[ARG_count];
    BlitArguments arguments = parseBlit(n_args - 1, args + 1, kw, allowed, v);
    const omv_image_obj_t& target = mutableImageArg(args[0]);
    TwoPictures two{};
    const bool solid = takeOperand(v[ARG_image].u_obj, target, two);
    arguments.transform = v[ARG_transform].u_obj;
    BlitOptions options = blitOptions(arguments, two.operand.canvas, two.storage);
    options.x = bounded(v[ARG_x].u_int);
    options.y = bounded(v[ARG_y].u_int);
    options.op = op;
    if (solid)
        options.aspect = Aspect::Ignore;
    options.mask = maskArg(v[ARG_mask].u_obj, target, two.mask);
    const bool drawn = blit(two.operand.canvas, canvasOf(target), options);
    two.operand.release();
    two.mask.release();
    if (!drawn)
        raiseOs("The pictures cannot be combined");
    return args[0];
}

enum class Space { Binary, Gray, RgbTuple, LabTuple, YuvTuple };

std::uint8_t byteOf(int value)
{
    return static_cast<std::uint8_t>(value);
}

// Every space by way of RGB; the firmware goes through RGB565, too.
Rgb toRgb(Space from, mp_obj_t object)
{
    if (from == Space::Binary) {
        const std::uint8_t level = mp_obj_get_int(object) ? 255 : 0;
        return {level, level, level};
    }
    if (from == Space::Gray) {
        const std::uint8_t level = byteOf(static_cast<int>(mp_obj_get_int(object)));
        return fromRgb565(rgb565(level, level, level));
    }
    int n[3];
    intsExactly(object, n, 3);
    if (from == Space::RgbTuple)
        return fromRgb565(rgb565(byteOf(n[0]), byteOf(n[1]), byteOf(n[2])));
    const auto signedByte = [](int value) { return static_cast<std::int8_t>(value); };
    if (from == Space::LabTuple)
        return fromLab({signedByte(n[0]), signedByte(n[1]), signedByte(n[2])});
    return fromYuv({byteOf(n[0]), signedByte(n[1]), signedByte(n[2])});
}

mp_obj_t triple(int a, int b, int c)
{
    const mp_obj_t items[3] = {MP_OBJ_NEW_SMALL_INT(a), MP_OBJ_NEW_SMALL_INT(b),
                               MP_OBJ_NEW_SMALL_INT(c)};
    return mp_obj_new_tuple(3, items);
}

mp_obj_t fromRgb(Space to, Rgb rgb)
{
    switch (to) {
    case Space::Binary: return MP_OBJ_NEW_SMALL_INT(luma(rgb) > 127);
    case Space::Gray: return MP_OBJ_NEW_SMALL_INT(luma(rgb));
    case Space::RgbTuple: return triple(rgb.r, rgb.g, rgb.b);
    case Space::LabTuple: {
        const Lab lab = toLab(rgb565(rgb));
        return triple(lab.l, lab.a, lab.b);
    }
    case Space::YuvTuple: break;
    }
    const Yuv yuv = toYuv(rgb);
    return triple(yuv.y, yuv.u, yuv.v);
}

mp_obj_t change(Space from, Space to, mp_obj_t object)
{
    // Between numbers nothing is lost to RGB565.
    if (from == Space::Gray && to == Space::Binary)
        return MP_OBJ_NEW_SMALL_INT(byteOf(static_cast<int>(mp_obj_get_int(object))) > 127);
    return fromRgb(to, toRgb(from, object));
}

}  // namespace

#define OMV_TWO_PICTURES(name, op)                                                                 \
    mp_obj_t omv_image_##name##_op(size_t n_args, const mp_obj_t* args, mp_map_t* kw)              \
    {                                                                                              \
        return combine(n_args, args, kw, PixelOp::op);                                             \
    }
#define OMV_COLOR_CHANGE(a, b, from, to)                                                           \
    mp_obj_t omv_image_##a##_to_##b(mp_obj_t color)                                                \
    {                                                                                              \
        return change(Space::from, Space::to, color);                                              \
    }

extern "C" {

OMV_TWO_PICTURES(assign, Assign)
OMV_TWO_PICTURES(and, And)
OMV_TWO_PICTURES(nand, Nand)
OMV_TWO_PICTURES(or, Or)
OMV_TWO_PICTURES(nor, Nor)
OMV_TWO_PICTURES(xor, Xor)
OMV_TWO_PICTURES(xnor, Xnor)
OMV_TWO_PICTURES(add, Add)
OMV_TWO_PICTURES(sub, Sub)
OMV_TWO_PICTURES(rsub, ReverseSub)
OMV_TWO_PICTURES(min, Min)
OMV_TWO_PICTURES(max, Max)
OMV_TWO_PICTURES(difference, Difference)

OMV_COLOR_CHANGE(binary, grayscale, Binary, Gray)
OMV_COLOR_CHANGE(binary, rgb, Binary, RgbTuple)
OMV_COLOR_CHANGE(binary, lab, Binary, LabTuple)
OMV_COLOR_CHANGE(binary, yuv, Binary, YuvTuple)
OMV_COLOR_CHANGE(grayscale, binary, Gray, Binary)
OMV_COLOR_CHANGE(grayscale, rgb, Gray, RgbTuple)
OMV_COLOR_CHANGE(grayscale, lab, Gray, LabTuple)
OMV_COLOR_CHANGE(grayscale, yuv, Gray, YuvTuple)
OMV_COLOR_CHANGE(rgb, binary, RgbTuple, Binary)
OMV_COLOR_CHANGE(rgb, grayscale, RgbTuple, Gray)
OMV_COLOR_CHANGE(rgb, lab, RgbTuple, LabTuple)
OMV_COLOR_CHANGE(rgb, yuv, RgbTuple, YuvTuple)
OMV_COLOR_CHANGE(lab, binary, LabTuple, Binary)
OMV_COLOR_CHANGE(lab, grayscale, LabTuple, Gray)
OMV_COLOR_CHANGE(lab, rgb, LabTuple, RgbTuple)
OMV_COLOR_CHANGE(lab, yuv, LabTuple, YuvTuple)
OMV_COLOR_CHANGE(yuv, binary, YuvTuple, Binary)
OMV_COLOR_CHANGE(yuv, grayscale, YuvTuple, Gray)
OMV_COLOR_CHANGE(yuv, rgb, YuvTuple, RgbTuple)
OMV_COLOR_CHANGE(yuv, lab, YuvTuple, LabTuple)

}  // extern "C"
