// SPDX-License-Identifier: MIT
// Module udisplay: displays that show on the board's Screen.
#include "firmware/modules/display_tables.h"
#include "firmware/modules/image_args.h"
#include "firmware/modules/imaging.h"
#include "firmware/modules/port.h"

#include <algorithm>
#include <iterator>

using namespace omv::firmware;

namespace {

struct DisplayObject {
    mp_obj_base_t base;
    int width;
    int height;
    int framesize;  // -1: has none
    int refresh;
    bool bgr;
    bool byteSwap;
    bool mirror;
    bool flip;
    bool tripleBuffer;
    int channel;
    int intensity;
    mp_obj_t controller;
    mp_obj_t backlight;
};

constexpr int kLargest = 32767;
constexpr int kFwvga = 6;
constexpr Size kTvSize{352, 240};
constexpr Size kSizes[] = {{320, 240},   {240, 320},  {480, 272},  {480, 128},   {640, 480},
                           {320, 480},   {800, 480},  {800, 320},  {480, 800},   {480, 480},
                           {800, 600},   {1024, 600}, {1024, 768}, {1280, 1024}, {1280, 400},
                           {1600, 1200}, {1280, 720}, {1920, 1080}};

DisplayObject& self(mp_obj_t object)
{
    return *static_cast<DisplayObject*>(MP_OBJ_TO_PTR(object));
}

Screen& screen()
{
    if (!imaging())
        raiseOs("There is no display");
    return imaging()->screen();
}

// Only the board with the largest memory has three buffers unless it is asked to.
bool manyBuffers()
{
    return omv_port_has_module("RGBDisplay");
}

DisplayObject* newDisplay(const mp_obj_type_t* type, Size size)
{
    auto* display = mp_obj_malloc(DisplayObject, type);
    display->width = size.width;
    display->height = size.height;
    display->framesize = -1;
    display->refresh = 60;
    display->bgr = false;
    display->byteSwap = false;
    display->mirror = false;
    display->flip = false;
    display->tripleBuffer = false;
    display->channel = 0;
    display->intensity = 100;
    display->controller = mp_const_none;
    display->backlight = mp_const_none;
    return display;
}

void callOne(mp_obj_t object, qstr name, mp_obj_t argument)
{
    mp_obj_t call[3];
    mp_load_method(object, name, call);
    call[2] = argument;
    mp_call_method_n_kw(1, 0, call);
}

mp_obj_t start(DisplayObject* display)
{
    const mp_obj_t object = MP_OBJ_FROM_PTR(display);
    screen().open(qstr_str(display->base.type->name), display->width, display->height);
    if (display->controller != mp_const_none)
        callOne(display->controller, MP_QSTR_init, object);
    if (display->backlight != mp_const_none)
        callOne(display->backlight, MP_QSTR_backlight, MP_OBJ_NEW_SMALL_INT(100));
    return object;
}

int limited(mp_int_t value, int most, const char* problem)
{
    if (value < 1 || value > most)
        raiseValue(problem);
    return static_cast<int>(value);
}

// Pictures of any kind to raw pixels. Compressed ones are decoded into `storage`.
bool rawCanvas(const omv_image_obj_t& image, Picture& storage, Canvas& canvas)
{
    canvas = canvasOf(image);
    if (canvas.format != PixelFormat::Jpeg && canvas.format != PixelFormat::Png)
        return true;
    auto picture = decodePicture({canvas.data, canvas.size});
    if (!picture)
        return false;
    storage = std::move(*picture);
    canvas = storage.canvas();
    return true;
}

// Not on the stack of a function that raises: this one does not.
const char* showOn(Screen& screen, const Canvas& source, const DisplayObject& display,
                   const BlitOptions& options)
{
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(display.width) *
                                     static_cast<std::size_t>(display.height) * 2);
    const Canvas target{display.width, display.height, PixelFormat::Rgb565, pixels.data(),
                        pixels.size()};
    if (!blit(source, target, options))
        return "The picture cannot be shown";
    screen.show(pixels);
    return nullptr;
}

void checkCommand(mp_obj_t command, mp_obj_t args)
{
    mp_obj_get_int(command);
    if (args == mp_const_none || mp_obj_is_int(args))
        return;
    mp_buffer_info_t data;
    mp_get_buffer_raise(args, &data, MP_BUFFER_READ);
}

}  // namespace

