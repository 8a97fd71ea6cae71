// SPDX-License-Identifier: MIT
#pragma once

// Arguments of the image and csi functions, and their errors, in one place.
// Every function here may raise: call them before creating C++ objects that own
// something, or keep those in a Held.

#include "firmware/camera/blit.h"
#include "firmware/camera/bounded.h"
#include "firmware/camera/codecs.h"
#include "firmware/camera/find_strides.h"
#include "firmware/camera/thresholds.h"
#include "firmware/modules/image_object.h"
#include "firmware/modules/sequence.h"

#include <array>
#include <span>
#include <utility>

namespace omv::firmware {

/// A C++ object owned by the collector until release().
template<typename T>
class Held {
public:
    template<typename... Arguments>
    explicit Held(Arguments&&... arguments)
    {
        m_holder = mp_obj_malloc_with_finaliser(omv_holder_obj_t, &omv_holder_type);
        m_holder->destroy = [](void* object) { delete static_cast<T*>(object); };
        m_holder->object = nullptr;
        m_holder->object = new T{std::forward<Arguments>(arguments)...};
    }
    T* operator->() const { return static_cast<T*>(m_holder->object); }
    T& operator*() const { return *static_cast<T*>(m_holder->object); }
    void release() const { omv_holder_del(MP_OBJ_FROM_PTR(m_holder)); }
    mp_obj_t object() const { return MP_OBJ_FROM_PTR(m_holder); }

private:
    omv_holder_obj_t* m_holder;
};

[[noreturn]] void raiseValue(const char* text);
[[noreturn]] void raiseType(const char* text);
[[noreturn]] void raiseOs(const char* text);
[[noreturn]] void raiseRuntime(const char* text);

/// TypeError unless it is an Image.
omv_image_obj_t& imageArg(mp_obj_t object);
/// Also not compressed: ValueError.
omv_image_obj_t& rawImageArg(mp_obj_t object);
/// Also one that can be drawn on (Binary, Grayscale, RGB565): ValueError.
omv_image_obj_t& mutableImageArg(mp_obj_t object);
omv_image_obj_t& grayscaleImageArg(mp_obj_t object);

Canvas canvasOf(const omv_image_obj_t& image);
/// A new Image on the script's heap, its pixels zero. MemoryError when it does not fit.
mp_obj_t newImage(int width, int height, PixelFormat format, std::size_t size);
/// The same in a frame buffer of the main sensor. OSError when it does not fit.
mp_obj_t newFrameBufferImage(int width, int height, PixelFormat format, std::size_t size);
/// Makes `image` (in place) that picture; its data must already be there. A frame
/// buffer's picture is changed for the preview, too.
void changeImage(omv_image_obj_t& image, const Canvas& canvas);

// The integers of these three are bounded().
/// Exactly `count` integers: TypeError for what is no tuple or list (named tuples and
/// results are tuples), ValueError for another length.
void intsExactly(mp_obj_t object, int* out, std::size_t count);
/// The first `count` integers of a tuple; TypeError when there are fewer.
void intsAtLeast(mp_obj_t object, int* out, std::size_t count);
/// An integer argument that may be missing.
int intOr(mp_obj_t object, int fallback);
double finiteArg(mp_obj_t object);  ///< no NaN, no infinity: ValueError
double floatOr(mp_obj_t object, double fallback);

/// None: the whole picture. OSError when it is empty or outside.
Rect roiArg(mp_obj_t object, const omv_image_obj_t& image);
/// (w, h) or (x, y, w, h): ValueError for another length.
Rect sizeOrRectArg(mp_obj_t object, bool& hasPlace);
/// The one argument of a function of a gray picture, `roi`.
Rect grayRoiArg(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
/// True for bools, too.
bool isIntArg(mp_obj_t object);
/// None: white. An int is used raw.
std::uint32_t colorArg(mp_obj_t object, PixelFormat format);
/// A list of tuples.
std::vector<ColorThreshold> thresholdsArg(mp_obj_t object, PixelFormat format);

/// A picture given as Image or path. `held` owns a loaded one; release() after the last
/// use also makes sure that the collector sees it until then.
struct Operand {
    Canvas canvas;
    mp_obj_t held = MP_OBJ_NULL;

    void release() const
    {
        if (held != MP_OBJ_NULL)
            omv_holder_del(held);
    }
};
Operand operandArg(mp_obj_t object);
/// None: null; else an Image or path. Of another size than the target's it counts as not set
/// where it does not reach.
const Canvas* maskArg(mp_obj_t object, const omv_image_obj_t& target, Operand& storage);

/// Parses arguments that stand in two tables, those of the first before those of the second.
constexpr std::size_t kMostArguments = 24;
void parseArguments(size_t n_args, const mp_obj_t* args, mp_map_t* kw,
                    std::span<const mp_arg_t> first, mp_arg_val_t* firstValues,
                    std::span<const mp_arg_t> second, mp_arg_val_t* secondValues);

/// OSError where one is below 1.
Strides stridesArg(mp_int_t x, mp_int_t y);
/// What the finders of pixels that pass thresholds share. The thresholds themselves own memory:
/// thresholdsArg() comes last.
struct PatchArguments {
    mp_obj_t thresholds = MP_OBJ_NULL;
    bool invert = false;
    Rect roi{};
    Strides strides{};
    int areaThreshold = 0;
    int pixelsThreshold = 0;
};
/// Parses those and a function's own ones, behind the image.
PatchArguments parsePatches(size_t n_args, const mp_obj_t* args, mp_map_t* kw,
                            std::span<const mp_arg_t> own, mp_arg_val_t* values);

/// The keyword arguments that all functions drawing one picture into another share.
struct BlitArguments {
    mp_obj_t xScale = mp_const_none;
    mp_obj_t yScale = mp_const_none;
    mp_obj_t roi = mp_const_none;
    mp_int_t channel = -1;
    mp_int_t alpha = 255;
    mp_obj_t palette = mp_const_none;
    mp_obj_t alphaPalette = mp_const_none;
    mp_int_t hint = 0;
    mp_obj_t transform = mp_const_none;
};
/// Parses a function's own arguments and those, all but `transform`, which is an own one where
/// there is any. `palette`: the color_palette where none is given.
BlitArguments parseBlit(size_t n_args, const mp_obj_t* args, mp_map_t* kw,
                        std::span<const mp_arg_t> own, mp_arg_val_t* values,
                        mp_obj_t palette = mp_const_none);
/// Where the palettes of a BlitOptions live.
struct BlitStorage {
    ColorPalette palette;
    std::uint8_t alpha[256];
};
BlitOptions blitOptions(const BlitArguments& arguments, const Canvas& source, BlitStorage& storage);
/// Only where there is a time of flight sensor.
constexpr mp_int_t kPaletteDepth = 2;
constexpr mp_int_t kPaletteEventDark = 3;
constexpr mp_int_t kPaletteEventLight = 4;
/// A palette by its number; null for an unknown one.
const ColorPalette* paletteOf(mp_int_t number);

/// A whole file of the script's file system, as a bytes object.
mp_obj_t readFile(mp_obj_t path);
void writeFile(mp_obj_t path, const void* data, std::size_t size);

/// A named tuple of up to 32 fields.
mp_obj_t namedTuple(const qstr* fields, std::size_t count, const mp_obj_t* items);
mp_obj_t pointTuple(const Point& point);
mp_obj_t rectTuple(const Rect& rect);
mp_obj_t cornersTuple(const std::array<Point, 4>& corners);
inline mp_obj_t intObject(int value)
{
    return mp_obj_new_int(value);
}
inline mp_obj_t floatObject(double value)
{
    return mp_obj_new_float(static_cast<mp_float_t>(value));
}

}  // namespace omv::firmware
