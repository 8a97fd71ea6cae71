// SPDX-License-Identifier: MIT
#include "app/ide/firmware_texts.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <vector>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

/// What the flasher says, with %1 and %2 for what is put in, and what this window says.
struct Sentence {
    const char* said;
    const char* words;
};

constexpr const char* kReplaceBootloader =
    QT_TRANSLATE_NOOP("omv::ide", "Choose Recover above: it replaces the camera's bootloader");
constexpr const char* kInstallRules =
    QT_TRANSLATE_NOOP("omv::ide",
                      "Install the udev rules of this program as administrator, then unplug the "
                      "board and plug it in again");

constexpr Sentence kSentences[] = {
    // What somebody does with a board.
    {"Unplug the camera, put its recovery switch to the recovery position, and plug it in again",
     QT_TRANSLATE_NOOP("omv::ide",
                       "Unplug the camera, put its recovery switch to the recovery position, and "
                       "plug it in again")},
    {"Unplug the camera, put the recovery switch back, and plug it in again",
     QT_TRANSLATE_NOOP("omv::ide",
                       "Unplug the camera, put the recovery switch back, and plug it in again")},
    {"Unplug the camera, connect its BOOT pin to RST (on boards with BOOT0: BOOT0 to 3.3V), and "
     "plug it in again",
     QT_TRANSLATE_NOOP("omv::ide",
                       "Unplug the camera, connect its BOOT pin to RST (on boards with BOOT0: "
                       "BOOT0 to 3.3V), and plug it in again")},
    {"Unplug the camera, connect its SBL pin to 3.3V, and plug it in again",
     QT_TRANSLATE_NOOP("omv::ide",
                       "Unplug the camera, connect its SBL pin to 3.3V, and plug it in again")},
    {"Unplug the camera, take that connection away, and plug it in again",
     QT_TRANSLATE_NOOP("omv::ide",
                       "Unplug the camera, take that connection away, and plug it in again")},
    {"Unplug the camera, take the connection between SBL and 3.3V away, and plug it in again",
     QT_TRANSLATE_NOOP("omv::ide",
                       "Unplug the camera, take the connection between SBL and 3.3V away, and "
                       "plug it in again")},
    {"Unplug the camera and plug it in again; leave its recovery switch where it is",
     QT_TRANSLATE_NOOP("omv::ide",
                       "Unplug the camera and plug it in again; leave its recovery switch where "
                       "it is")},
    {"Unplug the board, and plug it in again",
     QT_TRANSLATE_NOOP("omv::ide", "Unplug the board, and plug it in again")},
    {"Unplug the board, plug it in again, and run the same again",
     QT_TRANSLATE_NOOP("omv::ide", "Unplug the board, plug it in again, and start again")},
    {"Unplug it and plug it in again; if it stays silent, write the firmware again",
     QT_TRANSLATE_NOOP(
         "omv::ide",
         "Unplug it and plug it in again; if it stays silent, write the firmware again")},
    {"Plug it into the computer itself, with a short cable",
     QT_TRANSLATE_NOOP("omv::ide", "Plug it into the computer itself, with a short cable")},
    {"Plug the board in again", QT_TRANSLATE_NOOP("omv::ide", "Plug the board in again")},
    // What LEDs say, in the board files.
    {"All colours, fast", QT_TRANSLATE_NOOP("omv::ide", "All colours, fast")},
    {"Hard fault: load the firmware again.",
     QT_TRANSLATE_NOOP("omv::ide", "Hard fault: load the firmware again.")},
    {"Fast blink", QT_TRANSLATE_NOOP("omv::ide", "Fast blink")},
    {"The bootloader waits for the computer.",
     QT_TRANSLATE_NOOP("omv::ide", "The bootloader waits for the computer.")},
    {"Slow blink", QT_TRANSLATE_NOOP("omv::ide", "Slow blink")},
    {"The bootloader is at work: leave the cable in.",
     QT_TRANSLATE_NOOP("omv::ide", "The bootloader is at work: leave the cable in.")},
    // Notes.
    {"The backup of the run that was cut off is kept",
     QT_TRANSLATE_NOOP("omv::ide", "The backup of the run that was cut off is kept")},
    {"%1 is empty", QT_TRANSLATE_NOOP("omv::ide", "%1 is empty")},
    {"The flash chip is erased as a whole: this may take minutes",
     QT_TRANSLATE_NOOP("omv::ide", "The flash chip is erased as a whole: this may take minutes")},
    {"The fuse %1 is not set: without it the board does not start from its flash. --burn-fuse "
     "burns it, for ever",
     QT_TRANSLATE_NOOP("omv::ide",
                       "The fuse %1 is not set: without it the board does not start from its "
                       "flash. \"Burn the boot fuse\" at the right does it, for ever")},
    {"This loader cannot read: what then runs will tell",
     QT_TRANSLATE_NOOP("omv::ide", "This loader cannot read: what then runs will tell")},
    {"This loader cannot read: %1 is not kept",
     QT_TRANSLATE_NOOP("omv::ide", "This loader cannot read: %1 is not kept")},
    {"%1 differs from what was written; it is written again",
     QT_TRANSLATE_NOOP("omv::ide", "%1 differs from what was written; it is written again")},
    // Why something went wrong.
    {"Ended at your request", QT_TRANSLATE_NOOP("omv::ide", "Ended at your request")},
    {"Nothing was written", QT_TRANSLATE_NOOP("omv::ide", "Nothing was written")},
    {"It was cancelled", QT_TRANSLATE_NOOP("omv::ide", "It was cancelled")},
    {"All was done; whether the board runs was not waited for",
     QT_TRANSLATE_NOOP("omv::ide", "All was done; whether the board runs was not waited for")},
    {"%1 was changed in part; the firmware may not run",
     QT_TRANSLATE_NOOP("omv::ide", "%1 was changed in part; the firmware may not run")},
    {"%1 does not come into its loader (%2)",
     QT_TRANSLATE_NOOP("omv::ide", "%1 does not come into its loader (%2)")},
    {"Nothing with the loader's USB id was seen at that port",
     QT_TRANSLATE_NOOP("omv::ide", "Nothing with the loader's USB id was seen at that port")},
    {"%1 was not unplugged", QT_TRANSLATE_NOOP("omv::ide", "%1 was not unplugged")},
    {"It has to lose its power before it goes on",
     QT_TRANSLATE_NOOP("omv::ide", "It has to lose its power before it goes on")},
    {"%1 does not run", QT_TRANSLATE_NOOP("omv::ide", "%1 does not run")},
    {"It was not seen on the bus", QT_TRANSLATE_NOOP("omv::ide", "It was not seen on the bus")},
    {"%1 runs another firmware than was written",
     QT_TRANSLATE_NOOP("omv::ide", "%1 runs another firmware than was written")},
    {"It says %1 instead of %2", QT_TRANSLATE_NOOP("omv::ide", "It says %1 instead of %2")},
    {"%1 is not what was written", QT_TRANSLATE_NOOP("omv::ide", "%1 is not what was written")},
    {"Reading it back gave other bytes than the file has",
     QT_TRANSLATE_NOOP("omv::ide", "Reading it back gave other bytes than the file has")},
    {"Write it again; if it stays, the memory or the connection is bad",
     QT_TRANSLATE_NOOP("omv::ide",
                       "Write it again; if it stays, the memory or the connection is bad")},
    {"Cannot write %1", QT_TRANSLATE_NOOP("omv::ide", "Cannot write %1")},
    {"Cannot read %1", QT_TRANSLATE_NOOP("omv::ide", "Cannot read %1")},
    {"Cannot erase %1", QT_TRANSLATE_NOOP("omv::ide", "Cannot erase %1")},
    {"The board left, after %1 bytes",
     QT_TRANSLATE_NOOP("omv::ide", "The board left, after %1 bytes")},
    {"The board left", QT_TRANSLATE_NOOP("omv::ide", "The board left")},
    {"The loader did not answer", QT_TRANSLATE_NOOP("omv::ide", "The loader did not answer")},
    {"The loader stayed busy", QT_TRANSLATE_NOOP("omv::ide", "The loader stayed busy")},
    // Files.
    {"%1 is not for %2", QT_TRANSLATE_NOOP("omv::ide", "%1 is not for %2")},
    {"%1 has nothing for %2", QT_TRANSLATE_NOOP("omv::ide", "%1 has nothing for %2")},
    {"%1 is too large", QT_TRANSLATE_NOOP("omv::ide", "%1 is too large")},
    {"%1 is damaged", QT_TRANSLATE_NOOP("omv::ide", "%1 is damaged")},
    {"%1 is missing, which goes into %2",
     QT_TRANSLATE_NOOP("omv::ide", "%1 is missing, which goes into %2")},
    {"It has no file that the board takes",
     QT_TRANSLATE_NOOP("omv::ide", "It has no file that the board takes")},
    {"It was made for the board %1", QT_TRANSLATE_NOOP("omv::ide", "It was made for the board %1")},
    {"Name a release with a folder %1, or the files themselves",
     QT_TRANSLATE_NOOP("omv::ide", "Choose a release with a folder %1, or the files themselves")},
    {"Name a release with a folder %1",
     QT_TRANSLATE_NOOP("omv::ide", "Choose a release with a folder %1")},
    {"Choose the file from the folder %1 of a release",
     QT_TRANSLATE_NOOP("omv::ide", "Choose the file from the folder %1 of a release")},
    {"Choose the file for this board",
     QT_TRANSLATE_NOOP("omv::ide", "Choose the file for this board")},
    {"Put them beside the other files",
     QT_TRANSLATE_NOOP("omv::ide", "Put them beside the other files")},
    {"Get it again", QT_TRANSLATE_NOOP("omv::ide", "Get it again")},
    // What names commands of a terminal.
    {"Install the udev rules (omv doctor --fix does it), then unplug the board and plug it in "
     "again",
     kInstallRules},
    {"Run the same again: it goes on where it ended",
     QT_TRANSLATE_NOOP("omv::ide", "Start again: it goes on where it ended")},
    {"Replace the camera's bootloader first: omv flash bootloader", kReplaceBootloader},
    {"Look with omv image info whether the file is for this board",
     QT_TRANSLATE_NOOP("omv::ide", "See at the right whether the files are for this board")},
    {"Name another folder, or leave --backup away to keep the one that there is",
     QT_TRANSLATE_NOOP("omv::ide", "Choose another folder for the copy at the right")},
    {"Name a folder that you may write to",
     QT_TRANSLATE_NOOP("omv::ide", "Choose another folder for the copy at the right")},
    {"Name a folder on another disk",
     QT_TRANSLATE_NOOP("omv::ide", "Choose a folder on another disk for the copy")},
    {"If you take that risk, say --allow-unverified %1",
     QT_TRANSLATE_NOOP("omv::ide", "If you take that risk, say so at the right")},
    {"Leave --system-package away",
     QT_TRANSLATE_NOOP("omv::ide", "Leave the chip's own firmware as it is")},
    {"Leave --burn-fuse away", QT_TRANSLATE_NOOP("omv::ide", "Leave the fuse as it is")},
    {"Write Alif's system package for this part and revision first: omv recover --system-package, "
     "with its files in the release",
     QT_TRANSLATE_NOOP("omv::ide",
                       "Choose Recover with \"Write the chip's own firmware first\", with Alif's "
                       "files for this part and revision beside the others")},
    {"Use the board's recovery: omv recover",
     QT_TRANSLATE_NOOP("omv::ide", "Choose Recover above")},
    {"Unplug it, plug it in, and look again with omv list",
     QT_TRANSLATE_NOOP("omv::ide", "Unplug it, plug it in, and see which firmware it has then")},
    {"Say which with -p, for example -p %1",
     QT_TRANSLATE_NOOP("omv::ide", "Unplug all but one of them")},
    {"Look with omv list; a board that shows nothing is waited for with -p auto",
     QT_TRANSLATE_NOOP("omv::ide", "Plug it in: it shows up at the right")},
    {"Plug the board into USB; start a virtual camera with --usbip",
     QT_TRANSLATE_NOOP("omv::ide", "Plug the board into USB")},
};

