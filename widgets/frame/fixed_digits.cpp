// SPDX-License-Identifier: MIT
#include "widgets/frame/fixed_digits.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace omv::ui {

namespace {

constexpr QChar kFigureSpace(0x2007);

bool isFigure(QChar c)
{
    return (c >= u'0' && c <= u'9') || c == kFigureSpace;
}

}  // namespace

struct FixedDigits::Run {
    QList<quint32> glyphs;
    QList<QPointF> positions;
    double width = 0;
    bool complete = true;  ///< false: the font lacks a character
};

FixedDigits::FixedDigits(const QFont& font)
    : m_font(font)
    , m_raw(QRawFont::fromFont(font))
{
    const QFontMetricsF metrics(font);
    m_ascent = metrics.ascent();
    m_descent = metrics.descent();
    for (char16_t digit = u'0'; digit <= u'9'; ++digit)
        m_digitWidth = std::max(m_digitWidth, metrics.horizontalAdvance(QChar(digit)));
}

FixedDigits::Run FixedDigits::layOut(const QString& text) const
{
    Run run;
    const QList<quint32> glyphs = m_raw.glyphIndexesForString(text);
    // Pairs of surrogates make fewer glyphs than characters.
    run.complete = m_raw.isValid() && glyphs.size() == text.size();
    if (!run.complete)
        return run;
    const QList<QPointF> advances = m_raw.advancesForGlyphIndexes(glyphs);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const double own = advances.at(i).x();
        const double advance = isFigure(c) ? m_digitWidth : own;
        run.complete = run.complete && (glyphs.at(i) != 0 || c == kFigureSpace);
        if (c != kFigureSpace) {
            run.glyphs.append(glyphs.at(i));
            run.positions.append({run.width + (advance - own) / 2, 0});
        }
        run.width += advance;
    }
    return run;
}

double FixedDigits::width(const QString& text) const
{
    const Run run = layOut(text);
    return run.complete ? run.width : QFontMetricsF(m_font).horizontalAdvance(text);
}

void FixedDigits::draw(QPainter& painter, const QPointF& baseline, const QString& text) const
{
    const Run run = layOut(text);
    if (!run.complete) {
        painter.setFont(m_font);
        painter.drawText(baseline, text);
        return;
    }
    QGlyphRun glyphs;
    glyphs.setRawFont(m_raw);
    glyphs.setGlyphIndexes(run.glyphs);
    glyphs.setPositions(run.positions);
    painter.drawGlyphRun(baseline, glyphs);
}

void FixedDigits::draw(QPainter& painter, const QRectF& rect, Qt::Alignment alignment,
                       const QString& text) const
{
    double x = rect.left();
    if (alignment & Qt::AlignRight)
        x = rect.right() - width(text);
    else if (alignment & Qt::AlignHCenter)
        x = rect.center().x() - width(text) / 2;
    const double y = rect.center().y() + (m_ascent - m_descent) / 2;
    draw(painter, QPointF(x, std::round(y)), text);
}

QString FixedDigits::padded(const QString& text, int digits)
{
    return text.rightJustified(digits, kFigureSpace);
}

QString FixedDigits::padded(qint64 number, int digits)
{
    return padded(QString::number(number), digits);
}

}  // namespace omv::ui
