// SPDX-License-Identifier: MIT
#include "firmware/camera/frame_counter.h"

#include "firmware/camera/color.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace omv::firmware {

namespace {

constexpr int kColumns = 20;
constexpr int kRows = 2;
constexpr int kDataBits = 16;
using Cells = std::array<bool, kColumns * kRows>;

int cellHeight(int height)
{
    return std::max(height / 20, 6);
}
int cellLeft(int column, int width)
{
    return column * width / kColumns;
}

unsigned checkOf(std::uint32_t counter)
{
    unsigned sum = 0;
    for (unsigned shift = 0; shift < 32; shift += 4)
        sum += (counter >> shift) & 15;
    return 15 - (sum & 15);
}

Cells cellsOf(std::uint32_t counter)
{
    Cells cells{};
    const unsigned check = checkOf(counter);
    for (unsigned row = 0; row < kRows; ++row) {
        const auto at = row * kColumns;
        cells[at] = row == 0;
        cells[at + 1] = row == 1;
        const std::uint32_t half = row == 0 ? counter & 0xFFFF : counter >> 16;
        for (unsigned bit = 0; bit < kDataBits; ++bit)
            cells[at + 2 + bit] = (half >> (kDataBits - 1 - bit)) & 1;
        const unsigned bits = row == 0 ? check >> 2 : check & 3;
        cells[at + 18] = bits & 2;
        cells[at + 19] = bits & 1;
    }
    return cells;
}

std::optional<std::uint32_t> counterOf(const Cells& cells)
{
    std::uint32_t counter = 0;
    for (unsigned row = 0; row < kRows; ++row)
        for (unsigned bit = 0; bit < kDataBits; ++bit)
            counter |= static_cast<std::uint32_t>(cells[row * kColumns + 2 + bit])
                << (row * kDataBits + kDataBits - 1 - bit);
    if (cellsOf(counter) != cells)
        return std::nullopt;
    return counter;
}

// Mean of the middle of a cell; Luma(x, y) answers 0..255.
template<typename Luma>
int cellLevel(int column, int row, int width, int height, const Luma& lumaAt)
{
    const int left = cellLeft(column, width);
    const int cellWidth = cellLeft(column + 1, width) - left;
    const int high = cellHeight(height);
    int sum = 0;
    int count = 0;
    for (int y = row * high + high / 4; y <= row * high + (high - 1) * 3 / 4; ++y) {
        for (int x = left + cellWidth / 4; x <= left + (cellWidth - 1) * 3 / 4; ++x) {
            sum += lumaAt(x, y);
            ++count;
        }
    }
    return count == 0 ? 0 : sum / count;
}

// The two marker cells of each row set the threshold, so brightness does not matter.
template<typename Luma>
std::optional<std::uint32_t> readCells(int width, int height, const Luma& lumaAt)
{
    if (width < 4 * kColumns || height < kRows * cellHeight(height))
        return std::nullopt;
    const int white = cellLevel(0, 0, width, height, lumaAt);
    const int black = cellLevel(1, 0, width, height, lumaAt);
    if (white - black < 40)
        return std::nullopt;
    Cells cells{};
    for (int i = 0; i < kColumns * kRows; ++i)
        cells[static_cast<std::size_t>(i)] =
            cellLevel(i % kColumns, i / kColumns, width, height, lumaAt) > (white + black) / 2;
    return counterOf(cells);
}

}  // namespace

void drawFrameCounter(protocol::MutableBytes rgb, int width, int height, std::uint32_t counter)
{
    const Cells cells = cellsOf(counter);
    const int high = cellHeight(height);
    const auto rowBytes = static_cast<std::size_t>(width) * 3;
    for (int y = 0; y < std::min(kRows * high, height); ++y) {
        std::uint8_t* row = rgb.data() + static_cast<std::size_t>(y) * rowBytes;
        for (int column = 0; column < kColumns; ++column) {
            const auto begin = static_cast<std::size_t>(cellLeft(column, width)) * 3;
            const auto end = static_cast<std::size_t>(cellLeft(column + 1, width)) * 3;
            const bool on = cells[static_cast<std::size_t>(y / high * kColumns + column)];
            std::memset(row + begin, on ? 255 : 0, end - begin);
        }
    }
}

std::optional<std::uint32_t> readFrameCounter(protocol::Bytes pixels, std::uint32_t width,
                                              std::uint32_t height)
{
    const std::uint64_t area = static_cast<std::uint64_t>(width) * height;
    if (pixels.size() == area)
        return readFrameCounter(pixels, width, height, protocol::PixelFormat::Grayscale);
    if (pixels.size() != area * 3)
        return std::nullopt;
    const auto lumaAt = [&](int x, int y) {
        const auto at =
            (static_cast<std::size_t>(y) * width + static_cast<std::size_t>(x)) * std::size_t{3};
        return int{luma(pixels[at], pixels[at + 1], pixels[at + 2])};
    };
    return readCells(static_cast<int>(width), static_cast<int>(height), lumaAt);
}

std::optional<std::uint32_t> readFrameCounter(protocol::Bytes pixels, std::uint32_t width,
                                              std::uint32_t height, protocol::PixelFormat format)
{
    if (pixels.size() < protocol::imageBytes(format, width, height))
        return std::nullopt;
    const auto at = [&](int x, int y) {
        return static_cast<std::size_t>(y) * width + static_cast<std::size_t>(x);
    };
    const auto w = static_cast<int>(width);
    const auto h = static_cast<int>(height);
    if (format == protocol::PixelFormat::Grayscale)
        return readCells(w, h, [&](int x, int y) { return int{pixels[at(x, y)]}; });
    if (format != protocol::PixelFormat::Rgb565)
        return std::nullopt;
    return readCells(w, h, [&](int x, int y) {
        const auto i = 2 * at(x, y);
        return int{luma(fromRgb565(static_cast<std::uint16_t>(pixels[i] | pixels[i + 1] << 8)))};
    });
}

}  // namespace omv::firmware
