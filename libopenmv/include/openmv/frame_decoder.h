// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/frame.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace omv {

/// Turns frames into RGB on a thread of its own, so that neither the camera's thread
/// nor the one that shows the pictures spends its time on that.
///
///     omv::FrameDecoder decoder([&](const omv::Frame&, omv::Status status, omv::RgbImage& image) {
///         if (status) screen.show(std::exchange(image, {}));
///     });
///     camera->onFrame([&](const omv::Frame& frame) { decoder.put(frame); });
///
/// Order: frames come out in the order in which they were put, those that waited too
/// long excepted.
/// Threads: put() and dropped() from any thread. The callback runs on the decoder's
/// thread, one call at a time.
class OPENMV_API FrameDecoder {
public:
    /// `status`: as of toRgb(). `image` belongs to the decoder, which uses its storage for
    /// the next frame: move it away to keep it. After an error its pixels are anything.
    using Callback = std::function<void(const Frame& frame, Status status, RgbImage& image)>;

    /// `waiting`: how many frames may wait while another is decoded, at least 1; when one
    /// more comes, the oldest of them is dropped. With 1 the newest wins, as a screen
    /// wants it; a recorder wants more.
    explicit FrameDecoder(Callback callback, std::size_t waiting = 1);
    /// Drops the frames that wait, and returns when the callback does not run any more.
    /// Not from the callback. Nobody may call put() meanwhile: take Camera::onFrame()'s
    /// callback away first.
    ~FrameDecoder();
    FrameDecoder(const FrameDecoder&) = delete;
    FrameDecoder& operator=(const FrameDecoder&) = delete;

    /// Never waits for the decoding. The frame's pixels are shared, not copied.
    void put(Frame frame);
    /// Frames dropped so far because newer ones came.
    std::uint64_t dropped() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace omv
