// SPDX-License-Identifier: MIT
#include "firmware/camera/scene_codes.h"

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <algorithm>
#include <apriltag/apriltag.h>
#include <apriltag/common/image_u8.h>
#include <apriltag/tag16h5.h>
#include <apriltag/tag25h9.h>
#include <apriltag/tag36h10.h>
#include <apriltag/tag36h11.h>
#include <apriltag/tagCircle21h7.h>
#include <apriltag/tagCircle49h12.h>
#include <apriltag/tagCustom48h12.h>
#include <apriltag/tagStandard41h12.h>
#include <apriltag/tagStandard52h13.h>
#include <array>
#include <fmt/format.h>
#include <memory>

namespace omv::firmware {

namespace {

struct Family {
    const char* name;
    apriltag_family_t* (*create)();
    void (*destroy)(apriltag_family_t*);
};
constexpr std::array<Family, 9> kFamilies{{
    {"TAG16H5", tag16h5_create, tag16h5_destroy},
    {"TAG25H9", tag25h9_create, tag25h9_destroy},
    {"TAG36H10", tag36h10_create, tag36h10_destroy},
    {"TAG36H11", tag36h11_create, tag36h11_destroy},
    {"TAGCIRCLE21H7", tagCircle21h7_create, tagCircle21h7_destroy},
    {"TAGCIRCLE49H12", tagCircle49h12_create, tagCircle49h12_destroy},
    {"TAGCUSTOM48H12", tagCustom48h12_create, tagCustom48h12_destroy},
    {"TAGSTANDARD41H12", tagStandard41h12_create, tagStandard41h12_destroy},
    {"TAGSTANDARD52H13", tagStandard52h13_create, tagStandard52h13_destroy},
}};

struct Symbology {
    const char* name;
    ZXing::BarcodeFormat format;
    std::size_t digits;  ///< exactly so many, the check digit included; 0: as wanted
    const char* takes;  ///< what a payload may have
};
constexpr const char* kTwice =
    "up to 80 characters of ASCII, of which small letters and most signs count twice";
constexpr const char* kLatin = "the characters of Latin-1, U+0001 to U+00FF";
constexpr std::array<Symbology, 9> kSymbologies{{
    {"EAN13", ZXing::BarcodeFormat::EAN13, 13, "13 digits"},
    {"EAN8", ZXing::BarcodeFormat::EAN8, 8, "8 digits"},
    {"UPCA", ZXing::BarcodeFormat::UPCA, 12, "12 digits"},
    {"UPCE", ZXing::BarcodeFormat::UPCE, 8, "8 digits that begin with 0 or 1"},
    {"I25", ZXing::BarcodeFormat::ITF, 0, "an even number of digits, up to 80"},
    {"CODABAR", ZXing::BarcodeFormat::Codabar, 0,
     "digits and - $ : / . +, all between two letters A to D or without them"},
    {"CODE39", ZXing::BarcodeFormat::Code39, 0, kTwice},
    {"CODE93", ZXing::BarcodeFormat::Code93, 0, kTwice},
    {"CODE128", ZXing::BarcodeFormat::Code128, 0, "up to 80 characters of ASCII"},
}};

template<class Table>
std::string namesOf(const Table& table)
{
    std::string out;
    for (const auto& entry : table)
        out += (out.empty() ? "" : ", ") + std::string(entry.name);
    return out;
}

template<class Table>
auto find(const Table& table, const std::string& name)
{
    return std::find_if(table.begin(), table.end(),
                        [&](const auto& entry) { return name == entry.name; });
}

/// White everywhere, with room for a symbol of that size.
CodeGrid emptyGrid(int columns, int rows, int quiet, int quietRows)
{
    CodeGrid grid;
    grid.columns = columns + 2 * quiet;
    grid.rows = rows + 2 * quietRows;
    grid.cells.assign(static_cast<std::size_t>(grid.columns) * static_cast<std::size_t>(grid.rows),
                      255);
    grid.left = quiet;
    grid.top = quietRows;
    grid.right = quiet + columns;
    grid.bottom = quietRows + rows;
    return grid;
}

std::uint8_t& cellAt(CodeGrid& grid, int column, int row)
{
    return grid.cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.columns) +
                      static_cast<std::size_t>(column)];
}

bool makeTag(const SceneObject& object, CodeGrid& grid, std::string& problem)
{
    const auto entry = find(kFamilies, object.format);
    if (entry == kFamilies.end()) {
        problem = "is no family that is known; known are " + namesOf(kFamilies);
        return false;
    }
    const std::unique_ptr<apriltag_family_t, void (*)(apriltag_family_t*)> family(entry->create(),
                                                                                  entry->destroy);
    if (object.id >= family->ncodes) {
        problem = fmt::format("{} has the ids 0 to {}", entry->name, family->ncodes - 1);
        return false;
    }
    const std::unique_ptr<image_u8_t, void (*)(image_u8_t*)> picture(
        apriltag_to_image(family.get(), static_cast<int>(object.id)), image_u8_destroy);
    const int quiet = object.quiet.value_or(1);
    grid = emptyGrid(picture->width, picture->height, quiet, quiet);
    for (int y = 0; y < picture->height; ++y)
        for (int x = 0; x < picture->width; ++x)
            cellAt(grid, x + quiet, y + quiet) =
                picture->buf[y * picture->stride + x] > 127 ? 255 : 0;
    const int margin = (picture->width - family->width_at_border) / 2;
    grid.left += margin;
    grid.top += margin;
    grid.right -= margin;
    grid.bottom -= margin;
    return true;
}

