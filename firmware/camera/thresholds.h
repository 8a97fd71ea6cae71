// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"

#include <cstdint>
#include <span>
#include <vector>

// Which pixels a script means: ranges of gray or LAB, as find_blobs() and the
// statistics take them.

namespace omv::firmware {

/// Both ends belong to the range.
struct ValueRange {
    int lo = 0;
    int hi = 0;

    bool contains(int value) const { return value >= lo && value <= hi; }
    friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

/// Grayscale (0..255) and Binary (0..1) pictures use `l` only; Rgb565 pictures
/// are judged in LAB: L 0..100, A and B -128..127.
struct ColorThreshold {
    ValueRange l{};
    ValueRange a{};
    ValueRange b{};

    friend bool operator==(const ColorThreshold&, const ColorThreshold&) = default;
};

/// From a script's tuple (lo, hi) or (l_lo, l_hi, a_lo, a_hi, b_lo, b_hi): missing
/// numbers mean the end of the range, swapped ends are put in order, surplus ones
/// are ignored. `format`: the picture's, which says the full ranges.
ColorThreshold makeThreshold(std::span<const int> items, PixelFormat format);

/// Answers by one look-up whether a raw pixel value is meant.
class PixelTest {
public:
    /// Passes what lies in `threshold` (with `invert`: what does not). `format`
    /// must be Binary, Grayscale or Rgb565; of any other, no pixel passes.
    PixelTest(PixelFormat format, const ColorThreshold& threshold, bool invert);
    /// Passes what lies in any of `thresholds` (with `invert`: in none); when there
    /// are no thresholds, every pixel.
    PixelTest(PixelFormat format, std::span<const ColorThreshold> thresholds, bool invert);

    /// `value`: as pixel() of canvas.h gives it.
    bool passes(std::uint32_t value) const
    {
        return value < m_passes.size() && m_passes[value] != 0;
    }

private:
    std::vector<std::uint8_t> m_passes;  // one entry per raw value: 1 passes
};

/// The part of `roi` inside the picture; a `roi` without size means the whole.
Rect clippedRoi(const Canvas& picture, const Rect& roi);

/// Raw values of one row, beginning at (x, y); as many as `values` has, which must all
/// be inside. Binary, Grayscale and Rgb565; 0 for other formats.
void readRow(const Canvas& picture, int x, int y, std::span<std::uint16_t> values);

/// One byte per pixel of `roi`, row by row: 255 for a pixel that passes, else 0.
/// `roi` must be inside the picture.
std::vector<std::uint8_t> thresholdMask(const Canvas& picture, const Rect& roi,
                                        const PixelTest& test);

}  // namespace omv::firmware
