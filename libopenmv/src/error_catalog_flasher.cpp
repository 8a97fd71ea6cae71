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
};

}  // namespace

std::span<const ErrorEntry> flasherErrors()
{
    return kEntries;
}

}  // namespace omv
