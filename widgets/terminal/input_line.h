// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QFrame>
#include <QStringList>

class QLabel;
class QLineEdit;

namespace omv::ui {

/// The row below the terminal: what is typed here goes to the board. Up and Down bring back
/// earlier lines.
class InputLine final : public QFrame, public Themed {
    Q_OBJECT
public:
    static constexpr qsizetype kHistory = 200;

    explicit InputLine(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setState(bool enabled, const QString& why);
    QLineEdit* field() const { return m_field; }

signals:
    void submitted(const QString& line);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void submit();
    void recall(int step);
    void showState();

    Theme m_theme;
    QLabel* m_prompt;
    QLineEdit* m_field;
    QStringList m_history;
    qsizetype m_place = 0;  ///< in the history; its size: the line being typed
    QString m_draft;
    bool m_enabled = true;
    QString m_why;
};

}  // namespace omv::ui
