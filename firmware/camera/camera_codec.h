// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/frame_codec.h"

namespace omv::firmware {

/// The stream channel's image work, on libjpeg-turbo and OpenCV. Has no state.
class CameraCodec final : public FrameCodec {
public:
    std::size_t encodeJpeg(const FrameView& frame, int quality,
                           protocol::MutableBytes out) override;
    bool scale(const FrameView& frame, std::uint32_t width, std::uint32_t height,
               protocol::MutableBytes out) override;
};

}  // namespace omv::firmware
