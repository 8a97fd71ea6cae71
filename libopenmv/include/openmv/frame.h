// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace omv {

/// Pixel formats as numbers on the wire (firmware 5.0, imlib): bit 28 YUV,
/// 27 mutable, 26 colour, 25 compressed, 24 raw Bayer; bits 23..16 format,
/// 15..8 variant, 7..0 bytes per pixel.
enum class PixelFormat : std::uint32_t {
    Invalid = 0,
    Binary = 0x08010000,  ///< 1 bit, least significant first, rows padded to 32 bits
    Grayscale = 0x08020001,
    Rgb565 = 0x0C030002,  ///< little-endian, red in bits 15..11
    BayerBggr = 0x05040001,
    BayerGbrg = 0x05040101,
    BayerGrbg = 0x05040201,
    BayerRggb = 0x05040301,
    Yuv422 = 0x14050002,  ///< Y0 U Y1 V
    Yvu422 = 0x14050102,  ///< Y0 V Y1 U
    Jpeg = 0x06060000,
    Png = 0x06070000,
    Argb8 = 0x0C080004,  ///< 32-bit little-endian words, alpha in bits 31..24
};

/// "RGB565", "JPEG", ...; "unknown" otherwise.
OPENMV_API std::string_view name(PixelFormat format);

/// One frame as the camera sent it. A value; copying shares the pixels, which
/// never change.
struct Frame {
    std::uint32_t width = 0;  ///< pixels
    std::uint32_t height = 0;  ///< pixels
    PixelFormat format = PixelFormat::Invalid;
    float deviceFps = 0;  ///< as the camera measured it; 0 when the firmware does not tell
    std::uint64_t number = 0;  ///< counts the frames received on this connection, from 1
    std::chrono::system_clock::time_point time;  ///< when its last byte reached the host

    /// The image data without the camera's header: pixels row by row without
    /// padding (Binary excepted), or a JPEG or PNG file.
    std::span<const std::uint8_t> data() const
    {
        return m_bytes ? std::span<const std::uint8_t>(*m_bytes).subspan(m_offset, m_size)
                       : std::span<const std::uint8_t>();
    }

    /// `bytes` is shared; `offset` and `size` must lie inside.
    void setData(std::shared_ptr<const std::vector<std::uint8_t>> bytes, std::size_t offset,
                 std::size_t size)
    {
        m_bytes = std::move(bytes);
        m_offset = offset;
        m_size = size;
    }

private:
    std::shared_ptr<const std::vector<std::uint8_t>> m_bytes;
    std::size_t m_offset = 0;
    std::size_t m_size = 0;
};

/// 8-bit red, green, blue.
struct RgbImage {
    std::uint32_t width = 0;  ///< pixels
    std::uint32_t height = 0;  ///< pixels
    std::vector<std::uint8_t> pixels;  ///< (height, width, 3), row by row, no padding
};

/// Expands a frame of any PixelFormat to RGB: RGB565 by bit replication as the
/// firmware does, Bayer bilinear, YUV by the firmware's integer weights, JPEG
/// and PNG decoded.
/// Errors: Malformed (sizes do not fit the data, a damaged JPEG or PNG, width
/// or height 0 or above 32767), Unsupported (unknown format).
/// Threads: safe from any thread.
OPENMV_API Result<RgbImage> toRgb(const Frame& frame);
/// The same into `image`, whose storage is used again: for one frame after the other.
/// After an error its pixels are anything.
OPENMV_API Status toRgb(const Frame& frame, RgbImage& image);

/// The frame as a JPEG file: as sent when it is one, else encoded.
/// `quality`: 1..100.
OPENMV_API Result<std::vector<std::uint8_t>> toJpeg(const Frame& frame, int quality = 90);

/// Writes the frame to `path`; the extension decides: .jpg/.jpeg (bytes as sent
/// when the frame is JPEG), .png, .bmp, .ppm, .pgm, .raw (bytes as sent). Written to
/// a temporary name beside it and renamed, so that no half file is left.
OPENMV_API Status save(const Frame& frame, const std::string& path);

}  // namespace omv
