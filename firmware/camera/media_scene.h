// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/scene.h"

namespace omv::firmware {

/// Scenes from outside: image:PATH, folder:DIR (one picture a frame, by name,
/// over and over), video:FILE (one video frame a frame, over and over),
/// webcam[:N]. Null and a sentence in `problem` when it cannot be opened.
std::unique_ptr<Scene> makeMediaScene(const std::string& spec, std::string& problem);
/// See sceneSpecProblem().
std::string mediaSpecProblem(const std::string& spec);

}  // namespace omv::firmware
