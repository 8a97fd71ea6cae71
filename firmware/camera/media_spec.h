// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

namespace omv::firmware {

/// A scene from outside: image:PATH, folder:DIR (one picture a frame, by name, over and
/// over), video:FILE (one video frame a frame, over and over), webcam[:N].
struct MediaSpec {
    explicit MediaSpec(const std::string& spec);

    /// What is wrong with it, whatever files and webcams there are; or empty.
    std::string problem() const;
    /// Number of the webcam, without one the first; nothing when it is no number.
    std::optional<int> webcam() const;

    std::string kind;  ///< what stands before the colon
    std::string rest;  ///< and after it
};

}  // namespace omv::firmware
