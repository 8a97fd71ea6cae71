// SPDX-License-Identifier: MIT
// Files, formats and the terminal's memory, in the real window.
#include "tests/gui/ide_fixture.h"

#include "app/ide/dialog_prompts.h"
#include "app/ide/documents/document.h"
#include "app/ide/documents/documents.h"
#include "app/ide/settings_store.h"
#include "widgets/editor/editor_tabs.h"
#include "widgets/terminal/source_link.h"
#include "widgets/terminal/terminal_view.h"
#include "widgets/window/status_line.h"

#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>
#include <QToolButton>

using namespace Qt::StringLiterals;
using omv::ide::Document;
using omv::test::IdeFixture;
using Item = omv::ui::StatusLine::Item;

namespace {

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<none>");
}

omv::ide::CommandLine tall()
{
    omv::ide::CommandLine line;
    line.size = u"1280x1600"_s;
    return line;
}

struct Files : IdeFixture {
    Files()
        : IdeFixture(tall())
    {
    }
    Document* open(const QString& name, const QByteArray& bytes)
    {
        const QString path = folder.filePath(name);
        write(path, bytes);
        answers.files = {path};
        action("file.open")->trigger();
        return document();
    }
    Document* document() { return window().editors->current(); }
    /// Opens the menu of an item of the status line by a click.
    QMenu* menuOf(Item item)
    {
        QTest::mouseClick(window().status->button(item), Qt::LeftButton);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        return menu && menu->objectName() == "formatMenu"_L1 ? menu : nullptr;
    }
    static QAction* entry(QMenu* menu, const QString& text)
    {
        for (QAction* action : menu->actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }
    void choose(QMenu* menu, const QString& text)
    {
        QAction* action = entry(menu, text);
        QVERIFY2(action, qPrintable(text));
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
    }
    /// That link of the terminal, from 1, brought into view.
    QRect link(int number)
    {
        auto* view = window().terminal->view();
        const auto first = view->buffer().firstId();
        int found = 0;
        for (auto id = first; id < view->buffer().endId(); ++id) {
            if (!omv::ui::findSourceLink(view->buffer().line(id).text) || ++found < number)
                continue;
            // Lines are not wrapped: each is one row.
            if (view->linkRect(id).isEmpty())
                view->verticalScrollBar()->setValue(static_cast<int>(id - first));
            return view->linkRect(id);
        }
        return {};
    }
    void clickLink(int number)
    {
        QTRY_VERIFY(!link(number).isEmpty());
        QTest::mouseClick(window().terminal->view()->viewport(), Qt::LeftButton, {},
                          link(number).center());
    }
};

}  // namespace

class TestFiles final : public QObject {
    Q_OBJECT
private slots:
    void aDeletedFileIsToldAndSavedAgain()
    {
        Files f;
        const QString path = f.open(u"a.py"_s, "a = 1\n")->path();
        QVERIFY(QFile::remove(path));
        QTRY_COMPARE(f.answers.questions.size(), 1);
        QVERIFY(f.answers.questions[0].contains(u"a.py is no longer on the disk"_s));
        QVERIFY(f.document()->modified());
        f.answers.yes = true;
        // One that is not looked at waits until it is.
        Document* other = f.open(u"b.py"_s, "b = 1\n");
        f.window().editors->step(-1);
        QVERIFY(f.document() != other);
        QVERIFY(QFile::remove(other->path()));
        QTRY_VERIFY(other->modified());
        QCOMPARE(f.answers.questions.size(), 1);
        f.window().editors->show(other);
        QTRY_COMPARE(f.answers.questions.size(), 2);
        QTRY_VERIFY(!other->modified());
        QCOMPARE(read(other->path()), QByteArray("b = 1\n"));
    }

    void filesThatWentBetweenSessionsAreToldOnce()
    {
        QTemporaryDir profile;
        QStringList paths;
        {
            IdeFixture f({}, profile.path());
            for (const auto& name : {u"one.py"_s, u"two.py"_s}) {
                paths.append(profile.filePath(name));
                write(paths.last(), "x = 1\n");
                f.answers.files = {paths.last()};
                f.action("file.open")->trigger();
                QTest::keyClicks(f.editor(), u"typed"_s);
            }
            f.window().close();
        }
        for (const QString& path : paths)
            QVERIFY(QFile::remove(path));
        IdeFixture f({}, profile.path());
        // Of the one that is looked at; of the other when it is.
        QTRY_COMPARE(f.answers.questions.size(), 1);
        QVERIFY(f.answers.questions[0].contains(u"two.py"_s));
        QCOMPARE(f.editor()->toPlainText(), u"typedx = 1\n"_s);
        f.window().editors->step(-1);
        QTRY_COMPARE(f.answers.questions.size(), 2);
        QVERIFY(f.answers.questions[1].contains(u"one.py"_s));
    }

