// SPDX-License-Identifier: MIT
#include "app/ide/command_line.h"
#include "app/ide/ide.h"
#include "app/ide/paths.h"
#include "app/ide/quit_signals.h"
#include "app/ide/workbench.h"

#include <QApplication>

#include <cstdio>

int main(int argc, char** argv)
{
    QElapsedTimer started;
    started.start();
    using omv::ide::CommandLine;

    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    QString error;
    QString print;
    std::optional<CommandLine> line;
    {
        // Help and wrong options need no display.
        const QCoreApplication plain(argc, argv);
        line = CommandLine::parse(arguments, error, print);
    }
    if (!line) {
        std::fprintf(stderr, "omv-ide: %s\nTry omv-ide --help.\n", qPrintable(error));
        return 2;
    }
    if (!print.isEmpty()) {
        std::fputs(qPrintable(print), stdout);
        return 0;
    }
    line->started = started;
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("omv-ide"));
    QApplication::setApplicationDisplayName(QStringLiteral("OMV IDE"));
    QGuiApplication::setDesktopFileName(QStringLiteral("omv-ide"));
    const omv::ide::QuitSignals quit;
    omv::ide::Ide ide(*line, omv::ide::Paths::find(line->profile));
    QObject::connect(&quit, &omv::ide::QuitSignals::quitWanted, &application, [&ide] {
        ide.window().close();
        QApplication::quit();
    });
    ide.start();
    return QApplication::exec();
}
