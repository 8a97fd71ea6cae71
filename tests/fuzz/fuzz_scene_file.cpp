// SPDX-License-Identifier: MIT
#include "firmware/camera/scene_file.h"

#include "firmware/camera/scene_described.h"

#include <nlohmann/json.hpp>

#include "tests/fuzz/fuzz.h"

using namespace omv::firmware;
using omv::fuzz::require;

namespace {

// Pictures are files of this machine: none is read here.
bool readsFiles(const SceneDescription& scene)
{
    const auto picture = [](const ScenePaint& paint) {
        return paint.kind == ScenePaint::Kind::Picture;
    };
    bool reads = picture(scene.background);
    for (const SceneObject& object : scene.objects)
        reads = reads || picture(object.paint) || object.shape == SceneShape::Picture;
    return reads;
}

void look(Scene& scene, std::uint32_t frame)
{
    RgbFrame rgb{13, 9, {}};
    scene.render(frame, {}, rgb);
    require(rgb.pixels.size() == 13 * 9 * 3, "a picture has its size");
    ScalarFrame warmth{5, 4, {}};
    scene.renderTemperature(frame, {100000, 200000, 300001, 500000}, warmth);
    ScalarFrame depth{5, 4, {}};
    scene.renderDistance(frame, {}, depth);
    for (const float value : warmth.values)
        require(value >= -273.1F && value <= 2000.1F, "a temperature is one");
    for (const float value : depth.values)
        require(value >= 0 && value <= 1e6F, "a distance is one");
    const auto truth = nlohmann::json::parse(scene.truth(frame), nullptr, false);
    require(truth.is_object() && truth["kind"] == "file", "the truth is an object");
    for (const auto& object : truth["objects"])
        for (const auto& side : object["box"])
            require(side.is_number(), "the truth has numbers");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    SceneDescription scene;
    std::string problem;
    if (!parseScene({reinterpret_cast<const char*>(data), size}, "", scene, problem)) {
        require(!problem.empty(), "a refusal says why");
        return 0;
    }
    require(problem.empty(), "what is right is not complained of");
    require(scene.objects.size() <= kMaxSceneObjects, "the number of objects is bounded");
    if (readsFiles(scene) || scene.objects.size() > 12)
        return 0;
    const auto shown = DescribedScene::make(std::move(scene), 1, problem);
    if (!shown) {
        require(!problem.empty(), "a scene that cannot be drawn says why");
        return 0;
    }
    for (const std::uint32_t frame : {0U, 1U, 99U, 0xFFFFFFFFU})
        look(*shown, frame);
    return 0;
}
