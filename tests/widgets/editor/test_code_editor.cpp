// SPDX-License-Identifier: MIT
// The editor as a widget, with real keys and clicks.
#include "widgets/editor/code_editor.h"
#include "widgets/editor/editor_gutter.h"
#include "widgets/editor/marked_scroll_bar.h"

#include <QLabel>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>
#include <QToolButton>
#include <QWheelEvent>

using namespace omv::ui;
using namespace Qt::StringLiterals;

namespace {

struct Editor {
    CodeEditor widget;

    explicit Editor(const QString& text = {})
    {
        widget.resize(640, 480);
        widget.setPlainText(text);
        widget.show();
    }
    QString text() const { return widget.toPlainText(); }
    void type(const QString& keys)
    {
        for (const QChar c : keys)
            c == u'\n' ? QTest::keyClick(&widget, Qt::Key_Return)
                       : QTest::keyClick(&widget, c.toLatin1());
    }
    QColor pixel(int x, int y) { return widget.viewport()->grab().toImage().pixelColor(x, y); }
    /// Middle of a line in coordinates of the viewport.
    int y(int line)
    {
        QTextCursor cursor(widget.document()->findBlockByNumber(line - 1));
        return widget.cursorRect(cursor).center().y();
    }
    int visibleLines() const
    {
        int count = 0;
        for (QTextBlock block = widget.document()->begin(); block.isValid(); block = block.next())
            count += block.isVisible() ? 1 : 0;
        return count;
    }
};

ErrorNote note(int line)
{
    return {line,
            u"OSError"_s,
            u"[Errno 19] ENODEV"_s,
            u"No sensor answers: see the `csi` cable."_s,
            {{u"terminal"_s, u"Open in terminal"_s}}};
}

QString numbered(int lines)
{
    QString text;
    for (int i = 1; i <= lines; ++i)
        text += u"line%1\n"_s.arg(i);
    return text;
}

}  // namespace

class TestCodeEditor : public QObject {
    Q_OBJECT
private slots:
    void typingAScriptIndentsIt();
    void tabAndBacktabMoveBlocks();
    void commandsWorkOnTheCaret();
    void clicksBetweenRowsHitTheRow();
    void rowsAreAsHighAsTheLookSays();
    void wrappedLinesKeepTheRowHeight();
    void currentLineAndSelectionFillRows();
    void chevronsFoldAndUnfold();
    void caretAndEditsUnfold();
    void foldedBodiesGoWithTheirHeader();
    void linesAfterBracketsIndentAsTheStatement();
    void errorBoxLiesBelowItsLine();
    void errorLineIsSeenWhereItsBoxHasNoRoom();
    void errorGoesWithItsLine();
    void errorIsClearedByEditEscAndCross();
    void errorLinksAreToldOn();
    void zoomHasALowerEnd();
    void caretIsTold();
    void goToShowsTheLine();
    void completionIsAskedFor();
    void hoverIsAskedFor();
    void viewStateComesBack();
    void documentsAreSwitched();
    void scrollBarShowsMarks();
    void filesAreLeftToTheWindow();
    void shortcutsAreLeftToTheWindow();
    void themeSwitchChangesColours();
    void bigFileOpensQuickly();
    void longLinesArePlainAndHaveRows();
    void longLinesBelowOthersAreDrawn();
};

void TestCodeEditor::typingAScriptIndentsIt()
{
    Editor editor;
    editor.type(u"if x:\nfoo(1)\nelse:\nreturn\ny"_s);
    QCOMPARE(editor.text(), u"if x:\n    foo(1)\nelse:\n    return\ny"_s);
}

