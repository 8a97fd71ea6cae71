// SPDX-License-Identifier: MIT
#include "firmware/camera/scene_presets.h"

#include "firmware/camera/scene_file.h"

#include <algorithm>
#include <filesystem>

namespace omv::firmware {

namespace fs = std::filesystem;

std::vector<ScenePreset> scenePresets(const std::string& folder)
{
    std::vector<ScenePreset> presets;
    std::error_code error;
    for (auto entry = fs::directory_iterator(folder, error);
         !error && entry != fs::directory_iterator(); entry.increment(error)) {
        if (entry->path().extension() != ".json")
            continue;
        SceneDescription scene;
        std::string problem;
        bool missing = false;
        readSceneFile(entry->path().string(), scene, problem, missing);
        presets.push_back({entry->path().stem().string(), scene.description});
    }
    std::sort(presets.begin(), presets.end(),
              [](const ScenePreset& a, const ScenePreset& b) { return a.name < b.name; });
    return presets;
}

std::optional<std::string> sceneFileOf(const std::string& spec, const std::string& folder)
{
    constexpr std::string_view kFile = "file:";
    if (spec.starts_with(kFile))
        return spec.substr(kFile.size());
    // image:X.json is a picture with an odd name.
    if (spec.find(':') != std::string::npos && spec.find('/') > spec.find(':'))
        return std::nullopt;
    if (spec.ends_with(".json"))
        return spec;
    if (folder.empty() || spec.find('/') != std::string::npos)
        return std::nullopt;
    const fs::path preset = fs::path(folder) / (spec + ".json");
    std::error_code error;
    return fs::is_regular_file(preset, error) ? std::optional(preset.string()) : std::nullopt;
}

}  // namespace omv::firmware
