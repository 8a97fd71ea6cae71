// SPDX-License-Identifier: MIT
// Image: thresholds and statistics.
#include "firmware/modules/image_args.h"
#include "firmware/modules/image_tables.h"
#include "firmware/modules/stoppable.h"

#include "firmware/camera/mask.h"
#include "firmware/camera/statistics.h"

#include <algorithm>
#include <cstring>

using namespace omv::firmware;
namespace protocol = omv::protocol;

namespace {

// A new picture: what `image` and the picture that `object` names differ by.
Canvas differenceFrom(const omv_image_obj_t& image, mp_obj_t object)
{
    const Operand other = operandArg(object);
    if (other.canvas.width != image.width || other.canvas.height != image.height)
        raiseOs("Images must have the same size");
    const PixelFormat format{image.format};
    const mp_obj_t copy = newImage(image.width, image.height, format, image.size);
    std::memcpy(imageArg(copy).data, image.data, image.size);
    BlitOptions blend;
    blend.roi = {0, 0, image.width, image.height};
    blend.op = PixelOp::Difference;
    const bool blended = blit(other.canvas, canvasOf(imageArg(copy)), blend);
    other.release();
    if (!blended)
        raiseOs("The pictures cannot be combined");
    return canvasOf(imageArg(copy));
}

// `all`: the bins of every channel that has no number of its own. -1 = as many as there are.
void takeBins(HistogramOptions& options, mp_int_t all, mp_int_t l, mp_int_t a, mp_int_t b)
{
    const auto count = [&](mp_int_t own) { return static_cast<int>(own != -1 ? own : all); };
    options.lBins = count(l);
    options.aBins = count(a);
    options.bBins = count(b);
    for (const int number : {options.lBins, options.aBins, options.bBins})
        if (number != -1 && number < 2)
            raiseOs("bins must be at least 2");
}

void measure(const Canvas& canvas, const Held<HistogramOptions>& options,
             const Held<Histogram>& out)
{
    bool made = false;
    stoppable([&] {
        auto result = histogram(canvas, *options);
        made = result.has_value();
        if (made)
            *out = std::move(*result);
    });
    options.release();
    if (!made)
        raiseOs("No histogram of this image");
}

// Histogram, statistics: the arguments that they share.
void parseMeasure(size_t n_args, const mp_obj_t* args, mp_map_t* kw, const Held<Histogram>& out)
{
    enum {
        ARG_thresholds,
        ARG_invert,
        ARG_roi,
        ARG_bins,
        ARG_l_bins,
        ARG_a_bins,
        ARG_b_bins,
        ARG_difference,
        ARG_count
    };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_thresholds, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_invert, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_roi, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_bins, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_l_bins, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_a_bins, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_b_bins, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_difference, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
    };
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all(n_args - 1, args + 1, kw, ARG_count, allowed, v);
    const omv_image_obj_t& image = mutableImageArg(args[0]);
    const Held<HistogramOptions> options;
    options->invert = v[ARG_invert].u_bool;
    options->roi = roiArg(v[ARG_roi].u_obj, image);
    takeBins(*options, v[ARG_bins].u_int, v[ARG_l_bins].u_int, v[ARG_a_bins].u_int,
             v[ARG_b_bins].u_int);
    if (v[ARG_thresholds].u_obj != mp_const_none)
        options->thresholds = thresholdsArg(v[ARG_thresholds].u_obj, PixelFormat{image.format});
    Canvas canvas = canvasOf(image);
    if (v[ARG_difference].u_obj != mp_const_none)
        canvas = differenceFrom(image, v[ARG_difference].u_obj);
    measure(canvas, options, out);
}

Histogram& histogramArg(mp_obj_t self)
{
    const auto* tuple = static_cast<const omv_histogram_obj_t*>(MP_OBJ_TO_PTR(self));
    auto* holder = static_cast<omv_holder_obj_t*>(MP_OBJ_TO_PTR(tuple->holder));
    return *static_cast<Histogram*>(holder->object);
}

