// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QPointer>

namespace omv::ide {

class ActionSet;
class PreferencesDialog;
class SettingsStore;
class Workbench;

/// Opens the preferences and puts their edits into the settings.
class PreferencesController final : public QObject {
    Q_OBJECT
public:
    PreferencesController(Workbench& window, ActionSet& actions, SettingsStore& settings);

    /// After a change of language.
    void retranslate();

private:
    PreferencesDialog* open();
    void fillShortcuts();
    void setShortcut(const QString& id, const QKeySequence& keys);

    Workbench& m_window;
    ActionSet& m_actions;
    SettingsStore& m_settings;
    QPointer<PreferencesDialog> m_dialog;  // the window's
};

}  // namespace omv::ide
