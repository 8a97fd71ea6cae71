// SPDX-License-Identifier: MIT
#include "widgets/terminal/utf8.h"

#include <algorithm>
#include <iterator>

namespace omv::ui {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// The common part of Unicode's combining marks and formatting characters.
constexpr Range kNoWidth[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F},
    {0x06D6, 0x06DC}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2064}, {0x20D0, 0x20FF},
    {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
};
// East Asian Width "W" and "F", and pictures.
constexpr Range kWide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2E80, 0x303E},   {0x3041, 0x4DBF},
    {0x4E00, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};

template<std::size_t N>
bool isIn(const Range (&ranges)[N], char32_t character)
{
    const auto* const found =
        std::lower_bound(std::begin(ranges), std::end(ranges), character,
                         [](const Range& range, char32_t c) { return range.last < c; });
    return found != std::end(ranges) && found->first <= character;
}

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

}  // namespace

int columnWidth(char32_t character)
{
    if (character < 0x300)
        return 1;
    if (isIn(kNoWidth, character))
        return 0;
    return isIn(kWide, character) ? 2 : 1;
}

int columnWidth(std::string_view utf8)
{
    int columns = 0;
    while (!utf8.empty()) {
        if (static_cast<unsigned char>(utf8[0]) < 0x80) {
            ++columns;
            utf8.remove_prefix(1);
            continue;
        }
        const Utf8Character next = firstCharacter(utf8);
        columns += columnWidth(next.value);
        utf8.remove_prefix(next.size);
    }
    return columns;
}

Utf8Character firstCharacter(std::string_view utf8)
{
    if (utf8.empty())
        return {};
    const auto lead = static_cast<unsigned char>(utf8[0]);
    if (lead < 0x80)
        return {lead, 1};
    std::size_t size = 1;
    while (size < utf8.size() && size < 4 && isContinuation(utf8[size]))
        ++size;
    char32_t value = size == 2 ? lead & 0x1Fu : size == 3 ? lead & 0x0Fu : lead & 0x07u;
    for (std::size_t i = 1; i < size; ++i)
        value = value << 6 | (static_cast<unsigned char>(utf8[i]) & 0x3Fu);
    return {value, size};
}

void appendUtf8(std::string& text, char32_t character)
{
    const auto tail = [&](int shift) {
        text.push_back(static_cast<char>(0x80u | (character >> shift & 0x3Fu)));
    };
    if (character < 0x80) {
        text.push_back(static_cast<char>(character));
    } else if (character < 0x800) {
        text.push_back(static_cast<char>(0xC0u | character >> 6));
        tail(0);
    } else if (character < 0x10000) {
        text.push_back(static_cast<char>(0xE0u | character >> 12));
        tail(6);
        tail(0);
    } else {
        text.push_back(static_cast<char>(0xF0u | character >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

std::size_t byteAtColumn(std::string_view utf8, int column)
{
    std::size_t byte = 0;
    int at = 0;
    while (byte < utf8.size()) {
        const Utf8Character next = firstCharacter(utf8.substr(byte));
        at += columnWidth(next.value);
        if (at > column)
            break;
        byte += next.size;
    }
    return byte;
}

int columnAtByte(std::string_view utf8, std::size_t byte)
{
    byte = std::min(byte, utf8.size());
    while (byte > 0 && byte < utf8.size() && isContinuation(utf8[byte]))
        --byte;
    return columnWidth(utf8.substr(0, byte));
}

}  // namespace omv::ui
