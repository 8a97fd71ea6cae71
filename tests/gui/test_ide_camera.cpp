// SPDX-License-Identifier: MIT
// Cameras of the window: which one is opened and remembered, and what becomes of one that goes.
#include "tests/gui/ide_fixture.h"

#include "app/ide/camera/camera_list.h"
#include "app/ide/device_controller.h"
#include "widgets/frame/histogram_pane.h"
#include "widgets/frame/histogram_plot.h"
#include "widgets/panels/error_card.h"
#include "widgets/panels/task_strip.h"
#include "widgets/window/camera_chip.h"

#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>

#include <csignal>

using namespace Qt::StringLiterals;
using omv::test::IdeFixture;

namespace {

constexpr int kLong = 60000;

omv::ide::CommandLine withPort(const QString& port)
{
    omv::ide::CommandLine line;
    line.port = port;
    return line;
}

QString stripText(IdeFixture& f)
{
    const auto* task = f.window().tasks->current();
    return task ? task->title + u'\n' + task->step : QString();
}

/// Of the window's own virtual camera, from the place where it was opened.
int processOf(IdeFixture& f)
{
    static const QRegularExpression number(u"vcam-(\\d+)"_s);
    const QString place = QString::fromStdString(f.session().state().info.port);
    return number.match(place).captured(1).toInt();
}

void runScript(IdeFixture& f, const QString& script)
{
    f.open(script);
    f.clickRun();
}

QString grayLoop(const QString& format)
{
    return u"import csi\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.%1)\nc.framesize(csi.QVGA)\n"
           "while True:\n    c.snapshot()\n"_s.arg(format);
}

}  // namespace

class TestCamera final : public QObject {
    Q_OBJECT
private slots:
    void whatDidNotConnectIsForgotten()
    {
        QTemporaryDir profile;
        {
            IdeFixture f(withPort(u"sim:ae3?scene=nonsense"_s), profile.path());
            QTRY_VERIFY_WITH_TIMEOUT(!f.window().tasks->isHidden(), kLong);
            QVERIFY(!f.connected());
            QVERIFY(f.ide->cameras().scene().isEmpty());
        }
        IdeFixture f(withPort(u"sim:ae3"_s), profile.path());
        QVERIFY(f.waitConnected());
    }

    void aSceneOfTheCommandLineIsForThisStart()
    {
        QTemporaryDir profile;
        {
            IdeFixture f(withPort(u"sim:ae3?scene=faces"_s), profile.path());
            QVERIFY(f.waitConnected());
            QCOMPARE(f.ide->cameras().scene(), u"faces"_s);
            QCOMPARE(f.session().state().port, u"sim:ae3?scene=faces"_s);
        }
        {
            IdeFixture f({}, profile.path());
            QCOMPARE(f.ide->cameras().scene(), QString());
            QVERIFY(f.ide->devices().preferredPort().startsWith(u"sim:ae3"_s));
            f.action("device.cameras")->trigger();
            QWidget* menu = QApplication::activePopupWidget();
            QVERIFY(menu);
            menu->findChild<QAction*>(u"scene:qrcode"_s)->trigger();
            menu->close();
        }
        {
            // Written without a scene: the first one.
            IdeFixture f(withPort(u"sim:ae3"_s), profile.path());
            QVERIFY(f.waitConnected());
            QVERIFY(!f.session().state().port.contains(u"scene"_s));
        }
        IdeFixture f({}, profile.path());
        QCOMPARE(f.ide->cameras().scene(), u"qrcode"_s);
    }

