// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/terminal/terminal_buffer.h"
#include "widgets/theme/theme.h"

#include <QFont>
#include <QHash>
#include <QPointF>
#include <QRawFont>
#include <QString>

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
    qreal timeWidth() const { return m_timeCell * 12; }

    void paint(QPainter& painter, const RowPaint& row, const TerminalBuffer& buffer);
    /// `time`: milliseconds since 1970, shown as "14:03:20.058".
    void paintTime(QPainter& painter, const QPointF& at, std::int64_t time);

private:
    struct Face {
        QFont font;
        QRawFont raw;
        QHash<char32_t, quint32> glyphs;  ///< 0: the font has none
    };
    struct Cell {
        char32_t character = 0;
        int column = 0;
    };
    /// Neighbouring cells of one look.
    struct Piece {
        AnsiStyle style;
        QColor ink;
        std::vector<Cell> cells;
    };
    quint32 glyph(Face& face, char32_t character) const;
    QColor color(const AnsiColor& color, const QColor& otherwise) const;
    QColor ink(const LineView& line, const AnsiStyle& style) const;
    void paintBehind(QPainter& painter, const RowPaint& row, const TerminalBuffer& buffer) const;
    void fillBytes(QPainter& painter, const RowPaint& row, std::size_t begin, std::size_t end,
                   const QColor& color) const;
    void paintPiece(QPainter& painter, const RowPaint& row, const Piece& piece);
    void drawCells(QPainter& painter, Face& face, const std::vector<Cell>& cells, qreal left,
                   qreal baseline, qreal cell) const;

    Theme m_theme;
    Face m_faces[4];  ///< bit 0 bold, bit 1 italic
    Face m_timeFace;
    qreal m_timeCell = 7;
    qreal m_cell = 8;
    qreal m_baseline = 14;
    int m_height = 19;
};

}  // namespace omv::ui
