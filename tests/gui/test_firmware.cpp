// SPDX-License-Identifier: MIT
// Boards are written by the real window: real clicks, real virtual cameras with bootloader.
#include "tests/gui/ide_fixture.h"

#include "app/ide/camera/camera_list.h"
#include "app/ide/device_controller.h"
#include "app/ide/firmware_controller.h"
#include "app/ide/firmware_texts.h"
#include "app/ide/settings_store.h"
#include "tests/support/vcam_process.h"
#include "widgets/firmware/firmware_log.h"
#include "widgets/firmware/firmware_page.h"
#include "widgets/panels/rail.h"
#include "widgets/panels/task_strip.h"
#include "widgets/window/status_line.h"

#include <openmv/flasher/simulated.h>

#include <QApplication>
#include <QDir>
#include <QDropEvent>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QRegularExpression>
#include <QSet>
#include <QToolButton>

using namespace Qt::StringLiterals;
using omv::FirmwareVersion;
using omv::flasher::SeenBoard;
using omv::test::IdeFixture;
using omv::test::TemporaryFolder;
using omv::test::VcamProcess;
using omv::ui::BoardStage;
using omv::ui::FirmwareGoal;
using omv::ui::FirmwareStep;

namespace {

constexpr int kLong = 60000;

omv::flasher::FlashBoard boardOf(const std::string& id)
{
    const auto boards = omv::flasher::flashBoards();
    for (const auto& each : *boards) {
        if (each.id == id)
            return each;
    }
    return {};
}

/// A release for virtual boards, as a zip; its path.
QString writeRelease(const QString& folder, const std::string& id, const FirmwareVersion& version)
{
    const auto board = boardOf(id);
    const auto images = omv::flasher::simulatedRelease(board, version);
    const auto zip = omv::flasher::zipRelease(board, images);
    const QString path = u"%1/%2-%3.zip"_s.arg(folder, QString::fromStdString(id),
                                               QString::fromStdString(toString(version)));
    QFile file(path);
    if (!zip || !file.open(QIODevice::WriteOnly))
        return {};
    file.write(reinterpret_cast<const char*>(zip->data()), static_cast<qint64>(zip->size()));
    return path;
}

/// The window, and beside it a virtual camera with its bootloader.
struct Bench {
    explicit Bench(std::vector<std::string> more = {"--limits=off"})
    {
        std::vector<std::string> arguments = {"--board", "pure-thermal", "--usbip", "--state",
                                              state.path()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        camera = std::make_unique<VcamProcess>(arguments);
        port = QString::fromStdString(camera->pty());
    }

    bool seen()
    {
        return QTest::qWaitFor([this] { return f.ide->cameras().byPort(port) != nullptr; }, kLong);
    }
    bool connectTo()
    {
        f.ide->devices().connectTo(port);
        return f.waitConnected();
    }
    /// The page, with this camera and these files.
    bool open(const QString& files)
    {
        auto* rail = f.window().rail;
        QTest::mouseClick(rail, Qt::LeftButton, {}, rail->itemRect(u"firmware"_s).center());
        if (!f.window().firmwareShown())
            return false;
        f.answers.files = {files};
        click("firmwareChooseFile");
        clickBoard();
        return shown().chosenBoard == port;
    }
    void clickBoard()
    {
        auto* rows = page().findChild<QListWidget*>(u"firmwareBoards"_s);
        for (int i = 0; i < rows->count(); ++i) {
            if (rows->item(i)->toolTip() == port)
                QTest::mouseClick(rows->viewport(), Qt::LeftButton, {},
                                  rows->visualItemRect(rows->item(i)).center());
        }
    }
    bool ready()
    {
        return QTest::qWaitFor([this] { return button("firmwareStart")->isEnabled(); }, kLong);
    }
    omv::ui::FirmwarePage& page() { return *f.window().firmware; }
    const omv::ui::FirmwareState& shown() { return page().state(); }
    QPushButton* button(const char* name)
    {
        return page().findChild<QPushButton*>(QString::fromLatin1(name));
    }
    void click(const char* name) { QTest::mouseClick(button(name), Qt::LeftButton); }
    bool waitEnd()
    {
        return QTest::qWaitFor([this] { return !f.ide->firmware().running(); }, 2 * kLong);
    }
    QString version()
    {
        return QString::fromStdString(toString(f.session().state().info.firmware));
    }
    bool writing()
    {
        for (qsizetype i = 0; i < shown().steps.size(); ++i) {
            const FirmwareStep& step = shown().steps[i];
            if (step.phase == FirmwareStep::Phase::Now && step.total > 0 && step.done > 0 &&
                step.title.startsWith(u"Write"_s))
                return true;
        }
        return false;
    }

    TemporaryFolder state;
    std::unique_ptr<VcamProcess> camera;
    QString port;
    IdeFixture f;
};

QString outcome(Bench& bench)
{
    const auto& shown = bench.shown();
    return shown.error ? QString::fromStdString(toString(*shown.error)) : shown.success;
}

SeenBoard inLoader(const char* port, SeenBoard::State state, std::vector<std::string> boards,
                   const char* loader)
{
    SeenBoard seen;
    seen.state = state;
    seen.port = port;
    seen.path = seen.port.substr(4);
    seen.boards = std::move(boards);
    seen.loader = loader;
    return seen;
}

}  // namespace

class TestFirmware final : public QObject {
    Q_OBJECT
private slots:
    /// Cameras of other tests are not seen here.
    void initTestCase() { qputenv("XDG_RUNTIME_DIR", QByteArray::fromStdString(m_runtime.path())); }

