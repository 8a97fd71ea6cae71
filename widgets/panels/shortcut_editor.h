// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/panels/shortcut_model.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace omv::ui {

/// Search, table of actions, and the keys of the chosen one. Values in, changes out.
class ShortcutEditor final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit ShortcutEditor(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setEntries(const QList<ShortcutEntry>& entries);
    const QList<ShortcutEntry>& entries() const { return m_model->entries(); }
    ShortcutModel* model() const { return m_model; }

signals:
    /// The user gave an action other keys (an empty sequence: none), or reset it.
    void shortcutChanged(const QString& id, const QKeySequence& keys);

private:
    void setTexts();
    void buildLayout();
    void wire();
    int currentRow() const;
    void showCurrent();
    void apply(const QKeySequence& keys);
    void resetCurrent();
    void resetAll();

    Theme m_theme;
    ShortcutModel* m_model;
    QSortFilterProxyModel* m_proxy;
    QLineEdit* m_search;
    QTableView* m_table;
    QLabel* m_name;
    QKeySequenceEdit* m_keys;
    QPushButton* m_clear;
    QPushButton* m_reset;
    QPushButton* m_resetAll;
    QLabel* m_conflict;
    bool m_showing = false;
};

}  // namespace omv::ui
