// SPDX-License-Identifier: MIT
// German and back while the program runs: no visible text stays behind.
#include "tests/gui/ide_fixture.h"

#include "app/ide/device_controller.h"
#include "widgets/editor/find_bar.h"
#include "widgets/firmware/firmware_page.h"
#include "widgets/panels/error_card.h"
#include "widgets/panels/rail.h"
#include "widgets/panels/shortcut_editor.h"
#include "widgets/panels/task_strip.h"
#include "widgets/window/camera_chip.h"
#include "widgets/window/instrument_pane.h"
#include "widgets/window/status_line.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QProcess>
#include <QRegularExpression>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>

using namespace Qt::StringLiterals;
using omv::test::IdeFixture;

namespace {

using Texts = QSet<QString>;

/// The same in both languages: names, abbreviations, and what is no text of ours.
const Texts kSame{
    u"Terminal"_s,  u"&Terminal"_s, u"Board"_s,    u"&Board"_s, u"Editor"_s,  u"&Editor"_s,
    u"JPEG"_s,      u"RGB"_s,       u"LAB"_s,      u"YUV"_s,    u"Linear"_s,  u"Log"_s,
    u"Sensor"_s,    u"Min"_s,       u"Max"_s,      u"Median"_s, u"OMV IDE"_s, u"English"_s,
    u"Deutsch"_s,   u"Python"_s,    u"Aa"_s,       u"“W”"_s,    u"Link"_s,    u"Text"_s,
    u"UTF-8, LF"_s, u"Firm&ware"_s, u"Firmware"_s, u"ROMFS"_s,
};

void add(Texts& texts, QString text)
{
    static const QRegularExpression letters(u"\\p{L}{2,}"_s);
    static const QRegularExpression markup(u"<[^>]*>|&nbsp;"_s);
    text.remove(markup);
    if (text.contains(letters) && !text.contains(u".py"_s))
        texts.insert(text);
}

void addHeaders(Texts& texts, const QAbstractItemModel& model)
{
    for (int i = 0; i < model.columnCount(); ++i)
        add(texts, model.headerData(i, Qt::Horizontal).toString());
}

void addWidget(Texts& texts, QWidget* widget)
{
    add(texts, widget->toolTip());
    add(texts, widget->accessibleName());
    add(texts, widget->accessibleDescription());
    for (const QAction* action : widget->actions()) {
        add(texts, action->text());
        add(texts, action->toolTip());
    }
    if (const auto* label = qobject_cast<QLabel*>(widget))
        add(texts, label->text());
    if (const auto* button = qobject_cast<QAbstractButton*>(widget))
        add(texts, button->text());
    if (const auto* line = qobject_cast<QLineEdit*>(widget))
        add(texts, line->placeholderText());
    if (const auto* bar = qobject_cast<QTabBar*>(widget)) {
        for (int i = 0; i < bar->count(); ++i)
            add(texts, bar->tabText(i));
    }
    // Fonts have names of their own.
    if (const auto* box = qobject_cast<QComboBox*>(widget);
        box && !box->objectName().endsWith("Font"_L1)) {
        for (int i = 0; i < box->count(); ++i)
            add(texts, box->itemText(i));
    }
    if (const auto* list = qobject_cast<QListWidget*>(widget)) {
        for (int i = 0; i < list->count(); ++i)
            add(texts, list->item(i)->text());
    }
    if (const auto* table = qobject_cast<QTableView*>(widget); table && table->model())
        addHeaders(texts, *table->model());
}

/// All of the window and its dialogs, also of panes that are hidden just now.
Texts texts(IdeFixture& f)
{
    Texts all;
    for (const QString& id : f.ide->actions().ids()) {
        add(all, f.ide->actions().action(id)->text());
        add(all, f.ide->actions().action(id)->data().toString());
    }
    for (const omv::ui::RailItem& item : f.window().rail->items()) {
        add(all, item.text);
        add(all, item.toolTip);
    }
    for (QWidget* top : QApplication::topLevelWidgets()) {
        if (top != &f.window() && !f.window().isAncestorOf(top))
            continue;
        add(all, top->windowTitle());
        addWidget(all, top);
        for (QWidget* widget : top->findChildren<QWidget*>()) {
            // Qt's own parts have Qt's own translation, where that is installed.
            const QString name = widget->objectName();
            if (!name.startsWith("qt_"_L1) && !name.startsWith("Scroll"_L1))
                addWidget(all, widget);
        }
    }
    return all;
}

/// One text for a failure's message.
QString listed(const Texts& texts)
{
    QStringList list(texts.begin(), texts.end());
    list.sort();
    return list.join(u" | "_s);
}

/// Everything that can be seen without a camera.
void openAll(IdeFixture& f)
{
    f.action("file.examples")->trigger();
    f.action("edit.replace")->trigger();
    f.window().terminal->showFind();
    omv::ui::TaskState task;
    task.id = 77;
    task.title = u"1"_s;
    task.canCancel = true;
    task.left = 65000;
    f.window().tasks->setTask(task);
    task.id = 78;
    task.phase = omv::ui::TaskState::Phase::Failed;
    task.hasDetails = true;
    f.window().tasks->setTask(task);
    f.window().errorCard->setError(u"1"_s, {});
    f.window().showErrorCard(true);
    f.action("edit.preferences")->trigger();
}

QDialog* preferences(IdeFixture& f)
{
    return f.window().findChild<QDialog*>(u"preferences"_s);
}

/// As a user does it: with the keys, in the preferences.
void choose(IdeFixture& f, const QString& language)
{
    f.action("edit.preferences")->trigger();
    auto* box = preferences(f)->findChild<QComboBox*>(u"language"_s);
    QVERIFY(box);
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    for (int i = 0; i < 5 && box->currentText() != language; ++i)
        QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(box->currentText(), language);
}

QString menu(IdeFixture& f, int index)
{
    return f.window().header->menuBar()->actions().at(index)->text();
}

void setLanguage(IdeFixture& f, const QString& language)
{
    f.ide->settings().change([&](omv::ide::Settings& s) { s.appearance.language = language; });
    const auto file = language == "de"_L1 ? u"&Datei"_s : u"&File"_s;
    QTRY_COMPARE(menu(f, 0), file);
}

/// Buttons and one-line labels that are narrower than their text.
QString cutOff(QWidget* root)
{
    QStringList cut;
    for (QWidget* widget : root->findChildren<QWidget*>()) {
        const auto* button = qobject_cast<QAbstractButton*>(widget);
        const auto* label = qobject_cast<QLabel*>(widget);
        const bool plain = label && !label->wordWrap() && label->pixmap().isNull() &&
            label->sizePolicy().horizontalPolicy() != QSizePolicy::Ignored;
        const QString text = button ? button->text() : plain ? label->text() : QString();
        const bool icon = qobject_cast<QToolButton*>(widget) &&
            static_cast<QToolButton*>(widget)->toolButtonStyle() == Qt::ToolButtonIconOnly;
        if (text.isEmpty() || !widget->isVisible() || icon)
            continue;
        if (widget->width() < widget->minimumSizeHint().width())
            cut.append(text);
    }
    return cut.join(u" | "_s);
}

omv::ide::CommandLine commandLine(const char* theme)
{
    omv::ide::CommandLine line;
    line.theme = QString::fromLatin1(theme);
    return line;
}

}  // namespace

