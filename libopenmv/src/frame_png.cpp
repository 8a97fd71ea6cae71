// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <png.h>

#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/frame_codecs.h"

namespace omv {

namespace {

/// libpng's simplified interface; it frees itself also after an error.
class PngImage {
public:
    PngImage() { m_image.version = PNG_IMAGE_VERSION; }
    ~PngImage() { png_image_free(&m_image); }
    PngImage(const PngImage&) = delete;
    PngImage& operator=(const PngImage&) = delete;

    png_image* get() { return &m_image; }
    png_image* operator->() { return &m_image; }

private:
    png_image m_image = {};
};

Unexpected damaged(std::string why)
{
    return fail("OMV-E0404", "The PNG frame is damaged", std::move(why),
                "A single such frame can be skipped");
}

/// Warnings end the decoding too: a PNG has checksums, nothing in it is lost quietly.
bool failed(PngImage& image)
{
    return PNG_IMAGE_FAILED(*image.get());
}

}  // namespace

Status decodePng(const Frame& frame, RgbImage& image)
{
    PngImage png;
    const auto data = frame.data();
    if (!png_image_begin_read_from_memory(png.get(), data.data(), data.size()) || failed(png)) {
        return damaged(png->message);
    }
    if (png->width != frame.width || png->height != frame.height) {
        return damaged(fmt::format("the picture is {} x {}, the camera announced {} x {}",
                                   png->width, png->height, frame.width, frame.height));
    }
    png->format = PNG_FORMAT_RGB;
    resizeTo(frame, image);
    const png_color black = {};
    if (!png_image_finish_read(png.get(), &black, image.pixels.data(), 0, nullptr) || failed(png)) {
        return damaged(png->message);
    }
    return Done{};
}

Result<std::vector<std::uint8_t>> encodePng(const PixelView& image)
{
    PngImage png;
    png->width = image.width;
    png->height = image.height;
    png->format = image.channels == 1 ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(*png.get());
    std::vector<std::uint8_t> file(size);
    if (!png_image_write_to_memory(png.get(), file.data(), &size, 0, image.pixels.data(), 0,
                                   nullptr)) {
        return fail("OMV-E0408", "Cannot encode the frame as PNG", png->message);
    }
    file.resize(size);
    return file;
}

}  // namespace omv
