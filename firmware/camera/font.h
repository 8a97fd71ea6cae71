// SPDX-License-Identifier: MIT
#pragma once

namespace omv::firmware {

constexpr int kFontWidth = 8;
constexpr int kFontHeight = 10;

/// One pixel of the cell of a character; a box for what the font does not have.
bool isFontPixelSet(char character, int column, int row);

/// The columns that a character takes when letters are not all equally wide,
/// one empty column on the right included.
struct FontSpan {
    int first = 0;
    int columns = kFontWidth;
};
FontSpan fontSpan(char character);

}  // namespace omv::firmware
