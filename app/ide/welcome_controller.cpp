// SPDX-License-Identifier: MIT
#include "app/ide/welcome_controller.h"

#include "app/ide/camera/camera_list.h"
#include "app/ide/camera/camera_session.h"
#include "app/ide/device_controller.h"
#include "app/ide/settings_store.h"
#include "app/ide/workbench.h"
#include "widgets/frame/frame_pane.h"
#include "widgets/frame/frame_view.h"
#include "widgets/theme/theme.h"
#include "widgets/window/welcome_page.h"

namespace omv::ide {

using namespace Qt::StringLiterals;

WelcomeController::WelcomeController(Workbench& window, SettingsStore& settings,
                                     CameraSession& session, CameraList& cameras,
                                     DeviceController& devices)
    : m_window(window)
    , m_settings(settings)
    , m_cameras(cameras)
{
    if (settings.value().welcomed)
        return;
    m_page = new ui::WelcomePage(window.frame);
    ui::applyTheme(m_page, window.theme());
    window.frame->setPage(m_page);
    connect(&cameras, &CameraList::changed, this, &WelcomeController::fill);
    connect(m_page, &ui::WelcomePage::startWanted, this, [this, &devices](const QString& port) {
        emit startWanted();
        devices.connectTo(port);
    });
    connect(&session, &CameraSession::stateChanged, this, [this](const CameraState& state) {
        if (state.link != Link::Disconnected)
            leave();
    });
    fill();
}

WelcomeController::~WelcomeController() = default;

void WelcomeController::fill()
{
    if (!m_page)
        return;
    QList<ui::WelcomeRow> rows;
    bool found = false;
    bool offered = false;
    for (const CameraEntry& each : m_cameras.entries()) {
        if (each.ours) {
            if (!std::exchange(offered, true))
                rows.append({each.port, u"virtual-camera"_s, tr("Virtual camera"),
                             tr("Runs real MicroPython on this computer. Nothing to plug in."),
                             tr("Start with this"), !found});
            continue;
        }
        found = true;
        rows.append({each.port, u"usb"_s, each.title(), each.port, tr("Connect"), true});
    }
    if (!found)
        rows.append({u"none"_s,
                     u"usb"_s,
                     tr("No camera found yet"),
                     tr("Plug one in with a data cable: it shows up here by itself."),
                     {}});
    m_page->setRows(rows);
}

void WelcomeController::retranslate()
{
    fill();
}

void WelcomeController::leave()
{
    if (!m_page)
        return;
    m_window.frame->setPage(nullptr);
    if (m_window.viewer())
        m_window.frame->view()->setFocus(Qt::OtherFocusReason);
    m_page->deleteLater();
    m_page = nullptr;
    m_settings.note([](Settings& s) { s.welcomed = true; });
}

}  // namespace omv::ide
