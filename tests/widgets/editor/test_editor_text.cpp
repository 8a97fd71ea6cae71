// SPDX-License-Identifier: MIT
// What editing does to texts, without a window.
#include "tests/widgets/editor/marked_text.h"
#include "widgets/editor/block_data.h"
#include "widgets/editor/brackets.h"
#include "widgets/editor/edit_commands.h"
#include "widgets/editor/editor_layout.h"
#include "widgets/editor/folding.h"
#include "widgets/editor/highlighter.h"
#include "widgets/editor/indent.h"
#include "widgets/editor/python_lexer.h"
#include "widgets/editor/search.h"

#include <QTest>

#include <functional>

using namespace omv::ui;
using namespace Qt::StringLiterals;
using omv::ui::test::MarkedText;

namespace {

QString edited(const QString& marked, const std::function<void(QTextCursor&)>& edit)
{
    MarkedText text(marked);
    edit(text.cursor);
    return text.marked();
}

QString kinds(const QString& line, int state = 0)
{
    static constexpr char16_t kLetters[] = u"tkcbfysenKd#oS!";
    QString letters(line.size(), u' ');
    for (const Token& token : pythonTokens(line, state))
        letters.replace(token.start, token.length,
                        QString(token.length, QChar(kLetters[static_cast<int>(token.kind)])));
    return letters;
}

/// A text and its highlighter. Without a layout a document tells of no changes.
struct Highlighted {
    QTextDocument document;
    Highlighter highlighter{nullptr};

    explicit Highlighted(const QString& text,
                         std::unique_ptr<LineLexer> lexer = lexerFor(u"a.py"_s))
    {
        document.setDocumentLayout(new EditorLayout(&document));
        document.setPlainText(text);
        highlighter.setLexer(std::move(lexer));
        highlighter.setDocument(&document);
        QTRY_VERIFY_WITH_TIMEOUT(highlighter.idle(), 60000);
    }
};

}  // namespace

Q_DECLARE_METATYPE(omv::ui::SearchQuery)
Q_DECLARE_METATYPE(std::function<void(QTextCursor&)>)

class TestEditorText : public QObject {
    Q_OBJECT
private slots:
    void newLinesIndentAsPythonNeeds_data();
    void newLinesIndentAsPythonNeeds();
    void commandsChangeTexts_data();
    void commandsChangeTexts();
    void everyCommandIsOneUndoStep();
    void tabsKeepTabsWhereTheyAreUsed();
    void typedPairs_data();
    void typedPairs();
    void indentWidthIsGuessed();
    void tokens_data();
    void tokens();
    void bracketsMatchOutsideOfStrings();
    void foldsFollowIndentation();
    void foldedBodiesWithinStayFolded();
    void searchesFind_data();
    void searchesFind();
    void replacesAllAsOneStep();
    void replacesGroups();
    void listsLinesWithHits();
    void lexesOnlyWhatAnEditChanged();
    void lexesOnWhenAStringOpens();
    void everyKindOfFileHasAFittingLexer();
};

void TestEditorText::newLinesIndentAsPythonNeeds_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("indent");
    QTest::newRow("plain") << u"x = 1"_s << u""_s;
    QTest::newRow("keeps") << u"    x = 1"_s << u"    "_s;
    QTest::newRow("colon") << u"while True:"_s << u"    "_s;
    QTest::newRow("colon and comment") << u"if x:  # why"_s << u"    "_s;
    QTest::newRow("colon in a string") << u"x = 'a:'"_s << u""_s;
    QTest::newRow("colon in a comment") << u"x = 1  # a:"_s << u""_s;
    QTest::newRow("return") << u"        return x"_s << u"    "_s;
    QTest::newRow("pass at an odd column") << u"      pass"_s << u"    "_s;
    QTest::newRow("returned is a name") << u"    returned = 1"_s << u"    "_s;
    QTest::newRow("bracket at the end") << u"a = ["_s << u"    "_s;
    QTest::newRow("bracket at the end, comment") << u"  a = foo(  # b"_s << u"      "_s;
    QTest::newRow("open bracket") << u"foo(1,"_s << u"    "_s;
    QTest::newRow("open bracket, deeper") << u"    abc(d, (1,"_s << u"            "_s;
    QTest::newRow("closed bracket") << u"foo(1, (2))"_s << u""_s;
    QTest::newRow("bracket in a string") << u"foo('(')"_s << u""_s;
    QTest::newRow("lambda in a dict") << u"d = {'a': 1,"_s << u"     "_s;
    QTest::newRow("open triple string") << u"    x = '''a:"_s << u"    "_s;
    QTest::newRow("only half of the line") << u"    for"_s << u"    "_s;
}

