// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace omv::ui {

enum class Scheme { Dark, Light };

/// Every colour of the look, by what it is for. Read from resources/look/tokens.json, so
/// that no colour is typed twice. A value.
struct Colors {
    QColor window, panel, raised, hover, pressed, well;
    QColor line, outline, border;
    QColor text, text2, disabled;
    QColor accent, accentHover, accentPressed, onAccent, accentSoft;
    QColor selection, focus;
    QColor success, successSoft, warning, warningSoft, error, errorSoft, info, infoSoft;
    QColor run, onRun, stop, onStop;
    QColor scrim, scrimError, onScrim;  ///< scrims are translucent
    QColor editor, editorLine, gutter, gutterNow, editorSel, findHit, bracket, guide;
    QHash<QString, QColor> syntax;  ///< "keyword", "string", ...
    QList<QColor> series;  ///< eight, for plots
    QHash<QString, QColor> histogram;  ///< "R", "G", "B", "Gray", "L", "A", "B*", "Y", "U", "V"
    QList<QColor> ansi;  ///< sixteen

    /// From the text of tokens.json; empty when a colour is missing or wrong.
    static std::optional<Colors> parse(const QByteArray& tokens, Scheme scheme);
    /// Every single colour under its name in tokens.json, for the style sheet.
    QHash<QString, QColor> byName() const;
};

}  // namespace omv::ui
