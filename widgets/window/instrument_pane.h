// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

class QFrame;
class QStackedWidget;
class QTabBar;

namespace omv::ui {

/// Panes that share one place, with a tab for each.
class InstrumentPane final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit InstrumentPane(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    /// `name`: not translated, for settings. Takes ownership of `pane`.
    void addPane(const QString& name, const QString& title, QWidget* pane);
    void setTitle(const QString& name, const QString& title);
    void showPane(const QString& name);
    QString currentPane() const;

signals:
    void currentChanged(const QString& name);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();

    Theme m_theme;
    QFrame* m_header;
    QTabBar* m_tabs;
    QStackedWidget* m_stack;
    QStringList m_names;
};

}  // namespace omv::ui
