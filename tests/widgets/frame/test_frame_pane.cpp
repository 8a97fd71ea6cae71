// SPDX-License-Identifier: MIT
#include "tests/widgets/frame/frame_fixture.h"
#include "widgets/frame/frame_pane.h"
#include "widgets/frame/frame_view.h"
#include "widgets/frame/segmented_control.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace omv::ui;
using namespace Qt::StringLiterals;
using test::makePicture;

namespace {

struct Shown {
    FramePane pane;

    explicit Shown(QSize size = {704, 500})
    {
        test::useTheme(&pane, Theme());
        pane.resize(size);
        pane.setConnected(true);
        pane.show();
    }

    QToolButton* button(const QString& name) { return pane.findChild<QToolButton*>(name); }
    void click(const QString& name) { QTest::mouseClick(button(name), Qt::LeftButton); }
};

}  // namespace

class TestFramePane final : public QObject {
    Q_OBJECT
private slots:
    void segmentsWishAMode()
    {
        Shown shown;
        QSignalSpy wishes(&shown.pane, &FramePane::streamModeChanged);
        shown.click(u"frameStreamMode.2"_s);
        QCOMPARE(wishes.count(), 1);
        QCOMPARE(wishes[0][0].value<StreamMode>(), StreamMode::Raw);
        QCOMPARE(shown.pane.streamMode(), StreamMode::Raw);
        shown.click(u"frameStreamMode.0"_s);
        QCOMPARE(shown.pane.view()->state(), FrameState::StreamOff);
        shown.pane.setStreamMode(StreamMode::Jpeg);  // told: no wish
        QCOMPARE(wishes.count(), 2);
        QCOMPARE(shown.pane.view()->state(), FrameState::Empty);
    }

