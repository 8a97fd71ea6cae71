// SPDX-License-Identifier: MIT
#include "tests/widgets/panels/themed.h"
#include "widgets/firmware/board_drawing.h"
#include "widgets/firmware/file_rows.h"
#include "widgets/firmware/firmware_log.h"
#include "widgets/firmware/firmware_page.h"
#include "widgets/firmware/stage_bar.h"
#include "widgets/firmware/step_rows.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace omv::ui;
using namespace Qt::StringLiterals;
using Phase = FirmwareStep::Phase;
using Verdict = FirmwareFile::Verdict;

namespace {

FirmwareState ready()
{
    FirmwareState state;
    state.boardName = u"OpenMV AE3"_s;
    state.stage = BoardStage::Running;
    state.stageDetails = {u"Chip's serial loader"_s, u"OpenMV DFU, 37C5:96E3"_s,
                          u"Firmware 5.0.0"_s};
    state.drawing = {1, true, true, BoardDrawingData::Control::Switch, {}, false, false};
    state.leds = {{{Qt::green, QColor()}, u"Fast blink"_s, u"The bootloader waits."_s}};
    state.ifStopped = u"The bootloader is not touched."_s;
    state.title = u"Update OpenMV AE3"_s;
    state.sentence = u"It runs 5.0.0; the files have 5.1.0."_s;
    state.steps = {{u"Restart into the bootloader"_s, u"The script that runs ends."_s},
                   {u"Write HP"_s, u"firmware_M55_HP.bin"_s},
                   {u"See it run"_s, u"Version 5.1.0"_s}};
    state.boards = {{u"/dev/ttyACM0"_s, u"OpenMV AE3"_s, u"ttyACM0"_s, BoardStage::Running},
                    {u"usb:1-2"_s, u"OpenMV Cam H7"_s, u"0483:DF11"_s, BoardStage::Recovery}};
    state.chosenBoard = u"/dev/ttyACM0"_s;
    state.source = u"/home/me/firmware_v5.1.0.zip"_s;
    state.files = {{u"firmware_M55_HP.bin"_s,
                    u"Cortex-M firmware 5.1.0"_s,
                    u"65,536 B"_s,
                    u"0123456789abcdef"_s,
                    u"HP"_s,
                    Verdict::Fits,
                    {}}};
    return state;
}

struct Page {
    Page()
    {
        page.resize(1232, 740);
        omv::test::applyLook(&page, {});
        page.setState(ready());
        page.show();
        static_cast<void>(QTest::qWaitForWindowExposed(&page));
    }
    template<class T>
    T* child(const char* name)
    {
        return page.findChild<T*>(QString::fromLatin1(name));
    }
    FirmwarePage page;
};

}  // namespace

class TestFirmwarePage final : public QObject {
    Q_OBJECT
private slots:
    void beforeTheStartItShowsThePlanAndWaitsForAWish()
    {
        Page f;
        QSignalSpy wishes(&f.page, &FirmwarePage::startWanted);
        auto* start = f.child<QPushButton>("firmwareStart");
        QVERIFY(start->isVisible() && start->isEnabled());
        QVERIFY(!f.child<QPushButton>("firmwareCancel")->isVisible());
        QVERIFY(!f.child<QWidget>("firmwareSuccess")->isVisible());
        QVERIFY(!f.child<QWidget>("firmwareFailure")->isVisible());
        QCOMPARE(f.child<QLabel>("firmwareStage")->text(), u"Running"_s);
        QTest::mouseClick(start, Qt::LeftButton);
        QCOMPARE(wishes.size(), 1);
        start->setFocus();
        QTest::keyClick(start, Qt::Key_Space);
        QCOMPARE(wishes.size(), 2);
    }

    void whatCannotBeStartedSaysWhy()
    {
        Page f;
        FirmwareState state = ready();
        state.whyNotStart = u"Choose the files first."_s;
        f.page.setState(state);
        QVERIFY(!f.child<QPushButton>("firmwareStart")->isEnabled());
        QVERIFY(f.child<QLabel>("firmwareWhyNot")->isVisible());
        QCOMPARE(f.child<QLabel>("firmwareWhyNot")->text(), state.whyNotStart);
    }

