// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"

#include <array>
#include <string>
#include <vector>

namespace omv::firmware {

/// What the codes in a picture have in common. `corners`: top left, top right, bottom
/// right, bottom left of the code itself, in the whole picture's coordinates.
struct Code {
    std::string payload{};  ///< UTF-8 where the code's bytes can be read as text
    std::array<Point, 4> corners{};
    Rect box{};
};

/// A code's bytes as UTF-8: as they are if they are that, else read as Latin-1.
std::string codeText(const std::string& bytes);

struct QrCode : Code {
    int version = 0;  ///< 1..40
    int eccLevel = 0;  ///< as in the code: M 0, L 1, H 2, Q 3
    int mask = 0;  ///< 0..7
    int dataType = 0;  ///< the highest that occurs: numeric 1, alphanumeric 2, bytes 4, kanji 8
    int eci = 0;  ///< the last that the code asks for; 0: none
};
/// `roi` inside the picture; without size: the whole.
std::vector<QrCode> findQrCodes(const Canvas& picture, const Rect& roi);

struct DataMatrix : Code {
    double rotation = 0;  ///< radians, clockwise as seen, from 0 to below 2 pi
    int rows = 0;
    int columns = 0;
    int capacity = 0;  ///< code words for data
    int padding = 0;  ///< those of them behind the one that ends the data
};
/// `effort`: 200 is usual; with less, a cluttered picture is given up earlier.
std::vector<DataMatrix> findDataMatrices(const Canvas& picture, const Rect& roi, int effort);

/// Kinds of barcodes, with the numbers of the script's constants.
enum class BarCodeType {
    Ean2,
    Ean5,
    Ean8,
    UpcE,
    Isbn10,
    UpcA,
    Ean13,
    Isbn13,
    I25,
    DataBar,
    DataBarExpanded,
    Codabar,
    Code39,
    Pdf417,
    Code93,
    Code128
};

struct BarCode : Code {
    BarCodeType type = BarCodeType::Ean13;
    double rotation = 0;  ///< radians: 0, or a quarter, half or three quarters of a turn
    int quality = 0;  ///< how many rows of pixels it could be read from; 1 for PDF417
};
std::vector<BarCode> findBarCodes(const Canvas& picture, const Rect& roi);

}  // namespace omv::firmware
