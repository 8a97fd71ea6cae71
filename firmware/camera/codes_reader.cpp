// SPDX-License-Identifier: MIT
#include "firmware/camera/codes_reader.h"

#include "firmware/camera/find_rects.h"
#include "firmware/camera/matrix.h"

#include <ZXing/ReadBarcode.h>
#include <exception>

namespace omv::firmware {

namespace {

bool isUtf8(const std::string& text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    for (std::size_t i = 0; i < text.size();) {
        const unsigned lead = byte(i);
        std::size_t more = 0;
        if (lead >= 0xC2 && lead < 0xE0)
            more = 1;
        else if (lead >= 0xE0 && lead < 0xF0)
            more = 2;
        else if (lead >= 0xF0 && lead < 0xF5)
            more = 3;
        else if (lead >= 0x80)
            return false;
        for (std::size_t k = 1; k <= more; ++k)
            if (i + k >= text.size() || (byte(i + k) & 0xC0) != 0x80)
                return false;
        i += more + 1;
    }
    return true;
}

}  // namespace

std::string codeText(const std::string& bytes)
{
    if (isUtf8(bytes))
        return bytes;
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            out += c;
        } else {
            out += static_cast<char>(0xC0 | byte >> 6);
            out += static_cast<char>(0x80 | (byte & 0x3F));
        }
    }
    return out;
}

cv::Mat codePixels(const Canvas& picture, const Rect& roi)
{
    return roi.isEmpty() ? cv::Mat() : grayMatrix(picture, roi);
}

ZXing::Results readCodes(const cv::Mat& gray, ZXing::BarcodeFormats formats,
                         ZXing::EanAddOnSymbol addOn)
{
    if (gray.empty())
        return {};
    ZXing::DecodeHints hints;
    hints.setFormats(formats);
    hints.setReturnCodabarStartEnd(true);
    hints.setEanAddOnSymbol(addOn);
    try {
        return ZXing::ReadBarcodes(ZXing::ImageView(gray.data, gray.cols, gray.rows,
                                                    ZXing::ImageFormat::Lum,
                                                    static_cast<int>(gray.step)),
                                   hints);
    } catch (const std::exception&) {
        return {};  // tiny or odd pictures; nothing was read
    }
}

std::string payloadOf(const ZXing::Result& result)
{
    const ZXing::ByteArray& bytes = result.bytes();
    const std::string raw(bytes.begin(), bytes.end());
    return isUtf8(raw) ? raw : result.text();
}

void describe(const ZXing::Result& result, const Rect& roi, Code& code, int scale)
{
    code.payload = payloadOf(result);
    const ZXing::Position position = result.position();
    for (std::size_t i = 0; i < 4; ++i)
        code.corners[i] = {position[i].x / scale + roi.x, position[i].y / scale + roi.y};
    code.box = boxAround(code.corners);
}

}  // namespace omv::firmware
