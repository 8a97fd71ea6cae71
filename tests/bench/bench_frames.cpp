// SPDX-License-Identifier: MIT
// Conversions of whole frames to RGB.
#include <benchmark/benchmark.h>

#include <memory>
#include <vector>

#include <openmv/frame.h>

#include "libopenmv/src/frame_vectors.h"

using namespace omv;

namespace {

constexpr std::uint32_t kWidth = 1280;
constexpr std::uint32_t kHeight = 800;
constexpr std::size_t kPixels = std::size_t{kWidth} * kHeight;

using Data = std::vector<std::uint8_t>;

Data noise(std::size_t size)
{
    Data bytes(size);
    std::uint32_t state = 1;
    for (auto& byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = static_cast<std::uint8_t>(state >> 24);
    }
    return bytes;
}

Frame makeFrame(PixelFormat format, std::uint32_t width, std::uint32_t height, Data data)
{
    Frame frame;
    frame.width = width;
    frame.height = height;
    frame.format = format;
    const std::size_t size = data.size();
    frame.setData(std::make_shared<const Data>(std::move(data)), 0, size);
    return frame;
}

void convert(benchmark::State& state, const Frame& frame)
{
    RgbImage image;
    for (auto _ : state) {
        if (!toRgb(frame, image))
            state.SkipWithError("not converted");
        benchmark::ClobberMemory();
    }
    const auto bytes = static_cast<std::int64_t>(frame.data().size());
    state.SetBytesProcessed(state.iterations() * bytes);
    state.counters["bytes"] = static_cast<double>(bytes);
}

void rawToRgb(benchmark::State& state, PixelFormat format, std::size_t pixelSize)
{
    convert(state, makeFrame(format, kWidth, kHeight, noise(kPixels * pixelSize)));
}

/// Into an image of its own each time.
void rgb565ToNewImage(benchmark::State& state)
{
    const Frame frame = makeFrame(PixelFormat::Rgb565, kWidth, kHeight, noise(kPixels * 2));
    for (auto _ : state)
        benchmark::DoNotOptimize(toRgb(frame));
}

/// Pixel by pixel, what processors without SSSE3 do.
template<class Expand>
void plain(benchmark::State& state, std::size_t pixelSize, Expand expand)
{
    const Data in = noise(kPixels * pixelSize);
    Data out(kPixels * 3);
    for (auto _ : state) {
        expand(in.data(), out.data());
        benchmark::ClobberMemory();
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(in.size()));
}

/// Bands of colour with a little noise: of about 60 KB at this quality.
void jpegToRgb(benchmark::State& state, std::uint32_t width, std::uint32_t height, int quality)
{
    Data pixels = noise(std::size_t{width} * height * 3);
    for (std::size_t i = 0; i < pixels.size(); ++i)
        pixels[i] = static_cast<std::uint8_t>(i / 3 % width / 4 + i % 3 * 30 + pixels[i] / 10);
    // RgbImage has no encoder of its own; ARGB8 frames have.
    Data words;
    words.reserve(pixels.size() / 3 * 4);
    for (std::size_t i = 0; i < pixels.size(); i += 3)
        words.insert(words.end(), {pixels[i], pixels[i + 1], pixels[i + 2], 255});
    const auto file =
        toJpeg(makeFrame(PixelFormat::Argb8, width, height, std::move(words)), quality);
    if (!file)
        return state.SkipWithError("not encoded");
    convert(state, makeFrame(PixelFormat::Jpeg, width, height, *file));
}

using benchmark::kMicrosecond;
BENCHMARK_CAPTURE(rawToRgb, rgb565, PixelFormat::Rgb565, 2)->Unit(kMicrosecond);
BENCHMARK_CAPTURE(rawToRgb, gray, PixelFormat::Grayscale, 1)->Unit(kMicrosecond);
BENCHMARK_CAPTURE(rawToRgb, yuv422, PixelFormat::Yuv422, 2)->Unit(kMicrosecond);
BENCHMARK_CAPTURE(rawToRgb, yvu422, PixelFormat::Yvu422, 2)->Unit(kMicrosecond);
BENCHMARK_CAPTURE(rawToRgb, bayer, PixelFormat::BayerRggb, 1)->Unit(kMicrosecond);
BENCHMARK(rgb565ToNewImage)->Unit(kMicrosecond);
BENCHMARK_CAPTURE(plain, rgb565, 2, [](const std::uint8_t* in, std::uint8_t* out) {
    expandRgb565(in, kPixels, out);
})->Unit(kMicrosecond);
BENCHMARK_CAPTURE(plain, gray, 1, [](const std::uint8_t* in, std::uint8_t* out) {
    expandGrayscale(in, kPixels, out);
})->Unit(kMicrosecond);
BENCHMARK_CAPTURE(plain, yuv422, 2, [](const std::uint8_t* in, std::uint8_t* out) {
    expandYuv422(in, 0, kPixels, false, out);
})->Unit(kMicrosecond);
BENCHMARK_CAPTURE(jpegToRgb, 640x480, 640, 480, 85)->Unit(kMicrosecond);
BENCHMARK_CAPTURE(jpegToRgb, 320x240, 320, 240, 93)->Unit(kMicrosecond);

}  // namespace
