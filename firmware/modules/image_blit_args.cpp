// SPDX-License-Identifier: MIT
// The arguments of all functions that draw one picture into another.
#include "firmware/modules/image_args.h"

#include "firmware/modules/csi_tables.h"
#include "firmware/modules/port.h"

#include <algorithm>

namespace omv::firmware {

namespace {

// Numbers of the module's hints.
enum Hint : mp_int_t {
    kArea = 1,
    kBilinear = 2,
    kBicubic = 4,
    kMirror = 16,
    kFlip = 32,
    kTranspose = 64,
    kCenter = 128,
    kChannelFirst = 256,
    kPaletteFirst = 512,
    kAspectKeep = 1024,
    kAspectExpand = 2048,
    kAspectIgnore = 4096,
    kBlackBackground = 0x80000000,
};

Interpolation interpolationOf(mp_int_t hint)
{
    if (hint & kArea)
        return Interpolation::Area;
    if (hint & kBicubic)
        return Interpolation::Bicubic;
    return hint & kBilinear ? Interpolation::Bilinear : Interpolation::Nearest;
}

Aspect aspectOf(mp_int_t hint)
{
    if (hint & kAspectIgnore)
        return Aspect::Ignore;
    if (hint & kAspectExpand)
        return Aspect::Expand;
    return hint & kAspectKeep ? Aspect::Keep : Aspect::None;
}

const ColorPalette* paletteArg(mp_obj_t object, BlitStorage& storage)
{
    if (object == mp_const_none)
        return nullptr;
    if (isIntArg(object)) {
        const ColorPalette* palette = paletteOf(mp_obj_get_int(object));
        if (!palette)
            raiseValue("Invalid color palette");
        return palette;
    }
    const Canvas canvas = canvasOf(imageArg(object));
    if (canvas.format != PixelFormat::Rgb565 || canvas.width * canvas.height != 256)
        raiseValue("Color palette must be a 256 pixel RGB565 image");
    for (std::size_t i = 0; i < storage.palette.size(); ++i)
        storage.palette[i] =
            static_cast<std::uint16_t>(canvas.data[2 * i] | canvas.data[2 * i + 1] << 8);
    return &storage.palette;
}

const std::uint8_t* alphaPaletteArg(mp_obj_t object, BlitStorage& storage)
{
    if (object == mp_const_none)
        return nullptr;
    const Canvas canvas = canvasOf(imageArg(object));
    if (canvas.format != PixelFormat::Grayscale || canvas.width * canvas.height != 256)
        raiseValue("Alpha palette must be a 256 pixel GRAYSCALE image");
    std::copy_n(canvas.data, 256, storage.alpha);
    return storage.alpha;
}

}  // namespace

BlitArguments parseBlit(size_t n_args, const mp_obj_t* args, mp_map_t* kw,
                        std::span<const mp_arg_t> own, mp_arg_val_t* values, mp_obj_t palette)
{
    enum { kXScale, kYScale, kRoi, kChannel, kAlpha, kPalette, kAlphaPalette, kHint, kShared };
    const mp_arg_t shared[kShared] = {
        {MP_QSTR_x_scale, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_y_scale, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_roi, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_rgb_channel, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_alpha, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 255}},
        {MP_QSTR_color_palette, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_obj = palette}},
        {MP_QSTR_alpha_palette, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_hint, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
    };
    mp_arg_val_t v[kShared];
    parseArguments(n_args, args, kw, own, values, shared, v);
    BlitArguments out;
    out.xScale = v[kXScale].u_obj;
    out.yScale = v[kYScale].u_obj;
    out.roi = v[kRoi].u_obj;
    out.channel = v[kChannel].u_int;
    out.alpha = v[kAlpha].u_int;
    out.palette = v[kPalette].u_obj;
    out.alphaPalette = v[kAlphaPalette].u_obj;
    out.hint = v[kHint].u_int;
    return out;
}

const ColorPalette* paletteOf(mp_int_t number)
{
    switch (number) {
    case 0: return &rainbowPalette();
    case 1: return &ironbowPalette();
    case kPaletteDepth: return omv_port_has_module("tof") ? &depthPalette() : nullptr;
    case kPaletteEventDark: return omv_has_event_camera() ? &darkEventPalette() : nullptr;
    case kPaletteEventLight: return omv_has_event_camera() ? &lightEventPalette() : nullptr;
    default: return nullptr;
    }
}

BlitOptions blitOptions(const BlitArguments& a, const Canvas& source, BlitStorage& storage)
{
    if (a.transform != mp_const_none)
        raiseType("transform is not supported by this board");
    if (a.channel < -1 || a.channel > 2)
        raiseValue("rgb_channel must be -1, 0, 1 or 2");
    if (a.alpha < 0 || a.alpha > 255)
        raiseValue("alpha must be 0 to 255");
    BlitOptions options;
    omv_image_obj_t size{};
    size.width = source.width;
    size.height = source.height;
    options.roi = roiArg(a.roi, size);
    options.xScale = floatOr(a.xScale, floatOr(a.yScale, 1));
    options.yScale = floatOr(a.yScale, options.xScale);
    options.channel = static_cast<int>(a.channel);
    options.alpha = static_cast<int>(a.alpha);
    options.palette = paletteArg(a.palette, storage);
    options.alphaPalette = alphaPaletteArg(a.alphaPalette, storage);
    options.interpolation = interpolationOf(a.hint);
    options.aspect = aspectOf(a.hint);
    options.mirror = a.hint & kMirror;
    options.flip = a.hint & kFlip;
    options.transpose = a.hint & kTranspose;
    options.center = a.hint & kCenter;
    options.channelFirst = a.hint & kChannelFirst;
    options.paletteFirst = a.hint & kPaletteFirst;
    options.blackBackground = a.hint & kBlackBackground;
    return options;
}

}  // namespace omv::firmware
