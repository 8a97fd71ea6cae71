// SPDX-License-Identifier: MIT
#include "firmware/camera/blit.h"

#include "firmware/camera/color.h"
#include "firmware/camera/layer.h"

#include <algorithm>
#include <cmath>

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

std::uint32_t combine565(PixelOp op, std::uint32_t source, std::uint32_t target, unsigned alpha)
{
    constexpr Channel kChannels[] = {{11, 31}, {5, 63}, {0, 31}};
    std::uint32_t out = 0;
    for (const Channel& c : kChannels) {
        const unsigned s = (source >> c.shift) & c.top;
        const unsigned t = (target >> c.shift) & c.top;
        out |= mixed(combine(op, s, t, c.top), t, alpha) << c.shift;
    }
    return out;
}

std::uint32_t combineGray(PixelOp op, std::uint32_t source, std::uint32_t target, unsigned alpha,
                          unsigned top)
{
    return mixed(combine(op, source, target, top), target, alpha);
}

// A pixel of the layer as a raw number of the target's format.
std::uint32_t rawOf(const std::uint8_t* p, bool color, PixelFormat format)
{
    if (format == PixelFormat::Rgb565)
        return color ? rgb565(p[0], p[1], p[2]) : rgb565(p[0], p[0], p[0]);
    const std::uint8_t gray = color ? luma(p[0], p[1], p[2]) : p[0];
    return format == PixelFormat::Binary ? gray > 127 : gray;
}

std::uint32_t combineRaw(const Canvas& to, PixelOp op, std::uint32_t source, std::uint32_t target,
                         unsigned alpha)
{
    if (to.format == PixelFormat::Rgb565)
        return combine565(op, source, target, alpha);
    return combineGray(op, source, target, alpha, to.format == PixelFormat::Binary ? 1 : 255);
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

void compose(const Layer& layer, const Layer& levels, const Canvas& to, const BlitOptions& options,
             Point at)
{
    const Rect area =
        intersection({at.x, at.y, layer.width, layer.height}, {0, 0, to.width, to.height});
    for (int y = area.y; y < area.bottom(); ++y) {
        for (int x = area.x; x < area.right(); ++x) {
            if (options.mask && pixel(*options.mask, x, y) == 0)
                continue;
            auto alpha = static_cast<unsigned>(options.alpha);
            if (options.alphaPalette)
                alpha = alpha * options.alphaPalette[*levels.at(x - at.x, y - at.y)] / 255;
            const std::uint32_t source =
                rawOf(layer.at(x - at.x, y - at.y), layer.color, to.format);
            const std::uint32_t target = pixel(to, x, y);
            fillSpan(to, x, x + 1, y, combineRaw(to, options.op, source, target, alpha));
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
    Point at{options.x, options.y};
    if (options.center) {
        at.x += (to.width - layer.width) / 2;
        at.y += (to.height - layer.height) / 2;
    }
    compose(layer, levels, to, options, at);
    return true;
}

}  // namespace omv::firmware
