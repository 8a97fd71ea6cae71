// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/terminal/terminal_buffer.h"
#include "widgets/theme/theme.h"

#include <QGlyphRun>
#include <QRawFont>
#include <QString>

#include <array>
#include <vector>

class QPainter;

namespace omv::ui {

/// One row to paint.
struct RowPaint {
    struct Mark {
        std::size_t begin = 0;  ///< bytes
        std::size_t end = 0;
        QColor color;
    };
    LineView line;
    int firstColumn = 0;
    int columns = 0;  ///< at most
    QPointF at;  ///< upper left corner of the text
    std::vector<Mark> marks;  ///< behind the text: selection, hits
    std::size_t linkBegin = 0;  ///< bytes; none when equal
    std::size_t linkEnd = 0;
    bool linkHovered = false;
    int cursorColumn = -1;
};

/// Draws rows of text in cells, glyph by glyph: no ligatures, no shaping, always in line.
class TerminalPainter {
public:
    void setTheme(const Theme& theme, int zoom);

    qreal cellWidth() const { return m_cell; }
    int rowHeight() const { return m_height; }
    const QFont& timeFont() const { return m_timeFont; }
    qreal timeWidth() const { return m_timeWidth; }

    void paint(QPainter& painter, const RowPaint& row, const TerminalBuffer& buffer);
    void paintTime(QPainter& painter, const QPointF& at, std::int64_t time);
    /// "14:03:20.058"
    static QString timeText(std::int64_t time);

private:
    struct Face {
        QFont font;
        QRawFont raw;
        std::array<quint32, 128> glyphs{};
    };
    struct Cell {
        char32_t character = 0;
        int column = 0;
        int width = 1;
    };
    void prepare(Face& face, const QFont& font) const;
    QColor color(const AnsiColor& color, const QColor& otherwise, bool bright) const;
    void drawCells(QPainter& painter, const std::vector<Cell>& cells, const QPointF& at,
                   const AnsiStyle& style, const QColor& ink) const;
    void paintMarks(QPainter& painter, const RowPaint& row) const;
    QColor inkOf(const RowPaint& row, const AnsiStyle& style, std::size_t byte) const;

    Theme m_theme;
    Face m_faces[4];  ///< bit 0 bold, bit 1 italic
    QFont m_timeFont;
    qreal m_cell = 8;
    qreal m_ascent = 12;
    qreal m_timeWidth = 0;
    int m_height = 19;
};

}  // namespace omv::ui
