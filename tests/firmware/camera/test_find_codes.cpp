// SPDX-License-Identifier: MIT
#include "firmware/camera/codes.h"

#include "firmware/camera/codes_corners.h"
#include "firmware/camera/codes_qr.h"
#include "tests/firmware/camera/code_pictures.h"
#include "tests/support/catch.h"

#include <ZXing/BitMatrix.h>
#include <ZXing/CharacterSet.h>
#include <ZXing/MultiFormatWriter.h>
#include <algorithm>
#include <cmath>
#include <dmtx.h>
#include <memory>
#include <numbers>
#include <stdexcept>

using namespace omv::firmware;
using namespace omv::test;
using ZXing::BarcodeFormat;

namespace {

cv::Mat paper(int width = 240, int height = 200)
{
    return cv::Mat(height, width, CV_8UC1, cv::Scalar(255));
}

cv::Mat modulesOf(const ZXing::BitMatrix& bits)
{
    cv::Mat out(bits.height(), bits.width(), CV_8UC1);
    for (int y = 0; y < bits.height(); ++y)
        for (int x = 0; x < bits.width(); ++x)
            out.at<std::uint8_t>(y, x) = bits.get(x, y) ? 0 : 255;
    return out;
}

/// `level`: 0 to 3, L to H.
cv::Mat qr(const std::string& text, int level = 0)
{
    return modulesOf(ZXing::MultiFormatWriter(BarcodeFormat::QRCode)
                         .setMargin(0)
                         .setEccLevel(2 * level + 1)
                         .encode(text, 0, 0));
}

cv::Mat bars(BarcodeFormat format, const std::string& text, int height = 1)
{
    return modulesOf(ZXing::MultiFormatWriter(format).setMargin(0).encode(text, 0, height));
}

cv::Mat matrix(std::string text, int size)
{
    DmtxEncode* encode = dmtxEncodeCreate();
    dmtxEncodeSetProp(encode, DmtxPropModuleSize, 1);
    dmtxEncodeSetProp(encode, DmtxPropMarginSize, 0);
    dmtxEncodeSetProp(encode, DmtxPropSizeRequest, size);
    dmtxEncodeDataMatrix(encode, static_cast<int>(text.size()),
                         reinterpret_cast<unsigned char*>(text.data()));
    const DmtxImage& image = *encode->image;
    cv::Mat out(image.height, image.width, CV_8UC1);
    for (int y = 0; y < out.rows; ++y) {
        for (int x = 0; x < out.cols; ++x) {
            int value = 0;
            dmtxImageGetPixelValue(encode->image, x, out.rows - 1 - y, 0, &value);
            out.at<std::uint8_t>(y, x) = value < 128 ? 0 : 255;
        }
    }
    dmtxEncodeDestroy(&encode);
    return out;
}

cv::Size2f scaled(const cv::Mat& modules, double size)
{
    return {static_cast<float>(modules.cols * size), static_cast<float>(modules.rows * size)};
}

/// Much that looks a little like a code's edges.
void clutter(cv::Mat& picture, unsigned seed)
{
    cv::RNG random(seed);
    for (int i = 0; i < 120; ++i) {
        const cv::Point at(random.uniform(0, picture.cols), random.uniform(0, picture.rows));
        const cv::Point to(random.uniform(0, picture.cols), random.uniform(0, picture.rows));
        const cv::Scalar gray(random.uniform(0, 255));
        const int size = random.uniform(5, 60);
        switch (i % 4) {
        case 0: cv::line(picture, at, to, gray, 1 + size % 4); break;
        case 1: cv::rectangle(picture, {at.x, at.y, size, size}, gray, size % 2 ? 2 : -1); break;
        case 2: cv::circle(picture, at, size, gray, size % 2 ? 2 : -1); break;
        default: cv::putText(picture, "Text 123", at, cv::FONT_HERSHEY_SIMPLEX, size / 40.0, gray);
        }
    }
}

/// What stands beside the first finder pattern: level and mask, without their cover.
int formatOf(const cv::Mat& modules)
{
    int word = 0;
    for (int x = 0; x < 5; ++x)
        word = word << 1 | (modules.at<std::uint8_t>(8, x) == 0 ? 1 : 0);
    return word ^ 0b10101;
}

}  // namespace

