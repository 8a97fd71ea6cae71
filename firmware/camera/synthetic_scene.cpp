// SPDX-License-Identifier: MIT
#include "firmware/camera/synthetic_scene.h"

#include "firmware/camera/apriltag_code.h"
#include "firmware/camera/frame_counter.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>

namespace omv::firmware {

namespace {

constexpr std::int64_t kOne = 1000000;
// Movers stay below the counter and above the ramp.
constexpr std::int64_t kTop = 130000;
constexpr std::int64_t kBottom = 920000;
// Shapes keep to the left of this, the tag to the right: nothing covers it.
constexpr std::int64_t kTagLeft = 670000;

// SplitMix64: small, and the same everywhere.
std::uint64_t nextRandom(std::uint64_t& state)
{
    state += 0x9E3779B97F4A7C15u;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}
std::int64_t between(std::uint64_t& state, std::int64_t low, std::int64_t high)
{
    return low +
        static_cast<std::int64_t>(nextRandom(state) % static_cast<std::uint64_t>(high - low));
}

// Position of something that bounces between 0 and `range`.
std::int64_t bounce(std::int64_t start, std::int64_t speed, std::uint32_t frame, std::int64_t range)
{
    const std::int64_t period = 2 * range;
    std::int64_t at = (start + speed * frame) % period;
    if (at < 0)
        at += period;
    return at <= range ? at : period - at;
}

// Scene coordinate of the centre of a pixel.
std::int64_t sceneAt(int pixel, int pixels, std::int64_t begin, std::int64_t length)
{
    return begin + (2 * std::int64_t{pixel} + 1) * length / (2 * std::int64_t{pixels});
}
// First pixel whose centre is at or after a scene coordinate, clipped.
int pixelFrom(std::int64_t scene, int pixels, std::int64_t begin, std::int64_t length)
{
    std::int64_t low = (scene - begin) * pixels / length - 1;
    low = std::clamp<std::int64_t>(low, 0, pixels);
    while (low < pixels && sceneAt(static_cast<int>(low), pixels, begin, length) < scene)
        ++low;
    return static_cast<int>(low);
}

std::uint8_t* pixelAt(RgbFrame& frame, int x, int y)
{
    return &frame.pixels[(static_cast<std::size_t>(y) * static_cast<std::size_t>(frame.width) +
                          static_cast<std::size_t>(x)) *
                         3];
}

void fillRow(RgbFrame& frame, int x0, int x1, int y, Rgb color)
{
    if (x0 >= x1)
        return;
    std::uint8_t* p = pixelAt(frame, x0, y);
    for (int x = x0; x < x1; ++x, p += 3) {
        p[0] = color.r;
        p[1] = color.g;
        p[2] = color.b;
    }
}

std::int64_t squareRoot(std::int64_t value)
{
    std::int64_t root = 0;
    for (std::int64_t bit = std::int64_t{1} << 30; bit > 0; bit >>= 1)
        if ((root + bit) * (root + bit) <= value)
            root += bit;
    return root;
}

std::uint8_t backgroundByte(std::int64_t value)
{
    return static_cast<std::uint8_t>(std::clamp<std::int64_t>(value, 0, 255));
}

}  // namespace

SyntheticScene::SyntheticScene(std::uint64_t seed, double aspect)
    : m_seed(seed)
{
    std::uint64_t state = seed;
    const auto moverIn = [&](std::int64_t left, std::int64_t right, std::int64_t h) {
        const std::int64_t w = std::llround(static_cast<double>(h) / aspect);
        const auto speed = [&] {
            const std::int64_t v = between(state, 1500, 6000);
            return nextRandom(state) & 1 ? v : -v;
        };
        Mover m{};
        m.left = left;
        m.right = right;
        m.startX = between(state, 0, right - left - w);
        m.startY = between(state, 0, kBottom - kTop - h);
        m.speedX = speed();
        m.speedY = speed();
        m.w = w;
        m.h = h;
        return m;
    };
    const auto mover = [&](std::int64_t h) { return moverIn(0, kTagLeft, h); };
    m_shapes = {{{"red disc", Outline::Disc, {230, 30, 30}, mover(200000)},
                 {"green square", Outline::Box, {30, 200, 40}, mover(180000)},
                 {"blue triangle", Outline::Triangle, {30, 50, 230}, mover(220000)},
                 {"yellow disc", Outline::Disc, {240, 220, 20}, mover(160000)}}};
    m_tag = moverIn(kTagLeft, kOne, 400000);
    m_tag.speedX /= 4;
    m_tag.speedY /= 4;
    m_tagId = static_cast<unsigned>(nextRandom(state) % kTagCount);
}

SyntheticScene::Box SyntheticScene::boxAt(const Mover& m, std::uint32_t frame)
{
    return {m.left + bounce(m.startX, m.speedX, frame, m.right - m.left - m.w),
            kTop + bounce(m.startY, m.speedY, frame, kBottom - kTop - m.h), m.w, m.h};
}

void SyntheticScene::render(std::uint32_t frame, const SceneView& view, RgbFrame& out)
{
    if (m_background.width != out.width || m_background.height != out.height ||
        m_backgroundView != view)
        renderBackground(view, out);
    out.pixels = m_background.pixels;
    drawTag(boxAt(m_tag, frame), view, out);
    for (const Shape& shape : m_shapes)
        drawShape(shape, boxAt(shape.mover, frame), view, out);
    drawFrameCounter(out.pixels, out.width, out.height, frame);
}

void SyntheticScene::renderBackground(const SceneView& view, RgbFrame& out)
{
    m_background.width = out.width;
    m_background.height = out.height;
    m_backgroundView = view;
    m_background.pixels.resize(static_cast<std::size_t>(out.width) *
                               static_cast<std::size_t>(out.height) * 3);
    std::uint8_t* p = m_background.pixels.data();
    for (int y = 0; y < out.height; ++y) {
        const std::int64_t v = sceneAt(y, out.height, view.y, view.h);
        for (int x = 0; x < out.width; ++x, p += 3) {
            const std::int64_t u = sceneAt(x, out.width, view.x, view.w);
            const std::int64_t ramp = 16 * u / kOne * 17;
            p[0] = backgroundByte(v >= kBottom ? ramp : 70 + 50 * u / kOne);
            p[1] = backgroundByte(v >= kBottom ? ramp : 75 + 45 * v / kOne);
            p[2] = backgroundByte(v >= kBottom ? ramp : 85 + 40 * (u + v) / (2 * kOne));
        }
    }
}

void SyntheticScene::drawShape(const Shape& shape, const Box& box, const SceneView& view,
                               RgbFrame& out)
{
    const int bottom = pixelFrom(box.y + box.h, out.height, view.y, view.h);
    for (int y = pixelFrom(box.y, out.height, view.y, view.h); y < bottom; ++y) {
        const std::int64_t v = sceneAt(y, out.height, view.y, view.h) - box.y;
        std::int64_t half = box.w / 2;
        if (shape.outline == Outline::Triangle)
            half = half * v / box.h;
        if (shape.outline == Outline::Disc) {
            // x = w * sqrt(v / h * (1 - v / h)), in 1/32768
            const std::int64_t part = v * 32768 / box.h;
            half = box.w * squareRoot(part * (32768 - part)) / 32768;
        }
        const std::int64_t centre = box.x + box.w / 2;
        fillRow(out, pixelFrom(centre - half, out.width, view.x, view.w),
                pixelFrom(centre + half, out.width, view.x, view.w), y, shape.color);
    }
}

void SyntheticScene::drawTag(const Box& box, const SceneView& view, RgbFrame& out) const
{
    const auto edge = [](std::int64_t begin, std::int64_t length, unsigned cell) {
        return begin + length * cell / kTagCells;
    };
    for (unsigned row = 0; row < kTagCells; ++row) {
        const int top = pixelFrom(edge(box.y, box.h, row), out.height, view.y, view.h);
        const int bottom = pixelFrom(edge(box.y, box.h, row + 1), out.height, view.y, view.h);
        for (unsigned column = 0; column < kTagCells; ++column) {
            const int left = pixelFrom(edge(box.x, box.w, column), out.width, view.x, view.w);
            const int right = pixelFrom(edge(box.x, box.w, column + 1), out.width, view.x, view.w);
            const bool white = isTagCellWhite(m_tagId, column, row);
            for (int y = top; y < bottom; ++y)
                fillRow(out, left, right, y, white ? Rgb{255, 255, 255} : Rgb{});
        }
    }
}

std::string SyntheticScene::truth(std::uint32_t frame) const
{
    const auto part = [](std::int64_t value) { return static_cast<double>(value) / kOne; };
    std::string shapes;
    for (const Shape& shape : m_shapes) {
        const Box box = boxAt(shape.mover, frame);
        shapes += fmt::format(
            R"({}{{"name":"{}","color":[{},{},{}],"box":[{:.6f},{:.6f},{:.6f},{:.6f}]}})",
            shapes.empty() ? "" : ",", shape.name, shape.color.r, shape.color.g, shape.color.b,
            part(box.x), part(box.y), part(box.w), part(box.h));
    }
    const Box tag = boxAt(m_tag, frame);
    const double left = part(tag.x + tag.w / kTagCells);
    const double right = part(tag.x + tag.w - tag.w / kTagCells);
    const double top = part(tag.y + tag.h / kTagCells);
    const double bottom = part(tag.y + tag.h - tag.h / kTagCells);
    return fmt::format(
        R"({{"kind":"synthetic","seed":{},"frame":{},"shapes":[{}],"tag":{{"family":"TAG36H11",)"
        R"("id":{},"corners":[[{:.6f},{:.6f}],[{:.6f},{:.6f}],[{:.6f},{:.6f}],[{:.6f},{:.6f}]]}}}})",
        m_seed, frame, shapes, m_tagId, left, top, right, top, right, bottom, left, bottom);
}

}  // namespace omv::firmware
