// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/editor_types.h"

#include <QRegularExpression>

class QTextDocument;
class QTextCursor;

namespace omv::ui {

/// The expression that finds `query`; invalid (with errorString()) when its regex is wrong or
/// matches nothing but empty places.
QRegularExpression expressionOf(const SearchQuery& query);

/// Every hit, from the start, never empty and never overlapping; stops at `most`.
QList<TextRange> findAll(const QString& text, const SearchQuery& query, int most = 100000);

/// Replacement of one hit: with regex, \1 or $1 to \9 or $9 insert groups, \n and \t their
/// characters, \\ and $$ themselves.
QString replacementFor(const QRegularExpressionMatch& match, const QString& replacement,
                       bool regex);

/// Replaces every hit within `range` (the whole text by default) as one undo step.
int replaceAll(QTextDocument* document, const SearchQuery& query, const QString& replacement,
               TextRange range = {0, -1});

/// A hit with its line, for lists.
struct SearchLine {
    TextPosition at;
    TextRange range;  ///< in the whole text
    QString text;  ///< the line, shortened around the hit
    TextRange inText;  ///< the hit in `text`
};
QList<SearchLine> linesWith(const QString& text, const SearchQuery& query, int most = 10000);

}  // namespace omv::ui
