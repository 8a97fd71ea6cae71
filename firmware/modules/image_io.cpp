// SPDX-License-Identifier: MIT
// image.ImageIO: frames with their timing, in a file or in memory.
#include "firmware/camera/image_stream.h"
#include "firmware/modules/host.h"
#include "firmware/modules/image_features.h"
#include "firmware/modules/image_io_file.h"
#include "firmware/modules/imaging.h"

#include <algorithm>
#include <cstring>

using namespace omv::firmware;
namespace protocol = omv::protocol;

namespace {

enum Kind { kFileStream = 0, kMemoryStream = 1 };

// A slot in memory: what describes the picture, then its pixels, both in whole lines of the
// board's cache.
constexpr std::size_t kCacheLine = 32;
constexpr std::size_t kSlotHeader = 32;
// When there is no sensor whose frame buffers could tell.
constexpr std::size_t kFallbackMemory = 16u << 20;

struct StreamObject {
    mp_obj_base_t base;
    Kind kind;
    bool closed;
    bool writing;
    bool rewound;  ///< the next frame is written over all others
    int version;
    std::uint32_t count;
    std::uint32_t offset;
    std::int64_t lastMs;
    mp_obj_t path;
    mp_obj_t file;
    mp_obj_t memory;  ///< holder of a Slots
    std::size_t slotBytes;
};

struct Slots {
    std::vector<StreamFrame> frames;
    std::vector<std::uint8_t> pixels;
};

StreamObject& streamArg(mp_obj_t self)
{
    return *static_cast<StreamObject*>(MP_OBJ_TO_PTR(self));
}

StreamObject& openStream(mp_obj_t self)
{
    StreamObject& stream = streamArg(self);
    if (stream.closed)
        raiseOs("Stream closed");
    return stream;
}

Slots& slotsOf(const StreamObject& stream)
{
    const auto* holder = static_cast<omv_holder_obj_t*>(MP_OBJ_TO_PTR(stream.memory));
    return *static_cast<Slots*>(holder->object);
}

[[noreturn]] void raiseEnd()
{
    mp_raise_msg(&mp_type_EOFError, MP_ERROR_TEXT("End of stream"));
}

std::int64_t nowMs()
{
    return host().now() / 1000;
}

std::uint8_t* slotPixels(const StreamObject& stream)
{
    const std::size_t room = stream.slotBytes - kSlotHeader;
    return slotsOf(stream).pixels.data() + room * stream.offset;
}

void startWriting(StreamObject& stream)
{
    stream.file = openFile(stream.path, FileMode::Write);
    stream.writing = true;
    stream.rewound = false;
    const auto magic = streamMagic();
    writeExactly(stream.file, magic);
}

void startReading(StreamObject& stream)
{
    stream.file = openFile(stream.path, FileMode::Read);
    std::uint8_t magic[kStreamMagicBytes] = {};
    const bool whole = readExactly(stream.file, magic, sizeof magic);
    const auto version = whole ? streamVersion(magic) : std::nullopt;
    if (!version)
        raiseOs("Not an image stream");
    if (!isKnownVersion(*version))
        raiseValue("Expected version V1.0, V1.1, or V2.0");
    stream.version = *version;
}

void openPath(StreamObject& stream, mp_obj_t path, mp_obj_t modeObject)
{
    std::size_t length = 0;
    const char* mode = mp_obj_str_get_data(modeObject, &length);
    stream.kind = kFileStream;
    stream.path = path;
    stream.version = static_cast<int>(StreamVersion::V2_0);
    if (length > 0 && mode[0] == 'w')
        startWriting(stream);
    else if (length > 0 && mode[0] == 'r')
        startReading(stream);
    else
        raiseValue("Invalid stream mode, expected 'r' or 'w'");
}

// Bytes of a picture in memory. For a compressed one it is guessed: 2 bits a pixel.
std::size_t slotRoom(int width, int height, PixelFormat format)
{
    const auto w = static_cast<std::uint32_t>(width);
    const auto h = static_cast<std::uint32_t>(height);
    const std::uint64_t bytes = protocol::isCompressed(format)
        ? protocol::imageBytes(PixelFormat::Binary, w, 2 * h)
        : protocol::imageBytes(format, w, h);
    return static_cast<std::size_t>((bytes + kCacheLine - 1) / kCacheLine * kCacheLine);
}

void openMemory(StreamObject& stream, mp_obj_t shape, mp_int_t count)
{
    int n[3];
    intsExactly(shape, n, 3);
    const PixelFormat format{static_cast<std::uint32_t>(n[2])};
    if (!protocol::isKnown(format))
        raiseOs("Invalid image stream pixformat");
    if (n[0] < 1 || n[1] < 1 || n[0] > 32767 || n[1] > 32767 || count < 0)
        raiseOs("Invalid image size");
    stream.kind = kMemoryStream;
    stream.slotBytes = kSlotHeader + slotRoom(n[0], n[1], format);
    const Sensor* sensor = imaging() ? imaging()->mainSensor() : nullptr;
    const std::size_t memory = sensor ? sensor->poolBytes() : kFallbackMemory;
    if (static_cast<std::size_t>(count) > memory / stream.slotBytes)
        mp_raise_msg(&mp_type_MemoryError, MP_ERROR_TEXT("Out of frame buffer memory"));
    stream.count = static_cast<std::uint32_t>(count);
    const Held<Slots> slots;
    stream.memory = slots.object();
    slots->frames.resize(stream.count);
    slots->pixels.resize((stream.slotBytes - kSlotHeader) * stream.count);
}

void writeToFile(StreamObject& stream, const omv_image_obj_t& image, std::uint32_t elapsed)
{
    if (!stream.writing)
        raiseOs("The stream is open for reading");
    if (stream.rewound) {
        closeFile(stream.file);
        startWriting(stream);
    }
    const auto header =
        frameHeader({elapsed, image.width, image.height, PixelFormat{image.format}, image.size});
    const std::uint8_t padding[kMostFrameHeaderBytes] = {};
    writeExactly(stream.file, header);
    writeExactly(stream.file, {image.data, image.size});
    writeExactly(stream.file, protocol::Bytes(padding).first(framePadding(image.size)));
    stream.count = stream.offset + 1;
}

void writeToMemory(StreamObject& stream, const omv_image_obj_t& image, std::uint32_t elapsed)
{
    if (stream.offset == stream.count)
        raiseEnd();
    if (image.size > stream.slotBytes - kSlotHeader)
        raiseValue("Invalid frame size");
    slotsOf(stream).frames[stream.offset] = {elapsed, image.width, image.height,
                                             PixelFormat{image.format}, image.size};
    std::memcpy(slotPixels(stream), image.data, image.size);
}

std::size_t leftInFile(const StreamObject& stream)
{
    const std::size_t size = fileSize(stream.file);
    const std::size_t position = filePosition(stream.file);
    return size > position ? size - position : 0;
}

// The header at the file's position; the pixels are really there. EOFError at the end.
StreamFrame readFrameHeader(const StreamObject& stream)
{
    if (leftInFile(stream) == 0)
        raiseEnd();
    const StreamVersion version{stream.version};
    std::uint8_t header[kMostFrameHeaderBytes] = {};
    const std::size_t size = frameHeaderBytes(version);
    const bool whole = readExactly(stream.file, header, size);
    const auto frame =
        whole ? parseFrameHeader(protocol::Bytes(header).first(size), version) : std::nullopt;
    if (!frame || frame->size > leftInFile(stream))
        raiseOs("Damaged image stream");
    return *frame;
}

void skipPixels(const StreamObject& stream, const StreamFrame& frame)
{
    // A last frame may lack what fills it up.
    const std::size_t step = std::min(frame.size + framePadding(frame.size), leftInFile(stream));
    seekFile(stream.file, filePosition(stream.file) + step);
}

// Waits until as much time has passed since the frame before as when it was recorded.
void keepPace(StreamObject& stream, const StreamFrame& frame, bool pause)
{
    const std::int64_t due = stream.lastMs + frame.elapsedMs;
    if (pause && nowMs() < due)
        host().waitUntil(due * 1000);
    stream.lastMs = due;
}

mp_obj_t makeImage(const StreamFrame& frame, bool copyToFb)
{
    return copyToFb ? newFrameBufferImage(frame.width, frame.height, frame.format, frame.size)
                    : newImage(frame.width, frame.height, frame.format, frame.size);
}

// None at the end when it does not begin again.
mp_obj_t readFromFile(StreamObject& stream, bool copyToFb, bool loop, bool pause)
{
    if (leftInFile(stream) == 0) {
        if (!loop)
            return mp_const_none;
        seekFile(stream.file, kStreamMagicBytes);
        stream.offset = 0;
        if (leftInFile(stream) == 0)
            return mp_const_none;
    }
    const StreamFrame frame = readFrameHeader(stream);
    keepPace(stream, frame, pause);
    const mp_obj_t out = makeImage(frame, copyToFb);
    std::uint8_t* pixels = imageArg(out).data;
    const std::size_t start = filePosition(stream.file);
    if (!readExactly(stream.file, pixels, frame.size))
        raiseOs("Damaged image stream");
    seekFile(stream.file, start);
    skipPixels(stream, frame);
    if (frame.format == PixelFormat::Rgb565 && StreamVersion{stream.version} == StreamVersion::V1_0)
        for (std::size_t i = 0; i + 1 < frame.size; i += 2)
            std::swap(pixels[i], pixels[i + 1]);
    stream.count = std::max(stream.count, stream.offset + 1);
    return out;
}

mp_obj_t readFromMemory(StreamObject& stream, bool copyToFb, bool pause)
{
    if (stream.offset == stream.count)
        raiseEnd();
    const StreamFrame frame = slotsOf(stream).frames[stream.offset];
    if (frame.format == PixelFormat::Invalid)
        raiseOs("Nothing was written there");
    keepPace(stream, frame, pause);
    const mp_obj_t out = makeImage(frame, copyToFb);
    std::memcpy(imageArg(out).data, slotPixels(stream), frame.size);
    return out;
}

void showImage(mp_obj_t object)
{
    omv_image_obj_t& image = imageArg(object);
    changeImage(image, canvasOf(image));
    ImageView view;
    view.width = static_cast<std::uint32_t>(image.width);
    view.height = static_cast<std::uint32_t>(image.height);
    view.format = PixelFormat{image.format};
    view.data = {image.data, image.size};
    if (host().previewWanted())
        host().publish(view, 0.0f);
}

std::size_t bytesOfStream(const StreamObject& stream)
{
    if (stream.kind == kMemoryStream)
        return stream.slotBytes * stream.count;
    return stream.closed ? 0 : fileSize(stream.file);
}

}  // namespace

