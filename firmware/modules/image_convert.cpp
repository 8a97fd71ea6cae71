// SPDX-License-Identifier: MIT
// Image: conversions, copies, drawing one picture into another, saving.
#include "firmware/modules/image_args.h"
#include "firmware/modules/image_tables.h"

#include <algorithm>
#include <cstring>

using namespace omv::firmware;
namespace protocol = omv::protocol;

namespace {

constexpr mp_int_t kDefaultQuality = 90;

struct ConvertArguments {
    BlitArguments blit;
    bool copy = false;
    bool copyToFb = false;
    mp_int_t quality = kDefaultQuality;
    mp_int_t subsampling = 0;
};

ConvertArguments parseConvert(size_t n_args, const mp_obj_t* args, mp_map_t* kw, mp_obj_t palette,
                              bool copy)
{
    enum { ARG_transform, ARG_copy, ARG_copy_to_fb, ARG_quality, ARG_subsampling, ARG_count };
    const mp_arg_t allowed[] = {
        {MP_QSTR_transform, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_copy, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = copy}},
        {MP_QSTR_copy_to_fb, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_quality, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = kDefaultQuality}},
        {MP_QSTR_subsampling, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
    };
    mp_arg_val_t v[ARG_count];
    ConvertArguments out;
    out.blit = parseBlit(n_args - 1, args + 1, kw, allowed, v, palette);
    out.blit.transform = v[ARG_transform].u_obj;
    out.copy = v[ARG_copy].u_bool;
    out.copyToFb = v[ARG_copy_to_fb].u_bool;
    out.quality = v[ARG_quality].u_int;
    out.subsampling = v[ARG_subsampling].u_int;
    if (out.quality < 1 || out.quality > 100)
        raiseValue("quality must be 1 to 100");
    return out;
}

Subsampling subsamplingOf(mp_int_t number)
{
    switch (number) {
    case 0: return Subsampling::Auto;
    case 0x11: return Subsampling::None444;
    case 0x21: return Subsampling::Horizontal422;
    case 0x22: return Subsampling::Both420;
    default: raiseValue("Invalid subsampling");
    }
}

bool changesPixels(const BlitOptions& o)
{
    return o.xScale != 1 || o.yScale != 1 || o.channel != -1 || o.alpha != 255 || o.palette ||
        o.alphaPalette || o.mirror || o.flip || o.transpose;
}

std::size_t bytesOf(PixelFormat format, int width, int height)
{
    return protocol::imageBytes(format, static_cast<std::uint32_t>(width),
                                static_cast<std::uint32_t>(height));
}

// Rows of the roi, unchanged.
void cropInto(const Canvas& from, const Rect& roi, Picture& out)
{
    const std::size_t bytes = protocol::value(from.format) & 0xFF;
    const auto row = static_cast<std::size_t>(roi.w) * bytes;
    for (int y = 0; y < roi.h; ++y) {
        const std::size_t at = stride(from) * static_cast<std::size_t>(roi.y + y) +
            static_cast<std::size_t>(roi.x) * bytes;
        std::memcpy(&out.pixels[row * static_cast<std::size_t>(y)], from.data + at, row);
    }
}

enum class Made { Done, TooLarge, Unsupported };

Made makePicture(const Canvas& from, PixelFormat format, const BlitOptions& options, Picture& out)
{
    const Size scaled = scaledSize(options, {});
    out.width = options.transpose ? scaled.height : scaled.width;
    out.height = options.transpose ? scaled.width : scaled.height;
    out.format = format;
    if (out.width < 1 || out.height < 1 || out.width > 32767 || out.height > 32767)
        return Made::TooLarge;
    out.pixels.assign(bytesOf(format, out.width, out.height), 0);
    const bool plain = format == from.format && !changesPixels(options);
    if (plain && format != PixelFormat::Binary) {
        cropInto(from, options.roi, out);
        return Made::Done;
    }
    return blit(from, out.canvas(), options) ? Made::Done : Made::Unsupported;
}

// Puts the result where it belongs: in a new object, a frame buffer, or the image itself.
mp_obj_t deliver(mp_obj_t self, const ConvertArguments& a, const Held<Picture>& result)
{
    const Canvas canvas = result->canvas();
    omv_image_obj_t& image = imageArg(self);
    mp_obj_t out = self;
    if (a.copyToFb) {
        out = newFrameBufferImage(canvas.width, canvas.height, canvas.format, canvas.size);
    } else if (a.copy) {
        out = newImage(canvas.width, canvas.height, canvas.format, canvas.size);
    } else if (canvas.size > image.room) {
        raiseOs("The result does not fit into the image: use copy=True");
    }
    omv_image_obj_t& target = imageArg(out);
    std::memcpy(target.data, canvas.data, canvas.size);
    changeImage(target, {canvas.width, canvas.height, canvas.format, nullptr, canvas.size});
    result.release();
    return out;
}

