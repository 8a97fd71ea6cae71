// SPDX-License-Identifier: MIT
#include "libopenmv/src/error_catalog.h"

namespace omv {

namespace {

constexpr ErrorEntry kEntries[] = {
    {"OMV-E0101", Errc::NoDevice,
     R"(No camera found

No OpenMV camera is connected, and no virtual camera runs under your account.

A camera is recognised by its USB id. It is not seen when the cable only
carries power, when the board is in its bootloader, when a hub is switched off,
or when the program runs in a container or virtual machine without the device.

What to do:
  - Plug the camera in with a data cable and wait until its blue LED blinks.
  - List what is there:               omv list
  - Work without a camera:            omv -p sim:ae3 ...
  - If the board has a USB id of its own, add it as a file to
    ~/.config/openmv/boards (see docs/board-format.md).)"},

    {"OMV-E0102", Errc::Ambiguous,
     R"(Several cameras found

The port was left to "auto", and more than one camera fits; or several have the
serial number that was named, as virtual ones may. Nothing was sent to any of
them.

What to do: name one.
  - omv list                         shows ports and serial numbers
  - omv -p /dev/ttyACM0 ...          by port
  - omv -p serial:NUMBER ...         by serial number, which stays the same
                                     whatever port the camera is plugged into)"},

    {"OMV-E0103", Errc::NoDevice,
     R"(No such port

The port that was named does not exist. Port names change: a camera that was
/dev/ttyACM0 may come back as /dev/ttyACM1 after a reset or when it is plugged
into another socket. The pseudo-terminal of a virtual camera disappears with it.

What to do:
  - omv list                         shows the ports that are there now
  - use serial:NUMBER instead of a port name in scripts)"},

    {"OMV-E0104", Errc::PermissionDenied,
     R"(Access to the port denied

The port exists, but the system does not let this user open it. On Linux a
serial device belongs to root and a group, usually "dialout" (Debian, Ubuntu,
Fedora) or "uucp" (Arch). The message names the owner, the group and the mode
of the device and the groups of the current user.

What to do, one of these:
  - Install the udev rules that come with this software (60-openmv.rules), then
    plug the camera in again. They give access to whoever sits at the machine.
  - Join the group, then log out and in again:
        sudo usermod -aG dialout $USER
    This is the way for SSH sessions and build servers.
Running the program as root is not needed.)"},

    {"OMV-E0105", Errc::Busy,
     R"(The port is in use

Another program has the port open. A camera can talk to one program at a time;
two of them would read each other's answers. The message names the process when
the system shows it; processes of other users may be hidden.

Usual ones: another IDE, a terminal program (minicom, screen, mpremote), or
ModemManager, which tries modem commands on new serial ports.

What to do:
  - Close the other program, or disconnect the camera in it.
  - To keep ModemManager away, install the udev rules (60-openmv.rules).)"},

    {"OMV-E0106", Errc::Timeout,
     R"(The camera did not answer

The port was opened, but no valid answer came before the deadline. Possible
reasons: the port does not belong to an OpenMV camera; the firmware is older
than 4.0 or is damaged; the board is still starting; or a script blocks the
board (interrupts switched off, a busy loop in native code).

What to do:
  - Press the reset button or plug the camera in again, then retry.
  - Check the port with: omv list
  - If it stays silent, update or recover the firmware.)"},

    {"OMV-E0107", Errc::Disconnected,
     R"(The camera disconnected

The connection was there and then ended: the cable was pulled, the board was
reset or lost power, the board entered its bootloader, or the virtual camera
was ended. Whatever was running may have stopped.

What to do: connect again. If it happens without a reason, suspect the cable or
the hub, or a board that draws more current than the USB port gives.)"},

    {"OMV-E0108", Errc::Incompatible,
     R"(Firmware 4.x is not supported yet

The camera answers in the protocol of firmware 4.x (and earlier). This version
of the software speaks the protocol of firmware 5.0 and newer.

What to do: update the camera's firmware to 5.0 or newer. Note that scripts
written for 4.x may need changes (the "sensor" module still works, "csi" is
its successor).)"},

    {"OMV-E0109", Errc::InvalidArgument,
     R"(The port specification is not understood

Accepted forms:
  auto                               the only camera there is
  /dev/ttyACM0                       a serial port (any path)
  serial:NUMBER                      the camera with this serial number
  tcp://HOST:PORT                    a camera on the network
  sim:BOARD                          a virtual camera of its own, which ends
  sim:BOARD?key=value&key=value      with the program

Boards that can be virtual: ae3, pure-thermal, rt1062.)"},

    {"OMV-E0110", Errc::System,
     R"(The virtual camera did not start

The program omv-vcam was found and started, but it ended before it was ready.
The message has what it said last.

What to do: start it by hand to see all of its output, for example
  omv-vcam --board ae3
Usual reasons: an option that it does not know, a scene file that does not
exist, or no room for its folder in $XDG_RUNTIME_DIR.)"},

    {"OMV-E0111", Errc::NoDevice,
     R"(The network camera cannot be reached

The host answered that nothing listens on this port, or there is no way to the
host. A virtual camera listens only when it was started with a TCP port, and
only on 127.0.0.1.

What to do: check host and port, and that the camera is running.)"},

    {"OMV-E0112", Errc::Timeout,
     R"(The network connection timed out

The host did not answer within the time allowed. It is switched off, on another
network, or a firewall drops the packets.

What to do: check the address, try to ping the host, allow more time with
--timeout.)"},

    {"OMV-E0113", Errc::System,
     R"(The port cannot be opened

The operating system refused to open or set up the port for a reason that is
none of the usual ones. The message has its error number and text. A path that
is not a serial port (a regular file, a folder) ends up here too.)"},

    {"OMV-E0114", Errc::System,
     R"(Reading or writing the port failed

The operating system reported an error on a connection that was working. The
message has its error number and text.

What to do: connect again. If it comes back, look at the system log (dmesg).)"},

    {"OMV-E0115", Errc::System,
     R"(The program omv-vcam was not found

A virtual camera was asked for, but its program is neither beside this one nor
in the search path. It is left out of builds without MicroPython's source.

What to do: install the package with the virtual camera, or build it
(OMV_BUILD_VCAM=ON), or set OMV_VCAM to the path of the program.)"},

    {"OMV-E0116", Errc::NoDevice,
     R"(No camera with this serial number

Cameras may be connected, but none has the serial number that was named.
Capital and small letters are the same.

What to do: omv list shows the serial numbers of the cameras that are there.)"},

    {"OMV-E0117", Errc::NoDevice,
     R"(The host name cannot be resolved

The name of the host in tcp://HOST:PORT could not be turned into an address.

What to do: check the spelling, or use the numeric address.)"},

    {"OMV-E0118", Errc::Timeout,
     R"(The virtual camera was not ready in time

The program omv-vcam was found and started, but it did not announce itself
before the deadline, and was ended. The message has what it said last.

What to do: allow more time (--timeout); a second is enough for most machines.
If that does not help, start it by hand to see all of its output, for example
  omv-vcam --board ae3)"},

    {"OMV-E0119", Errc::Disconnected,
     R"(The virtual camera ended

The process of a virtual camera that this program had started ended by itself,
or somebody ended it. A board that only restarts or sleeps keeps its process.

What to do: connect again; that starts a new one. If it happens without a
reason, start it by hand to see what it says, for example
  omv-vcam --board ae3)"},
};

}  // namespace

std::span<const ErrorEntry> connectionErrors()
{
    return kEntries;
}

}  // namespace omv