extern "C" {

mp_obj_t omv_imageio_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                              const mp_obj_t* args)
{
    mp_arg_check_num(n_args, n_kw, 2, 2, false);
    auto* stream = mp_obj_malloc(StreamObject, type);
    stream->kind = kFileStream;
    stream->closed = true;
    stream->writing = false;
    stream->rewound = false;
    stream->version = 0;
    stream->count = 0;
    stream->offset = 0;
    stream->path = mp_const_none;
    stream->file = mp_const_none;
    stream->memory = mp_const_none;
    stream->slotBytes = 0;
    if (mp_obj_is_str(args[0]))
        openPath(*stream, args[0], args[1]);
    else if (mp_obj_is_type(args[0], &mp_type_tuple))
        openMemory(*stream, args[0], mp_obj_get_int(args[1]));
    else
        raiseValue("Invalid stream type");
    stream->closed = false;
    stream->lastMs = nowMs();
    return MP_OBJ_FROM_PTR(stream);
}

void omv_imageio_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t)
{
    const StreamObject& stream = streamArg(self);
    mp_printf(print,
              "{\"type\":\"%s stream\", \"closed\":\"%s\", \"count\":%u, \"offset\":%u, "
              "\"version\":%u, \"buffer_size\":%u, \"size\":%u}",
              stream.kind == kFileStream ? "file" : "memory", stream.closed ? "true" : "false",
              stream.count, stream.offset, static_cast<unsigned>(stream.version),
              static_cast<unsigned>(stream.slotBytes),
              static_cast<unsigned>(bytesOfStream(stream)));
}

