// SPDX-License-Identifier: MIT
#include "firmware/camera/blit.h"

#include "firmware/camera/color.h"
#include "firmware/camera/layer.h"
#include "firmware/camera/mask.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace omv::firmware {

namespace {

constexpr int kMaxSide = 32767;
constexpr double kMaxPixels = 64.0 * 1024 * 1024;

bool isDrawable(PixelFormat format)
{
    return format == PixelFormat::Binary || format == PixelFormat::Grayscale ||
        format == PixelFormat::Rgb565;
}

// One channel; `top` is its largest value.
unsigned combine(PixelOp op, unsigned source, unsigned target, unsigned top)
{
    switch (op) {
    case PixelOp::Assign: return source;
    case PixelOp::And: return source & target;
    case PixelOp::Nand: return ~(source & target) & top;
    case PixelOp::Or: return source | target;
    case PixelOp::Nor: return ~(source | target) & top;
    case PixelOp::Xor: return source ^ target;
    case PixelOp::Xnor: return ~(source ^ target) & top;
    case PixelOp::Add: return std::min(source + target, top);
    case PixelOp::Sub: return target > source ? target - source : 0;
    case PixelOp::ReverseSub: return source > target ? source - target : 0;
    case PixelOp::Min: return std::min(source, target);
    case PixelOp::Max: return std::max(source, target);
    case PixelOp::Difference: return source > target ? source - target : target - source;
    }
    return source;
}

unsigned mixed(unsigned source, unsigned target, unsigned alpha)
{
    return (source * alpha + target * (255 - alpha) + 127) / 255;
}

struct Channel {
    unsigned shift;
    unsigned top;
};

// How a source pixel meets a target pixel.
struct Meeting {
    PixelOp op;
    bool blackBackground;
    unsigned alpha;

    unsigned channel(unsigned source, unsigned target, unsigned top) const
    {
        const bool onBlack = blackBackground || op != PixelOp::Assign;
        return combine(op, mixed(source, onBlack ? 0 : target, alpha), target, top);
    }
};

std::uint32_t combine565(const Meeting& meeting, std::uint32_t source, std::uint32_t target)
{
    constexpr Channel kChannels[] = {{11, 31}, {5, 63}, {0, 31}};
    std::uint32_t out = 0;
    for (const Channel& c : kChannels) {
        const unsigned s = (source >> c.shift) & c.top;
        const unsigned t = (target >> c.shift) & c.top;
        out |= meeting.channel(s, t, c.top) << c.shift;
    }
    return out;
}

// A pixel of the layer as a raw number of the target's format.
std::uint32_t rawOf(const std::uint8_t* p, bool color, PixelFormat format)
{
    if (format == PixelFormat::Rgb565)
        return color ? rgb565(p[0], p[1], p[2]) : rgb565(p[0], p[0], p[0]);
    const std::uint8_t gray = color ? luma(p[0], p[1], p[2]) : p[0];
    return format == PixelFormat::Binary ? gray > 127 : gray;
}

std::uint32_t combineRaw(const Canvas& to, const Meeting& meeting, std::uint32_t source,
                         std::uint32_t target)
{
    if (to.format == PixelFormat::Rgb565)
        return combine565(meeting, source, target);
    return meeting.channel(source, target, to.format == PixelFormat::Binary ? 1 : 255);
}

// Everything that is done to the source before it meets the target. The gray
// levels that the alpha palette looks up come along as a second layer.
Layer prepare(const Canvas& from, const BlitOptions& options, Size size, Layer& levels)
{
    Layer layer = layerOf(from, options.roi);
    if (layer.isEmpty())
        return layer;
    if (options.channelFirst)
        extractChannel(layer, options.channel);
    if (options.paletteFirst && options.palette)
        applyPalette(layer, *options.palette);
    scaleLayer(layer, size, options.interpolation);
    turnLayer(layer, options.mirror != (options.xScale < 0), options.flip != (options.yScale < 0),
              options.transpose);
    if (!options.channelFirst)
        extractChannel(layer, options.channel);
    if (options.alphaPalette) {
        levels = layer;
        makeGray(levels);
    }
    if (!options.paletteFirst && options.palette)
        applyPalette(layer, *options.palette);
    return layer;
}

// The upper left corner of a picture of that size.
Point placeOf(const BlitOptions& options, Size size, const Canvas& to)
{
    if (!options.center)
        return {options.x, options.y};
    return {options.x + (to.width - size.width) / 2, options.y + (to.height - size.height) / 2};
}

void compose(const Layer& layer, const Layer& levels, const Canvas& to, const BlitOptions& options,
             Point at)
{
    const Rect area =
        intersection({at.x, at.y, layer.width, layer.height}, {0, 0, to.width, to.height});
    for (int y = area.y; y < area.bottom(); ++y) {
        for (int x = area.x; x < area.right(); ++x) {
            if (!maskPasses(options.mask, x, y))
                continue;
            auto alpha = static_cast<unsigned>(options.alpha);
            if (options.alphaPalette)
                alpha = alpha * options.alphaPalette[*levels.at(x - at.x, y - at.y)] / 255;
            const std::uint32_t source =
                rawOf(layer.at(x - at.x, y - at.y), layer.color, to.format);
            const std::uint32_t target = pixel(to, x, y);
            const Meeting meeting{options.op, options.blackBackground, alpha};
            fillSpan(to, x, x + 1, y, combineRaw(to, meeting, source, target));
        }
    }
}

}  // namespace