    void whileItRunsOnlyCancelIsPossible()
    {
        Page f;
        QSignalSpy cancels(&f.page, &FirmwarePage::cancelWanted);
        FirmwareState state = ready();
        state.running = true;
        state.stage = BoardStage::Bootloader;
        state.steps[0].phase = Phase::Done;
        state.steps[1].phase = Phase::Now;
        state.steps[1].done = 12288;
        state.steps[1].total = 65536;
        state.steps[1].bytesPerSecond = 142000;
        state.steps[1].secondsLeft = 3;
        f.page.setState(state);
        QVERIFY(!f.child<QPushButton>("firmwareStart")->isVisible());
        for (const char* name : {"firmwareChooseFile", "firmwareChooseFolder"})
            QVERIFY(!f.child<QPushButton>(name)->isEnabled());
        for (const char* name : {"firmwareVerify", "firmwareForce", "firmwareResetRomfs"})
            QVERIFY(!f.child<QCheckBox>(name)->isEnabled());
        QVERIFY(!f.child<QListWidget>("firmwareBoards")->isEnabled());
        auto* steps = f.child<StepRows>("firmwareSteps");
        QCOMPARE(steps->current(), 1);
        QVERIFY(StepRows::progressText(state.steps[1]).contains(u"12,288 of 65,536 bytes"_s));
        QVERIFY(StepRows::progressText(state.steps[1]).contains(u"142 KB/s"_s));
        QCOMPARE(StepRows::leftText(state.steps[1]), u"3.0 s left"_s);
        QCOMPARE(f.child<StageBar>("stageBar")->stage(), BoardStage::Bootloader);
        QTest::mouseClick(f.child<QPushButton>("firmwareCancel"), Qt::LeftButton);
        QCOMPARE(cancels.size(), 1);
        state.cancelling = true;
        f.page.setState(state);
        QVERIFY(!f.child<QPushButton>("firmwareCancel")->isEnabled());
    }

    void aStepThatIsThePersonsIsTheOneOfNow()
    {
        Page f;
        FirmwareState state = ready();
        state.running = true;
        state.steps[0].phase = Phase::Yours;
        f.page.setState(state);
        auto* steps = f.child<StepRows>("firmwareSteps");
        QCOMPARE(steps->current(), 0);
        const omv::ui::Theme theme;
        const QImage picture = steps->grab().toImage();
        QVERIFY(omv::test::countPixels(picture, theme.colors().warning) > 10);
    }

    void successIsARowAndFailureTheCard()
    {
        Page f;
        FirmwareState state = ready();
        state.success = u"Running 5.1.0, verified"_s;
        f.page.setState(state);
        QVERIFY(f.child<QWidget>("firmwareSuccess")->isVisible());
        state.success.clear();
        state.failure = u"Update OpenMV AE3: failed"_s;
        state.error = omv::Error{omv::Errc::Timeout, "OMV-E0721", "OpenMV AE3 does not run",
                                 "It was not seen on the bus", "Plug it in again"};
        f.page.setState(state);
        QVERIFY(!f.child<QWidget>("firmwareSuccess")->isVisible());
        QVERIFY(f.child<QWidget>("firmwareFailure")->isVisible());
        QSignalSpy again(&f.page, &FirmwarePage::startWanted);
        QTest::mouseClick(f.child<QPushButton>("errorRetry"), Qt::LeftButton);
        QCOMPARE(again.size(), 1);
        QSignalSpy copied(&f.page, &FirmwarePage::copyWanted);
        QTest::mouseClick(f.child<QPushButton>("errorCopy"), Qt::LeftButton);
        QVERIFY(copied.value(0).value(0).toString().contains(u"OMV-E0721"_s));
    }

    void boardsAreChosenByKeyAndByMouse()
    {
        Page f;
        QSignalSpy chosen(&f.page, &FirmwarePage::boardChosen);
        auto* boards = f.child<QListWidget>("firmwareBoards");
        QCOMPARE(boards->currentRow(), 0);
        QCOMPARE(chosen.size(), 0);
        boards->setFocus();
        QTest::keyClick(boards, Qt::Key_Down);
        QCOMPARE(chosen.value(0).value(0).toString(), u"usb:1-2"_s);
        QTest::mouseClick(boards->viewport(), Qt::LeftButton, {},
                          boards->visualItemRect(boards->item(0)).center());
        QCOMPARE(chosen.value(1).value(0).toString(), u"/dev/ttyACM0"_s);
        // What is only told is no choice.
        FirmwareState state = ready();
        state.chosenBoard = u"usb:1-2"_s;
        f.page.setState(state);
        QCOMPARE(boards->currentRow(), 1);
        QCOMPARE(chosen.size(), 2);
    }

