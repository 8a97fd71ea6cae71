// SPDX-License-Identifier: MIT
#include "app/ide/examples_controller.h"

#include "app/ide/camera/camera_session.h"
#include "app/ide/documents/text_file.h"
#include "app/ide/file_controller.h"
#include "app/ide/workbench.h"
#include "widgets/language/examples_index.h"
#include "widgets/language/examples_pane.h"

namespace omv::ide {

using namespace Qt::StringLiterals;

ExamplesController::ExamplesController(Workbench& window, CameraSession& session,
                                       FileController& files, const QString& folder)
    : m_window(window)
    , m_folder(folder)
{
    const auto bytes = readFile(folder + u"/index.json"_s);
    if (const auto* json = std::get_if<QByteArray>(&bytes)) {
        if (const auto index = ui::ExamplesIndex::parse(*json))
            window.examples->setExamples(index->examples);
    }
    const auto open = [this, &files](const QString& file) {
        files.openCopy(m_folder + u'/' + file);
    };
    connect(window.examples, &ui::ExamplesPane::openWanted, this, open);
    connect(&session, &CameraSession::stateChanged, this, &ExamplesController::showBoard);
}

QString ExamplesController::helloWorld() const
{
    return m_folder + u"/hello-world/helloworld.py"_s;
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
