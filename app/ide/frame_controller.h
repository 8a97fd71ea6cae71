// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/camera/camera_session.h"
#include "widgets/frame/frame_pane.h"

#include <QElapsedTimer>
#include <QObject>

namespace omv::ide {

class ActionSet;
class Prompts;
class SettingsStore;
class Workbench;

/// Frames from the camera to the picture, the histogram and files.
class FrameController final : public QObject {
    Q_OBJECT
public:
    FrameController(Workbench& window, ActionSet& actions, SettingsStore& settings,
                    CameraSession& session, Prompts& prompts);

    std::uint64_t framesReceived() const { return m_received; }
    const std::optional<ShownFrame>& newest() const { return m_newest; }

    /// After a change of language.
    void retranslate();

private:
    void onFrame(const ShownFrame& frame);
    void onState(const CameraState& state);
    void countAgain();
    void recount();
    void showFps();
    void save(ui::FramePane::Save what);
    void write(ui::FramePane::Save what, const ShownFrame& frame, const QImage& image,
               const QString& path);
    void keepView();

    Workbench& m_window;
    SettingsStore& m_settings;
    CameraSession& m_session;
    Prompts& m_prompts;
    std::optional<ShownFrame> m_newest;
    std::optional<ShownFrame> m_frozen;  ///< the one that is looked at, while it is frozen
    std::uint64_t m_received = 0;
    std::uint64_t m_dropped = 0;
    bool m_wasConnected = false;
    bool m_hadArea = false;  ///< a region of more than a pixel
    QElapsedTimer m_fpsShown;
};

}  // namespace omv::ide
