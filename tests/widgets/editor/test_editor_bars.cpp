// SPDX-License-Identifier: MIT
// The find bar and the tabs.
#include "widgets/editor/code_editor.h"
#include "widgets/editor/editor_tabs.h"
#include "widgets/editor/find_bar.h"
#include "widgets/editor/tab_button.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace omv::ui;
using namespace Qt::StringLiterals;

namespace {

struct Finding {
    QWidget window;
    FindBar bar;
    CodeEditor editor;

    explicit Finding(const QString& text)
    {
        auto* column = new QVBoxLayout(&window);
        column->addWidget(&bar);
        column->addWidget(&editor);
        window.resize(700, 400);
        editor.setPlainText(text);
        bar.setEditor(&editor);
        window.show();
    }
    template<class T>
    T* part(const char* name)
    {
        return bar.findChild<T*>(QString::fromLatin1(name));
    }
    QString count() { return part<QLabel>("findCount")->text(); }
    QString selected() const { return editor.textCursor().selectedText(); }
    void find(const QString& text)
    {
        bar.openFind();
        part<QLineEdit>("findText")->selectAll();
        QTest::keyClicks(part<QLineEdit>("findText"), text);
    }
};

}  // namespace

class TestEditorBars : public QObject {
    Q_OBJECT
private slots:
    void typingFindsTheFirstHit();
    void stepsWrapAround();
    void optionsNarrowTheHits();
    void wrongPatternsAreSaid();
    void replacesOneAfterTheOther();
    void replacesAll();
    void opensWithTheSelection();
    void closingGivesTheFocusBack();
    void followsEditsAndEditors();
    void tabsTellWhatIsWanted();
    void middleClickClosesOnlyWhereItBegan();
    void modifiedTabsShowADot();
    void tabsAreDragged();
    void tabMenuTellsWishes();
    void previewsBecomeTabs();
};

void TestEditorBars::typingFindsTheFirstHit()
{
    Finding f(u"aa ab\nab abc"_s);
    f.find(u"ab"_s);
    QCOMPARE(f.selected(), u"ab"_s);
    QCOMPARE(f.editor.textCursor().selectionStart(), 3);
    QCOMPARE(f.count(), u"1 of 3"_s);
    QTest::keyClick(f.part<QLineEdit>("findText"), 'c');
    QCOMPARE(f.selected(), u"abc"_s);
    QCOMPARE(f.count(), u"1 of 1"_s);
    QTest::keyClick(f.part<QLineEdit>("findText"), 'x');
    QCOMPARE(f.count(), u"No results"_s);
    QVERIFY(!f.part<QToolButton>("findNext")->isEnabled());
    // Back to fewer letters finds from where the search began again.
    QTest::keyClick(f.part<QLineEdit>("findText"), Qt::Key_Backspace);
    QTest::keyClick(f.part<QLineEdit>("findText"), Qt::Key_Backspace);
    QCOMPARE(f.editor.textCursor().selectionStart(), 3);
}

