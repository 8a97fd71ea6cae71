// SPDX-License-Identifier: MIT
// Where the parts of the window are, and that they come back to where they were.
#include "tests/gui/ide_fixture.h"

#include "app/ide/settings_store.h"
#include "widgets/panels/command_palette.h"
#include "widgets/panels/rail.h"
#include "widgets/window/camera_chip.h"
#include "widgets/window/instrument_pane.h"
#include "widgets/window/status_line.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QScrollArea>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>

using namespace Qt::StringLiterals;
using omv::ide::Pane;
using omv::test::IdeFixture;

namespace {

omv::ide::CommandLine commandLine(double scale, const char* size)
{
    omv::ide::CommandLine line;
    line.scale = scale;
    line.size = QString::fromLatin1(size);
    return line;
}

/// Where it is in the window.
QRect placeOf(IdeFixture& f, const QWidget* widget)
{
    return {widget->mapTo(&f.window(), QPoint()), widget->size()};
}

QString nameOf(const QWidget* widget)
{
    return QLatin1StringView(widget->metaObject()->className()) + u' ' + widget->objectName();
}

/// Names of the first two that cover each other; empty: none do.
QString overlapping(IdeFixture& f, const QWidgetList& all)
{
    for (qsizetype i = 0; i < all.size(); ++i) {
        for (qsizetype k = i + 1; k < all.size(); ++k) {
            const bool both = all[i]->isVisible() && all[k]->isVisible();
            if (both && placeOf(f, all[i]).intersects(placeOf(f, all[k])))
                return nameOf(all[i]) + u" and "_s + nameOf(all[k]);
        }
    }
    return {};
}

QWidgetList panes(IdeFixture& f)
{
    auto& w = f.window();
    return {w.header, w.rail, w.editors, w.terminal, w.frame, w.instruments, w.status};
}

/// The tools in the row that holds `one`.
QWidgetList neighbours(QWidget* one)
{
    return one->parentWidget()->findChildren<QWidget*>(Qt::FindDirectChildrenOnly);
}

}  // namespace

class TestLayout final : public QObject {
    Q_OBJECT
private slots:
    void nothingCoversAnything_data()
    {
        QTest::addColumn<double>("scale");
        QTest::addColumn<QByteArray>("size");
        const auto row = [](double scale, const char* size) {
            QTest::addRow("%s at %.0f %%", size, scale * 100) << scale << QByteArray(size);
        };
        row(1, "900x600");
        row(1, "1280x800");
        row(1.5, "1280x800");
        row(2, "1920x1080");
        row(3, "1920x1080");
    }

    void nothingCoversAnything()
    {
        QFETCH(double, scale);
        QFETCH(QByteArray, size);
        IdeFixture f(commandLine(scale, size));
        QCOMPARE(f.window().width(), size.split('x').first().toInt());
        QTRY_COMPARE(overlapping(f, panes(f)), QString());
        for (const QWidget* pane : panes(f))
            QVERIFY2(f.window().rect().contains(placeOf(f, pane)), pane->metaObject()->className());
        auto* filter = f.window().terminal->findChild<QLineEdit*>(u"terminalFilter"_s);
        QTRY_COMPARE(overlapping(f, neighbours(filter)), QString());
        auto* space = f.window().findChild<QComboBox*>(u"histogramSpaceFolded"_s);
        QTRY_COMPARE(overlapping(f, neighbours(space)), QString());
        auto* more = f.window().findChild<QToolButton*>(u"frameMore"_s);
        QTRY_COMPARE(overlapping(f, neighbours(more)), QString());
        QTRY_COMPARE(overlapping(f, neighbours(f.window().header->chip())), QString());
    }

    void allOfTheHistogramsTableOrNothing()
    {
        for (const auto& [scale, size] :
             {std::pair{1.0, "900x600"}, {2.0, "1920x1080"}, {3.0, "1920x1080"}}) {
            IdeFixture f(commandLine(scale, size));
            auto* table = f.window().findChild<QTableView*>(u"histogramTable"_s);
            QCOMPARE(table->isVisible(), scale < 3);
            if (!table->isVisible())
                continue;
            QVERIFY(table->height() >= table->sizeHint().height());
            QVERIFY(f.window().instruments->rect().bottom() >=
                    table->mapTo(f.window().instruments, QPoint(0, table->height() - 1)).y());
            const QFontMetrics words(table->horizontalHeader()->font());
            for (int column = 1; column < table->model()->columnCount(); ++column) {
                const QString text = table->model()->headerData(column, Qt::Horizontal).toString();
                QVERIFY2(table->isColumnHidden(column) ||
                             table->columnWidth(column) > words.horizontalAdvance(text),
                         qPrintable(text));
            }
        }
    }

