// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/frame/fixed_digits.h"
#include "widgets/theme/theme.h"

#include <QColor>
#include <QImage>
#include <QList>
#include <QRectF>
#include <QString>

class QPainter;

namespace omv::ui {

/// A dark plate with a few words, lying on the picture.
struct Badge {
    struct Piece {
        QString text;
        bool unit = false;  ///< regular and paler, as "fps camera"

        friend bool operator==(const Piece&, const Piece&) = default;
    };

    QList<Piece> pieces = {};
    QColor swatch = {};  ///< valid: a square of that colour in front
    QString icon = {};  ///< name; empty: none
    bool alarm = false;  ///< on scrimError
    /// When room is short the highest goes first; 0 stays.
    int expendable = 0;

    /// What a screen reader would say.
    QString text() const;
    friend bool operator==(const Badge&, const Badge&) = default;
};

/// Paints badges, each from an image made once for its words.
class BadgePainter {
public:
    BadgePainter();
    void setTheme(const Theme& theme);

    double height() const { return m_theme.px(22); }
    double width(const Badge& badge) const;
    /// Of the row, gaps included.
    double width(const QList<Badge>& badges) const;
    /// Takes expendable ones out until the row is not wider than `room`.
    QList<Badge> fitted(QList<Badge> badges, double room) const;

    /// From `topLeft` to the right.
    void draw(QPainter& painter, const QPointF& topLeft, const QList<Badge>& badges);
    /// To the left, ending at `topRight`.
    void drawLeftwards(QPainter& painter, const QPointF& topRight, const QList<Badge>& badges);
    /// Forgets the images not used since the last call: once a painting.
    void forgetUnused();

private:
    struct Cached {
        Badge badge;
        QImage image;
        bool used = true;
    };

    double gap() const { return m_theme.px(4); }
    const QImage& imageOf(const Badge& badge, double ratio);
    QImage render(const Badge& badge, double ratio) const;

    Theme m_theme;
    FixedDigits m_value;
    FixedDigits m_unit;
    QList<Cached> m_cache;
    double m_ratio = 1;
};

}  // namespace omv::ui
