// SPDX-License-Identifier: MIT
#include "firmware/camera/camera_codec.h"

#include "firmware/camera/blit.h"
#include "firmware/camera/codecs.h"

#include <algorithm>

namespace omv::firmware {

namespace {

// The codecs only read; a Canvas has no const form.
Canvas canvasOf(const FrameView& frame)
{
    return {static_cast<int>(frame.width), static_cast<int>(frame.height), frame.format,
            const_cast<std::uint8_t*>(frame.data.data()), frame.data.size()};
}

bool isWhole(const FrameView& frame)
{
    constexpr std::uint32_t kLimit = 32767;
    return frame.width > 0 && frame.height > 0 && frame.width <= kLimit && frame.height <= kLimit &&
        !protocol::isCompressed(frame.format) &&
        frame.data.size() >= protocol::imageBytes(frame.format, frame.width, frame.height);
}

}  // namespace

std::size_t CameraCodec::encodeJpeg(const FrameView& frame, int quality, protocol::MutableBytes out)
{
    if (!isWhole(frame))
        return 0;
    const auto file = firmware::encodeJpeg(canvasOf(frame), std::clamp(quality, 1, 100));
    if (!file || file->size() > out.size())
        return 0;
    std::ranges::copy(*file, out.begin());
    return file->size();
}

bool CameraCodec::scale(const FrameView& frame, std::uint32_t width, std::uint32_t height,
                        protocol::MutableBytes out)
{
    const bool scalable = frame.format == protocol::PixelFormat::Binary ||
        frame.format == protocol::PixelFormat::Grayscale ||
        frame.format == protocol::PixelFormat::Rgb565;
    if (!scalable || !isWhole(frame) || width == 0 || height == 0 || width > 32767 ||
        height > 32767 || out.size() < protocol::imageBytes(frame.format, width, height))
        return false;
    std::ranges::fill(out, std::uint8_t{0});
    const Canvas target{static_cast<int>(width), static_cast<int>(height), frame.format, out.data(),
                        out.size()};
    return resize(canvasOf(frame), target, Interpolation::Bilinear);
}

}  // namespace omv::firmware