void TestEditorText::newLinesIndentAsPythonNeeds()
{
    QFETCH(QString, before);
    QFETCH(QString, indent);
    QCOMPARE(newLineIndent(before, EditorOptions{}), indent);
}

void TestEditorText::commandsChangeTexts_data()
{
    using Edit = std::function<void(QTextCursor&)>;
    QTest::addColumn<QString>("before");
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QString>("after");
    const EditorOptions options;
    const auto row = [](const char* name, const char16_t* before, Edit edit,
                        const char16_t* after) {
        QTest::newRow(name) << QString::fromUtf16(before) << edit << QString::fromUtf16(after);
    };
    const Edit in = [=](QTextCursor& c) { indentLines(c, options); };
    const Edit out = [=](QTextCursor& c) { unindentLines(c, options); };
    const Edit comment = [](QTextCursor& c) { toggleComment(c, u"#"_s); };
    const Edit up = [](QTextCursor& c) { moveLines(c, true); };
    const Edit down = [](QTextCursor& c) { moveLines(c, false); };
    const Edit enter = [=](QTextCursor& c) { insertNewLine(c, options, 0, true); };
    const Edit back = [=](QTextCursor& c) { backspace(c, options); };
    const Edit tab = [=](QTextCursor& c) { insertIndent(c, options); };
    const Edit home = [](QTextCursor& c) { smartHome(c, QTextCursor::MoveAnchor); };

    row("indent lines", u"^a\n\n  b|\nc", in, u"    ^a\n\n    b|\nc");
    row("indent leaves out a line with no character selected", u"^a\n|b", in, u"    ^a\n|b");
    row("unindent", u"^      a\n\tb\nc|", out, u"^    a\nb\nc|");
    row("comment", u"    ^a\n\n      b|", comment, u"    # ^a\n\n    #   b|");
    row("uncomment", u"^    # a\n    #b|", comment, u"^    a\n    b|");
    row("comment when only some are", u"^# a\nb|", comment, u"# ^# a\n# b|");
    row("move up", u"a\nb|b\nc", up, u"b|b\na\nc");
    row("move up the last line", u"a\nb|", up, u"b|\na");
    row("move up at the top does nothing", u"a|\nb", up, u"a|\nb");
    row("move down", u"^a\nb|\nc\nd", down, u"c\n^a\nb|\nd");
    row("move down to the end", u"|a\nb", down, u"b\n|a");
    row("duplicate a line", u"a\nb|c\nd", duplicateLines, u"a\nbc\nb|c\nd");
    row("duplicate a selection", u"x = ^ab| + 1", duplicateLines, u"x = ab^ab| + 1");
    row("duplicate lines", u"^a\nb|\nc", duplicateLines, u"a\nb\n^a\nb|\nc");
    row("delete a line", u"a\nb|c\nde", deleteLines, u"a\nd|e");
    row("delete the last line", u"a\nb|c", deleteLines, u"a|");
    row("delete the only line", u"ab|c", deleteLines, u"|");
    row("join", u"a|\n    b\nc", joinLines, u"a |b\nc");
    row("join a blank line", u"a|\n\nc", joinLines, u"a|\nc");
    row("select line", u"a\nb|b\nc", selectLine, u"a\n^bb\n|c");
    row("select one more", u"a\n^bb\n|c\nd", selectLine, u"a\n^bb\nc\n|d");
    row("trim", u"a  |\n\t\nb", trimTrailingSpace, u"a|\n\nb");
    row(
        "upper case", u"a^bc|d", [](QTextCursor& c) { changeCase(c, true); }, u"a^BC|d");
    row("enter after a colon", u"if x:|", enter, u"if x:\n    |");
    row("enter in the middle", u"foo(1, |  2)", enter, u"foo(1, \n    |2)");
    row("enter between brackets", u"a = [|]", enter, u"a = [\n    |\n]");
    row("enter leaves no white space behind", u"    |", enter, u"\n    |");
    row("enter replaces the selection", u"a^bc|d", enter, u"a\n|d");
    row("backspace goes to the stop before", u"       |x", back, u"    |x");
    row("backspace in the text takes one", u"    x  |", back, u"    x |");
    row("backspace takes an empty pair", u"foo(|)", back, u"foo|");
    row("backspace joins lines", u"a\n|b", back, u"a|b");
    row("tab to the stop", u"ab|c", tab, u"ab  |c");
    row("home to the text", u"    ab|", home, u"    |ab");
    row("home to the line", u"    |ab", home, u"|    ab");
    row("home from the indentation", u"  |  ab", home, u"    |ab");
    row(
        "else goes back", u"if x:\n    a\n    else:|",
        [=](QTextCursor& c) { unindentClosing(c, options); }, u"if x:\n    a\nelse:|");
    row(
        "else that is placed stays", u"    if x:\n        a\n    else:|",
        [=](QTextCursor& c) { unindentClosing(c, options); }, u"    if x:\n        a\n    else:|");
}

