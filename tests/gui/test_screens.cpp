// SPDX-License-Identifier: MIT
// Pictures of the window's main states, for people to look at: build/.../screenshots/NAME.png.
#include "tests/gui/ide_fixture.h"

#include "app/ide/documents/document.h"
#include "app/ide/firmware_controller.h"
#include "app/ide/settings_store.h"
#include "widgets/editor/search_pane.h"
#include "widgets/firmware/firmware_log.h"
#include "widgets/firmware/firmware_page.h"
#include "widgets/panels/command_palette.h"
#include "widgets/window/instrument_pane.h"

#include <openmv/flasher/simulated.h>

#include <QDialog>
#include <QDir>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QScopeGuard>

using namespace Qt::StringLiterals;
using omv::test::IdeFixture;

namespace {

struct Look {
    const char* name;
    const char* size;
    const char* theme;
    double scale;
};

const auto kBroken = u"import csi\nimport time\n\ncsi0 = csi.CSI()\ncsi0.reset()\n"
                     "csi0.pixformat(csi.RGB565)\ncsi0.framesize(csi.QVGA)\n\n"
                     "clock = time.clock()\nwhile True:\n    clock.tick()\n"
                     "    img = csi0.snapshot()\n    img.draw_rectangel(10, 10, 60, 40)\n"
                     "    print(clock.fps())\n"_s;

omv::ide::CommandLine commandLine(const Look& look)
{
    omv::ide::CommandLine line;
    line.size = QString::fromLatin1(look.size);
    line.theme = QString::fromLatin1(look.theme);
    line.scale = look.scale;
    return line;
}

bool startHelloWorld(IdeFixture& f)
{
    if (!f.connectTo())
        return false;
    f.clickRun();
    return f.waitScript(omv::ide::ScriptState::Running) &&
        QTest::qWaitFor([&] { return f.view()->framesShown() > 40; }, 30000);
}

/// A release for virtual cameras; its path.
QString writeRelease(const QString& folder, const std::string& id)
{
    const auto boards = omv::flasher::flashBoards();
    for (const auto& board : *boards) {
        if (board.id != id)
            continue;
        const auto zip =
            omv::flasher::zipRelease(board, omv::flasher::simulatedRelease(board, {5, 1, 0}));
        const QString path = folder + u"/firmware_v5.1.0.zip"_s;
        QFile file(path);
        if (!zip || !file.open(QIODevice::WriteOnly))
            return {};
        file.write(reinterpret_cast<const char*>(zip->data()), static_cast<qint64>(zip->size()));
        return path;
    }
    return {};
}

/// A recovery that waits for hands, as far as a page can show it.
omv::ui::FirmwareState recovering(omv::ui::FirmwareState state)
{
    using Phase = omv::ui::FirmwareStep::Phase;
    state.running = true;
    state.goal = omv::ui::FirmwareGoal::Recover;
    state.title = u"Recovering OpenMV AE3"_s;
    state.stage = omv::ui::BoardStage::Recovery;
    state.drawing.needed = true;
    state.drawing.inRecovery = true;
    state.success.clear();
    state.whyNotStart.clear();
    state.steps = {
        {u"You: bring the board into recovery"_s, u"The chip's own loader was seen"_s, Phase::Done,
         u"12 s"_s},
        {u"Write TOC"_s, u"firmware_pad.toc, 8,192 bytes to 0x8057e000"_s, Phase::Done, u"0.9 s"_s},
        {u"Write BOOT"_s, u"bootloader.bin, 114,528 bytes to 0x80000000"_s, Phase::Now},
        {u"You: bring the board back to normal"_s,
         u"Unplug the camera, put the recovery switch back, and plug it in again. Goes on by "
         "itself when the board is seen."_s,
         Phase::Yours},
        {u"Write HP"_s, u"firmware_M55_HP.bin, 2,214,912 bytes to 0x80020000"_s, Phase::Later},
        {u"Check HP"_s, u"Read back and compared with the file"_s, Phase::Later},
        {u"See it run"_s, u"The board must answer as version 5.1.0; success is shown only then"_s,
         Phase::Later}};
    state.steps[2].done = 81920;
    state.steps[2].total = 114528;
    state.steps[2].bytesPerSecond = 2300;
    state.steps[2].secondsLeft = 14;
    return state;
}

}  // namespace

