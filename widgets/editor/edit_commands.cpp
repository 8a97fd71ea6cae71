// SPDX-License-Identifier: MIT
#include "widgets/editor/edit_commands.h"

#include "widgets/editor/brackets.h"
#include "widgets/editor/indent.h"

#include <QTextBlock>
#include <QTextDocument>
#include <QTextDocumentFragment>

#include <algorithm>

namespace omv::ui {

using namespace Qt::StringLiterals;

namespace {

/// One undo step, as long as it lives.
class EditStep {
public:
    explicit EditStep(QTextCursor& cursor)
        : m_cursor(cursor)
    {
        m_cursor.beginEditBlock();
    }
    ~EditStep() { m_cursor.endEditBlock(); }
    EditStep(const EditStep&) = delete;
    EditStep& operator=(const EditStep&) = delete;

private:
    QTextCursor& m_cursor;
};

struct Lines {
    QTextBlock first;
    QTextBlock last;
};

Lines linesOf(const QTextCursor& cursor)
{
    const QTextDocument* document = cursor.document();
    Lines lines{document->findBlock(cursor.selectionStart()),
                document->findBlock(cursor.selectionEnd())};
    if (lines.last != lines.first && cursor.selectionEnd() == lines.last.position())
        lines.last = lines.last.previous();
    return lines;
}

template<class Visit>
void eachLine(const Lines& lines, Visit visit)
{
    // Text changes keep the blocks, so that the last one stays the last one.
    for (QTextBlock block = lines.first; block.isValid(); block = block.next()) {
        visit(block);
        if (block == lines.last)
            break;
    }
}

qsizetype spaceLength(const QString& line)
{
    const auto found =
        std::find_if(line.begin(), line.end(), [](QChar c) { return c != u' ' && c != u'\t'; });
    return found - line.begin();
}

void replaceIn(QTextBlock block, qsizetype from, qsizetype length, const QString& text)
{
    QTextCursor edit(block);
    edit.setPosition(block.position() + static_cast<int>(from));
    edit.setPosition(edit.position() + static_cast<int>(length), QTextCursor::KeepAnchor);
    edit.insertText(text);
}

void setIndent(const QTextBlock& block, int columns, const EditorOptions& options)
{
    const QString line = block.text();
    const QString wanted = indentText(columns, options);
    const qsizetype length = spaceLength(line);
    if (line.left(length) == wanted)
        return;
    // The shared end of both stays, so that a caret in the text keeps its place.
    if (wanted.startsWith(line.left(length)))
        replaceIn(block, length, 0, wanted.mid(length));
    else if (line.left(length).startsWith(wanted))
        replaceIn(block, wanted.size(), length - wanted.size(), {});
    else
        replaceIn(block, 0, length, wanted);
}

bool blank(const QTextBlock& block)
{
    return block.text().trimmed().isEmpty();
}

/// Selects whole lines as a person would, from the first to behind the last.
void selectLines(QTextCursor& cursor, const QTextBlock& first, const QTextBlock& last)
{
    cursor.setPosition(first.position());
    cursor.setPosition(last.position() + last.length() - 1, QTextCursor::KeepAnchor);
}

QChar partnerOf(QChar c)
{
    switch (c.unicode()) {
    case u'(': return u')';
    case u'[': return u']';
    case u'{': return u'}';
    case u'"':
    case u'\'': return c;
    default: return {};
    }
}

}  // namespace

void indentLines(QTextCursor& cursor, const EditorOptions& options)
{
    const EditStep step(cursor);
    const int width = std::max(1, options.indentWidth);
    const Lines lines = linesOf(cursor);
    eachLine(lines, [&](const QTextBlock& block) {
        if (!blank(block) || lines.first == lines.last)
            setIndent(block, (indentColumns(block.text(), width) / width + 1) * width, options);
    });
}

void unindentLines(QTextCursor& cursor, const EditorOptions& options)
{
    const EditStep step(cursor);
    const int width = std::max(1, options.indentWidth);
    eachLine(linesOf(cursor), [&](const QTextBlock& block) {
        const int columns = indentColumns(block.text(), width);
        if (columns > 0)
            setIndent(block, (columns - 1) / width * width, options);
    });
}

void toggleComment(QTextCursor& cursor, const QString& mark)
{
    if (mark.isEmpty())
        return;
    const EditStep step(cursor);
    const Lines lines = linesOf(cursor);
    qsizetype column = -1;
    bool all = true;
    eachLine(lines, [&](const QTextBlock& block) {
        if (blank(block))
            return;
        const QString text = block.text();
        const qsizetype start = spaceLength(text);
        column = column < 0 ? start : std::min(column, start);
        all = all && QStringView(text).mid(start).startsWith(mark);
    });
    if (column < 0)
        return;
    eachLine(lines, [&](const QTextBlock& block) {
        if (blank(block))
            return;
        const QString text = block.text();
        if (!all) {
            replaceIn(block, column, 0, mark + u' ');
            return;
        }
        const qsizetype start = spaceLength(text);
        const bool space = text.mid(start + mark.size(), 1) == " "_L1;
        replaceIn(block, start, mark.size() + (space ? 1 : 0), {});
    });
}

void moveLines(QTextCursor& cursor, bool up)
{
    const Lines lines = linesOf(cursor);
    const QTextBlock other = up ? lines.first.previous() : lines.last.next();
    if (!other.isValid())
        return;
    const EditStep step(cursor);
    const int anchor = cursor.anchor();
    const int position = cursor.position();
    const QString moved = other.text();
    const int shift = (up ? -1 : 1) * (static_cast<int>(moved.size()) + 1);
    QTextCursor edit(cursor.document());
    const int start = lines.first.position();
    const int stop = lines.last.position() + lines.last.length() - 1;
    // The neighbour goes to the other side; the lines themselves stay untouched.
    if (up) {
        edit.setPosition(stop);
        edit.insertText(u'\n' + moved);
        edit.setPosition(other.position());
        edit.setPosition(start, QTextCursor::KeepAnchor);
    } else {
        edit.setPosition(start);
        edit.insertText(moved + u'\n');
        edit.setPosition(stop + shift);
        edit.setPosition(stop + 2 * shift, QTextCursor::KeepAnchor);
    }
    edit.removeSelectedText();
    const int end = cursor.document()->characterCount() - 1;
    cursor.setPosition(std::clamp(anchor + shift, 0, end));
    cursor.setPosition(std::clamp(position + shift, 0, end), QTextCursor::KeepAnchor);
}

void duplicateLines(QTextCursor& cursor)
{
    const EditStep step(cursor);
    const Lines lines = linesOf(cursor);
    const int anchor = cursor.anchor();
    const int position = cursor.position();
    QTextCursor edit(cursor);
    int shift = 0;
    if (cursor.hasSelection() && lines.first == lines.last &&
        cursor.selectionEnd() < lines.last.position() + lines.last.length()) {
        const QString text = cursor.selectedText();
        edit.setPosition(cursor.selectionEnd());
        edit.insertText(text);
        shift = static_cast<int>(text.size());
    } else {
        selectLines(edit, lines.first, lines.last);
        const QString text = edit.selection().toPlainText();
        edit.setPosition(edit.selectionEnd());
        edit.insertText(u'\n' + text);
        shift = static_cast<int>(text.size()) + 1;
    }
    cursor.setPosition(anchor + shift);
    cursor.setPosition(position + shift, QTextCursor::KeepAnchor);
}

void deleteLines(QTextCursor& cursor)
{
    const EditStep step(cursor);
    const Lines lines = linesOf(cursor);
    const int column = cursor.positionInBlock();
    const bool hasNext = lines.last.next().isValid();
    cursor.setPosition(lines.first.position());
    cursor.setPosition(hasNext ? lines.last.next().position()
                               : lines.last.position() + lines.last.length() - 1,
                       QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    if (!hasNext)
        cursor.deletePreviousChar();
    const QTextBlock block = cursor.block();
    cursor.setPosition(block.position() + std::min(column, block.length() - 1));
}

void joinLines(QTextCursor& cursor)
{
    const EditStep step(cursor);
    const Lines lines = linesOf(cursor);
    int joins = std::max(1, lines.last.blockNumber() - lines.first.blockNumber());
    QTextCursor edit(cursor.document());
    for (; joins > 0 && lines.first.next().isValid(); --joins) {
        edit.setPosition(lines.first.position() + lines.first.length() - 1);
        const bool empty = blank(lines.first);
        edit.setPosition(edit.position() + 1 +
                             static_cast<int>(spaceLength(lines.first.next().text())),
                         QTextCursor::KeepAnchor);
        edit.insertText(empty || blank(lines.first.next()) ? QString() : u" "_s);
    }
    cursor.setPosition(edit.position());
}

void selectLine(QTextCursor& cursor)
{
    const int start = cursor.document()->findBlock(cursor.selectionStart()).position();
    cursor.setPosition(cursor.selectionEnd());
    const int end = cursor.block().position() + cursor.block().length();
    cursor.setPosition(start);
    cursor.setPosition(std::min(end, cursor.document()->characterCount() - 1),
                       QTextCursor::KeepAnchor);
}

void trimTrailingSpace(QTextCursor& cursor)
{
    const EditStep step(cursor);
    for (QTextBlock block = cursor.document()->begin(); block.isValid(); block = block.next()) {
        const QString text = block.text();
        qsizetype end = text.size();
        while (end > 0 && text[end - 1].isSpace())
            --end;
        if (end < text.size())
            replaceIn(block, end, text.size() - end, {});
    }
}

void changeCase(QTextCursor& cursor, bool upper)
{
    if (!cursor.hasSelection())
        cursor.select(QTextCursor::WordUnderCursor);
    if (!cursor.hasSelection())
        return;
    const EditStep step(cursor);
    const int start = cursor.selectionStart();
    const QString text = cursor.selection().toPlainText();
    cursor.insertText(upper ? text.toUpper() : text.toLower());
    const int end = cursor.position();
    cursor.setPosition(start);
    cursor.setPosition(end, QTextCursor::KeepAnchor);
}

void insertIndent(QTextCursor& cursor, const EditorOptions& options)
{
    const EditStep step(cursor);
    cursor.removeSelectedText();
    const int width = std::max(1, options.indentWidth);
    const int column = displayColumn(cursor.block().text(), cursor.positionInBlock(), width);
    cursor.insertText(options.insertSpaces ? QString(width - column % width, u' ') : u"\t"_s);
}

/// Where the statement began whose brackets the line of the caret closes; empty: in that line.
static QString statementOf(const QTextCursor& cursor, const QString& before, int startState)
{
    const qsizetype closing = closingBracket(before, startState);
    if (closing < 0)
        return {};
    const int position = cursor.block().position() + static_cast<int>(closing);
    const auto pair = bracketsAt(cursor.document(), position);
    const bool known = pair && pair->at == position && pair->partner >= 0;
    return known ? cursor.document()->findBlock(pair->partner).text() : QString();
}

void insertNewLine(QTextCursor& cursor, const EditorOptions& options, int startState, bool python)
{
    const EditStep step(cursor);
    cursor.removeSelectedText();
    const QString line = cursor.block().text();
    const int column = cursor.positionInBlock();
    const QString before = line.left(column);
    const QString indent =
        newLineIndent(before, options, startState, python, statementOf(cursor, before, startState));
    const QString after = line.mid(column);
    const bool between = !before.isEmpty() && !after.isEmpty() &&
        partnerOf(before.back()) == after.front() && before.back() != after.front();
    // What is left of the white space around the caret would add to the new indentation.
    if (const qsizetype space = spaceLength(after); space > 0 && space < after.size()) {
        cursor.setPosition(cursor.position() + static_cast<int>(space), QTextCursor::KeepAnchor);
        cursor.removeSelectedText();
    }
    if (before.trimmed().isEmpty() && !before.isEmpty() && after.trimmed().isEmpty()) {
        cursor.setPosition(cursor.block().position(), QTextCursor::KeepAnchor);
        cursor.removeSelectedText();
    }
    cursor.insertText(u'\n' + indent);
    if (between) {
        const int caret = cursor.position();
        cursor.insertText(
            u'\n' + indentText(indentColumns(before, std::max(1, options.indentWidth)), options));
        cursor.setPosition(caret);
    }
}

void backspace(QTextCursor& cursor, const EditorOptions& options)
{
    if (cursor.hasSelection() || cursor.atBlockStart()) {
        cursor.deletePreviousChar();
        return;
    }
    const EditStep step(cursor);
    const QString line = cursor.block().text();
    const int column = cursor.positionInBlock();
    const QChar before = line[column - 1];
    if (column < line.size() && !partnerOf(before).isNull() && partnerOf(before) == line[column]) {
        cursor.deleteChar();
        cursor.deletePreviousChar();
        return;
    }
    const int width = std::max(1, options.indentWidth);
    const QString left = line.left(column);
    if (before != u' ' || !left.trimmed().isEmpty()) {
        cursor.deletePreviousChar();
        return;
    }
    const int stop = (displayColumn(line, column, width) - 1) / width * width;
    while (!cursor.atBlockStart() && displayColumn(line, cursor.positionInBlock(), width) > stop &&
           line[cursor.positionInBlock() - 1] == u' ')
        cursor.deletePreviousChar();
}

void smartHome(QTextCursor& cursor, QTextCursor::MoveMode mode)
{
    const QTextBlock block = cursor.block();
    const int text = block.position() + static_cast<int>(spaceLength(block.text()));
    cursor.setPosition(cursor.position() == text ? block.position() : text, mode);
}

bool typePair(QTextCursor& cursor, QChar typed, bool inText)
{
    const QString line = cursor.block().text();
    const int column = cursor.positionInBlock();
    const QChar next = column < line.size() ? line[column] : QChar();
    const QChar previous = column > 0 ? line[column - 1] : QChar();
    const bool quote = typed == u'"' || typed == u'\'';
    if (!cursor.hasSelection() && next == typed && (quote || QStringView(u")]}").contains(typed))) {
        cursor.movePosition(QTextCursor::NextCharacter);
        return true;
    }
    const QChar partner = partnerOf(typed);
    if (partner.isNull())
        return false;
    if (cursor.hasSelection()) {
        const EditStep step(cursor);
        const int start = cursor.selectionStart();
        const QString text = cursor.selection().toPlainText();
        cursor.insertText(typed + text + partner);
        cursor.setPosition(start + 1);
        cursor.setPosition(start + 1 + static_cast<int>(text.size()), QTextCursor::KeepAnchor);
        return true;
    }
    const bool room = next.isNull() || next.isSpace() || QStringView(u")]},:;").contains(next);
    // A quote after a name is an apostrophe or a string's end; after its like, a third one.
    const bool alone = !quote || (!inText && previous != typed && !previous.isLetterOrNumber()) ||
        (!inText && QStringView(u"rbfuRBFU").contains(previous) && column < 3);
    if (!room || !alone || (inText && !quote))
        return false;
    const EditStep step(cursor);
    cursor.insertText(QString(typed) + partner);
    cursor.movePosition(QTextCursor::PreviousCharacter);
    return true;
}

void unindentClosing(QTextCursor& cursor, const EditorOptions& options)
{
    const QTextBlock block = cursor.block();
    if (!cursor.atBlockEnd() || !closesBlock(block.text()))
        return;
    QTextBlock above = block.previous();
    while (above.isValid() && blank(above))
        above = above.previous();
    const int width = std::max(1, options.indentWidth);
    const int columns = indentColumns(block.text(), width);
    if (!above.isValid() || indentColumns(above.text(), width) != columns)
        return;
    if (above.text().trimmed().endsWith(u':'))
        return;
    const EditStep step(cursor);
    setIndent(block, (columns - 1) / width * width, options);
}

}  // namespace omv::ui