    void goalsAreSegmentsOrAListWhereItIsNarrow()
    {
        Page f;
        QSignalSpy goals(&f.page, &FirmwarePage::goalChosen);
        auto* erase = f.child<QAbstractButton>("firmwareGoal.3");
        QVERIFY(erase->isVisible());
        QTest::mouseClick(erase, Qt::LeftButton);
        QCOMPARE(goals.value(0).value(0).value<FirmwareGoal>(), FirmwareGoal::Erase);
        f.page.resize(640, 560);
        QTRY_VERIFY(f.child<QComboBox>("firmwareGoalBox")->isVisible());
        QVERIFY(!erase->isVisible());
        // Nothing is wider than its column.
        for (const QWidget* pane : f.page.findChildren<QWidget*>()) {
            if (pane->objectName() != u"firmwareFilesPane"_s)
                continue;
            for (const QWidget* each : pane->findChildren<QWidget*>()) {
                if (each->isVisible())
                    QVERIFY2(each->mapTo(pane, QPoint(each->width(), 0)).x() <= pane->width(),
                             qPrintable(u"%1 %2 %3 hint %4"_s.arg(
                                 QString::fromLatin1(each->metaObject()->className()),
                                 each->objectName(), QString::number(each->width()),
                                 QString::number(each->minimumSizeHint().width()))));
            }
        }
    }

    void optionsAreThoseOfTheGoal()
    {
        Page f;
        QSignalSpy choices(&f.page, &FirmwarePage::choicesChanged);
        auto* romfs = f.child<QCheckBox>("firmwareResetRomfs");
        QVERIFY(romfs->isEnabled() && !romfs->isChecked());
        QTest::mouseClick(romfs, Qt::LeftButton, {}, QPoint(8, romfs->height() / 2));
        QCOMPARE(choices.size(), 1);
        QVERIFY(choices.value(0).value(0).value<FirmwareChoices>().resetRomfs);
        FirmwareState state = ready();
        state.goal = FirmwareGoal::Factory;
        f.page.setState(state);
        // Said as it is, and not to be changed.
        QVERIFY(romfs->isChecked() && !romfs->isEnabled());
        QVERIFY(f.child<QCheckBox>("firmwareEraseFileSystem")->isChecked());
    }

    void risksAreConsentedToOneByOne()
    {
        Page f;
        FirmwareState state = ready();
        state.goal = FirmwareGoal::Recover;
        state.consents = {{u"bootloader"_s, u"Write the bootloader, at a risk."_s, false},
                          {u"toc"_s, u"Write the table of contents, at a risk."_s, false}};
        f.page.setState(state);
        QSignalSpy given(&f.page, &FirmwarePage::consentChanged);
        auto* second = f.child<QCheckBox>("firmwareConsent.1");
        QVERIFY(second && !second->isChecked());
        second->setFocus();
        QTest::keyClick(second, Qt::Key_Space);
        QCOMPARE(given.value(0).value(0).toString(), u"toc"_s);
        QCOMPARE(given.value(0).value(1).toBool(), true);
        f.page.setState(ready());
        QVERIFY(!f.child<QCheckBox>("firmwareConsent.0"));
    }

    void aConsentThatIsMissingIsOneClickAway()
    {
        Page f;
        f.page.resize(1024, 500);
        FirmwareState state = ready();
        state.goal = FirmwareGoal::Recover;
        for (int i = 0; i < 12; ++i)
            state.boards.append({u"usb:1-%1"_s.arg(i), u"A board"_s, {}, BoardStage::Recovery});
        state.consents = {{u"bootloader"_s, u"Write the bootloader, at a risk."_s, true},
                          {u"toc"_s, u"Write the table of contents, at a risk."_s, false}};
        state.whyNotStart = u"It needs your consent."_s;
        state.consentMissing = true;
        f.page.setState(state);
        auto* why = f.child<QLabel>("firmwareWhyNot");
        QVERIFY(why->text().startsWith(u"It needs your consent."_s));
        why->setFocus();
        QTest::keyClick(why, Qt::Key_Tab);
        emit why->linkActivated(u"consent"_s);
        auto* missing = f.child<QCheckBox>("firmwareConsent.1");
        QVERIFY(missing->hasFocus());
        QVERIFY(!missing->visibleRegion().isEmpty());
    }

