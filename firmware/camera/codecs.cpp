// SPDX-License-Identifier: MIT
#include "firmware/camera/codecs.h"

#include "firmware/camera/color.h"
#include "firmware/camera/media_library.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <turbojpeg.h>

namespace omv::firmware {

namespace {

std::size_t area(const Canvas& c)
{
    return static_cast<std::size_t>(c.width) * static_cast<std::size_t>(c.height);
}

std::vector<std::uint8_t> rgbOf565(const Canvas& c)
{
    std::vector<std::uint8_t> out(area(c) * 3);
    for (std::size_t i = 0; i < area(c); ++i) {
        const auto value = static_cast<std::uint16_t>(c.data[2 * i] | c.data[2 * i + 1] << 8);
        const Rgb rgb = fromRgb565(value);
        out[3 * i] = rgb.r;
        out[3 * i + 1] = rgb.g;
        out[3 * i + 2] = rgb.b;
    }
    return out;
}

std::vector<std::uint8_t> rgbOfYuv(const Canvas& c)
{
    const bool vFirst = c.format == PixelFormat::Yvu422;
    std::vector<std::uint8_t> out(area(c) * 3);
    std::size_t to = 0;
    for (int y = 0; y < c.height; ++y) {
        const std::uint8_t* row = c.data + stride(c) * static_cast<std::size_t>(y);
        for (int x = 0; x < c.width; ++x) {
            const auto pair = static_cast<std::size_t>(x & ~1) * 2;
            const int first = row[pair + 1] - 128;
            // An odd width ends with half a pair.
            const int second = (x | 1) < c.width ? row[pair + 3] - 128 : 0;
            const Yuv yuv{row[2 * static_cast<std::size_t>(x)],
                          static_cast<std::int8_t>(vFirst ? second : first),
                          static_cast<std::int8_t>(vFirst ? first : second)};
            const Rgb rgb = fromYuv(yuv);
            out[to++] = rgb.r;
            out[to++] = rgb.g;
            out[to++] = rgb.b;
        }
    }
    return out;
}

std::vector<std::uint8_t> rgbOfBayer(const Canvas& c)
{
    if (c.width < 3 || c.height < 3)
        return {};
    int code = cv::COLOR_BayerBGGR2RGB;
    if (c.format == PixelFormat::BayerGbrg)
        code = cv::COLOR_BayerGBRG2RGB;
    if (c.format == PixelFormat::BayerGrbg)
        code = cv::COLOR_BayerGRBG2RGB;
    if (c.format == PixelFormat::BayerRggb)
        code = cv::COLOR_BayerRGGB2RGB;
    std::vector<std::uint8_t> out(area(c) * 3);
    const cv::Mat raw(c.height, c.width, CV_8UC1, c.data);
    cv::Mat rgb(c.height, c.width, CV_8UC3, out.data());
    try {
        cv::cvtColor(raw, rgb, code);
    } catch (const cv::Exception&) {
        return {};
    }
    return out;
}

std::vector<std::uint8_t> grayOfBinary(const Canvas& c)
{
    std::vector<std::uint8_t> out;
    out.reserve(area(c));
    for (int y = 0; y < c.height; ++y)
        for (int x = 0; x < c.width; ++x)
            out.push_back(pixel(c, x, y) ? 255 : 0);
    return out;
}

bool isGray(const Canvas& c)
{
    return c.format == PixelFormat::Grayscale || c.format == PixelFormat::Binary;
}

int samplingOf(Subsampling wanted, int quality)
{
    switch (wanted) {
    case Subsampling::None444: return TJSAMP_444;
    case Subsampling::Horizontal422: return TJSAMP_422;
    case Subsampling::Both420: return TJSAMP_420;
    case Subsampling::Auto: break;
    }
    if (quality < 35)
        return TJSAMP_420;
    return quality < 60 ? TJSAMP_422 : TJSAMP_444;
}

std::optional<std::vector<std::uint8_t>> compress(protocol::Bytes pixels, int width, int height,
                                                  int layout, int sampling, int quality)
{
    tjhandle handle = tjInitCompress();
    if (!handle)
        return std::nullopt;
    unsigned char* file = nullptr;
    unsigned long size = 0;
    const int failed = tjCompress2(handle, pixels.data(), width, 0, height, layout, &file, &size,
                                   sampling, quality, 0);
    std::optional<std::vector<std::uint8_t>> out;
    if (!failed)
        out.emplace(file, file + size);
    tjFree(file);
    tjDestroy(handle);
    return out;
}

std::optional<std::vector<std::uint8_t>> encodeFile(const Canvas& c, const char* extension)
{
    const bool gray = isGray(c);
    std::vector<std::uint8_t> pixels = gray ? toGrayBytes(c) : toRgbBytes(c);
    if (pixels.empty())
        return std::nullopt;
    cv::Mat mat(c.height, c.width, gray ? CV_8UC1 : CV_8UC3, pixels.data());
    if (!gray)
        cv::cvtColor(mat, mat, cv::COLOR_RGB2BGR);
    std::string problem;
    const MediaLibrary* library = mediaLibrary(problem);
    std::vector<std::uint8_t> out;
    if (!library || !library->encode(extension, mat, out))
        return std::nullopt;
    return out;
}

std::optional<Picture> pictureOf(const cv::Mat& mat)
{
    const bool gray = mat.channels() == 1;
    Picture picture{mat.cols, mat.rows, gray ? PixelFormat::Grayscale : PixelFormat::Rgb565, {}};
    const auto cols = static_cast<std::size_t>(mat.cols);
    picture.pixels.resize(cols * static_cast<std::size_t>(mat.rows) * (gray ? 1u : 2u));
    std::uint8_t* out = picture.pixels.data();
    for (int y = 0; y < mat.rows; ++y) {
        const std::uint8_t* row = mat.ptr(y);
        if (gray) {
            out = std::copy_n(row, cols, out);
            continue;
        }
        for (std::size_t x = 0; x < cols; ++x) {
            const std::uint16_t value = rgb565(row[3 * x + 2], row[3 * x + 1], row[3 * x]);
            *out++ = static_cast<std::uint8_t>(value);
            *out++ = static_cast<std::uint8_t>(value >> 8);
        }
    }
    return picture;
}

// Gray or B, G, R as the file has it; empty when it is damaged.
cv::Mat decodeJpeg(protocol::Bytes file)
{
    tjhandle handle = tjInitDecompress();
    if (!handle)
        return {};
    int width = 0;
    int height = 0;
    int sampling = 0;
    int space = 0;
    cv::Mat mat;
    if (!tjDecompressHeader3(handle, file.data(), file.size(), &width, &height, &sampling,
                             &space)) {
        const bool gray = space == TJCS_GRAY;
        mat.create(height, width, gray ? CV_8UC1 : CV_8UC3);
        if (tjDecompress2(handle, file.data(), file.size(), mat.data, width, 0, height,
                          gray ? TJPF_GRAY : TJPF_BGR, 0) &&
            tjGetErrorCode(handle) == TJERR_FATAL)
            mat.release();
    }
    tjDestroy(handle);
    return mat;
}

bool startsWith(protocol::Bytes file, std::initializer_list<std::uint8_t> magic)
{
    return file.size() >= magic.size() && std::equal(magic.begin(), magic.end(), file.begin());
}

}  // namespace

std::vector<std::uint8_t> toRgbBytes(const Canvas& c)
{
    if (protocol::isBayer(c.format))
        return rgbOfBayer(c);
    if (protocol::isYuv(c.format))
        return rgbOfYuv(c);
    if (c.format == PixelFormat::Rgb565)
        return rgbOf565(c);
    const std::vector<std::uint8_t> gray = toGrayBytes(c);
    std::vector<std::uint8_t> out;
    out.reserve(gray.size() * 3);
    for (const std::uint8_t value : gray)
        out.insert(out.end(), 3, value);
    return out;
}

std::vector<std::uint8_t> toGrayBytes(const Canvas& c)
{
    if (c.format == PixelFormat::Grayscale)
        return {c.data, c.data + area(c)};
    if (c.format == PixelFormat::Binary)
        return grayOfBinary(c);
    std::vector<std::uint8_t> out(area(c));
    if (protocol::isYuv(c.format)) {
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = c.data[2 * i];
        return out;
    }
    if (protocol::isCompressed(c.format) || c.format == PixelFormat::Argb8)
        return {};
    const std::vector<std::uint8_t> rgb = toRgbBytes(c);
    if (rgb.empty())
        return {};
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = luma(rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]);
    return out;
}

