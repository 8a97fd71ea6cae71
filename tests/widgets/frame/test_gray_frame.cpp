// SPDX-License-Identifier: MIT
#include "app/ide/camera/gray_frame.h"
#include "tests/support/catch.h"

#include <QBuffer>
#include <QImage>

#include <random>

using omv::Frame;
using omv::PixelFormat;
using omv::ide::isGray;

namespace {

using Bytes = std::vector<std::uint8_t>;

Frame frameOf(PixelFormat format, const Bytes& bytes)
{
    Frame frame;
    frame.width = frame.height = 16;
    frame.format = format;
    frame.setData(std::make_shared<const Bytes>(bytes), 0, bytes.size());
    return frame;
}

/// As another program writes it.
Bytes jpegOf(QImage::Format format)
{
    QImage image(16, 16, format);
    image.fill(Qt::gray);
    QByteArray file;
    QBuffer buffer(&file);
    REQUIRE(image.save(&buffer, "JPEG"));
    return {file.begin(), file.end()};
}

bool isGrayJpeg(const Bytes& bytes)
{
    return isGray(frameOf(PixelFormat::Jpeg, bytes));
}

}  // namespace

TEST_CASE("A frame is gray by what the camera sent, not by what it shows")
{
    CHECK(isGray(frameOf(PixelFormat::Grayscale, Bytes(256))));
    CHECK(isGray(frameOf(PixelFormat::Binary, Bytes(64))));
    CHECK_FALSE(isGray(frameOf(PixelFormat::Rgb565, Bytes(512))));
    CHECK(isGrayJpeg(jpegOf(QImage::Format_Grayscale8)));
    CHECK_FALSE(isGrayJpeg(jpegOf(QImage::Format_RGB32)));
}

TEST_CASE("A JPEG that is cut short or damaged is looked at no further than its end")
{
    const Bytes gray = jpegOf(QImage::Format_Grayscale8);
    bool was = false;
    for (std::size_t size = 0; size <= gray.size(); ++size) {
        const bool is =
            isGrayJpeg(Bytes(gray.begin(), gray.begin() + static_cast<std::ptrdiff_t>(size)));
        CHECK(is >= was);  // from its header on
        was = is;
    }
    CHECK(was);
    CHECK_FALSE(isGrayJpeg({}));
    CHECK_FALSE(isGrayJpeg(Bytes(100, 0xFF)));
    CHECK_FALSE(isGrayJpeg({0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0xFF, 0xE0, 0xFF, 0xFF}));
    std::mt19937 random(1);
    for (int i = 0; i < 2000; ++i) {
        Bytes bytes = gray;
        for (int j = 0; j < 4; ++j)
            bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
        bytes.resize(random() % bytes.size());
        bytes.shrink_to_fit();
        isGrayJpeg(bytes);
    }
}