void TestEditorBars::stepsWrapAround()
{
    Finding f(u"x x x"_s);
    f.find(u"x"_s);
    QTest::keyClick(f.part<QLineEdit>("findText"), Qt::Key_Return);
    QCOMPARE(f.count(), u"2 of 3"_s);
    QTest::mouseClick(f.part<QToolButton>("findNext"), Qt::LeftButton);
    QCOMPARE(f.count(), u"3 of 3"_s);
    QTest::mouseClick(f.part<QToolButton>("findNext"), Qt::LeftButton);
    QCOMPARE(f.editor.textCursor().selectionStart(), 0);
    QVERIFY(f.count().startsWith(u"1 of 3"_s));
    QVERIFY(f.count() != u"1 of 3"_s);
    QTest::keyClick(f.part<QLineEdit>("findText"), Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(f.editor.textCursor().selectionStart(), 4);
    QTest::mouseClick(f.part<QToolButton>("findPrevious"), Qt::LeftButton);
    QCOMPARE(f.count(), u"2 of 3"_s);
}

void TestEditorBars::optionsNarrowTheHits()
{
    Finding f(u"ab AB abc"_s);
    f.find(u"ab"_s);
    QCOMPARE(f.count(), u"1 of 3"_s);
    QTest::mouseClick(f.part<QToolButton>("findCase"), Qt::LeftButton);
    QCOMPARE(f.count(), u"1 of 2"_s);
    QTest::mouseClick(f.part<QToolButton>("findWord"), Qt::LeftButton);
    QCOMPARE(f.count(), u"1 of 1"_s);
    f.bar.setQuery({.text = u"a.c|B"_s, .regex = true, .caseSensitive = true});
    QCOMPARE(f.count(), u"2 results"_s);
    QCOMPARE(f.bar.query(),
             (SearchQuery{.text = u"a.c|B"_s, .regex = true, .caseSensitive = true}));
}

void TestEditorBars::wrongPatternsAreSaid()
{
    Finding f(u"(a"_s);
    QTest::mouseClick(f.part<QToolButton>("findRegex"), Qt::LeftButton);
    f.find(u"(a"_s);
    QCOMPARE(f.count(), u"Not a valid pattern"_s);
    QVERIFY(!f.part<QLabel>("findCount")->toolTip().isEmpty());
}

void TestEditorBars::replacesOneAfterTheOther()
{
    Finding f(u"x x x"_s);
    f.bar.openReplace();
    f.find(u"x"_s);
    f.bar.openReplace();
    f.part<QLineEdit>("replaceText")->setText(u"xy"_s);
    QTest::mouseClick(f.part<QPushButton>("replaceOne"), Qt::LeftButton);
    QCOMPARE(f.editor.toPlainText(), u"xy x x"_s);
    QCOMPARE(f.editor.textCursor().selectionStart(), 3);
    QTest::keyClick(f.part<QLineEdit>("replaceText"), Qt::Key_Return);
    QCOMPARE(f.editor.toPlainText(), u"xy xy x"_s);
}

void TestEditorBars::replacesAll()
{
    Finding f(u"a1 a2"_s);
    f.bar.openReplace();
    f.bar.setQuery({.text = u"a(\\d)"_s, .regex = true});
    f.part<QLineEdit>("replaceText")->setText(u"$1b"_s);
    QTest::mouseClick(f.part<QPushButton>("replaceAll"), Qt::LeftButton);
    QCOMPARE(f.editor.toPlainText(), u"1b 2b"_s);
    QCOMPARE(f.count(), u"2 replaced"_s);
    f.editor.undo();
    QCOMPARE(f.editor.toPlainText(), u"a1 a2"_s);
}

void TestEditorBars::opensWithTheSelection()
{
    Finding f(u"one two one"_s);
    f.editor.select({4, 3});
    f.bar.openFind();
    QCOMPARE(f.part<QLineEdit>("findText")->text(), u"two"_s);
    QCOMPARE(f.count(), u"1 of 1"_s);
}

void TestEditorBars::closingGivesTheFocusBack()
{
    Finding f(u"one"_s);
    QSignalSpy closed(&f.bar, &FindBar::closed);
    f.find(u"o"_s);
    QTest::keyClick(f.part<QLineEdit>("findText"), Qt::Key_Escape);
    QVERIFY(!f.bar.isVisible());
    QCOMPARE(closed.count(), 1);
    QVERIFY(f.editor.hasFocus() || f.window.focusWidget() == &f.editor);
}

void TestEditorBars::followsEditsAndEditors()
{
    Finding f(u"x x"_s);
    f.find(u"x"_s);
    f.editor.appendPlainText(u"x"_s);
    QTRY_COMPARE(f.count(), u"1 of 3"_s);
    {
        CodeEditor other;
        other.setPlainText(u"x"_s);
        f.bar.setEditor(&other);
        QCOMPARE(f.count(), u"1 results"_s);
    }
    f.bar.findNext();  // its editor is gone
    f.bar.setEditor(&f.editor);
    QCOMPARE(f.count(), u"1 of 3"_s);
}

void TestEditorBars::tabsTellWhatIsWanted()
{
    EditorTabs tabs;
    QSignalSpy chosen(&tabs, &EditorTabs::documentChosen);
    QSignalSpy close(&tabs, &EditorTabs::closeWanted);
    tabs.addDocument(7, u"a.py"_s, u"/a.py"_s);
    QCOMPARE(chosen.last()[0].toInt(), 7);
    tabs.addDocument(3, u"b.py"_s, {});
    tabs.addDocument(5, u"c.py"_s, {}, 1);
    QCOMPARE(tabs.documents(), (QList<int>{7, 5, 3}));
    QCOMPARE(tabs.currentDocument(), 7);
    tabs.show();
    QTest::mouseClick(&tabs, Qt::LeftButton, {}, tabs.tabRect(2).center());
    QCOMPARE(chosen.last()[0].toInt(), 3);
    QTest::mouseClick(tabs.tabButton(1, QTabBar::RightSide), Qt::LeftButton);
    QCOMPARE(close.last()[0].toInt(), 5);
    QCOMPARE(tabs.documents().size(), 3);  // it only says so
    tabs.removeDocument(3);
    QCOMPARE(chosen.last()[0].toInt(), tabs.currentDocument());
    tabs.setCurrentDocument(7);
    QCOMPARE(tabs.currentDocument(), 7);
    tabs.removeDocument(7);
    tabs.removeDocument(5);
    QCOMPARE(tabs.currentDocument(), -1);
    tabs.removeDocument(5);
}

void TestEditorBars::middleClickClosesOnlyWhereItBegan()
{
    EditorTabs tabs;
    tabs.addDocument(1, u"a.py"_s, {});
    tabs.addDocument(2, u"b.py"_s, {});
    tabs.show();
    QSignalSpy close(&tabs, &EditorTabs::closeWanted);
    QTest::mouseClick(&tabs, Qt::MiddleButton, {}, tabs.tabRect(1).center());
    QCOMPARE(close.count(), 1);
    QCOMPARE(close[0][0].toInt(), 2);
    QTest::mousePress(&tabs, Qt::MiddleButton, {}, tabs.tabRect(0).center());
    QTest::mouseRelease(&tabs, Qt::MiddleButton, {}, tabs.tabRect(1).center());
    QCOMPARE(close.count(), 1);
}

void TestEditorBars::modifiedTabsShowADot()
{
    EditorTabs tabs;
    tabs.addDocument(1, u"a.py"_s, {});
    auto* button = qobject_cast<TabButton*>(tabs.tabButton(0, QTabBar::RightSide));
    tabs.show();
    const QImage cross = button->grab().toImage();
    tabs.setModified(1, true);
    QVERIFY(button->modified());
    const QImage dot = button->grab().toImage();
    QVERIFY(dot != cross);
    QCOMPARE(dot.pixelColor(dot.rect().center()), Theme().colors().text2);
    tabs.setModified(1, false);
    QCOMPARE(button->grab().toImage(), cross);
}

void TestEditorBars::tabsAreDragged()
{
    EditorTabs tabs;
    tabs.addDocument(1, u"a.py"_s, {});
    tabs.addDocument(2, u"b.py"_s, {});
    tabs.show();
    QSignalSpy order(&tabs, &EditorTabs::orderChanged);
    const QPoint from = tabs.tabRect(0).center();
    const QPoint to(tabs.tabRect(1).right() - 4, from.y());
    QTest::mousePress(&tabs, Qt::LeftButton, {}, from);
    for (int step = 1; step <= 10; ++step)
        QTest::mouseMove(&tabs, from + (to - from) * step / 10);
    QTest::mouseRelease(&tabs, Qt::LeftButton, {}, to);
    QTRY_COMPARE(tabs.documents(), (QList<int>{2, 1}));
    QVERIFY(order.count() >= 1);
}

void TestEditorBars::tabMenuTellsWishes()
{
    EditorTabs tabs;
    tabs.addDocument(1, u"a.py"_s, u"/a.py"_s);
    tabs.addDocument(2, u"Untitled"_s, {});
    tabs.show();
    QSignalSpy others(&tabs, &EditorTabs::closeOthersWanted);
    const QPoint point = tabs.tabRect(0).center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, point, tabs.mapToGlobal(point));
    QCoreApplication::sendEvent(&tabs, &event);
    auto* menu = tabs.findChild<QMenu*>(u"tabMenu"_s);
    QVERIFY(menu);
    menu->actions().at(1)->trigger();
    QCOMPARE(others.count(), 1);
    QCOMPARE(others[0][0].toInt(), 1);
    QVERIFY(menu->actions().at(5)->isEnabled());  // copy path
    menu->close();
}

void TestEditorBars::previewsBecomeTabs()
{
    EditorTabs tabs;
    tabs.addDocument(1, u"example.py"_s, {});
    tabs.setPreview(1, true);
    tabs.show();
    auto* label = qobject_cast<QLabel*>(tabs.tabButton(0, QTabBar::LeftSide));
    QVERIFY(label);
    QVERIFY(label->font().italic());
    QVERIFY(label->isVisible());
    tabs.setModified(1, true);
    QVERIFY(!tabs.tabButton(0, QTabBar::LeftSide));
    QCOMPARE(tabs.tabText(0), u"example.py"_s);
}

QTEST_MAIN(TestEditorBars)
#include "test_editor_bars.moc"
