// SPDX-License-Identifier: MIT
// Real keys in a real editor. Without a server, so that the stubs answer at once.
#include "app/ide/language/completion_controller.h"
#include "app/ide/language/stub_files.h"

#include <QHelpEvent>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

#include <memory>

using namespace omv::ide;
using namespace Qt::StringLiterals;

class TestCompletionController final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void proposesAfterADotAndInsertsByEnter();
    void proposesAfterTwoLetters();
    void opensByControlSpace();
    void escapeAndMovingAwayDismiss();
    void pastedTextOpensNothing();
    void undoTakesAnInsertionBackAtOnce();
    void showsSignaturesWhileACallIsTyped();
    void showsWhatIsUnderTheMouse();
    void isOffForOtherFiles();
    void asksTheServerAndFallsBackWhenItDies();

private:
    bool open() const { return m_controller->popup().isVisible(); }
    void type(const QString& text) { QTest::keyClicks(m_editor.get(), text); }

    StubIndex m_stubs;
    std::unique_ptr<QPlainTextEdit> m_editor;
    CompletionController* m_controller = nullptr;
};

void TestCompletionController::initTestCase()
{
    m_stubs = readStubs(QStringLiteral(OMV_SOURCE_DIR "/resources/stubs"));
}

void TestCompletionController::init()
{
    m_editor = std::make_unique<QPlainTextEdit>();
    m_editor->resize(700, 400);
    m_controller = new CompletionController(m_editor.get(), nullptr, m_stubs);
    m_editor->setPlainText(u"import csi\ncsi0 = csi.CSI()\nimg = csi0.snapshot()\n"_s);
    m_editor->moveCursor(QTextCursor::End);
    m_editor->show();
    m_editor->activateWindow();
    m_editor->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(m_editor.get()));
}

void TestCompletionController::cleanup()
{
    m_editor.reset();
}

void TestCompletionController::proposesAfterADotAndInsertsByEnter()
{
    type(u"img."_s);
    QTRY_VERIFY(open());
    type(u"find_li"_s);
    QTRY_COMPARE(m_controller->popup().model().rowCount(), 2);
    QTest::keyClick(m_editor.get(), Qt::Key_Down);
    QTest::keyClick(m_editor.get(), Qt::Key_Return);
    QVERIFY(!open());
    QVERIFY(m_editor->toPlainText().endsWith("img.find_line_segments"_L1));
}

void TestCompletionController::proposesAfterTwoLetters()
{
    type(u"w"_s);
    QTest::qWait(0);
    QVERIFY(!open());
    type(u"h"_s);
    QTRY_VERIFY(open());
    QTest::keyClick(m_editor.get(), Qt::Key_Tab);
    QVERIFY(m_editor->toPlainText().endsWith("while"_L1));
    m_controller->setAutomatic(false);
    QTest::keyClick(m_editor.get(), Qt::Key_Space);
    type(u"re"_s);
    QTest::qWait(0);
    QVERIFY(!open());
}

