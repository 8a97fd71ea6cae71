// SPDX-License-Identifier: MIT
#include "firmware/camera/codes_qr.h"

#include "firmware/camera/codes_corners.h"
#include "firmware/camera/codes_reader.h"
#include "firmware/camera/thresholds.h"

#include <algorithm>
#include <bit>
#include <opencv2/imgproc.hpp>

namespace omv::firmware {

namespace {

// ISO/IEC 18004, table 9: error correction code words per block, and blocks, of the
// versions 1 to 40, by level L, M, Q, H.
constexpr int kBlockWords[4][kQrVersions] = {
    {7,  10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
     28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
    {10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
     26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28},
    {13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
     28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
    {17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
     30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
};
constexpr int kBlocks[4][kQrVersions] = {
    {1, 1, 1, 1,  1,  2,  2,  2,  2,  4,  4,  4,  4,  4,  6,  6,  6,  6,  7,  8,
     8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25},
    {1,  1,  1,  2,  2,  4,  4,  4,  5,  5,  5,  8,  9,  9,  10, 10, 11, 13, 14, 16,
     17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49},
    {1,  1,  2,  2,  4,  4,  6,  6,  8,  8,  8,  10, 12, 16, 12, 17, 16, 18, 21, 20,
     23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68},
    {1,  1,  2,  4,  4,  4,  5,  6,  8,  8,  11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
     25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81},
};
// The levels' numbers in the code, by L, M, Q, H.
constexpr int kLevelNumbers[4] = {1, 0, 3, 2};

int levelIndex(const std::string& name)
{
    const std::size_t index = std::string("LMQH").find(name);
    return name.size() == 1 && index != std::string::npos ? static_cast<int>(index) : -1;
}

/// Code words of all kinds that a version has room for.
int allWords(int version)
{
    int modules = (16 * version + 128) * version + 64;
    if (version >= 2) {
        const int patterns = version / 7 + 2;
        modules -= (25 * patterns - 10) * patterns - 55;
    }
    if (version >= 7)
        modules -= 36;
    return modules / 8;
}

class Bits {
public:
    explicit Bits(const std::vector<std::uint8_t>& bytes)
        : m_bytes(bytes)
    {
    }
    std::size_t left() const { return m_bytes.size() * 8 - m_at; }
    void skip(std::size_t count) { m_at += std::min(count, left()); }
    unsigned take(std::size_t count)
    {
        unsigned value = 0;
        for (; count > 0 && left() > 0; --count, ++m_at)
            value = value << 1 | (unsigned{m_bytes[m_at / 8]} >> (7 - m_at % 8) & 1u);
        return value;
    }

private:
    const std::vector<std::uint8_t>& m_bytes;
    std::size_t m_at = 0;
};

/// Bits of the number of characters, and of that many characters.
std::size_t lengthBits(unsigned mode, int version)
{
    const std::size_t size = version < 10 ? 0 : version < 27 ? 1 : 2;
    constexpr std::size_t kNumeric[] = {10, 12, 14};
    constexpr std::size_t kAlphanumeric[] = {9, 11, 13};
    constexpr std::size_t kBytes[] = {8, 16, 16};
    constexpr std::size_t kKanji[] = {8, 10, 12};
    switch (mode) {
    case 1: return kNumeric[size];
    case 2: return kAlphanumeric[size];
    case 4: return kBytes[size];
    default: return kKanji[size];
    }
}
std::size_t characterBits(unsigned mode, std::size_t count)
{
    switch (mode) {
    case 1: return count / 3 * 10 + (count % 3 == 0 ? 0 : count % 3 * 3 + 1);
    case 2: return count / 2 * 11 + count % 2 * 6;
    case 4: return count * 8;
    default: return count * 13;
    }
}

int takeEci(Bits& bits)
{
    const unsigned first = bits.take(8);
    if (first < 0x80)
        return static_cast<int>(first);
    if (first < 0xC0)
        return static_cast<int>((first & 0x3F) << 8 | bits.take(8));
    return static_cast<int>((first & 0x1F) << 16 | bits.take(16));
}

/// The 15 bits that tell level and mask, as they stand in the code.
unsigned formatWord(int level, int mask)
{
    const auto data = static_cast<unsigned>(level << 3 | mask);
    unsigned rest = data;
    for (int i = 0; i < 10; ++i)
        rest = rest << 1 ^ (rest >> 9) * 0x537;
    return (data << 10 | rest) ^ 0x5412;
}

/// Where bit `i` of the first of the two stands: column, row.
Point formatModule(int i)
{
    if (i < 6)
        return {8, i};
    if (i < 9)
        return i == 6 ? Point{8, 7} : i == 7 ? Point{8, 8} : Point{7, 8};
    return {14 - i, 8};
}
/// The same of the second.
Point formatModuleAgain(int i, int modules)
{
    return i < 8 ? Point{modules - 1 - i, 8} : Point{8, modules - 15 + i};
}

/// Looks at single modules of a code that stands somewhere in a picture.
class Modules {
public:
    Modules(const cv::Mat& gray, const ZXing::Position& position, int count)
        : m_gray(gray)
        , m_count(count)
    {
        const auto n = static_cast<float>(count);
        const cv::Point2f grid[] = {{0, 0}, {n, 0}, {n, n}, {0, n}};
        cv::Point2f seen[4];
        for (std::size_t i = 0; i < 4; ++i)
            seen[i] = {static_cast<float>(position[i].x), static_cast<float>(position[i].y)};
        m_toPicture = cv::getPerspectiveTransform(grid, seen);
        // The finder pattern in the corner has both colours.
        m_middle = (brightness({1, 1}) + brightness({3, 3})) / 2;
    }
    int count() const { return m_count; }
    bool isDark(const Point& module) const { return brightness(module) < m_middle; }

private:
    int brightness(const Point& module) const
    {
        const cv::Vec3d p = m_toPicture * cv::Vec3d(module.x + 0.5, module.y + 0.5, 1);
        const auto at = [](double value, int size) {
            return std::clamp(static_cast<int>(value), 0, size - 1);
        };
        return m_gray.at<std::uint8_t>(at(p[1] / p[2], m_gray.rows), at(p[0] / p[2], m_gray.cols));
    }

    const cv::Mat& m_gray;
    int m_count;
    cv::Matx33d m_toPicture;
    int m_middle = 128;
};

/// The mask whose format bits are nearest to those seen.
int maskOf(const Modules& modules, int level)
{
    unsigned first = 0;
    unsigned second = 0;
    for (int i = 0; i < 15; ++i) {
        first |= unsigned{modules.isDark(formatModule(i))} << i;
        second |= unsigned{modules.isDark(formatModuleAgain(i, modules.count()))} << i;
    }
    int best = 0;
    int bestWrong = 31;
    for (int mask = 0; mask < 8; ++mask) {
        const unsigned word = formatWord(level, mask);
        const int wrong = std::popcount(first ^ word) + std::popcount(second ^ word);
        if (wrong < bestWrong) {
            best = mask;
            bestWrong = wrong;
        }
    }
    return best;
}

struct Look {
    cv::Mat gray;
    int scale = 1;
    ZXing::Results results;
};

/// The library needs four pixels a module for a code that is turned, the boards' reader two
/// or three: where it finds nothing but there may be a code, it looks at an enlarged picture,
/// which takes ten times as long.
Look lookForCodes(const cv::Mat& gray)
{
    constexpr std::size_t kMostPixels = 1280 * 960;
    Look look{gray, 1, readCodes(gray, ZXing::BarcodeFormat::QRCode)};
    if (!look.results.empty() || gray.total() * 4 > kMostPixels || !showsQrCorners(gray))
        return look;
    for (const int scale : {3, 2}) {
        if (gray.total() * static_cast<std::size_t>(scale * scale) > kMostPixels)
            continue;
        cv::Mat large;
        cv::resize(gray, large, {}, scale, scale, cv::INTER_LINEAR);
        return {large, scale, readCodes(large, ZXing::BarcodeFormat::QRCode)};
    }
    return look;
}

std::vector<std::uint8_t> codeWords(const ZXing::Result& result)
{
    // Later versions of the library have no such call, nor another way to these bytes.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    const ZXing::ByteArray& words = result.rawBytes();
#pragma GCC diagnostic pop
    return {words.begin(), words.end()};
}

}  // namespace

int qrDataWords(int version, int level)
{
    const auto v = static_cast<std::size_t>(version - 1);
    const auto l = static_cast<std::size_t>(level);
    return allWords(version) - kBlockWords[l][v] * kBlocks[l][v];
}

QrContent qrContent(const std::vector<std::uint8_t>& dataWords, int version)
{
    QrContent out;
    Bits bits(dataWords);
    while (bits.left() >= 4) {
        const unsigned mode = bits.take(4);
        if (mode == 0)
            break;
        if (mode == 7) {
            out.eci = takeEci(bits);
        } else if (mode == 3) {
            bits.skip(16);  // one of several codes that belong together
        } else if (mode == 9) {
            bits.skip(8);
        } else if (std::has_single_bit(mode)) {
            out.dataType = std::max(out.dataType, static_cast<int>(mode));
            bits.skip(characterBits(mode, bits.take(lengthBits(mode, version))));
        } else if (mode != 5) {
            break;
        }
    }
    return out;
}

std::vector<QrCode> findQrCodes(const Canvas& picture, const Rect& wanted)
{
    const Rect roi = clippedRoi(picture, wanted);
    const Look look = lookForCodes(codePixels(picture, roi));
    std::vector<QrCode> out;
    for (const ZXing::Result& result : look.results) {
        QrCode code;
        describe(result, roi, code, look.scale);
        const int level = levelIndex(result.ecLevel());
        const std::vector<std::uint8_t> words = codeWords(result);
        if (level >= 0) {
            code.eccLevel = kLevelNumbers[level];
            for (int version = 1; version <= kQrVersions; ++version)
                if (qrDataWords(version, level) == static_cast<int>(words.size()))
                    code.version = version;
        }
        if (code.version > 0) {
            const Modules modules(look.gray, result.position(), 17 + 4 * code.version);
            code.mask = maskOf(modules, code.eccLevel);
            const QrContent content = qrContent(words, code.version);
            code.dataType = content.dataType;
            code.eci = content.eci;
        }
        out.push_back(code);
    }
    return out;
}

}  // namespace omv::firmware
