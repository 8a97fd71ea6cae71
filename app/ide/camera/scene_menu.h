// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QMenu;

namespace omv::ide {

/// What the scene "qrcode" shows, in the user's language; the name itself for one of the
/// user's own. The empty name is that of the scene without a file.
QString sceneTitle(const QString& name);
/// The scene in the options of a port like "sim:ae3?scene=qrcode"; or empty.
QString sceneOfPort(const QString& port);
/// The same virtual camera before another scene: that of the list, unless the port was written
/// with options that the list does not have.
QString portWithScene(const QString& port, const QString& scene);
/// The scenes of the data folder, after the one without a file, whose name is empty.
QStringList sceneNames();

/// Adds a submenu with the scenes of the data folder; `current` is checked. `chosen` gets the
/// name, empty for the scene without a file.
void addSceneMenu(QMenu& menu, const QString& current,
                  const std::function<void(const QString&)>& chosen);

}  // namespace omv::ide
