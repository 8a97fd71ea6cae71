// SPDX-License-Identifier: MIT
#include <cstring>
#include <memory>

#include <fmt/format.h>
#include <turbojpeg.h>

#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/frame_codecs.h"

namespace omv {

namespace {

struct CloseHandle {
    void operator()(void* handle) const { tjDestroy(handle); }
};
using Handle = std::unique_ptr<void, CloseHandle>;

struct FreeBuffer {
    void operator()(unsigned char* buffer) const { tjFree(buffer); }
};

Unexpected damaged(std::string why)
{
    return fail("OMV-E0403", "The JPEG frame is damaged", std::move(why),
                "A single such frame can be skipped");
}

/// Some sensors pad their JPEG before the end marker; the picture is whole.
bool isHarmless(void* handle)
{
    return tjGetErrorCode(handle) == TJERR_WARNING &&
        std::strstr(tjGetErrorStr2(handle), "extraneous bytes") != nullptr;
}

Status checkHeader(void* handle, const Frame& frame)
{
    int width = 0;
    int height = 0;
    int sampling = 0;
    int colorSpace = 0;
    const auto data = frame.data();
    if (tjDecompressHeader3(handle, data.data(), static_cast<unsigned long>(data.size()), &width,
                            &height, &sampling, &colorSpace) != 0) {
        return damaged(tjGetErrorStr2(handle));
    }
    if (static_cast<std::uint32_t>(width) != frame.width ||
        static_cast<std::uint32_t>(height) != frame.height) {
        return damaged(fmt::format("the picture is {} x {}, the camera announced {} x {}", width,
                                   height, frame.width, frame.height));
    }
    return Done{};
}

}  // namespace

Status decodeJpeg(const Frame& frame, RgbImage& image)
{
    // One for each frame costs nothing (0.14 us), and one that is used again keeps the
    // tables of the frame before, damaged ones too.
    const Handle handle(tjInitDecompress());
    if (!handle) {
        return damaged("no decoder");
    }
    if (auto status = checkHeader(handle.get(), frame); !status) {
        return status;
    }
    resizeTo(frame, image);
    const auto data = frame.data();
    if (tjDecompress2(handle.get(), data.data(), static_cast<unsigned long>(data.size()),
                      image.pixels.data(), static_cast<int>(frame.width), 0,
                      static_cast<int>(frame.height), TJPF_RGB, TJFLAG_LIMITSCANS) != 0 &&
        !isHarmless(handle.get())) {
        return damaged(tjGetErrorStr2(handle.get()));
    }
    return Done{};
}

Result<std::vector<std::uint8_t>> encodeJpeg(const PixelView& image, int quality)
{
    const Handle handle(tjInitCompress());
    unsigned char* raw = nullptr;
    unsigned long size = 0;
    const bool gray = image.channels == 1;
    // Chroma is kept whole where quality is asked for.
    const int sampling = gray ? TJSAMP_GRAY : (quality >= 90 ? TJSAMP_444 : TJSAMP_420);
    const int result = handle
        ? tjCompress2(handle.get(), image.pixels.data(), static_cast<int>(image.width), 0,
                      static_cast<int>(image.height), gray ? TJPF_GRAY : TJPF_RGB, &raw, &size,
                      sampling, quality, 0)
        : -1;
    const std::unique_ptr<unsigned char, FreeBuffer> buffer(raw);
    if (result != 0) {
        return fail("OMV-E0408", "Cannot encode the frame as JPEG",
                    handle ? tjGetErrorStr2(handle.get()) : "no encoder");
    }
    return std::vector<std::uint8_t>(buffer.get(), buffer.get() + size);
}

}  // namespace omv
