// SPDX-License-Identifier: MIT
#include "firmware/camera/media/media_scene.h"
#include "firmware/camera/media_library.h"

#include <opencv2/imgcodecs.hpp>

namespace omv::firmware {

namespace {

bool encode(const char* extension, const cv::Mat& pixels, std::vector<std::uint8_t>& file)
{
    try {
        return cv::imencode(extension, pixels, file);
    } catch (const cv::Exception&) {
        return false;
    }
}

cv::Mat decode(protocol::Bytes file)
{
    try {
        // imdecode wants a Mat, which has no const form; it does not write to it.
        const cv::Mat bytes(1, static_cast<int>(file.size()), CV_8UC1,
                            const_cast<std::uint8_t*>(file.data()));
        return cv::imdecode(bytes, cv::IMREAD_ANYCOLOR);
    } catch (const cv::Exception&) {
        return {};
    }
}

}  // namespace

extern "C" [[gnu::visibility("default")]] const MediaLibrary* omv_media_library()
{
    static constexpr MediaLibrary kLibrary{openMediaScene, encode, decode};
    return &kLibrary;
}

}  // namespace omv::firmware
