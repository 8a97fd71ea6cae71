// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace omv::ui {
class WelcomePage;
}

namespace omv::ide {

class CameraList;
class CameraSession;
class DeviceController;
class SettingsStore;
class Workbench;

/// The welcome in the frame view, until the first camera was connected.
class WelcomeController final : public QObject {
    Q_OBJECT
public:
    WelcomeController(Workbench& window, SettingsStore& settings, CameraSession& session,
                      CameraList& cameras, DeviceController& devices);
    ~WelcomeController() override;

    bool shown() const { return m_page != nullptr; }

    /// After a change of language.
    void retranslate();

signals:
    /// A camera was chosen here: it is to show something at once.
    void startWanted();

private:
    void fill();
    void leave();

    Workbench& m_window;
    SettingsStore& m_settings;
    CameraList& m_cameras;
    ui::WelcomePage* m_page = nullptr;  // the frame pane's
};

}  // namespace omv::ide