    void aConnectedCameraGetsTheReleaseAndIsTakenUpAgain()
    {
        Bench bench;
        QVERIFY(bench.seen());
        QVERIFY(bench.connectTo());
        QCOMPARE(bench.version(), u"5.0.0"_s);
        const QString files = writeRelease(bench.f.folder.path(), "pure-thermal", {5, 2, 1});
        QVERIFY(bench.open(files));
        QVERIFY(bench.ready());
        QVERIFY2(bench.shown().sentence.contains(u"5.0.0"_s), qPrintable(bench.shown().sentence));
        QVERIFY(bench.shown().sentence.contains(u"5.2.1"_s));
        QCOMPARE(bench.shown().stage, BoardStage::Running);
        bench.click("firmwareStart");
        QVERIFY(bench.f.ide->firmware().running());
        QVERIFY(bench.button("firmwareCancel")->isVisible());
        QVERIFY(bench.waitEnd());
        QVERIFY2(!bench.shown().error, qPrintable(outcome(bench)));
        QCOMPARE(bench.shown().success, u"Running 5.2.1, verified"_s);
        for (const FirmwareStep& step : bench.shown().steps)
            QVERIFY(step.phase == FirmwareStep::Phase::Done ||
                    step.phase == FirmwareStep::Phase::Skipped);
        QVERIFY(bench.f.waitConnected());
        QTRY_COMPARE_WITH_TIMEOUT(bench.version(), u"5.2.1"_s, kLong);
        QVERIFY(bench.page().log()->text().contains(u"Running 5.2.1"_s));
        // The same again: nothing is written twice.
        QVERIFY(bench.ready());
        bench.click("firmwareStart");
        QVERIFY(bench.waitEnd());
        QVERIFY2(!bench.shown().error, qPrintable(outcome(bench)));
        QVERIFY(std::any_of(
            bench.shown().steps.begin(), bench.shown().steps.end(),
            [](const FirmwareStep& step) { return step.phase == FirmwareStep::Phase::Skipped; }));
    }

