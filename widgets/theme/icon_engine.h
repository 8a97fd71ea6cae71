// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QIconEngine>
#include <QString>

namespace omv::ui {

/// The colours of an icon in the states of what carries it.
struct IconColors {
    QColor normal, active, checked, disabled;
};

/// One icon of the look: an SVG in one colour, drawn in the colour of its state.
class IconEngine final : public QIconEngine {
public:
    IconEngine(const QString& name, const IconColors& colors);

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state,
                         qreal scale) override;
    QIconEngine* clone() const override { return new IconEngine(*this); }

private:
    QColor color(QIcon::Mode mode, QIcon::State state) const;

    QString m_name;
    IconColors m_colors;
};

/// The icon drawn in one colour; drawn once for each (name, colour, size, ratio).
/// `size`: device-independent pixels. Null when there is no icon of that name.
QPixmap iconPixmap(const QString& name, const QColor& color, QSize size, qreal ratio);
/// The SVG with its colour replaced; empty when there is no icon of that name.
QByteArray iconSvg(const QString& name, const QColor& color);

}  // namespace omv::ui
