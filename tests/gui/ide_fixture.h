// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/action_set.h"
#include "app/ide/camera/camera_session.h"
#include "app/ide/editor_area.h"
#include "app/ide/ide.h"
#include "app/ide/prompts.h"
#include "app/ide/workbench.h"
#include "widgets/editor/code_editor.h"
#include "widgets/frame/frame_pane.h"
#include "widgets/frame/frame_view.h"
#include "widgets/terminal/terminal_pane.h"
#include "widgets/window/header_bar.h"

#include <QAction>
#include <QFile>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace omv::test {

/// Answers what a person would be asked.
class Answers final : public ide::Prompts {
public:
    void openFiles(const QString&, const QString&, const QString&,
                   std::function<void(QStringList)> answer) override
    {
        ++asked;
        if (!files.isEmpty())
            answer(files);
    }
    void openFolder(const QString&, const QString&, std::function<void(QString)> answer) override
    {
        ++asked;
        if (!path.isEmpty())
            answer(path);
    }
    void saveFile(const QString&, const QString&, const QString&,
                  std::function<void(QString)> answer) override
    {
        ++asked;
        if (!path.isEmpty())
            answer(path);
    }
    void unsaved(const QStringList&, std::function<void(Close)> answer) override
    {
        ++asked;
        answer(close);
    }
    void confirm(const QString& question, const QString&, const QString&,
                 std::function<void()> answer) override
    {
        ++asked;
        questions.append(question);
        if (yes)
            answer();
    }
    void line(const QString&, const QString&, const QString&,
              std::function<void(QString)> answer) override
    {
        ++asked;
        if (!text.isEmpty())
            answer(text);
    }
    void number(const QString&, const QString&, int, int, std::function<void(int)> answer) override
    {
        ++asked;
        if (value > 0)
            answer(value);
    }
    void problem(const ide::Problem& problem) override { problems.append(problem.what); }
    void about() override { ++asked; }

    QStringList files;
    QString path;
    Close close = Close::Cancel;
    bool yes = false;
    QString text;
    int value = 0;
    int asked = 0;
    QStringList problems;
    QStringList questions;
};

/// The card of what failed, by a click into the strip. False when nothing did.
bool openDetails(ide::Workbench& window);

/// The real window, offscreen, with a profile of its own.
struct IdeFixture {
    explicit IdeFixture(ide::CommandLine line = {}, const QString& profile = {})
    {
        line.profile = profile.isEmpty() ? folder.path() : profile;
        if (line.size.isEmpty())
            line.size = QStringLiteral("1280x800");
        ide = std::make_unique<ide::Ide>(line, ide::Paths::find(line.profile), &answers);
        ide->start();
        static_cast<void>(QTest::qWaitForWindowExposed(&window()));
    }

    ide::Workbench& window() { return ide->window(); }
    ide::CameraSession& session() { return ide->session(); }
    ui::CodeEditor* editor() { return window().editors->editor(); }
    ui::FrameView* view() { return window().frame->view(); }
    QAction* action(const char* id) { return ide->actions()[id]; }
    QPushButton* runButton()
    {
        return window().header->findChild<QPushButton*>(QStringLiteral("runButton"));
    }
    void clickRun() { QTest::mouseClick(runButton(), Qt::LeftButton); }
    QString terminalText() { return QString::fromUtf8(window().terminal->plainText()); }

    /// A new document with this text, typed nowhere.
    void open(const QString& text)
    {
        action("file.new")->trigger();
        editor()->setPlainText(text);
    }
    bool connected() const { return ide->session().state().connected(); }
    bool waitConnected()
    {
        return QTest::qWaitFor([this] { return connected(); }, 60000);
    }
    bool waitScript(ide::ScriptState state)
    {
        return QTest::qWaitFor([&] { return ide->session().state().script == state; }, 60000);
    }
    bool openDetails() { return omv::test::openDetails(window()); }
    /// Connects to a virtual camera by the window's own means.
    bool connectTo(const QString& port = QStringLiteral("sim:ae3"));

    QTemporaryDir folder;
    Answers answers;
    std::unique_ptr<ide::Ide> ide;
};

}  // namespace omv::test