void TestEditorText::commandsChangeTexts()
{
    QFETCH(QString, before);
    QFETCH(std::function<void(QTextCursor&)>, edit);
    QFETCH(QString, after);
    QCOMPARE(edited(before, edit), after);
}

void TestEditorText::everyCommandIsOneUndoStep()
{
    const EditorOptions options;
    const QList<std::function<void(QTextCursor&)>> edits = {
        [&](QTextCursor& c) { indentLines(c, options); },
        [&](QTextCursor& c) { unindentLines(c, options); },
        [](QTextCursor& c) { toggleComment(c, u"#"_s); },
        [](QTextCursor& c) { moveLines(c, true); },
        [](QTextCursor& c) { moveLines(c, false); },
        duplicateLines,
        deleteLines,
        joinLines,
        trimTrailingSpace,
        [](QTextCursor& c) { changeCase(c, true); },
        [&](QTextCursor& c) { insertNewLine(c, options, 0, true); },
    };
    for (const auto& edit : edits) {
        MarkedText text(u"x\n    ^if a: \n        b|(c)\n    d"_s);
        const QString before = text.document.toPlainText();
        edit(text.cursor);
        QVERIFY(text.document.toPlainText() != before);
        text.document.undo();
        QCOMPARE(text.document.toPlainText(), before);
        text.document.redo();
        QVERIFY(text.document.toPlainText() != before);
    }
}

void TestEditorText::tabsKeepTabsWhereTheyAreUsed()
{
    EditorOptions options;
    options.insertSpaces = false;
    QCOMPARE(edited(u"^a\n\tb|"_s, [&](QTextCursor& c) { indentLines(c, options); }),
             u"\t^a\n\t\tb|"_s);
    QCOMPARE(edited(u"\tif x:|"_s, [&](QTextCursor& c) { insertNewLine(c, options, 0, true); }),
             u"\tif x:\n\t\t|"_s);
    QCOMPARE(edited(u"a|"_s, [&](QTextCursor& c) { insertIndent(c, options); }), u"a\t|"_s);
}