/// Whether there is a character from this one on. The first byte of its UTF-8 tells.
bool hasFrom(const std::string& text, unsigned char firstByte)
{
    return std::any_of(text.begin(), text.end(),
                       [firstByte](char c) { return static_cast<unsigned char>(c) >= firstByte; });
}

/// `takes`: what the payload may have, for the message.
bool makeSymbol(const SceneObject& object, ZXing::BarcodeFormat format, const char* takes,
                int quiet, CodeGrid& grid, std::string& problem)
{
    constexpr unsigned char kNotAscii = 0x80;
    constexpr unsigned char kNotLatin = 0xC4;
    const bool linear = object.shape == SceneShape::Barcode;
    problem = fmt::format("cannot be encoded: {} takes {}",
                          linear ? object.format : sceneShapeName(object.shape), takes);
    if (hasFrom(object.text, linear ? kNotAscii : kNotLatin))
        return false;
    try {
        const ZXing::BitMatrix bits =
            ZXing::MultiFormatWriter(format).setMargin(0).encode(object.text, 0, 0);
        const int rows = linear ? 1 : bits.height();
        grid = emptyGrid(bits.width(), rows, quiet, linear ? 0 : quiet);
        for (int y = 0; y < rows; ++y)
            for (int x = 0; x < bits.width(); ++x)
                cellAt(grid, grid.left + x, grid.top + y) = bits.get(x, y) ? 0 : 255;
        problem.clear();
        return true;
    } catch (const std::exception&) {
        return false;
    }
}

/// Says which last digit would be right.
std::string checkDigitProblem(const SceneObject& object, const Symbology& symbology)
{
    SceneObject other = object;
    for (const char digit : std::string("0123456789")) {
        CodeGrid ignored;
        std::string problem;
        other.text.back() = digit;
        if (makeSymbol(other, symbology.format, "", 0, ignored, problem))
            return fmt::format("the check digit is wrong: {} ends in {}", symbology.name, digit);
    }
    return {};
}

bool makeBarcode(const SceneObject& object, CodeGrid& grid, std::string& problem)
{
    const auto entry = find(kSymbologies, object.format);
    if (entry == kSymbologies.end()) {
        problem = "is no kind of barcode that can be drawn; these can: " + namesOf(kSymbologies);
        return false;
    }
    if (entry->digits > 0 &&
        (object.text.size() != entry->digits ||
         object.text.find_first_not_of("0123456789") != std::string::npos)) {
        problem =
            fmt::format("{} has {} digits, the check digit included", entry->name, entry->digits);
        return false;
    }
    constexpr int kQuiet = 10;
    if (makeSymbol(object, entry->format, entry->takes, object.quiet.value_or(kQuiet), grid,
                   problem))
        return true;
    const std::string digit = entry->digits > 0 ? checkDigitProblem(object, *entry) : "";
    if (!digit.empty())
        problem = digit;
    return false;
}

const char* guiltyMember(const SceneObject& object)
{
    switch (object.shape) {
    case SceneShape::AprilTag:
        return find(kFamilies, object.format) == kFamilies.end() ? "family" : "id";
    case SceneShape::Barcode:
        return find(kSymbologies, object.format) == kSymbologies.end() ? "format" : "payload";
    default: return "payload";
    }
}

}  // namespace

bool makeCodeGrid(const SceneObject& object, CodeGrid& grid, std::string& problem)
{
    constexpr int kQrQuiet = 4;
    constexpr int kMatrixQuiet = 2;
    switch (object.shape) {
    case SceneShape::AprilTag: return makeTag(object, grid, problem);
    case SceneShape::Barcode: return makeBarcode(object, grid, problem);
    case SceneShape::QrCode:
        return makeSymbol(object, ZXing::BarcodeFormat::QRCode, kLatin,
                          object.quiet.value_or(kQrQuiet), grid, problem);
    case SceneShape::DataMatrix:
        return makeSymbol(object, ZXing::BarcodeFormat::DataMatrix, kLatin,
                          object.quiet.value_or(kMatrixQuiet), grid, problem);
    default: problem = "is no code"; return false;
    }
}

SceneCodeProblem sceneCodeProblem(const SceneObject& object)
{
    CodeGrid grid;
    SceneCodeProblem problem;
    makeCodeGrid(object, grid, problem.text);
    problem.member = guiltyMember(object);
    return problem;
}

}  // namespace omv::firmware
