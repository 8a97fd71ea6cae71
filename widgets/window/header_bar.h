// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QFrame>

class QAction;
class QLabel;
class QMenuBar;
class QPushButton;
class QToolButton;

namespace omv::ui {

class CameraChip;

/// The top row: menus, the camera, connect and the one Run/Stop button.
class HeaderBar final : public QFrame, public Themed {
    Q_OBJECT
public:
    enum class RunButton { Run, Stop, Busy };

    explicit HeaderBar(QWidget* parent = nullptr);

    void setTheme(const Theme& theme) override;
    QMenuBar* menuBar() const { return m_menus; }
    CameraChip* chip() const { return m_chip; }
    /// The connect button triggers it and shows its icon, text and tool tip.
    void setConnectAction(QAction* action);
    /// `reason`: why it cannot be pressed; empty when it can.
    void setRunButton(RunButton button, const QString& reason);

signals:
    void runClicked();
    void stopClicked();

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void showRunButton();
    void fit();

    QLabel* m_logo;
    QMenuBar* m_menus;
    CameraChip* m_chip;
    QToolButton* m_connect;
    QPushButton* m_run;
    RunButton m_button = RunButton::Run;
    QString m_reason;
    Theme m_theme;
};

}  // namespace omv::ui
