// SPDX-License-Identifier: MIT
#include "tests/gui/ide_fixture.h"

#include "app/ide/camera/camera_list.h"
#include "app/ide/device_controller.h"
#include "app/ide/documents/document.h"
#include "app/ide/view_controller.h"
#include "widgets/editor/search_pane.h"
#include "widgets/frame/histogram_pane.h"
#include "widgets/panels/command_palette.h"
#include "widgets/panels/link_bars.h"
#include "widgets/panels/task_strip.h"
#include "widgets/terminal/terminal_view.h"
#include "widgets/window/camera_chip.h"
#include "widgets/window/status_line.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QProcess>
#include <QSet>
#include <QSignalSpy>
#include <QTimer>
#include <QToolButton>
#include <QTreeWidget>

#include <csignal>

using namespace Qt::StringLiterals;
using omv::test::IdeFixture;

namespace {

const auto kLoop = u"import csi\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.RGB565)\n"
                   "c.framesize(csi.QVGA)\nn = 0\nwhile True:\n    img = c.snapshot()\n"
                   "    n += 1\n    if n % 10 == 0:\n        print('frame', n)\n"_s;

const auto kTyped = u"never saved = 42"_s;

/// Other tests may run cameras at the same time.
bool isListed(const IdeFixture& f, const QString& serial)
{
    const auto& all = f.ide->cameras().entries();
    return std::any_of(all.begin(), all.end(),
                       [&](const auto& each) { return each.serial == serial; });
}

/// Four squares of plain colour, as a scene.
QString writeQuadrants(const QString& folder)
{
    QImage image(320, 240, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.fillRect(0, 0, 160, 120, QColor(200, 0, 0));
    painter.fillRect(160, 0, 160, 120, QColor(0, 200, 0));
    painter.fillRect(0, 120, 160, 120, QColor(0, 0, 200));
    painter.fillRect(160, 120, 160, 120, QColor(200, 200, 200));
    painter.end();
    const QString path = folder + u"/scene.png"_s;
    image.save(path);
    return path;
}

bool near(const QColor& a, const QColor& b, int most)
{
    return std::abs(a.red() - b.red()) <= most && std::abs(a.green() - b.green()) <= most &&
        std::abs(a.blue() - b.blue()) <= most;
}

}  // namespace

class TestIde final : public QObject {
    Q_OBJECT
private slots:
    void firstStartShowsWelcomeAndHelloWorld()
    {
        IdeFixture f;
        QVERIFY(f.editor()->toPlainText().contains(u"import csi"_s));
        auto* start = f.window().findChild<QPushButton*>(u"welcome:sim:ae3"_s);
        QVERIFY(start && start->isVisible());
        QTest::mouseClick(start, Qt::LeftButton);
        QVERIFY(f.waitConnected());
        QVERIFY(f.waitScript(omv::ide::ScriptState::Running));
        QTRY_VERIFY_WITH_TIMEOUT(f.view()->framesShown() > 3, 60000);
        QTRY_VERIFY_WITH_TIMEOUT(f.terminalText().contains(u"fps"_s), 60000);
    }

    void frameShowsWhatTheSceneHolds()
    {
        IdeFixture f;
        const QString scene = writeQuadrants(f.folder.path());
        QVERIFY(f.connectTo(u"sim:pure-thermal?scene=image:"_s + scene));
        f.open(kLoop);
        f.clickRun();
        QTRY_VERIFY_WITH_TIMEOUT(f.view()->framesShown() > 10, 60000);
        f.view()->fit();
        const QImage shown = f.view()->image();
        QCOMPARE(shown.size(), QSize(320, 240));
        const QColor wanted[] = {{200, 0, 0}, {0, 200, 0}, {0, 0, 200}, {200, 200, 200}};
        const QPoint places[] = {{80, 60}, {240, 60}, {80, 180}, {240, 180}};
        const QImage painted = f.view()->grab().toImage();
        for (int i = 0; i < 4; ++i) {
            const QColor decoded = shown.pixelColor(places[i]);
            QVERIFY2(near(decoded, wanted[i], 40), qPrintable(decoded.name()));
            const QPointF at = f.view()->geometryOfFrame().toView(QPointF(places[i]));
            QVERIFY(near(painted.pixelColor(at.toPoint()), decoded, 12));
        }
        // A region that is drawn feeds the histogram.
        QVERIFY(!f.window().histogram->ofRegion());
        f.view()->setRegion({10, 10, 40, 40});
        QVERIFY(f.window().histogram->ofRegion());
    }

