// SPDX-License-Identifier: MIT
// The half of DescribedScene that other sensors see, and the ground truth.
#include "firmware/camera/scene_described.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace omv::firmware {

namespace {

using Json = nlohmann::ordered_json;

double rounded(double value)
{
    return std::round(value * 1e6) / 1e6;
}

Json pointJson(ScenePoint point)
{
    return {rounded(point.x), rounded(point.y)};
}

struct Bounds {
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;

    void add(ScenePoint point)
    {
        left = std::min(left, point.x);
        top = std::min(top, point.y);
        right = std::max(right, point.x);
        bottom = std::max(bottom, point.y);
    }
    bool touchesPicture() const { return left < 1 && top < 1 && right > 0 && bottom > 0; }
    Json json() const
    {
        return {rounded(left), rounded(top), rounded(right - left), rounded(bottom - top)};
    }
};

bool isCode(SceneShape shape)
{
    return shape == SceneShape::AprilTag || shape == SceneShape::QrCode ||
        shape == SceneShape::Barcode || shape == SceneShape::DataMatrix;
}

void addPayload(const SceneObject& object, Json& out)
{
    switch (object.shape) {
    case SceneShape::AprilTag:
        out["family"] = object.format;
        out["id"] = object.id;
        break;
    case SceneShape::Barcode: out["format"] = object.format; [[fallthrough]];
    case SceneShape::QrCode:
    case SceneShape::DataMatrix: out["payload"] = object.text; break;
    case SceneShape::Text: out["text"] = object.text; break;
    default: break;
    }
}

}  // namespace

float DescribedScene::surroundings(Quantity quantity, double y) const
{
    if (quantity == Quantity::Glow)
        return 1;
    const SceneRamp& ramp =
        quantity == Quantity::Temperature ? m_description.temperature : m_description.distance;
    return ramp.top + (ramp.bottom - ramp.top) * static_cast<float>(std::clamp(y, 0.0, 1.0));
}

std::optional<float> DescribedScene::valueOf(Quantity quantity, const Entry& entry,
                                             const ScenePose& pose) const
{
    if (quantity == Quantity::Glow)
        return entry.object.glow;
    const bool warmth = quantity == Quantity::Temperature;
    if (const auto now = warmth ? pose.temperature : pose.distance)
        return static_cast<float>(*now);
    return warmth ? entry.object.temperature : entry.object.distance;
}

void DescribedScene::renderTemperature(std::uint32_t frame, const SceneView& view, ScalarFrame& out)
{
    renderQuantity(Quantity::Temperature, frame, view, out);
}

void DescribedScene::renderDistance(std::uint32_t frame, const SceneView& view, ScalarFrame& out)
{
    renderQuantity(Quantity::Distance, frame, view, out);
}

bool DescribedScene::renderGlow(std::uint32_t frame, const SceneView& view, ScalarFrame& out)
{
    const auto glows = [](const Entry& entry) { return entry.object.glow > 1; };
    if (std::ranges::none_of(m_entries, glows))
        return false;
    renderQuantity(Quantity::Glow, frame, view, out);
    return true;
}

void DescribedScene::renderQuantity(Quantity quantity, std::uint32_t frame, const SceneView& view,
                                    ScalarFrame& out)
{
    const SceneAffine camera =
        combined(toPixels(view, out.width, out.height), cameraAt(m_description, m_seed, frame));
    const SceneAffine toScene = camera.inverse();
    std::vector<float> background;
    background.reserve(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x)
            background.push_back(surroundings(quantity, toScene({x + 0.5, y + 0.5}).y));
    out.values = background;
    for (Entry& entry : m_entries) {
        const Placed placed = place(entry, frame, camera);
        if (placed.pose.shown)
            fillQuantity(quantity, entry, placed, background, out);
    }
}

