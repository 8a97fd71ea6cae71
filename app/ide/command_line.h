// SPDX-License-Identifier: MIT
#pragma once

#include <QElapsedTimer>
#include <QString>
#include <QStringList>

#include <optional>

namespace omv::ide {

/// What the program was started with. A value.
struct CommandLine {
    QElapsedTimer started;  ///< since main() was entered
    QStringList files;
    QString port;  ///< connect to it; empty: as the settings say
    bool run = false;  ///< run the first file, or what is open, once connected
    bool viewer = false;
    bool resetLayout = false;
    QString screenshot;  ///< write the window there, then end
    int afterMs = 2000;  ///< how long after the start
    QString dumpState;  ///< write what is shown there, at the end
    QString profile;  ///< folder for settings and all that is kept; empty: the user's
    QString theme;  ///< "dark", "light": for this start only
    double scale = 0;  ///< for this start only; 0: as the settings say
    QString size;  ///< "1280x800": of the window, for this start only

    /// What is wrong with the arguments, in `error`, and nothing; or what to print and end with.
    static std::optional<CommandLine> parse(const QStringList& arguments, QString& error,
                                            QString& print);
};

}  // namespace omv::ide