    void runPrintsAndStopsByButtonAndKey()
    {
        IdeFixture f;
        QVERIFY(f.connectTo());
        f.open(kLoop);
        QCOMPARE(f.runButton()->text(), u"Run"_s);
        f.clickRun();
        QVERIFY(f.waitScript(omv::ide::ScriptState::Running));
        QTRY_VERIFY_WITH_TIMEOUT(f.terminalText().contains(u"frame 10"_s), 60000);
        QTRY_COMPARE(f.runButton()->text(), u"Stop"_s);
        QTest::keyClick(f.editor(), Qt::Key_F5);
        QVERIFY(f.waitScript(omv::ide::ScriptState::Idle));
        QTRY_VERIFY_WITH_TIMEOUT(f.terminalText().contains(u"stopped after"_s), 60000);
        QTest::keyClick(f.editor(), Qt::Key_R, Qt::ControlModifier);
        QVERIFY(f.waitScript(omv::ide::ScriptState::Running));
    }

    void errorMarksTheLineAndTheTerminalLeadsThere()
    {
        IdeFixture f;
        QVERIFY(f.connectTo());
        f.open(u"print('one')\nx = 1\n\n\ny = x / 0\n"_s);
        f.clickRun();
        QTRY_COMPARE_WITH_TIMEOUT(f.editor()->errorLine(), 5, 60000);
        QTRY_VERIFY_WITH_TIMEOUT(f.terminalText().contains(u"ZeroDivisionError"_s), 60000);
        f.editor()->goTo({1, 1});
        emit f.window().terminal->errorLinkActivated(u"<stdin>"_s, 5);
        QCOMPARE(f.editor()->caret().line, 5);
        // Another run clears it.
        f.editor()->setPlainText(u"print('fine')\n"_s);
        f.clickRun();
        QTRY_VERIFY_WITH_TIMEOUT(f.terminalText().contains(u"fine"_s), 60000);
        QCOMPARE(f.editor()->errorLine(), 0);
    }