    void cancelledInTheMiddleItGoesOnWhereItEnded()
    {
        Bench bench(std::vector<std::string>{});  // as slow as flash is
        QVERIFY(bench.seen());
        const QString files = writeRelease(bench.f.folder.path(), "pure-thermal", {5, 3, 0});
        QVERIFY(bench.open(files));
        QVERIFY(bench.ready());
        bench.click("firmwareStart");
        QVERIFY(QTest::qWaitFor([&] { return bench.writing(); }, kLong));
        QVERIFY(bench.shown().ifStopped.contains(u"goes on where it ended"_s));
        bench.click("firmwareCancel");
        QVERIFY(bench.waitEnd());
        QVERIFY(bench.shown().error.has_value());
        QCOMPARE(bench.shown().error->code, omv::Errc::Cancelled);
        QVERIFY(bench.page().findChild<QWidget*>(u"firmwareFailure"_s)->isVisible());
        QCOMPARE(bench.shown().stage, BoardStage::Bootloader);
        // The board waits in its bootloader, and is still the chosen one at its other port.
        QTRY_VERIFY(bench.shown().chosenBoard == bench.port ||
                    bench.shown().chosenBoard == QString::fromStdString(bench.camera->usbIp()));
        QVERIFY(bench.ready());
        QTest::mouseClick(bench.page().findChild<QPushButton*>(u"errorRetry"_s), Qt::LeftButton);
        QVERIFY(bench.f.ide->firmware().running());
        QVERIFY(bench.waitEnd());
        QVERIFY2(!bench.shown().error, qPrintable(outcome(bench)));
        QCOMPARE(bench.shown().success, u"Running 5.3.0, verified"_s);
    }

