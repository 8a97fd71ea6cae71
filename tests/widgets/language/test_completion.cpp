// SPDX-License-Identifier: MIT
#include "widgets/language/completion_popup.h"
#include "widgets/language/language_tips.h"

#include <QAbstractItemModelTester>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace omv::ui;
using namespace Qt::StringLiterals;

class TestCompletion final : public QObject {
    Q_OBJECT

private slots:
    void modelPutsTheBestFirst();
    void modelTakesDetailsLater();
    void popupFollowsTheTyping();
    void popupGoesWhenNothingIsLeft();
    void popupTakesItsKeysOnly();
    void popupKeepsTheChoiceWhenBetterProposalsCome();
    void popupAsksForDetails();
    void popupStaysInTheWindow();
    void tipsShowAndHide();
};

namespace {

CompletionItem named(const char* name, bool hostOnly = false)
{
    CompletionItem item;
    item.name = QString::fromLatin1(name);
    item.hostOnly = hostOnly;
    return item;
}

QStringList shown(const CompletionModel& model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names.append(model.item(row).name);
    return names;
}

bool key(CompletionPopup& popup, int code, Qt::KeyboardModifiers modifiers = {})
{
    return popup.handleKey(QKeyEvent(QEvent::KeyPress, code, modifiers));
}

struct Window {
    Window()
    {
        widget.resize(800, 500);
        editor.setGeometry(0, 0, 800, 500);
        popup = new CompletionPopup(&editor);
        widget.show();
    }
    QWidget widget;
    QPlainTextEdit editor{&widget};
    CompletionPopup* popup;
    QRect caret{100, 100, 1, 20};
};

}  // namespace

void TestCompletion::modelPutsTheBestFirst()
{
    CompletionModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setItems({named("outline"), named("Line"), named("line_pc", true), named("_line"),
                    named("lines"), named("other")});
    model.setTyped(u"line"_s);
    QCOMPARE(shown(model),
             QStringList({u"lines"_s, u"Line"_s, u"outline"_s, u"_line"_s, u"line_pc"_s}));
    model.setTyped(u"o"_s);
    QCOMPARE(shown(model), QStringList({u"outline"_s, u"other"_s}));
    model.setTyped({});
    QCOMPARE(model.rowCount(), 6);
    model.setTyped(u"nothing"_s);
    QCOMPARE(model.rowCount(), 0);
}

void TestCompletion::modelTakesDetailsLater()
{
    CompletionModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setItems({named("a"), named("b")});
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    CompletionItem detail = named("b", true);
    detail.summary = u"More."_s;
    model.setDetail(detail);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.index(1).data(CompletionModel::SummaryRole).toString(), u"More."_s);
    QVERIFY(model.index(1).data(CompletionModel::HostOnlyRole).toBool());
    model.setDetail(named("unknown"));
    QCOMPARE(changed.count(), 1);
}

void TestCompletion::popupFollowsTheTyping()
{
    Window window;
    window.popup->propose({named("find_lines"), named("find_line_segments"), named("find_rects")},
                          u"find_"_s, window.caret);
    QVERIFY(window.popup->isVisible());
    QCOMPARE(window.popup->model().rowCount(), 3);
    window.popup->setTyped(u"find_li"_s);
    QCOMPARE(window.popup->model().rowCount(), 2);
    QVERIFY(window.popup->geometry().top() > window.caret.bottom());
    QVERIFY(!window.popup->hasFocus() && !window.popup->view().hasFocus());
}

void TestCompletion::popupGoesWhenNothingIsLeft()
{
    Window window;
    QSignalSpy dismissed(window.popup, &CompletionPopup::dismissed);
    window.popup->propose({named("abc"), named("abd")}, u"ab"_s, window.caret);
    window.popup->setTyped(u"abx"_s);
    QVERIFY(!window.popup->isVisible());
    QCOMPARE(dismissed.count(), 1);
    // What is there already need not be proposed.
    window.popup->propose({named("abc")}, u"abc"_s, window.caret);
    QVERIFY(!window.popup->isVisible());
}

