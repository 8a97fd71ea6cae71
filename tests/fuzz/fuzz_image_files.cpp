// SPDX-License-Identifier: MIT
// Files that scripts give to the module image: cascades, image streams, descriptors.
#include "firmware/camera/haar.h"
#include "firmware/camera/image_stream.h"
#include "firmware/camera/keypoints.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>

using namespace omv::firmware;
using omv::fuzz::require;

namespace {

std::vector<std::uint8_t> checkered(int width, int height)
{
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            pixels.push_back(static_cast<std::uint8_t>((x / 5 + y / 7) % 2 ? 255 : 3 * x));
    return pixels;
}

void cascade(std::span<const std::uint8_t> file)
{
    const auto cascade = parseCascade(file);
    if (!cascade)
        return;
    require(cascade->rectangles.size() * 5 < file.size(), "no more than the file holds");
    require(cascade->stages.back().features == cascade->features.size(), "stages have all");
    constexpr int kSide = 48;
    static std::vector<std::uint8_t> pixels = checkered(kSide, kSide);
    const Canvas picture{kSide, kSide, PixelFormat::Grayscale, pixels.data(), pixels.size()};
    const Rect whole{0, 0, kSide, kSide};
    // Long cascades take long and show nothing new.
    if (cascade->features.size() > 200 || cascade->rectangles.size() > 1000)
        return;
    for (const Rect& rect : findFeatures(picture, whole, *cascade, {}))
        require(!rect.isEmpty() && rect.x >= 0 && rect.y >= 0 && rect.x < kSide && rect.y < kSide,
                "objects lie in the picture");
}

void stream(std::span<const std::uint8_t> file)
{
    const auto version = streamVersion(file);
    if (!version || !isKnownVersion(*version))
        return;
    const StreamVersion known{*version};
    file = file.subspan(kStreamMagicBytes);
    while (const auto frame = parseFrameHeader(file, known)) {
        require(frame->width > 0 && frame->height > 0 && frame->size > 0, "frames have a size");
        file = file.subspan(frameHeaderBytes(known));
        if (frame->size > file.size())
            return;
        if (known == StreamVersion::V2_0) {
            const auto again = parseFrameHeader(frameHeader(*frame), known);
            require(again && again->size == frame->size && again->format == frame->format,
                    "what is read can be written");
        }
        require((frame->size + framePadding(frame->size)) % 16 == 0, "frames are filled up");
        file = file.subspan(std::min(frame->size + framePadding(frame->size), file.size()));
    }
}

void descriptor(std::span<const std::uint8_t> file)
{
    const auto descriptor = parseDescriptor(file);
    if (!descriptor)
        return;
    const auto written = descriptorFile(*descriptor);
    require(written.size() <= file.size() &&
                std::equal(written.begin(), written.end(), file.begin()),
            "a descriptor is written as it was read");
    if (const auto* points = std::get_if<std::vector<Keypoint>>(&*descriptor)) {
        if (points->size() > 300)
            return;
        const KeypointMatch match = matchKeypoints(*points, *points, 85, true);
        require(match.pairs.size() <= points->size() && match.theta >= 0 && match.theta < 360,
                "no more matches than points");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    omv::fuzz::Input input(data, size);
    const std::uint8_t kind = input.byte();
    const auto rest = input.rest();
    switch (kind % 3) {
    case 0: cascade(rest); break;
    case 1: stream(rest); break;
    default: descriptor(rest); break;
    }
    return 0;
}