bool hasColor(const Histogram& h)
{
    return h.format == PixelFormat::Rgb565;
}

mp_obj_t floatList(const std::vector<double>& values)
{
    const mp_obj_t list = mp_obj_new_list(0, nullptr);
    for (const double value : values)
        mp_obj_list_append(list, floatObject(value));
    return list;
}

void printBins(const mp_print_t* print, const char* name, const std::vector<double>& values)
{
    mp_printf(print, "\"%s\":[", name);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i)
            mp_printf(print, ", ");
        mp_obj_print_helper(print, floatObject(values[i]), PRINT_REPR);
    }
    mp_printf(print, "]");
}

mp_obj_t statisticsTuple(const Statistics& s)
{
    static const qstr fields[] = {MP_QSTR_mean,   MP_QSTR_median,   MP_QSTR_mode,   MP_QSTR_stdev,
                                  MP_QSTR_min,    MP_QSTR_max,      MP_QSTR_lq,     MP_QSTR_uq,
                                  MP_QSTR_l_mean, MP_QSTR_l_median, MP_QSTR_l_mode, MP_QSTR_l_stdev,
                                  MP_QSTR_l_min,  MP_QSTR_l_max,    MP_QSTR_l_lq,   MP_QSTR_l_uq,
                                  MP_QSTR_a_mean, MP_QSTR_a_median, MP_QSTR_a_mode, MP_QSTR_a_stdev,
                                  MP_QSTR_a_min,  MP_QSTR_a_max,    MP_QSTR_a_lq,   MP_QSTR_a_uq,
                                  MP_QSTR_b_mean, MP_QSTR_b_median, MP_QSTR_b_mode, MP_QSTR_b_stdev,
                                  MP_QSTR_b_min,  MP_QSTR_b_max,    MP_QSTR_b_lq,   MP_QSTR_b_uq};
    mp_obj_t items[32] = {};
    std::size_t at = 0;
    for (const ChannelStatistics* c : {&s.l, &s.l, &s.a, &s.b})
        for (const int value :
             {c->mean, c->median, c->mode, c->stdev, c->min, c->max, c->lq, c->uq})
            items[at++] = intObject(value);
    return namedTuple(fields, 32, items);
}

mp_obj_t valuesTuple(const ChannelValues& values)
{
    static const qstr fields[] = {MP_QSTR_value, MP_QSTR_l_value, MP_QSTR_a_value, MP_QSTR_b_value};
    const mp_obj_t items[] = {intObject(values.l), intObject(values.l), intObject(values.a),
                              intObject(values.b)};
    return namedTuple(fields, 4, items);
}

}  // namespace

extern "C" {

mp_obj_t omv_image_binary(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum { ARG_thresholds, ARG_invert, ARG_zero, ARG_mask, ARG_to_bitmap, ARG_copy, ARG_count };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_thresholds, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_int = 0}},
        {MP_QSTR_invert, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_zero, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_mask, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_to_bitmap, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
        {MP_QSTR_copy, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
    };
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all(n_args - 1, args + 1, kw, ARG_count, allowed, v);
    omv_image_obj_t& image = mutableImageArg(args[0]);
    Operand storage;
    const Canvas* mask = maskArg(v[ARG_mask].u_obj, image, storage);
    const bool zero = v[ARG_zero].u_bool;
    const bool bitmap = v[ARG_to_bitmap].u_bool;
    if (bitmap && (zero || mask) && PixelFormat{image.format} != PixelFormat::Binary)
        raiseValue("to_bitmap excludes zero and mask");
    const Canvas source = canvasOf(image);
    Canvas target = source;
    if (bitmap)
        target.format = PixelFormat::Binary;
    target.size = protocol::imageBytes(target.format, static_cast<std::uint32_t>(target.width),
                                       static_cast<std::uint32_t>(target.height));
    const mp_obj_t out = newImage(target.width, target.height, target.format, target.size);
    Held<std::vector<ColorThreshold>> thresholds;
    *thresholds = thresholdsArg(v[ARG_thresholds].u_obj, source.format);
    target = canvasOf(imageArg(out));
    const bool invert = v[ARG_invert].u_bool;
    stoppable([&] {
        const PixelTest test(source.format, std::span<const ColorThreshold>(*thresholds), invert);
        for (int y = 0; y < source.height; ++y) {
            for (int x = 0; x < source.width; ++x) {
                const std::uint32_t value = pixel(source, x, y);
                const bool passes = test.passes(value);
                std::uint32_t made = passes ? 0xFFFFFFFFu : 0;
                if (zero)
                    made = passes ? 0 : value;
                if (!maskPasses(mask, x, y))
                    made = bitmap ? 0 : value;
                setPixel(target, x, y, made);
            }
        }
    });
    thresholds.release();
    storage.release();
    if (v[ARG_copy].u_bool)
        return out;
    // In place: the pixels go back, and the new object shares them.
    std::memcpy(image.data, target.data, target.size);
    changeImage(image, {target.width, target.height, target.format, nullptr, target.size});
    omv_image_obj_t& fresh = imageArg(out);
    fresh.data = image.data;
    fresh.room = image.room;
    fresh.owner = args[0];
    return out;
}