struct Pattern {
    QRegularExpression said;
    const char* words;
};

const std::vector<Pattern>& patterns()
{
    static const std::vector<Pattern> made = [] {
        std::vector<Pattern> all;
        for (const Sentence& each : kSentences) {
            QString text = QRegularExpression::escape(QString::fromLatin1(each.said));
            text.replace(u"\\%1"_s, u"(.+)"_s).replace(u"\\%2"_s, u"(.+)"_s);
            all.push_back(
                {QRegularExpression(QRegularExpression::anchoredPattern(text)), each.words});
        }
        return all;
    }();
    return made;
}

/// Whether it names what is typed into a terminal.
bool isForTerminal(const QString& text)
{
    static const QRegularExpression command(u"\\bomv [a-z]+|(^|\\s)--?[a-z]"_s);
    return command.match(text).hasMatch();
}

std::string windowed(const std::string& text)
{
    return windowText(text).toStdString();
}

}  // namespace

QString windowText(const std::string& said)
{
    const QString text = QString::fromStdString(said);
    for (const Pattern& each : patterns()) {
        const auto match = each.said.match(text);
        if (!match.hasMatch())
            continue;
        QString words = QCoreApplication::translate("omv::ide", each.words);
        for (int i = match.lastCapturedIndex(); i >= 1; --i)
            words.replace(u"%%1"_s.arg(i), match.captured(i));
        return words;
    }
    if (!isForTerminal(text))
        return text;
    // What of it is of use here.
    QStringList kept;
    for (const QString& each : text.split(u". "_s)) {
        if (!isForTerminal(each))
            kept.append(each);
    }
    return kept.join(u". "_s);
}

Error windowError(const Error& error)
{
    Error made = error;
    made.what = windowed(error.what);
    made.why = windowed(error.why);
    made.fix = windowed(error.fix);
    return made;
}

}  // namespace omv::ide