class TestLanguage final : public QObject {
    Q_OBJECT
private:
    static void shoot(QWidget& widget, const QString& name)
    {
        const QString folder = QStringLiteral(OMV_SCREENSHOTS);
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(widget.grab().save(folder + u'/' + name + u".png"_s));
    }

private slots:
    void everyTextChangesAndComesBack()
    {
        IdeFixture f;
        openAll(f);
        choose(f, u"English"_s);
        QTRY_COMPARE(menu(f, 0), u"&File"_s);
        const Texts english = texts(f);
        QVERIFY(english.size() > 250);
        choose(f, u"Deutsch"_s);
        QTRY_COMPARE(menu(f, 0), u"&Datei"_s);
        const Texts german = texts(f);
        // What board files say is in one language.
        const auto* legend = f.window().firmware->findChild<QWidget*>(u"ledLegend"_s);
        const Texts ofBoards{legend->accessibleDescription()};
        Texts same = (english & german) - kSame - ofBoards;
        erase_if(same, [](const QString& text) { return text.contains(QDir::homePath()); });
        QCOMPARE(listed(same), QString());
        // Nothing vanished, either: two English words may have one in German.
        QVERIFY2(german.size() > english.size() - 40, qPrintable(QString::number(german.size())));
        choose(f, u"English"_s);
        QTRY_COMPARE(menu(f, 0), u"&File"_s);
        QCOMPARE(listed(texts(f) - english), QString());
        QCOMPARE(listed(english - texts(f)), QString());
    }

