// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/editor_types.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace omv::ui {

/// The box under the line of a script's error. Object names: errorBoxLinks, errorBoxClose.
class ErrorBox final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit ErrorBox(QWidget* parent);

    void setTheme(const Theme& theme) override;
    void setNote(const ErrorNote& note);

signals:
    void closeClicked();
    void linkClicked(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showTexts();

    Theme m_theme;
    ErrorNote m_note;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_help;
    QLabel* m_links;
    QToolButton* m_close;
};

}  // namespace omv::ui