mp_obj_t omv_image_invert(mp_obj_t self)
{
    const omv_image_obj_t& image = mutableImageArg(self);
    for (std::size_t i = 0; i < image.size; ++i)
        image.data[i] = static_cast<std::uint8_t>(~image.data[i]);
    return self;
}

mp_obj_t omv_image_get_histogram(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    auto* object = mp_obj_malloc(omv_histogram_obj_t, &omv_histogram_type);
    object->holder = mp_const_none;
    Held<Histogram> held;
    object->holder = held.object();
    parseMeasure(n_args, args, kw, held);
    return MP_OBJ_FROM_PTR(object);
}

mp_obj_t omv_image_get_statistics(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    Held<Histogram> held;
    parseMeasure(n_args, args, kw, held);
    const Statistics result = statistics(*held);
    held.release();
    return statisticsTuple(result);
}

void omv_histogram_print(const mp_print_t* print, mp_obj_t self, mp_print_kind_t)
{
    const Histogram& h = histogramArg(self);
    mp_printf(print, "{");
    printBins(print, hasColor(h) ? "l_bins" : "bins", h.l);
    if (hasColor(h)) {
        mp_printf(print, ", ");
        printBins(print, "a_bins", h.a);
        mp_printf(print, ", ");
        printBins(print, "b_bins", h.b);
    }
    mp_printf(print, "}");
}

mp_obj_t omv_histogram_subscr(mp_obj_t self, mp_obj_t index, mp_obj_t value)
{
    if (value != MP_OBJ_SENTINEL)
        return MP_OBJ_NULL;
    const Histogram& h = histogramArg(self);
    const std::size_t count = hasColor(h) ? 3 : 1;
    switch (mp_get_index(&omv_histogram_type, count, index, false)) {
    case 0: return floatList(h.l);
    case 1: return floatList(h.a);
    default: return floatList(h.b);
    }
}

mp_obj_t omv_histogram_bins(mp_obj_t self)
{
    return floatList(histogramArg(self).l);
}
mp_obj_t omv_histogram_a_bins(mp_obj_t self)
{
    return floatList(histogramArg(self).a);
}
mp_obj_t omv_histogram_b_bins(mp_obj_t self)
{
    return floatList(histogramArg(self).b);
}
mp_obj_t omv_histogram_get_percentile(mp_obj_t self, mp_obj_t share)
{
    return valuesTuple(
        percentile(histogramArg(self), static_cast<double>(mp_obj_get_float(share))));
}
mp_obj_t omv_histogram_get_threshold(mp_obj_t self)
{
    return valuesTuple(otsuThreshold(histogramArg(self)));
}
mp_obj_t omv_histogram_get_statistics(mp_obj_t self)
{
    return statisticsTuple(statistics(histogramArg(self)));
}

}  // extern "C"
