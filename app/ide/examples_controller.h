// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/camera/camera_state.h"

#include <QObject>

namespace omv::ide {

class CameraSession;
class FileController;
class Workbench;

/// The examples that are installed, in the list at the side.
class ExamplesController final : public QObject {
    Q_OBJECT
public:
    /// `folder`: where index.json is.
    ExamplesController(Workbench& window, CameraSession& session, FileController& files,
                       const QString& folder);

    /// The script of a first start.
    QString helloWorld() const;

private:
    void showBoard(const CameraState& state);

    Workbench& m_window;
    QString m_folder;
};

}  // namespace omv::ide
