// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/style.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QImage>
#include <QTemporaryDir>
#include <QWidget>

namespace omv::ui::test {

/// Every pixel another colour, so that one in the wrong place shows.
inline QImage makePicture(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            image.setPixel(x, y, qRgb(x * 7 % 256, y * 5 % 256, (x * 3 + y * 11) % 256));
    }
    return image;
}

/// The look as the program sets it.
inline void useTheme(QWidget* root, const Theme& theme)
{
    static QTemporaryDir icons;
    auto* style = new Style;
    style->setScale(theme.options().scale);
    QApplication::setStyle(style);
    QApplication::setPalette(theme.palette());
    QApplication::setFont(theme.font(TextSize::Body));
    theme.writeSheetIcons(icons.path());
    qApp->setStyleSheet(theme.styleSheet(icons.path()));
    applyTheme(root, theme);
}

}  // namespace omv::ui::test
