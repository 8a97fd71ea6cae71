// SPDX-License-Identifier: MIT
#include "libopenmv/src/error_catalog.h"

namespace omv {

namespace {

constexpr ErrorEntry kEntries[] = {
    {"OMV-E0701", Errc::Incompatible,
     R"(The file is not for this board

What the file is, or the addresses in it, do not fit the place that it would be
written to: firmware of another board, of the board's other processor, or a
file of another kind. Nothing was written.

What to do: take the file from the folder of a release that has the board's
name. `omv image info FILE` says what a file is and which boards it fits.)"},

    {"OMV-E0702", Errc::Incompatible,
     R"(The file is too large

The file has more bytes than the board has room for in that place. Nothing was
written.

What to do: for a ROMFS image, leave out or shrink models and files. For
firmware, make sure that the file is for this very board.)"},

    {"OMV-E0703", Errc::Malformed,
     R"(The file is damaged

The file contradicts itself: it ends early, its checksum is wrong, or it has
another size than the one that is known to work. Nothing was written.

What to do: get the file again.)"},

    {"OMV-E0704", Errc::Malformed,
     R"(The archive cannot be used

The zip file is damaged or cut off, is larger than any release, or names files
outside itself, which no release does. Nothing of it was used.

What to do: get the file again, or unpack it yourself and name the folder.)"},

    {"OMV-E0705", Errc::Incompatible,
     R"(The release has nothing for this board

A release has a folder for each board, and in it the board's files under fixed
names. The one that is needed was not there. Nothing was written.

What to do: name a release that has the board, or the board's folder, or the
file itself. `omv flash firmware --dry-run` says which files are wanted.)"},

    {"OMV-E0706", Errc::System,
     R"(The file cannot be read

The system refuses to read the file; the message has its reason.

What to do: check the name and whether you may read it.)"},

    {"OMV-E0707", Errc::Refused,
     R"(A step needs your consent

The step was never tried on a real board by those who made this software, and a
mistake in it can leave the board without its bootloader. It is not part of a
plain update.

What to do: if you want it, name it: --allow-unverified NAME. Have the
instructions for the board's own recovery at hand.)"},

    {"OMV-E0708", Errc::Unsupported,
     R"(This board cannot be written that way

Not every board has every part, and a few speak loader protocols that this
software recognises but does not speak.

What to do: what the message says.)"},

    {"OMV-E0710", Errc::InvalidArgument,
     R"(No address of a USB/IP server

Devices of a USB/IP server are named usbip:HOST or usbip:HOST:PORT.)"},

    {"OMV-E0711", Errc::Timeout,
     R"(The USB/IP server does not answer

The connection stands, but the server did not answer in time.

What to do: see whether the server is busy or stopped, and start it again.)"},

    {"OMV-E0712", Errc::Malformed,
     R"(Not a USB/IP server

What answered at this address does not speak USB/IP 1.1.1.

What to do: check host and port; the usual port is 3240.)"},

    {"OMV-E0713", Errc::Busy,
     R"(The USB device is in use

The USB/IP server does not give the device away: another program has it, or it
has left.

What to do: end the other program, or look again what the server has.)"},

    {"OMV-E0714", Errc::Unsupported,
     R"(No USB on this computer

The system has no USB, or does not let this program look at it: in a container
or a virtual machine this is usual.

What to do: give the container access to /dev/bus/usb. Boards of a USB/IP server
and on serial ports can be reached without it.)"},

    {"OMV-E0715", Errc::NoDevice,
     R"(The USB device is no longer there

It was found a moment ago and has left since: unplugged, reset, or it went back
from its bootloader to its firmware.

What to do: plug the board in again while the program waits for it.)"},

    {"OMV-E0716", Errc::PermissionDenied,
     R"(No permission to use the USB device

The system does not let your user open the board's loader. On Linux a udev rule
gives the permission.

What to do: install the rules of this software (60-openmv.rules; `omv doctor
--fix` does it), then unplug the board and plug it in again.)"},

    {"OMV-E0717", Errc::Busy,
     R"(Another program uses the USB device

The board's loader was claimed by another program or a driver of the system.

What to do: end the other flashing program, then try again.)"},

    {"OMV-E0718", Errc::System,
     R"(The USB device cannot be opened

The system refuses; the message has its reason.

What to do: unplug the board, plug it in again, and try again. If it stays, try
another port or cable, without a hub.)"},

    {"OMV-E0720", Errc::Timeout,
     R"(The board does not come into its loader

The board was asked to restart into its loader, or to be plugged in again, and
the loader was not seen at that USB port in time.

What to do: use a cable that carries data, without a hub: after a reset the
loader waits for one and a half seconds only. If the board never shows up, its
bootloader is damaged: `omv recover` goes by the chip itself.)"},

    {"OMV-E0721", Errc::Timeout,
     R"(The board does not run after it was written

Everything was written, and as far as the loader can read it back it is right,
but the firmware did not answer in time.

What to do: unplug the board and plug it in again. If it stays silent, write the
firmware again, with --force. An empty file system makes the first start some
seconds longer.)"},

    {"OMV-E0722", Errc::VerificationFailed,
     R"(What was read back is not what was written

The partition was written twice and gave other bytes both times.

What to do: try another cable and port. If it stays, the board's memory is worn
out or damaged. The board's loader is not touched by this.)"},

    {"OMV-E0723", Errc::Incompatible,
     R"(Another firmware runs than was written

The board is back and answers, but says another version than the file has. Its
memory was not written to where it starts from, or another board answered.

What to do: unplug all other boards, then try again.)"},

    {"OMV-E0724", Errc::Cancelled,
     R"(Writing the board was ended

It was ended at your request, between two blocks. The message says whether
something was written by then. A partition that was written in part holds
neither the old nor the new firmware; the loader is not touched.

What to do: run the same command again. Partitions that are done are skipped.)"},

    {"OMV-E0725", Errc::InvalidArgument,
     R"(The plan does not fit its files

The files were changed after the plan was made from them. Nothing was written.

What to do: make the plan again.)"},

    {"OMV-E0726", Errc::Disconnected,
     R"(The board left while it was in its loader

It was unplugged, lost its power, or reset itself. When it comes back the work
goes on by itself; after some attempts it is given up.

What to do: plug the board into the computer itself, with a short cable, and run
the same command again. Partitions that are done are skipped.)"},

    {"OMV-E0727", Errc::Timeout,
     R"(The board's loader does not answer

It is there, but gave no answer within the longest time that erasing and writing
take, or said for ever that it is busy.

What to do: unplug the board, plug it in again, and run the same command again.
If it stays, try another cable and port.)"},

    {"OMV-E0728", Errc::Refused,
     R"(The board's loader refuses

The loader understood and said no; the message has its code and what that means.

What to do: look with `omv image info FILE` whether the file is for this board.
If it is, unplug the board, plug it in again, and run the same command again.)"},

    {"OMV-E0729", Errc::Incompatible,
     R"(Another chip than expected

The loader says that it is another part, revision or version than the board's
file names. Nothing was written.

What to do: check that the right board is plugged in. A board of a newer
revision needs a newer version of this software.)"},

    {"OMV-E0730", Errc::Unsupported,
     R"(Boards at this port cannot be written

Firmware goes by USB, or by the serial port of a recovery bridge; from this port
nothing leads there. A virtual camera must be started with --usbip. Loaders that
are only recognised (SAM-BA, picoboot) cannot be spoken to.

What to do: plug the board into USB and look with `omv list`.)"},

    {"OMV-E0731", Errc::System,
     R"(The zip could not be made

Packing the files failed; the message has the reason.

What to do: see that there is memory to spare, and try again.)"},

    {"OMV-E0732", Errc::Unsupported,
     R"(This loader cannot do that

A board's loaders differ in which memory they write, and whether they read it,
erase it, start a program in RAM, set up a flash chip or burn fuses.

What to do: use another way into the board; --dry-run shows what a command
needs.)"},

    {"OMV-E0733", Errc::Incompatible,
     R"(The program for the chip's ROM is another one

The ROM of some chips cannot write flash; it starts a program of the chip's
maker that can. The file that was found is not the one that is known to work:
its size or checksum is another one. Nothing was sent to the board.

What to do: get the file again; the message has its name. It is not part of this
software, because it belongs to the maker of the chip.)"},

    {"OMV-E0734", Errc::Refused,
     R"(The chip has no firmware of its own

Alif's chips have a secure enclave with firmware of its own, Alif's system
package. On this board it is missing or damaged, so that only the chip's ROM
answers, which writes nothing but that package. Nothing was written.

What to do: write Alif's system package for exactly this part and revision
first, then cycle the board's power and run the same command again.)"},

    {"OMV-E0735", Errc::Malformed,
     R"(These files are not a system package

Alif's system package is two files, the package and a file of 16 bytes that says
where it lies, and a signature (.sign) for each. Something else at their places
would end the chip's secure enclave. Nothing was written.

What to do: take all four files from one release of Alif's toolkit, for exactly
this part and revision.)"},

    {"OMV-E0740", Errc::Ambiguous,
     R"(Several boards could be meant

More than one board of this kind is plugged in, or one whose chip's own loader
does not tell which board it is. Nothing was written: it might be the wrong one.

What to do: name one with -p, as `omv list` shows them, or unplug the others.)"},

    {"OMV-E0741", Errc::NoDevice,
     R"(No board is at that port

Neither a running camera nor a board in its bootloader or in recovery is there.

What to do: look with `omv list`. A board that shows nothing at all is waited
for when no port is named: start the command, then plug the board in.)"},

    {"OMV-E0742", Errc::VerificationFailed,
     R"(The board holds something else than the files

It was only compared; nothing was written. The message names the partitions that
differ. A file system that the camera uses changes all the time and is not among
them.

What to do: write them with `omv flash firmware FILES` or `omv flash romfs
FILES`; nothing is written where it is right already.)"},

    {"OMV-E0743", Errc::System,
     R"(No place for the backup

The folder cannot be made, or its disk has no room for what the board may hold.
Nothing was written to the board.

What to do: name a folder on another disk with -o or --backup.)"},

    {"OMV-E0744", Errc::System,
     R"(The download failed

The server was not reached, does not have the file, or ended in the middle; the
message has the reason. An older file of that name is still there.

What to do: look whether the address is right and there is a network. A release
that is on this computer already needs none: name its folder or zip.)"},

    {"OMV-E0745", Errc::VerificationFailed,
     R"(Something else was downloaded than was asked for

The file came whole, but its SHA-256 is not the one given with --sha256. It was
thrown away.

What to do: download it again. If it stays, the number is wrong, or the file on
the server is another one.)"},

    {"OMV-E0746", Errc::System,
     R"(A backup is never replaced

There is a file of that name already, and it holds something else than the board
does now. It may be the backup of a run that was cut off: then the board is
written in part, and that file is the only copy of what was there.

What to do: name another folder. To go on with a run that was cut off and keep
its backup, leave --backup away.)"},

    {"OMV-E0750", Errc::System,
     R"(The doctor found problems

Something on this computer keeps a board from being used. Each problem was told
with its reason and what to do about it.

What to do: what the lines say. `omv doctor --fix` does what a program can do,
and shows each command before it runs. It needs root for that.)"},

    {"OMV-E0751", Errc::Unsupported,
     R"(The fix needs root

Rules of udev and groups of users can be changed by root only. You are not root,
and neither sudo nor, on a graphical screen, pkexec is installed. Nothing was
changed.

What to do: become root in another way and run the commands that were shown.)"},

    {"OMV-E0752", Errc::System,
     R"(A command of the fix failed

A command that should mend something ended with an error, or you did not give
the password. Commands before it were done; those behind it were not.

What to do: read what the command said. Run it yourself, as root, and then
`omv doctor` again.)"},
};

}  // namespace

std::span<const ErrorEntry> flasherErrors()
{
    return kEntries;
}

}  // namespace omv