mp_obj_t omv_imageio_kind(mp_obj_t self)
{
    return intObject(streamArg(self).kind);
}
mp_obj_t omv_imageio_is_closed(mp_obj_t self)
{
    return intObject(streamArg(self).closed ? 1 : 0);
}
mp_obj_t omv_imageio_count(mp_obj_t self)
{
    return mp_obj_new_int_from_uint(streamArg(self).count);
}
mp_obj_t omv_imageio_offset(mp_obj_t self)
{
    return mp_obj_new_int_from_uint(streamArg(self).offset);
}
mp_obj_t omv_imageio_version(mp_obj_t self)
{
    const StreamObject& stream = streamArg(self);
    return stream.kind == kFileStream ? intObject(stream.version) : mp_const_none;
}
mp_obj_t omv_imageio_buffer_size(mp_obj_t self)
{
    const StreamObject& stream = streamArg(self);
    if (stream.kind == kFileStream)
        return mp_const_none;
    return mp_obj_new_int_from_uint(stream.slotBytes - kSlotHeader);
}
mp_obj_t omv_imageio_size(mp_obj_t self)
{
    return mp_obj_new_int_from_uint(bytesOfStream(openStream(self)));
}

mp_obj_t omv_imageio_write(mp_obj_t self, mp_obj_t object)
{
    StreamObject& stream = openStream(self);
    const omv_image_obj_t& image = imageArg(object);
    const std::int64_t now = nowMs();
    const auto elapsed = static_cast<std::uint32_t>(std::max<std::int64_t>(now - stream.lastMs, 0));
    stream.lastMs = now;
    if (stream.kind == kFileStream)
        writeToFile(stream, image, elapsed);
    else
        writeToMemory(stream, image, elapsed);
    ++stream.offset;
    return self;
}

