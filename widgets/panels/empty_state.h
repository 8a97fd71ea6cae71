// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;

namespace omv::ui {

/// What a pane shows while it has nothing: icon and one sentence.
class EmptyState final : public QWidget, public Themed {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    void setIcon(const QString& name);
    void setText(const QString& sentence);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    Theme m_theme;
    QString m_iconName;
    QLabel* m_icon;
    QLabel* m_text;
};

}  // namespace omv::ui
