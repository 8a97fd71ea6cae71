// SPDX-License-Identifier: MIT
#include "app/ide/connection_words.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QString>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

// As the library says them; %1 is what it puts in.
constexpr const char* kSentences[] = {
    // what
    QT_TRANSLATE_NOOP("omv::ide::Connection", "The virtual camera does not accept its options"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "The virtual camera did not start"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "Cannot start the virtual camera"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "The virtual camera ended"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "There is no virtual board %1"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "No camera found"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "Several cameras are connected"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "No camera has the serial number %1"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "Several cameras have the serial number %1"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "Cannot understand the port \"%1\""),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "Cannot connect"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "Cannot open %1"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "%1 is in use"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "%1 disconnected"),
    // why
    QT_TRANSLATE_NOOP("omv::ide::Connection", "No valid answer came before the deadline"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "No port has the USB id of a known board"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "it is not a serial port"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "There are: %1"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "Its process was ended by signal %1"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "Its process ended with code %1"),
    // fix
    QT_TRANSLATE_NOOP("omv::ide::Connection", "omv-vcam --help lists its options"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "Start it by hand to see all of its output"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "Install it, or set OMV_VCAM to its path"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "Connect again"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "Check the number with omv list"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "Name one, for example -p %1"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "List the cameras that are there with \"omv list\""),
    QT_TRANSLATE_NOOP("omv::ide::Connection",
                      "Plug a camera in with a data cable, or use a virtual one: -p sim:ae3"),
    QT_TRANSLATE_NOOP("omv::ide::Connection",
                      "Press its reset button or plug it in again, and check the port"),
    QT_TRANSLATE_NOOP("omv::ide::Connection",
                      "Close the other program, or disconnect the camera in it"),
    QT_TRANSLATE_NOOP("omv::ide::Connection", "Use one of these: sim:ae3"),
};

constexpr const char* kNoScene =
    QT_TRANSLATE_NOOP("omv::ide::Connection", "There is no scene \"%1\"");
constexpr const char* kChooseScene = QT_TRANSLATE_NOOP(
    "omv::ide::Connection", "Choose one in the list of cameras: What virtual cameras see");

QString tr(const char* text)
{
    return QCoreApplication::translate("omv::ide::Connection", text);
}

std::string inWords(const std::string& text)
{
    const QString said = QString::fromStdString(text);
    for (const char* sentence : kSentences) {
        const QString known = QString::fromLatin1(sentence);
        const auto at = known.indexOf("%1"_L1);
        if (at < 0 && said == known)
            return tr(sentence).toStdString();
        if (at < 0)
            continue;
        const QString before = known.left(at);
        const QString after = known.mid(at + 2);
        if (said.size() > before.size() + after.size() && said.startsWith(before) &&
            said.endsWith(after)) {
            const QString inside =
                said.mid(before.size(), said.size() - before.size() - after.size());
            return tr(sentence).arg(inside).toStdString();
        }
    }
    return text;
}

}  // namespace

Error inWords(const Error& error)
{
    Error told = error;
    told.what = inWords(error.what);
    told.why = inWords(error.why);
    told.fix = inWords(error.fix);
    static const QRegularExpression unknownScene(u"unknown scene \"(.*?)\""_s);
    const auto scene = unknownScene.match(QString::fromStdString(error.why));
    if (scene.hasMatch()) {
        told.why = tr(kNoScene).arg(scene.captured(1)).toStdString();
        told.fix = tr(kChooseScene).toStdString();
    }
    return told;
}

}  // namespace omv::ide