void TestEditorText::typedPairs_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QChar>("typed");
    QTest::addColumn<QString>("after");  // empty: typed as it is
    const auto row = [](const char* name, const char16_t* before, char16_t typed,
                        const char16_t* after) {
        QTest::newRow(name) << QString::fromUtf16(before) << QChar(typed)
                            << QString::fromUtf16(after);
    };
    row("bracket", u"foo|", u'(', u"foo(|)");
    row("bracket before a name", u"|foo", u'(', u"");
    row("closing steps over", u"foo(|)", u')', u"foo()|");
    row("quote", u"x = |", u'"', u"x = \"|\"");
    row("second quote steps over", u"x = \"|\"", u'"', u"x = \"\"|");
    row("third quote has no partner", u"\"\"|", u'"', u"");
    row("apostrophe in a word", u"don|", u'\'', u"");
    row("around a selection", u"a ^bc| d", u'[', u"a [^bc|] d");
}

void TestEditorText::typedPairs()
{
    QFETCH(QString, before);
    QFETCH(QChar, typed);
    QFETCH(QString, after);
    MarkedText text(before);
    QCOMPARE(typePair(text.cursor, typed, false), !after.isEmpty());
    QCOMPARE(text.marked(), after.isEmpty() ? before : after);
}

void TestEditorText::indentWidthIsGuessed()
{
    QCOMPARE(guessIndentWidth(u"if a:\n  b\n  if c:\n    d\n"_s, 4), 2);
    QCOMPARE(guessIndentWidth(u"if a:\n    b\nif c:\n    d\n"_s, 2), 4);
    QCOMPARE(guessIndentWidth(u"a\nb\n"_s, 4), 4);
}

void TestEditorText::tokens_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("kinds");
    const auto row = [](const char* name, const char16_t* line, const char16_t* expected) {
        QTest::newRow(name) << QString::fromUtf16(line) << QString::fromUtf16(expected);
    };
    row("words", u"for x in range(3):", u"ccc   kk bbbbbonoo");
    row("string and comment", u"s = 'a#b'  # c", u"  o sssss  ###");
    row("escape", u"'a\\n'", u"ssees");
    row("raw", u"r'\\n'", u"sssss");
    row("decorator", u"@micropython.native", u"ddddddddddddddddddd");
    row("numbers", u"0xFF 1.5e-3 .5", u"nnnn nnnnnn nn");
    row("a member is no keyword", u"a.print", u" o     ");
    row("constants", u"x = None", u"  o KKKK");
}

void TestEditorText::tokens()
{
    QFETCH(QString, line);
    QFETCH(QString, kinds);
    QCOMPARE(::kinds(line), kinds);
}

void TestEditorText::bracketsMatchOutsideOfStrings()
{
    Highlighted text(u"a = [(1, 2), ')', {3: 4}]\nb = (\n)"_s);
    QTextDocument& document = text.document;
    QCOMPARE(bracketsAt(&document, 4), (BracketPair{4, 24}));
    QCOMPARE(bracketsAt(&document, 25), (BracketPair{24, 4}));
    QCOMPARE(bracketsAt(&document, 5), (BracketPair{5, 10}));
    QCOMPARE(bracketsAt(&document, 30), (BracketPair{30, 32}));
    QVERIFY(!bracketsAt(&document, 14));  // in the string
    QVERIFY(!bracketsAt(&document, 1));
    document.setPlainText(u"(]"_s);
    QCOMPARE(bracketsAt(&document, 0), (BracketPair{0, -1}));
    document.setPlainText(u"("_s + QString(50, u'\n') + u")"_s);
    QVERIFY(!bracketsAt(&document, 0, 10));  // too far to say
    QCOMPARE(bracketsAt(&document, 0, 100), (BracketPair{0, 51}));
}

void TestEditorText::foldsFollowIndentation()
{
    Highlighted text(
        u"def f():\n    '''doc\nends here'''\n    if x:\n        y\n\n    z\n\n\nend"_s,
        std::make_unique<PythonLexer>());
    QTextDocument& document = text.document;
    const auto line = [&](int i) { return document.findBlockByNumber(i); };
    QCOMPARE(foldEnd(line(0), 4).blockNumber(), 6);
    QCOMPARE(foldEnd(line(3), 4).blockNumber(), 4);
    QVERIFY(!foldEnd(line(6), 4).isValid());
    QVERIFY(canFold(line(0), 4));
    QVERIFY(!canFold(line(2), 4));  // within the string
    QVERIFY(!canFold(line(9), 4));
    QCOMPARE(foldAround(line(4), 4).blockNumber(), 3);
    QCOMPARE(foldAround(line(6), 4).blockNumber(), 0);
    QVERIFY(!foldAround(line(9), 4).isValid());
}

