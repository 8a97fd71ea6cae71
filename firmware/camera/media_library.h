// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/media_spec.h"
#include "firmware/camera/scene.h"

#include <opencv2/core/mat.hpp>

namespace omv::firmware {

/// Picture files, videos and webcams by OpenCV's imgcodecs and videoio. The libraries that
/// these need take longer to load than all the rest of a virtual camera takes to start, so
/// they stand behind a shared module of their own, which is loaded when it is first used.
/// No function throws.
struct MediaLibrary {
    /// See openMediaScene().
    std::unique_ptr<Scene> (*openScene)(const MediaSpec& spec, std::string& problem);
    /// A file of 8-bit gray or B, G, R; `extension` says its format. False: it cannot.
    bool (*encode)(const char* extension, const cv::Mat& pixels, std::vector<std::uint8_t>& file);
    /// Gray or B, G, R as the file has it; empty when it is no picture.
    cv::Mat (*decode)(protocol::Bytes file);
    /// The same with opacity, where the file has it: gray, B, G, R or B, G, R, A.
    cv::Mat (*decodeWithOpacity)(protocol::Bytes file);
};

/// Loads it, if it is not there yet. Null and a sentence in `problem` when it is missing.
/// Threads: any.
const MediaLibrary* mediaLibrary(std::string& problem);

}  // namespace omv::firmware