TEST_CASE("A QR code is read wherever and however it stands")
{
    const cv::Mat code = qr("openmv.io 0815", 1);
    const int format = formatOf(code);
    for (int degrees = 0; degrees < 360; degrees += 15) {
        cv::Mat picture = paper();
        const Quad quad = turnedQuad({118, 97}, scaled(code, 4), degrees);
        put(picture, code, quad);
        addNoise(picture, 12);
        const std::vector<QrCode> found = findQrCodes(canvasOf(picture), {});
        CAPTURE(degrees);
        REQUIRE(found.size() == 1);
        CHECK(found[0].payload == "openmv.io 0815");
        CHECK((found[0].eccLevel << 3 | found[0].mask) == format);
        CHECK(found[0].eccLevel == 0);
        CHECK(found[0].version == (code.cols - 17) / 4);
        CHECK(found[0].dataType == 4);
        for (std::size_t i = 0; i < 4; ++i)
            CHECK(isNear(found[0].corners[i], quad[i], 4));
    }
}

TEST_CASE("A QR code of few pixels is read at any angle")
{
    const cv::Mat code = qr("hello", 0);
    const int format = formatOf(code);
    for (int degrees = 0; degrees < 360; degrees += 15) {
        cv::Mat picture = paper(320, 240);
        const Quad quad = turnedQuad({150, 110}, scaled(code, 2.6), degrees);
        put(picture, code, quad);
        const std::vector<QrCode> found = findQrCodes(canvasOf(picture), {60, 20, 180, 180});
        CAPTURE(degrees);
        REQUIRE(found.size() == 1);
        CHECK(found[0].payload == "hello");
        CHECK((found[0].eccLevel << 3 | found[0].mask) == format);
        CHECK(found[0].version == 1);
        for (std::size_t i = 0; i < 4; ++i)
            CHECK(isNear(found[0].corners[i], quad[i], 4));
    }
}

TEST_CASE("Only where three corners may be is a QR code worth a second look")
{
    for (const double size : {1.8, 2.0, 2.6, 3.5, 4.0}) {
        for (int degrees = 0; degrees < 360; degrees += 20) {
            CAPTURE(size, degrees);
            cv::Mat picture(240, 320, CV_8UC1, cv::Scalar(200));
            const cv::Mat code = qr("a second look", 1) * 0.6 + 40;
            put(picture, code, turnedQuad({150, 110}, scaled(code, size), degrees));
            addNoise(picture, 4);
            CHECK(showsQrCorners(picture));
        }
    }
    cv::Mat others = paper(320, 240);
    const cv::Mat block = matrix("PART 4711", DmtxSymbolSquareAuto);
    put(others, block, turnedQuad({80, 120}, scaled(block, 4), 10));
    const cv::Mat stripes = bars(BarcodeFormat::Code128, "OMV-128", 40);
    put(others, stripes, turnedQuad({220, 120}, scaled(stripes, 1.5), 0));
    addNoise(others, 6);
    CHECK_FALSE(showsQrCorners(others));
    CHECK_FALSE(showsQrCorners(paper()));
    CHECK_FALSE(showsQrCorners({}));
}

TEST_CASE("A QR code that is seen askew, small or in part of the picture is read")
{
    cv::Mat picture = paper();
    const cv::Mat code = qr("ASKEW", 2);
    put(picture, code, {cv::Point2f(40, 30), {150, 50}, {140, 160}, {60, 140}});
    const cv::Mat small = qr("42", 3);
    put(picture, small, turnedQuad({200, 40}, scaled(small, 2), 0));
    std::vector<QrCode> found = findQrCodes(canvasOf(picture), {});
    REQUIRE(found.size() == 2);
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return a.payload < b.payload; });
    CHECK(found[0].payload == "42");
    CHECK(found[0].dataType == 1);
    CHECK(found[0].eccLevel == 2);
    CHECK(found[1].payload == "ASKEW");
    CHECK(found[1].dataType == 2);
    CHECK((found[1].eccLevel << 3 | found[1].mask) == formatOf(code));
    found = findQrCodes(canvasOf(picture), {170, 0, 70, 80});
    REQUIRE(found.size() == 1);
    CHECK(isNear(found[0].corners[0], {179, 19}, 2));
    CHECK(findQrCodes(canvasOf(picture), {0, 60, 240, 140}).empty());
    CHECK(findQrCodes(canvasOf(picture), {500, 500, 10, 10}).empty());
}

