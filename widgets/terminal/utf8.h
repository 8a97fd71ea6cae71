// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace omv::ui {

/// Columns that a character takes in a fixed-width font: 0 (combining), 1 or 2 (East Asian).
int columnWidth(char32_t character);
int columnWidth(std::string_view utf8);

struct Utf8Character {
    char32_t value = 0;
    std::size_t size = 0;
};
/// The character at the beginning of valid UTF-8, and how many bytes it takes; {0, 0} at the end.
Utf8Character firstCharacter(std::string_view utf8);
void appendUtf8(std::string& text, char32_t character);

/// Byte offset of the character that covers `column`; the size behind the end.
std::size_t byteAtColumn(std::string_view utf8, int column);
/// Column of the character that begins at or covers `byte`.
int columnAtByte(std::string_view utf8, std::size_t byte);

}  // namespace omv::ui