    void aVirtualCameraComesBackFromSleepAndReset()
    {
        IdeFixture f;
        QVERIFY(f.connectTo(u"sim:rt1062"_s));
        using Phase = omv::ui::TaskState::Phase;
        // Seen in that moment: it may be back before the test looks again.
        int lost = 0;
        QString said;
        QString icon;
        Phase phase{};
        QObject here;
        connect(&f.session(), &omv::ide::CameraSession::lost, &here, [&] {
            said = stripText(f);
            phase = f.window().tasks->current()->phase;
            icon = f.window().header->chip()->state().icon;
            ++lost;
        });
        const QString port = f.session().state().port;
        const int process = processOf(f);
        const char* ways[] = {"machine.deepsleep(300)", "machine.reset()"};
        for (int i = 0; i < 2; ++i) {
            runScript(f, u"import machine\n%1\n"_s.arg(QLatin1StringView(ways[i])));
            QTRY_COMPARE_WITH_TIMEOUT(lost, i + 1, kLong);
            QVERIFY2(said.contains(u"left the bus"_s) && !said.contains(u"errno"_s),
                     qPrintable(said));
            QVERIFY(phase == Phase::Waiting);
            QCOMPARE(icon, u"virtual-camera"_s);
            QTRY_VERIFY_WITH_TIMEOUT(f.connected(), kLong);
            QVERIFY(f.window().tasks->isHidden());
            QCOMPARE(f.session().state().port, port);
            QCOMPARE(processOf(f), process);
            // It is the same one, which knows what happened to it.
            runScript(f,
                      u"import machine\nprint('slept', machine.reset_cause() == "
                      "machine.DEEPSLEEP_RESET)\n"_s);
            const QString wanted = i == 0 ? u"slept True"_s : u"slept False"_s;
            QTRY_VERIFY_WITH_TIMEOUT(f.terminalText().contains(wanted), kLong);
        }
    }

    void aVirtualCameraThatEndedIsSaidToHave()
    {
        IdeFixture f;
        QVERIFY(f.connectTo(u"sim:rt1062"_s));
        for (const bool afterReset : {false, true}) {
            if (afterReset) {
                QSignalSpy lost(&f.session(), &omv::ide::CameraSession::lost);
                runScript(f, u"import machine\nmachine.reset()\n"_s);
                QTRY_COMPARE_WITH_TIMEOUT(lost.count(), 1, kLong);
                QTRY_VERIFY_WITH_TIMEOUT(f.connected(), kLong);
            }
            const int process = processOf(f);
            QVERIFY(process > 1);
            QCOMPARE(kill(process, SIGKILL), 0);
            QTRY_VERIFY_WITH_TIMEOUT(!f.connected(), kLong);
            QTRY_VERIFY2_WITH_TIMEOUT(stripText(f).contains(u"ended"_s), qPrintable(stripText(f)),
                                      kLong);
            QVERIFY(!f.action("device.connect")->text().contains(u"waiting"_s));
            f.action("device.connect")->trigger();
            QVERIFY(f.waitConnected());
            QVERIFY(processOf(f) != process);
        }
    }

    void waitingForASleeperCanBeEnded()
    {
        IdeFixture f;
        QVERIFY(f.connectTo(u"sim:rt1062"_s));
        const int process = processOf(f);
        runScript(f, u"import machine\nmachine.deepsleep(600000)\n"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.action("device.connect")->text().contains(u"waiting"_s), kLong);
        f.action("device.connect")->trigger();
        QVERIFY(f.window().tasks->isHidden());
        // Nobody waits for it: it goes.
        QTRY_VERIFY_WITH_TIMEOUT(kill(process, 0) != 0, kLong);
    }

    void aGrayPictureHasOneCurve()
    {
        IdeFixture f;
        QVERIFY(f.connectTo());
        const auto* plot = f.window().histogram->findChild<omv::ui::HistogramPlot*>();
        using Mode = omv::ide::StreamMode;
        for (const Mode mode : {Mode::Raw, Mode::Jpeg}) {
            f.session().setStream(mode);
            for (const bool gray : {true, false}) {
                QTRY_COMPARE_WITH_TIMEOUT(f.session().state().script, omv::ide::ScriptState::Idle,
                                          kLong);
                runScript(f, grayLoop(gray ? u"GRAYSCALE"_s : u"RGB565"_s));
                QTRY_COMPARE_WITH_TIMEOUT(plot->data().channels, gray ? 1 : 3, kLong);
                QCOMPARE(f.window().histogram->colorSpace(), omv::ui::ColorSpace::Rgb);
                QVERIFY(f.waitScript(omv::ide::ScriptState::Running));
                f.clickRun();
            }
        }
    }

