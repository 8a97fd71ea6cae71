// SPDX-License-Identifier: MIT
#pragma once

#include <QFont>
#include <QPointF>
#include <QRawFont>
#include <QString>

class QPainter;

namespace omv::ui {

/// Text whose digits are all equally wide, so that live numbers stand still. Inter has
/// figures of several widths, and Qt before 6.7 cannot switch them.
class FixedDigits {
public:
    FixedDigits() = default;
    explicit FixedDigits(const QFont& font);

    double width(const QString& text) const;
    double ascent() const { return m_ascent; }
    double descent() const { return m_descent; }
    /// With the pen's colour, from a point of the base line on.
    void draw(QPainter& painter, const QPointF& baseline, const QString& text) const;
    /// In the middle of the rectangle's height; `alignment`: left, right or horizontal centre.
    void draw(QPainter& painter, const QRectF& rect, Qt::Alignment alignment,
              const QString& text) const;

    /// `text` with figure spaces in front, as wide as `digits` digits.
    static QString padded(const QString& text, int digits);
    static QString padded(qint64 number, int digits);

private:
    struct Run;
    Run layOut(const QString& text) const;

    QFont m_font;
    QRawFont m_raw;
    double m_digitWidth = 0;
    double m_ascent = 0;
    double m_descent = 0;
};

}  // namespace omv::ui
