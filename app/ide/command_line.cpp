// SPDX-License-Identifier: MIT
#include "app/ide/command_line.h"

#include <openmv/version.h>

#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

bool isPicture(const QString& path)
{
    const QFileInfo info(path);
    // A device takes any bytes.
    const bool device = info.exists() && !info.isFile() && !info.isDir();
    const QStringList endings{u"png"_s, u"jpg"_s, u"jpeg"_s, u"bmp"_s, u"ppm"_s};
    return device || endings.contains(info.suffix().toLower());
}

}  // namespace

std::optional<CommandLine> CommandLine::parse(const QStringList& arguments, QString& error,
                                              QString& print)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"OMV IDE: edit, run and see scripts on OpenMV cameras."_s);
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"Shows this help."_s);
    const QCommandLineOption version({u"v"_s, u"version"_s}, u"Shows the version."_s);
    const QCommandLineOption port(u"port"_s,
                                  u"Connects to a camera: a device, serial:NUMBER, "
                                  "tcp://HOST:PORT, sim:BOARD."_s,
                                  u"SPEC"_s);
    const QCommandLineOption run(u"run"_s, u"Runs the script once connected."_s);
    const QCommandLineOption viewer(u"viewer"_s, u"Frames, terminal and instruments only."_s);
    const QCommandLineOption reset(u"reset-layout"_s, u"Starts with the first layout."_s);
    const QCommandLineOption shot(u"screenshot"_s,
                                  u"Writes a picture of the window (png, jpg, bmp, ppm), then "
                                  "ends."_s,
                                  u"FILE"_s);
    const QCommandLineOption after(u"after"_s, u"When the screenshot or the state is written."_s,
                                   u"MS"_s, u"2000"_s);
    const QCommandLineOption dump(u"dump-state"_s,
                                  u"Writes as JSON what is shown; ends when no screenshot is "
                                  "asked for."_s,
                                  u"FILE"_s);
    const QCommandLineOption profile(u"profile"_s, u"Keeps settings and sessions there."_s,
                                     u"FOLDER"_s);
    const QCommandLineOption theme(u"theme"_s, u"dark or light, this time."_s, u"NAME"_s);
    const QCommandLineOption scale(u"scale"_s, u"1 to 3, this time."_s, u"FACTOR"_s);
    const QCommandLineOption size(u"size"_s, u"Of the window, this time."_s, u"WIDTHxHEIGHT"_s);
    parser.addOptions(
        {help, version, port, run, viewer, reset, shot, after, dump, profile, theme, scale, size});
    parser.addPositionalArgument(u"files"_s, u"Scripts to open."_s, u"[files...]"_s);
    if (!parser.parse(arguments)) {
        error = parser.errorText();
        return std::nullopt;
    }
    if (parser.isSet(help))
        print = parser.helpText();
    if (parser.isSet(version))
        print = u"omv-ide %1\n"_s.arg(QLatin1StringView(OPENMV_VERSION));

    CommandLine line;
    for (const QString& file : parser.positionalArguments())
        line.files.append(QDir::current().absoluteFilePath(file));
    line.port = parser.value(port);
    line.run = parser.isSet(run);
    line.viewer = parser.isSet(viewer);
    line.resetLayout = parser.isSet(reset);
    line.screenshot = parser.value(shot);
    line.dumpState = parser.value(dump);
    line.profile = parser.value(profile);
    line.theme = parser.value(theme);
    line.size = parser.value(size);
    bool number = false;
    line.afterMs = parser.value(after).toInt(&number);
    if (!number || line.afterMs < 0)
        error = u"--after wants milliseconds, not \"%1\"."_s.arg(parser.value(after));
    if (!line.theme.isEmpty() && line.theme != "dark"_L1 && line.theme != "light"_L1)
        error = u"--theme is dark or light, not \"%1\"."_s.arg(line.theme);
    if (parser.isSet(scale)) {
        line.scale = parser.value(scale).toDouble(&number);
        if (!number || line.scale < 1 || line.scale > 3)
            error = u"--scale is 1 to 3, not \"%1\"."_s.arg(parser.value(scale));
    }
    if (!line.screenshot.isEmpty() && !isPicture(line.screenshot))
        error = u"--screenshot wants a name that ends with .png, .jpg, .bmp or .ppm, not "
                "\"%1\"."_s.arg(line.screenshot);
    static const QRegularExpression sizes(u"^[1-9]\\d{2,4}x[1-9]\\d{2,4}$"_s);
    if (!line.size.isEmpty() && !sizes.match(line.size).hasMatch())
        error = u"--size is like 1280x800, not \"%1\"."_s.arg(line.size);
    return error.isEmpty() ? std::optional(line) : std::nullopt;
}

}  // namespace omv::ide
