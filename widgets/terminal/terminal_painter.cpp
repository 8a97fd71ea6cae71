// SPDX-License-Identifier: MIT
#include "widgets/terminal/terminal_painter.h"

#include <QDateTime>
#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPainter>
#include <QtMath>

#include <algorithm>
#include <cmath>

namespace omv::ui {

namespace {

constexpr double kLineHeight = 1.5;
constexpr double kTimeSize = 0.93;  // of the size of the text
constexpr double kZoomStep = 1.1;
constexpr double kSmallest = 6;  // points

/// One of the 256 colours of xterm behind the first 16.
QColor cubeColor(int index)
{
    if (index >= 232) {
        const int gray = 8 + (index - 232) * 10;
        return {gray, gray, gray};
    }
    const auto level = [](int n) { return n == 0 ? 0 : 55 + n * 40; };
    const int n = index - 16;
    return {level(n / 36), level(n / 6 % 6), level(n % 6)};
}

QColor blend(const QColor& a, const QColor& b)
{
    return {(a.red() + b.red()) / 2, (a.green() + b.green()) / 2, (a.blue() + b.blue()) / 2};
}

QColor readableOn(const QColor& ground, const QColor& a, const QColor& b)
{
    const auto distance = [&](const QColor& c) {
        return std::abs(c.lightnessF() - ground.lightnessF());
    };
    return distance(a) >= distance(b) ? a : b;
}

QString textOf(char32_t character)
{
    return QString::fromUcs4(&character, 1);
}

}  // namespace

void TerminalPainter::setTheme(const Theme& theme, int zoom)
{
    m_theme = theme;
    QFont font = theme.font(TextSize::Terminal);
    font.setPointSizeF(std::max(kSmallest, font.pointSizeF() * std::pow(kZoomStep, zoom)));
    font.setKerning(false);
    for (int i = 0; i < 4; ++i) {
        m_faces[i].font = font;
        m_faces[i].font.setBold((i & 1) != 0);
        m_faces[i].font.setItalic((i & 2) != 0);
        m_faces[i].raw = QRawFont::fromFont(m_faces[i].font);
        m_faces[i].glyphs.clear();
    }
    m_timeFace.font = font;
    m_timeFace.font.setPointSizeF(std::max(kSmallest, font.pointSizeF() * kTimeSize));
    m_timeFace.raw = QRawFont::fromFont(m_timeFace.font);
    m_timeFace.glyphs.clear();
    const QFontMetricsF metrics(font);
    m_cell = std::max(1.0, std::round(metrics.horizontalAdvance(u'0')));
    m_timeCell = std::max(1.0, std::round(QFontMetricsF(m_timeFace.font).horizontalAdvance(u'0')));
    const qreal size = font.pointSizeF() * 96 / 72;
    m_height = std::max(qCeil(metrics.height()), qRound(size * kLineHeight));
    m_baseline = std::round((m_height - metrics.height()) / 2 + metrics.ascent());
}

quint32 TerminalPainter::glyph(Face& face, char32_t character) const
{
    const auto known = face.glyphs.constFind(character);
    if (known != face.glyphs.constEnd())
        return *known;
    const QList<quint32> found = face.raw.glyphIndexesForString(textOf(character));
    const quint32 index = found.size() == 1 ? found[0] : 0;
    face.glyphs.insert(character, index);
    return index;
}

QColor TerminalPainter::color(const AnsiColor& color, const QColor& otherwise) const
{
    switch (color.kind) {
    case AnsiColor::Kind::Default: return otherwise;
    case AnsiColor::Kind::Rgb: return {color.a, color.b, color.c};
    case AnsiColor::Kind::Indexed: break;
    }
    return color.a < 16 ? m_theme.colors().ansi.value(color.a, otherwise) : cubeColor(color.a);
}

QColor TerminalPainter::ink(const LineView& line, const AnsiStyle& style) const
{
    const Colors& c = m_theme.colors();
    QColor plain = c.text;
    if (line.kind == LineKind::Status)
        plain = c.text2;
    else if (line.kind == LineKind::Error)
        plain = c.error;
    if (style.inverse)
        return color(style.background, c.panel);
    // On a ground of its own, plain text takes what can be read there.
    if (style.background.kind != AnsiColor::Kind::Default)
        plain = readableOn(color(style.background, c.panel), c.text, c.panel);
    const QColor wanted = color(style.foreground, plain);
    return style.faint ? blend(wanted, c.panel) : wanted;
}

void TerminalPainter::fillBytes(QPainter& painter, const RowPaint& row, std::size_t begin,
                                std::size_t end, const QColor& color) const
{
    const int from = std::max(columnAtByte(row.line.text, begin) - row.firstColumn, 0);
    const int to = std::min(columnAtByte(row.line.text, end) - row.firstColumn, row.columns);
    if (from < to)
        painter.fillRect(
            QRectF(row.at.x() + from * m_cell, row.at.y(), (to - from) * m_cell, m_height), color);
}

void TerminalPainter::paintBehind(QPainter& painter, const RowPaint& row,
                                  const TerminalBuffer& buffer) const
{
    for (std::size_t i = 0; i < row.line.runCount; ++i) {
        const AnsiStyle& style = buffer.style(row.line.runs[i].style);
        const QColor fill = style.inverse ? color(style.foreground, m_theme.colors().text)
                                          : color(style.background, QColor());
        const std::size_t end =
            i + 1 < row.line.runCount ? row.line.runs[i + 1].begin : row.line.text.size();
        if (fill.isValid())
            fillBytes(painter, row, row.line.runs[i].begin, end, fill);
    }
    for (const RowPaint::Mark& mark : row.marks)
        fillBytes(painter, row, mark.begin, mark.end, mark.color);
}

void TerminalPainter::paint(QPainter& painter, const RowPaint& row, const TerminalBuffer& buffer)
{
    paintBehind(painter, row, buffer);
    Piece piece;
    std::size_t run = 0;
    std::uint16_t styleId = 0;
    int column = 0;
    bool first = true;
    bool wasLink = false;
    const std::string_view text = row.line.text;
    for (std::size_t byte = 0; byte < text.size() && column < row.firstColumn + row.columns;) {
        const std::uint16_t before = styleId;
        for (; run < row.line.runCount && row.line.runs[run].begin <= byte; ++run)
            styleId = row.line.runs[run].style;
        const bool link = byte >= row.linkBegin && byte < row.linkEnd;
        if (first || styleId != before || link != wasLink) {
            paintPiece(painter, row, piece);
            piece.cells.clear();
            piece.style = buffer.style(styleId);
            piece.ink = link ? m_theme.colors().accent : ink(row.line, piece.style);
            piece.style.underline = piece.style.underline || link;
            first = false;
            wasLink = link;
        }
        const Utf8Character next = firstCharacter(text.substr(byte));
        if (column >= row.firstColumn)
            piece.cells.push_back({next.value, column - row.firstColumn});
        column += columnWidth(next.value);
        byte += next.size;
    }
    paintPiece(painter, row, piece);
    if (row.cursorColumn >= row.firstColumn && row.cursorColumn <= row.firstColumn + row.columns) {
        const qreal x = row.at.x() + (row.cursorColumn - row.firstColumn) * m_cell;
        painter.fillRect(QRectF(x, row.at.y() + 2, m_theme.px(2), m_height - 4),
                         m_theme.colors().accent);
    }
}

void TerminalPainter::paintPiece(QPainter& painter, const RowPaint& row, const Piece& piece)
{
    if (piece.cells.empty())
        return;
    painter.setPen(piece.ink);
    const qreal baseline = row.at.y() + m_baseline;
    Face& face = m_faces[(piece.style.bold ? 1 : 0) | (piece.style.italic ? 2 : 0)];
    drawCells(painter, face, piece.cells, row.at.x(), baseline, m_cell);
    if (!piece.style.underline && !piece.style.strike)
        return;
    const qreal left = row.at.x() + piece.cells.front().column * m_cell;
    const Cell& last = piece.cells.back();
    const qreal right =
        row.at.x() + (last.column + std::max(1, columnWidth(last.character))) * m_cell;
    const qreal thick = m_theme.px(1);
    if (piece.style.underline)
        painter.fillRect(QRectF(left, baseline + 2 * thick, right - left, thick), piece.ink);
    if (piece.style.strike)
        painter.fillRect(QRectF(left, baseline - m_height / 5.0, right - left, thick), piece.ink);
}

void TerminalPainter::drawCells(QPainter& painter, Face& face, const std::vector<Cell>& cells,
                                qreal left, qreal baseline, qreal cell) const
{
    QList<quint32> glyphs;
    QList<QPointF> positions;
    for (const Cell& each : cells) {
        if (each.character == U' ')
            continue;
        const QPointF at(left + each.column * cell, baseline);
        const quint32 index = glyph(face, each.character);
        if (index != 0) {
            glyphs.append(index);
            positions.append(at);
            continue;
        }
        // Another font has it. A mark goes over the cell before it.
        painter.setFont(face.font);
        const bool mark = columnWidth(each.character) == 0;
        painter.drawText(mark ? at - QPointF(cell, 0) : at, textOf(each.character));
    }
    if (glyphs.isEmpty())
        return;
    QGlyphRun run;
    run.setRawFont(face.raw);
    run.setGlyphIndexes(glyphs);
    run.setPositions(positions);
    painter.drawGlyphRun(QPointF(0, 0), run);
}

void TerminalPainter::paintTime(QPainter& painter, const QPointF& at, std::int64_t time)
{
    const QString text =
        QDateTime::fromMSecsSinceEpoch(time).time().toString(QStringLiteral("HH:mm:ss.zzz"));
    std::vector<Cell> cells;
    for (int i = 0; i < text.size(); ++i)
        cells.push_back({text[i].unicode(), i});
    painter.setPen(m_theme.colors().text2);
    drawCells(painter, m_timeFace, cells, at.x(), at.y() + m_baseline, m_timeCell);
}

}  // namespace omv::ui
