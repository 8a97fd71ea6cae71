// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QTextCursor>
#include <QTextDocument>

namespace omv::ui::test {

/// A text with its caret as "|" and, when something is selected, the other end as "^".
struct MarkedText {
    QTextDocument document;
    QTextCursor cursor;

    explicit MarkedText(const QString& marked)
    {
        QString text = marked;
        const auto caret = text.indexOf(u'|');
        auto anchor = text.indexOf(u'^');
        text.remove(u'|').remove(u'^');
        document.setPlainText(text);
        cursor = QTextCursor(&document);
        if (anchor < 0)
            anchor = caret;
        else if (anchor > caret)
            --anchor;
        const auto position =
            anchor >= 0 && anchor < caret ? caret - (marked.contains(u'^') ? 1 : 0) : caret;
        cursor.setPosition(static_cast<int>(anchor));
        cursor.setPosition(static_cast<int>(position), QTextCursor::KeepAnchor);
    }

    QString marked() const
    {
        QString text = document.toPlainText();
        if (cursor.anchor() > cursor.position())
            text.insert(cursor.anchor(), u'^');
        text.insert(cursor.position(), u'|');
        if (cursor.anchor() < cursor.position())
            text.insert(cursor.anchor(), u'^');
        return text;
    }
};

}  // namespace omv::ui::test