void DescribedScene::fillQuantity(Quantity quantity, Entry& entry, const Placed& placed,
                                  const std::vector<float>& background, ScalarFrame& out)
{
    const std::optional<float> value = valueOf(quantity, entry, placed.pose);
    const bool seeThrough = entry.figure.bitmap.channels() == 4;
    const SceneAffine& m = placed.toPixels;
    const SceneAffine toBox = m.inverse();
    const cv::Mat& bitmap = entry.figure.bitmap;
    const auto opacity = [&](int x, int y) {
        if (!seeThrough)
            return 1.0F;
        const ScenePoint at = toBox({x + 0.5, y + 0.5});
        const int column = static_cast<int>(std::clamp(at.x, 0.0, 1.0) * (bitmap.cols - 1));
        const int row = static_cast<int>(std::clamp(at.y, 0.0, 1.0) * (bitmap.rows - 1));
        return static_cast<float>(bitmap.at<cv::Vec4b>(row, column)[3]) / 255;
    };
    fillOutline(placed.outline, out.width, out.height,
                [&](int y, int begin, int end, const float* coverage) {
                    for (int x = begin; x < end; ++x, ++coverage) {
                        const auto i =
                            static_cast<std::size_t>(y) * static_cast<std::size_t>(out.width) +
                            static_cast<std::size_t>(x);
                        const float over = value.value_or(background[i]);
                        const float part = *coverage * opacity(x, y);
                        // A pixel mixes; a distance is that of what fills most of it.
                        if (quantity != Quantity::Distance)
                            out.values[i] += (over - out.values[i]) * part;
                        else if (part >= 0.5F)
                            out.values[i] = over;
                    }
                });
}

std::string DescribedScene::truth(std::uint32_t frame) const
{
    const SceneAffine camera = cameraAt(m_description, m_seed, frame);
    Json objects = Json::array();
    for (const Entry& entry : m_entries) {
        const SceneObject& object = entry.object;
        const ScenePose pose = poseAt(object, entry.figure.extent, m_description.aspect, frame);
        const SceneAffine place = combined(camera, pose.place);
        Bounds bounds;
        const ScenePoint corners[] = {place({0, 0}), place({1, 0}), place({1, 1}), place({0, 1})};
        // The white around a code is none of it.
        if (isCode(object.shape))
            for (const ScenePoint& corner : corners)
                bounds.add(corner);
        else
            for (const auto& polygon : entry.figure.outline)
                for (const ScenePoint& point : polygon)
                    bounds.add(place(point));
        if (!pose.shown || !bounds.touchesPicture())
            continue;
        const double middle = pose.place({0.5, 0.5}).y;
        const auto value = [&](Quantity quantity) {
            return valueOf(quantity, entry, pose).value_or(surroundings(quantity, middle));
        };
        Json out = {{"name", object.name}, {"kind", sceneShapeName(object.shape)}};
        out["box"] = bounds.json();
        out["center"] = pointJson(place({0.5, 0.5}));
        out["corners"] = Json::array();
        for (const ScenePoint& corner : corners)
            out["corners"].push_back(pointJson(corner));
        out["rotation"] = rounded(pose.rotation);
        const Rgb color = object.paint.color;
        out["color"] = {color.r, color.g, color.b};
        out["temperature"] = rounded(value(Quantity::Temperature));
        out["distance"] = rounded(value(Quantity::Distance));
        if (object.glow > 1)
            out["glow"] = rounded(object.glow);
        addPayload(object, out);
        objects.push_back(std::move(out));
    }
    const Json truth = {{"kind", "file"},
                        {"name", m_description.name},
                        {"seed", m_seed},
                        {"frame", frame},
                        {"light", rounded(lightAt(m_description.light, frame))},
                        {"camera",
                         Json::array({rounded(camera.a), rounded(camera.b), rounded(camera.c),
                                      rounded(camera.d), rounded(camera.e), rounded(camera.f)})},
                        {"objects", std::move(objects)}};
    return truth.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace omv::firmware
