// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QFrame>
#include <QString>

namespace omv::ui {

/// The card below pop-ups and tips: rounded, raised, with an edge. Paint it in paintEvent().
void paintCard(QWidget& widget, const Theme& theme);
/// Gives a card its shadow, in the theme's size.
void setCardShadow(QWidget& widget, const Theme& theme);
/// Makes `card` a child of the window that the editor is in now.
void adoptCard(QWidget& card, const QWidget& editor);
/// Moves `card`, a child of the editor's window, below `anchor` (in the editor's coordinates), or
/// above it when there is more room. `preferAbove`: the other way round.
void placeCard(QWidget& card, const QWidget& editor, const QRect& anchor, bool preferAbove);
/// A signature as rich text: parameters quieter, what it gives in the accent.
QString signatureHtml(const QString& signature, const Theme& theme);

}  // namespace omv::ui
