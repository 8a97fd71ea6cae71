// SPDX-License-Identifier: MIT
#include "tests/widgets/panels/themed.h"
#include "widgets/terminal/terminal_pane.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace omv::ui;
using namespace Qt::StringLiterals;

class TestTerminalPane : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void typedLinesAreSubmittedAndComeBack();
    void inputThatCannotGoSaysWhy();
    void theCountsAreShown();
    void theButtonsSwitchWhatTheyName();
    void thePinFollowsTheScrolling();
    void findIsOpenedByKeysAndTellsItsHits();
    void theFilterFieldFilters();
    void savingAndLoggingAreWishes();
    void everyToolHasANameAndATip();

private:
    template<class T>
    T* child(const QString& name)
    {
        return m_pane->findChild<T*>(name);
    }
    void show(const QByteArray& text);
    TerminalPane* m_pane = nullptr;
};

void TestTerminalPane::init()
{
    m_pane = new TerminalPane;
    omv::test::applyLook(m_pane, {});
    m_pane->resize(900, 400);
    m_pane->show();
    QVERIFY(QTest::qWaitForWindowActive(m_pane));
}

void TestTerminalPane::cleanup()
{
    delete m_pane;
    m_pane = nullptr;
}

void TestTerminalPane::show(const QByteArray& text)
{
    const quint64 lines = m_pane->view()->lineCount() + static_cast<quint64>(text.count('\n'));
    m_pane->append(text);
    QTRY_COMPARE(m_pane->view()->lineCount(), lines);
}

void TestTerminalPane::typedLinesAreSubmittedAndComeBack()
{
    auto* const input = child<QLineEdit>(u"terminalInput"_s);
    QSignalSpy submitted(m_pane, &TerminalPane::inputSubmitted);
    m_pane->focusInput();
    QVERIFY(input->hasFocus());
    for (const char* const line : {"first", "second", "second", ""}) {
        QTest::keyClicks(input, QString::fromLatin1(line));
        QTest::keyClick(input, Qt::Key_Return);
    }
    QCOMPARE(submitted.count(), 4);
    QCOMPARE(submitted[1][0].toString(), u"second"_s);
    QCOMPARE(submitted[3][0].toString(), QString());
    QTest::keyClicks(input, u"draft"_s);
    QTest::keyClick(input, Qt::Key_Up);
    QCOMPARE(input->text(), u"second"_s);
    QTest::keyClick(input, Qt::Key_Up);
    QCOMPARE(input->text(), u"first"_s);
    QTest::keyClick(input, Qt::Key_Up);
    QCOMPARE(input->text(), u"first"_s);
    QTest::keyClick(input, Qt::Key_Down);
    QTest::keyClick(input, Qt::Key_Down);
    QCOMPARE(input->text(), u"draft"_s);
}

void TestTerminalPane::inputThatCannotGoSaysWhy()
{
    auto* const input = child<QLineEdit>(u"terminalInput"_s);
    QSignalSpy submitted(m_pane, &TerminalPane::inputSubmitted);
    QCOMPARE(input->placeholderText(), u"Type to send to the board"_s);
    m_pane->setInputState(false, u"No camera is connected."_s);
    QCOMPARE(input->placeholderText(), u"No camera is connected."_s);
    QTest::keyClicks(input, u"x"_s);
    QTest::keyClick(input, Qt::Key_Return);
    QCOMPARE(input->text(), QString());
    QCOMPARE(submitted.count(), 0);
    m_pane->setInputState(true, {});
    QTest::keyClicks(input, u"x"_s);
    QTest::keyClick(input, Qt::Key_Return);
    QCOMPARE(submitted.count(), 1);
}

void TestTerminalPane::theCountsAreShown()
{
    auto* const counts = child<QLabel>(u"terminalCounts"_s);
    QCOMPARE(counts->text(), u"0 lines"_s);
    show("a\n");
    QTRY_COMPARE(counts->text(), u"1 line"_s);
    m_pane->append(QByteArray(TerminalQueue::kLimit + 1, '\n'));
    QTRY_VERIFY(counts->text().contains(u"dropped"_s));
}

