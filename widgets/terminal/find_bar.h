// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QToolButton;

namespace omv::ui {

/// The row with which one searches the terminal.
class TerminalFindBar final : public QFrame, public Themed {
    Q_OBJECT
public:
    explicit TerminalFindBar(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    /// Shows the bar and puts the focus into its field.
    void open();
    /// `current`: from 1; 0: none is selected.
    void setHits(quint64 current, quint64 count, bool searching);
    QString text() const;

signals:
    void searchChanged(const QString& text, bool matchCase);
    void nextWanted(bool backwards);
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QToolButton* tool(const QString& name, const QString& icon);
    void setTexts();
    void changed();

    Theme m_theme;
    QLineEdit* m_field;
    QToolButton* m_case;
    QToolButton* m_previous;
    QToolButton* m_next;
    QLabel* m_hits;
    QToolButton* m_close;
};

}  // namespace omv::ui
