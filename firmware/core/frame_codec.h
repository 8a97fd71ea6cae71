// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"
#include "protocol/pixel_format.h"

#include <cstddef>
#include <cstdint>

namespace omv::firmware {

/// Pixels that somebody else owns; valid during the call.
struct FrameView {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    protocol::PixelFormat format = protocol::PixelFormat::Invalid;
    protocol::Bytes data;  ///< rows without padding (Binary: rows padded to 32 bits), or the file
};

/// Image work that the stream channel needs but cannot do itself.
/// Threads: called on the thread that publishes frames, one at a time, with no lock held.
class FrameCodec {
public:
    /// Compresses a raw frame of any pixel format (Bayer and YUV included).
    /// `quality`: 1..100. Returns the bytes written to `out`, or 0 when the
    /// result does not fit or the format is unknown.
    virtual std::size_t encodeJpeg(const FrameView& frame, int quality,
                                   protocol::MutableBytes out) = 0;

    /// Scales a raw Binary, Grayscale or RGB565 frame to `width` x `height`
    /// (bilinear) in the same pixel format. `out` has exactly the bytes that the result takes.
    /// False when the format cannot be scaled; `out` is then undefined.
    virtual bool scale(const FrameView& frame, std::uint32_t width, std::uint32_t height,
                       protocol::MutableBytes out) = 0;

protected:
    ~FrameCodec() = default;
};

}  // namespace omv::firmware
