// SPDX-License-Identifier: MIT
#include "firmware/camera/media/picture_file.h"

#include <cstdint>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <png.h>

namespace omv::firmware {

namespace {

/// libpng's simplified interface, which keeps its complaints to itself; OpenCV lets them out.
class PngFile {
public:
    explicit PngFile(protocol::Bytes file)
    {
        m_image.version = PNG_IMAGE_VERSION;
        m_isOne = png_image_begin_read_from_memory(&m_image, file.data(), file.size()) != 0;
    }
    ~PngFile() { png_image_free(&m_image); }
    PngFile(const PngFile&) = delete;
    PngFile& operator=(const PngFile&) = delete;

    /// Gray, B, G, R or B, G, R, A.
    cv::Mat read(bool colored)
    {
        constexpr std::uint64_t kMostPixels = std::uint64_t{1} << 28;
        if (!m_isOne || std::uint64_t{m_image.width} * m_image.height > kMostPixels)
            return {};
        int type = CV_8UC1;
        if ((m_image.format & PNG_FORMAT_FLAG_ALPHA) != 0)
            type = CV_8UC4;
        else if (colored || (m_image.format & PNG_FORMAT_FLAG_COLOR) != 0)
            type = CV_8UC3;
        m_image.format = type == CV_8UC4 ? PNG_FORMAT_BGRA
            : type == CV_8UC3            ? PNG_FORMAT_BGR
                                         : PNG_FORMAT_GRAY;
        m_image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
        cv::Mat out(static_cast<int>(m_image.height), static_cast<int>(m_image.width), type);
        const int worked = png_image_finish_read(&m_image, nullptr, out.data,
                                                 static_cast<png_int_32>(out.step), nullptr);
        return worked ? out : cv::Mat();
    }

private:
    png_image m_image{};
    bool m_isOne = false;
};

cv::Mat withoutOpacity(const cv::Mat& picture)
{
    cv::Mat out(picture.size(), CV_8UC3);
    cv::mixChannels({picture}, {out}, {0, 0, 1, 1, 2, 2});
    return out;
}

bool isPng(protocol::Bytes file)
{
    constexpr std::size_t kMagic = 8;
    return file.size() >= kMagic && png_sig_cmp(file.data(), 0, kMagic) == 0;
}

}  // namespace

cv::Mat decodePicture(protocol::Bytes file, int flags)
{
    try {
        if (isPng(file)) {
            const cv::Mat picture = PngFile(file).read(flags == cv::IMREAD_COLOR);
            const bool drop = picture.channels() == 4 && flags != cv::IMREAD_UNCHANGED;
            return drop ? withoutOpacity(picture) : picture;
        }
        // imdecode wants a Mat, which has no const form; it does not write to it.
        const cv::Mat bytes(1, static_cast<int>(file.size()), CV_8UC1,
                            const_cast<std::uint8_t*>(file.data()));
        return cv::imdecode(bytes, flags);
    } catch (const cv::Exception&) {
        return {};
    }
}

}  // namespace omv::firmware