    void encodingAndLineEndsAreChosenInTheStatusLine()
    {
        Files f;
        Document* document = f.open(u"a.py"_s, "\xC3\xBC = 1\n");
        auto* item = f.window().status->button(Item::Encoding);
        QCOMPARE(item->text(), u"UTF-8, LF"_s);
        QMenu* menu = f.menuOf(Item::Encoding);
        QVERIFY(menu);
        QVERIFY(Files::entry(menu, u"UTF-8"_s)->isChecked());
        f.choose(menu, u"Latin-1"_s);
        QTRY_COMPARE(item->text(), u"Latin-1, LF"_s);
        QVERIFY(document->modified());
        // By the keyboard: the item, then the entry that is chosen now, one up and on.
        item->setFocus();
        QTest::keyClick(item, Qt::Key_Space);
        menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QCOMPARE(menu->activeAction()->text(), u"Latin-1"_s);
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_COMPARE(item->text(), u"Latin-1, CRLF"_s);
        f.action("file.save")->trigger();
        QTRY_VERIFY(!document->modified());
        QCOMPARE(read(document->path()), QByteArray("\xFC = 1\r\n"));
        // A character that it lacks: said, and nothing happens.
        f.editor()->setPlainText(u"\u03BB = 1\n"_s);
        f.choose(f.menuOf(Item::Encoding), u"UTF-8"_s);
        QTRY_COMPARE(item->text(), u"UTF-8, CRLF"_s);
        f.choose(f.menuOf(Item::Encoding), u"Latin-1"_s);
        QTRY_COMPARE(f.answers.problems.size(), 1);
        QCOMPARE(item->text(), u"UTF-8, CRLF"_s);
        // The same from the command palette's action.
        f.action("file.lineEnds")->trigger();
        menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QCOMPARE(menu->activeAction()->text(), u"CRLF"_s);
        menu->close();
    }

    void indentationAndLanguageAreOfTheDocument()
    {
        Files f;
        f.open(u"tabs.py"_s, "if x:\n\ty = 1\n");
        auto* indent = f.window().status->button(Item::Indent);
        QCOMPARE(indent->text(), u"Tabs: 4"_s);
        f.open(u"two.py"_s, "if x:\n  if y:\n    z = 1\n  if w:\n    z = 2\n");
        QCOMPARE(indent->text(), u"Spaces: 2"_s);
        f.open(u"plain.py"_s, "x = 1\n");
        QCOMPARE(indent->text(), u"Spaces: 4"_s);
        f.choose(f.menuOf(Item::Indent), u"Spaces: 8"_s);
        QTRY_COMPARE(indent->text(), u"Spaces: 8"_s);
        QVERIFY(!f.document()->modified());
        f.editor()->moveCursor(QTextCursor::Start);
        QTest::keyClick(f.editor(), Qt::Key_Tab);
        QCOMPARE(f.editor()->toPlainText(), u"        x = 1\n"_s);
        f.window().editors->step(-1);
        QCOMPARE(indent->text(), u"Spaces: 2"_s);
        // Other options of all documents leave it alone.
        f.action("view.whitespace")->trigger();
        QCOMPARE(indent->text(), u"Spaces: 2"_s);
        auto* language = f.window().status->button(Item::Language);
        QCOMPARE(language->text(), u"Python"_s);
        f.choose(f.menuOf(Item::Language), u"Plain text"_s);
        QTRY_COMPARE(language->text(), u"Plain text"_s);
        f.choose(f.menuOf(Item::Language), u"As the file's name says"_s);
        QTRY_COMPARE(language->text(), u"Python"_s);
    }

    void closingAndQuittingWaitForSaves()
    {
        Files f;
        const QByteArray bytes = QByteArray("line = 1\n").repeated(200000);
        Document* document = f.open(u"big.py"_s, bytes);
        const QString path = document->path();
        QTest::keyClicks(f.editor(), u"a"_s);
        f.action("file.save")->trigger();
        QVERIFY(document->saving());
        // Nothing is asked: it is being saved.
        f.action("file.close")->trigger();
        QTRY_VERIFY(!f.ide->documents().byPath(path));
        QCOMPARE(f.answers.asked, 1);  // the file to open
        QCOMPARE(read(path), "a" + bytes);
        f.open(u"big.py"_s, bytes);
        QTest::keyClicks(f.editor(), u"b"_s);
        f.action("file.save")->trigger();
        f.window().close();
        QCOMPARE(read(path), "b" + bytes);
        QVERIFY(!f.ide->documents().byPath(path)->modified());
    }

    void typedWhileItIsSavedStaysModified()
    {
        Files f;
        const QByteArray bytes = QByteArray("line = 1\n").repeated(100000);
        Document* document = f.open(u"big.py"_s, bytes);
        QTest::keyClicks(f.editor(), u"a"_s);
        f.action("file.save")->trigger();
        QVERIFY(document->saving());
        QTest::keyClicks(f.editor(), u"b"_s);
        QTRY_VERIFY(!document->saving());
        QCOMPARE(read(document->path()), "a" + bytes);
        QVERIFY(document->modified());
        f.action("file.save")->trigger();
        QTRY_VERIFY(!document->modified());
        QCOMPARE(read(document->path()), "ab" + bytes);
    }

