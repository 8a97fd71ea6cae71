// SPDX-License-Identifier: MIT
#include "firmware/camera/scene.h"

#include "firmware/camera/color.h"
#include "firmware/camera/media_library.h"
#include "firmware/camera/scene_described.h"
#include "firmware/camera/scene_file.h"
#include "firmware/camera/scene_presets.h"
#include "firmware/camera/synthetic_scene.h"

#include <algorithm>
#include <fmt/format.h>

namespace omv::firmware {

namespace {

using protocol::PixelFormat;

std::size_t area(const RgbFrame& rgb)
{
    return static_cast<std::size_t>(rgb.width) * static_cast<std::size_t>(rgb.height);
}

void toGrayscale(const RgbFrame& rgb, std::uint8_t* out)
{
    const std::uint8_t* p = rgb.pixels.data();
    for (std::size_t i = 0; i < area(rgb); ++i, p += 3)
        out[i] = luma(p[0], p[1], p[2]);
}

void toRgb565(const RgbFrame& rgb, std::uint8_t* out)
{
    const std::uint8_t* p = rgb.pixels.data();
    for (std::size_t i = 0; i < area(rgb); ++i, p += 3) {
        const std::uint16_t value = rgb565(p[0], p[1], p[2]);
        out[2 * i] = static_cast<std::uint8_t>(value);
        out[2 * i + 1] = static_cast<std::uint8_t>(value >> 8);
    }
}

// `order`: the channel (0 red, 1 green, 2 blue) of each pixel of a 2x2 cell.
void toBayer(const RgbFrame& rgb, const int (&order)[4], std::uint8_t* out)
{
    const std::uint8_t* p = rgb.pixels.data();
    for (int y = 0; y < rgb.height; ++y)
        for (int x = 0; x < rgb.width; ++x, p += 3)
            *out++ = p[order[(y & 1) * 2 + (x & 1)]];
}

// Y of every pixel, U of the even and V of the odd ones (or the other way round).
void toYuv422(const RgbFrame& rgb, bool vFirst, std::uint8_t* out)
{
    const std::uint8_t* p = rgb.pixels.data();
    for (int y = 0; y < rgb.height; ++y) {
        for (int x = 0; x < rgb.width; ++x, p += 3) {
            const Yuv yuv = toYuv({p[0], p[1], p[2]});
            const bool takeV = ((x & 1) != 0) != vFirst;
            *out++ = yuv.y;
            *out++ = static_cast<std::uint8_t>((takeV ? yuv.v : yuv.u) + 128);
        }
    }
}

// A number for each pixel that goes from `dark` to `white` with its brightness.
void renderByBrightness(Scene& scene, std::uint32_t frame, const SceneView& view, float dark,
                        float white, ScalarFrame& out)
{
    RgbFrame rgb{out.width, out.height, {}};
    scene.render(frame, view, rgb);
    out.values.resize(area(rgb));
    const std::uint8_t* p = rgb.pixels.data();
    for (float& value : out.values) {
        value = dark + (white - dark) * static_cast<float>(luma(p[0], p[1], p[2])) / 255.0F;
        p += 3;
    }
}

}  // namespace

void Scene::renderTemperature(std::uint32_t frame, const SceneView& view, ScalarFrame& out)
{
    constexpr float kDark = 20;
    constexpr float kWhite = 37;
    renderByBrightness(*this, frame, view, kDark, kWhite, out);
}

bool Scene::renderGlow(std::uint32_t /*frame*/, const SceneView& /*view*/, ScalarFrame& /*out*/)
{
    return false;
}

void Scene::renderDistance(std::uint32_t frame, const SceneView& view, ScalarFrame& out)
{
    constexpr float kDark = 3000;
    constexpr float kWhite = 500;
    renderByBrightness(*this, frame, view, kDark, kWhite, out);
}

bool convertFromRgb(const RgbFrame& rgb, PixelFormat format, protocol::MutableBytes out)
{
    if (out.size() < protocol::imageBytes(format, static_cast<std::uint32_t>(rgb.width),
                                          static_cast<std::uint32_t>(rgb.height)))
        return false;
    switch (format) {
    case PixelFormat::Grayscale: toGrayscale(rgb, out.data()); return true;
    case PixelFormat::Rgb565: toRgb565(rgb, out.data()); return true;
    case PixelFormat::BayerBggr: toBayer(rgb, {2, 1, 1, 0}, out.data()); return true;
    case PixelFormat::BayerGbrg: toBayer(rgb, {1, 2, 0, 1}, out.data()); return true;
    case PixelFormat::BayerGrbg: toBayer(rgb, {1, 0, 2, 1}, out.data()); return true;
    case PixelFormat::BayerRggb: toBayer(rgb, {0, 1, 1, 2}, out.data()); return true;
    case PixelFormat::Yuv422: toYuv422(rgb, false, out.data()); return true;
    case PixelFormat::Yvu422: toYuv422(rgb, true, out.data()); return true;
    default: return false;
    }
}

std::vector<std::uint8_t> renderFrame(std::uint64_t seed, std::uint32_t frameNumber,
                                      std::uint32_t width, std::uint32_t height, PixelFormat format,
                                      double aspect)
{
    SyntheticScene scene(seed, aspect);
    RgbFrame rgb{static_cast<int>(width), static_cast<int>(height), {}};
    scene.render(frameNumber, {}, rgb);
    std::vector<std::uint8_t> out(protocol::imageBytes(format, width, height));
    if (!convertFromRgb(rgb, format, out))
        return {};
    return out;
}

std::string sceneSpecProblem(const std::string& spec, const std::string& presets)
{
    if (spec.empty() || spec == "synthetic")
        return {};
    const auto file = sceneFileOf(spec, presets);
    if (!file)
        return MediaSpec(spec).problem();
    if (file->empty())
        return fmt::format("\"{}\" names no scene file", spec);
    SceneDescription scene;
    std::string problem;
    bool missing = false;
    readSceneFile(*file, scene, problem, missing);
    return missing ? std::string() : problem;
}

std::unique_ptr<Scene> makeScene(const std::string& spec, std::uint64_t seed, std::string& problem,
                                 const std::string& presets, double aspect)
{
    if (spec.empty() || spec == "synthetic")
        return std::make_unique<SyntheticScene>(seed, aspect);
    const auto file = sceneFileOf(spec, presets);
    if (!file) {
        const MediaSpec media(spec);
        problem = media.problem();
        const MediaLibrary* library = problem.empty() ? mediaLibrary(problem) : nullptr;
        return library ? library->openScene(media, problem) : nullptr;
    }
    SceneDescription scene;
    bool missing = false;
    if (!readSceneFile(*file, scene, problem, missing))
        return nullptr;
    if (scene.aspect <= 0)
        scene.aspect = aspect;
    return DescribedScene::make(std::move(scene), seed, problem);
}

}  // namespace omv::firmware
