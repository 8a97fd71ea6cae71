// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/frame_codec.h"
#include "firmware/core/lock.h"
#include "protocol/device_channel.h"
#include "protocol/payloads.h"

namespace omv::firmware {

/// What a board brings along for its preview.
struct StreamDefaults {
    std::uint32_t rawWidth = 0;  ///< 0: the preview is JPEG until the host asks for raw
    std::uint32_t rawHeight = 0;
};

/// What became of a published frame.
enum class PublishResult : std::uint8_t {
    NotWanted,  ///< streaming is off, or the last frame was not taken yet
    Published,
    TooLarge,  ///< does not fit the stream buffer even so; dropped
    TooLargeCompressed,  ///< the same for a frame that came compressed: the board prints a note
};

/// Channel 3: one frame slot between the script and the host.
///
///     empty --publish--> ready --LOCK--> locked --UNLOCK--> empty
///     any   --STREAM_CTRL--> empty
///
/// As firmware 5.0 does: exactly one frame is produced per UNLOCK, however many
/// the script captures meanwhile; READ is not checked against the lock; UNLOCK
/// zeroes the header; a raw frame is scaled down to the size that the host set,
/// and becomes JPEG when it does not fit, when raw is off, and for Bayer and YUV.
///
/// Threads: previewWanted(), publish() and source() on the script's thread, the
/// rest on the link's. No lock is held while a frame is scaled or compressed.
class StreamChannel final : public protocol::DeviceChannel {
public:
    /// `buffer`: borrowed; holds the 32-byte header and one frame, and so sets
    /// the largest frame.
    StreamChannel(protocol::MutableBytes buffer, const StreamDefaults& defaults, FrameCodec& codec,
                  Lock& lock);

    bool previewWanted() const;
    PublishResult publish(const FrameView& frame, float fps);
    /// Sensor chip id that is streamed, 0 = the main one.
    std::uint32_t source() const;
    void setSource(std::uint32_t chipId);

    /// A frame became ready since the last call.
    bool takeFrameEvent();
    /// What a soft reboot does: raw settings and source as the board's default;
    /// streaming stays on or off.
    void softReset();
    /// What a reset of the board does: nothing is left.
    void powerReset();

    std::uint8_t flags() const override;
    bool poll() override { return size() != 0; }
    bool lock() override;
    bool unlock() override;
    std::size_t size() override;
    protocol::Shape shape() override;
    bool isZeroCopy() const override { return true; }
    protocol::Bytes view(std::uint32_t offset, std::uint32_t length) override;
    std::optional<std::size_t> ioctlArgumentSize(std::uint32_t request) const override;
    bool ioctl(std::uint32_t request, protocol::Bytes arguments) override;

private:
    enum class Slot : std::uint8_t { Empty, Writing, Ready, Locked };
    struct Settings {
        bool raw = false;
        std::uint32_t rawWidth = 0;
        std::uint32_t rawHeight = 0;
    };
    /// A frame as it lies in the buffer behind the header.
    struct Stored {
        protocol::PixelFormat format = protocol::PixelFormat::Invalid;
        std::uint32_t width = 0;
        std::uint32_t height = 0;
        std::size_t bytes = 0;  // 0: it did not fit
    };

    bool isFilled() const { return m_slot == Slot::Ready || m_slot == Slot::Locked; }
    protocol::MutableBytes frameSpace() const;
    Stored store(const FrameView& frame, const Settings& settings);
    Stored storeRaw(const FrameView& frame, const Settings& settings);
    Stored storeJpeg(const FrameView& frame);
    void finish(const Stored& stored, float fps);
    Settings defaultSettings() const;
    void empty();

    protocol::MutableBytes m_buffer;
    StreamDefaults m_defaults;
    FrameCodec& m_codec;
    Lock& m_lock;

    // Shared, under m_lock.
    Slot m_slot = Slot::Empty;
    bool m_enabled = false;
    bool m_frameEvent = false;
    std::uint32_t m_generation = 0;  // of the slot; a re-init makes a frame in the making void
    std::uint32_t m_source = 0;
    Settings m_settings;
    std::size_t m_bytes = 0;  // header and frame
    protocol::Shape m_shape;

    // The script's thread only.
    int m_quality = 0;  // 0: as the frame's size asks for
    int m_qualityHeld = 0;  // frames left with the reduced quality
};

}  // namespace omv::firmware