    void whatOnlyFewBoardsHaveIsShownForThem()
    {
        Page f;
        FirmwareState state = ready();
        state.goal = FirmwareGoal::Recover;
        state.has.burnFuse = true;
        f.page.setState(state);
        auto* fuse = f.child<QCheckBox>("firmwareBurnFuse");
        QVERIFY(fuse->isVisible());
        QVERIFY(!f.child<QCheckBox>("firmwareSystemPackage")->isVisible());
        state.goal = FirmwareGoal::Firmware;
        state.choices.backup = true;
        state.backupFolder = u"/home/me/copies"_s;
        f.page.setState(state);
        QVERIFY(!fuse->isVisible());
        QVERIFY(f.child<QLabel>("firmwareBackupPlace")->text().contains(u"/home/me/copies"_s));
        QSignalSpy wanted(&f.page, &FirmwarePage::backupFolderWanted);
        f.child<QPushButton>("firmwareBackupFolder")->click();
        QCOMPARE(wanted.size(), 1);
    }

    void filesAreDroppedOnThePage()
    {
        Page f;
        QSignalSpy dropped(&f.page, &FirmwarePage::sourceChosen);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(u"/tmp/release.zip"_s)});
        QDragEnterEvent enter(QPoint(600, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&f.page, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(600, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&f.page, &drop);
        QCOMPARE(dropped.value(0).value(0).toString(), u"/tmp/release.zip"_s);
        // Not while a board is written.
        FirmwareState state = ready();
        state.running = true;
        f.page.setState(state);
        QDragEnterEvent late(QPoint(600, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
        late.ignore();
        QCoreApplication::sendEvent(&f.page, &late);
        QVERIFY(!late.isAccepted());
    }

    void theLogIsCopiedAsAWhole()
    {
        Page f;
        QSignalSpy copied(&f.page, &FirmwarePage::copyWanted);
        f.page.log()->append(u"one"_s);
        f.page.log()->append(u"two"_s);
        QTest::mouseClick(f.child<QToolButton>("firmwareLogCopy"), Qt::LeftButton);
        QCOMPARE(copied.value(0).value(0).toString(), u"one\ntwo"_s);
        QTest::mouseClick(f.child<QToolButton>("firmwareLogClear"), Qt::LeftButton);
        QVERIFY(f.page.log()->text().isEmpty());
    }

    void allIsReachedByTheTabKeyInTheOrderOfTheWork()
    {
        Page f;
        QStringList visited;
        f.child<QListWidget>("firmwareBoards")->setFocus();
        for (int i = 0; i < 30; ++i) {
            const QWidget* at = QApplication::focusWidget();
            QVERIFY(at);
            if (visited.contains(at->objectName()))
                break;
            visited.append(at->objectName());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        qsizetype last = -1;
        for (const QString& name :
             {u"firmwareBoards"_s, u"firmwareChooseFile"_s, u"firmwareVerify"_s,
              u"firmwareGoal.0"_s, u"firmwareStart"_s, u"firmwareSteps"_s, u"firmwareLogCopy"_s}) {
            const qsizetype place = visited.indexOf(name);
            QVERIFY2(place > last, qPrintable(name + u" in "_s + visited.join(u' ')));
            last = place;
        }
    }

    void stepsAreReadOutOneByOne()
    {
        Page f;
        auto* steps = f.child<StepRows>("firmwareSteps");
        steps->setFocus();
        QVERIFY(steps->accessibleDescription().contains(u"Step 1 of 3"_s));
        QTest::keyClick(steps, Qt::Key_Down);
        QVERIFY(steps->accessibleDescription().contains(u"Write HP"_s));
    }

    void theControlOfARecoveryIsDrawnInAccent()
    {
        for (const auto& options : omv::test::allLooks()) {
            BoardDrawing drawing;
            const Theme theme = omv::test::applyLook(&drawing, options);
            drawing.resize(drawing.sizeHint());
            BoardDrawingData data{
                2,     true, true, BoardDrawingData::Control::Jumper, {u"BOOT"_s, u"RST"_s},
                false, false};
            drawing.setData(data);
            QVERIFY(omv::test::countPixels(drawing.grab().toImage(), theme.colors().accent, 4) ==
                    0);
            data.needed = true;
            drawing.setData(data);
            QVERIFY(omv::test::countPixels(drawing.grab().toImage(), theme.colors().accent, 4) >
                    20);
        }
    }
};

QTEST_MAIN(TestFirmwarePage)

#include "test_firmware_page.moc"
