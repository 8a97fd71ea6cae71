// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/editor_types.h"

#include <QObject>

namespace omv::ide {

class ActionSet;
class Documents;
class Prompts;
class SettingsStore;
class Workbench;

/// The commands on the text of the current editor, and what the status line says of it.
class EditController final : public QObject {
    Q_OBJECT
public:
    EditController(Workbench& window, ActionSet& actions, SettingsStore& settings,
                   Documents& documents, Prompts& prompts);

    /// After a change of language.
    void retranslate();

private:
    void showCaret(ui::TextPosition at);
    void connectCommands();
    void connectClipboard();
    void connectSearch();
    void searchOpenFiles(const ui::SearchQuery& query);
    void replaceInOpenFiles(const ui::SearchQuery& query, const QString& replacement);
    void showDocument();
    void applySettings();
    void zoom(int steps);
    void goToLine();

    Workbench& m_window;
    ActionSet& m_actions;
    SettingsStore& m_settings;
    Documents& m_documents;
    Prompts& m_prompts;
};

}  // namespace omv::ide
