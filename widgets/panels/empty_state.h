// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace omv::ui {

/// What a pane shows while it has nothing: icon, one sentence, a button, a link.
class EmptyState final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setIcon(const QString& name);
    void setText(const QString& sentence);
    /// Empty: no button.
    void setButton(const QString& text);
    void setLink(const QString& text);

signals:
    void buttonClicked();
    void linkClicked();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    Theme m_theme;
    QString m_iconName;
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_button;
    QLabel* m_link;
};

}  // namespace omv::ui
