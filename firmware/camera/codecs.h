// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"
#include "protocol/bytes.h"

#include <optional>
#include <vector>

// Compressed pictures in memory. No function throws.

namespace omv::firmware {

enum class Subsampling { Auto, None444, Horizontal422, Both420 };

/// Any raw format. `quality` 1..100. Auto: 4:2:0 below 35, 4:2:2 below 60, else 4:4:4.
std::optional<std::vector<std::uint8_t>> encodeJpeg(const Canvas& picture, int quality,
                                                    Subsampling subsampling = Subsampling::Auto);
/// Packed 24-bit RGB, as encodeJpeg() with Auto.
std::optional<std::vector<std::uint8_t>> encodeRgbJpeg(protocol::Bytes rgb, int width, int height,
                                                       int quality);
/// Any raw format: 8-bit gray, or 24-bit colour.
std::optional<std::vector<std::uint8_t>> encodePng(const Canvas& picture);

/// 24-bit BMP, or 8-bit for gray.
std::optional<std::vector<std::uint8_t>> encodeBmp(const Canvas& picture);
/// Binary PPM, or PGM for gray.
std::optional<std::vector<std::uint8_t>> encodePnm(const Canvas& picture);

/// A raw picture that owns its pixels.
struct Picture {
    int width = 0;
    int height = 0;
    PixelFormat format = PixelFormat::Invalid;
    std::vector<std::uint8_t> pixels;

    Canvas canvas() { return {width, height, format, pixels.data(), pixels.size()}; }
};

/// JPEG, PNG, BMP, PGM or PPM to Grayscale or Rgb565, as the file's channels say.
std::optional<Picture> decodePicture(protocol::Bytes file);

/// Size of a JPEG or PNG without decoding it.
struct FileSize {
    int width = 0;
    int height = 0;
};
std::optional<FileSize> compressedSize(protocol::Bytes file, PixelFormat format);

/// Packed RGB (3 bytes a pixel) of any raw format; Bayer is interpolated. Empty on failure.
std::vector<std::uint8_t> toRgbBytes(const Canvas& picture);
/// Y of any raw format, 1 byte a pixel. Empty on failure.
std::vector<std::uint8_t> toGrayBytes(const Canvas& picture);

}  // namespace omv::firmware
