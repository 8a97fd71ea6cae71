// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/camera/camera_session.h"
#include "app/ide/system_scheme.h"
#include "widgets/theme/theme.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QWidget>

namespace omv::ui {
class Style;
}

namespace omv::ide {

class ActionSet;
class SettingsStore;
class Workbench;

/// What is shown and how it looks: theme, scale, panes, palette, instruments.
class ViewController final : public QObject {
    Q_OBJECT
public:
    /// `iconFolder`: where the style sheet's icons are written.
    ViewController(Workbench& window, ActionSet& actions, SettingsStore& settings,
                   CameraSession& session, const QString& iconFolder);

    ~ViewController() override;

    const ui::Theme& theme() const { return m_theme; }
    void applyTheme();
    /// After a change of language.
    void retranslate();

signals:
    void themeApplied(const omv::ui::Theme& theme);

private:
    void connectPanes();
    void connectThemes();
    void connectInstruments();
    void showPanes();
    void showBoard(const DeviceInfo& info);
    void toggleSide(const QString& id);
    void openPalette();
    void showEditor();
    void giveFocusBack() const;
    ui::Scheme wantedScheme() const;

    Workbench& m_window;
    ActionSet& m_actions;
    SettingsStore& m_settings;
    CameraSession& m_session;
    QString m_iconFolder;
    SystemScheme m_system;  // before the theme is set
    ui::Theme m_theme;
    ui::Style* m_style;  // the application's
    QElapsedTimer m_clock;
    QPointer<QWidget> m_focusBefore;  // the palette
};

}  // namespace omv::ide