void TestCompletionController::opensByControlSpace()
{
    m_controller->setAutomatic(false);
    type(u"import ti"_s);
    QTest::keyClick(m_editor.get(), Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(open());
    QCOMPARE(m_controller->popup().model().item(0).name, u"time"_s);
}

void TestCompletionController::escapeAndMovingAwayDismiss()
{
    type(u"img."_s);
    QTRY_VERIFY(open());
    QTest::keyClick(m_editor.get(), Qt::Key_Escape);
    QVERIFY(!open());
    m_controller->requestCompletion();
    QVERIFY(open());
    QTest::keyClick(m_editor.get(), Qt::Key_Left);
    QVERIFY(!open());
}

void TestCompletionController::pastedTextOpensNothing()
{
    m_editor->insertPlainText(u"img.find_"_s);
    QTest::qWait(0);
    QVERIFY(!open());
    // Deleting letters narrows nothing either, and opens nothing.
    QTest::keyClick(m_editor.get(), Qt::Key_Backspace);
    QTest::qWait(0);
    QVERIFY(!open());
}

void TestCompletionController::undoTakesAnInsertionBackAtOnce()
{
    type(u"img.find_li"_s);
    QTRY_VERIFY(open());
    QTest::keyClick(m_editor.get(), Qt::Key_Return);
    QVERIFY(m_editor->toPlainText().endsWith("img.find_lines"_L1));
    m_editor->undo();
    QVERIFY(m_editor->toPlainText().endsWith("img.find_li"_L1));
}

void TestCompletionController::showsSignaturesWhileACallIsTyped()
{
    type(u"img.draw_line("_s);
    auto& tip = m_controller->signatureTip();
    QTRY_VERIFY(tip.isVisible());
    QVERIFY(tip.info().label.startsWith("draw_line("_L1));
    type(u"(0, 0, 1, 1), "_s);
    QTRY_COMPARE(tip.info().label.mid(tip.info().activeStart, tip.info().activeLength),
                 u"color=None"_s);
    type(u")"_s);
    QTRY_VERIFY(!tip.isVisible());
}

void TestCompletionController::showsWhatIsUnderTheMouse()
{
    const auto hoverAt = [&](int line, int column) {
        QTextCursor cursor(m_editor->document()->findBlockByNumber(line));
        cursor.movePosition(QTextCursor::Right, QTextCursor::MoveAnchor, column);
        const QPoint at = m_editor->cursorRect(cursor).center();
        QHelpEvent event(QEvent::ToolTip, at, m_editor->viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(m_editor->viewport(), &event);
    };
    auto& tip = m_controller->hoverTip();
    hoverAt(2, 14);
    QVERIFY(tip.isVisible());
    hoverAt(1, 5);
    QVERIFY(!tip.isVisible());
    hoverAt(2, 14);
    QVERIFY(tip.isVisible());
    type(u"x"_s);
    QVERIFY(!tip.isVisible());
}

void TestCompletionController::isOffForOtherFiles()
{
    m_controller->setEnabled(false);
    type(u"img."_s);
    QTest::keyClick(m_editor.get(), Qt::Key_Space, Qt::ControlModifier);
    QTest::qWait(0);
    QVERIFY(!open());
    m_controller->setEnabled(true);
    m_controller->requestCompletion();
    QVERIFY(open());
}

void TestCompletionController::asksTheServerAndFallsBackWhenItDies()
{
    const QTemporaryDir folder;
    LspClient::Options options;
    options.commands = {{QStandardPaths::findExecutable(u"python3"_s),
                         QStringLiteral(OMV_SOURCE_DIR "/tests/widgets/language/fake_server.py"),
                         u"good"_s}};
    options.rootPath = folder.path();
    LspClient client(options);
    client.start();
    QTRY_VERIFY_WITH_TIMEOUT(client.state() == LspClient::State::Ready, 20000);

    QPlainTextEdit editor;
    editor.resize(600, 300);
    auto* controller = new CompletionController(&editor, &client, m_stubs);
    editor.show();
    editor.setFocus();
    // The fake proposes the words of the text; "breakpoint" is one that only a PC has.
    QTest::keyClicks(&editor, u"breakpoint brother br"_s);
    controller->requestCompletion();
    QTRY_VERIFY(controller->popup().isVisible());
    QTRY_COMPARE(controller->popup().model().rowCount(), 3);
    auto& model = controller->popup().model();
    QCOMPARE(model.item(0).name, u"brother"_s);
    QCOMPARE(model.item(2).name, u"breakpoint"_s);
    QVERIFY(model.item(2).hostOnly);
    // The current row gets its details.
    QTRY_COMPARE(model.item(0).summary, u"Does it."_s);

    // All of a module that only a PC has, in the list and under the mouse.
    editor.setPlainText(u"import subprocess\nsubprocess.import"_s);
    editor.moveCursor(QTextCursor::End);
    controller->requestCompletion();
    QTRY_VERIFY(controller->popup().isVisible());
    QCOMPARE(model.item(0).name, u"import"_s);
    QVERIFY(model.item(0).hostOnly);
    QTextCursor word(editor.document()->lastBlock());
    word.movePosition(QTextCursor::Right, QTextCursor::MoveAnchor, 13);
    const QPoint at = editor.cursorRect(word).center();
    QHelpEvent event(QEvent::ToolTip, at, editor.viewport()->mapToGlobal(at));
    QCoreApplication::sendEvent(editor.viewport(), &event);
    QTRY_VERIFY(controller->hoverTip().isVisible());
    QVERIFY(controller->hoverTip().findChild<QLabel*>(u"hoverNote"_s)->isVisible());

    client.stop();
    editor.setPlainText(u"import csi\ncsi."_s);
    editor.moveCursor(QTextCursor::End);
    controller->requestCompletion();
    QTRY_VERIFY(controller->popup().isVisible());
}

QTEST_MAIN(TestCompletionController)
#include "test_completion_controller.moc"
