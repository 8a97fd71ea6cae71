// SPDX-License-Identifier: MIT
// Preferences, names of cameras, problems, and how the program is started and ended.
#include "tests/gui/ide_fixture.h"

#include "app/ide/camera/camera_list.h"
#include "app/ide/device_controller.h"
#include "app/ide/preferences_dialog.h"
#include "app/ide/settings_store.h"
#include "widgets/language/examples_pane.h"
#include "widgets/panels/error_card.h"
#include "widgets/window/camera_chip.h"

#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QMenu>
#include <QProcess>
#include <QSpinBox>
#include <QToolButton>

using namespace Qt::StringLiterals;
using omv::test::IdeFixture;

namespace {

omv::ide::CommandLine lineFor(const QTemporaryDir& profile)
{
    omv::ide::CommandLine line;
    line.profile = profile.path();
    line.size = u"1280x800"_s;
    return line;
}

/// A virtual camera of its own, as one on a USB port.
struct PluggedIn {
    explicit PluggedIn(const QString& serial)
    {
        vcam.start(QStringLiteral(OMV_BIN_DIR "/omv-vcam"),
                   {u"--board"_s, u"rt1062"_s, u"--serial"_s, serial, u"--die-with-parent"_s});
        vcam.waitForStarted();
    }
    ~PluggedIn()
    {
        vcam.kill();
        vcam.waitForFinished();
    }
    QProcess vcam;
};

const omv::ide::CameraEntry* bySerial(IdeFixture& f, const QString& serial)
{
    const auto& all = f.ide->cameras().entries();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const auto& each) { return each.serial == serial; });
    return found == all.end() ? nullptr : &*found;
}

/// The program in a process of its own; what it said in `said`.
int run(QStringList arguments, QString& said, const QString& temp = {})
{
    QTemporaryDir profile;
    QProcess ide;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!temp.isEmpty())
        environment.insert(u"TMPDIR"_s, temp);
    ide.setProcessEnvironment(environment);
    arguments.append({u"--profile"_s, profile.path(), u"--after"_s, u"1"_s});
    ide.start(QStringLiteral(OMV_BIN_DIR "/omv-ide"), arguments);
    if (!ide.waitForFinished(60000))
        return -1;
    said = QString::fromLocal8Bit(ide.readAllStandardError());
    return ide.exitStatus() == QProcess::NormalExit ? ide.exitCode() : -1;
}

QStringList leftovers(const QString& folder)
{
    return QDir(folder).entryList({u"omv-ide-*"_s}, QDir::Dirs);
}

}  // namespace