TEST_CASE("The version of a QR code follows from how much it holds")
{
    for (int level = 0; level < 4; ++level) {
        for (int version = 1; version <= kQrVersions; ++version) {
            const int length = (qrDataWords(version, level) * 8 - 4 - (version < 10 ? 8 : 16)) / 8;
            CAPTURE(level, version, length);
            const std::string full(static_cast<std::size_t>(length), 'a');
            CHECK(qr(full, level).cols == 17 + 4 * version);
            if (version < kQrVersions)
                CHECK(qr(full + 'a', level).cols == 21 + 4 * version);
        }
    }
    CHECK(qrDataWords(1, 0) == 19);
    CHECK(qrDataWords(40, 3) == 1276);
}

TEST_CASE("Large QR codes tell their version, level and mask, too")
{
    for (const int version : {7, 15, 27}) {
        for (int level = 0; level < 4; ++level) {
            const int length = (qrDataWords(version, level) * 8 - 20) / 8;
            const std::string text(static_cast<std::size_t>(length), 'x');
            const cv::Mat code = qr(text, level);
            cv::Mat picture = paper(640, 640);
            put(picture, code, turnedQuad({320, 320}, scaled(code, 4), 0));
            const std::vector<QrCode> found = findQrCodes(canvasOf(picture), {});
            CAPTURE(version, level);
            REQUIRE(found.size() == 1);
            CHECK(found[0].payload == text);
            CHECK(found[0].version == version);
            CHECK((found[0].eccLevel << 3 | found[0].mask) == formatOf(code));
        }
    }
}

TEST_CASE("The parts of a QR code tell its kind and character set")
{
    const auto content = [](const std::string& bits, int version = 1) {
        std::vector<std::uint8_t> words((bits.size() + 7) / 8);
        for (std::size_t i = 0; i < bits.size(); ++i)
            if (bits[i] == '1')
                words[i / 8] = static_cast<std::uint8_t>(words[i / 8] | 0x80 >> i % 8);
        return qrContent(words, version);
    };
    const std::string digits = "0001"
                               "0000000100"
                               "0111111010"
                               "0000";  // "12": 4 bits too few
    CHECK(content("0001"
                  "0000000001"
                  "0101"
                  "0000")
              .dataType == 1);
    CHECK(content("0010"
                  "000000010"
                  "00000000000"
                  "0000")
              .dataType == 2);
    CHECK(content("0100"
                  "00000001"
                  "01000001"
                  "0000")
              .dataType == 4);
    CHECK(content("1000"
                  "00000001"
                  "0000000000000"
                  "0000")
              .dataType == 8);
    CHECK(content("0000").dataType == 0);
    CHECK(content(digits).dataType == 1);
    // Numbers, then bytes; bytes, then numbers.
    CHECK(content("0001"
                  "0000000001"
                  "0101"
                  "0100"
                  "00000001"
                  "01000001")
              .dataType == 4);
    CHECK(content("0100"
                  "00000001"
                  "01000001"
                  "0001"
                  "0000000001"
                  "0101"
                  "0000")
              .dataType == 4);
    // ECI 26, 899 and 123456, a part of several codes, FNC1.
    CHECK(content("0111"
                  "00011010"
                  "0100"
                  "00000001"
                  "01000001"
                  "0000")
              .eci == 26);
    CHECK(content("0111"
                  "1000001110000011"
                  "0100"
                  "00000001"
                  "01000001")
              .eci == 899);
    CHECK(content("0111"
                  "110000011110001001000000"
                  "0000")
              .eci == 123456);
    CHECK(content("0011"
                  "0000000000000000"
                  "1000"
                  "00000001"
                  "0000000000000")
              .dataType == 8);
    CHECK(content("1001"
                  "00000000"
                  "0101"
                  "0010"
                  "000000001"
                  "000000")
              .dataType == 2);
    // Longer counts in larger versions.
    CHECK(content("0100"
                  "0000000000000001"
                  "01000001"
                  "1000"
                  "0000000001",
                  10)
              .dataType == 8);
    CHECK(content("0001"
                  "00000000000001"
                  "0101"
                  "0100"
                  "0000000000000000",
                  27)
              .dataType == 4);
    CHECK(qrContent({}, 1).dataType == 0);
}

