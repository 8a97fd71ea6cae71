// SPDX-License-Identifier: MIT
#include <algorithm>

#include "libopenmv/src/c_api.h"

namespace c = omv::c;

namespace {

/// What the caller sees, and what keeps it alive.
struct OwnedBytes : omv_bytes {
    std::string text;
    std::vector<std::uint8_t> bytes;
};

struct OwnedFrame : omv_frame {
    omv::Frame frame;
};

struct OwnedChannels : omv_channels {
    std::vector<omv::ChannelInfo> infos;
    std::vector<omv_channel> channels;
    std::vector<const omv_channel*> pointers;
};

omv_channel viewOf(const omv::ChannelInfo& info)
{
    return {info.id, info.name.c_str(), info.readable, info.writable, info.dynamic};
}

}  // namespace

const omv_bytes* omv::c::handOut(std::string text)
{
    auto owned = std::make_unique<OwnedBytes>();
    owned->text = std::move(text);
    owned->data = reinterpret_cast<const std::uint8_t*>(owned->text.c_str());
    owned->size = owned->text.size();
    return owned.release();
}

const omv_bytes* omv::c::handOut(std::vector<std::uint8_t> bytes)
{
    auto owned = std::make_unique<OwnedBytes>();
    owned->bytes = std::move(bytes);
    owned->data = owned->bytes.data();
    owned->size = owned->bytes.size();
    return owned.release();
}

const omv_frame* omv::c::handOut(Frame frame)
{
    using Microseconds = std::chrono::microseconds;
    auto owned = std::make_unique<OwnedFrame>();
    owned->frame = std::move(frame);
    const Frame& kept = owned->frame;
    owned->width = kept.width;
    owned->height = kept.height;
    owned->format = static_cast<std::uint32_t>(kept.format);
    owned->device_fps = kept.deviceFps;
    owned->data = kept.data().data();
    owned->size = kept.data().size();
    owned->number = kept.number;
    owned->time_us = std::chrono::duration_cast<Microseconds>(kept.time.time_since_epoch()).count();
    return owned.release();
}

const omv_channels* omv::c::handOut(std::vector<ChannelInfo> channels)
{
    auto owned = std::make_unique<OwnedChannels>();
    owned->infos = std::move(channels);
    std::ranges::transform(owned->infos, std::back_inserter(owned->channels), viewOf);
    for (const omv_channel& channel : owned->channels)
        owned->pointers.push_back(&channel);
    owned->count = owned->pointers.size();
    owned->items = owned->pointers.data();
    return owned.release();
}

void omv_bytes_release(const omv_bytes* bytes)
{
    delete static_cast<const OwnedBytes*>(bytes);
}

void omv_frame_release(const omv_frame* frame)
{
    delete static_cast<const OwnedFrame*>(frame);
}

void omv_channels_release(const omv_channels* channels)
{
    delete static_cast<const OwnedChannels*>(channels);
}

omv_status omv_frame_to_rgb(const omv_frame* frame, const omv_bytes** rgb)
{
    return c::guarded([&] {
        if (!rgb)
            return c::missing("omv_frame_to_rgb", "rgb");
        *rgb = nullptr;
        if (!frame)
            return c::missing("omv_frame_to_rgb", "frame");
        auto image = omv::toRgb(static_cast<const OwnedFrame*>(frame)->frame);
        if (!image)
            return c::report(std::move(image).error());
        *rgb = c::handOut(std::move(image->pixels));
        return OMV_OK;
    });
}

const char* omv_format_name(uint32_t format)
{
    // The names are literals, so their texts end with a zero byte.
    return omv::name(static_cast<omv::PixelFormat>(format)).data();
}