void TestTerminalPane::theButtonsSwitchWhatTheyName()
{
    QTest::mouseClick(child<QToolButton>(u"terminalTimestamps"_s), Qt::LeftButton);
    QVERIFY(!m_pane->timestampsShown());
    m_pane->setTimestampsShown(true);
    QVERIFY(m_pane->timestampsShown());
    QTest::mouseClick(child<QToolButton>(u"terminalWrap"_s), Qt::LeftButton);
    QVERIFY(m_pane->wrapped());
    show("a\nb\n");
    QTest::mouseClick(child<QToolButton>(u"terminalClear"_s), Qt::LeftButton);
    QCOMPARE(m_pane->view()->lineCount(), 0u);
}

void TestTerminalPane::thePinFollowsTheScrolling()
{
    auto* const pin = child<QToolButton>(u"terminalPin"_s);
    show(QByteArray("x\n").repeated(500));
    QTRY_VERIFY(m_pane->view()->verticalScrollBar()->maximum() > 0);
    QVERIFY(pin->isChecked());
    QTest::keyClick(m_pane->view(), Qt::Key_PageUp);
    QVERIFY(!pin->isChecked());
    QTest::mouseClick(pin, Qt::LeftButton);
    QVERIFY(m_pane->view()->following());
}

void TestTerminalPane::findIsOpenedByKeysAndTellsItsHits()
{
    auto* const field = child<QLineEdit>(u"findField"_s);
    auto* const hits = child<QLabel>(u"findHits"_s);
    show("alpha\nbeta\nALPHA\n");
    m_pane->view()->setFocus();
    QTest::keySequence(m_pane->view(), QKeySequence::Find);
    QTRY_VERIFY(field->hasFocus());
    QTest::keyClicks(field, u"alpha"_s);
    QTRY_COMPARE(hits->text(), u"2 lines"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(hits->text(), u"Line 1 of 2"_s);
    QTest::mouseClick(child<QToolButton>(u"findNext"_s), Qt::LeftButton);
    QTRY_COMPARE(hits->text(), u"Line 2 of 2"_s);
    QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
    QTRY_COMPARE(hits->text(), u"Line 1 of 2"_s);
    QTest::mouseClick(child<QToolButton>(u"findCase"_s), Qt::LeftButton);
    QTRY_VERIFY(m_pane->view()->hitCount() == 1);
    QTest::keyClicks(field, u"?"_s);
    QTRY_COMPARE(hits->text(), u"Not found"_s);
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(!field->isVisible());
    QVERIFY(m_pane->view()->hasFocus());
}

void TestTerminalPane::theFilterFieldFilters()
{
    auto* const counts = child<QLabel>(u"terminalCounts"_s);
    show("alpha\nbeta\nalphabet\n");
    QTest::keyClicks(child<QLineEdit>(u"terminalFilter"_s), u"alpha"_s);
    QTRY_COMPARE(counts->text(), u"2 of 3 lines"_s);
}

void TestTerminalPane::savingAndLoggingAreWishes()
{
    QSignalSpy save(m_pane, &TerminalPane::saveWanted);
    QSignalSpy log(m_pane, &TerminalPane::logToFileWanted);
    QTest::mouseClick(child<QToolButton>(u"terminalSave"_s), Qt::LeftButton);
    QCOMPARE(save.count(), 1);
    auto* const action = child<QAction>(u"terminalLogToFile"_s);
    action->trigger();
    QCOMPARE(log.count(), 1);
    QCOMPARE(log[0][0].toBool(), true);
    m_pane->setLoggingToFile(true, u"/tmp/x.log"_s);
    QVERIFY(action->isChecked());
    QVERIFY(action->text().contains(u"/tmp/x.log"_s));
    QCOMPARE(log.count(), 1);
}

void TestTerminalPane::everyToolHasANameAndATip()
{
    for (const QToolButton* const button : m_pane->findChildren<QToolButton*>()) {
        // The one in the filter field is Qt's own.
        if (button->objectName().isEmpty() || button->objectName().startsWith(u"_q_"_s))
            continue;
        QVERIFY2(!button->toolTip().isEmpty(), qPrintable(button->objectName()));
        QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(),
                 qPrintable(button->objectName()));
    }
}

QTEST_MAIN(TestTerminalPane)
#include "test_terminal_pane.moc"