TEST_CASE("Bytes that are no UTF-8 are read as Latin-1")
{
    CHECK(codeText("plain") == "plain");
    CHECK(codeText("Gr\xC3\xBC\xC3\x9F"
                   "e \xE2\x82\xAC \xF0\x9F\x99\x82") ==
          "Gr\xC3\xBC\xC3\x9F"
          "e \xE2\x82\xAC \xF0\x9F\x99\x82");
    CHECK(codeText("\xFC\x80") == "\xC3\xBC\xC2\x80");
    CHECK(codeText("\xC3") == "\xC3\x83");
    const cv::Mat code = modulesOf(ZXing::MultiFormatWriter(BarcodeFormat::QRCode)
                                       .setMargin(0)
                                       .setEncoding(ZXing::CharacterSet::ISO8859_1)
                                       .encode(std::wstring(L"\u00e4\u00f6\u00fc"), 0, 0));
    cv::Mat picture = paper();
    put(picture, code, turnedQuad({120, 100}, scaled(code, 4), 0));
    const std::vector<QrCode> found = findQrCodes(canvasOf(picture), {});
    REQUIRE(found.size() == 1);
    CHECK(found[0].payload == "\xC3\xA4\xC3\xB6\xC3\xBC");
}

TEST_CASE("Data matrices of all sizes are read")
{
    for (int size = DmtxSymbol10x10; size <= DmtxSymbol16x48; ++size) {
        const int rows = dmtxGetSymbolAttribute(DmtxSymAttribSymbolRows, size);
        const int columns = dmtxGetSymbolAttribute(DmtxSymAttribSymbolCols, size);
        const int words = dmtxGetSymbolAttribute(DmtxSymAttribSymbolDataWords, size);
        const cv::Mat code = matrix("Ab", size);
        REQUIRE(code.rows == rows);
        cv::Mat picture = paper(640, 640);
        put(picture, code, turnedQuad({320, 320}, scaled(code, 4), 0));
        const std::vector<DataMatrix> found = findDataMatrices(canvasOf(picture), {}, 200);
        CAPTURE(rows, columns);
        REQUIRE(found.size() == 1);
        CHECK(found[0].payload == "Ab");
        CHECK(found[0].rows == rows);
        CHECK(found[0].columns == columns);
        CHECK(found[0].capacity == words);
        CHECK(found[0].padding == std::max(words - 3, 0));
    }
}

TEST_CASE("A data matrix is read wherever and however it stands")
{
    const cv::Mat code = matrix("openmv", DmtxSymbolSquareAuto);
    for (int degrees = 0; degrees < 360; degrees += 15) {
        cv::Mat picture = paper();
        const Quad quad = turnedQuad({118, 97}, scaled(code, 6), degrees);
        put(picture, code, quad);
        addNoise(picture, 8);
        const std::vector<DataMatrix> found = findDataMatrices(canvasOf(picture), {}, 200);
        CAPTURE(degrees);
        REQUIRE(found.size() == 1);
        CHECK(found[0].payload == "openmv");
        for (std::size_t i = 0; i < 4; ++i)
            CHECK(isNear(found[0].corners[i], quad[i], 4));
        const double turn = found[0].rotation * 180 / std::numbers::pi - degrees;
        CHECK(std::abs(std::remainder(turn, 360)) <= 3);
    }
}

