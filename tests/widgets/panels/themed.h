// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/style.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QTemporaryDir>
#include <QWidget>

namespace omv::test {

/// The looks that a widget must be right in.
inline QList<ui::Theme::Options> allLooks()
{
    QList<ui::Theme::Options> looks(4);
    looks[1].scheme = ui::Scheme::Light;
    looks[2].scale = 2;
    looks[3].scheme = ui::Scheme::Light;
    looks[3].scale = 2;
    return looks;
}

/// Style, palette, sheet and fonts of the application, and `widget` in this look.
inline ui::Theme applyLook(QWidget* widget, const ui::Theme::Options& options)
{
    static QTemporaryDir folder;
    const ui::Theme theme(options);
    const QString icons = folder.filePath(QStringLiteral("icons"));
    theme.writeSheetIcons(icons);
    auto* const style = new ui::Style;
    style->setScale(options.scale);
    QApplication::setStyle(style);
    QApplication::setPalette(theme.palette());
    QApplication::setFont(theme.font(ui::TextSize::Body));
    qApp->setStyleSheet(theme.styleSheet(icons));
    if (widget)
        ui::applyTheme(widget, theme);
    return theme;
}

/// How many pixels of a picture have about this colour.
inline int countPixels(const QImage& image, const QColor& color, int tolerance = 8)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor at = image.pixelColor(x, y);
            if (qAbs(at.red() - color.red()) <= tolerance &&
                qAbs(at.green() - color.green()) <= tolerance &&
                qAbs(at.blue() - color.blue()) <= tolerance)
                ++count;
        }
    }
    return count;
}

}  // namespace omv::test
