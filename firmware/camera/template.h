// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"

#include <optional>

// Template matching by normalised cross correlation: 1 = equal but for brightness and
// contrast. Both pictures grayscale.

namespace omv::firmware {

struct TemplateMatch {
    Rect place;
    double correlation = 0;
};
/// Tries every `step`-th place (from 1) in `roi`, which is not smaller than the template.
/// Nothing when none correlates, or the template has one level only.
std::optional<TemplateMatch> matchTemplate(const Canvas& picture, const Canvas& pattern,
                                           const Rect& roi, int step);
/// Diamond search from the middle of the whole picture: fast, but finds only the nearest top.
std::optional<TemplateMatch> searchTemplate(const Canvas& picture, const Canvas& pattern);

}  // namespace omv::firmware
