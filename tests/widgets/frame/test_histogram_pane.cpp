// SPDX-License-Identifier: MIT
#include "tests/widgets/frame/frame_fixture.h"
#include "widgets/frame/frame_image.h"
#include "widgets/frame/histogram_model.h"
#include "widgets/frame/histogram_pane.h"
#include "widgets/frame/histogram_plot.h"
#include "widgets/frame/histogram_table.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace omv::ui;
using namespace Qt::StringLiterals;
using test::makePicture;

namespace {

HistogramData counts(const QImage& image, ColorSpace space)
{
    return histogram(pixelView(image), space);
}

/// Half black, half white.
QImage halves()
{
    QImage image(20, 20, QImage::Format_RGB32);
    image.fill(Qt::black);
    for (int y = 0; y < 10; ++y) {
        for (int x = 0; x < 20; ++x)
            image.setPixel(x, y, qRgb(255, 255, 255));
    }
    return image;
}

bool hasColor(const QImage& image, const QRect& where, const QColor& color)
{
    const QRect inside = where & image.rect();
    for (int y = inside.top(); y <= inside.bottom(); ++y) {
        for (int x = inside.left(); x <= inside.right(); ++x) {
            if (image.pixelColor(x, y) == color)
                return true;
        }
    }
    return false;
}

struct Shown {
    HistogramPane pane;

    explicit Shown(QSize size = {704, 420})
    {
        test::useTheme(&pane, Theme());
        pane.resize(size);
        pane.show();
    }

    HistogramPlot* plot() { return pane.findChild<HistogramPlot*>(); }
    QAbstractItemModel* model() { return pane.findChild<HistogramTable*>()->model(); }
    void click(const QString& name)
    {
        QTest::mouseClick(pane.findChild<QToolButton*>(name), Qt::LeftButton);
    }
};

}  // namespace

class TestHistogramPane final : public QObject {
    Q_OBJECT
private slots:
    void noShareIsAboveTheWhole()
    {
        QImage plain(32, 32, QImage::Format_RGB32);
        plain.fill(QColor(40, 120, 200));
        for (const ColorSpace space : {ColorSpace::Rgb, ColorSpace::Gray, ColorSpace::Lab}) {
            Shown shown;
            shown.pane.setData(counts(plain, space));
            QCOMPARE(shown.plot()->topShare(), 1.0);
        }
        // Two of green's values that stand in one of red's: the same curve.
        QImage mixed(32, 32, QImage::Format_RGB32);
        for (int y = 0; y < 32; ++y)
            for (int x = 0; x < 32; ++x)
                mixed.setPixel(x, y, x % 2 == 0 ? qRgb(64, 64, 64) : qRgb(68, 68, 68));
        Shown shown;
        shown.pane.setData(counts(mixed, ColorSpace::Rgb));
        QCOMPARE(shown.plot()->topShare(), 1.0);
    }

