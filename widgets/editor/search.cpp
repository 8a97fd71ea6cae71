// SPDX-License-Identifier: MIT
#include "widgets/editor/search.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

// What is shown of a line that holds a hit.
constexpr qsizetype kMostShown = 200;
constexpr qsizetype kShownBefore = 60;

/// The text with one character for each position of the document, line ends as "\n".
QString textOf(const QTextDocument* document)
{
    QString text = document->toRawText();
    std::replace(text.begin(), text.end(), QChar(QChar::ParagraphSeparator), QChar(u'\n'));
    return text;
}

/// Within a replacement, what "\1" and its like stand for; -1: no group.
int groupAfter(const QString& text, qsizetype at)
{
    return at + 1 < text.size() && text[at + 1].isDigit() ? text[at + 1].digitValue() : -1;
}

SearchLine lineOf(const QString& text, TextRange range, int line, qsizetype lineStart)
{
    qsizetype lineEnd = text.indexOf(u'\n', range.position);
    if (lineEnd < 0)
        lineEnd = text.size();
    SearchLine result;
    const qsizetype column = range.position - lineStart;
    result.at = {line, static_cast<int>(column) + 1};
    result.range = range;
    const qsizetype from = column > kMostShown - kShownBefore ? column - kShownBefore : 0;
    const QString shown =
        text.mid(lineStart + from, std::min(kMostShown, lineEnd - lineStart - from));
    qsizetype space = 0;
    while (from == 0 && space < column && shown[space].isSpace())
        ++space;
    result.text = shown.mid(space);
    const qsizetype start = column - from - space;
    result.inText = {
        static_cast<int>(start),
        static_cast<int>(std::min<qsizetype>(range.length, result.text.size() - start))};
    return result;
}

}  // namespace

QRegularExpression expressionOf(const SearchQuery& query)
{
    QString pattern = query.regex ? query.text : QRegularExpression::escape(query.text);
    if (query.wholeWord)
        pattern = u"(?<!\\w)(?:%1)(?!\\w)"_s.arg(pattern);
    QRegularExpression::PatternOptions options =
        QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
    if (!query.caseSensitive)
        options |= QRegularExpression::CaseInsensitiveOption;
    return QRegularExpression(pattern, options);
}

QList<TextRange> findAll(const QString& text, const SearchQuery& query, int most)
{
    QList<TextRange> hits;
    const QRegularExpression expression = expressionOf(query);
    if (query.text.isEmpty() || !expression.isValid())
        return hits;
    for (auto found = expression.globalMatch(text); found.hasNext() && hits.size() < most;) {
        const auto match = found.next();
        if (match.capturedLength() > 0)
            hits.append({static_cast<int>(match.capturedStart()),
                         static_cast<int>(match.capturedLength())});
    }
    return hits;
}

QString replacementFor(const QRegularExpressionMatch& match, const QString& replacement, bool regex)
{
    if (!regex)
        return replacement;
    QString result;
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        const QChar c = replacement[i];
        const QChar next = i + 1 < replacement.size() ? replacement[i + 1] : QChar();
        if (c != u'\\' && c != u'$') {
            result += c;
        } else if (const int group = groupAfter(replacement, i); group >= 0) {
            result += match.captured(group);
            ++i;
        } else if (next == c) {
            result += c;
            ++i;
        } else if (c == u'\\' && (next == u'n' || next == u't')) {
            result += next == u'n' ? u'\n' : u'\t';
            ++i;
        } else {
            result += c;
        }
    }
    return result;
}

int replaceAll(QTextDocument* document, const SearchQuery& query, const QString& replacement,
               TextRange range)
{
    const QRegularExpression expression = expressionOf(query);
    if (query.text.isEmpty() || !expression.isValid())
        return 0;
    const QString text = textOf(document);
    const qsizetype end = range.length < 0 ? text.size() : range.end();
    QList<QPair<TextRange, QString>> edits;
    for (auto found = expression.globalMatch(text, range.position); found.hasNext();) {
        const auto match = found.next();
        if (match.capturedEnd() > end)
            break;
        // A pattern may mean a place: "^".
        if (match.capturedLength() > 0 || query.regex)
            edits.append({{static_cast<int>(match.capturedStart()),
                           static_cast<int>(match.capturedLength())},
                          replacementFor(match, replacement, query.regex)});
    }
    QTextCursor cursor(document);
    cursor.beginEditBlock();
    // From the end, so that positions stay true.
    for (auto edit = edits.crbegin(); edit != edits.crend(); ++edit) {
        cursor.setPosition(edit->first.position);
        cursor.setPosition(edit->first.end(), QTextCursor::KeepAnchor);
        cursor.insertText(edit->second);
    }
    cursor.endEditBlock();
    return static_cast<int>(edits.size());
}

QList<SearchLine> linesWith(const QString& text, const SearchQuery& query, int most)
{
    QList<SearchLine> lines;
    int line = 1;
    qsizetype lineStart = 0;
    for (const TextRange& hit : findAll(text, query, most)) {
        for (qsizetype end = text.indexOf(u'\n', lineStart); end >= 0 && end < hit.position;
             end = text.indexOf(u'\n', lineStart)) {
            lineStart = end + 1;
            ++line;
        }
        lines.append(lineOf(text, hit, line, lineStart));
    }
    return lines;
}

}  // namespace omv::ui
