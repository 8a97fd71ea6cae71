// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/fat_layout.h"

#include <cstring>

namespace omv::vcam::fat {

namespace {

constexpr char32_t kBad = 0xFFFFFFFF;
constexpr char32_t kHighest = 0x10FFFF;

bool isSurrogate(char32_t letter)
{
    return letter >= 0xD800 && letter <= 0xDFFF;
}

/// The letter at `at`, which moves behind it.
char32_t nextLetter(std::string_view text, std::size_t& at)
{
    const auto first = static_cast<std::uint8_t>(text[at++]);
    if (first < 0x80)
        return first;
    const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : -1;
    if (more < 0 || first > 0xF4)
        return kBad;
    char32_t letter = first & (0x3F >> more);
    for (int i = 0; i < more; ++i) {
        if (at >= text.size() || (static_cast<std::uint8_t>(text[at]) & 0xC0) != 0x80)
            return kBad;
        letter = letter << 6 | (static_cast<std::uint8_t>(text[at++]) & 0x3F);
    }
    constexpr char32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
    return letter < kLeast[more] || letter > kHighest || isSurrogate(letter) ? kBad : letter;
}

void append(std::string& text, char32_t letter)
{
    const auto put = [&text](char32_t byte) { text += static_cast<char>(byte); };
    if (letter < 0x80)
        return put(letter);
    if (letter < 0x800) {
        put(0xC0 | letter >> 6);
    } else if (letter < 0x10000) {
        put(0xE0 | letter >> 12);
        put(0x80 | (letter >> 6 & 0x3F));
    } else {
        put(0xF0 | letter >> 18);
        put(0x80 | (letter >> 12 & 0x3F));
        put(0x80 | (letter >> 6 & 0x3F));
    }
    put(0x80 | (letter & 0x3F));
}

}  // namespace

bool isLegal(std::string_view name)
{
    if (name.empty() || name == "." || name == ".." || name.size() > kLongestName)
        return false;
    for (const char c : name) {
        if (static_cast<std::uint8_t>(c) < 0x20 || std::strchr("\"*:<>?|\\/", c))
            return false;
    }
    return true;
}

std::optional<std::u16string> toUtf16(std::string_view text)
{
    std::u16string wide;
    for (std::size_t at = 0; at < text.size();) {
        char32_t letter = nextLetter(text, at);
        if (letter == kBad)
            return std::nullopt;
        if (letter >= 0x10000) {
            letter -= 0x10000;
            wide += static_cast<char16_t>(0xD800 + (letter >> 10));
            letter = 0xDC00 + (letter & 0x3FF);
        }
        wide += static_cast<char16_t>(letter);
    }
    return wide.size() <= kLongestName ? std::optional(wide) : std::nullopt;
}

std::optional<std::string> toUtf8(std::u16string_view text)
{
    std::string narrow;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char32_t letter = text[i];
        if (isSurrogate(letter)) {
            const bool pair = letter < 0xDC00 && i + 1 < text.size() && text[i + 1] >= 0xDC00 &&
                text[i + 1] <= 0xDFFF;
            if (!pair)
                return std::nullopt;
            letter = 0x10000 + ((letter - 0xD800) << 10) + (char32_t{text[++i]} - 0xDC00);
        }
        append(narrow, letter);
    }
    return narrow;
}

}  // namespace omv::vcam::fat