class TestWishes final : public QObject {
    Q_OBJECT
private:
    template<class T>
    T* preference(IdeFixture& f, const QString& name)
    {
        f.action("edit.preferences")->trigger();
        return f.window().findChild<QDialog*>(u"preferences"_s)->findChild<T*>(name);
    }

private slots:
    void aProblemIsSaidInItsPartsOneAfterTheOther()
    {
        QTemporaryDir profile;
        omv::ide::CommandLine line = lineFor(profile);
        line.scale = 2;
        line.size = u"1920x1080"_s;
        // As long as a line of the card, nearly.
        line.files = {u"/dev/none.py"_s, u"/dev/nothing.py"_s};
        omv::ide::Ide ide(line, omv::ide::Paths::find(line.profile), nullptr);
        ide.start();
        QVERIFY(QTest::qWaitForWindowExposed(&ide.window()));
        auto* card = ide.window().problemCard;
        QTRY_VERIFY(card->isVisible());
        QVERIFY(ide.window().rect().contains(card->mapTo(&ide.window(), QPoint(card->width(), 0))));
        const auto text = [&](const char* name) {
            return card->findChild<QLabel*>(QString::fromLatin1(name))->text();
        };
        // The newest first.
        QVERIFY2(card->details().contains(u"nothing.py"_s), qPrintable(card->details()));
        ide.devices().connectTo(u"/dev/null"_s);
        QVERIFY(omv::test::openDetails(ide.window()));
        for (const omv::ui::ErrorCard* each : {ide.window().errorCard, card}) {
            for (const QLabel* label : each->findChildren<QLabel*>()) {
                // But for a pixel or two of rounding between rows.
                if (label->isVisible() && label->wordWrap())
                    QTRY_VERIFY2(label->height() + 2 >= label->heightForWidth(label->width()),
                                 qPrintable(label->text()));
            }
        }
        QVERIFY(!ide.window().errorCard->geometry().intersects(card->geometry()));
        QVERIFY(!text("errorTitle").isEmpty());
        QVERIFY(!text("errorWhy").isEmpty());
        QVERIFY(!text("errorFix").isEmpty());
        QTest::mouseClick(card->findChild<QPushButton*>(u"errorCopy"_s), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), card->details());
        auto* close = card->findChild<QToolButton*>(u"errorClose"_s);
        QTest::mouseClick(close, Qt::LeftButton);
        QVERIFY(card->isVisible() && card->details().contains(u"none.py"_s));
        QTest::mouseClick(close, Qt::LeftButton);
        QVERIFY(!card->isVisible());
    }

    void anAliasIsFoundWhereTheCameraIsListed()
    {
        PluggedIn camera(u"0DDBA12"_s);
        QTemporaryDir profile;
        {
            IdeFixture f({}, profile.path());
            QTRY_VERIFY_WITH_TIMEOUT(bySerial(f, u"0DDBA12"_s), 60000);
            QVERIFY(f.connectTo(bySerial(f, u"0DDBA12"_s)->port));
            f.answers.text = u"desk-cam"_s;
            f.action("device.rename")->trigger();
            QCOMPARE(f.window().header->chip()->state().detail, u"desk-cam"_s);
            QCOMPARE(bySerial(f, u"0DDBA12"_s)->alias, u"desk-cam"_s);
            f.action("device.connect")->trigger();
            QTRY_VERIFY_WITH_TIMEOUT(!f.connected(), 60000);
        }
        IdeFixture again({}, profile.path());
        QTRY_VERIFY_WITH_TIMEOUT(bySerial(again, u"0DDBA12"_s), 60000);
        QVERIFY(bySerial(again, u"0DDBA12"_s)->title().endsWith(u"desk-cam"_s));
        again.ide->devices().connectTo(u"desk-cam"_s);
        QVERIFY(again.waitConnected());
    }

    void anAliasOfAnEarlierVersionIsKept()
    {
        PluggedIn camera(u"0DDBA13"_s);
        QString id;
        QTemporaryDir profile;
        {
            IdeFixture f({}, profile.path());
            QTRY_VERIFY_WITH_TIMEOUT(bySerial(f, u"0DDBA13"_s), 60000);
            QVERIFY(f.connectTo(bySerial(f, u"0DDBA13"_s)->port));
            id = QString::fromStdString(f.session().state().info.serial);
            f.ide->settings().note([&](auto& s) { s.aliases = {{id, u"old-name"_s}}; });
        }
        IdeFixture f({}, profile.path());
        QTRY_VERIFY_WITH_TIMEOUT(bySerial(f, u"0DDBA13"_s), 60000);
        QVERIFY(f.connectTo(bySerial(f, u"0DDBA13"_s)->port));
        QCOMPARE(bySerial(f, u"0DDBA13"_s)->alias, u"old-name"_s);
        QCOMPARE(f.window().header->chip()->state().detail, u"old-name"_s);
    }

    void connectTakesTheCameraOfLastTime()
    {
        QTemporaryDir profile;
        {
            IdeFixture f({}, profile.path());
            QVERIFY(f.connectTo(u"sim:rt1062"_s));
        }
        PluggedIn camera(u"0DDBA14"_s);
        {
            IdeFixture f({}, profile.path());
            QTRY_VERIFY_WITH_TIMEOUT(bySerial(f, u"0DDBA14"_s), 60000);
            // Ours of last time, though a real one is there and ours is in another folder now.
            QVERIFY(f.ide->devices().preferredPort().startsWith(u"sim:rt1062"_s));
        }
        IdeFixture fresh;
        QTRY_VERIFY_WITH_TIMEOUT(bySerial(fresh, u"0DDBA14"_s), 60000);
        // The only one; others may run on this computer.
        const auto& all = fresh.ide->cameras().entries();
        const auto real =
            std::count_if(all.begin(), all.end(), [](const auto& each) { return !each.ours; });
        QCOMPARE(fresh.ide->devices().preferredPort(),
                 real == 1 ? bySerial(fresh, u"0DDBA14"_s)->port : QString());
    }

    void connectAsksWhenNothingIsPlain()
    {
        IdeFixture f;
        if (f.ide->devices().preferredPort().isEmpty()) {
            f.action("device.connect")->trigger();
            QTRY_VERIFY(QApplication::activePopupWidget());
            QCOMPARE(QApplication::activePopupWidget()->objectName(), u"cameraMenu"_s);
            QApplication::activePopupWidget()->close();
        }
        QVERIFY(!f.connected());
    }

    void aSceneIsChosenForVirtualCameras()
    {
        QTemporaryDir profile;
        {
            IdeFixture f({}, profile.path());
            QVERIFY(f.connectTo(u"sim:rt1062"_s));
            f.action("device.cameras")->trigger();
            QWidget* menu = QApplication::activePopupWidget();
            QVERIFY(menu);
            QVERIFY(menu->findChild<QAction*>(u"scene:"_s)->isChecked());
            auto* scene = menu->findChild<QAction*>(u"scene:qrcode"_s);
            QVERIFY(scene);
            scene->trigger();
            menu->close();
            // The camera starts anew, with what was chosen before its eyes.
            QTRY_VERIFY_WITH_TIMEOUT(
                f.connected() && f.session().state().port.contains(u"scene=qrcode"_s), 60000);
        }
        IdeFixture later({}, profile.path());
        QCOMPARE(later.ide->cameras().scene(), u"qrcode"_s);
    }

    void anotherSceneLeavesTheCameraItsOptions()
    {
        IdeFixture f;
        QVERIFY(f.connectTo(u"sim:rt1062?scene=faces&sensor=GENX320"_s));
        f.action("device.cameras")->trigger();
        QWidget* menu = QApplication::activePopupWidget();
        QVERIFY(menu);
        menu->findChild<QAction*>(u"scene:motion"_s)->trigger();
        menu->close();
        QTRY_VERIFY_WITH_TIMEOUT(f.connected() &&
                                     f.session().state().port ==
                                         u"sim:rt1062?sensor=GENX320&scene=motion"_s,
                                 60000);
        QCOMPARE(f.session().state().info.sensorNames.front(), std::string("GENX320"));
    }

    void anExampleTellsTheSceneThatItIsFor()
    {
        IdeFixture f;
        QVERIFY(f.connectTo(u"sim:ae3?scene=qrcode"_s));
        const auto told = [&f] { return f.terminalText().count(u"For this example choose"_s); };
        emit f.window().examples->openWanted(u"codes/find_qrcodes.py"_s);
        emit f.window().examples->openWanted(u"basics/window.py"_s);
        QVERIFY(f.editor()->toPlainText().contains(u"camera.window("_s));
        QCOMPARE(told(), 0);
        emit f.window().examples->openWanted(u"codes/find_apriltags.py"_s);
        QTRY_COMPARE(told(), 1);
        QVERIFY(f.terminalText().contains(u"choose \"AprilTags\" in the list of cameras"_s));
    }

    void aPortThatIsNoneGetsAdvice()
    {
        for (const char* port : {"/dev/null", "nonsense"}) {
            IdeFixture f;
            f.ide->devices().connectTo(QString::fromLatin1(port));
            QVERIFY(f.openDetails());
            const omv::Error& error = f.window().errorCard->error();
            QVERIFY2(!error.what.empty() && !error.why.empty() && !error.fix.empty(), port);
        }
    }

    void firmwareIsJudgedInWords()
    {
        using omv::ide::DeviceController;
        QVERIFY(DeviceController::firmwareNote({5, 0, 0}).isEmpty());
        QVERIFY(DeviceController::firmwareNote({9, 1, 0}).contains(u"newer"_s));
        QVERIFY(DeviceController::firmwareNote({4, 5, 6}).contains(u"older"_s));
    }

    void aPreferenceGoesBackToItsFirstValue()
    {
        IdeFixture f;
        auto* width = preference<QSpinBox>(f, u"indentWidth"_s);
        auto* reset = preference<QToolButton>(f, u"indentWidthReset"_s);
        QVERIFY(width && reset);
        QVERIFY(!reset->isEnabled());
        width->setValue(2);
        QCOMPARE(f.editor()->options().indentWidth, 2);
        QVERIFY(reset->isEnabled());
        reset->click();
        QCOMPARE(width->value(), 4);
        QCOMPARE(f.editor()->options().indentWidth, 4);
        QVERIFY(!reset->isEnabled());
    }

    void theScaleIsInPercent()
    {
        IdeFixture f;
        auto* scale = preference<QSpinBox>(f, u"scale"_s);
        QCOMPARE(scale->text(), u"100 %"_s);
        scale->setValue(150);
        QCOMPARE(f.window().theme().options().scale, 1.5);
        preference<QToolButton>(f, u"scaleReset"_s)->click();
        QCOMPARE(f.window().theme().options().scale, 1.0);
    }

    void fontsAreChosen()
    {
        IdeFixture f;
        auto* font = preference<QComboBox>(f, u"codeFont"_s);
        QVERIFY(font->count() > 1);
        QCOMPARE(font->currentData().toString(), QString());
        const QString family = font->itemData(font->count() - 1).toString();
        font->setCurrentIndex(font->count() - 1);
        emit font->activated(font->count() - 1);
        QCOMPARE(f.ide->settings().value().appearance.codeFont, family);
        QCOMPARE(f.editor()->font().family(), family);
        QCOMPARE(preference<QComboBox>(f, u"terminalFont"_s)->currentData().toString(), family);
    }

    void whatCannotBeDoneSaysWhy()
    {
        IdeFixture f;
        const auto silent = [&] {
            QStringList ids;
            for (const QString& id : f.ide->actions().ids()) {
                const QAction* action = f.ide->actions().action(id);
                if (!action->isEnabled() &&
                    (action->data().toString().isEmpty() || action->statusTip().isEmpty() ||
                     action->toolTip() != action->data().toString()))
                    ids.append(id);
            }
            return ids.join(u' ');
        };
        QCOMPARE(silent(), QString());
        f.answers.close = omv::ide::Prompts::Close::Discard;
        f.action("file.closeAll")->trigger();
        QCOMPARE(silent(), QString());
        QVERIFY(f.connectTo());
        QCOMPARE(silent(), QString());
    }

    void whatCannotBeWrittenIsAnError()
    {
        QString said;
        QCOMPARE(run({u"--dump-state"_s, u"/dev/full"_s}, said), 1);
        QVERIFY2(said.contains(u"/dev/full"_s), qPrintable(said));
        QCOMPARE(run({u"--screenshot"_s, u"/dev/full"_s}, said), 1);
        QTemporaryDir folder;
        QCOMPARE(run({u"--screenshot"_s, folder.filePath(u"shot"_s)}, said), 2);
        QVERIFY2(said.contains(u".png"_s), qPrintable(said));
        for (const char* name : {"shot.png", "shot.jpg"}) {
            const QString path = folder.filePath(QString::fromLatin1(name));
            QCOMPARE(run({u"--screenshot"_s, path}, said), 0);
            QVERIFY(!QImage(path).isNull());
        }
    }

    void nothingIsLeftBehind()
    {
        QTemporaryDir temp;
        QTemporaryDir profile;
        QProcess ide;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"TMPDIR"_s, temp.path());
        ide.setProcessEnvironment(environment);
        const auto start = [&] {
            ide.start(QStringLiteral(OMV_BIN_DIR "/omv-ide"), {u"--profile"_s, profile.path()});
            return QTest::qWaitFor(
                [&] {
                    const QStringList all = leftovers(temp.path());
                    return all.size() == 1 &&
                        QFile::exists(temp.filePath(all.first() + u"/owner"_s));
                },
                30000);
        };
        QVERIFY(start());
        ide.kill();
        QVERIFY(ide.waitForFinished(30000));
        QCOMPARE(leftovers(temp.path()).size(), 1);
        // The next one clears it away, and its own too when it is asked to end.
        QString said;
        QCOMPARE(run({u"--dump-state"_s, profile.filePath(u"x.json"_s)}, said, temp.path()), 0);
        QCOMPARE(leftovers(temp.path()), QStringList());
        QVERIFY(start());
        ide.terminate();
        QVERIFY(ide.waitForFinished(30000));
        QCOMPARE(ide.exitStatus(), QProcess::NormalExit);
        QCOMPARE(ide.exitCode(), 0);
        QCOMPARE(leftovers(temp.path()), QStringList());
    }
};

QTEST_MAIN(TestWishes)

#include "test_wishes.moc"
