// SPDX-License-Identifier: MIT
#include "widgets/language/examples_pane.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace omv::ui;
using namespace Qt::StringLiterals;

class TestExamples final : public QObject {
    Q_OBJECT

private slots:
    void indexReadsEveryField();
    void indexLeavesOutWhatIsWrong_data();
    void indexLeavesOutWhatIsWrong();
    void indexRefusesWhatIsNone_data();
    void indexRefusesWhatIsNone();
    void indexOfOursIsWhole();
    void modelGroupsAndFilters();
    void paneSearchesByKeys();
    void paneFiltersByCamera();
    void paneAsksForACopy();
};

namespace {

QList<Example> samples()
{
    return {
        {u"Hello world"_s, u"a/hello.py"_s, u"Basics"_s, {}, {}, {u"csi"_s}, u"The plain loop."_s},
        {u"Blobs"_s, u"a/blobs.py"_s, u"Colour"_s, {u"ae3"_s}, {}, {u"image"_s}, u"Red things."_s},
        {u"Auto focus"_s, u"b/focus.py"_s, u"Sensor"_s, {}, {u"OV5640"_s}, {}, u"Sharper."_s},
    };
}

QByteArray indexWith(const QByteArray& entry)
{
    return R"({"schema":1,"examples":[{"title":"T","file":"a.py","category":"C"},)" + entry + "]}";
}

}  // namespace

void TestExamples::indexReadsEveryField()
{
    const auto index = ExamplesIndex::parse(R"({"schema":1,"examples":[{"title":"T","file":"x/a.py",
        "category":"C","boards":["ae3"],"sensors":["PAG7936"],"modules":["csi"],"description":" one
        line ","scene":"lamp","options":"network=loopback","new":[7]}]})");
    QVERIFY(index);
    QVERIFY(index->problems.isEmpty());
    const Example expected{u"T"_s,         u"x/a.py"_s, u"C"_s,        {u"ae3"_s},
                           {u"PAG7936"_s}, {u"csi"_s},  u"one line"_s, u"lamp"_s};
    QCOMPARE(index->examples, QList<Example>{expected});
    QVERIFY(expected.fitsBoard(u"ae3"_s) && !expected.fitsBoard(u"rt1062"_s));
    QVERIFY(expected.fitsSensor(u"pag7936"_s) && !expected.fitsSensor(u"OV5640"_s));
}

void TestExamples::indexLeavesOutWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("entry");
    const auto row = [](const char* entry) { QTest::newRow(entry) << QByteArray(entry); };
    row("null");
    row("7");
    row("[]");
    row("{}");
    row(R"({"title":"T","category":"C"})");
    row(R"({"title":"T","file":"a.py"})");
    row(R"({"title":"","file":"a.py","category":"C"})");
    row(R"({"title":5,"file":"a.py","category":"C"})");
    row(R"({"title":"T","file":"../a.py","category":"C"})");
    row(R"({"title":"T","file":"/etc/passwd","category":"C"})");
    row(R"({"title":"T","file":"x/../../a.py","category":"C"})");
    row(R"({"title":"T","file":"x\\..\\a.py","category":"C"})");
    row(R"({"title":"T","file":"a.py","category":"C","boards":"ae3"})");
    row(R"({"title":"T","file":"a.py","category":"C","modules":[1]})");
}

void TestExamples::indexLeavesOutWhatIsWrong()
{
    QFETCH(QByteArray, entry);
    const auto index = ExamplesIndex::parse(indexWith(entry));
    QVERIFY(index);
    QCOMPARE(index->examples.size(), 1);
    QCOMPARE(index->problems.size(), 1);
}

void TestExamples::indexRefusesWhatIsNone_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char* json) { QTest::newRow(json) << QByteArray(json); };
    row("");
    row("no json");
    row("[]");
    row("{}");
    row(R"({"schema":2,"examples":[]})");
    row(R"({"schema":1,"examples":{}})");
    row(R"({"schema":1,"examples":[)");
    row("\xff\xfe{}");
}

void TestExamples::indexRefusesWhatIsNone()
{
    QFETCH(QByteArray, json);
    QVERIFY(!ExamplesIndex::parse(json));
}