// A compressed copy of `picture` in place of itself.
bool compress(Picture& picture, PixelFormat format, const ConvertArguments& a,
              Subsampling subsampling)
{
    auto file = format == PixelFormat::Jpeg
        ? encodeJpeg(picture.canvas(), static_cast<int>(a.quality), subsampling)
        : encodePng(picture.canvas());
    if (!file)
        return false;
    picture.pixels = std::move(*file);
    picture.format = format;
    return true;
}

bool isRawSensorFormat(PixelFormat format)
{
    return protocol::isBayer(format) || protocol::isYuv(format);
}

mp_obj_t convert(size_t n_args, const mp_obj_t* args, mp_map_t* kw, PixelFormat format,
                 mp_obj_t palette, bool copy)
{
    const ConvertArguments a = parseConvert(n_args, args, kw, palette, copy);
    const Subsampling subsampling = subsamplingOf(a.subsampling);
    const Operand source = operandArg(args[0]);
    BlitStorage storage;
    BlitOptions options = blitOptions(a.blit, source.canvas, storage);
    options.center = false;
    options.aspect = Aspect::None;
    const PixelFormat own{imageArg(args[0]).format};
    Held<Picture> result;
    // Without any change a file stays the file it is.
    if (format == own && protocol::isCompressed(own) && !changesPixels(options) &&
        a.blit.roi == mp_const_none) {
        const Canvas file = canvasOf(imageArg(args[0]));
        *result = {file.width, file.height, file.format, {file.data, file.data + file.size}};
        return deliver(args[0], a, result);
    }
    PixelFormat raw = format;
    if (protocol::isCompressed(raw))
        raw = options.palette ? PixelFormat::Rgb565 : source.canvas.format;
    if (isRawSensorFormat(raw) && changesPixels(options))
        raiseValue("Raw sensor formats can only be cropped and copied");
    const Made made = makePicture(source.canvas, raw, options, *result);
    source.release();
    if (made == Made::TooLarge)
        raiseOs("Invalid size of the result");
    if (made == Made::Unsupported)
        raiseValue("Unsupported pixel format");
    if (protocol::isCompressed(format) && !compress(*result, format, a, subsampling))
        raiseOs("Compression failed");
    return deliver(args[0], a, result);
}

mp_obj_t paletteNumber(mp_int_t number)
{
    return MP_OBJ_NEW_SMALL_INT(number);
}

// "jpg" of "a/b.JPG"; empty when there is none.
void extensionOf(const char* path, std::size_t length, char (&out)[6])
{
    out[0] = 0;
    std::size_t begin = length;
    while (begin > 0 && path[begin - 1] != '.' && path[begin - 1] != '/')
        --begin;
    if (begin == 0 || path[begin - 1] == '/' || length - begin > 5)
        return;
    for (std::size_t i = begin; i < length; ++i)
        out[i - begin] =
            static_cast<char>(path[i] >= 'A' && path[i] <= 'Z' ? path[i] + 32 : path[i]);
    out[length - begin] = 0;
}

enum class FileKind { Jpeg, Png, Bmp, Pnm, Raw };

FileKind fileKind(const char* extension, PixelFormat format)
{
    const auto is = [&](const char* text) { return std::strcmp(extension, text) == 0; };
    if (is("jpg") || is("jpeg"))
        return FileKind::Jpeg;
    if (is("png"))
        return FileKind::Png;
    if (is("bmp"))
        return FileKind::Bmp;
    if (is("ppm") || is("pgm"))
        return FileKind::Pnm;
    if (is("raw"))
        return FileKind::Raw;
    if (!is(""))
        raiseOs("Unsupported file extension");
    if (format == PixelFormat::Jpeg)
        return FileKind::Jpeg;
    if (format == PixelFormat::Png)
        return FileKind::Png;
    return protocol::isBayer(format) ? FileKind::Raw : FileKind::Bmp;
}

// Only JPEG and PNG convert; the other files hold the pixels as they are.
bool fits(const char* extension, FileKind kind, PixelFormat format)
{
    switch (kind) {
    case FileKind::Bmp: return !protocol::isCompressed(format) && !isRawSensorFormat(format);
    case FileKind::Pnm:
        return format ==
            (std::strcmp(extension, "ppm") == 0 ? PixelFormat::Rgb565 : PixelFormat::Grayscale);
    case FileKind::Raw: return protocol::isBayer(format);
    default: return true;
    }
}

const char* defaultExtension(FileKind kind)
{
    switch (kind) {
    case FileKind::Jpeg: return ".jpg";
    case FileKind::Png: return ".png";
    case FileKind::Raw: return ".raw";
    default: return ".bmp";
    }
}