class TestScreens final : public QObject {
    Q_OBJECT
private:
    void shoot(IdeFixture& f, const QString& name)
    {
        const QString folder = QStringLiteral(OMV_SCREENSHOTS);
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(f.window().grab().save(folder + u'/' + name + u".png"_s));
    }

private slots:
    void firstStart()
    {
        for (const char* theme : {"dark", "light"}) {
            IdeFixture f(commandLine({"", "1440x900", theme, 0}));
            QTest::qWait(300);
            shoot(f, u"first-start-"_s + QString::fromLatin1(theme));
        }
    }

    void running()
    {
        for (const Look& look : {Look{"running-dark", "1440x900", "dark", 0},
                                 Look{"running-light", "1440x900", "light", 0},
                                 Look{"running-1280x800", "1280x800", "dark", 0},
                                 Look{"running-1920x1080", "1920x1080", "dark", 0},
                                 Look{"running-200-percent", "2560x1600", "light", 2},
                                 Look{"running-900x600", "900x600", "dark", 0}}) {
            IdeFixture f(commandLine(look));
            QVERIFY(startHelloWorld(f));
            shoot(f, QString::fromLatin1(look.name));
        }
    }

    void instruments()
    {
        IdeFixture f(commandLine({"", "1440x900", "dark", 0}));
        QVERIFY(startHelloWorld(f));
        for (const char* pane : {"board", "memory", "statistics"}) {
            f.action(qPrintable(u"window."_s + QString::fromLatin1(pane)))->trigger();
            QTest::qWait(1200);
            shoot(f, u"pane-"_s + QString::fromLatin1(pane));
        }
    }

    void error()
    {
        for (const char* theme : {"dark", "light"}) {
            IdeFixture f(commandLine({"", "1440x900", theme, 0}));
            QVERIFY(f.connectTo());
            f.open(kBroken);
            f.clickRun();
            QTRY_COMPARE_WITH_TIMEOUT(f.editor()->errorLine(), 13, 20000);
            QTest::qWait(300);
            shoot(f, u"error-"_s + QString::fromLatin1(theme));
        }
    }

    void viewer()
    {
        omv::ide::CommandLine line = commandLine({"", "1280x800", "dark", 0});
        line.viewer = true;
        IdeFixture f(line);
        QVERIFY(f.connectTo());
        f.action("device.run")->trigger();
        QVERIFY(QTest::qWaitFor([&] { return f.view()->framesShown() > 40; }, 30000));
        shoot(f, u"viewer"_s);
    }

    void preferences()
    {
        for (const char* theme : {"dark", "light"}) {
            IdeFixture f(commandLine({"", "1280x800", theme, 0}));
            f.action("edit.preferences")->trigger();
            auto* dialog = f.window().findChild<QDialog*>(u"preferences"_s);
            auto* sections = dialog->findChild<QListWidget*>(u"preferencesSections"_s);
            for (int i = 0; i < sections->count(); ++i) {
                sections->setCurrentRow(i);
                QTest::qWait(50);
                QVERIFY(
                    dialog->grab().save(QStringLiteral(OMV_SCREENSHOTS "/preferences-%1-%2.png")
                                            .arg(sections->item(i)->data(Qt::UserRole).toString(),
                                                 QString::fromLatin1(theme))));
            }
        }
    }

    void menus()
    {
        for (const char* theme : {"dark", "light"}) {
            IdeFixture f(commandLine({"", "1280x800", theme, 0}));
            int number = 0;
            for (QAction* each : f.window().header->menuBar()->actions()) {
                each->menu()->popup(f.window().mapToGlobal(QPoint(60, 40)));
                QTest::qWait(50);
                QVERIFY(each->menu()->grab().save(QStringLiteral(OMV_SCREENSHOTS "/menu-%1-%2.png")
                                                      .arg(++number)
                                                      .arg(QString::fromLatin1(theme))));
                each->menu()->close();
            }
        }
    }

