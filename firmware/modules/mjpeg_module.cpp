// SPDX-License-Identifier: MIT
// mjpeg.Mjpeg: motion JPEG in an AVI file, written frame by frame.
#include "firmware/camera/mjpeg_writer.h"
#include "firmware/modules/host.h"
#include "firmware/modules/image_features.h"
#include "firmware/modules/image_io_file.h"

#include <algorithm>

using namespace omv::firmware;
namespace protocol = omv::protocol;

namespace {

constexpr mp_int_t kMostPixels = 1 << 24;
// A RIFF file tells its size in 32 bits.
constexpr std::uint64_t kMostBytes = UINT32_MAX - 4096;

struct MjpegObject {
    mp_obj_base_t base;
    mp_obj_t file;  ///< none once it is closed
    AviState state;
    std::int64_t lastFrameTime;
};

MjpegObject& mjpegArg(mp_obj_t self)
{
    return *static_cast<MjpegObject*>(MP_OBJ_TO_PTR(self));
}

MjpegObject& openMjpeg(mp_obj_t self)
{
    MjpegObject& mjpeg = mjpegArg(self);
    if (mjpeg.file == mp_const_none)
        raiseOs("MJPEG stream is closed");
    return mjpeg;
}

// What the header says is only known at the end; the frames are left where they are.
void writeHeader(const MjpegObject& mjpeg)
{
    const auto header = aviHeader(mjpeg.state);
    seekFile(mjpeg.file, 0);
    writeExactly(mjpeg.file, header);
    seekFile(mjpeg.file, kAviHeaderBytes + mjpeg.state.bytes + 8 * mjpeg.state.frames);
}

// Mean time between frames, with the first interval at its full weight.
void countFrame(MjpegObject& mjpeg, std::size_t bytes)
{
    AviState& state = mjpeg.state;
    ++state.frames;
    state.bytes += static_cast<std::uint32_t>(bytes);
    const std::int64_t now = host().now();
    const auto passed =
        static_cast<std::uint64_t>(std::max<std::int64_t>(now - mjpeg.lastFrameTime, 1));
    mjpeg.lastFrameTime = now;
    if (state.frames == 2)
        state.frameUs = static_cast<std::uint32_t>(passed);
    else if (state.frames > 2)
        state.frameUs = static_cast<std::uint32_t>(
            (std::uint64_t{state.frameUs} * (state.frames - 1) + passed) / state.frames);
}

struct FrameOptions {
    BlitArguments blit;
    int quality;
};

FrameOptions parseFrame(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum {
        ARG_roi,
        ARG_rgb_channel,
        ARG_alpha,
        ARG_color_palette,
        ARG_alpha_palette,
        ARG_hint,
        ARG_quality,
        ARG_count
    };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_roi, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_rgb_channel, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_alpha, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 255}},
        {MP_QSTR_color_palette, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_alpha_palette, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_hint, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_quality, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 90}},
    };
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all(n_args - 2, args + 2, kw, ARG_count, allowed, v);
    const mp_int_t quality = v[ARG_quality].u_int;
    if (quality < 0 || quality > 100)
        raiseValue("Quality ranges between 0 and 100");
    FrameOptions options;
    options.blit.roi = v[ARG_roi].u_obj;
    options.blit.channel = v[ARG_rgb_channel].u_int;
    options.blit.alpha = v[ARG_alpha].u_int;
    options.blit.palette = v[ARG_color_palette].u_obj;
    options.blit.alphaPalette = v[ARG_alpha_palette].u_obj;
    options.blit.hint = v[ARG_hint].u_int;
    options.quality = static_cast<int>(std::max<mp_int_t>(quality, 1));
    return options;
}

// Nothing to be scaled, cut or recoloured.
bool isPlain(const BlitOptions& options, const Canvas& image, const AviState& state)
{
    return options.roi == Rect{0, 0, image.width, image.height} &&
        static_cast<std::uint32_t>(image.width) == state.width &&
        static_cast<std::uint32_t>(image.height) == state.height && options.channel == -1 &&
        options.alpha == 255 && !options.palette && !options.alphaPalette;
}

// False when the picture cannot be compressed.
bool compress(const Canvas& picture, const BlitOptions& options, bool plain, const AviState& state,
              int quality, std::vector<std::uint8_t>& out)
{
    const Size size{static_cast<int>(state.width), static_cast<int>(state.height)};
    auto jpeg = plain ? encodeJpeg(picture, quality) : jpegOfSize(picture, options, size, quality);
    if (jpeg)
        out = std::move(*jpeg);
    return jpeg.has_value();
}

