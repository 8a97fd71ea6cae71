// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QHash>
#include <QTabBar>

namespace omv::ui {

/// The row of document tabs. Tabs are known by an id of the caller's. It closes nothing itself:
/// it says what is wanted.
class EditorTabs final : public QTabBar, public Themed {
    Q_OBJECT
public:
    explicit EditorTabs(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;

    /// `position` -1: behind the last.
    void addDocument(int id, const QString& title, const QString& toolTip, int position = -1);
    void removeDocument(int id);
    void setTitle(int id, const QString& title, const QString& toolTip);
    void setModified(int id, bool modified);
    /// A preview has an italic name until it is edited.
    void setPreview(int id, bool preview);
    void setCurrentDocument(int id);
    int currentDocument() const;  ///< -1: none
    QList<int> documents() const;  ///< in the order of the tabs

signals:
    void documentChosen(int id);
    void closeWanted(int id);
    void closeOthersWanted(int id);
    void closeRightWanted(int id);
    void closeAllWanted();
    void copyPathWanted(int id);
    void revealWanted(int id);  ///< in the file manager
    void newWanted();  ///< double click beside the tabs
    void orderChanged();

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    struct Tab {
        QString title;
        bool preview = false;
    };

    int indexOf(int id) const;
    int idAt(int index) const;
    void showTab(int id);

    Theme m_theme;
    QHash<int, Tab> m_tabs;
    int m_pressed = -1;  // id of the tab under a pressed middle button
};

}  // namespace omv::ui