void TestCodeEditor::tabAndBacktabMoveBlocks()
{
    Editor editor(u"a\nb\nc"_s);
    QTest::keyClick(&editor.widget, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&editor.widget, Qt::Key_End, Qt::ShiftModifier);
    QTest::keyClick(&editor.widget, Qt::Key_Tab);
    QCOMPARE(editor.text(), u"    a\n    b\nc"_s);
    QTest::keyClick(&editor.widget, Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(editor.text(), u"a\nb\nc"_s);
    editor.widget.undo();
    editor.widget.undo();
    QCOMPARE(editor.text(), u"a\nb\nc"_s);
}

void TestCodeEditor::commandsWorkOnTheCaret()
{
    Editor editor(u"a\nb(c)\n"_s);
    editor.widget.goTo({2, 1});
    editor.widget.perform(EditCommand::ToggleComment);
    QCOMPARE(editor.text(), u"a\n# b(c)\n"_s);
    editor.widget.perform(EditCommand::ToggleComment);
    editor.widget.perform(EditCommand::MoveLinesUp);
    QCOMPARE(editor.text(), u"b(c)\na\n"_s);
    QCOMPARE(editor.widget.caret(), (TextPosition{1, 1}));
    editor.widget.perform(EditCommand::DuplicateLines);
    QCOMPARE(editor.text(), u"b(c)\nb(c)\na\n"_s);
    editor.widget.perform(EditCommand::DeleteLines);
    editor.widget.goTo({1, 2});
    editor.widget.perform(EditCommand::JumpToBracket);
    QCOMPARE(editor.widget.caret(), (TextPosition{1, 5}));
}

void TestCodeEditor::clicksBetweenRowsHitTheRow()
{
    Editor editor(u"first line\nsecond line"_s);
    const QRect word =
        editor.widget.cursorRect(QTextCursor(editor.widget.document()->findBlockByNumber(0)));
    // Two pixels below the glyphs of the first line, far from its ends.
    const int x = word.left() + 40;
    for (const int y : {word.top() - 1, word.center().y(), word.bottom() + 2}) {
        QTest::mouseClick(editor.widget.viewport(), Qt::LeftButton, {}, QPoint(x, y));
        QCOMPARE(editor.widget.caret().line, 1);
        QVERIFY(editor.widget.caret().column > 3);
        QVERIFY(editor.widget.caret().column < 10);
    }
}

void TestCodeEditor::rowsAreAsHighAsTheLookSays()
{
    Editor editor(u"a\nb\nc\nd"_s);
    const Theme theme;
    const int rows = editor.y(4) - editor.y(1);
    QVERIFY2(rows >= 3 * 20 && rows <= 3 * 22, qPrintable(QString::number(rows)));
}

void TestCodeEditor::wrappedLinesKeepTheRowHeight()
{
    Editor editor(u"word "_s.repeated(100) + u"\nx"_s);
    EditorOptions options;
    options.wordWrap = true;
    editor.widget.setOptions(options);
    const QTextLayout* layout = editor.widget.document()->firstBlock().layout();
    QTRY_VERIFY(layout->lineCount() > 2);
    editor.widget.grab();
    const int height = qRound(layout->lineAt(1).y() - layout->lineAt(0).y());
    QCOMPARE(editor.y(2) - editor.y(1), layout->lineCount() * height);
    QVERIFY(height >= 20);
    QCOMPARE(editor.widget.horizontalScrollBar()->maximum(), 0);
}

void TestCodeEditor::currentLineAndSelectionFillRows()
{
    Editor editor(u"aaaa\nbbbb\ncccc"_s);
    const Colors colors = Theme().colors();
    editor.widget.goTo({2, 1});
    QCOMPARE(editor.pixel(400, editor.y(2)), colors.editorLine);
    QCOMPARE(editor.pixel(400, editor.y(1)), colors.editor);
    editor.widget.select({0, 10});
    const int between = (editor.y(1) + editor.y(2)) / 2;
    QCOMPARE(editor.pixel(12, between), colors.editorSel);
    QCOMPARE(editor.pixel(400, editor.y(2)), colors.editor);
}

void TestCodeEditor::chevronsFoldAndUnfold()
{
    Editor editor(u"if a:\n    b\n    c\nd"_s);
    auto* gutter = editor.widget.findChild<EditorGutter*>(u"editorGutter"_s);
    const QPoint chevron(gutter->width() - 6, editor.y(1));
    QTest::mouseClick(gutter, Qt::LeftButton, {}, chevron);
    QCOMPARE(editor.visibleLines(), 2);
    QCOMPARE(editor.text(), u"if a:\n    b\n    c\nd"_s);
    // The caret steps over what is hidden.
    editor.widget.goTo({1, 1});
    QTest::keyClick(&editor.widget, Qt::Key_Down);
    QCOMPARE(editor.widget.caret().line, 4);
    QTest::mouseClick(gutter, Qt::LeftButton, {}, chevron);
    QCOMPARE(editor.visibleLines(), 4);
    editor.widget.perform(EditCommand::FoldAll);
    QCOMPARE(editor.visibleLines(), 2);
    editor.widget.perform(EditCommand::UnfoldAll);
    QCOMPARE(editor.visibleLines(), 4);
}

void TestCodeEditor::caretAndEditsUnfold()
{
    Editor editor(u"if a:\n    b\n    c\nd"_s);
    editor.widget.perform(EditCommand::FoldAll);
    editor.widget.goTo({3, 1});
    QCOMPARE(editor.visibleLines(), 4);
    editor.widget.goTo({1, 1});
    editor.widget.perform(EditCommand::ToggleFold);
    QCOMPARE(editor.visibleLines(), 2);
    QTextCursor(editor.widget.document()->findBlockByNumber(1)).insertText(u"x"_s);
    QCOMPARE(editor.visibleLines(), 4);
}

void TestCodeEditor::errorBoxLiesBelowItsLine()
{
    Editor editor(numbered(10));
    const int before = editor.y(6) - editor.y(5);
    editor.widget.showError(note(5));
    QCOMPARE(editor.widget.errorLine(), 5);
    auto* box = editor.widget.findChild<QWidget*>(u"errorBox"_s);
    QVERIFY(box->isVisible());
    QVERIFY(box->geometry().top() > editor.y(5));
    QVERIFY(box->geometry().bottom() < editor.y(6));
    QVERIFY(editor.y(6) - editor.y(5) >= before + box->height());
    QCOMPARE(editor.pixel(400, editor.y(5)), Theme().colors().errorSoft);
    editor.widget.clearError();
    QVERIFY(!box->isVisible());
    QCOMPARE(editor.y(6) - editor.y(5), before);
    QCOMPARE(editor.widget.errorLine(), 0);
}

void TestCodeEditor::errorLineIsSeenWhereItsBoxHasNoRoom()
{
    Editor editor(numbered(60));
    editor.widget.resize(400, 70);
    editor.widget.showError(note(30));
    QVERIFY(editor.y(30) >= 0);
    QVERIFY(editor.y(30) < editor.widget.viewport()->height());
}

void TestCodeEditor::errorGoesWithItsLine()
{
    Editor editor(numbered(10));
    editor.widget.showError(note(5));
    auto* box = editor.widget.findChild<QWidget*>(u"errorBox"_s);
    QTextCursor(editor.widget.document()).insertText(u"new\n"_s);
    QCOMPARE(editor.widget.errorLine(), 6);
    QTRY_VERIFY(box->geometry().top() > editor.y(6) && box->geometry().bottom() < editor.y(7));
    QTextCursor(editor.widget.document()->findBlockByNumber(8)).insertText(u"x"_s);
    QCOMPARE(editor.widget.errorLine(), 6);
}

void TestCodeEditor::errorIsClearedByEditEscAndCross()
{
    Editor editor(numbered(10));
    QSignalSpy cleared(&editor.widget, &CodeEditor::errorCleared);
    editor.widget.showError(note(5));
    editor.type(u"x"_s);
    QCOMPARE(editor.widget.errorLine(), 0);
    editor.widget.showError(note(5));
    QTest::keyClick(&editor.widget, Qt::Key_Escape);
    QCOMPARE(editor.widget.errorLine(), 0);
    editor.widget.showError(note(99));  // as near as it goes
    QCOMPARE(editor.widget.errorLine(), 11);
    QTest::mouseClick(editor.widget.findChild<QToolButton*>(u"errorBoxClose"_s), Qt::LeftButton);
    QCOMPARE(editor.widget.errorLine(), 0);
    QCOMPARE(cleared.count(), 3);
}

void TestCodeEditor::errorLinksAreToldOn()
{
    Editor editor(numbered(3));
    editor.widget.showError(note(2));
    QSignalSpy clicked(&editor.widget, &CodeEditor::errorLinkClicked);
    auto* links = editor.widget.findChild<QLabel*>(u"errorBoxLinks"_s);
    QTest::mouseClick(links, Qt::LeftButton, {}, QPoint(10, links->height() / 2));
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(clicked[0][0].toString(), u"terminal"_s);
}

void TestCodeEditor::zoomHasALowerEnd()
{
    Editor editor(u"a"_s);
    QSignalSpy changed(&editor.widget, &CodeEditor::zoomChanged);
    const double before = editor.widget.font().pointSizeF();
    QWheelEvent wheel(QPointF(50, 50), QPointF(50, 50), {}, QPoint(0, 120), Qt::NoButton,
                      Qt::ControlModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(editor.widget.viewport(), &wheel);
    QCOMPARE(editor.widget.zoom(), 1);
    QCOMPARE(editor.widget.font().pointSizeF(), before + 1);
    QCOMPARE(changed.count(), 1);
    editor.widget.setZoom(-50);
    QVERIFY(editor.widget.font().pointSizeF() >= 6);
    QVERIFY(editor.widget.font().pointSizeF() < 7);
    editor.widget.setZoom(0);
    QCOMPARE(editor.widget.font().pointSizeF(), before);
}

void TestCodeEditor::caretIsTold()
{
    Editor editor(u"ab\ncd"_s);
    QSignalSpy moved(&editor.widget, &CodeEditor::caretMoved);
    editor.widget.goTo({2, 2});
    QCOMPARE(moved.last()[0].value<TextPosition>(), (TextPosition{2, 2}));
    editor.widget.goTo({99, 99});
    QCOMPARE(editor.widget.caret(), (TextPosition{2, 3}));
}

void TestCodeEditor::goToShowsTheLine()
{
    Editor editor(numbered(1000));
    editor.widget.goTo({500, 1});
    const int y = editor.y(500);
    QVERIFY(y > 100 && y < 380);
}

void TestCodeEditor::completionIsAskedFor()
{
    Editor editor;
    QSignalSpy wanted(&editor.widget, &CodeEditor::completionWanted);
    QSignalSpy signature(&editor.widget, &CodeEditor::signatureWanted);
    editor.type(u"img.fi"_s);
    QCOMPARE(wanted.count(), 6);
    QCOMPARE(wanted.last()[0].toBool(), false);
    QCOMPARE(editor.widget.wordBeforeCaret(), u"fi"_s);
    QCOMPARE(editor.widget.wordBeforeCaret(true), u"img.fi"_s);
    QTest::keyClick(&editor.widget, Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(wanted.last()[0].toBool(), true);
    editor.widget.replaceWordBeforeCaret(u"find_blobs"_s);
    QCOMPARE(editor.text(), u"img.find_blobs"_s);
    editor.widget.undo();
    QCOMPARE(editor.text(), u"img.fi"_s);
    editor.type(u"("_s);
    QCOMPARE(signature.count(), 1);
    wanted.clear();
    editor.type(u"'no"_s);  // in a string
    QCOMPARE(wanted.count(), 0);
    QTest::keyClick(&editor.widget, Qt::Key_End);
    editor.type(u"  # no"_s);  // in a comment
    QCOMPARE(wanted.count(), 0);
}

void TestCodeEditor::hoverIsAskedFor()
{
    Editor editor(u"abc def"_s);
    QSignalSpy hover(&editor.widget, &CodeEditor::hoverWanted);
    QTextCursor cursor(editor.widget.document());
    cursor.setPosition(5);
    const QPoint point = editor.widget.cursorRect(cursor).center() + QPoint(2, 0);
    QHelpEvent event(QEvent::ToolTip, point, editor.widget.viewport()->mapToGlobal(point));
    QCoreApplication::sendEvent(editor.widget.viewport(), &event);
    QCOMPARE(hover.count(), 1);
    QCOMPARE(hover[0][0].toInt(), 5);
    QVERIFY(!editor.widget.positionAt(QPoint(600, point.y())));
    QVERIFY(!editor.widget.positionAt(QPoint(20, 400)));
}

void TestCodeEditor::viewStateComesBack()
{
    const QString text = u"if a:\n    b\n"_s + numbered(500);
    Editor first(text);
    first.widget.perform(EditCommand::FoldAll);
    first.widget.goTo({300, 3});
    first.widget.verticalScrollBar()->setValue(200);
    const ViewState state = first.widget.viewState();
    QCOMPARE(state.folded, QList<int>{0});
    CodeEditor second;
    second.resize(640, 480);
    second.setPlainText(text);
    second.setViewState(state);
    second.show();
    QCOMPARE(second.viewState(), state);
    QCOMPARE(second.caret(), (TextPosition{300, 3}));
}

void TestCodeEditor::documentsAreSwitched()
{
    QTextDocument one(u"one"_s);
    QTextDocument two(u"two\n"_s.repeated(100));
    Editor editor;
    editor.widget.showDocument(&one);
    editor.type(u"x"_s);
    editor.widget.showDocument(&two);
    editor.widget.showError(note(3));
    editor.widget.showDocument(&one);
    QCOMPARE(editor.widget.errorLine(), 0);
    QCOMPARE(editor.text(), u"xone"_s);
    editor.widget.undo();
    QCOMPARE(one.toPlainText(), u"one"_s);
    two.setPlainText({});
    editor.widget.showDocument(&two);
    editor.widget.grab();
}

void TestCodeEditor::scrollBarShowsMarks()
{
    Editor editor(numbered(200));
    auto* bar = editor.widget.findChild<MarkedScrollBar*>();
    QVERIFY(bar->marks().isEmpty());
    editor.widget.setSearchHits({{0, 3}, {4, 1}, {100, 3}});
    QCOMPARE(bar->marks().size(), 2);  // two on one line
    editor.widget.showError(note(150));
    QCOMPARE(bar->marks().last().line, 149);
    QCOMPARE(bar->marks().last().color, Theme().colors().error);
    editor.widget.setSearchHits({});
    editor.widget.clearError();
    QVERIFY(bar->marks().isEmpty());
}

void TestCodeEditor::filesAreLeftToTheWindow()
{
    Editor editor;
    QMimeData files;
    files.setUrls({QUrl(u"file:///tmp/a.py"_s)});
    files.setText(u"file:///tmp/a.py"_s);
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(editor.widget.viewport(), &enter);
    QVERIFY(!enter.isAccepted());
    QMimeData text;
    text.setText(u"text"_s);
    QDragEnterEvent dragged(QPoint(10, 10), Qt::CopyAction, &text, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(editor.widget.viewport(), &dragged);
    QVERIFY(dragged.isAccepted());
}

void TestCodeEditor::shortcutsAreLeftToTheWindow()
{
    Editor editor(u"abc"_s);
    QKeyEvent undo(QEvent::ShortcutOverride, Qt::Key_Z, Qt::ControlModifier, u"z"_s);
    QCoreApplication::sendEvent(&editor.widget, &undo);
    QVERIFY(!undo.isAccepted());
    QKeyEvent letter(QEvent::ShortcutOverride, Qt::Key_Z, Qt::NoModifier, u"z"_s);
    QCoreApplication::sendEvent(&editor.widget, &letter);
    QVERIFY(letter.isAccepted());
    // With no action for them, they still do what they do everywhere.
    editor.type(u"x"_s);
    QTest::keyClick(&editor.widget, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(editor.text(), u"abc"_s);
}

void TestCodeEditor::themeSwitchChangesColours()
{
    Editor editor(u"import csi"_s);
    QCOMPARE(editor.pixel(500, 300), Theme().colors().editor);
    Theme::Options options;
    options.scheme = Scheme::Light;
    options.scale = 2;
    const Theme light(options);
    applyTheme(&editor.widget, light);
    QCOMPARE(editor.pixel(500, 300), light.colors().editor);
    QCOMPARE(editor.widget.font().pointSizeF(), 2 * Theme().font(TextSize::Code).pointSizeF());
}

void TestCodeEditor::bigFileOpensQuickly()
{
    QTextDocument document;
    document.setPlainText(
        u"def f(x):\n    return [x + 1, 'text %d' % x]  # comment\n"_s.repeated(10000));
    Editor editor;
    QElapsedTimer timer;
    timer.start();
    editor.widget.showDocument(&document);
    editor.widget.grab();
    const qint64 shown = timer.restart();
    editor.widget.goTo({10000, 1});
    editor.widget.grab();
    const qint64 moved = timer.restart();
    editor.type(u"a"_s);
    editor.widget.grab();
    qInfo("20000 lines: shown %lld ms, to the middle %lld ms, a key %lld ms", shown, moved,
          timer.elapsed());
    QCOMPARE(editor.widget.document()->blockCount(), 20001);
}

void TestCodeEditor::foldedBodiesGoWithTheirHeader()
{
    const QString text = u"def f():\n    a = 1\n    b = 2\nx = 1\n"_s;
    const auto after = [&](EditCommand command) {
        Editor editor(text);
        editor.widget.goTo({1, 3});
        editor.widget.perform(EditCommand::FoldAll);
        if (editor.visibleLines() == 3)
            editor.widget.perform(command);
        return editor.text();
    };
    QCOMPARE(after(EditCommand::MoveLinesDown), u"x = 1\ndef f():\n    a = 1\n    b = 2\n"_s);
    QCOMPARE(after(EditCommand::DeleteLines), u"x = 1\n"_s);
    QCOMPARE(after(EditCommand::DuplicateLines),
             u"def f():\n    a = 1\n    b = 2\ndef f():\n    a = 1\n    b = 2\nx = 1\n"_s);
}

void TestCodeEditor::linesAfterBracketsIndentAsTheStatement()
{
    Editor editor;
    editor.type(u"def f(a,\nb):\nif a:\nreturn [1,\n2]\nelse:\npass"_s);
    QCOMPARE(editor.text(),
             u"def f(a,\n      b):\n    if a:\n        return [1,\n                2]\n"
             "    else:\n        pass"_s);
}

void TestCodeEditor::longLinesArePlainAndHaveRows()
{
    const QString item = u"(1, 'two', 3.0), "_s;
    Editor editor(u"x = [1]\n"_s + item.repeated(8000) + u"\n# end\n"_s);
    const auto line = [&] { return editor.widget.document()->findBlockByNumber(1); };
    // Where lines are not wrapped as well: only rows in sight are drawn.
    editor.widget.grab();
    const int rows = line().layout()->lineCount();
    QVERIFY(rows > 100);
    QTRY_VERIFY(!editor.widget.document()->findBlockByNumber(0).layout()->formats().isEmpty());
    QVERIFY(line().layout()->formats().isEmpty());
    // The line below is coloured as if the long one were not there.
    QTRY_VERIFY(!editor.widget.document()->findBlockByNumber(2).layout()->formats().isEmpty());
    editor.widget.goTo({2, 30001});
    editor.type(u"(x"_s);
    QVERIFY(line().text().contains(u"(x"_s));
    QCOMPARE(editor.widget.caret(), (TextPosition{2, 30003}));
    QVERIFY(line().layout()->lineCount() >= rows);
    QVERIFY(editor.widget.viewport()->rect().contains(editor.widget.caretBox()));
    EditorOptions options;
    options.whitespace = true;
    editor.widget.setOptions(options);
    editor.widget.setSearchHits({{30000, 5}, {60000, 5}, {100000, 5}});
    editor.widget.grab();
    QTest::keyClick(&editor.widget, Qt::Key_Home);
    QTest::keyClick(&editor.widget, Qt::Key_End);
    options.wordWrap = true;
    editor.widget.setOptions(options);
    editor.widget.grab();
    QVERIFY(line().layout()->lineCount() > rows);
    options.wordWrap = false;
    editor.widget.setOptions(options);
    editor.widget.grab();
    QVERIFY(line().layout()->lineCount() < rows + 10);
    // Shorter again, it is a line as any other.
    QTextCursor cursor(line());
    cursor.setPosition(line().position() + 100);
    cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    editor.widget.grab();
    QCOMPARE(line().layout()->lineCount(), 1);
    QTRY_VERIFY(!line().layout()->formats().isEmpty());
    editor.widget.undo();
    editor.widget.grab();
    QVERIFY(line().layout()->lineCount() > 100);
}

void TestCodeEditor::longLinesBelowOthersAreDrawn()
{
    // No pixels of a line of a million letters would fit the numbers of one row.
    Editor editor(u"a\n"_s + u"x"_s.repeated(1200000) + u"\nb\n"_s);
    editor.widget.goTo({2, 1200001});
    editor.type(u"y"_s);
    QCOMPARE(editor.widget.caret(), (TextPosition{2, 1200002}));
    const QRect box = editor.widget.caretBox();
    QVERIFY(editor.widget.viewport()->rect().contains(box));
    QTest::mouseClick(editor.widget.viewport(), Qt::LeftButton, {},
                      QPoint(editor.widget.viewport()->width() / 2, box.center().y()));
    QCOMPARE(editor.widget.caret().line, 2);
    editor.widget.goTo({3, 1});
    QCOMPARE(editor.widget.caret(), (TextPosition{3, 1}));
}

QTEST_MAIN(TestCodeEditor)
#include "test_code_editor.moc"