    void namesGetTheEndingOfTheFilter()
    {
        QTemporaryDir folder;
        omv::ide::Workbench window;
        omv::ide::DialogPrompts prompts(window);
        const auto open = [&](const QString& filters, std::function<void(QString)> answer) {
            prompts.saveFile(u"Save"_s, folder.filePath(u"first.py"_s), filters, answer);
            return window.findChild<QFileDialog*>();
        };
        const QString scripts = u"Scripts (*.py *.pyi);;All files (*)"_s;
        const auto save = [&](const QString& name) {
            QString result;
            QFileDialog* dialog = open(scripts, [&](const QString& path) { result = path; });
            auto* line = dialog->findChild<QLineEdit*>(u"fileNameEdit"_s);
            line->clear();
            QTest::keyClicks(line, name);
            QTest::keyClick(line, Qt::Key_Return);
            delete dialog;
            return QFileInfo(result).fileName();
        };
        QCOMPARE(save(u"blink"_s), u"blink.py"_s);
        QCOMPARE(save(u"blink.pyi"_s), u"blink.pyi"_s);
        QCOMPARE(save(u"notes.txt"_s), u"notes.txt"_s);
        // It follows the chosen filter; of all files names are taken as they are.
        const auto suffix = [&](const QString& filters, const QString& chosen) {
            QFileDialog* dialog = open(filters, {});
            emit dialog->filterSelected(chosen);
            const QString found = dialog->defaultSuffix();
            delete dialog;
            return found;
        };
        QCOMPARE(suffix(scripts, u"All files (*)"_s), QString());
        QCOMPARE(suffix(u"PNG (*.png);;JPEG (*.jpg *.jpeg)"_s, u"JPEG (*.jpg *.jpeg)"_s), u"jpg"_s);
    }

    void terminalTogglesAreRemembered()
    {
        QTemporaryDir profile;
        {
            IdeFixture f({}, profile.path());
            auto* terminal = f.window().terminal;
            QVERIFY(terminal->timestampsShown() && !terminal->wrapped());
            for (const auto& name : {u"terminalTimestamps"_s, u"terminalWrap"_s})
                QTest::mouseClick(terminal->findChild<QToolButton*>(name), Qt::LeftButton);
            // Other changes of settings do not bring the old ones back.
            f.action("view.whitespace")->trigger();
            QVERIFY(!terminal->timestampsShown() && terminal->wrapped());
            f.window().close();
        }
        IdeFixture f({}, profile.path());
        QVERIFY(!f.window().terminal->timestampsShown());
        QVERIFY(f.window().terminal->wrapped());
    }

    void errorLinksLeadToTheScriptThatWasRun()
    {
        Files f;
        QVERIFY(f.connectTo());
        Document* first = f.open(u"first.py"_s, "x = 1\ny = x / 0\n");
        f.clickRun();
        QTRY_COMPARE_WITH_TIMEOUT(f.editor()->errorLine(), 2, 60000);
        QVERIFY(f.waitScript(omv::ide::ScriptState::Idle));
        // Its message has several lines, and it gets another name.
        Document* second = f.open(u"second.py"_s, "\n\nraise ValueError('a\\nb')\n");
        f.clickRun();
        QTRY_COMPARE_WITH_TIMEOUT(f.editor()->errorLine(), 3, 60000);
        QVERIFY(f.waitScript(omv::ide::ScriptState::Idle));
        f.answers.path = f.folder.filePath(u"renamed.py"_s);
        f.action("file.saveAs")->trigger();
        QTRY_COMPARE(second->title(), u"renamed.py"_s);
        auto* input = f.window().terminal->findChild<QLineEdit*>(u"terminalInput"_s);
        QTRY_VERIFY(input->isEnabled());
        QTest::keyClicks(input, u"1/0"_s);
        QTest::keyClick(input, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(f.terminalText().count(u"ZeroDivisionError"_s) == 2, 60000);
        QVERIFY(f.waitScript(omv::ide::ScriptState::Idle));
        // Nothing moves the lines any more.
        QTRY_COMPARE_WITH_TIMEOUT(f.terminalText().count(u"ended by an error"_s), 3, 60000);
        f.clickLink(1);
        QCOMPARE(f.document(), first);
        QCOMPARE(f.editor()->caret().line, 2);
        f.clickLink(2);
        QCOMPARE(f.document(), second);
        QCOMPARE(f.editor()->caret().line, 3);
        // The line's own error leads nowhere; a script that was closed is opened again.
        f.editor()->goTo({1, 1});
        f.clickLink(3);
        QCOMPARE(f.document(), second);
        QCOMPARE(f.editor()->caret().line, 1);
        f.action("file.close")->trigger();
        f.clickLink(2);
        QCOMPARE(f.document()->title(), u"renamed.py"_s);
        QCOMPARE(f.editor()->caret().line, 3);
    }
};

QTEST_MAIN(TestFiles)
#include "test_files.moc"
