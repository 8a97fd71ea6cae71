// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/panels/command_model.h"
#include "widgets/theme/theme.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QListView;

namespace omv::ui {

/// The pop-up that finds every action by a few letters. Arrows choose, Enter triggers, Esc or
/// a click elsewhere closes. A disabled command stays in the list and says why.
class CommandPalette final : public QFrame, public Themed {
    Q_OBJECT
public:
    explicit CommandPalette(QWidget* parent);

    void setTheme(const Theme& theme) override;
    void setCommands(const QList<Command>& commands);
    /// Opens over the upper middle of its parent, with an empty search.
    void popUp();
    CommandModel* model() const { return m_model; }

signals:
    void activated(const QString& id);
    /// Focus should go back to where it was.
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void search(const QString& text);
    void trigger(const QModelIndex& index);
    bool searchKey(const QKeyEvent& event);
    void moveCurrent(int step);
    void place();

    Theme m_theme;
    CommandModel* m_model;
    QLineEdit* m_search;
    QListView* m_list;
    QLabel* m_none;
};

}  // namespace omv::ui
