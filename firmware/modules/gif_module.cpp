// SPDX-License-Identifier: MIT
// gif.Gif: an animated GIF, written frame by frame.
#include "firmware/camera/gif_writer.h"
#include "firmware/modules/image_features.h"
#include "firmware/modules/image_io_file.h"

using namespace omv::firmware;
namespace protocol = omv::protocol;

namespace {

constexpr mp_int_t kMostPixels = 0xFFFF;

struct GifObject {
    mp_obj_base_t base;
    mp_obj_t file;  ///< none once it is closed
    int width;
    int height;
    bool color;
    bool loop;
};

GifObject& gifArg(mp_obj_t self)
{
    return *static_cast<GifObject*>(MP_OBJ_TO_PTR(self));
}

GifObject& openGif(mp_obj_t self)
{
    GifObject& gif = gifArg(self);
    if (gif.file == mp_const_none)
        raiseOs("GIF is closed");
    return gif;
}

int sizeArg(mp_int_t given, int fallback)
{
    const mp_int_t size = given == -1 ? fallback : given;
    if (size < 1 || size > kMostPixels)
        raiseOs("Invalid image size");
    return static_cast<int>(size);
}

}  // namespace

extern "C" {

mp_obj_t omv_gif_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                          const mp_obj_t* args)
{
    enum { ARG_path, ARG_width, ARG_height, ARG_color, ARG_loop, ARG_count };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_path, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_width, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_height, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_color, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_loop, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 1}},
    };
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all_kw_array(n_args, n_kw, args, ARG_count, allowed, v);
    const Canvas shape = frameBufferShape();
    auto* gif = mp_obj_malloc(GifObject, type);
    gif->file = mp_const_none;
    gif->width = sizeArg(v[ARG_width].u_int, shape.width);
    gif->height = sizeArg(v[ARG_height].u_int, shape.height);
    gif->color =
        v[ARG_color].u_int == -1 ? protocol::isColor(shape.format) : v[ARG_color].u_int != 0;
    gif->loop = v[ARG_loop].u_int != 0;
    gif->file = openFile(v[ARG_path].u_obj, FileMode::Write);
    const Held<std::vector<std::uint8_t>> header;
    *header = gifHeader(gif->width, gif->height, gif->color, gif->loop);
    // The file is whole after each frame: the next one overwrites the trailer.
    header->push_back(kGifTrailer);
    writeExactly(gif->file, *header);
    header.release();
    return MP_OBJ_FROM_PTR(gif);
}

void omv_gif_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t)
{
    const GifObject& gif = gifArg(self);
    mp_printf(print, "<gif width:%d height:%d color:%d loop:%d>", gif.width, gif.height, gif.color,
              gif.loop);
}

mp_obj_t omv_gif_width(mp_obj_t self)
{
    return intObject(gifArg(self).width);
}
mp_obj_t omv_gif_height(mp_obj_t self)
{
    return intObject(gifArg(self).height);
}
mp_obj_t omv_gif_format(mp_obj_t self)
{
    return mp_obj_new_int_from_uint(
        protocol::value(gifArg(self).color ? PixelFormat::Rgb565 : PixelFormat::Grayscale));
}
mp_obj_t omv_gif_size(mp_obj_t self)
{
    return mp_obj_new_int_from_uint(fileSize(openGif(self).file));
}
mp_obj_t omv_gif_loop(mp_obj_t self)
{
    return intObject(gifArg(self).loop ? 1 : 0);
}

mp_obj_t omv_gif_add_frame(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_delay, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 10}},
    };
    mp_arg_val_t v[1];
    mp_arg_parse_all(n_args - 2, args + 2, kw, 1, allowed, v);
    const GifObject& gif = openGif(args[0]);
    const omv_image_obj_t& image = imageArg(args[1]);
    if (image.width != gif.width || image.height != gif.height)
        raiseOs("Unexpected image geometry");
    const PixelFormat format{image.format};
    if (protocol::isCompressed(format) || format == PixelFormat::Binary)
        raiseOs("Image format is not supported");
    const mp_int_t delay = v[0].u_int;
    const Held<std::vector<std::uint8_t>> frame;
    *frame = gifFrame(canvasOf(image), delay > kMostPixels ? kMostPixels : static_cast<int>(delay));
    if (frame->empty())
        raiseOs("Image format is not supported");
    frame->push_back(kGifTrailer);
    seekFile(gif.file, filePosition(gif.file) - 1);
    writeExactly(gif.file, *frame);
    frame.release();
    return mp_const_none;
}

mp_obj_t omv_gif_close(mp_obj_t self)
{
    closeOnce(gifArg(self).file);
    return mp_const_none;
}

}  // extern "C"
