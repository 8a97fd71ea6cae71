// SPDX-License-Identifier: MIT
#include <openmv/frame.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/frame_codecs.h"
#include "libopenmv/src/write_file.h"
#include "protocol/bytes.h"

namespace omv {

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr int kSaveQuality = 90;

std::string lowerExtension(const std::string& path)
{
    std::string extension = std::filesystem::path(path).extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension;
}

Bytes asSent(const Frame& frame)
{
    return Bytes(frame.data().begin(), frame.data().end());
}

Bytes withHeader(const std::string& header, const Bytes& pixels)
{
    Bytes file(header.begin(), header.end());
    file.insert(file.end(), pixels.begin(), pixels.end());
    return file;
}

Bytes toPpm(const RgbImage& image)
{
    return withHeader(fmt::format("P6\n{} {}\n255\n", image.width, image.height), image.pixels);
}

Bytes grayPixels(const RgbImage& image)
{
    Bytes gray(image.pixels.size() / 3);
    for (std::size_t i = 0; i < gray.size(); ++i) {
        const std::uint8_t* pixel = image.pixels.data() + i * 3;
        gray[i] = luminance(pixel[0], pixel[1], pixel[2]);
    }
    return gray;
}

Bytes toPgm(const RgbImage& image, const Frame& frame)
{
    const std::string header = fmt::format("P5\n{} {}\n255\n", image.width, image.height);
    const bool gray = frame.format == PixelFormat::Grayscale;
    return withHeader(header, gray ? asSent(frame) : grayPixels(image));
}

/// 24-bit BMP: rows from the bottom up, blue first, padded to 4 bytes.
Bytes toBmp(const RgbImage& image)
{
    constexpr std::size_t kHeader = 54;
    const std::size_t rowIn = std::size_t{image.width} * 3;
    const std::size_t rowOut = (rowIn + 3) / 4 * 4;
    Bytes file(kHeader + rowOut * image.height);
    const auto put32 = [&file](std::size_t at, std::size_t value) {
        protocol::storeU32(std::span(file).subspan(at).first<4>(),
                           static_cast<std::uint32_t>(value));
    };
    file[0] = 'B';
    file[1] = 'M';
    put32(2, file.size());
    put32(10, kHeader);
    put32(14, 40);  // size of the information header
    put32(18, image.width);
    put32(22, image.height);
    put32(26, 1 | (24u << 16));  // planes, bits per pixel
    put32(34, file.size() - kHeader);
    for (std::size_t y = 0; y < image.height; ++y) {
        const std::uint8_t* in = image.pixels.data() + (image.height - 1 - y) * rowIn;
        std::uint8_t* out = file.data() + kHeader + y * rowOut;
        for (std::size_t x = 0; x < rowIn; x += 3) {
            out[x] = in[x + 2];
            out[x + 1] = in[x + 1];
            out[x + 2] = in[x];
        }
    }
    return file;
}

Result<Bytes> toPng(const RgbImage& image, const Frame& frame)
{
    if (frame.format == PixelFormat::Grayscale) {
        return encodePng({frame.width, frame.height, 1, frame.data()});
    }
    return encodePng({image.width, image.height, 3, image.pixels});
}

bool needsPixels(const std::string& extension)
{
    return extension == ".png" || extension == ".bmp" || extension == ".ppm" || extension == ".pgm";
}

Result<Bytes> encodeAs(const Frame& frame, const std::string& extension)
{
    auto image = toRgb(frame);
    if (!image) {
        return Unexpected{std::move(image).error()};
    }
    if (extension == ".png") {
        return toPng(*image, frame);
    }
    if (extension == ".bmp") {
        return toBmp(*image);
    }
    return extension == ".ppm" ? toPpm(*image) : toPgm(*image, frame);
}

Result<Bytes> fileContent(const Frame& frame, const std::string& path)
{
    const std::string extension = lowerExtension(path);
    if (extension == ".raw" || (extension == ".png" && frame.format == PixelFormat::Png)) {
        return asSent(frame);
    }
    if (extension == ".jpg" || extension == ".jpeg") {
        return toJpeg(frame, kSaveQuality);
    }
    if (needsPixels(extension)) {
        return encodeAs(frame, extension);
    }
    return fail("OMV-E0405", fmt::format("Unknown file type: {}", path),
                fmt::format("the extension is \"{}\"", extension),
                "Use .jpg, .png, .bmp, .ppm, .pgm or .raw");
}

}  // namespace

Status save(const Frame& frame, const std::string& path)
{
    const auto content = fileContent(frame, path);
    if (!content) {
        return Unexpected{content.error()};
    }
    return writeFile(path, *content);
}

}  // namespace omv
