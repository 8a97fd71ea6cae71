// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/documents/problem.h"
#include "widgets/editor/editor_types.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>

namespace omv::ide {

/// Everything that the user has chosen, and where things were left. A value; main() reads it
/// once, whoever changes it has it stored.
struct Settings {
    static constexpr int kVersion = 1;

    struct Appearance {
        QString theme = QStringLiteral("system");  ///< "dark", "light"
        double scale = 1;
        double codePoints = 0;  ///< 0: the look's
        double terminalPoints = 0;
        QString uiFont;  ///< empty: the look's
        QString codeFont;
        QString language;  ///< "en", "de"; empty: the system's
        bool reducedMotion = false;
        bool railLabels = false;
    } appearance;
    ui::EditorOptions editor;
    bool saveBeforeRun = true;
    struct Connection {
        bool stopOnConnect = true;
        bool autoConnect = false;
        bool reconnect = true;
        QString lastPort;  ///< the last one that could be opened
        QString scene;  ///< of virtual cameras, as chosen in the menu; empty: the first one
        QString stream = QStringLiteral("auto");  ///< "jpeg", "raw", "off"
    } connection;
    struct Terminal {
        bool timestamps = true;
        bool wrap = false;
        QString logFolder;  ///< empty: asked for
    } terminal;
    struct Frame {
        bool crosshair = false;
        bool grid = false;
        bool badges = true;
        QString saveFolder;
        QString colorSpace = QStringLiteral("rgb");
        bool logarithmic = false;
        bool lanes = false;
    } frame;
    struct Firmware {
        QString source;  ///< the release that was chosen last
        QString version;  ///< of the firmware in it
        QString board;  ///< id of the one that it is for
    } firmware;
    QHash<QString, QStringList> shortcuts;  ///< of actions that differ from their first ones
    QHash<QString, QString> aliases;  ///< serial number -> name
    QStringList recentFiles;
    struct Window {
        QByteArray geometry;
        QByteArray main, left, right;  ///< splitters
        QStringList hidden;  ///< panes
        QString instrument = QStringLiteral("histogram");
        bool viewer = false;
    } window;
    bool welcomed = false;

    QByteArray toJson() const;
    /// Unknown fields are ignored, missing ones keep their defaults. Nothing when it is no
    /// settings text, or one of a newer version.
    static std::optional<Settings> fromJson(const QByteArray& json);
};

struct LoadedSettings {
    Settings settings;
    std::optional<Problem> problem;
};
/// A file that cannot be used is moved aside (".broken") and told. No file: the defaults.
LoadedSettings loadSettings(const QString& file);
std::optional<Problem> storeSettings(const QString& file, const Settings& settings);

}  // namespace omv::ide