void TestEditorText::foldedBodiesWithinStayFolded()
{
    QTextDocument document(u"a:\n  b:\n    c\n  d\ne"_s);
    const auto visible = [&] {
        QString lines;
        for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
            lines += block.isVisible() ? block.text().trimmed().left(1) : u"."_s;
        return lines;
    };
    setFolded(document.findBlockByNumber(1), true, 2);
    QCOMPARE(visible(), u"ab.de"_s);
    setFolded(document.findBlockByNumber(0), true, 2);
    QCOMPARE(visible(), u"a...e"_s);
    setFolded(document.findBlockByNumber(0), false, 2);
    QCOMPARE(visible(), u"ab.de"_s);
    setFolded(document.findBlockByNumber(0), true, 2);
    QVERIFY(unfoldTo(document.findBlockByNumber(2), 2));
    QCOMPARE(visible(), u"abcde"_s);
    QVERIFY(!unfoldTo(document.findBlockByNumber(2), 2));
}

void TestEditorText::searchesFind_data()
{
    QTest::addColumn<SearchQuery>("query");
    QTest::addColumn<QList<int>>("positions");
    const auto row = [](const char* name, const SearchQuery& query, const QList<int>& positions) {
        QTest::newRow(name) << query << positions;
    };
    row("plain", {u"ab"_s, false, false, false}, {0, 3, 8});
    row("case", {u"ab"_s, false, true, false}, {0, 8});
    row("word", {u"ab"_s, false, false, true}, {0, 3});
    row("regex", {u"a.c?$"_s, true, false, false}, {3, 8});
    row("no regex", {u"a."_s, false, false, false}, {});
    row("wrong regex", {u"(a"_s, true, false, false}, {});
    row("empty matches do not count", {u"y*"_s, true, false, false}, {});
    row("nothing", {}, {});
}

void TestEditorText::searchesFind()
{
    QFETCH(SearchQuery, query);
    QFETCH(QList<int>, positions);
    QList<int> found;
    for (const TextRange& hit : findAll(u"ab AB\nx\nabc"_s, query))
        found.append(hit.position);
    QCOMPARE(found, positions);
}

void TestEditorText::replacesAllAsOneStep()
{
    const SearchQuery query{u"one"_s, false, false, false};
    QTextDocument document(u"one two one\none"_s);
    QCOMPARE(replaceAll(&document, query, u"1\n2"_s), 3);
    QCOMPARE(document.toPlainText(), u"1\n2 two 1\n2\n1\n2"_s);
    document.undo();
    QCOMPARE(document.toPlainText(), u"one two one\none"_s);
    QCOMPARE(replaceAll(&document, query, u"x"_s, {1, 10}), 1);
    QCOMPARE(document.toPlainText(), u"one two x\none"_s);
}

void TestEditorText::replacesGroups()
{
    QTextDocument document(u"a=1, b=2"_s);
    replaceAll(&document, {u"(\\w)=(\\d)"_s, true, false, false}, u"$2=\\1\\t$$\\\\"_s);
    QCOMPARE(document.toPlainText(), u"1=a\t$\\, 2=b\t$\\"_s);
    document.setPlainText(u"a"_s);
    replaceAll(&document, {u"a"_s, false, false, false}, u"$1\\n"_s);
    QCOMPARE(document.toPlainText(), u"$1\\n"_s);
    // Places: each line's start.
    document.setPlainText(u"a\nb"_s);
    QCOMPARE(replaceAll(&document, {u"^"_s, true, false, false}, u"# "_s), 2);
    QCOMPARE(document.toPlainText(), u"# a\n# b"_s);
}

