// SPDX-License-Identifier: MIT
#include "firmware/camera/media/media_scene.h"
#include "firmware/camera/media/picture_file.h"
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
    return decodePicture(file, cv::IMREAD_ANYCOLOR);
}

cv::Mat decodeWithOpacity(protocol::Bytes file)
{
    const cv::Mat all = decodePicture(file, cv::IMREAD_UNCHANGED);
    return all.depth() == CV_8U ? all : decode(file);
}

}  // namespace

extern "C" [[gnu::visibility("default")]] const MediaLibrary* omv_media_library()
{
    static constexpr MediaLibrary kLibrary{openMediaScene, encode, decode, decodeWithOpacity};
    return &kLibrary;
}

}  // namespace omv::firmware