extern "C" {

mp_obj_t omv_display_make_spi(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                              const mp_obj_t* args)
{
    enum {
        ARG_width,
        ARG_height,
        ARG_refresh,
        ARG_bgr,
        ARG_byte_swap,
        ARG_hmirror,
        ARG_vflip,
        ARG_triple_buffer,
        ARG_controller,
        ARG_backlight,
        ARG_count
    };
    const mp_arg_t allowed[] = {
        {MP_QSTR_width, MP_ARG_INT, {.u_int = 128}},
        {MP_QSTR_height, MP_ARG_INT, {.u_int = 160}},
        {MP_QSTR_refresh, MP_ARG_INT, {.u_int = 60}},
        {MP_QSTR_bgr, MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_byte_swap, MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_hmirror, MP_ARG_BOOL, {.u_bool = true}},
        {MP_QSTR_vflip, MP_ARG_BOOL, {.u_bool = true}},
        {MP_QSTR_triple_buffer, MP_ARG_BOOL, {.u_bool = manyBuffers()}},
        {MP_QSTR_controller, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_backlight, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all_kw_array(n_args, n_kw, args, ARG_count, allowed, v);
    const Size size{limited(v[ARG_width].u_int, kLargest, "width must be 1 to 32767"),
                    limited(v[ARG_height].u_int, kLargest, "height must be 1 to 32767")};
    const int refresh = limited(v[ARG_refresh].u_int, 120, "refresh must be 1 to 120");
    // What the board's memory could never hold.
    constexpr std::int64_t kMostPixels = 16 << 20;
    if (std::int64_t{size.width} * size.height > kMostPixels)
        mp_raise_type(&mp_type_MemoryError);
    DisplayObject* display = newDisplay(type, size);
    display->refresh = refresh;
    display->bgr = v[ARG_bgr].u_bool;
    display->byteSwap = v[ARG_byte_swap].u_bool;
    display->mirror = v[ARG_hmirror].u_bool;
    display->flip = v[ARG_vflip].u_bool;
    display->tripleBuffer = v[ARG_triple_buffer].u_bool;
    display->controller = v[ARG_controller].u_obj;
    display->backlight = v[ARG_backlight].u_obj;
    return start(display);
}

mp_obj_t omv_display_make_rgb(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                              const mp_obj_t* args)
{
    enum {
        ARG_framesize,
        ARG_refresh,
        ARG_display_on,
        ARG_triple_buffer,
        ARG_portrait,
        ARG_channel,
        ARG_controller,
        ARG_backlight,
        ARG_count
    };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_framesize, MP_ARG_INT, {.u_int = kFwvga}},
        {MP_QSTR_refresh, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 60}},
        {MP_QSTR_display_on, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = true}},
        {MP_QSTR_triple_buffer, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = true}},
        {MP_QSTR_portrait, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_channel, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_controller, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_backlight, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all_kw_array(n_args, n_kw, args, ARG_count, allowed, v);
    const mp_int_t number = v[ARG_framesize].u_int;
    if (number < 0 || number >= static_cast<mp_int_t>(std::size(kSizes)))
        raiseValue("Invalid framesize");
    const int refresh = limited(v[ARG_refresh].u_int, 120, "refresh must be 1 to 120");
    Size size = kSizes[number];
    if (v[ARG_portrait].u_bool)
        std::swap(size.width, size.height);
    DisplayObject* display = newDisplay(type, size);
    display->framesize = static_cast<int>(number);
    display->refresh = refresh;
    display->tripleBuffer = v[ARG_triple_buffer].u_bool;
    display->channel = static_cast<int>(v[ARG_channel].u_int);
    display->controller = v[ARG_controller].u_obj;
    display->backlight = v[ARG_backlight].u_obj;
    const mp_obj_t object = start(display);
    if (!v[ARG_display_on].u_bool)
        screen().clear(true);
    return object;
}

mp_obj_t omv_display_make_tv(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                             const mp_obj_t* args)
{
    const mp_arg_t allowed[] = {
        {MP_QSTR_triple_buffer, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = manyBuffers()}},
    };
    mp_arg_val_t v[1];
    mp_arg_parse_all_kw_array(n_args, n_kw, args, 1, allowed, v);
    DisplayObject* display = newDisplay(type, kTvSize);
    display->tripleBuffer = v[0].u_bool;
    return start(display);
}

void omv_display_print(const mp_print_t* print, mp_obj_t object, mp_print_kind_t)
{
    const DisplayObject& display = self(object);
    mp_printf(print, "<%q %dx%d>", display.base.type->name, display.width, display.height);
}

