// SPDX-License-Identifier: MIT
#include "widgets/editor/indent.h"

#include "widgets/editor/python_lexer.h"

#include <QHash>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

/// What matters of a line for the next one's indentation.
struct LineEnding {
    qsizetype openBracket = -1;  ///< index of the last bracket that stays open
    qsizetype closing = -1;  ///< index of the last bracket that closes one of a line above
    bool bracketIsLast = false;  ///< nothing but white space and comments after it
    QChar last;  ///< last character of code
    QString firstWord;
};

LineEnding endingOf(const QString& line, int state)
{
    LineEnding result;
    QList<qsizetype> open;
    qsizetype lastCode = -1;
    const auto code = [&](qsizetype from, qsizetype to) {
        for (qsizetype i = from; i < to; ++i) {
            const QChar c = line[i];
            if (c.isSpace())
                continue;
            lastCode = i;
            if (QStringView(u"([{").contains(c))
                open.append(i);
            else if (QStringView(u")]}").contains(c) && open.isEmpty())
                result.closing = i;
            else if (QStringView(u")]}").contains(c))
                open.removeLast();
        }
    };
    qsizetype at = 0;
    for (const Token& token : pythonTokens(line, state)) {
        code(at, token.start);
        at = token.start + token.length;
        if (token.kind == TokenKind::Operator)
            code(token.start, at);
        else if (token.kind != TokenKind::Comment)
            lastCode = at - 1;
    }
    code(at, line.size());
    if (!open.isEmpty()) {
        result.openBracket = open.last();
        result.bracketIsLast = lastCode == open.last();
    }
    if (lastCode >= 0)
        result.last = line[lastCode];
    static const QRegularExpression word(u"^\\s*(\\w+)"_s);
    result.firstWord = word.match(line).captured(1);
    return result;
}

bool endsBlock(const QString& word)
{
    static const QStringList words = {u"return"_s, u"pass"_s, u"break"_s, u"continue"_s,
                                      u"raise"_s};
    return words.contains(word);
}

}  // namespace

int indentColumns(QStringView line, int width)
{
    qsizetype end = 0;
    while (end < line.size() && (line[end] == u' ' || line[end] == u'\t'))
        ++end;
    return displayColumn(line, end, width);
}

int displayColumn(QStringView line, qsizetype index, int width)
{
    int column = 0;
    const int step = std::max(1, width);
    for (qsizetype i = 0; i < std::min(index, line.size()); ++i)
        column += line[i] == u'\t' ? step - column % step : 1;
    return column;
}

QString indentText(int columns, const EditorOptions& options)
{
    const int width = std::max(1, options.indentWidth);
    if (options.insertSpaces)
        return QString(std::max(0, columns), u' ');
    return QString(columns / width, u'\t') + QString(columns % width, u' ');
}

qsizetype closingBracket(const QString& before, int startState)
{
    return endingOf(before, startState).closing;
}

QString newLineIndent(const QString& before, const EditorOptions& options, int startState,
                      bool python, const QString& statement)
{
    const int width = std::max(1, options.indentWidth);
    const QString& first = statement.isEmpty() ? before : statement;
    const int base = indentColumns(first, width);
    int endState = startState;
    if (python)
        pythonTokens(before, endState);
    if (endState != 0)  // inside a string over several lines
        return indentText(base, options);
    LineEnding ending = endingOf(before, python ? startState : 0);
    if (!statement.isEmpty())
        ending.firstWord = endingOf(statement, 0).firstWord;
    if (ending.openBracket >= 0) {
        if (ending.bracketIsLast)
            return indentText(base + width, options);
        return indentText(displayColumn(before, ending.openBracket + 1, width), options);
    }
    if (python && ending.last == u':')
        return indentText(base + width, options);
    if (python && startState == 0 && endsBlock(ending.firstWord))
        return indentText(std::max(0, (base - 1) / width * width), options);
    return indentText(base, options);
}

int guessIndentWidth(const QString& text, int otherwise)
{
    QHash<int, int> steps;
    int previous = 0;
    const auto lines = QStringView(text).left(200000).split(u'\n');
    for (const QStringView line : lines) {
        if (line.trimmed().isEmpty() || line.startsWith(u'\t'))
            continue;
        const int columns = indentColumns(line, 8);
        if (columns > previous && columns - previous <= 8)
            ++steps[columns - previous];
        previous = columns;
    }
    int best = otherwise;
    int count = 1;  // a single step says nothing
    for (const int width : {2, 3, 4, 8}) {
        if (steps.value(width) > count) {
            best = width;
            count = steps.value(width);
        }
    }
    return best;
}

bool closesBlock(QStringView line)
{
    static const QRegularExpression pattern(
        u"^\\s+(else|elif\\b.*|except\\b.*|finally|case\\b.*)\\s*:$"_s);
    return pattern.match(line.toString()).hasMatch();
}

}  // namespace omv::ui