void TestExamples::indexOfOursIsWhole()
{
    const QString folder = QStringLiteral(OMV_SOURCE_DIR "/resources/examples/");
    QFile file(folder + u"index.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto index = ExamplesIndex::parse(file.readAll());
    QVERIFY(index);
    QCOMPARE(index->problems, QStringList());
    QVERIFY(index->examples.size() >= 20);
    for (const Example& example : index->examples) {
        QVERIFY2(QFile::exists(folder + example.file), qPrintable(example.file));
        QVERIFY2(!example.description.isEmpty(), qPrintable(example.file));
    }
}

void TestExamples::modelGroupsAndFilters()
{
    ExamplesModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setExamples(samples());
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.shownCount(), 3);
    QCOMPARE(model.index(0, 0).data().toString(), u"Basics"_s);
    QCOMPARE(model.index(0, 0, model.index(1, 0)).data(ExamplesModel::FileRole).toString(),
             u"a/blobs.py"_s);

    model.setFilter({u"RED"_s, {}, {}});
    QCOMPARE(model.shownCount(), 1);
    model.setFilter({u"things colour"_s, {}, {}});
    QCOMPARE(model.shownCount(), 1);
    model.setFilter({{}, u"rt1062"_s, {u"OV5640"_s}});
    QCOMPARE(model.shownCount(), 2);
    model.setFilter({u"nothing like it"_s, {}, {}});
    QCOMPARE(model.rowCount(), 0);
    model.setFilter({});
    QCOMPARE(model.shownCount(), 3);
    model.setExamples({});
    QCOMPARE(model.rowCount(), 0);
}

void TestExamples::paneSearchesByKeys()
{
    ExamplesPane pane;
    pane.setExamples(samples());
    pane.resize(280, 500);
    pane.show();
    QVERIFY(QTest::qWaitForWindowExposed(&pane));
    auto* search = pane.findChild<QLineEdit*>(u"examplesSearch"_s);
    auto* empty = pane.findChild<QLabel*>(u"examplesEmpty"_s);
    QTest::keyClicks(search, u"blo"_s);
    QCOMPARE(pane.model().shownCount(), 1);
    QTest::keyClicks(search, u"zzz"_s);
    QVERIFY(empty->isVisible());
    QVERIFY(empty->text().contains(u"blozzz"_s));
    search->clear();
    QVERIFY(!empty->isVisible());
}

void TestExamples::paneFiltersByCamera()
{
    ExamplesPane pane;
    pane.setExamples(samples());
    pane.resize(280, 500);
    pane.show();
    auto* board = pane.findChild<QToolButton*>(u"thisBoardChip"_s);
    auto* sensor = pane.findChild<QToolButton*>(u"thisSensorChip"_s);
    QVERIFY(!board->isEnabled() && !board->toolTip().isEmpty());
    QCOMPARE(pane.model().shownCount(), 3);
    pane.setCamera(u"rt1062"_s, u"OpenMV RT1062"_s, {u"OV7725"_s});
    QCOMPARE(pane.model().shownCount(), 1);
    QTest::mouseClick(sensor, Qt::LeftButton);
    QCOMPARE(pane.model().shownCount(), 2);
    QTest::mouseClick(board, Qt::LeftButton);
    QCOMPARE(pane.model().shownCount(), 3);
    // A camera with several sensors: what fits any of them.
    pane.setCamera(u"rt1062"_s, u"OpenMV RT1062"_s, {u"OV7725"_s, u"OV5640"_s});
    QTest::mouseClick(sensor, Qt::LeftButton);
    QCOMPARE(pane.model().shownCount(), 3);
    pane.setCamera({}, {}, {});
    QCOMPARE(pane.model().shownCount(), 3);
}

void TestExamples::paneAsksForACopy()
{
    ExamplesPane pane;
    pane.setExamples(samples());
    pane.resize(280, 500);
    pane.show();
    QVERIFY(QTest::qWaitForWindowExposed(&pane));
    QSignalSpy open(&pane, &ExamplesPane::openWanted);
    auto* view = pane.findChild<QTreeView*>(u"examplesList"_s);
    const QModelIndex blobs = pane.model().index(0, 0, pane.model().index(1, 0));
    const QPoint at = view->visualRect(blobs).center();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(open.count(), 0);
    QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(open.count(), 1);
    QCOMPARE(open.first().first().toString(), u"a/blobs.py"_s);
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(open.count(), 2);
    // A category is no example.
    QTest::mouseDClick(view->viewport(), Qt::LeftButton, {},
                       view->visualRect(pane.model().index(0, 0)).center());
    QCOMPARE(open.count(), 2);
    // Down in the search field goes into the list.
    QTest::keyClick(pane.findChild<QLineEdit*>(u"examplesSearch"_s), Qt::Key_Down);
    QCOMPARE(view->currentIndex().data(ExamplesModel::FileRole).toString(), u"a/hello.py"_s);
}

QTEST_MAIN(TestExamples)
#include "test_examples.moc"
