// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/camera/camera_state.h"

#include <QHash>
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
    void open(const QString& file);
    void tellScene(const QString& file);
    void showBoard(const CameraState& state);

    Workbench& m_window;
    CameraSession& m_session;
    FileController& m_files;
    QString m_folder;
    QHash<QString, QString> m_scenes;  ///< of the examples that want one, by their files
};

}  // namespace omv::ide