void TestEditorText::listsLinesWithHits()
{
    const auto lines = linesWith(u"no\n    x = hit + hit\n"_s + QString(500, u'y') + u"hit"_s,
                                 {u"hit"_s, false, false, false});
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines[0].at, (TextPosition{2, 9}));
    QCOMPARE(lines[0].text, u"x = hit + hit"_s);
    QCOMPARE(lines[0].inText, (TextRange{4, 3}));
    QCOMPARE(lines[1].inText, (TextRange{10, 3}));
    QCOMPARE(lines[2].at, (TextPosition{3, 501}));
    QCOMPARE(lines[2].text.mid(lines[2].inText.position, lines[2].inText.length), u"hit"_s);
    QVERIFY(lines[2].text.size() <= 200);
}

void TestEditorText::lexesOnlyWhatAnEditChanged()
{
    Highlighted text(u"x = 1  # a\n"_s.repeated(20000));
    QTextDocument& document = text.document;
    Highlighter& highlighter = text.highlighter;
    const int before = highlighter.linesLexed();
    QVERIFY(before >= 20000);
    QTextCursor cursor(document.findBlockByNumber(10000));
    cursor.insertText(u"y"_s);
    QTRY_VERIFY(highlighter.idle());
    QVERIFY(highlighter.linesLexed() > before && highlighter.linesLexed() <= before + 2);
    cursor.insertText(u"\n"_s);
    QTRY_VERIFY(highlighter.idle());
    QVERIFY(highlighter.linesLexed() <= before + 5);
}

void TestEditorText::lexesOnWhenAStringOpens()
{
    Highlighted text(u"x = 1\n"_s.repeated(3000));
    QTextDocument& document = text.document;
    Highlighter& highlighter = text.highlighter;
    QVERIFY(!inStringOrComment(document.findBlockByNumber(2500), 0));
    QTextCursor(document.findBlockByNumber(5)).insertText(u"'''"_s);
    // Edits while it is still at work do not confuse it.
    QTextCursor(document.findBlockByNumber(1000)).insertText(u"\n\n"_s);
    QTRY_VERIFY_WITH_TIMEOUT(highlighter.idle(), 60000);
    for (const int line : {6, 1005, 2500, 2999}) {
        QVERIFY2(inStringOrComment(document.findBlockByNumber(line), 0),
                 qPrintable(QString::number(line)));
        QVERIFY(stringStateBefore(document.findBlockByNumber(line)) != 0);
    }
    document.undo();
    document.undo();
    QTRY_VERIFY_WITH_TIMEOUT(highlighter.idle(), 60000);
    for (const int line : {6, 1005, 2500, 2999})
        QVERIFY2(!inStringOrComment(document.findBlockByNumber(line), 0),
                 qPrintable(QString::number(line)));
}

void TestEditorText::everyKindOfFileHasAFittingLexer()
{
    QCOMPARE(lexerFor(u"main.py"_s)->language(), u"Python"_s);
    QCOMPARE(lexerFor({})->language(), u"Python"_s);
    QCOMPARE(lexerFor(u"Untitled 1"_s)->lineComment(), u"#"_s);
    const auto lexer = lexerFor(u"main.py"_s);
    lexer->setTheme(Theme());
    const LexedLine line = lexer->lex(u"def blink(n):  # LED"_s, 0);
    QCOMPARE(line.strings.size(), 1);
    QCOMPARE(line.strings.first().position, 15);
    const auto colorAt = [&](int column) {
        for (const auto& range : line.formats) {
            if (column >= range.start && column < range.start + range.length)
                return range.format.foreground().color().name();
        }
        return QString();
    };
    const Theme theme;
    QCOMPARE(colorAt(0), theme.colors().syntax[u"keyword"_s].name());
    QCOMPARE(colorAt(4), theme.colors().syntax[u"function"_s].name());
    QCOMPARE(colorAt(16), theme.colors().syntax[u"comment"_s].name());
}

QTEST_MAIN(TestEditorText)
#include "test_editor_text.moc"
