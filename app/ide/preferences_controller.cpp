// SPDX-License-Identifier: MIT
#include "app/ide/preferences_controller.h"

#include "app/ide/action_set.h"
#include "app/ide/menus.h"
#include "app/ide/preferences_dialog.h"
#include "app/ide/settings_store.h"
#include "app/ide/workbench.h"
#include "widgets/panels/shortcut_editor.h"

namespace omv::ide {

using namespace Qt::StringLiterals;

PreferencesController::PreferencesController(Workbench& window, ActionSet& actions,
                                             SettingsStore& settings)
    : m_window(window)
    , m_actions(actions)
    , m_settings(settings)
{
    connect(actions["edit.preferences"], &QAction::triggered, this, [this] { open(); });
    connect(actions["help.shortcuts"], &QAction::triggered, this,
            [this] { open()->showSection(u"shortcuts"_s); });
}

PreferencesDialog* PreferencesController::open()
{
    if (!m_dialog) {
        m_dialog = new PreferencesDialog(&m_window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &PreferencesDialog::editWanted, this,
                [this](const PreferencesDialog::Edit& edit) { m_settings.change(edit); });
        connect(&m_settings, &SettingsStore::changed, m_dialog, &PreferencesDialog::setSettings);
        connect(m_dialog->shortcuts(), &ui::ShortcutEditor::shortcutChanged, this,
                &PreferencesController::setShortcut);
        m_dialog->setTheme(m_window.theme());
        m_dialog->setSettings(m_settings.value());
        fillShortcuts();
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
    return m_dialog;
}

void PreferencesController::fillShortcuts()
{
    QList<ui::ShortcutEntry> entries;
    for (const QString& id : m_actions.ids()) {
        const QAction* action = m_actions.action(id);
        QString text = action->text();
        text.remove(u'&').remove(u'…');
        entries.append(
            {id, text, menuTitle(id), m_actions.firstShortcuts(id).value(0), action->shortcut()});
    }
    m_dialog->shortcuts()->setEntries(entries);
}

void PreferencesController::retranslate()
{
    if (m_dialog)
        fillShortcuts();
}

void PreferencesController::setShortcut(const QString& id, const QKeySequence& keys)
{
    m_settings.change([&](Settings& s) {
        // The first of several is the one that is shown and edited.
        const QList<QKeySequence> first = m_actions.firstShortcuts(id);
        if (keys == first.value(0))
            s.shortcuts.remove(id);
        else
            s.shortcuts.insert(id,
                               keys.isEmpty()
                                   ? QStringList()
                                   : QStringList{keys.toString(QKeySequence::PortableText)});
    });
    fillShortcuts();
}

}  // namespace omv::ide