bool resize(const Canvas& from, const Canvas& to, Interpolation interpolation)
{
    if (from.format != to.format)
        return false;
    BlitOptions options;
    options.roi = {0, 0, from.width, from.height};
    options.interpolation = interpolation;
    options.aspect = Aspect::Ignore;
    return blit(from, to, options);
}

Size scaledSize(const BlitOptions& options, Size target)
{
    double x = std::abs(options.xScale);
    double y = std::abs(options.yScale);
    if (options.aspect != Aspect::None) {
        const bool turned = options.transpose;
        const double fitX = static_cast<double>(turned ? target.height : target.width) /
            static_cast<double>(options.roi.w);
        const double fitY = static_cast<double>(turned ? target.width : target.height) /
            static_cast<double>(options.roi.h);
        const bool keep = options.aspect == Aspect::Keep;
        const double one = keep ? std::min(fitX, fitY) : std::max(fitX, fitY);
        x *= options.aspect == Aspect::Ignore ? fitX : one;
        y *= options.aspect == Aspect::Ignore ? fitY : one;
    }
    // A hair more than the product, so that 10 * 0.3 (stored as 0.29999..) gives 3.
    const auto side = [](int pixels, double factor) {
        return static_cast<int>(std::clamp(std::floor(pixels * factor + 1e-4), 0.0, 1e9));
    };
    return {side(options.roi.w, x), side(options.roi.h, y)};
}

Rect drawnArea(const BlitOptions& options, const Canvas& to)
{
    Size size = scaledSize(options, {to.width, to.height});
    if (options.transpose)
        std::swap(size.width, size.height);
    const Point at = placeOf(options, size, to);
    return intersection({at.x, at.y, size.width, size.height}, {0, 0, to.width, to.height});
}

bool blit(const Canvas& from, const Canvas& to, const BlitOptions& options)
{
    if (!isDrawable(to.format))
        return false;
    const Size size = scaledSize(options, {to.width, to.height});
    if (size.width < 1 || size.height < 1)
        return true;
    if (size.width > kMaxSide || size.height > kMaxSide ||
        static_cast<double>(size.width) * size.height > kMaxPixels)
        return false;
    Layer levels;
    const Layer layer = prepare(from, options, size, levels);
    if (layer.isEmpty())
        return false;
    compose(layer, levels, to, options, placeOf(options, {layer.width, layer.height}, to));
    return true;
}

}  // namespace omv::firmware