// The file's bytes in `out`.
bool encodeAs(FileKind kind, const Canvas& canvas, int quality, std::vector<std::uint8_t>& out)
{
    std::optional<std::vector<std::uint8_t>> file;
    switch (kind) {
    case FileKind::Jpeg: file = encodeJpeg(canvas, quality); break;
    case FileKind::Png: file = encodePng(canvas); break;
    case FileKind::Bmp: file = encodeBmp(canvas); break;
    case FileKind::Pnm: file = encodePnm(canvas); break;
    case FileKind::Raw: file.emplace(canvas.data, canvas.data + canvas.size); break;
    }
    if (!file)
        return false;
    out = std::move(*file);
    return true;
}

}  // namespace

extern "C" {

mp_obj_t omv_image_to_bitmap(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return convert(n_args, args, kw, PixelFormat::Binary, mp_const_none, false);
}
mp_obj_t omv_image_to_grayscale(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return convert(n_args, args, kw, PixelFormat::Grayscale, mp_const_none, false);
}
mp_obj_t omv_image_to_rgb565(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return convert(n_args, args, kw, PixelFormat::Rgb565, mp_const_none, false);
}
mp_obj_t omv_image_to_rainbow(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return convert(n_args, args, kw, PixelFormat::Rgb565, paletteNumber(0), false);
}
mp_obj_t omv_image_to_ironbow(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return convert(n_args, args, kw, PixelFormat::Rgb565, paletteNumber(1), false);
}
mp_obj_t omv_image_to_depth(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return convert(n_args, args, kw, PixelFormat::Rgb565, paletteNumber(2), false);
}
mp_obj_t omv_image_to_evt_dark(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return convert(n_args, args, kw, PixelFormat::Rgb565, paletteNumber(kPaletteEventDark), false);
}
mp_obj_t omv_image_to_evt_light(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return convert(n_args, args, kw, PixelFormat::Rgb565, paletteNumber(kPaletteEventLight), false);
}
mp_obj_t omv_image_to_jpeg(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return convert(n_args, args, kw, PixelFormat::Jpeg, mp_const_none, false);
}
mp_obj_t omv_image_to_png(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return convert(n_args, args, kw, PixelFormat::Png, mp_const_none, false);
}
mp_obj_t omv_image_copy(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return convert(n_args, args, kw, PixelFormat{imageArg(args[0]).format}, mp_const_none, true);
}
mp_obj_t omv_image_crop(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return convert(n_args, args, kw, PixelFormat{imageArg(args[0]).format}, mp_const_none, false);
}

mp_obj_t omv_image_save(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_path, ARG_roi, ARG_quality };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_path, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_roi, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_quality, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 50}},
    };
    mp_arg_val_t v[3];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 3, allowed, v);
    const omv_image_obj_t& image = imageArg(args[0]);
    const mp_int_t quality = v[ARG_quality].u_int;
    if (quality < 1 || quality > 100)
        raiseOs("quality must be 1 to 100");
    const Rect roi = roiArg(v[ARG_roi].u_obj, image);
    std::size_t length = 0;
    const char* path = mp_obj_str_get_data(v[ARG_path].u_obj, &length);
    char extension[6];
    extensionOf(path, length, extension);
    const PixelFormat format{image.format};
    const FileKind kind = fileKind(extension, format);
    if (!fits(extension, kind, format))
        raiseOs("Unsupported pixel format for this file type");
    mp_obj_t target = v[ARG_path].u_obj;
    if (extension[0] == 0)
        target = mp_binary_op(MP_BINARY_OP_ADD, target,
                              mp_obj_new_str_from_cstr(defaultExtension(kind)));
    const bool same = (kind == FileKind::Jpeg && format == PixelFormat::Jpeg) ||
        (kind == FileKind::Png && format == PixelFormat::Png);
    if (same || kind == FileKind::Raw) {
        writeFile(target, image.data, image.size);
        return args[0];
    }
    const Operand source = operandArg(args[0]);
    const bool usesRoi = kind == FileKind::Bmp || kind == FileKind::Pnm;
    Held<Picture> picture;
    BlitOptions options;
    options.roi = usesRoi ? roi : Rect{0, 0, image.width, image.height};
    const Made made = makePicture(source.canvas, source.canvas.format, options, *picture);
    source.release();
    if (made != Made::Done)
        raiseOs("Unsupported pixel format for this file type");
    Held<std::vector<std::uint8_t>> file;
    if (!encodeAs(kind, picture->canvas(), static_cast<int>(quality), *file))
        raiseOs("Encoding the file failed");
    writeFile(target, file->data(), file->size());
    file.release();
    picture.release();
    return args[0];
}

}  // extern "C"
