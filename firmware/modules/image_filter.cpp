// SPDX-License-Identifier: MIT
// Image: morphology and filters, in place. All answer the image itself.
#include "firmware/modules/image_args.h"
#include "firmware/modules/image_tables.h"
#include "firmware/modules/stoppable.h"

#include "firmware/camera/filters.h"
#include "firmware/camera/morphology.h"

#include <algorithm>
#include <array>
#include <span>

using namespace omv::firmware;

namespace {

constexpr int kMostWeightsRadius = 15;  // 31 x 31 weights

int ksizeArg(mp_obj_t object)
{
    const mp_int_t ksize = mp_obj_get_int(object);
    if (ksize < 0 || ksize > kMostKernelRadius)
        raiseOs("Invalid kernel size");
    return static_cast<int>(ksize);
}

int weightsRadiusArg(mp_obj_t object)
{
    const int ksize = ksizeArg(object);
    if (ksize > kMostWeightsRadius)
        raiseValue("Kernel size too large");
    return ksize;
}

constexpr std::size_t kMostOwn = 3;

/// A call of a filter: the image, `positional` arguments with it, `own` ones, and those that
/// every filter has.
struct FilterCall {
    FilterCall(size_t n_args, const mp_obj_t* args, mp_map_t* kw, std::size_t positional,
               std::span<const mp_arg_t> ownArguments)
        : self(args[0])
        , image(mutableImageArg(self))
    {
        enum { kThreshold, kOffset, kInvert, kMask, kCommon };
        static const mp_arg_t common[kCommon] = {
            {MP_QSTR_threshold, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
            {MP_QSTR_offset, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
            {MP_QSTR_invert, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
            {MP_QSTR_mask, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        };
        mp_arg_val_t v[kCommon];
        parseArguments(n_args - positional, args + positional, kw, ownArguments, own.data(), common,
                       v);
        options.threshold = v[kThreshold].u_bool;
        options.offset = bounded(v[kOffset].u_int);
        options.invert = v[kInvert].u_bool;
        options.mask = maskArg(v[kMask].u_obj, image, storage);
    }
    FilterCall(const FilterCall&) = delete;
    FilterCall& operator=(const FilterCall&) = delete;

    template<typename Filter>
    mp_obj_t run(Filter filter) const
    {
        stoppable([&] { filter(canvasOf(image)); });
        storage.release();
        return self;
    }

    mp_obj_t self;
    const omv_image_obj_t& image;
    std::array<mp_arg_val_t, kMostOwn> own;
    FilterOptions options;

private:
    Operand storage;
};

const mp_arg_t kMultiply = {MP_QSTR_mul, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}};
const mp_arg_t kAdd = {MP_QSTR_add, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}};

using Morphology = void (*)(const Canvas&, int, int, const Canvas*);

mp_obj_t morphology(size_t n_args, const mp_obj_t* args, mp_map_t* kw, Morphology operation)
{
    enum { ARG_threshold, ARG_mask };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_threshold, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_mask, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    const int ksize = ksizeArg(args[1]);
    mp_arg_val_t v[2];
    mp_arg_parse_all(n_args - 2, args + 2, kw, 2, allowed, v);
    Operand storage;
    const Canvas* mask = maskArg(v[ARG_mask].u_obj, image, storage);
    const int threshold = bounded(v[ARG_threshold].u_int);
    stoppable([&] { operation(canvasOf(image), ksize, threshold, mask); });
    storage.release();
    return args[0];
}

// mean() and mode() have no arguments of their own.
template<typename Filter>
mp_obj_t plainFilter(size_t n_args, const mp_obj_t* args, mp_map_t* kw, Filter filter)
{
    const FilterCall call(n_args, args, kw, 2, {});
    const int ksize = ksizeArg(args[1]);
    return call.run([&](const Canvas& canvas) { filter(canvas, ksize, call.options); });
}

// median() and midpoint() have one, a share that is a half where it is not given.
template<typename Filter>
mp_obj_t shareFilter(size_t n_args, const mp_obj_t* args, mp_map_t* kw, qstr name,
                     const char* problem, Filter filter)
{
    const mp_arg_t own[] = {{static_cast<std::uint16_t>(name),
                             MP_ARG_KW_ONLY | MP_ARG_OBJ,
                             {.u_rom_obj = MP_ROM_NONE}}};
    const FilterCall call(n_args, args, kw, 2, own);
    const int ksize = ksizeArg(args[1]);
    const double share = floatOr(call.own[0].u_obj, 0.5);
    if (!(share >= 0 && share <= 1))
        raiseOs(problem);
    return call.run([&](const Canvas& canvas) { filter(canvas, ksize, share, call.options); });
}

// The numbers of a kernel, nested or flat; its sum where the scale needs one.
int* kernelArg(mp_obj_t object, int ksize)
{
    const auto side = static_cast<std::size_t>(2 * ksize + 1);
    int* weights = m_new(int, side* side);
    mp_obj_t* rows = nullptr;
    std::size_t length = 0;
    omv_sequence_items(object, &length, &rows);
    if (length == side && omv_is_sequence(rows[0])) {
        for (std::size_t i = 0; i < side; ++i)
            intsExactly(rows[i], weights + i * side, side);
    } else if (length == side * side) {
        intsExactly(object, weights, length);
    } else {
        raiseValue("Unexpected kernel dimensions");
    }
    return weights;
}

Kernel kernelOf(int ksize, const int* weights)
{
    Kernel kernel;
    kernel.ksize = ksize;
    kernel.sum = 0;
    const int count = (2 * ksize + 1) * (2 * ksize + 1);
    for (int i = 0; i < count; ++i) {
        kernel.weights.push_back(weights[i]);
        kernel.sum += weights[i];
    }
    if (kernel.sum == 0)
        kernel.sum = 1;
    return kernel;
}

// gaussian() and laplacian(): `flag` is the name of the argument that makes them sharpen.
using MakeKernel = Kernel (*)(int, bool);

mp_obj_t knownKernel(size_t n_args, const mp_obj_t* args, mp_map_t* kw, qstr flag, MakeKernel make)
{
    enum { ARG_flag, ARG_mul, ARG_add };
    const mp_arg_t own[] = {
        {static_cast<std::uint16_t>(flag), MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        kMultiply,
        kAdd,
    };
    const FilterCall call(n_args, args, kw, 2, own);
    const int ksize = weightsRadiusArg(args[1]);
    const double mul = floatOr(call.own[ARG_mul].u_obj, 1);
    const double add = floatOr(call.own[ARG_add].u_obj, 0);
    const bool flagged = call.own[ARG_flag].u_bool;
    return call.run([&](const Canvas& canvas) {
        morphFilter(canvas, make(ksize, flagged), mul, add, call.options);
    });
}

}  // namespace

extern "C" {

mp_obj_t omv_image_erode(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return morphology(n_args, args, kw, erode);
}
mp_obj_t omv_image_dilate(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return morphology(n_args, args, kw, dilate);
}
mp_obj_t omv_image_open(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return morphology(n_args, args, kw, opening);
}
mp_obj_t omv_image_close(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return morphology(n_args, args, kw, closing);
}
mp_obj_t omv_image_top_hat(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return morphology(n_args, args, kw, topHat);
}
mp_obj_t omv_image_black_hat(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return morphology(n_args, args, kw, blackHat);
}

mp_obj_t omv_image_mean(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return plainFilter(n_args, args, kw, meanFilter);
}
mp_obj_t omv_image_mode(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return plainFilter(n_args, args, kw, modeFilter);
}

mp_obj_t omv_image_median(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return shareFilter(n_args, args, kw, MP_QSTR_percentile, "percentile must be 0 to 1",
                       medianFilter);
}
mp_obj_t omv_image_midpoint(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return shareFilter(n_args, args, kw, MP_QSTR_bias, "bias must be 0 to 1", midpointFilter);
}

mp_obj_t omv_image_morph(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_mul, ARG_add };
    static const mp_arg_t own[] = {kMultiply, kAdd};
    const FilterCall call(n_args, args, kw, 3, own);
    const int ksize = weightsRadiusArg(args[1]);
    const int* weights = kernelArg(args[2], ksize);
    const double mul = floatOr(call.own[ARG_mul].u_obj, 1);
    const double add = floatOr(call.own[ARG_add].u_obj, 0);
    return call.run([&](const Canvas& canvas) {
        morphFilter(canvas, kernelOf(ksize, weights), mul, add, call.options);
    });
}

mp_obj_t omv_image_gaussian(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return knownKernel(n_args, args, kw, MP_QSTR_unsharp, gaussianKernel);
}
mp_obj_t omv_image_laplacian(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    return knownKernel(n_args, args, kw, MP_QSTR_sharpen, laplacianKernel);
}

mp_obj_t omv_image_bilateral(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_color_sigma, ARG_space_sigma };
    static const mp_arg_t own[] = {
        {MP_QSTR_color_sigma, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_space_sigma, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    const FilterCall call(n_args, args, kw, 2, own);
    const int ksize = ksizeArg(args[1]);
    const double colorSigma = floatOr(call.own[ARG_color_sigma].u_obj, 0.1);
    const double spaceSigma = floatOr(call.own[ARG_space_sigma].u_obj, 1);
    return call.run([&](const Canvas& canvas) {
        bilateralFilter(canvas, ksize, colorSigma, spaceSigma, call.options);
    });
}

}  // extern "C"
