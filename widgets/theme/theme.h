// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/colors.h"

#include <QFont>
#include <QIcon>
#include <QPalette>
#include <QString>

class QWidget;

namespace omv::ui {

/// Sizes of type, from one base.
enum class TextSize { RailLabel, Caption, Body, CardTitle, PageTitle, Code, Terminal };

/// Everything that widgets need to know of the look: colours, sizes, fonts, icons. A value,
/// cheap to copy; who paints or sizes by it keeps a copy and takes a new one in setTheme().
class Theme {
public:
    struct Options {
        Scheme scheme = Scheme::Dark;
        double scale = 1.0;  ///< of all sizes, 1 to 3
        QString uiFamily;  ///< empty: the first installed of the look's families
        QString monoFamily;
        double codePoints = 0;  ///< size of code; 0: the look's. At least 6
        double terminalPoints = 0;
        bool reducedMotion = false;
    };

    explicit Theme(const Options& options);
    Theme();

    const Options& options() const { return m_options; }
    bool dark() const { return m_options.scheme == Scheme::Dark; }
    const Colors& colors() const { return m_colors; }

    /// `n` pixels of the 100 % design, in this scale; at least 1 for n > 0.
    int px(double n) const;
    QFont font(TextSize size, int weight = QFont::Normal) const;
    /// Milliseconds of a movement; 0 with reduced motion.
    int duration(int milliseconds) const { return m_options.reducedMotion ? 0 : milliseconds; }

    /// An icon of resources/look/icons ("run"): text2 as it is, text when active, accent when
    /// checked, disabled when disabled. Unknown names give a null icon.
    QIcon icon(const QString& name) const;
    /// The same in one colour.
    QIcon icon(const QString& name, const QColor& color) const;
    QPixmap pixmap(const QString& name, const QColor& color, int size, qreal ratio) const;

    QPalette palette() const;
    /// style.qss with colours and sizes filled in. `iconFolder`: where writeSheetIcons() wrote.
    QString styleSheet(const QString& iconFolder) const;
    /// Writes the few icons that the sheet names. False when the folder cannot be written.
    bool writeSheetIcons(const QString& iconFolder) const;

private:
    Options m_options;
    Colors m_colors;
};

/// A widget that paints or sizes by the theme. applyTheme() calls each of a window.
class Themed {
public:
    virtual ~Themed() = default;
    virtual void setTheme(const Theme& theme) = 0;
};

/// Hands the theme to `root` and all its children that are Themed, in one go.
void applyTheme(QWidget* root, const Theme& theme);

}  // namespace omv::ui