    void filesOfAnotherBoardAreRefusedBeforeTheFirstByte()
    {
        Bench bench;
        QVERIFY(bench.seen());
        const QString files = writeRelease(bench.f.folder.path(), "ae3", {5, 2, 1});
        QVERIFY(bench.open(files));
        QTRY_VERIFY_WITH_TIMEOUT(!bench.shown().filesProblem.isEmpty(), kLong);
        QVERIFY2(bench.shown().filesProblem.contains(u"OpenMV Pure Thermal"_s),
                 qPrintable(bench.shown().filesProblem));
        QVERIFY(!bench.button("firmwareStart")->isEnabled());
        QVERIFY(bench.page().findChild<QLabel*>(u"firmwareFilesProblem"_s)->isVisible());
        // One image of the other board, under this board's name.
        const auto images = omv::flasher::simulatedRelease(boardOf("ae3"), {5, 2, 1});
        const QString path = bench.f.folder.filePath(u"firmware.bin"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(reinterpret_cast<const char*>(images.front().bytes.data()),
                   static_cast<qint64>(images.front().bytes.size()));
        file.close();
        bench.f.answers.files = {path};
        bench.click("firmwareChooseFile");
        QTRY_VERIFY_WITH_TIMEOUT(bench.shown().files.size() == 1, kLong);
        QCOMPARE(bench.shown().files.front().verdict, omv::ui::FirmwareFile::Verdict::Refused);
        QVERIFY(!bench.shown().files.front().why.isEmpty());
        QVERIFY(!bench.button("firmwareStart")->isEnabled());
    }

    void powerThatIsCutIsWaitedFor()
    {
        Bench bench({"--limits=off", "--fault", "power-cut=100"});
        QVERIFY(bench.seen());
        const QString files = writeRelease(bench.f.folder.path(), "pure-thermal", {5, 4, 0});
        QVERIFY(bench.open(files));
        QVERIFY(bench.ready());
        bench.click("firmwareStart");
        bool waited = false;
        const auto over = [&] {
            for (const FirmwareStep& step : bench.shown().steps)
                waited = waited || step.detail.contains(u"The board left"_s);
            return !bench.f.ide->firmware().running();
        };
        QVERIFY(QTest::qWaitFor(over, 2 * kLong));
        QVERIFY(waited);
        QVERIFY2(!bench.shown().error, qPrintable(outcome(bench)));
        QCOMPARE(bench.shown().success, u"Running 5.4.0, verified"_s);
    }

    void theVirtualCameraOfTheIdeRunsWhatWasWritten()
    {
        IdeFixture f;
        const QString files = writeRelease(f.folder.path(), "pure-thermal", {5, 6, 7});
        QVERIFY(f.connectTo(u"sim:pure-thermal"_s));
        f.action("tools.firmware")->trigger();
        f.ide->firmware().setSource(files);
        auto& page = *f.window().firmware;
        auto* start = page.findChild<QPushButton*>(u"firmwareStart"_s);
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), kLong);
        QTest::mouseClick(start, Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return !f.ide->firmware().running(); }, 2 * kLong));
        QCOMPARE(page.state().success, u"Running 5.6.7, verified"_s);
        QVERIFY(f.waitConnected());
        QCOMPARE(QString::fromStdString(toString(f.session().state().info.firmware)), u"5.6.7"_s);
    }

    void aKnownReleaseIsOfferedToAnOlderCamera()
    {
        for (const bool its : {true, false}) {
            IdeFixture f;
            f.ide->settings().note([&](omv::ide::Settings& s) {
                s.firmware.source = writeRelease(f.folder.path(), "ae3", {5, 9, 0});
                s.firmware.version = u"5.9.0"_s;
                s.firmware.board = its ? u"ae3"_s : u"pure-thermal"_s;
            });
            QVERIFY(f.connectTo());
            auto* item = f.window().status->button(omv::ui::StatusLine::Item::Firmware);
            QTRY_VERIFY(item->text().contains(its ? u"5.9.0"_s : u"5.0.0"_s));
            if (its)
                QTRY_VERIFY_WITH_TIMEOUT(f.terminalText().contains(u"5.9.0"_s), kLong);
            QCOMPARE(f.terminalText().contains(u"5.9.0"_s), its);
            QTest::mouseClick(item, Qt::LeftButton);
            QVERIFY(f.window().firmwareShown());
        }
    }

    void aBoardThatStaysInItsLoaderOpensThePage()
    {
        IdeFixture f;
        auto& page = *f.window().firmware;
        QVERIFY(!f.window().firmwareShown());
        // One that only passes through.
        f.ide->firmware().showSeen(
            {inLoader("usb:1-1", SeenBoard::State::Bootloader, {"ae3"}, "dfu")});
        f.ide->firmware().showSeen({});
        QVERIFY(!f.window().firmwareShown());
        f.ide->firmware().showSeen(
            {inLoader("usb:1-2", SeenBoard::State::Recovery, {"h7", "pure-thermal"}, "rom")});
        QTRY_VERIFY_WITH_TIMEOUT(f.window().firmwareShown(), kLong);
        QCOMPARE(page.state().chosenBoard, u"usb:1-2#h7"_s);
        QCOMPARE(page.state().goal, FirmwareGoal::Recover);
        QCOMPARE(page.state().stage, BoardStage::Recovery);
        QVERIFY(page.state().drawing.needed);
        // A key that was meant for the editor starts nothing.
        QVERIFY(!qobject_cast<QPushButton*>(QApplication::focusWidget()));
        // Which of the two it is says the person.
        auto* boards = page.findChild<QListWidget*>(u"firmwareBoards"_s);
        boards->setFocus();
        QTest::keyClick(boards, Qt::Key_Down);
        QCOMPARE(page.state().chosenBoard, u"usb:1-2#pure-thermal"_s);
        f.ide->firmware().showSeen({});
        QTRY_VERIFY(page.state().chosenBoard != u"usb:1-2#pure-thermal"_s);
    }

    /// Nothing is in it: the page comes up by itself, and its consent is all that is asked for.
    void aDeadBoardIsRecovered()
    {
        VcamProcess dead({"--board", "pure-thermal", "--virgin", "--limits=off"});
        QVERIFY2(dead.ok(), dead.problem().c_str());
        IdeFixture f;
        auto& page = *f.window().firmware;
        QTRY_VERIFY_WITH_TIMEOUT(f.window().firmwareShown(), kLong);
        QCOMPARE(page.state().chosenBoard, QString::fromStdString(dead.usbIp()));
        QCOMPARE(page.state().goal, FirmwareGoal::Recover);
        QCOMPARE(page.state().stage, BoardStage::Recovery);
        f.answers.files = {writeRelease(f.folder.path(), "pure-thermal", {5, 4, 4})};
        QTest::mouseClick(page.findChild<QPushButton*>(u"firmwareChooseFile"_s), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(page.state().consents.size(), 1, kLong);
        auto* start = page.findChild<QPushButton*>(u"firmwareStart"_s);
        QVERIFY(!start->isEnabled());
        auto* consent = page.findChild<QAbstractButton*>(u"firmwareConsent.0"_s);
        consent->setFocus();
        QTest::keyClick(consent, Qt::Key_Space);
        QTRY_VERIFY(start->isEnabled());
        QTest::mouseClick(start, Qt::LeftButton);
        QVERIFY(f.ide->firmware().running());
        QSet<BoardStage> seenStages;
        const auto over = [&] {
            seenStages.insert(page.state().stage);
            return !f.ide->firmware().running();
        };
        QVERIFY(QTest::qWaitFor(over, 2 * kLong));
        QVERIFY2(!page.state().error,
                 page.state().error ? toString(*page.state().error).c_str() : "");
        QCOMPARE(page.state().success, u"Running 5.4.4, verified"_s);
        // At once, whatever was seen last.
        QCOMPARE(page.state().stage, BoardStage::Running);
        QVERIFY(seenStages.contains(BoardStage::Recovery));
        QVERIFY(seenStages.contains(BoardStage::Bootloader));
        QVERIFY(seenStages.contains(BoardStage::Absent));
    }

    /// Nobody says that it is one: bridges of that kind are in many things.
    void aBridgeThatMayBeABoardIsOfferedQuietly()
    {
        IdeFixture f;
        auto& page = *f.window().firmware;
        auto* item = f.window().status->button(omv::ui::StatusLine::Item::Firmware);
        f.ide->firmware().showSeen(
            {inLoader("usb:1-3", SeenBoard::State::Recovery, {"ae3"}, "recovery")});
        QTRY_VERIFY_WITH_TIMEOUT(!item->text().isEmpty(), kLong);
        QVERIFY(!f.window().firmwareShown());
        QTRY_VERIFY_WITH_TIMEOUT(f.terminalText().contains(u"OpenMV AE3"_s), kLong);
        QTest::mouseClick(item, Qt::LeftButton);
        QVERIFY(f.window().firmwareShown());
        QCOMPARE(page.state().chosenBoard, u"usb:1-3"_s);
        QCOMPARE(page.state().goal, FirmwareGoal::Recover);
        f.ide->firmware().showSeen({});
        QTRY_VERIFY(item->text().isEmpty());
    }

    void recoveryOffersWhatOnlyTheBoardHas()
    {
        IdeFixture f;
        auto& page = *f.window().firmware;
        f.action("tools.firmware")->trigger();
        f.ide->firmware().setSource(writeRelease(f.folder.path(), "ae3", {5, 2, 1}));
        f.ide->firmware().showSeen(
            {inLoader("usb:1-3", SeenBoard::State::Recovery, {"ae3"}, "recovery")});
        auto* item = f.window().status->button(omv::ui::StatusLine::Item::Firmware);
        QTRY_VERIFY_WITH_TIMEOUT(!item->text().isEmpty(), kLong);
        QTest::mouseClick(item, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(page.state().consents.size(), 2, kLong);
        auto* rescue = page.findChild<QAbstractButton*>(u"firmwareStorageRescue"_s);
        QVERIFY(page.findChild<QWidget*>(u"firmwareSystemPackage"_s)->isVisibleTo(&page));
        QVERIFY(!page.findChild<QWidget*>(u"firmwareBurnFuse"_s)->isVisibleTo(&page));
        rescue->setFocus();
        QTest::keyClick(rescue, Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(page.state().consents.size(), 3, kLong);
        QVERIFY(std::any_of(
            page.state().steps.begin(), page.state().steps.end(),
            [](const FirmwareStep& step) { return step.title == u"Bring the flash chip back"_s; }));
        // What is missing is one click away.
        QVERIFY(page.state().consentMissing);
        auto* why = page.findChild<QLabel*>(u"firmwareWhyNot"_s);
        emit why->linkActivated(u"consent"_s);
        auto* first = page.findChild<QAbstractButton*>(u"firmwareConsent.0"_s);
        QVERIFY(first->hasFocus());
        QVERIFY(!first->visibleRegion().isEmpty());
        // The fuse is another board's.
        f.ide->firmware().showSeen(
            {inLoader("usb:1-4", SeenBoard::State::Recovery, {"rt1062"}, "rom")});
        QTRY_VERIFY_WITH_TIMEOUT(page.state().chosenBoard == u"usb:1-4"_s, kLong);
        QVERIFY(page.findChild<QWidget*>(u"firmwareBurnFuse"_s)->isVisibleTo(&page));
        QVERIFY(!page.findChild<QWidget*>(u"firmwareStorageRescue"_s)->isVisibleTo(&page));
    }

    void whatIsOverwrittenIsKeptWhenAskedFor()
    {
        Bench bench;
        QVERIFY(bench.seen());
        const QString files = writeRelease(bench.f.folder.path(), "pure-thermal", {5, 7, 1});
        QVERIFY(bench.open(files));
        QVERIFY(bench.ready());
        auto* keep = bench.page().findChild<QAbstractButton*>(u"firmwareBackup"_s);
        keep->setFocus();
        QTest::keyClick(keep, Qt::Key_Space);
        auto* place = bench.page().findChild<QLabel*>(u"firmwareBackupPlace"_s);
        QVERIFY(place->isVisibleTo(&bench.page()));
        bench.f.answers.path = bench.f.folder.filePath(u"kept"_s);
        bench.click("firmwareBackupFolder");
        QVERIFY2(place->text().contains(u"/kept/pure-thermal"_s), qPrintable(place->text()));
        QVERIFY(bench.ready());
        bench.click("firmwareStart");
        QVERIFY(bench.waitEnd());
        QVERIFY2(!bench.shown().error, qPrintable(outcome(bench)));
        const QDir kept(bench.f.folder.filePath(u"kept"_s));
        const QStringList runs = kept.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(runs.size(), 1);
        QVERIFY(QFileInfo(kept.filePath(runs.first() + u"/firmware.bin"_s)).size() > 1000);
    }

    /// A script cannot be started meanwhile, and what does not let go can be cancelled at once.
    void leavingTheCameraCanBeCancelled()
    {
        Bench bench;
        QVERIFY(bench.seen());
        QVERIFY(bench.connectTo());
        const QString files = writeRelease(bench.f.folder.path(), "pure-thermal", {5, 2, 1});
        QVERIFY(bench.open(files));
        QVERIFY(bench.ready());
        bench.f.action("file.new")->trigger();
        QVERIFY(bench.f.action("device.run")->isEnabled());
        bench.f.action("tools.firmware")->trigger();
        bench.click("firmwareStart");
        QVERIFY(bench.f.ide->firmware().running());
        QVERIFY(!bench.f.action("device.run")->isEnabled());
        bench.click("firmwareCancel");
        QVERIFY(!bench.f.ide->firmware().running());
        QVERIFY(bench.shown().error.has_value());
        QCOMPARE(bench.shown().error->code, omv::Errc::Cancelled);
        QVERIFY(bench.f.waitConnected());
        QTRY_VERIFY(bench.f.action("device.run")->isEnabled());
    }

    void aCameraThatWasLeftIsTakenUpAgainWhenTheRetrySucceeds()
    {
        Bench bench(std::vector<std::string>{});
        QVERIFY(bench.seen());
        QVERIFY(bench.connectTo());
        const QString files = writeRelease(bench.f.folder.path(), "pure-thermal", {5, 3, 1});
        QVERIFY(bench.open(files));
        QVERIFY(bench.ready());
        bench.click("firmwareStart");
        QVERIFY(QTest::qWaitFor([&] { return bench.writing(); }, kLong));
        bench.click("firmwareCancel");
        QVERIFY(bench.waitEnd());
        QVERIFY(!bench.f.session().state().connected());
        QVERIFY(bench.ready());
        QTest::mouseClick(bench.page().findChild<QPushButton*>(u"errorRetry"_s), Qt::LeftButton);
        QVERIFY(bench.waitEnd());
        QVERIFY2(!bench.shown().error, qPrintable(outcome(bench)));
        QVERIFY(bench.f.waitConnected());
        QTRY_COMPARE_WITH_TIMEOUT(bench.version(), u"5.3.1"_s, kLong);
    }

    void nothingInTheWindowNamesCommandsOfATerminal()
    {
        using omv::ide::windowText;
        const QRegularExpression command(u"\\bomv [a-z]+|(^|\\s)--?[a-z]"_s);
        for (const char* said :
             {"Use the board's recovery: omv recover",
              "Look with omv image info whether the file is for this board",
              "If you take that risk, say --allow-unverified toc",
              "Say which with -p, for example -p usb:1-2",
              "The fuse boot is not set: without it the board does not start from its flash. "
              "--burn-fuse burns it, for ever",
              "Replace the camera's bootloader first: omv flash bootloader",
              "Something else. Try omv something --new"}) {
            const QString words = windowText(said);
            QVERIFY2(!command.match(words).hasMatch(), qPrintable(words));
            QVERIFY(!words.isEmpty());
        }
        QVERIFY(windowText("The fuse boot is not set: without it the board does not start from its "
                           "flash. --burn-fuse burns it, for ever")
                    .contains(u"boot is"_s));
        QCOMPARE(windowText("Something else. Try omv something --new"), u"Something else"_s);
        QCOMPARE(windowText("0x08040000 holds another one"), u"0x08040000 holds another one"_s);
    }

    void closingMeanwhileAsksAndEndsCleanly()
    {
        Bench bench(std::vector<std::string>{});
        QVERIFY(bench.seen());
        const QString files = writeRelease(bench.f.folder.path(), "pure-thermal", {5, 3, 0});
        QVERIFY(bench.open(files));
        QVERIFY(bench.ready());
        bench.click("firmwareStart");
        QVERIFY(QTest::qWaitFor([&] { return bench.writing(); }, kLong));
        bench.f.window().close();
        QVERIFY(bench.f.window().isVisible());
        QCOMPARE(bench.f.answers.questions.size(), 1);
        QVERIFY(bench.f.ide->firmware().running());
        bench.f.answers.yes = true;
        bench.f.window().close();
        QTRY_VERIFY_WITH_TIMEOUT(!bench.f.window().isVisible(), kLong);
        QVERIFY(!bench.f.ide->firmware().running());
    }

    void closingBehindCancelIsNotForgotten()
    {
        Bench bench(std::vector<std::string>{});
        QVERIFY(bench.seen());
        const QString files = writeRelease(bench.f.folder.path(), "pure-thermal", {5, 3, 0});
        QVERIFY(bench.open(files));
        QVERIFY(bench.ready());
        bench.click("firmwareStart");
        QVERIFY(QTest::qWaitFor([&] { return bench.writing(); }, kLong));
        bench.click("firmwareCancel");
        bench.f.window().close();
        QTRY_VERIFY_WITH_TIMEOUT(!bench.f.window().isVisible(), kLong);
        QVERIFY(bench.f.answers.questions.isEmpty());
    }

    void theWindowLeadsBackToTheEditor()
    {
        IdeFixture f;
        f.action("tools.firmware")->trigger();
        QVERIFY(f.window().firmwareShown());
        QCOMPARE(f.window().rail->current(), u"firmware"_s);
        auto* rail = f.window().rail;
        QTest::mouseClick(rail, Qt::LeftButton, {}, rail->itemRect(u"edit"_s).center());
        QVERIFY(!f.window().firmwareShown());
        QVERIFY(f.editor()->isVisible());
        f.action("tools.firmware")->trigger();
        f.action("file.new")->trigger();
        QVERIFY(!f.window().firmwareShown());
        QCOMPARE(rail->current(), u"edit"_s);
    }

private:
    TemporaryFolder m_runtime;
};

QTEST_MAIN(TestFirmware)

#include "test_firmware.moc"