mp_obj_t omv_imageio_read(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_copy_to_fb, MP_ARG_INT, {.u_int = 1}},
        {MP_QSTR_loop, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 1}},
        {MP_QSTR_pause, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 1}},
    };
    mp_arg_val_t v[3];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 3, allowed, v);
    StreamObject& stream = openStream(args[0]);
    const bool copyToFb = v[0].u_int != 0;
    const bool pause = v[2].u_int != 0;
    const mp_obj_t out = stream.kind == kFileStream
        ? readFromFile(stream, copyToFb, v[1].u_int != 0, pause)
        : readFromMemory(stream, copyToFb, pause);
    if (out == mp_const_none)
        return out;
    ++stream.offset;
    if (copyToFb)
        showImage(out);
    return out;
}

mp_obj_t omv_imageio_seek(mp_obj_t self, mp_obj_t offsetObject)
{
    StreamObject& stream = openStream(self);
    const mp_int_t offset = mp_obj_get_int(offsetObject);
    if (offset < 0 || offset > INT32_MAX ||
        (stream.kind == kMemoryStream && static_cast<mp_int_t>(stream.count) <= offset))
        raiseValue("Invalid stream offset");
    const auto number = static_cast<std::uint32_t>(offset);
    if (stream.kind == kFileStream) {
        seekFile(stream.file, kStreamMagicBytes);
        stream.rewound = stream.writing && number == 0;
        for (std::uint32_t i = 0; i < number; ++i)
            skipPixels(stream, readFrameHeader(stream));
        stream.count = std::max(stream.count, number + 1);
    }
    stream.offset = number;
    return self;
}

mp_obj_t omv_imageio_sync(mp_obj_t self)
{
    const StreamObject& stream = openStream(self);
    if (stream.kind == kFileStream)
        flushFile(stream.file);
    return self;
}

mp_obj_t omv_imageio_close(mp_obj_t self)
{
    StreamObject& stream = streamArg(self);
    if (stream.closed)
        return mp_const_none;
    stream.closed = true;
    if (stream.kind == kMemoryStream)
        omv_holder_del(stream.memory);
    else
        closeFile(stream.file);
    return mp_const_none;
}

}  // extern "C"
