// SPDX-License-Identifier: MIT
#include "app/ide/examples_controller.h"

#include "app/ide/camera/camera_session.h"
#include "app/ide/camera/scene_menu.h"
#include "app/ide/documents/text_file.h"
#include "app/ide/file_controller.h"
#include "app/ide/workbench.h"
#include "widgets/language/examples_index.h"
#include "widgets/language/examples_pane.h"
#include "widgets/terminal/terminal_pane.h"

namespace omv::ide {

using namespace Qt::StringLiterals;

ExamplesController::ExamplesController(Workbench& window, CameraSession& session,
                                       FileController& files, const QString& folder)
    : m_window(window)
    , m_session(session)
    , m_files(files)
    , m_folder(folder)
{
    const auto bytes = readFile(folder + u"/index.json"_s);
    const auto* json = std::get_if<QByteArray>(&bytes);
    if (const auto index = json ? ui::ExamplesIndex::parse(*json) : std::nullopt) {
        window.examples->setExamples(index->examples);
        for (const ui::Example& each : index->examples) {
            if (!each.scene.isEmpty())
                m_scenes.insert(each.file, each.scene);
        }
    }
    connect(window.examples, &ui::ExamplesPane::openWanted, this, &ExamplesController::open);
    connect(&session, &CameraSession::stateChanged, this, &ExamplesController::showBoard);
}

QString ExamplesController::helloWorld() const
{
    return m_folder + u"/hello-world/helloworld.py"_s;
}

void ExamplesController::open(const QString& file)
{
    m_files.openCopy(m_folder + u'/' + file);
    tellScene(file);
}

/// Before another scene than its own an example of a virtual camera finds nothing.
void ExamplesController::tellScene(const QString& file)
{
    const QString scene = m_scenes.value(file);
    const CameraState& state = m_session.state();
    if (scene.isEmpty() || !state.connected() || !state.port.startsWith("sim:"_L1) ||
        sceneOfPort(state.port) == scene)
        return;
    m_window.terminal->appendStatus(
        tr("For this example choose \"%1\" in the list of cameras: What virtual cameras see")
            .arg(sceneTitle(scene)));
}

void ExamplesController::showBoard(const CameraState& state)
{
    if (!state.connected()) {
        m_window.examples->setCamera({}, {}, {});
        return;
    }
    QStringList sensors;
    for (const std::string& name : state.info.sensorNames)
        sensors.append(QString::fromStdString(name));
    m_window.examples->setCamera(QString::fromStdString(state.info.boardId),
                                 QString::fromStdString(state.info.boardName), sensors);
}

}  // namespace omv::ide
