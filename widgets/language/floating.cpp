// SPDX-License-Identifier: MIT
#include "widgets/language/floating.h"

#include <QGraphicsDropShadowEffect>
#include <QPainter>

#include <algorithm>

namespace omv::ui {

void paintCard(QWidget& widget, const Theme& theme)
{
    QPainter painter(&widget);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.colors().outline, 1));
    painter.setBrush(theme.colors().raised);
    const QRectF edge = QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(edge, theme.px(8), theme.px(8));
}

void setCardShadow(QWidget& widget, const Theme& theme)
{
    auto* shadow = qobject_cast<QGraphicsDropShadowEffect*>(widget.graphicsEffect());
    if (!shadow) {
        shadow = new QGraphicsDropShadowEffect(&widget);
        widget.setGraphicsEffect(shadow);
    }
    shadow->setOffset(0, theme.px(8));
    shadow->setBlurRadius(theme.px(28));
    shadow->setColor(QColor(0, 0, 0, 71));
}

void adoptCard(QWidget& card, const QWidget& editor)
{
    if (card.parentWidget() != editor.window())
        card.setParent(editor.window());
}

void placeCard(QWidget& card, const QWidget& editor, const QRect& anchor, bool preferAbove)
{
    const QWidget* window = card.parentWidget();
    if (!window)
        return;
    const QRect at(editor.mapTo(window, anchor.topLeft()), anchor.size());
    const int gap = 4;
    const int roomAbove = at.top() - gap;
    const int roomBelow = window->height() - at.bottom() - gap;
    const bool fits = card.height() <= (preferAbove ? roomAbove : roomBelow);
    const bool more = preferAbove ? roomAbove >= roomBelow : roomBelow >= roomAbove;
    const bool above = preferAbove == (fits || more);
    const int y = above ? at.top() - gap - card.height() : at.bottom() + 1 + gap;
    const int x = std::max(0, std::min(at.left(), window->width() - card.width() - gap));
    card.move(x, std::max(0, y));
    card.raise();
}

QString signatureHtml(const QString& signature, const Theme& theme)
{
    const qsizetype open = signature.indexOf(QLatin1Char('('));
    const qsizetype close = signature.lastIndexOf(QLatin1Char(')'));
    if (open < 0 || close < open)
        return signature.toHtmlEscaped();
    const QString quiet = theme.colors().text2.name();
    const QString accent = theme.colors().accent.name();
    QString gives = signature.mid(close + 1).trimmed();
    if (gives.startsWith(QLatin1String("->")))
        gives = QStringLiteral("<span style=\"color:%1\">\u2192 %2</span>")
                    .arg(accent, gives.mid(2).trimmed().toHtmlEscaped());
    else
        gives = gives.toHtmlEscaped();
    const QString html = signature.left(open + 1).toHtmlEscaped() +
        QStringLiteral("<span style=\"color:%1\">%2</span>")
            .arg(quiet, signature.mid(open + 1, close - open - 1).toHtmlEscaped()) +
        QLatin1Char(')');
    return gives.isEmpty() ? html : html + QLatin1Char(' ') + gives;
}

}  // namespace omv::ui
