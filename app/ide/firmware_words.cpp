// SPDX-License-Identifier: MIT
#include "app/ide/firmware_words.h"

#include "app/ide/firmware_texts.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

using flasher::FlashBoard;
using flasher::PlanStep;
using ui::BoardStage;
using ui::FirmwareFile;
using ui::FirmwareGoal;
using ui::FirmwareStep;

QString tr(const char* text)
{
    return QCoreApplication::translate("omv::ide", text);
}

QString plain(const std::string& text)
{
    return QString::fromStdString(text);
}

bool isNormal(const std::string& loader, const FlashBoard& board)
{
    return loader.empty() || (!board.loaders.empty() && board.loaders.front().name == loader);
}

FirmwareStep enterText(const PlanStep& step, const FlashBoard& board)
{
    FirmwareStep text;
    if (!step.text.empty()) {
        text.title = isNormal(step.loader, board) ? tr("You: bring the board back to normal")
                                                  : tr("You: bring the board into recovery");
        text.detail =
            tr("%1. Goes on by itself when the board is seen.").arg(windowText(step.text));
        return text;
    }
    if (!isNormal(step.loader, board)) {
        text.title = tr("Wait for the loader in the chip's memory");
        text.detail = tr("It was started by the step before");
        return text;
    }
    text.title = tr("Restart into the bootloader");
    text.detail = tr("The script that runs ends. A board that is there already is taken as it is.");
    return text;
}

QString kindText(flasher::ImageKind kind)
{
    using Kind = flasher::ImageKind;
    switch (kind) {
    case Kind::CortexM: return tr("Cortex-M firmware");
    case Kind::ImxIvt: return tr("i.MX firmware");
    case Kind::OpenMvBootloader: return tr("OpenMV bootloader");
    case Kind::Romfs: return tr("ROMFS image");
    case Kind::AlifToc: return tr("Alif table of contents");
    case Kind::Empty: return tr("Empty file");
    case Kind::Unknown: return tr("Unknown contents");
    default: return plain(std::string(describe(kind)));
    }
}

QString placeText(const PlanStep& step)
{
    return tr("%1, %2 to 0x%3")
        .arg(plain(step.file), byteText(step.bytes), u"%1"_s.arg(step.address, 8, 16, QChar(u'0')));
}

}  // namespace

QString byteText(quint64 bytes)
{
    return tr("%1 bytes").arg(QLocale().toString(bytes));
}

flasher::Goal goalOf(FirmwareGoal goal)
{
    switch (goal) {
    case FirmwareGoal::Firmware: return flasher::Goal::Firmware;
    case FirmwareGoal::Romfs: return flasher::Goal::Romfs;
    case FirmwareGoal::Factory: return flasher::Goal::Factory;
    case FirmwareGoal::Erase: return flasher::Goal::Erase;
    case FirmwareGoal::Recover: return flasher::Goal::Recover;
    }
    return flasher::Goal::Firmware;
}

QString firmwareTitle(FirmwareGoal goal, const QString& board, bool running)
{
    switch (goal) {
    case FirmwareGoal::Firmware:
        return running ? tr("Updating %1").arg(board) : tr("Update %1").arg(board);
    case FirmwareGoal::Romfs:
        return running ? tr("Writing ROMFS to %1").arg(board) : tr("Write ROMFS to %1").arg(board);
    case FirmwareGoal::Factory:
        return running ? tr("Resetting %1 to factory").arg(board)
                       : tr("Reset %1 to factory").arg(board);
    case FirmwareGoal::Erase:
        return running ? tr("Erasing the file system of %1").arg(board)
                       : tr("Erase the file system of %1").arg(board);
    case FirmwareGoal::Recover:
        return running ? tr("Recovering %1").arg(board) : tr("Recover %1").arg(board);
    }
    return {};
}

QString firmwareSentence(FirmwareGoal goal)
{
    switch (goal) {
    case FirmwareGoal::Firmware:
        return tr("Writes the firmware. Scripts and files on the camera stay.");
    case FirmwareGoal::Romfs:
        return tr("Writes the read-only file systems with models and libraries. All else stays.");
    case FirmwareGoal::Factory:
        return tr("Writes firmware and ROMFS, and erases all files on the camera.");
    case FirmwareGoal::Erase:
        return tr("Erases all files on the camera. The firmware makes an empty file system.");
    case FirmwareGoal::Recover:
        return tr("For a board whose bootloader does not start: all parts are written again, from "
                  "the chip's own loader upwards.");
    }
    return {};
}

