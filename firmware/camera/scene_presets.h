// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace omv::firmware {

/// A scene file that comes with the program.
struct ScenePreset {
    std::string name;  ///< of the file, without .json
    std::string description;  ///< empty when the file cannot be read
};

/// The *.json of `folder`, by name.
std::vector<ScenePreset> scenePresets(const std::string& folder);

/// The scene file that a --scene names: file:PATH, PATH.json or a name in `folder`. Nothing:
/// it names none.
std::optional<std::string> sceneFileOf(const std::string& spec, const std::string& folder);

}  // namespace omv::firmware
