// SPDX-License-Identifier: MIT
#pragma once

// What the modules tof and fir share: numbers of few pixels as lists and as pictures.

#include "firmware/modules/image_args.h"

#include <array>
#include <vector>

namespace omv::firmware {

/// One number a pixel. Owns nothing, so that an exception may jump over it.
struct Field {
    static constexpr std::size_t kMost = 32 * 24;

    int width = 0;
    int height = 0;
    std::array<float, kMost> values{};

    std::size_t count() const
    {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    }
    float least() const;
    float most() const;
};

Field makeField(int width, int height, const std::vector<float>& values);
/// Mirrored and flipped, then transposed.
Field turned(const Field& field, bool mirror, bool flip, bool transpose);
mp_obj_t fieldList(const Field& field);
/// Exactly width * height numbers.
Field fieldArg(mp_obj_t object, int width, int height);

/// Which exception tells of a wrong rgb_channel or alpha.
using Raise = void (*)(const char* text);
/// draw_depth(img, field, ...), draw_ir(...): `args` and `kw` after these two.
void drawField(mp_obj_t image, const Field& field, size_t n_args, const mp_obj_t* args,
               mp_map_t* kw, mp_int_t palette, Raise raise);

/// The arguments of snapshot().
struct FieldSnapshot {
    bool mirror;
    bool flip;
    bool transpose;
    bool toFrameBuffer;
    mp_int_t timeout;
    PixelFormat format;
    mp_obj_t scale;
    BlitArguments blit;
};
FieldSnapshot snapshotArgs(size_t n_args, const mp_obj_t* args, mp_map_t* kw, mp_int_t palette,
                           mp_int_t timeout);
mp_obj_t fieldImage(const Field& field, const FieldSnapshot& snapshot);

/// hmirror, vflip, transpose and timeout of read_depth() and read_ir().
struct FieldRead {
    bool mirror;
    bool flip;
    bool transpose;
    mp_int_t timeout;
};
FieldRead readArgs(size_t n_args, const mp_obj_t* args, mp_map_t* kw, mp_int_t timeout);

}  // namespace omv::firmware