std::optional<std::vector<std::uint8_t>> encodeJpeg(const Canvas& c, int quality,
                                                    Subsampling subsampling)
{
    const bool gray = isGray(c);
    const std::vector<std::uint8_t> pixels = gray ? toGrayBytes(c) : toRgbBytes(c);
    if (pixels.empty())
        return std::nullopt;
    return compress(pixels, c.width, c.height, gray ? TJPF_GRAY : TJPF_RGB,
                    gray ? TJSAMP_GRAY : samplingOf(subsampling, quality), quality);
}

std::optional<std::vector<std::uint8_t>> encodeRgbJpeg(protocol::Bytes rgb, int width, int height,
                                                       int quality)
{
    return compress(rgb, width, height, TJPF_RGB, samplingOf(Subsampling::Auto, quality), quality);
}

std::optional<std::vector<std::uint8_t>> encodePng(const Canvas& c)
{
    return encodeFile(c, ".png");
}

std::optional<std::vector<std::uint8_t>> encodeBmp(const Canvas& c)
{
    return encodeFile(c, ".bmp");
}

std::optional<std::vector<std::uint8_t>> encodePnm(const Canvas& c)
{
    return encodeFile(c, isGray(c) ? ".pgm" : ".ppm");
}

std::optional<Picture> decodePicture(protocol::Bytes file)
{
    const bool known = startsWith(file, {0xFF, 0xD8}) || startsWith(file, {0x89, 'P', 'N', 'G'}) ||
        startsWith(file, {'B', 'M'}) || startsWith(file, {'P', '2'}) ||
        startsWith(file, {'P', '3'}) || startsWith(file, {'P', '5'}) ||
        startsWith(file, {'P', '6'});
    if (!known)
        return std::nullopt;
    std::string problem;
    const MediaLibrary* library = startsWith(file, {0xFF, 0xD8}) ? nullptr : mediaLibrary(problem);
    const cv::Mat mat = library ? library->decode(file) : decodeJpeg(file);
    if (mat.empty() || (mat.channels() != 1 && mat.channels() != 3))
        return std::nullopt;
    return pictureOf(mat);
}

std::optional<FileSize> compressedSize(protocol::Bytes file, PixelFormat format)
{
    if (format == PixelFormat::Png) {
        if (!startsWith(file, {0x89, 'P', 'N', 'G'}) || file.size() < 24)
            return std::nullopt;
        const auto number = [&](std::size_t at) {
            return file[at] << 24 | file[at + 1] << 16 | file[at + 2] << 8 | file[at + 3];
        };
        return FileSize{number(16), number(20)};
    }
    tjhandle handle = tjInitDecompress();
    if (!handle)
        return std::nullopt;
    int width = 0;
    int height = 0;
    int sampling = 0;
    int space = 0;
    const int failed =
        tjDecompressHeader3(handle, file.data(), file.size(), &width, &height, &sampling, &space);
    tjDestroy(handle);
    if (failed)
        return std::nullopt;
    return FileSize{width, height};
}

}  // namespace omv::firmware
