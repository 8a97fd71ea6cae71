// SPDX-License-Identifier: MIT
#include "firmware/camera/abort.h"
#include "firmware/camera/bounded.h"
#include "firmware/camera/draw.h"
#include "firmware/camera/font.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace omv::firmware {

namespace {

// 0..3 quarter turns.
int quarters(int degrees)
{
    const int turns = ((degrees % 360 + 360) % 360 + 45) / 90;
    return turns % 4;
}

struct Sized {
    int width;
    int height;
};

Sized turned(Sized size, int turns)
{
    return turns % 2 ? Sized{size.height, size.width} : size;
}

// Where a pixel of a box comes to lie when the box is mirrored and turned clockwise.
Point turnedPoint(Point p, Sized size, int turns, bool mirror, bool flip)
{
    if (mirror)
        p.x = size.width - 1 - p.x;
    if (flip)
        p.y = size.height - 1 - p.y;
    switch (turns) {
    case 1: return {size.height - 1 - p.y, p.x};
    case 2: return {size.width - 1 - p.x, size.height - 1 - p.y};
    case 3: return {p.y, size.width - 1 - p.x};
    default: return p;
    }
}

int scaled(int pixels, double scale)
{
    return std::clamp(static_cast<int>(std::lround(pixels * scale)), 1, 4096);
}

struct Glyph {
    char character;
    Point at;  ///< in the string's box
    int firstColumn;
    Sized cell;  ///< scaled, before the character is turned
    int columns;  ///< of the font's cell
};

struct Layout {
    std::vector<Glyph> glyphs;
    Sized size{0, 0};
};

Layout layOut(std::string_view text, const TextStyle& style)
{
    Layout layout;
    const int turns = quarters(style.charRotation);
    Point pen;
    int lineHeight = scaled(kFontHeight, style.scale);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n')
            continue;
        if (c == '\n' || c == '\r') {
            pen = {0, bounded(pen.y + lineHeight + style.ySpacing)};
            continue;
        }
        const FontSpan span = style.monoSpace ? FontSpan{0, kFontWidth} : fontSpan(c);
        const Sized cell{scaled(span.columns, style.scale), scaled(kFontHeight, style.scale)};
        layout.glyphs.push_back({c, pen, span.first, cell, span.columns});
        const Sized box = turned(cell, turns);
        lineHeight = std::max(lineHeight, box.height);
        layout.size.width = std::max(layout.size.width, pen.x + box.width);
        layout.size.height = std::max(layout.size.height, pen.y + box.height);
        pen.x = bounded(pen.x + box.width + style.xSpacing);
    }
    return layout;
}

void drawGlyph(const Canvas& canvas, Point origin, const Layout& layout, const Glyph& glyph,
               std::uint32_t color, const TextStyle& style)
{
    const int charTurns = quarters(style.charRotation);
    const int stringTurns = quarters(style.stringRotation);
    for (int y = 0; y < glyph.cell.height; ++y) {
        checkAbort();
        for (int x = 0; x < glyph.cell.width; ++x) {
            const int column = glyph.firstColumn + x * glyph.columns / glyph.cell.width;
            if (!isFontPixelSet(glyph.character, column, y * kFontHeight / glyph.cell.height))
                continue;
            Point p = turnedPoint({x, y}, glyph.cell, charTurns, style.charMirror, style.charFlip);
            p = turnedPoint({p.x + glyph.at.x, p.y + glyph.at.y}, layout.size, stringTurns,
                            style.stringMirror, style.stringFlip);
            setPixel(canvas, origin.x + p.x, origin.y + p.y, color);
        }
    }
}

}  // namespace

void drawText(const Canvas& canvas, Point at, std::string_view text, std::uint32_t color,
              const TextStyle& style)
{
    constexpr int kFar = 1 << 20;
    const Point origin{std::clamp(at.x, -kFar, kFar), std::clamp(at.y, -kFar, kFar)};
    const Layout layout = layOut(text, style);
    for (const Glyph& glyph : layout.glyphs)
        drawGlyph(canvas, origin, layout, glyph, color, style);
}

}  // namespace omv::firmware
