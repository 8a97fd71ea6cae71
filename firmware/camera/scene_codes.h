// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/scene_description.h"

#include <cstdint>
#include <string>
#include <vector>

namespace omv::firmware {

/// The cells of a tag or code, rows from the top, with white ones around it.
struct CodeGrid {
    int columns = 0;
    int rows = 0;
    std::vector<std::uint8_t> cells;  ///< 0 or 255
    /// The code without the white around it; of a tag, the square whose corners are reported.
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;
};

/// Of an AprilTag, QR code, barcode or DataMatrix. False: `problem` says why it cannot be made.
bool makeCodeGrid(const SceneObject& object, CodeGrid& grid, std::string& problem);
/// What is wrong with a tag or code of a file, and which of the object's members it is.
struct SceneCodeProblem {
    std::string text;  ///< empty: nothing
    const char* member = "";
};
SceneCodeProblem sceneCodeProblem(const SceneObject& object);

}  // namespace omv::firmware