    void theSensorIsTheScriptsUntilOneIsChosen()
    {
        IdeFixture f;
        QVERIFY(f.connectTo(u"sim:pure-thermal"_s));
        auto* sensors = f.window().frame->findChild<QComboBox*>(u"frameSource"_s);
        QVERIFY(sensors->isVisible());
        QCOMPARE(sensors->count(), 3);
        QCOMPARE(sensors->currentText(), u"As in the script"_s);
        bool titled = false;
        for (const QLabel* label : f.window().frame->findChildren<QLabel*>())
            titled |= label->text() == "Frame"_L1 && label->isVisible();
        QVERIFY(titled);
        // One of them, and back.
        for (const int keys : {2, 0}) {
            sensors->setFocus();
            while (sensors->currentIndex() != keys)
                QTest::keyClick(sensors,
                                sensors->currentIndex() < keys ? Qt::Key_Down : Qt::Key_Up);
            const auto id = static_cast<std::uint32_t>(sensors->currentData().toInt());
            QTRY_COMPARE_WITH_TIMEOUT(f.session().state().source, id, kLong);
        }
    }

    void hastyClicksLeaveItUsable()
    {
        QTemporaryDir profile;
        int process = 0;
        {
            IdeFixture f({}, profile.path());
            QVERIFY(f.connectTo());
            process = processOf(f);
            f.open(u"import time\nwhile True:\n    time.sleep_ms(5)\n"_s);
            for (int i = 0; i < 20; ++i) {
                f.clickRun();
                QTest::qWait(0);
            }
            // Whatever the last click did: it comes to rest, runs again, and is closed while it
            // does.
            QTRY_VERIFY_WITH_TIMEOUT(f.session().tasks().empty(), kLong);
            if (f.session().state().script == omv::ide::ScriptState::Running)
                f.clickRun();
            QVERIFY(f.waitScript(omv::ide::ScriptState::Idle));
            f.clickRun();
            QVERIFY(f.waitScript(omv::ide::ScriptState::Running));
            QVERIFY(f.connected());
            QVERIFY(f.window().tasks->isHidden());
            QVERIFY(f.window().close());
        }
        QVERIFY(kill(process, 0) != 0);
    }

    void severalCamerasAreChosenByTheirNames()
    {
        QProcess cameras[2];
        const QString serials[] = {u"0DDBA15"_s, u"0DDBA16"_s};
        IdeFixture f;
        for (int i = 0; i < 2; ++i) {
            cameras[i].start(QStringLiteral(OMV_BIN_DIR "/omv-vcam"),
                             {u"--board"_s, u"rt1062"_s, u"--serial"_s, serials[i]});
            QVERIFY(cameras[i].waitForStarted());
        }
        const auto listed = [&] {
            const auto& all = f.ide->cameras().entries();
            return std::count_if(all.begin(), all.end(),
                                 [](const auto& each) { return !each.ours; });
        };
        QTRY_COMPARE_WITH_TIMEOUT(listed(), 2, kLong);
        for (const QString& serial : serials) {
            f.action("device.cameras")->trigger();
            QWidget* menu = QApplication::activePopupWidget();
            QVERIFY(menu);
            QAction* wanted = nullptr;
            for (QAction* each : menu->actions())
                if (each->text().contains(serial))
                    wanted = each;
            QVERIFY(wanted);
            wanted->trigger();
            menu->close();
            QTRY_VERIFY_WITH_TIMEOUT(f.connected(), kLong);
            const auto* entry = f.ide->cameras().byPort(f.session().state().port);
            QVERIFY(entry);
            QCOMPARE(entry->serial, serial);
        }
        for (QProcess& each : cameras) {
            each.kill();
            each.waitForFinished();
        }
    }

    void aFailureIsToldOnce()
    {
        IdeFixture f;
        f.ide->devices().connectTo(u"sim:ae3?scene=nonsense"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!f.window().tasks->isHidden(), kLong);
        QVERIFY(stripText(f).contains(u"nonsense"_s));
        QVERIFY(!f.window().errorCard->isVisible());
        auto* details = f.window().tasks->findChild<QPushButton*>(u"taskDetails"_s);
        QVERIFY(details && details->isVisible());
        QTest::mouseClick(details, Qt::LeftButton);
        QVERIFY(f.window().errorCard->isVisible());
        QTest::mouseClick(details, Qt::LeftButton);
        QVERIFY(!f.window().errorCard->isVisible());
    }
};

QTEST_MAIN(TestCamera)
#include "test_ide_camera.moc"