mp_obj_t omv_display_width(mp_obj_t object)
{
    return intObject(self(object).width);
}
mp_obj_t omv_display_height(mp_obj_t object)
{
    return intObject(self(object).height);
}
mp_obj_t omv_display_triple_buffer(mp_obj_t object)
{
    return mp_obj_new_bool(self(object).tripleBuffer);
}
mp_obj_t omv_display_bgr(mp_obj_t object)
{
    return mp_obj_new_bool(self(object).bgr);
}
mp_obj_t omv_display_byte_swap(mp_obj_t object)
{
    return mp_obj_new_bool(self(object).byteSwap);
}
mp_obj_t omv_display_framesize(mp_obj_t object)
{
    return intObject(self(object).framesize);
}
mp_obj_t omv_display_refresh(mp_obj_t object)
{
    return intObject(self(object).refresh);
}

mp_obj_t omv_display_deinit(mp_obj_t object)
{
    const DisplayObject& display = self(object);
    if (display.backlight != mp_const_none) {
        mp_obj_t call[2];
        mp_load_method_maybe(display.backlight, MP_QSTR_deinit, call);
        if (call[0] != MP_OBJ_NULL)
            mp_call_method_n_kw(0, 0, call);
    }
    screen().close();
    return mp_const_none;
}

mp_obj_t omv_display_clear(size_t n_args, const mp_obj_t* args)
{
    screen().clear(n_args == 2 && mp_obj_is_true(args[1]));
    return mp_const_none;
}

mp_obj_t omv_display_backlight(size_t n_args, const mp_obj_t* args)
{
    DisplayObject& display = self(args[0]);
    if (n_args == 1)
        return intObject(display.intensity);
    const mp_int_t percent = mp_obj_get_int(args[1]);
    if (percent < 0 || percent > 100)
        raiseValue("The backlight must be 0 to 100");
    if (display.backlight != mp_const_none)
        callOne(display.backlight, MP_QSTR_backlight, args[1]);
    display.intensity = static_cast<int>(percent);
    screen().setBacklight(display.intensity);
    return mp_const_none;
}

mp_obj_t omv_display_write(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_x, ARG_y, ARG_count };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_x, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_y, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
    };
    mp_arg_val_t v[ARG_count];
    const BlitArguments arguments = parseBlit(n_args - 2, args + 2, kw, allowed, v);
    const DisplayObject& display = self(args[0]);
    const omv_image_obj_t& image = imageArg(args[1]);
    const Held<Picture> decoded;
    Canvas source;
    if (!rawCanvas(image, *decoded, source))
        raiseOs("The picture cannot be decoded");
    BlitStorage storage;
    BlitOptions options = blitOptions(arguments, source, storage);
    options.x = bounded(v[ARG_x].u_int);
    options.y = bounded(v[ARG_y].u_int);
    const char* problem = showOn(screen(), source, display, options);
    decoded.release();
    if (problem)
        raiseOs(problem);
    return mp_const_none;
}

// The panel takes any command; none changes what the script shows.
mp_obj_t omv_display_bus_write(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_cmd, ARG_args, ARG_dcs };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_cmd, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_args, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_dcs, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
    };
    mp_arg_val_t v[3];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 3, allowed, v);
    checkCommand(v[ARG_cmd].u_obj, v[ARG_args].u_obj);
    return mp_const_none;
}

// The data line of these panels goes one way: what is read is zeros.
mp_obj_t omv_display_bus_read(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_cmd, ARG_len, ARG_args, ARG_dcs };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_cmd, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_len, MP_ARG_REQUIRED | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_args, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_dcs, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
    };
    mp_arg_val_t v[4];
    mp_arg_parse_all(n_args - 1, args + 1, kw, 4, allowed, v);
    checkCommand(v[ARG_cmd].u_obj, v[ARG_args].u_obj);
    constexpr mp_int_t kMost = 4096;
    if (v[ARG_len].u_int < 0 || v[ARG_len].u_int > kMost)
        raiseValue("Invalid length");
    static const char kZeros[kMost] = {};
    return mp_obj_new_bytes(reinterpret_cast<const byte*>(kZeros),
                            static_cast<std::size_t>(v[ARG_len].u_int));
}

mp_obj_t omv_display_ioctl(size_t n_args, const mp_obj_t* args)
{
    DisplayObject& display = self(args[0]);
    constexpr mp_int_t kChannel = 0;
    if (mp_obj_get_int(args[1]) != kChannel)
        raiseValue("Unknown request");
    if (n_args == 2)
        return intObject(display.channel);
    display.channel = static_cast<int>(mp_obj_get_int(args[2]));
    return mp_const_none;
}

}  // extern "C"