    void wordsAreWhatTheyShouldBe()
    {
        IdeFixture f;
        setLanguage(f, u"de"_s);
        QCOMPARE(f.runButton()->text(), u"Ausführen"_s);
        QCOMPARE(f.action("device.connect")->text(), u"&Verbinden"_s);
        QCOMPARE(f.action("file.examples")->shortcut().toString(QKeySequence::NativeText),
                 u"Strg+Umschalt+O"_s);
        QCOMPARE(f.action("file.examples")->shortcut(),
                 QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O));
        QCOMPARE(f.window().header->chip()->accessibleName(), u"Kamera: Kamera wählen"_s);
        auto* tabs = f.window().instruments->findChild<QTabBar*>(u"instrumentTabs"_s);
        QCOMPARE(tabs->tabText(0), u"Histogramm"_s);
        f.action("edit.preferences")->trigger();
        QCOMPARE(preferences(f)->windowTitle(), u"Einstellungen"_s);
        const auto entries = preferences(f)->findChild<omv::ui::ShortcutEditor*>()->entries();
        QCOMPARE(entries.first().group, u"Datei"_s);
        QCOMPARE(entries.first().text, u"Neues Skript"_s);
        f.open(u"one\ntwo two"_s);
        f.action("edit.find")->trigger();
        auto* count = f.window().findChild<QLabel*>(u"findCount"_s);
        auto* find = f.window().editors->findBar()->findChild<QLineEdit*>(u"findText"_s);
        QTest::keyClicks(find, u"two"_s);
        QCOMPARE(count->text(), u"1 von 2"_s);
    }

    void pluralsAreRight()
    {
        for (const auto& [language, one, two] :
             {std::tuple{u"de"_s, u"1 ersetzt"_s, u"2 ersetzt"_s},
              std::tuple{u"en"_s, u"1 replaced"_s, u"2 replaced"_s}}) {
            IdeFixture f;
            setLanguage(f, language);
            const auto plural = [](int n) {
                return QCoreApplication::translate("omv::ui::FindBar", "%n replaced", nullptr, n);
            };
            QCOMPARE(plural(1), one);
            QCOMPARE(plural(2), two);
            const QString result =
                QCoreApplication::translate("omv::ui::FindBar", "%n results", nullptr, 1);
            QCOMPARE(result, language == "de"_L1 ? u"1 Treffer"_s : u"1 result"_s);
        }
    }

    void theChoiceIsKept()
    {
        QTemporaryDir profile;
        {
            IdeFixture f({}, profile.path());
            choose(f, u"Deutsch"_s);
            QTRY_COMPARE(menu(f, 0), u"&Datei"_s);
        }
        IdeFixture f({}, profile.path());
        QCOMPARE(menu(f, 0), u"&Datei"_s);
        QCOMPARE(f.runButton()->text(), u"Ausführen"_s);
    }

    void withoutAChoiceItIsTheSystems()
    {
        for (const auto& [locale, language] :
             {std::pair{u"de_AT.UTF-8"_s, u"de"_s}, std::pair{u"fr_FR.UTF-8"_s, u"en"_s}}) {
            QTemporaryDir profile;
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.remove(u"LANGUAGE"_s);
            environment.insert(u"LC_ALL"_s, locale);
            QProcess ide;
            ide.setProcessEnvironment(environment);
            const QString dump = profile.path() + u"/dump.json"_s;
            ide.start(
                QStringLiteral(OMV_BIN_DIR "/omv-ide"),
                {u"--profile"_s, profile.path(), u"--dump-state"_s, dump, u"--after"_s, u"1"_s});
            QVERIFY(ide.waitForFinished(60000));
            QFile file(dump);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QJsonObject state = QJsonDocument::fromJson(file.readAll()).object();
            QCOMPARE(state.value(u"language"_s).toString(), language);
        }
    }

    void stateIsSaidInTheNewLanguage()
    {
        IdeFixture f(commandLine("dark"));
        QVERIFY(f.connectTo());
        f.clickRun();
        QVERIFY(f.waitScript(omv::ide::ScriptState::Running));
        QTRY_VERIFY_WITH_TIMEOUT(f.view()->framesShown() > 5, 30000);
        QCOMPARE(f.runButton()->text(), u"Stop"_s);
        setLanguage(f, u"de"_s);
        QTRY_COMPARE(f.runButton()->text(), u"Stopp"_s);
        QCOMPARE(f.action("device.connect")->text(), u"&Trennen"_s);
        using Item = omv::ui::StatusLine::Item;
        QVERIFY(f.window().status->text(Item::Caret).startsWith(u"Z. "_s));
        QTRY_VERIFY_WITH_TIMEOUT(f.window().status->text(Item::Fps).endsWith(u"gezeigt"_s), 60000);
        QVERIFY(f.window().header->chip()->accessibleName().contains(u"Virtuelle Kamera"_s));
        f.clickRun();
        QVERIFY(f.waitScript(omv::ide::ScriptState::Idle));
        QTRY_VERIFY_WITH_TIMEOUT(f.terminalText().contains(u"gestoppt nach"_s), 60000);
        setLanguage(f, u"en"_s);
        QTRY_COMPARE(f.runButton()->text(), u"Run"_s);
        QCOMPARE(f.action("device.connect")->text(), u"&Disconnect"_s);
    }

    void failuresAreToldAnew()
    {
        IdeFixture f;
        f.ide->devices().connectTo(u"/dev/no-such-camera"_s);
        QVERIFY(f.openDetails());
        auto* title = f.window().errorCard->findChild<QLabel*>(u"errorTitle"_s);
        QTRY_VERIFY_WITH_TIMEOUT(title->text().endsWith(u"failed"_s), 60000);
        setLanguage(f, u"de"_s);
        QTRY_VERIFY(title->text().endsWith(u"ist gescheitert"_s));
        auto* task = f.window().tasks->findChild<QLabel*>(u"taskTitle"_s);
        QCOMPARE(task->text(), title->text());
        QVERIFY(f.window().errorCard->isVisible());

        // In all its parts.
        f.ide->devices().connectTo(u"sim:ae3?scene=nonsense"_s);
        auto* step = f.window().tasks->findChild<QLabel*>(u"taskStep"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.window().tasks->current()->step,
                                  u"Es gibt keine Szene „nonsense“"_s, 60000);
        QVERIFY(f.openDetails());
        const omv::Error& told = f.window().errorCard->error();
        QCOMPARE(QString::fromStdString(told.what),
                 u"Die virtuelle Kamera nimmt ihre Optionen nicht an"_s);
        QVERIFY(QString::fromStdString(told.fix).startsWith(u"Eine in der Kameraliste"_s));
        QVERIFY(step->isVisible());

        setLanguage(f, u"en"_s);
        QVERIFY(f.connectTo());
        f.open(u"x = 1\n\nx / 0\n"_s);
        f.clickRun();
        QTRY_COMPARE_WITH_TIMEOUT(f.editor()->errorLine(), 3, 60000);
        // The line may have moved since.
        QTest::keyClick(f.editor(), Qt::Key_Home, Qt::ControlModifier);
        QTest::keyClick(f.editor(), Qt::Key_Return);
        QCOMPARE(f.editor()->errorLine(), 4);
        auto* box = f.editor()->findChild<QWidget*>(u"errorBox"_s);
        QVERIFY(box->accessibleDescription().startsWith(u"The divisor"_s));
        setLanguage(f, u"de"_s);
        QTRY_VERIFY(box->accessibleDescription().startsWith(u"Der Divisor"_s));
        QVERIFY(box->accessibleName().startsWith(u"Fehler: ZeroDivisionError"_s));
        QCOMPARE(f.editor()->errorLine(), 4);
        // One that was closed stays closed.
        f.editor()->clearError();
        setLanguage(f, u"en"_s);
        QCOMPARE(f.editor()->errorLine(), 0);
    }

    void nothingIsCutOff()
    {
        for (const char* theme : {"dark", "light"}) {
            IdeFixture f(commandLine(theme));
            const QString name = u"german-"_s + QString::fromLatin1(theme);
            setLanguage(f, u"de"_s);
            QTest::qWait(200);
            QTRY_COMPARE(cutOff(&f.window()), QString());
            shoot(f.window(), name + u"-welcome"_s);
            openAll(f);
            QTest::qWait(200);
            QTRY_COMPARE(cutOff(&f.window()), QString());
            shoot(f.window(), name + u"-all"_s);
            auto* sections = preferences(f)->findChild<QListWidget*>();
            for (int i = 0; i < sections->count(); ++i) {
                sections->setCurrentRow(i);
                QCOMPARE(cutOff(preferences(f)), QString());
                shoot(*preferences(f), name + u"-preferences-%1"_s.arg(i));
            }
        }
    }

    void nothingIsCutOffWithACamera()
    {
        IdeFixture f(commandLine("light"));
        setLanguage(f, u"de"_s);
        QVERIFY(f.connectTo());
        f.clickRun();
        QVERIFY(f.waitScript(omv::ide::ScriptState::Running));
        QTRY_VERIFY_WITH_TIMEOUT(f.view()->framesShown() > 20, 30000);
        for (const char* pane : {"histogram", "board", "memory", "statistics"}) {
            f.action(qPrintable(u"window."_s + QString::fromLatin1(pane)))->trigger();
            QTest::qWait(1200);
            QTRY_COMPARE(cutOff(&f.window()), QString());
            shoot(f.window(), u"german-"_s + QString::fromLatin1(pane));
        }
    }
};

QTEST_MAIN(TestLanguage)

#include "test_language.moc"
