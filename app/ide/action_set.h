// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QAction>
#include <QHash>
#include <QObject>

#include <vector>

namespace omv::ide {

/// Everything that the window can do, each by an id that never changes ("file.save"): for menus,
/// the palette, shortcuts and tests. Who does it connects to the action.
class ActionSet final : public QObject {
    Q_OBJECT
public:
    explicit ActionSet(QObject* parent = nullptr);

    /// Must exist.
    QAction* action(const QString& id) const;
    QAction* operator[](const char* id) const { return action(QString::fromLatin1(id)); }
    const std::vector<QString>& ids() const { return m_ids; }
    /// One that belongs to a part of the window, from now on known here too.
    void adopt(const QString& id, QAction* action);

    QList<QKeySequence> firstShortcuts(const QString& id) const { return m_first.value(id); }
    /// Those that differ from the first ones; all others get their first ones.
    void setShortcuts(const QHash<QString, QStringList>& changed);

    /// Disabled actions say why in their tool tip.
    void setEnabled(const QString& id, bool enabled, const QString& reason = {});
    void setTheme(const ui::Theme& theme);
    /// After a change of language.
    void retranslate();

private:
    std::vector<QString> m_ids;
    QHash<QString, QAction*> m_actions;
    QHash<QString, QList<QKeySequence>> m_first;
    QHash<QString, QString> m_icons;
};

}  // namespace omv::ide
