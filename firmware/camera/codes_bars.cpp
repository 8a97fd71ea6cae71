// SPDX-License-Identifier: MIT
#include "firmware/camera/codes_reader.h"
#include "firmware/camera/find_rects.h"
#include "firmware/camera/thresholds.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace omv::firmware {

namespace {

using Format = ZXing::BarcodeFormat;

BarCodeType typeOf(Format format)
{
    switch (format) {
    case Format::EAN8: return BarCodeType::Ean8;
    case Format::UPCE: return BarCodeType::UpcE;
    case Format::UPCA: return BarCodeType::UpcA;
    case Format::ITF: return BarCodeType::I25;
    case Format::DataBar: return BarCodeType::DataBar;
    case Format::DataBarExpanded: return BarCodeType::DataBarExpanded;
    case Format::Codabar: return BarCodeType::Codabar;
    case Format::Code39: return BarCodeType::Code39;
    case Format::PDF417: return BarCodeType::Pdf417;
    case Format::Code93: return BarCodeType::Code93;
    case Format::Code128: return BarCodeType::Code128;
    default: return BarCodeType::Ean13;
    }
}

/// Books: 978 as the ten digits of old with their own check digit, 979 as it is.
void readAsBook(BarCode& code)
{
    if (code.type != BarCodeType::Ean13 || code.payload.size() != 13)
        return;
    if (code.payload.starts_with("979")) {
        code.type = BarCodeType::Isbn13;
    } else if (code.payload.starts_with("978")) {
        std::string digits = code.payload.substr(3, 9);
        int sum = 0;
        for (int i = 0; i < 9; ++i)
            sum += (10 - i) * (digits[static_cast<std::size_t>(i)] - '0');
        const int check = (11 - sum % 11) % 11;
        digits += check == 10 ? 'X' : static_cast<char>('0' + check);
        code.type = BarCodeType::Isbn10;
        code.payload = digits;
    }
}

double quarterTurn(int degrees)
{
    const long quarters = (std::lround(degrees / 90.0) + 4) % 4;
    return double(quarters) * std::numbers::pi / 2;
}

/// The two or five digits that may follow an EAN or UPC code: read together with it, cut
/// out of what is read.
void addExtensions(const cv::Mat& gray, const Rect& roi, std::vector<BarCode>& codes)
{
    const ZXing::Results extended =
        readCodes(gray, Format::EAN13 | Format::EAN8 | Format::UPCA | Format::UPCE,
                  ZXing::EanAddOnSymbol::Require);
    for (const ZXing::Result& result : extended) {
        const std::string text = result.text();
        const std::size_t space = text.rfind(' ');
        const std::size_t digits = space == std::string::npos ? 0 : text.size() - space - 1;
        if (digits != 2 && digits != 5)
            continue;
        BarCode code;
        describe(result, roi, code);
        code.payload = text.substr(space + 1);
        code.type = digits == 2 ? BarCodeType::Ean2 : BarCodeType::Ean5;
        code.rotation = quarterTurn(result.orientation());
        code.quality = result.lineCount();
        codes.push_back(code);
    }
}

}  // namespace

std::vector<BarCode> findBarCodes(const Canvas& picture, const Rect& wanted)
{
    const Rect roi = clippedRoi(picture, wanted);
    const cv::Mat gray = codePixels(picture, roi);
    bool mayBeExtended = false;
    std::vector<BarCode> out;
    for (const ZXing::Result& result :
         readCodes(gray, Format::LinearCodes | ZXing::BarcodeFormats(Format::PDF417))) {
        BarCode code;
        describe(result, roi, code);
        code.type = typeOf(result.format());
        code.rotation = quarterTurn(result.orientation());
        code.quality = std::max(result.lineCount(), 1);
        readAsBook(code);
        mayBeExtended = mayBeExtended || result.format() == Format::EAN13 ||
            result.format() == Format::EAN8 || result.format() == Format::UPCA ||
            result.format() == Format::UPCE;
        out.push_back(code);
    }
    if (mayBeExtended)
        addExtensions(gray, roi, out);
    return out;
}

}  // namespace omv::firmware