    void editSaveReopen()
    {
        IdeFixture f;
        f.open(u"a = 1\n"_s);
        f.answers.path = f.folder.filePath(u"script.py"_s);
        f.editor()->moveCursor(QTextCursor::End);
        QTest::keyClicks(f.editor(), u"b = 2"_s);
        QTest::keyClick(f.editor(), Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(QFile::exists(f.answers.path));
        QTRY_VERIFY(!f.window().editors->current()->modified());
        QTest::keyClick(f.editor(), Qt::Key_W, Qt::ControlModifier);
        f.answers.files = {f.answers.path};
        f.action("file.open")->trigger();
        QCOMPARE(f.editor()->toPlainText(), u"a = 1\nb = 2"_s);
        QVERIFY(f.answers.problems.isEmpty());
    }

    void unplugKeepsTheTextAndReconnects()
    {
        IdeFixture f;
        QProcess vcam;
        const QStringList arguments{u"--board"_s, u"rt1062"_s, u"--serial"_s, u"0DDBA11"_s};
        vcam.start(QStringLiteral(OMV_BIN_DIR "/omv-vcam"), arguments);
        QVERIFY(vcam.waitForStarted());
        const auto found = [&] {
            const auto& all = f.ide->cameras().entries();
            const auto it = std::find_if(all.begin(), all.end(), [](const auto& each) {
                return each.serial == "0DDBA11"_L1;
            });
            return it == all.end() ? QString() : it->port;
        };
        QTRY_VERIFY_WITH_TIMEOUT(!found().isEmpty(), 60000);
        QVERIFY(f.connectTo(found()));
        f.open(kLoop);
        f.clickRun();
        QVERIFY(f.waitScript(omv::ide::ScriptState::Running));
        QTRY_VERIFY_WITH_TIMEOUT(f.view()->framesShown() > 0, 60000);
        vcam.kill();
        vcam.waitForFinished();
        QTRY_VERIFY_WITH_TIMEOUT(!f.connected(), 60000);
        QCOMPARE(f.editor()->toPlainText(), kLoop);
        QVERIFY(!f.window().tasks->isHidden());
        // The last picture stays, and nobody turned a stream off.
        QVERIFY(!f.view()->image().isNull());
        QCOMPARE(f.view()->state(), omv::ui::FrameState::Stopped);

        // Run now means: when it is back.
        f.clickRun();
        QVERIFY(f.window().tasks->current()->step.contains(u"script"_s));
        vcam.start(QStringLiteral(OMV_BIN_DIR "/omv-vcam"), arguments);
        QVERIFY(vcam.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(f.connected(), 60000);
        QCOMPARE(f.ide->session().state().port, found());
        QCOMPARE(f.editor()->toPlainText(), kLoop);
        QVERIFY(f.waitScript(omv::ide::ScriptState::Running));
        f.action("device.connect")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!f.connected(), 60000);
        vcam.kill();
        vcam.waitForFinished();
    }

    void aCameraThatWasNamedAtTheStartComesBack()
    {
        for (const bool byPath : {false, true}) {
            QProcess vcam;
            const QStringList arguments{u"--board"_s, u"rt1062"_s, u"--serial"_s, u"0DDBA13"_s,
                                        u"--json"_s};
            vcam.start(QStringLiteral(OMV_BIN_DIR "/omv-vcam"), arguments);
            QVERIFY(vcam.waitForReadyRead(20000));
            const QByteArray ready = vcam.readLine();
            omv::ide::CommandLine line;
            line.port = byPath ? QJsonDocument::fromJson(ready).object().value(u"pty"_s).toString()
                               : u"serial:0DDBA13"_s;
            IdeFixture f(line);
            QVERIFY(f.waitConnected());
            // Its path is looked up when the list has it.
            QTRY_VERIFY_WITH_TIMEOUT(isListed(f, u"0DDBA13"_s), 60000);
            vcam.kill();
            vcam.waitForFinished();
            QTRY_VERIFY_WITH_TIMEOUT(!f.connected(), 60000);
            vcam.start(QStringLiteral(OMV_BIN_DIR "/omv-vcam"), arguments);
            QVERIFY(vcam.waitForStarted());
            QTRY_VERIFY_WITH_TIMEOUT(f.connected(), 60000);
            vcam.kill();
            vcam.waitForFinished();
        }
    }

    void waitingForACameraCanBeEnded()
    {
        IdeFixture f;
        QProcess vcam;
        vcam.start(QStringLiteral(OMV_BIN_DIR "/omv-vcam"),
                   {u"--board"_s, u"rt1062"_s, u"--serial"_s, u"0DDBA12"_s});
        QVERIFY(vcam.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(isListed(f, u"0DDBA12"_s), 60000);
        QVERIFY(f.connectTo(u"0DDBA12"_s));
        vcam.kill();
        vcam.waitForFinished();
        QTRY_VERIFY_WITH_TIMEOUT(!f.connected(), 60000);
        QVERIFY(f.action("device.connect")->text().contains(u"waiting"_s));
        f.action("device.connect")->trigger();
        QVERIFY(!f.action("device.connect")->text().contains(u"waiting"_s));
        QTRY_VERIFY(f.window().tasks->isHidden());
        QVERIFY(!f.connected());
    }

    void theTerminalSaysHowLongAScriptRan()
    {
        IdeFixture f;
        QVERIFY(f.connectTo());
        f.open(u"import time\ntime.sleep_ms(1300)\n"_s);
        f.clickRun();
        QTRY_VERIFY_WITH_TIMEOUT(f.terminalText().contains(u"ended after"_s), 60000);
        const QString text = f.terminalText();
        QVERIFY2(!text.contains(u"after 0.0 s"_s), qPrintable(text));
    }

    void theRateLeavesTheStatusLineAtTheEnd()
    {
        using Item = omv::ui::StatusLine::Item;
        IdeFixture f;
        QVERIFY(f.connectTo());
        f.open(kLoop);
        f.clickRun();
        QTRY_VERIFY_WITH_TIMEOUT(!f.window().status->text(Item::Fps).isEmpty(), 60000);
        f.clickRun();
        QVERIFY(f.waitScript(omv::ide::ScriptState::Idle));
        QTRY_VERIFY(f.window().status->text(Item::Fps).isEmpty());
    }

    void rawBytesAreThoseOfTheFrozenFrame()
    {
        IdeFixture f;
        QVERIFY(f.connectTo());
        f.session().setStream(omv::ide::StreamMode::Raw);
        // Each frame is of another gray.
        f.open(
            u"import csi, image\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.GRAYSCALE)\n"
            "c.framesize(csi.QVGA)\nn = 0\nwhile True:\n    img = c.snapshot()\n"
            "    img.draw_rectangle((0, 0, 320, 240), color=n % 256, fill=True)\n    n += 1\n"_s);
        f.clickRun();
        QVERIFY2(QTest::qWaitFor([&] { return f.view()->framesShown() > 3; }, 60000),
                 qPrintable(f.terminalText()));
        f.view()->setFrozen(true);
        const auto seen = f.view()->image().pixelColor(80, 60).red();
        QSignalSpy later(&f.session(), &omv::ide::CameraSession::frameShown);
        QTRY_VERIFY_WITH_TIMEOUT(later.count() > 5, 60000);
        f.answers.path = f.folder.filePath(u"frame.raw"_s);
        emit f.window().frame->saveWanted(omv::ui::FramePane::Save::RawBytes);
        QFile file(f.answers.path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        const QSize size = f.view()->image().size();
        QCOMPARE(bytes.size(), size.width() * size.height());
        QCOMPARE(static_cast<quint8>(bytes.at(60 * size.width() + 80)), static_cast<quint8>(seen));
    }

    void unsavedTextSurvivesAKill()
    {
        QTemporaryDir profile;
        QProcess typist;
        typist.start(QCoreApplication::applicationFilePath(),
                     {u"--type-and-die"_s, profile.path()});
        QVERIFY(typist.waitForFinished(60000));
        QCOMPARE(typist.exitStatus(), QProcess::CrashExit);
        IdeFixture f({}, profile.path());
        QStringList texts;
        for (const auto& each : f.window().editors->inOrder())
            texts.append(each->text()->toPlainText());
        QVERIFY2(std::any_of(texts.begin(), texts.end(),
                             [](const QString& each) { return each.startsWith(kTyped); }),
                 qPrintable(texts.join(u"\n--\n"_s)));
    }

    void connectFailureIsSaidInThreeParts()
    {
        IdeFixture f;
        f.ide->devices().connectTo(u"/dev/no-such-port"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!f.window().tasks->isHidden(), 60000);
        const auto* task = f.window().tasks->current();
        QVERIFY(task && task->error);
        QVERIFY(!task->error->what.empty() && !task->error->why.empty());
    }

    void themeSwitchReachesEverything()
    {
        IdeFixture f;
        f.action("view.themeDark")->trigger();
        const QColor dark = f.window().grab().toImage().pixelColor(640, 20);
        f.action("view.themeLight")->trigger();
        const QColor light = f.window().grab().toImage().pixelColor(640, 20);
        QVERIFY(dark.lightness() < 60);
        QVERIFY(light.lightness() > 200);
        QVERIFY(f.editor()->grab().toImage().pixelColor(400, 300).lightness() > 230);
    }

    void everyActionOnceWithoutCrash()
    {
        IdeFixture f;
        QVERIFY(f.connectTo());
        f.open(u"print(1)\n"_s);
        const QSet<QString> leaves{u"file.quit"_s, u"device.bootloader"_s};
        const auto ids = f.ide->actions().ids();
        for (const QString& id : ids) {
            if (leaves.contains(id))
                continue;
            f.ide->actions().action(id)->trigger();
            // What it put off has been done once this comes.
            bool turned = false;
            QTimer::singleShot(0, &f.window(), [&] { turned = true; });
            QTRY_VERIFY(turned);
            for (QWidget* popup = QApplication::activePopupWidget(); popup;
                 popup = QApplication::activePopupWidget())
                popup->close();
        }
        QVERIFY(f.window().isVisible());
    }

    void findsInAllOpenFiles()
    {
        IdeFixture f;
        f.open(u"needle = 1\nhay = needle\n"_s);
        f.open(u"hay = 2\n"_s);
        QTest::keyClick(f.editor(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        auto* pane = f.window().search;
        QTRY_VERIFY(pane->isVisible());
        auto* text = pane->findChild<QLineEdit*>(u"searchText"_s);
        QTRY_VERIFY(text->hasFocus());
        QTest::keyClicks(text, u"needle"_s);
        QTest::keyClick(text, Qt::Key_Return);
        auto* hits = pane->findChild<QTreeWidget*>(u"searchHits"_s);
        QCOMPARE(hits->topLevelItemCount(), 1);
        QCOMPARE(hits->topLevelItem(0)->childCount(), 2);
        const QRect second = hits->visualItemRect(hits->topLevelItem(0)->child(1));
        QTest::mouseClick(hits->viewport(), Qt::LeftButton, {}, second.center());
        QCOMPARE(f.editor()->caret().line, 2);
        QCOMPARE(f.editor()->textCursor().selectedText(), u"needle"_s);
        // And replaces in all of them, each with an undo of its own.
        auto* replacement = pane->findChild<QLineEdit*>(u"searchReplacement"_s);
        QTest::mouseClick(pane->findChild<QToolButton*>(u"searchRegex"_s), Qt::LeftButton);
        text->setText(u"(need)le|hay"_s);
        QTest::keyClicks(replacement, u"<$1>"_s);
        QTest::mouseClick(pane->findChild<QPushButton*>(u"searchReplaceAll"_s), Qt::LeftButton);
        const auto documents = f.window().editors->inOrder();
        const qsizetype last = documents.size() - 1;
        QCOMPARE(documents[last - 1]->text()->toPlainText(), u"<need> = 1\n<> = <need>\n"_s);
        QCOMPARE(documents[last]->text()->toPlainText(), u"<> = 2\n"_s);
        documents[last]->text()->undo();
        QCOMPARE(documents[last]->text()->toPlainText(), u"hay = 2\n"_s);
        f.action("file.examples")->trigger();
        QVERIFY(!pane->isVisible());
        QVERIFY(f.window().paneShown(omv::ide::Pane::Examples));
    }

    void anErrorInAModuleOpensIt()
    {
        IdeFixture f;
        QFile module(f.folder.filePath(u"motor.py"_s));
        QVERIFY(module.open(QIODevice::WriteOnly));
        module.write("def turn():\n    return 1 / 0\n");
        module.close();
        f.answers.files = {module.fileName()};
        f.action("file.open")->trigger();
        f.open(u"print(1)\n"_s);
        emit f.window().terminal->errorLinkActivated(u"/lib/motor.py"_s, 2);
        QCOMPARE(f.window().editors->current()->path(), module.fileName());
        QCOMPARE(f.editor()->caret().line, 2);
        emit f.window().terminal->errorLinkActivated(u"/lib/none.py"_s, 2);
        QTRY_VERIFY(f.terminalText().contains(u"/lib/none.py is on the camera"_s));
    }

    void paletteRunsACommand()
    {
        IdeFixture f;
        QTest::keyClick(f.editor(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(f.window().palette->isVisible());
        auto* search = f.window().palette->findChild<QLineEdit*>();
        QTest::keyClicks(search, u"light theme"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_VERIFY(f.ide->settings().value().appearance.theme == "light"_L1);
    }

    void aFloodKeepsTheWindowResponsive()
    {
        IdeFixture f;
        QByteArray megabyte;
        for (int line = 0; megabyte.size() < (1 << 20); ++line)
            megabyte += "line " + QByteArray::number(line) + " of a flood of prints\n";
        qint64 longest = 0;
        QElapsedTimer since;
        since.start();
        QElapsedTimer turn;
        turn.start();
        for (int i = 0; i < 30; ++i) {
            f.window().terminal->append(megabyte);
            for (int k = 0; k < 10; ++k) {
                bool turned = false;
                turn.restart();
                QTimer::singleShot(0, &f.window(), [&] { turned = true; });
                QTRY_VERIFY(turned);
                longest = std::max(longest, turn.elapsed());
            }
        }
        qInfo("30 MB in %lld ms, longest turn %lld ms", since.elapsed(), longest);
        const auto done = [&] { return f.window().terminal->view()->lineCount() > 100000; };
        QTRY_VERIFY_WITH_TIMEOUT(done(), 30000);
    }

    void doubleScaleHasRoom()
    {
        omv::ide::CommandLine line;
        line.scale = 2;
        line.size = u"1920x1080"_s;
        IdeFixture f(line);
        QVERIFY(f.runButton()->height() >= 50);
        const double caption = f.window().theme().font(omv::ui::TextSize::Caption).pointSizeF();
        QCOMPARE(f.window().link->font().pointSizeF(), caption);
        QVERIFY(f.window().header->geometry().right() <= f.window().width());
        QVERIFY(f.runButton()->mapTo(&f.window(), QPoint(f.runButton()->width(), 0)).x() <=
                f.window().width());
    }

    void everyTextHasTheFontOfTheTheme()
    {
        QApplication::setFont(QFont(u"Sans Serif"_s, 9));  // as a program begins
        omv::ide::CommandLine line;
        line.scale = 2;
        IdeFixture f(line);
        f.action("view.palette")->trigger();
        int seen = 0;
        QStringList small;
        for (const auto* each : f.window().findChildren<QWidget*>()) {
            if (!each->isVisible() || each->inherits("QScrollBar"))
                continue;
            ++seen;
            if (each->font().pointSizeF() <= 12)
                small.append(QString::fromLatin1(each->metaObject()->className()) + u' ' +
                             each->objectName() + u' ' +
                             QString::number(each->font().pointSizeF()));
        }
        QVERIFY2(small.isEmpty(), qPrintable(small.join(u'\n')));
        QVERIFY(seen > 40);
    }

    void scaleChangesWhileItRuns()
    {
        IdeFixture f;
        for (const double scale : {2.0, 1.0, 1.5}) {
            f.ide->settings().change([scale](auto& s) { s.appearance.scale = scale; });
            QCOMPARE(f.window().theme().options().scale, scale);
            const double caption = f.window().theme().font(omv::ui::TextSize::Caption).pointSizeF();
            QCOMPARE(f.window().link->font().pointSizeF(), caption);
            for (const auto* button : f.window().status->findChildren<QToolButton*>())
                QCOMPARE(button->font().pointSizeF(), caption);
        }
    }

    void focusWalksThroughThePanes()
    {
        IdeFixture f;
        QSet<QWidget*> seen;
        for (int i = 0; i < 8; ++i) {
            QTest::keyClick(&f.window(), Qt::Key_F6);
            if (QWidget* focused = QApplication::focusWidget())
                seen.insert(focused);
        }
        QVERIFY(seen.size() >= 5);
    }
};

namespace {

/// What unsavedTextSurvivesAKill() starts: types, and is killed when the text is put by.
int typeAndDie(const QString& profile)
{
    IdeFixture f({}, profile);
    f.action("file.new")->trigger();
    QTest::keyClicks(f.editor(), kTyped);
    const auto kept = [&] {
        QDirIterator files(profile, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(kTyped.toUtf8()))
                return true;
        }
        return false;
    };
    if (!QTest::qWaitFor(kept, 30000))
        return 1;
    ::raise(SIGKILL);
    return 1;
}

}  // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.value(1) == "--type-and-die"_L1)
        return typeAndDie(arguments.value(2));
    TestIde tests;
    return QTest::qExec(&tests, argc, argv);
}

#include "test_ide.moc"