    void arrowsMoveBetweenSegments()
    {
        Shown shown;
        shown.pane.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.pane));
        QSignalSpy wishes(&shown.pane, &FramePane::streamModeChanged);
        QToolButton* first = shown.button(u"frameStreamMode.1"_s);
        first->setFocus();
        QTest::keyClick(first, Qt::Key_Right);
        QVERIFY(shown.button(u"frameStreamMode.2"_s)->isChecked());
        QCOMPARE(wishes.count(), 1);
    }

    void belowItsWidthItFolds()
    {
        Shown shown({704, 400});
        auto* segments = shown.pane.findChild<SegmentedControl*>(u"frameStreamMode"_s);
        auto* folded = shown.pane.findChild<QComboBox*>(u"frameStreamModeFolded"_s);
        QVERIFY(segments->isVisible() && !folded->isVisible());
        // The title goes last: with two sensors the choice of the mode folds before it.
        shown.pane.setSources({{0, u"As in the script"_s}, {7, u"OV5640"_s}}, 0);
        shown.pane.resize(464, 400);
        QVERIFY(shown.pane.findChild<QLabel*>()->isVisible());
        QVERIFY(!segments->isVisible() && folded->isVisible());
        shown.pane.setSources({}, 0);
        shown.pane.resize(260, 400);
        QCOMPARE(shown.pane.width(), 260);
        QVERIFY(!segments->isVisible() && folded->isVisible());
        QVERIFY(!shown.button(u"tool.frame.grid"_s)->isVisible());
        QVERIFY(shown.button(u"tool.frame.freeze"_s)->isVisible());
        QSignalSpy wishes(&shown.pane, &FramePane::streamModeChanged);
        folded->setFocus();
        QTest::keyClick(folded, Qt::Key_Down);
        QCOMPARE(wishes.count(), 1);
        QCOMPARE(wishes[0][0].value<StreamMode>(), StreamMode::Raw);
        QCOMPARE(segments->current(), 2);
    }

    void sourcesAreChosenById()
    {
        Shown shown;
        auto* sources = shown.pane.findChild<QComboBox*>(u"frameSource"_s);
        QVERIFY(!sources->isVisible());
        QSignalSpy wishes(&shown.pane, &FramePane::sourceChanged);
        shown.pane.setSources({{7, u"OV5640"_s}, {9, u"Lepton 3.5"_s}}, 7);
        QVERIFY(sources->isVisible());
        QCOMPARE(wishes.count(), 0);
        sources->setFocus();
        QTest::keyClick(sources, Qt::Key_Down);
        QCOMPARE(wishes.count(), 1);
        QCOMPARE(wishes[0][0].toInt(), 9);
        QCOMPARE(shown.pane.source(), 9);
    }

    void toolsDoWhatTheySay()
    {
        Shown shown;
        FrameView* view = shown.pane.view();
        view->setFrame(makePicture(640, 480), {});
        shown.click(u"tool.frame.actualSize"_s);
        QCOMPARE(view->zoom(), 1.0);
        QVERIFY(shown.button(u"tool.frame.actualSize"_s)->isChecked());
        QVERIFY(!shown.button(u"tool.frame.fit"_s)->isChecked());
        shown.click(u"tool.frame.fit"_s);
        QVERIFY(view->fitsToView());
        QVERIFY(shown.button(u"tool.frame.fit"_s)->isChecked());
        shown.click(u"tool.frame.crosshair"_s);
        QVERIFY(view->crosshair());
        shown.click(u"tool.frame.grid"_s);
        QVERIFY(view->grid());
        shown.click(u"tool.frame.freeze"_s);
        QVERIFY(view->frozen());
        shown.click(u"tool.frame.freeze"_s);
        QVERIFY(!view->frozen());
    }

    void everyActionCanBeTriggered()
    {
        Shown shown;
        shown.pane.view()->setFrame(makePicture(64, 48), {});
        shown.pane.view()->setRegion({1, 2, 3, 4});
        QSignalSpy saves(&shown.pane, &FramePane::saveWanted);
        QSignalSpy copies(&shown.pane, &FramePane::copied);
        for (QAction* action : shown.pane.frameActions()) {
            QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
            QVERIFY2(!action->icon().isNull(), qPrintable(action->objectName()));
            action->trigger();
        }
        QCOMPARE(saves.count(), 3);
        QCOMPARE(saves[0][0].value<FramePane::Save>(), FramePane::Save::Frame);
        QCOMPARE(saves[1][0].value<FramePane::Save>(), FramePane::Save::Region);
        QCOMPARE(saves[2][0].value<FramePane::Save>(), FramePane::Save::RawBytes);
        QCOMPARE(copies.count(), 1);
        QCOMPARE(QGuiApplication::clipboard()->image().size(), QSize(3, 4));
        QVERIFY(shown.pane.view()->orientation().identity());
    }

    void turningComesBackAfterFourTimes()
    {
        Shown shown;
        FrameView* view = shown.pane.view();
        QAction* right = shown.pane.frameAction(u"frame.rotateRight"_s);
        for (int i = 1; i <= 4; ++i) {
            right->trigger();
            QCOMPARE(view->orientation().quarterTurns, i % 4);
        }
        shown.pane.frameAction(u"frame.flipVertical"_s)->trigger();
        QVERIFY(!view->orientation().identity());
        shown.pane.frameAction(u"frame.upright"_s)->trigger();
        QVERIFY(view->orientation().identity());
    }

    void whatCannotBeDoneIsDisabled()
    {
        Shown shown;
        const auto enabled = [&](const char* name) {
            return shown.pane.frameAction(QLatin1String(name))->isEnabled();
        };
        QVERIFY(!enabled("frame.saveFrame") && !enabled("frame.copy"));
        shown.pane.view()->setFrame(makePicture(64, 48), {});
        QVERIFY(enabled("frame.saveFrame") && enabled("frame.copy"));
        QVERIFY(!enabled("frame.saveRegion"));
        shown.pane.view()->setRegion({1, 1, 2, 2});
        QVERIFY(enabled("frame.saveRegion"));
        shown.pane.setRawBytesKnown(false);
        QVERIFY(!enabled("frame.saveRaw"));
        shown.pane.setConnected(false);
        QVERIFY(!shown.button(u"frameStreamMode.1"_s)->isEnabled());
    }

    void aPageCoversTheViewUntilTakenAway()
    {
        Shown shown;
        QWidget page;
        shown.pane.setPage(&page);
        QVERIFY(page.isVisible() && !shown.pane.view()->isVisible());
        shown.pane.setPage(nullptr);
        QVERIFY(shown.pane.view()->isVisible());
        page.setParent(nullptr);
    }
};

QTEST_MAIN(TestFramePane)
#include "test_frame_pane.moc"
