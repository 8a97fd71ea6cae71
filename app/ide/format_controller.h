// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/window/status_line.h"

#include <QMetaObject>
#include <QObject>

class QAction;
class QMenu;

namespace omv::ide {

class ActionSet;
class Prompts;
class Workbench;

/// How the current document lies in its file and is typed: encoding, line ends, indentation,
/// language. Shown in the status line, changed by menus that open there.
class FormatController final : public QObject {
    Q_OBJECT
public:
    FormatController(Workbench& window, ActionSet& actions, Prompts& prompts);

    /// After a change of language or of the options.
    void show();

private:
    void showDocument();
    void openEncodings(bool atLineEnds);
    void openIndentation();
    void openLanguages();
    QMenu* menu(const QString& title);
    void popUp(QMenu* menu, ui::StatusLine::Item item, QAction* active);

    Workbench& m_window;
    ActionSet& m_actions;
    Prompts& m_prompts;
    QMetaObject::Connection m_followed;
};

}  // namespace omv::ide