    void firmware()
    {
        // Cameras of other programs are not in these pictures.
        const QTemporaryDir alone;
        const QByteArray before = qgetenv("XDG_RUNTIME_DIR");
        qputenv("XDG_RUNTIME_DIR", alone.path().toLocal8Bit());
        const auto restore = qScopeGuard([&] { qputenv("XDG_RUNTIME_DIR", before); });
        for (const Look& look : {Look{"firmware-dark", "1280x800", "dark", 0},
                                 Look{"firmware-light", "1280x800", "light", 0},
                                 Look{"firmware-1600-dark", "1600x1000", "dark", 0},
                                 Look{"firmware-1600-light", "1600x1000", "light", 0},
                                 Look{"firmware-german", "1280x800", "dark", 0},
                                 Look{"firmware-900x600", "900x600", "dark", 0},
                                 Look{"firmware-200-percent", "2560x1600", "light", 2}}) {
            IdeFixture f(commandLine(look));
            const QString name = QString::fromLatin1(look.name);
            if (name.contains(u"german"_s))
                f.ide->settings().change(
                    [](omv::ide::Settings& s) { s.appearance.language = u"de"_s; });
            f.action("tools.firmware")->trigger();
            QTest::qWait(200);
            shoot(f, name + u"-empty"_s);
            auto& page = *f.window().firmware;
            f.ide->firmware().setSource(writeRelease(f.folder.path(), "ae3"));
            QTRY_VERIFY_WITH_TIMEOUT(!page.state().steps.isEmpty(), 20000);
            QTest::qWait(200);
            shoot(f, name + u"-ready"_s);
            auto* start = page.findChild<QPushButton*>(u"firmwareStart"_s);
            emit page.goalChosen(omv::ui::FirmwareGoal::Recover);
            QTRY_VERIFY_WITH_TIMEOUT(page.state().consentMissing, 20000);
            QTest::qWait(200);
            shoot(f, name + u"-consents"_s);
            emit page.goalChosen(omv::ui::FirmwareGoal::Firmware);
            QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), 20000);
            QTest::mouseClick(start, Qt::LeftButton);
            // It may be over before anybody looks.
            const auto writing = [&] {
                const auto& steps = page.state().steps;
                return !f.ide->firmware().running() ||
                    std::any_of(steps.begin(), steps.end(),
                                [](const auto& step) { return step.done > 0; });
            };
            QVERIFY(QTest::qWaitFor(writing, 60000));
            shoot(f, name + u"-running"_s);
            QVERIFY(QTest::qWaitFor([&] { return !f.ide->firmware().running(); }, 120000));
            QTest::qWait(200);
            shoot(f, name + u"-done"_s);
            page.setState(recovering(page.state()));
            QTest::qWait(100);
            shoot(f, name + u"-recovery"_s);
            omv::ui::FirmwareState failed = page.state();
            failed.running = false;
            failed.steps[3].phase = omv::ui::FirmwareStep::Phase::Failed;
            failed.failure = u"Recover OpenMV AE3: failed"_s;
            failed.error = omv::Error{omv::Errc::Timeout, "OMV-E0720",
                                      "OpenMV AE3 does not come into its loader (dfu)",
                                      "Nothing with the loader's USB id was seen at that port",
                                      "Unplug the camera, put the recovery switch back, and plug "
                                      "it in again"};
            failed.consents = {{u"bootloader"_s,
                                u"Write the bootloader of OpenMV AE3, although nobody has tried "
                                "this on a real one. If it goes wrong, only the chip's own "
                                "recovery is left."_s,
                                true}};
            page.setState(failed);
            QTest::qWait(100);
            shoot(f, name + u"-failed"_s);
        }
    }

    void popups()
    {
        IdeFixture f(commandLine({"", "1440x900", "dark", 0}));
        f.action("view.palette")->trigger();
        QTest::qWait(300);
        shoot(f, u"palette"_s);
        f.window().palette->hide();
        f.action("file.examples")->trigger();
        QTest::qWait(300);
        shoot(f, u"examples"_s);
        for (QWidget* top : QApplication::topLevelWidgets())
            if (top != &f.window() && top->isVisible())
                top->close();
        f.action("edit.replace")->trigger();
        QTest::qWait(300);
        shoot(f, u"find"_s);
        f.action("edit.findInFiles")->trigger();
        f.window().search->setQuery({.text = u"camera"_s});
        emit f.window().search->searchWanted(f.window().search->query());
        QTest::qWait(300);
        shoot(f, u"search"_s);
    }
};

QTEST_MAIN(TestScreens)

#include "test_screens.moc"