    void theWelcomeIsOfTheWindowsSize()
    {
        IdeFixture f(commandLine(2, "1920x1080"));
        auto* start = f.window().findChild<QPushButton*>(u"welcome:sim:ae3"_s);
        QVERIFY(start && start->isVisible());
        QVERIFY(start->width() >= start->sizeHint().width());
        const auto labels = start->parentWidget()->findChildren<QLabel*>();
        const double body = f.window().theme().font(omv::ui::TextSize::Body).pointSizeF();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->font().pointSizeF() == body;
        }));
    }

    void instrumentsAreNoWiderThanTheirPane()
    {
        for (const auto& [scale, size] : {std::pair{1.0, "900x600"}, {3.0, "1920x1080"}}) {
            IdeFixture f(commandLine(scale, size));
            QVERIFY(f.connectTo());
            for (const char* id : {"window.board", "window.memory", "window.statistics"}) {
                f.action(id)->trigger();
                for (auto* area : f.window().instruments->findChildren<QScrollArea*>()) {
                    if (area->isVisible())
                        QTRY_VERIFY2(area->widget()->width() <= area->viewport()->width(), id);
                }
            }
        }
    }

    void panesComeBackAsWideAsTheyWere()
    {
        IdeFixture f;
        auto& w = f.window();
        auto* main = qobject_cast<QSplitter*>(w.frame->parentWidget()->parentWidget());
        QVERIFY(main);
        const int all = w.editors->width() + w.frame->width();
        main->setSizes({0, all - 510, 510});
        const int right = w.frame->width();
        const int foot = w.terminal->height();
        for (const char* id : {"view.frame", "view.instruments", "view.terminal"})
            f.action(id)->trigger();
        QVERIFY(!w.frame->isVisible());
        for (const char* id : {"view.instruments", "view.frame", "view.terminal"})
            f.action(id)->trigger();
        QTRY_COMPARE(w.frame->width(), right);
        QCOMPARE(w.terminal->height(), foot);
        for (int i = 0; i < 3; ++i) {
            f.action("view.viewer")->trigger();
            QVERIFY(w.viewer());
            QTRY_VERIFY(!w.editors->isVisible());
            f.action("view.viewer")->trigger();
        }
        QTRY_COMPARE(w.frame->width(), right);
        QCOMPARE(w.terminal->height(), foot);
        f.action("file.examples")->trigger();
        f.action("file.examples")->trigger();
        QTRY_COMPARE(w.frame->width(), right);
    }

    void sizesAreKeptForTheNextStart()
    {
        QTemporaryDir profile;
        int right = 0;
        {
            IdeFixture f({}, profile.path());
            auto& w = f.window();
            auto* main = qobject_cast<QSplitter*>(w.frame->parentWidget()->parentWidget());
            main->setSizes({0, 700, w.editors->width() + w.frame->width() - 700});
            right = w.frame->width();
            f.action("view.viewer")->trigger();  // the normal sizes are kept all the same
            f.action("view.viewer")->trigger();
            const auto state = w.layoutState();
            f.ide->settings().note([&](auto& s) { s.window = state; });
        }
        // Without a size of its own: that of the fixture would be for this time only.
        omv::ide::CommandLine line;
        line.profile = profile.path();
        omv::ide::Ide second(line, omv::ide::Paths::find(line.profile), nullptr);
        second.start();
        QVERIFY(QTest::qWaitForWindowExposed(&second.window()));
        QTRY_COMPARE(second.window().frame->width(), right);
    }

    void theCommandLineIsForThisTime()
    {
        QTemporaryDir profile;
        {
            omv::ide::CommandLine line = commandLine(0, "1000x700");
            line.viewer = true;
            IdeFixture f(line, profile.path());
            QVERIFY(f.window().viewer());
            f.window().close();
        }
        omv::ide::CommandLine line;
        line.profile = profile.path();
        omv::ide::Ide second(line, omv::ide::Paths::find(line.profile), nullptr);
        second.start();
        QVERIFY(!second.window().viewer());
        QVERIFY(second.window().size() != QSize(1000, 700));
    }

    void whatNeedsTheEditorLeavesTheViewer()
    {
        IdeFixture f;
        for (const char* id : {"file.new", "file.open", "file.examples", "edit.findInFiles",
                               "edit.find", "view.editor"}) {
            f.window().setViewer(true);
            QVERIFY(!f.window().editors->isVisible());
            // Not the terminal, which has a search of its own.
            f.window().header->chip()->setFocus();
            f.action(id)->trigger();
            QVERIFY2(!f.window().viewer(), id);
            QVERIFY2(f.window().editors->isVisible(), id);
        }
        QVERIFY(f.window().paneShown(Pane::Search) || f.window().paneShown(Pane::Examples));
    }

    void theViewerSaysNothingOfText()
    {
        using Item = omv::ui::StatusLine::Item;
        IdeFixture f;
        auto* caret = f.window().status->button(Item::Caret);
        QVERIFY(caret->isVisible());
        f.action("view.viewer")->trigger();
        QVERIFY(!caret->isVisible());
        QVERIFY(!f.window().status->button(Item::Encoding)->isVisible());
        QVERIFY(f.window().status->button(Item::Camera)->isVisible());
        f.action("view.viewer")->trigger();
        QVERIFY(caret->isVisible());
    }

    void theViewersFocusIsOnThePicture()
    {
        omv::ide::CommandLine line;
        line.viewer = true;
        IdeFixture f(line);
        QVERIFY(f.connectTo());  // which ends the welcome
        QTRY_VERIFY2(f.view()->hasFocus(), qPrintable(nameOf(QApplication::focusWidget())));
        f.action("view.viewer")->trigger();
        QTRY_VERIFY(f.editor()->hasFocus());
        f.action("view.viewer")->trigger();
        QTRY_VERIFY(f.view()->hasFocus());
    }

    void menusWithoutRoomAreBehindTheButton()
    {
        IdeFixture f(commandLine(3, "1920x1080"));
        auto* bar = f.window().header->menuBar();
        auto* rest = bar->findChild<QToolButton*>(u"qt_menubar_ext_button"_s);
        QVERIFY(rest);
        QTRY_VERIFY(rest->isVisible());
        QVERIFY(rest->width() >= rest->iconSize().width());
        QVERIFY(bar->rect().contains(rest->geometry()));
        QVERIFY(rest->menu() && rest->menu()->actions().size() >= 2);
    }

    void fullScreenGoesBackToMaximized()
    {
        IdeFixture f;
        f.window().showMaximized();
        QTRY_VERIFY(f.window().isMaximized());
        f.action("view.fullScreen")->trigger();
        QTRY_VERIFY(f.window().isFullScreen());
        QVERIFY(f.action("view.fullScreen")->isChecked());
        f.action("view.fullScreen")->trigger();
        QTRY_VERIFY(!f.window().isFullScreen());
        QVERIFY(f.window().isMaximized());
        QVERIFY(!f.action("view.fullScreen")->isChecked());
    }

    void thePaletteGivesTheFocusBack()
    {
        IdeFixture f;
        f.editor()->setFocus();
        QTRY_VERIFY(f.editor()->hasFocus());
        auto* search = f.window().palette->findChild<QLineEdit*>();
        const auto open = [&] {
            QTest::keyClick(f.editor(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
            return QTest::qWaitFor([&] { return search->hasFocus(); });
        };
        QVERIFY(open());
        QTest::keyClick(search, Qt::Key_Escape);
        QTRY_VERIFY(f.editor()->hasFocus());
        QVERIFY(open());
        QTest::keyClicks(search, u"dark theme"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_VERIFY(f.editor()->hasFocus());
        // Edits go where the caret was.
        f.editor()->setPlainText(u"a = 1"_s);
        QVERIFY(open());
        QTest::keyClicks(search, u"toggle comment"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_COMPARE(f.editor()->toPlainText(), u"# a = 1"_s);
    }
};

QTEST_MAIN(TestLayout)

#include "test_layout.moc"