TEST_CASE("Data matrices are found in a VGA picture full of lines, boxes, discs and text")
{
    int all = 0;
    for (unsigned seed = 1; seed <= 6; ++seed) {
        cv::Mat picture = paper(640, 480);
        clutter(picture, seed);
        for (int i = 0; i < 4; ++i) {
            const cv::Mat code = matrix("code " + std::to_string(i), DmtxSymbolSquareAuto);
            cv::Mat framed;
            cv::copyMakeBorder(code, framed, 2, 2, 2, 2, cv::BORDER_CONSTANT, cv::Scalar(255));
            const cv::Point2f middle(i % 2 ? 510.0f : 130.0f, i < 2 ? 120.0f : 350.0f);
            const int turn = static_cast<int>(seed) * 50 + i * 85;
            put(picture, framed, turnedQuad(middle, scaled(framed, 3 + i % 3), turn));
        }
        addNoise(picture, 8);
        const std::vector<DataMatrix> found = findDataMatrices(canvasOf(picture), {}, 200);
        CHECK(found.size() >= 2);
        all += static_cast<int>(found.size());
    }
    CHECK(all >= 20);
}

TEST_CASE("Data matrices are found among other things, and nothing where there are none")
{
    cv::Mat picture = paper(320, 240);
    cv::rectangle(picture, {10, 10}, {90, 60}, cv::Scalar(40), cv::FILLED);
    cv::circle(picture, {60, 180}, 30, cv::Scalar(90), cv::FILLED);
    for (int x = 110; x < 200; x += 7)
        cv::line(picture, {x, 10}, {x + 20, 50}, cv::Scalar(0), 2);
    const cv::Mat first = matrix("first", DmtxSymbolSquareAuto);
    const cv::Mat second = matrix("second", DmtxSymbolRectAuto);
    CHECK(findDataMatrices(canvasOf(picture), {}, 200).empty());
    put(picture, first, turnedQuad({160, 130}, scaled(first, 5), 20));
    put(picture, second, turnedQuad({250, 200}, scaled(second, 4), 0));
    addNoise(picture, 6);
    CHECK(findDataMatrices(canvasOf(picture), {}, 200).size() == 2);
    CHECK(findDataMatrices(canvasOf(picture), {}, 0).empty());
    CHECK(findDataMatrices(canvasOf(picture), {0, 0, 9, 9}, 200).empty());
    const auto part = findDataMatrices(canvasOf(picture), {100, 80, 120, 100}, 200);
    REQUIRE(part.size() == 1);
    CHECK(part[0].payload == "first");
    cv::Mat noise(120, 160, CV_8UC1, cv::Scalar(128));
    addNoise(noise, 100);
    CHECK(findDataMatrices(canvasOf(noise), {}, 200).empty());
}

TEST_CASE("Barcodes of all kinds are read in noise and with a tilt")
{
    struct Kind {
        BarcodeFormat format;
        std::string text;
        BarCodeType type;
        std::string payload;
    };
    const Kind kinds[] = {
        {BarcodeFormat::EAN13, "4006381333931", BarCodeType::Ean13, "4006381333931"},
        {BarcodeFormat::EAN13, "9783161484100", BarCodeType::Isbn10, "316148410X"},
        {BarcodeFormat::EAN13, "9780306406157", BarCodeType::Isbn10, "0306406152"},
        {BarcodeFormat::EAN13, "9791234567896", BarCodeType::Isbn13, "9791234567896"},
        {BarcodeFormat::EAN8, "96385074", BarCodeType::Ean8, "96385074"},
        {BarcodeFormat::UPCA, "036000291452", BarCodeType::UpcA, "036000291452"},
        {BarcodeFormat::UPCE, "01234565", BarCodeType::UpcE, "01234565"},
        {BarcodeFormat::ITF, "12345670", BarCodeType::I25, "12345670"},
        {BarcodeFormat::Codabar, "A40156B", BarCodeType::Codabar, "A40156B"},
        {BarcodeFormat::Code39, "CODE39", BarCodeType::Code39, "CODE39"},
        {BarcodeFormat::Code93, "CODE93", BarCodeType::Code93, "CODE93"},
        {BarcodeFormat::Code128, "Code 128", BarCodeType::Code128, "Code 128"},
    };
    for (const Kind& kind : kinds) {
        const cv::Mat code = bars(kind.format, kind.text);
        for (const int degrees : {0, 5, 90, 180, 270}) {
            cv::Mat picture = paper(400, 400);
            put(picture, code,
                turnedQuad({200, 200}, {static_cast<float>(code.cols * 3), 80}, degrees));
            addNoise(picture, 10);
            const std::vector<BarCode> found = findBarCodes(canvasOf(picture), {});
            CAPTURE(kind.text, degrees);
            REQUIRE(found.size() == 1);
            CHECK(found[0].payload == kind.payload);
            CHECK(found[0].type == kind.type);
            CHECK(found[0].quality >= 2);
            const double quarters = found[0].rotation / (std::numbers::pi / 2);
            CHECK(std::abs(quarters - std::round(degrees / 90.0)) < 0.01);
        }
    }
    cv::Mat noise(200, 300, CV_8UC1, cv::Scalar(128));
    addNoise(noise, 60);
    CHECK(findBarCodes(canvasOf(noise), {}).empty());
}

