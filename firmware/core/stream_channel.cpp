// SPDX-License-Identifier: MIT
#include "firmware/core/stream_channel.h"

#include <cstring>

namespace omv::firmware {

using namespace protocol;

namespace {

// Preview quality of firmware 5.0: lower for frames above QVGA RGB565.
constexpr int kHighQuality = 90;
constexpr int kLowQuality = 50;
constexpr std::size_t kLowQualityAbove = 320 * 240 * 2;
constexpr int kFramesWithReducedQuality = 60;

struct Size {
    std::uint32_t width;
    std::uint32_t height;
};

/// The largest size with the frame's aspect ratio within `limit`; never larger than the frame.
Size fitted(const FrameView& frame, Size limit)
{
    if (frame.width <= limit.width && frame.height <= limit.height)
        return {frame.width, frame.height};
    const std::uint64_t byWidth = std::uint64_t{limit.width} * frame.height;
    const std::uint64_t byHeight = std::uint64_t{limit.height} * frame.width;
    Size size = limit;
    if (byWidth <= byHeight)
        size.height = static_cast<std::uint32_t>(byWidth / frame.width);
    else
        size.width = static_cast<std::uint32_t>(byHeight / frame.height);
    return {size.width ? size.width : 1, size.height ? size.height : 1};
}

}  // namespace

StreamChannel::StreamChannel(MutableBytes buffer, const StreamDefaults& defaults, FrameCodec& codec,
                             Lock& lock)
    : m_buffer(buffer)
    , m_defaults(defaults)
    , m_codec(codec)
    , m_lock(lock)
    , m_settings(defaultSettings())
{
    m_shape.count = 3;
}

StreamChannel::Settings StreamChannel::defaultSettings() const
{
    return {.raw = m_defaults.rawWidth != 0,
            .rawWidth = m_defaults.rawWidth,
            .rawHeight = m_defaults.rawHeight};
}

bool StreamChannel::previewWanted() const
{
    const LockGuard guard(m_lock);
    return m_enabled && m_slot == Slot::Empty;
}

std::uint32_t StreamChannel::source() const
{
    const LockGuard guard(m_lock);
    return m_source;
}

void StreamChannel::setSource(std::uint32_t chipId)
{
    const LockGuard guard(m_lock);
    m_source = chipId;
}

PublishResult StreamChannel::publish(const FrameView& frame, float fps)
{
    Settings settings;
    std::uint32_t generation = 0;
    {
        const LockGuard guard(m_lock);
        if (!m_enabled || m_slot != Slot::Empty)
            return PublishResult::NotWanted;
        m_slot = Slot::Writing;
        settings = m_settings;
        generation = m_generation;
    }
    const Stored stored = store(frame, settings);
    const LockGuard guard(m_lock);
    if (m_slot != Slot::Writing)
        return PublishResult::NotWanted;
    m_slot = Slot::Empty;
    if (generation != m_generation)
        return PublishResult::NotWanted;
    if (stored.bytes == 0)
        return isCompressed(frame.format) ? PublishResult::TooLargeCompressed
                                          : PublishResult::TooLarge;
    finish(stored, fps);
    return PublishResult::Published;
}

MutableBytes StreamChannel::frameSpace() const
{
    return m_buffer.subspan(FrameHeader::kWireSize);
}

StreamChannel::Stored StreamChannel::store(const FrameView& frame, const Settings& settings)
{
    if (isCompressed(frame.format)) {
        Stored stored{frame.format, frame.width, frame.height, 0};
        if (frame.data.size() > frameSpace().size() || frame.data.empty())
            return stored;
        std::memcpy(frameSpace().data(), frame.data.data(), frame.data.size());
        stored.bytes = frame.data.size();
        return stored;
    }
    if (settings.raw && settings.rawWidth && settings.rawHeight && isMutable(frame.format)) {
        const Stored stored = storeRaw(frame, settings);
        if (stored.bytes != 0)
            return stored;
    }
    return storeJpeg(frame);
}

StreamChannel::Stored StreamChannel::storeRaw(const FrameView& frame, const Settings& settings)
{
    const Size size = fitted(frame, {settings.rawWidth, settings.rawHeight});
    Stored stored{frame.format, size.width, size.height, 0};
    const std::uint64_t bytes = imageBytes(frame.format, size.width, size.height);
    if (bytes == 0 || bytes > frameSpace().size())
        return stored;
    const auto count = static_cast<std::size_t>(bytes);
    if (size.width == frame.width && size.height == frame.height) {
        if (frame.data.size() < count)
            return stored;
        std::memcpy(frameSpace().data(), frame.data.data(), count);
    } else if (!m_codec.scale(frame, size.width, size.height, frameSpace().first(count))) {
        return stored;
    }
    stored.bytes = count;
    return stored;
}

StreamChannel::Stored StreamChannel::storeJpeg(const FrameView& frame)
{
    const int wanted = frame.data.size() > kLowQualityAbove ? kLowQuality : kHighQuality;
    if (m_quality == 0 || m_qualityHeld == 0)
        m_quality = wanted;
    else
        --m_qualityHeld;
    Stored stored{PixelFormat::Jpeg, frame.width, frame.height, 0};
    stored.bytes = m_codec.encodeJpeg(frame, m_quality, frameSpace());
    if (stored.bytes == 0) {
        m_quality = m_quality > 1 ? m_quality / 2 : 1;
        m_qualityHeld = kFramesWithReducedQuality;
    }
    return stored;
}

/// Called with the lock held.
void StreamChannel::finish(const Stored& stored, float fps)
{
    const auto bytes = static_cast<std::uint32_t>(stored.bytes);
    const bool compressed = isCompressed(stored.format);
    const std::uint32_t bytesPerPixel = value(stored.format) & 0xFF;
    const auto header = encode(FrameHeader{.width = stored.width,
                                           .height = stored.height,
                                           .format = stored.format,
                                           .size = compressed ? bytes : bytesPerPixel,
                                           .fps = fps});
    std::memcpy(m_buffer.data(), header.data(), header.size());
    m_bytes = FrameHeader::kWireSize + stored.bytes;
    m_shape = compressed ? Shape{{bytes, 0, 0, 0}, 1}
                         : Shape{{stored.width, stored.height, bytesPerPixel, 0}, 3};
    m_slot = Slot::Ready;
    m_frameEvent = true;
}

bool StreamChannel::takeFrameEvent()
{
    const LockGuard guard(m_lock);
    const bool event = m_frameEvent;
    m_frameEvent = false;
    return event;
}

void StreamChannel::softReset()
{
    const LockGuard guard(m_lock);
    m_settings = defaultSettings();
    m_source = 0;
}

void StreamChannel::powerReset()
{
    softReset();
    const LockGuard guard(m_lock);
    m_enabled = false;
    m_shape = {{}, 3};
    empty();
}

/// Called with the lock held. A frame in the making stays so, but becomes void.
void StreamChannel::empty()
{
    ++m_generation;
    m_frameEvent = false;
    m_bytes = 0;
    if (m_slot != Slot::Writing)
        m_slot = Slot::Empty;
}

std::uint8_t StreamChannel::flags() const
{
    return channel_flag::kRead | channel_flag::kLock | channel_flag::kStream;
}

bool StreamChannel::lock()
{
    const LockGuard guard(m_lock);
    if (m_slot != Slot::Ready)
        return false;
    m_slot = Slot::Locked;
    return true;
}

bool StreamChannel::unlock()
{
    const LockGuard guard(m_lock);
    if (m_slot == Slot::Locked)
        empty();
    return true;
}

std::size_t StreamChannel::size()
{
    const LockGuard guard(m_lock);
    return isFilled() ? m_bytes : 0;
}

Shape StreamChannel::shape()
{
    const LockGuard guard(m_lock);
    return m_shape;
}

Bytes StreamChannel::view(std::uint32_t offset, std::uint32_t length)
{
    const LockGuard guard(m_lock);
    if (!isFilled() || offset > m_bytes || length > m_bytes - offset)
        return {};
    return Bytes(m_buffer).subspan(offset, length);
}

std::optional<std::size_t> StreamChannel::ioctlArgumentSize(std::uint32_t request) const
{
    switch (request) {
    case ioctl::kStreamControl:
    case ioctl::kStreamRawControl:
    case ioctl::kStreamSource: return 4;
    case ioctl::kStreamRawConfig: return 8;
    default: return std::nullopt;
    }
}

bool StreamChannel::ioctl(std::uint32_t request, Bytes arguments)
{
    const auto first = decodeU32(arguments);
    if (!first)
        return false;
    const LockGuard guard(m_lock);
    switch (request) {
    case ioctl::kStreamControl:
        m_enabled = *first != 0;
        empty();
        return true;
    case ioctl::kStreamRawControl: m_settings.raw = *first != 0; return true;
    case ioctl::kStreamSource: m_source = *first; return true;
    case ioctl::kStreamRawConfig: {
        const auto second = decodeU32(arguments.subspan(4));
        if (!second)
            return false;
        m_settings.rawWidth = *first;
        m_settings.rawHeight = *second;
        return true;
    }
    default: return false;
    }
}

}  // namespace omv::firmware
