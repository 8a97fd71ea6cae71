// SPDX-License-Identifier: MIT
#include "firmware/camera/scene_described.h"

#include "firmware/camera/frame_counter.h"
#include "firmware/camera/scene_paint.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <opencv2/imgproc.hpp>
#include <random>

namespace omv::firmware {

namespace {

constexpr double kMillion = 1000000;
// What a moving camera sees of the background beyond the picture, in pictures.
constexpr double kMargin = 0.25;
constexpr double kMaxBackdropSide = 4096;
constexpr std::size_t kNoiseValues = 1 << 16;

std::size_t area(int width, int height)
{
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
}

// Standard C++ leaves the values of its distributions open; these are the same everywhere.
std::vector<std::int16_t> makeNoise(double sigma, std::uint64_t seed)
{
    std::vector<std::int16_t> out(kNoiseValues);
    for (std::size_t i = 0; i < out.size(); ++i) {
        // The sum of twelve even random numbers has a standard deviation of one.
        double sum = -6;
        for (std::uint64_t part = 0; part < 12; ++part)
            sum += static_cast<double>(sceneHash(seed, i, part) >> 11) / 9007199254740992.0;
        out[i] = static_cast<std::int16_t>(std::lround(sum * sigma));
    }
    return out;
}

void blend(std::uint8_t* pixel, float r, float g, float b, float part)
{
    const auto mix = [part](std::uint8_t under, float over) {
        return static_cast<std::uint8_t>(static_cast<float>(under) +
                                         (over - static_cast<float>(under)) * part + 0.5F);
    };
    pixel[0] = mix(pixel[0], r);
    pixel[1] = mix(pixel[1], g);
    pixel[2] = mix(pixel[2], b);
}

std::uint8_t* pixelAt(RgbFrame& out, int x, int y)
{
    return &out.pixels[(area(out.width, y) + static_cast<std::size_t>(x)) * 3];
}

/// From the pixels of a picture to those of the bitmap that `sampler` holds.
SceneAffine bitmapPlace(const SceneFigure& figure, const SceneAffine& toPixels,
                        SceneSampler& sampler)
{
    const double w = figure.bitmapEnd.x - figure.bitmapBegin.x;
    const double h = figure.bitmapEnd.y - figure.bitmapBegin.y;
    sampler.prepare(figure.bitmap, figure.cells, std::hypot(toPixels.a, toPixels.d) * w,
                    std::hypot(toPixels.b, toPixels.e) * h);
    const double across = sampler.width() / w;
    const double down = sampler.height() / h;
    const SceneAffine toBitmap{across, 0,    -figure.bitmapBegin.x * across,
                               0,      down, -figure.bitmapBegin.y * down};
    return combined(toBitmap, toPixels.inverse());
}

}  // namespace

DescribedScene::DescribedScene(SceneDescription description, std::uint64_t seed)
    : m_description(std::move(description))
    , m_seed(seed)
{
    if (m_description.aspect <= 0)
        m_description.aspect = kUsualAspect;
}

std::unique_ptr<DescribedScene> DescribedScene::make(SceneDescription description,
                                                     std::uint64_t seed, std::string& problem)
{
    std::unique_ptr<DescribedScene> scene(new DescribedScene(std::move(description), seed));
    const SceneDescription& told = scene->m_description;
    if (told.background.kind == ScenePaint::Kind::Picture) {
        scene->m_picture = loadScenePicture(told.background.picture, problem);
        if (scene->m_picture.empty())
            return nullptr;
        if (scene->m_picture.channels() == 4)
            cv::cvtColor(scene->m_picture, scene->m_picture, cv::COLOR_RGBA2RGB);
    }
    for (const SceneObject& object : told.objects) {
        Entry entry{object, {}, {}};
        if (!makeFigure(object, told.aspect, seed, entry.figure, problem)) {
            problem = fmt::format("cannot draw the object {}: {}", object.name, problem);
            return nullptr;
        }
        scene->m_entries.push_back(std::move(entry));
    }
    auto& entries = scene->m_entries;
    if (told.camera.isStill()) {
        const auto moving =
            std::find_if_not(entries.begin(), entries.end(),
                             [](const Entry& entry) { return isStatic(entry.object); });
        scene->m_still = static_cast<std::size_t>(moving - entries.begin());
    }
    if (told.noise > 0)
        scene->m_noise = makeNoise(told.noise, seed);
    return scene;
}

SceneAffine DescribedScene::toPixels(const SceneView& view, int width, int height)
{
    const double across = width * kMillion / static_cast<double>(view.w);
    const double down = height * kMillion / static_cast<double>(view.h);
    return {across, 0,    -static_cast<double>(view.x) / kMillion * across,
            0,      down, -static_cast<double>(view.y) / kMillion * down};
}

DescribedScene::Placed DescribedScene::place(const Entry& entry, std::uint32_t frame,
                                             const SceneAffine& camera) const
{
    Placed placed;
    placed.pose = poseAt(entry.object, entry.figure.extent, m_description.aspect, frame);
    placed.toPixels = combined(camera, placed.pose.place);
    for (const auto& polygon : entry.figure.outline) {
        auto& points = placed.outline.emplace_back();
        for (const ScenePoint& point : polygon)
            points.push_back(placed.toPixels(point));
    }
    return placed;
}

void DescribedScene::render(std::uint32_t frame, const SceneView& view, RgbFrame& out)
{
    out.pixels.resize(area(out.width, out.height) * 3);
    const SceneAffine camera =
        combined(toPixels(view, out.width, out.height), cameraAt(m_description, m_seed, frame));
    if (m_description.camera.isStill())
        renderBase(view, out);
    else
        renderBackdrop(frame, view, out);
    for (std::size_t i = m_still; i < m_entries.size(); ++i)
        draw(m_entries[i], frame, camera, out);
    applyLight(frame, out);
    applyNoise(frame, out);
    if (m_description.counter)
        drawFrameCounter(out.pixels, out.width, out.height, frame);
}

void DescribedScene::renderBase(const SceneView& view, RgbFrame& out)
{
    if (m_base.width != out.width || m_base.height != out.height || m_baseView != view) {
        m_base.width = out.width;
        m_base.height = out.height;
        m_baseView = view;
        m_base.pixels.resize(out.pixels.size());
        renderBackdrop(0, view, m_base);
        const SceneAffine camera =
            combined(toPixels(view, out.width, out.height), cameraAt(m_description, m_seed, 0));
        for (std::size_t i = 0; i < m_still; ++i)
            draw(m_entries[i], 0, camera, m_base);
    }
    out.pixels = m_base.pixels;
}

void DescribedScene::renderBackdrop(std::uint32_t frame, const SceneView& view, RgbFrame& out)
{
    cv::Mat target(out.height, out.width, CV_8UC3, out.pixels.data());
    const SceneAffine pixels = toPixels(view, out.width, out.height);
    const SceneCamera& camera = m_description.camera;
    if (camera.isStill() && camera.rotation == 0 && camera.zoom == 1) {
        const PaintArea seen{
            static_cast<double>(view.x) / kMillion, static_cast<double>(view.y) / kMillion,
            static_cast<double>(view.w) / kMillion, static_cast<double>(view.h) / kMillion};
        paintArea(m_description.background, m_picture, seen, out.width, out.height, m_seed)
            .copyTo(target);
        return;
    }
    const double all = 1 + 2 * kMargin;
    const cv::Size size(static_cast<int>(std::clamp(pixels.a * all, 1.0, kMaxBackdropSide)),
                        static_cast<int>(std::clamp(pixels.e * all, 1.0, kMaxBackdropSide)));
    if (m_backdrop.size() != size)
        m_backdrop = paintArea(m_description.background, m_picture, {-kMargin, -kMargin, all, all},
                               size.width, size.height, m_seed);
    // From the backdrop's pixels to the scene, and from there to the picture's.
    const double aspect = m_description.aspect;
    const SceneAffine toScene{all * aspect / size.width, 0,       -kMargin * aspect, 0,
                              all / size.height,         -kMargin};
    const SceneAffine m =
        combined(combined(pixels, cameraAt(m_description, m_seed, frame)), toScene);
    // OpenCV counts from the centres of pixels.
    const cv::Matx23d matrix(m.a, m.b, m.c + (m.a + m.b - 1) / 2, m.d, m.e,
                             m.f + (m.d + m.e - 1) / 2);
    cv::warpAffine(m_backdrop, target, matrix, target.size(), cv::INTER_LINEAR, cv::BORDER_REFLECT);
}

void DescribedScene::draw(Entry& entry, std::uint32_t frame, const SceneAffine& camera,
                          RgbFrame& out)
{
    const Placed placed = place(entry, frame, camera);
    if (!placed.pose.shown)
        return;
    if (entry.figure.bitmap.empty())
        fillColor(placed, entry.object.paint.color, out);
    else
        fillBitmap(placed, entry, out);
}

void DescribedScene::fillColor(const Placed& placed, Rgb color, RgbFrame& out)
{
    constexpr float kAll = 0.998F;
    fillOutline(placed.outline, out.width, out.height,
                [&](int y, int begin, int end, const float* coverage) {
                    std::uint8_t* p = pixelAt(out, begin, y);
                    for (int x = begin; x < end; ++x, p += 3, ++coverage) {
                        if (*coverage < kAll) {
                            blend(p, color.r, color.g, color.b, *coverage);
                            continue;
                        }
                        p[0] = color.r;
                        p[1] = color.g;
                        p[2] = color.b;
                    }
                });
}

void DescribedScene::fillBitmap(const Placed& placed, Entry& entry, RgbFrame& out)
{
    SceneSampler& sampler = entry.sampler;
    const SceneAffine toBitmap = bitmapPlace(entry.figure, placed.toPixels, sampler);
    fillOutline(placed.outline, out.width, out.height,
                [&](int y, int begin, int end, const float* coverage) {
                    std::uint8_t* p = pixelAt(out, begin, y);
                    ScenePoint at = toBitmap({begin + 0.5, y + 0.5});
                    for (int x = begin; x < end; ++x, p += 3, ++coverage) {
                        const auto sample = sampler.at(at.x, at.y);
                        blend(p, sample.r, sample.g, sample.b, *coverage * sample.a / 255);
                        at.x += toBitmap.a;
                        at.y += toBitmap.d;
                    }
                });
}

void DescribedScene::applyLight(std::uint32_t frame, RgbFrame& out) const
{
    const double level = lightAt(m_description.light, frame);
    if (level == 1)
        return;
    cv::Mat pixels(1, static_cast<int>(out.pixels.size()), CV_8UC1, out.pixels.data());
    pixels.convertTo(pixels, CV_8UC1, level);
}

void DescribedScene::applyNoise(std::uint32_t frame, RgbFrame& out) const
{
    if (m_noise.empty())
        return;
    const std::size_t row = static_cast<std::size_t>(out.width) * 3;
    std::uint8_t* p = out.pixels.data();
    for (int y = 0; y < out.height; ++y) {
        std::size_t at = sceneHash(m_seed, frame, static_cast<std::uint64_t>(y)) % kNoiseValues;
        for (std::size_t left = row; left > 0;) {
            const std::size_t run = std::min(left, kNoiseValues - at);
            const std::int16_t* noise = &m_noise[at];
            for (std::size_t i = 0; i < run; ++i)
                p[i] = static_cast<std::uint8_t>(std::clamp(p[i] + noise[i], 0, 255));
            p += run;
            left -= run;
            at = 0;
        }
    }
}

}  // namespace omv::firmware