TEST_CASE("PDF417 is read")
{
    const cv::Mat code = modulesOf(ZXing::MultiFormatWriter(BarcodeFormat::PDF417)
                                       .setMargin(0)
                                       .encode(std::string("PDF 417"), 0, 0));
    cv::Mat picture = paper(400, 200);
    const Quad quad = turnedQuad({200, 100}, scaled(code, 2), 0);
    put(picture, code, quad);
    const std::vector<BarCode> found = findBarCodes(canvasOf(picture), {});
    REQUIRE(found.size() == 1);
    CHECK(found[0].payload == "PDF 417");
    CHECK(found[0].type == BarCodeType::Pdf417);
    CHECK(found[0].quality == 1);
}

namespace {

/// Two or five digits behind an EAN code: each digit is written in one of two ways, and
/// which of them are the second way is a check.
std::string addOnBits(const std::string& digits)
{
    static const char* const kOdd[] = {"0001101", "0011001", "0010011", "0111101", "0100011",
                                       "0110001", "0101111", "0111011", "0110111", "0001011"};
    static const char* const kOfTwo[] = {"OO", "OE", "EO", "EE"};
    static const char* const kOfFive[] = {"EEOOO", "EOEOO", "EOOEO", "EOOOE", "OEEOO",
                                          "OOEEO", "OOOEE", "OEOEO", "OEOOE", "OOEOE"};
    int check = std::stoi(digits) % 4;
    if (digits.size() == 5) {
        check = 0;
        for (std::size_t i = 0; i < 5; ++i)
            check += (digits[i] - '0') * (i % 2 ? 9 : 3);
        check %= 10;
    }
    const char* ways = digits.size() == 2 ? kOfTwo[check] : kOfFive[check];
    std::string out = "1011";
    for (std::size_t i = 0; i < digits.size(); ++i) {
        std::string digit = kOdd[digits[i] - '0'];
        if (ways[i] == 'E') {
            for (char& bit : digit)
                bit = bit == '1' ? '0' : '1';
            std::reverse(digit.begin(), digit.end());
        }
        out += (i ? "01" : "") + digit;
    }
    return out;
}

}  // namespace

TEST_CASE("The digits beside an EAN code are codes of their own")
{
    for (const std::string digits : {"12", "07", "54321", "52495"}) {
        cv::Mat code = bars(BarcodeFormat::EAN13, "4006381333931");
        const std::string bits = addOnBits(digits);
        cv::Mat behind(1, 9 + static_cast<int>(bits.size()), CV_8UC1, cv::Scalar(255));
        for (std::size_t i = 0; i < bits.size(); ++i)
            if (bits[i] == '1')
                behind.at<std::uint8_t>(0, 9 + static_cast<int>(i)) = 0;
        cv::hconcat(code, behind, code);
        cv::Mat picture = paper(480, 120);
        put(picture, code, turnedQuad({240, 60}, {static_cast<float>(code.cols * 2), 60}, 0));
        const std::vector<BarCode> found = findBarCodes(canvasOf(picture), {});
        CAPTURE(digits);
        REQUIRE(found.size() == 2);
        CHECK(found[0].payload == "4006381333931");
        CHECK(found[1].payload == digits);
        CHECK(found[1].type == (digits.size() == 2 ? BarCodeType::Ean2 : BarCodeType::Ean5));
    }
}