std::uint32_t sizeArg(mp_int_t given, int fallback)
{
    const mp_int_t size = given == -1 ? fallback : given;
    if (size < 1 || size > 32767)
        raiseOs("Invalid image size");
    return static_cast<std::uint32_t>(size);
}

}  // namespace

extern "C" {

mp_obj_t omv_mjpeg_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                            const mp_obj_t* args)
{
    enum { ARG_path, ARG_width, ARG_height, ARG_count };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_path, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_width, MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_height, MP_ARG_INT, {.u_int = -1}},
    };
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all_kw_array(n_args, n_kw, args, ARG_count, allowed, v);
    const Canvas shape = frameBufferShape();
    auto* mjpeg = mp_obj_malloc(MjpegObject, type);
    mjpeg->file = mp_const_none;
    mjpeg->state = {};
    mjpeg->state.width = sizeArg(v[ARG_width].u_int, shape.width);
    mjpeg->state.height = sizeArg(v[ARG_height].u_int, shape.height);
    if (static_cast<mp_int_t>(mjpeg->state.width) * static_cast<mp_int_t>(mjpeg->state.height) >
        kMostPixels)
        raiseOs("Invalid image size");
    mjpeg->lastFrameTime = 0;
    mjpeg->file = openFile(v[ARG_path].u_obj, FileMode::Write);
    writeHeader(*mjpeg);
    return MP_OBJ_FROM_PTR(mjpeg);
}

void omv_mjpeg_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t)
{
    const MjpegObject& mjpeg = mjpegArg(self);
    const bool closed = mjpeg.file == mp_const_none;
    const std::uint32_t size = kAviHeaderBytes + mjpeg.state.bytes + 8 * mjpeg.state.frames;
    mp_printf(print, "{\"closed\":\"%s\", \"width\":%u, \"height\":%u, \"count\":%u, \"size\":%u}",
              closed ? "true" : "false", mjpeg.state.width, mjpeg.state.height, mjpeg.state.frames,
              size);
}

mp_obj_t omv_mjpeg_is_closed(mp_obj_t self)
{
    return intObject(mjpegArg(self).file == mp_const_none ? 1 : 0);
}
mp_obj_t omv_mjpeg_width(mp_obj_t self)
{
    return mp_obj_new_int_from_uint(mjpegArg(self).state.width);
}
mp_obj_t omv_mjpeg_height(mp_obj_t self)
{
    return mp_obj_new_int_from_uint(mjpegArg(self).state.height);
}
mp_obj_t omv_mjpeg_count(mp_obj_t self)
{
    return mp_obj_new_int_from_uint(mjpegArg(self).state.frames);
}
mp_obj_t omv_mjpeg_size(mp_obj_t self)
{
    const AviState& state = mjpegArg(self).state;
    return mp_obj_new_int_from_uint(kAviHeaderBytes + state.bytes + 8 * state.frames);
}

mp_obj_t omv_mjpeg_write(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    const FrameOptions frame = parseFrame(n_args, args, kw);
    MjpegObject& mjpeg = openMjpeg(args[0]);
    const Canvas image = canvasOf(imageArg(args[1]));
    const auto storage = static_cast<BlitStorage*>(m_malloc(sizeof(BlitStorage)));
    const BlitOptions options = blitOptions(frame.blit, image, *storage);
    const bool plain = isPlain(options, image, mjpeg.state);
    const Held<std::vector<std::uint8_t>> chunk;
    if (plain && image.format == PixelFormat::Jpeg) {
        *chunk = aviFrame({image.data, image.size});
    } else {
        const Operand picture = operandArg(args[1]);
        const bool made =
            compress(picture.canvas, options, plain, mjpeg.state, frame.quality, *chunk);
        picture.release();
        if (!made)
            raiseOs("Compression Failed!");
        *chunk = aviFrame(*chunk);
    }
    const std::size_t bytes = chunk->size() - 8;
    if (std::uint64_t{mjpeg.state.bytes} + bytes + 8 * std::uint64_t{mjpeg.state.frames} >
        kMostBytes)
        raiseOs("The file would be too large");
    writeExactly(mjpeg.file, *chunk);
    chunk.release();
    countFrame(mjpeg, bytes);
    // So that a script that is stopped leaves a file that plays.
    writeHeader(mjpeg);
    return mp_const_none;
}

mp_obj_t omv_mjpeg_sync(mp_obj_t self)
{
    const MjpegObject& mjpeg = openMjpeg(self);
    writeHeader(mjpeg);
    flushFile(mjpeg.file);
    return mp_const_none;
}

mp_obj_t omv_mjpeg_close(mp_obj_t self)
{
    closeOnce(mjpegArg(self).file);
    return mp_const_none;
}

}  // extern "C"
