// SPDX-License-Identifier: MIT
// Image: morphology and filters, in place. All answer the image itself.
#include "firmware/modules/image_args.h"
#include "firmware/modules/image_tables.h"
#include "firmware/modules/stoppable.h"

#include "firmware/camera/filters.h"
#include "firmware/camera/morphology.h"

#include <algorithm>

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

// Numbers far beyond all pixels, which must not overflow.
int smallInt(mp_int_t number)
{
    return static_cast<int>(std::clamp<mp_int_t>(number, -100000, 100000));
}

double shareArg(mp_obj_t object, double fallback, const char* text)
{
    const double share = floatOr(object, fallback);
    if (!(share >= 0 && share <= 1))
        raiseOs(text);
    return share;
}

// The arguments that end the list of every filter.
#define OMV_FILTER_ARGUMENTS                                                                       \
    {MP_QSTR_threshold, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},                          \
        {MP_QSTR_offset, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},                               \
        {MP_QSTR_invert, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},                         \
    {                                                                                              \
        MP_QSTR_mask, MP_ARG_KW_ONLY | MP_ARG_OBJ,                                                 \
        {                                                                                          \
            .u_rom_obj = MP_ROM_NONE                                                               \
        }                                                                                          \
    }
constexpr std::size_t kFilterArguments = 4;

FilterOptions filterOptions(const mp_arg_val_t* v, const omv_image_obj_t& image, Operand& storage)
{
    FilterOptions options;
    options.threshold = v[0].u_bool;
    options.offset = smallInt(v[1].u_int);
    options.invert = v[2].u_bool;
    options.mask = maskArg(v[3].u_obj, image, storage);
    return options;
}

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
    const int threshold = smallInt(v[ARG_threshold].u_int);
    stoppable([&] { operation(canvasOf(image), ksize, threshold, mask); });
    storage.release();
    return args[0];
}

// mean() and mode() have no arguments of their own.
template<typename Filter>
mp_obj_t plainFilter(size_t n_args, const mp_obj_t* args, mp_map_t* kw, Filter filter)
{
    static const mp_arg_t allowed[] = {OMV_FILTER_ARGUMENTS};
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    const int ksize = ksizeArg(args[1]);
    mp_arg_val_t v[kFilterArguments];
    mp_arg_parse_all(n_args - 2, args + 2, kw, kFilterArguments, allowed, v);
    Operand storage;
    const FilterOptions options = filterOptions(v, image, storage);
    stoppable([&] { filter(canvasOf(image), ksize, options); });
    storage.release();
    return args[0];
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
    enum { ARG_flag, ARG_mul, ARG_add, ARG_common };
    const mp_arg_t allowed[] = {
        {static_cast<std::uint16_t>(flag), MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_mul, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_add, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        OMV_FILTER_ARGUMENTS,
    };
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    const int ksize = weightsRadiusArg(args[1]);
    mp_arg_val_t v[ARG_common + kFilterArguments];
    mp_arg_parse_all(n_args - 2, args + 2, kw, ARG_common + kFilterArguments, allowed, v);
    const double mul = floatOr(v[ARG_mul].u_obj, 1);
    const double add = floatOr(v[ARG_add].u_obj, 0);
    Operand storage;
    const FilterOptions options = filterOptions(v + ARG_common, image, storage);
    const bool flagged = v[ARG_flag].u_bool;
    stoppable([&] { morphFilter(canvasOf(image), make(ksize, flagged), mul, add, options); });
    storage.release();
    return args[0];
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
    static const mp_arg_t allowed[] = {
        {MP_QSTR_percentile, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        OMV_FILTER_ARGUMENTS,
    };
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    const int ksize = ksizeArg(args[1]);
    mp_arg_val_t v[1 + kFilterArguments];
    mp_arg_parse_all(n_args - 2, args + 2, kw, 1 + kFilterArguments, allowed, v);
    const double percentile = shareArg(v[0].u_obj, 0.5, "percentile must be 0 to 1");
    Operand storage;
    const FilterOptions options = filterOptions(v + 1, image, storage);
    stoppable([&] { medianFilter(canvasOf(image), ksize, percentile, options); });
    storage.release();
    return args[0];
}

mp_obj_t omv_image_midpoint(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_bias, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        OMV_FILTER_ARGUMENTS,
    };
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    const int ksize = ksizeArg(args[1]);
    mp_arg_val_t v[1 + kFilterArguments];
    mp_arg_parse_all(n_args - 2, args + 2, kw, 1 + kFilterArguments, allowed, v);
    const double bias = shareArg(v[0].u_obj, 0.5, "bias must be 0 to 1");
    Operand storage;
    const FilterOptions options = filterOptions(v + 1, image, storage);
    stoppable([&] { midpointFilter(canvasOf(image), ksize, bias, options); });
    storage.release();
    return args[0];
}

mp_obj_t omv_image_morph(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_mul, ARG_add, ARG_common };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_mul, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_add, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        OMV_FILTER_ARGUMENTS,
    };
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    const int ksize = weightsRadiusArg(args[1]);
    const int* weights = kernelArg(args[2], ksize);
    mp_arg_val_t v[ARG_common + kFilterArguments];
    mp_arg_parse_all(n_args - 3, args + 3, kw, ARG_common + kFilterArguments, allowed, v);
    const double mul = floatOr(v[ARG_mul].u_obj, 1);
    const double add = floatOr(v[ARG_add].u_obj, 0);
    Operand storage;
    const FilterOptions options = filterOptions(v + ARG_common, image, storage);
    stoppable([&] { morphFilter(canvasOf(image), kernelOf(ksize, weights), mul, add, options); });
    storage.release();
    return args[0];
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
    enum { ARG_color_sigma, ARG_space_sigma, ARG_common };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_color_sigma, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_space_sigma, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        OMV_FILTER_ARGUMENTS,
    };
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    const int ksize = ksizeArg(args[1]);
    mp_arg_val_t v[ARG_common + kFilterArguments];
    mp_arg_parse_all(n_args - 2, args + 2, kw, ARG_common + kFilterArguments, allowed, v);
    const double colorSigma = floatOr(v[ARG_color_sigma].u_obj, 0.1);
    const double spaceSigma = floatOr(v[ARG_space_sigma].u_obj, 1);
    Operand storage;
    const FilterOptions options = filterOptions(v + ARG_common, image, storage);
    stoppable([&] { bilateralFilter(canvasOf(image), ksize, colorSigma, spaceSigma, options); });
    storage.release();
    return args[0];
}

}  // extern "C"