FirmwareStep stepText(const PlanStep& step, const FlashBoard& board)
{
    using Kind = PlanStep::Kind;
    FirmwareStep text;
    switch (step.kind) {
    case Kind::EnterLoader: return enterText(step, board);
    case Kind::Write:
        text.title = tr("Write %1").arg(plain(step.partition));
        text.detail = placeText(step);
        break;
    case Kind::Verify:
        text.title = tr("Check %1").arg(plain(step.partition));
        text.detail = tr("Read back and compared with the file");
        break;
    case Kind::Erase:
        text.title = tr("Erase the file system");
        text.detail = tr("%1: the first %2 are emptied, the firmware makes a new one")
                          .arg(plain(step.partition), byteText(step.bytes));
        break;
    case Kind::StartProgram:
        text.title = tr("Start a loader in the chip's memory");
        text.detail = tr("%1, %2").arg(plain(step.file), byteText(step.bytes));
        break;
    case Kind::Configure:
        text.title = tr("Set up the flash chip");
        text.detail =
            tr("The loader is told of it, and writes the block that the chip starts from");
        break;
    case Kind::Backup:
        text.title = tr("Back up %1").arg(plain(step.partition));
        text.detail = plain(step.file);
        break;
    case Kind::Compare:
        text.title = tr("Compare %1").arg(plain(step.partition));
        text.detail = plain(step.file);
        break;
    case Kind::SystemPackage:
        text.title = tr("Write the chip's own firmware");
        text.detail = plain(step.file);
        break;
    case Kind::CheckFuse:
        text.title = tr("Look at the boot fuse");
        text.detail = tr("It is only read; you are told when it is not set");
        break;
    case Kind::BurnFuse:
        text.title = tr("Burn the boot fuse");
        text.detail = tr("For ever; left out when it is set already");
        break;
    case Kind::StorageRescue:
        text.title = tr("Bring the flash chip back");
        text.detail = tr("Erased as a whole, with all files and ROMFS; may take minutes");
        break;
    case Kind::Leave:
        text.title = tr("Leave the loader");
        text.detail = tr("The board restarts with what was written");
        break;
    case Kind::CheckRunning:
        text.title = step.text.empty() ? tr("See it run") : tr("You: start the board as usual");
        text.detail = !step.text.empty() ? windowText(step.text) + u'.'
            : step.version.empty()
            ? tr("The board must answer; success is shown only then")
            : tr("The board must answer as version %1; success is shown only then")
                  .arg(plain(step.version));
        break;
    default: text.title = plain(describe(step)); break;
    }
    return text;
}

QString ifStopped(const PlanStep* step, FirmwareGoal goal, BoardStage stage, bool written)
{
    const bool recovery = goal == FirmwareGoal::Recover || stage == BoardStage::Recovery;
    if (recovery)
        return tr("Nothing gets worse. The board stays in recovery, and Recover begins again.");
    if (!step)
        return tr("The bootloader is not touched. A run that is cut off goes on where it ended "
                  "when it is started again.");
    if (step->kind == PlanStep::Kind::Leave || step->kind == PlanStep::Kind::CheckRunning)
        return tr("All is written. The board starts by itself.");
    return written ? tr("The firmware does not run until it is written as a whole. The "
                        "bootloader stays: start again, and it goes on where it ended.")
                   : tr("Nothing is written yet. The board starts as before.");
}

FirmwareFile fileText(const CheckedFile& file, bool planned)
{
    FirmwareFile text;
    text.name = plain(file.name);
    text.kind = kindText(file.kind);
    if (!file.version.empty())
        text.kind += u' ' + plain(file.version);
    text.size = QLocale().toString(static_cast<qulonglong>(file.bytes)) + u" B"_s;
    text.sha256 = plain(file.sha256);
    if (file.refused) {
        text.verdict = FirmwareFile::Verdict::Refused;
        text.why = windowText(file.refused->why.empty() ? file.refused->what : file.refused->why);
        return text;
    }
    const bool unused = file.partition.empty() || (planned && !file.planned);
    text.verdict = unused ? FirmwareFile::Verdict::Unused : FirmwareFile::Verdict::Fits;
    if (!unused)
        text.place = plain(file.partition);
    else if (file.partition.empty())
        text.why = tr("This board has no place for it");
    return text;
}

QString consentText(const std::string& consent, const QString& board)
{
    if (consent == "bootloader")
        return tr("Write the bootloader of %1, although nobody has tried this on a real one. If "
                  "it goes wrong, only the chip's own recovery is left.")
            .arg(board);
    if (consent == "toc")
        return tr("Write the chip's table of contents of %1, although nobody has tried this on a "
                  "real one. If it goes wrong, the chip starts nothing but its own recovery.")
            .arg(board);
    if (consent == "fuse")
        return tr("Burn the boot fuse of %1. This is for ever, and nobody has tried it on a real "
                  "one.")
            .arg(board);
    if (consent == "system-package")
        return tr("Write the chip's own firmware of %1, although nobody has tried this on a real "
                  "one. If it goes wrong, the chip may answer to nothing any more.")
            .arg(board);
    if (consent == "storage-rescue")
        return tr("Erase the whole flash chip of %1, with all files and ROMFS, although nobody "
                  "has tried this on a real one.")
            .arg(board);
    return tr("%1: nobody has tried this step on a real %2.").arg(plain(consent), board);
}

}  // namespace omv::ide