void TestCompletion::popupTakesItsKeysOnly()
{
    Window window;
    QVERIFY(!key(*window.popup, Qt::Key_Down));
    window.popup->propose({named("aa"), named("ab"), named("ac")}, u"a"_s, window.caret);
    QSignalSpy accepted(window.popup, &CompletionPopup::accepted);
    QVERIFY(key(*window.popup, Qt::Key_Down));
    QVERIFY(!key(*window.popup, Qt::Key_Left));
    QVERIFY(!key(*window.popup, Qt::Key_A));
    QVERIFY(!key(*window.popup, Qt::Key_Down, Qt::ControlModifier));
    QVERIFY(key(*window.popup, Qt::Key_Return));
    QCOMPARE(accepted.count(), 1);
    QCOMPARE(accepted.first().first().value<CompletionItem>().name, u"ab"_s);
    QVERIFY(!window.popup->isVisible());

    window.popup->propose({named("aa"), named("ab"), named("ac")}, u"a"_s, window.caret);
    QVERIFY(key(*window.popup, Qt::Key_Up));
    QCOMPARE(window.popup->view().currentIndex().row(), 2);
    QVERIFY(key(*window.popup, Qt::Key_Escape));
    QVERIFY(!window.popup->isVisible());
    QCOMPARE(accepted.count(), 1);

    window.popup->propose({named("aa"), named("ab"), named("ac")}, u"a"_s, window.caret);
    const QRect row = window.popup->view().visualRect(window.popup->model().index(2));
    QTest::mouseClick(window.popup->view().viewport(), Qt::LeftButton, {}, row.center());
    QCOMPARE(accepted.last().first().value<CompletionItem>().name, u"ac"_s);
}

void TestCompletion::popupKeepsTheChoiceWhenBetterProposalsCome()
{
    Window window;
    window.popup->propose({named("aa"), named("ab")}, u"a"_s, window.caret);
    key(*window.popup, Qt::Key_Down);
    window.popup->propose({named("a0"), named("aa"), named("ab")}, u"a"_s, window.caret);
    QCOMPARE(window.popup->view().currentIndex().data().toString(), u"ab"_s);
}

void TestCompletion::popupAsksForDetails()
{
    Window window;
    QSignalSpy wanted(window.popup, &CompletionPopup::detailWanted);
    CompletionItem known = named("aa");
    known.signature = u"aa(x) -> int"_s;
    window.popup->propose({known, named("ab", true)}, u"a"_s, window.caret);
    QCOMPARE(wanted.count(), 0);
    key(*window.popup, Qt::Key_Down);
    QCOMPARE(wanted.count(), 1);
    bool said = false;
    for (const QLabel* label : window.popup->findChildren<QLabel*>())
        said = said || (label->isVisible() && label->text().contains("CPython only"_L1));
    QVERIFY(said);
}

void TestCompletion::popupStaysInTheWindow()
{
    Window window;
    QList<CompletionItem> many;
    for (int i = 0; i < 300; ++i)
        many.append(named(qPrintable(u"name_%1"_s.arg(i))));
    window.popup->propose(many, u"name"_s, QRect(780, 470, 1, 20));
    const QRect card = window.popup->geometry();
    QVERIFY(window.widget.rect().contains(card));
    QVERIFY(card.bottom() < 470);
}

void TestCompletion::tipsShowAndHide()
{
    Window window;
    HoverTip hover(&window.editor);
    hover.showAt(u"f(a) -> int"_s, u"Does it."_s, QRect(50, 200, 40, 20));
    QVERIFY(hover.isVisible());
    QVERIFY(hover.geometry().bottom() < 200);
    hover.showAt({}, {}, {});
    QVERIFY(!hover.isVisible());

    SignatureTip signature(&window.editor);
    signature.showAt({u"f(first, second)"_s, 9, 6, u"Does <it>."_s}, window.caret);
    QVERIFY(signature.isVisible());
    const QString html = signature.findChildren<QLabel*>().first()->text();
    QVERIFY(html.contains(QRegularExpression(u"<b>.*second.*</b>"_s)));
    signature.showAt({}, window.caret);
    QVERIFY(!signature.isVisible());
}

QTEST_MAIN(TestCompletion)
#include "test_completion.moc"