    void theModelHasARowForEachChannel()
    {
        HistogramModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setData(counts(makePicture(30, 20), ColorSpace::Rgb));
        model.setData(counts(halves(), ColorSpace::Rgb));
        QCOMPARE(resets.count(), 1);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, HistogramModel::Mean).data(Qt::EditRole).toDouble(), 127.5);
        QCOMPARE(model.index(0, HistogramModel::Mean).data().toString(), u"127.5"_s);
        QCOMPARE(model.index(2, HistogramModel::Max).data().toString(), u"255"_s);
        model.setData(counts(halves(), ColorSpace::Gray));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, 0).data().toString(), u"Gray"_s);
        model.setData(counts(halves(), ColorSpace::Lab));
        QCOMPARE(model.index(2, 0).data().toString(), u"B"_s);
        model.setData({});
        QCOMPARE(model.rowCount(), 0);
    }

    void choicesAreWishes()
    {
        Shown shown;
        QSignalSpy wishes(&shown.pane, &HistogramPane::wantedChanged);
        shown.click(u"histogramSpace.2"_s);
        QCOMPARE(shown.pane.colorSpace(), ColorSpace::Lab);
        QCOMPARE(wishes.count(), 1);
        shown.click(u"histogramPart.1"_s);  // no region: disabled
        QVERIFY(!shown.pane.ofRegion());
        shown.pane.setRegionKnown(true);
        shown.click(u"histogramPart.1"_s);
        QVERIFY(shown.pane.ofRegion());
        QCOMPARE(wishes.count(), 2);
        shown.pane.setRegionKnown(false);
        QVERIFY(!shown.pane.ofRegion());
        QCOMPARE(wishes.count(), 3);
        shown.pane.setRegionKnown(true);  // the wish was kept
        QVERIFY(shown.pane.ofRegion());
    }

    void itFoldsWhenNarrow()
    {
        Shown shown({464, 400});
        QCOMPARE(shown.pane.width(), 464);
        auto* combo = shown.pane.findChild<QComboBox*>(u"histogramSpaceFolded"_s);
        QVERIFY(combo->isVisible());
        auto* table = shown.pane.findChild<HistogramTable*>();
        QVERIFY(table->isColumnHidden(HistogramModel::Mode));
        QVERIFY(!table->isColumnHidden(HistogramModel::Mean));
        combo->setFocus();
        QTest::keyClick(combo, Qt::Key_Down);
        QCOMPARE(shown.pane.colorSpace(), ColorSpace::Gray);
        shown.pane.resize(704, 400);
        QVERIFY(!combo->isVisible());
        QVERIFY(!table->isColumnHidden(HistogramModel::Mode));
        QVERIFY(shown.pane.findChild<QToolButton*>(u"histogramSpace.1"_s)->isChecked());
    }

    void numbersGoBeforeTheyAreCut()
    {
        Shown shown({464, 400});
        auto* table = shown.pane.findChild<HistogramTable*>();
        auto* plot = shown.pane.findChild<HistogramPlot*>();
        QVERIFY(table->isVisible());
        for (int height = 300; height > 20; height -= 7) {
            shown.pane.resize(464, height);
            QVERIFY(!table->isVisible() || table->geometry().bottom() < height);
            QVERIFY(!shown.pane.grab().isNull());
            plot->setLanes(height % 2 == 0);
        }
        QVERIFY(!table->isVisible());
        // No room for a curve at all: nothing is painted, and nothing is complained of.
        plot->resize(30, 12);
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        QVERIFY(!plot->grab().isNull());
    }

    void nothingHasNoSign()
    {
        HistogramData data = counts(halves(), ColorSpace::Lab);
        data.channel[1].statistics.mean = -0.04;
        data.channel[2].statistics.mean = -0.06;
        HistogramModel model;
        model.setData(data);
        QCOMPARE(model.index(1, HistogramModel::Mean).data().toString(), u"0.0"_s);
        QCOMPARE(model.index(2, HistogramModel::Mean).data().toString(), u"-0.1"_s);
    }

    void curvesStandWhereTheCountsAre()
    {
        Shown shown;
        shown.pane.setData(counts(halves(), ColorSpace::Gray));
        const double ratio = shown.pane.devicePixelRatioF();
        const QImage screen = shown.plot()->grab().toImage();
        const QRect area = shown.plot()->plotArea();
        const auto part = [&](double from, double to) {
            const QRectF logical(area.left() + area.width() * from, area.top() + 20,
                                 area.width() * (to - from), area.height() - 30);
            return QRectF(logical.topLeft() * ratio, logical.size() * ratio).toRect();
        };
        const QColor gray = Theme().colors().histogram.value(u"Gray"_s);
        QVERIFY(hasColor(screen, part(0, 0.02), gray));
        QVERIFY(hasColor(screen, part(0.98, 1), gray));
        QVERIFY(!hasColor(screen, part(0.1, 0.9), gray));
    }

    void theCursorReadsShares()
    {
        Shown shown;
        shown.pane.setData(counts(halves(), ColorSpace::Rgb));
        HistogramPlot* plot = shown.plot();
        QVERIFY(!plot->cursorValue());
        QTest::mouseMove(plot, plot->plotArea().center());
        QVERIFY(plot->cursorValue());
        QVERIFY(std::abs(*plot->cursorValue() - 127) <= 1);
        const int now = *plot->cursorValue();
        QTest::keyClick(plot, Qt::Key_Right);
        QCOMPARE(*plot->cursorValue(), now + 1);
        QTest::keyClick(plot, Qt::Key_End);
        QTest::keyClick(plot, Qt::Key_Right);
        QCOMPARE(*plot->cursorValue(), 255);
        QTest::keyClick(plot, Qt::Key_Escape);
        QVERIFY(!plot->cursorValue());
    }

    void lanesAndLogarithmChangeTheDrawing()
    {
        Shown shown;
        shown.pane.setData(counts(makePicture(64, 64), ColorSpace::Yuv));
        QSignalSpy views(&shown.pane, &HistogramPane::viewChanged);
        const QImage plain = shown.plot()->grab().toImage();
        shown.click(u"histogramScale.1"_s);
        QVERIFY(shown.pane.logarithmic());
        const QImage logarithmic = shown.plot()->grab().toImage();
        QVERIFY(logarithmic != plain);
        shown.pane.setLanes(true);
        QVERIFY(shown.plot()->grab().toImage() != logarithmic);
        QCOMPARE(views.count(), 2);
        QVERIFY(shown.pane.findChild<QAction*>(u"histogram.lanes"_s)->isChecked());
    }

    void theTableFollowsTheNewestCounts()
    {
        Shown shown;
        for (int i = 0; i < 20; ++i) {
            QImage image(8, 8, QImage::Format_RGB32);
            image.fill(qRgb(i, i, i));
            shown.pane.setData(counts(image, ColorSpace::Gray));
        }
        QTRY_COMPARE(shown.model()->index(0, HistogramModel::Max).data().toString(), u"19"_s);
    }

    void exportAndCopyCarryTheNumbers()
    {
        Shown shown;
        QSignalSpy exports(&shown.pane, &HistogramPane::exportWanted);
        auto* save = shown.pane.findChild<QToolButton*>(u"histogramExport"_s);
        QVERIFY(!save->isEnabled());
        shown.pane.setData(counts(halves(), ColorSpace::Gray));
        QTest::mouseClick(save, Qt::LeftButton);
        QCOMPARE(exports.count(), 1);
        QVERIFY(exports[0][0].toString().contains(u"\nGray,255,200,50.0000\n"_s));
        shown.pane.findChild<QAction*>(u"histogram.copy"_s)->trigger();
        const QString text = QGuiApplication::clipboard()->text();
        QVERIFY(text.startsWith(u"\tMean\tMedian\t"_s));
        QVERIFY(text.contains(u"Gray\t127.5\t0\t"_s));
    }

    void clearedItSaysThatThereIsNothing()
    {
        Shown shown;
        shown.pane.setData(counts(halves(), ColorSpace::Rgb));
        shown.pane.clear();
        QCOMPARE(shown.model()->rowCount(), 0);
        QVERIFY(!shown.pane.findChild<QToolButton*>(u"histogramExport"_s)->isEnabled());
        QTest::mouseMove(shown.plot(), shown.plot()->plotArea().center());
        shown.plot()->grab();
    }
};

QTEST_MAIN(TestHistogramPane)
#include "test_histogram_pane.moc"
