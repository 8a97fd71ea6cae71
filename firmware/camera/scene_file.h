// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/scene_description.h"

#include <string>
#include <string_view>

namespace omv::firmware {

constexpr std::size_t kMaxSceneFileBytes = 1 << 20;
constexpr std::size_t kMaxSceneObjects = 500;

/// Takes the text of a scene file apart. Paths in it are relative to `folder`; whether they
/// can be opened is not looked at. False: `problem` says where in the text and what.
bool parseScene(std::string_view text, const std::string& folder, SceneDescription& scene,
                std::string& problem);

/// The same of a file. `missing`: the file cannot be read at all.
bool readSceneFile(const std::string& path, SceneDescription& scene, std::string& problem,
                   bool& missing);

}  // namespace omv::firmware
