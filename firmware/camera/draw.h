// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/canvas.h"

#include <array>
#include <string_view>

// Drawing on Binary, Grayscale and Rgb565 pictures. Colours are raw pixel
// numbers; whatever is outside is cut off. Thickness below 1 draws nothing.

namespace omv::firmware {

void drawLine(const Canvas& canvas, Point from, Point to, std::uint32_t color, int thickness);
/// The outline is centred on the rectangle's edge pixels.
void drawRectangle(const Canvas& canvas, const Rect& rect, std::uint32_t color, int thickness,
                   bool fill);
void drawCircle(const Canvas& canvas, Point center, int radius, std::uint32_t color, int thickness,
                bool fill);

struct Ellipse {
    Point center;
    int rx = 0;
    int ry = 0;
    int degrees = 0;  ///< turns the x axis towards y
};
bool isInside(const Ellipse& ellipse, Point point);
void drawEllipse(const Canvas& canvas, const Ellipse& ellipse, std::uint32_t color, int thickness,
                 bool fill);

void drawCross(const Canvas& canvas, Point center, std::uint32_t color, int size, int thickness);
/// The head is at `to`; `size`: length of its two strokes.
void drawArrow(const Canvas& canvas, Point from, Point to, std::uint32_t color, int size,
               int thickness);

struct TextStyle {
    double scale = 1;
    int xSpacing = 0;
    int ySpacing = 0;
    bool monoSpace = true;
    int charRotation = 0;  ///< degrees, rounded to a multiple of 90
    bool charMirror = false;
    bool charFlip = false;
    int stringRotation = 0;
    bool stringMirror = false;
    bool stringFlip = false;
};
/// Characters outside of printable ASCII show as a box.
void drawText(const Canvas& canvas, Point at, std::string_view text, std::uint32_t color,
              const TextStyle& style);

}  // namespace omv::firmware
