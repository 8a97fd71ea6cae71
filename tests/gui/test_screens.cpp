// SPDX-License-Identifier: MIT
// Pictures of the window's main states, for people to look at: build/.../screenshots/NAME.png.
#include "tests/gui/ide_fixture.h"

#include "app/ide/documents/document.h"
#include "widgets/editor/search_pane.h"
#include "widgets/panels/command_palette.h"
#include "widgets/window/instrument_pane.h"

#include <QDialog>
#include <QDir>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>

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
